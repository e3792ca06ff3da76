import { Duration } from 'aws-cdk-lib';

/** Who may become a role for people, and for how long. */
export interface SecurityAccountRoleProps {
  /** The account whose people may assume the role, 12 digits; they need a policy of their own there that allows sts:AssumeRole on it. */
  readonly securityAccountId: string;

  /** The organization that account must belong to when the role is assumed, such as "o-a1b2c3d4e5". */
  readonly organizationId: string;

  /**
   * Narrows who of the security account it is, by ARN patterns of roles and users: those of IAM Identity Center are
   * "arn:*:iam::*:role/aws-reserved/sso.amazonaws.com/*".
   *
   * @default - whomever the security account allows
   */
  readonly trustedPrincipalPatterns?: string[];

  /**
   * How long a session may last, 1 to 12 hours. IAM allows 1 hour to whoever comes by another role, as people of IAM Identity Center do.
   *
   * @default Duration.hours(1)
   */
  readonly maxSessionDuration?: Duration;
}
