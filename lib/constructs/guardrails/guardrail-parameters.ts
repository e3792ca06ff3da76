/** What an organization decides for itself in the catalogue's guardrails. */
export interface GuardrailParameters {
  /** Regions in which accounts may work, the home region among them. */
  readonly governedRegions: string[];

  /** The organization's id, such as `o-a1b2c3d4e5`, or a token of it. */
  readonly organizationId: string;

  /**
   * Ids of accounts outside the organization that may reach its resources: partners, and the accounts by which Elastic Load Balancing
   * delivers access logs in its oldest regions.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-access-logs.html#attach-bucket-policy
   */
  readonly trustedAccounts?: string[];

  /**
   * Actions that the region guardrail spares everywhere, since their service has no regional endpoint.
   *
   * @default - the actions of `GlobalServices.all()`
   */
  readonly globalServices?: string[];

  /**
   * Actions that the region guardrail spares in us-east-1 only: the part of regional services that serves global ones from there.
   *
   * @default - the actions of `GlobalServices.inUsEast1()`
   */
  readonly usEast1Services?: string[];

  /**
   * Prefixes of the services whose resources the resource control policies hold for. Security Token Service is always among them, with the
   * actions that each guardrail names.
   *
   * @default ['s3', 'sqs', 'kms', 'secretsmanager', 'logs', 'dynamodb', 'ecr', 'aoss'], of which each authorizes its callers by IAM alone
   * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services
   */
  readonly rcpServices?: string[];
}
