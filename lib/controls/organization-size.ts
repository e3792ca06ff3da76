/** How large an organization is, as far as its bill depends on it. */
export interface OrganizationSize {
  /** Accounts, the management account, log archive and security account among them. */
  readonly accounts: number;

  /** Baseline regions: the governed ones and us-east-1. */
  readonly regions: number;
}
