/** What rules measure against: the numbers of CIS, where it names one. */
export interface ConformancePackParameters {
  /**
   * Characters that a password of an IAM user has at least.
   *
   * @default 14
   */
  readonly minimumPasswordLength?: number;

  /**
   * Passwords that are remembered and refused, 1 to 24.
   *
   * @default 24
   */
  readonly passwordReusePrevention?: number;

  /**
   * Days after which a password expires; 0 asks for none.
   *
   * @default 90 - as `PasswordPolicy` sets it
   */
  readonly maxPasswordAgeDays?: number;

  /**
   * Days after which an access key is to be replaced.
   *
   * @default 90
   */
  readonly maxAccessKeyAgeDays?: number;

  /**
   * Days without use after which credentials of an IAM user are to be disabled.
   *
   * @default 45
   */
  readonly maxCredentialUsageAgeDays?: number;

  /**
   * TCP ports that no security group opens to the world, one to five of them; 22 has a rule of its own.
   *
   * @default [3389, 445, 1433, 3306, 5432] - remote desktop, SMB and the databases most often found open
   */
  readonly blockedPorts?: number[];

  /**
   * TCP ports that security groups may open to the world.
   *
   * @default [80, 443]
   */
  readonly authorizedTcpPorts?: number[];

  /**
   * Days that log groups keep their events at least.
   *
   * @default 365
   */
  readonly minimumLogRetentionDays?: number;

  /**
   * Days before the expiry of a certificate from which on it does not comply.
   *
   * @default 30
   */
  readonly certificateExpirationDays?: number;
}
