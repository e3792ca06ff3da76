import { BoundaryPolicyProps, JobFunction, RoleTrust } from '../constructs/identity';

/** How people come to the accounts. */
export interface AccessConfiguration {
  /**
   * People who sign in by IAM Identity Center: which group gets which job function, where.
   *
   * @default - no permission set is made
   */
  readonly identityCenter?: IdentityCenterConfiguration;

  /**
   * Roles that every account has for people who come by another way: a SAML provider, a partner's account.
   *
   * @default - none
   */
  readonly roles?: JobFunctionRoleConfiguration[];

  /**
   * What the permissions boundaries of every account know of its past: bootstraps of CDK, and roles that are older than the boundaries.
   *
   * @default - as each boundary says
   */
  readonly boundaries?: BoundaryPolicyProps;
}

/** The instance of IAM Identity Center, and who gets in by it. */
export interface IdentityCenterConfiguration {
  /**
   * ARN of the organization's instance, which is enabled by hand, in the home region: "arn:aws:sso:::instance/ssoins-…".
   *
   * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/enable-identity-center.html
   */
  readonly instanceArn: string;

  /** Who gets in. Each job function that is named becomes a permission set `lz-<job function>`. */
  readonly assignments: AccessAssignment[];
}

/** A group of people, what they do, and where. */
export interface AccessAssignment {
  /** Id of the group in the identity store, as `aws identitystore list-groups` shows it. */
  readonly groupId: string;

  /** What the group does. */
  readonly jobFunction: JobFunction;

  /**
   * Paths of the units whose accounts the group gets into, those of accounts that join later too; "Root" is every member account.
   *
   * @default - none, so `accounts` must name one
   */
  readonly organizationalUnits?: string[];

  /**
   * Names of single accounts; "Management" is the management account, which nothing else reaches.
   *
   * @default - none, so `organizationalUnits` must name one
   */
  readonly accounts?: string[];
}

/** A role `lz-<job function>` in every account. */
export interface JobFunctionRoleConfiguration {
  /** What it is for. */
  readonly jobFunction: JobFunction;

  /** Who may become it. */
  readonly trusts: RoleTrust[];
}
