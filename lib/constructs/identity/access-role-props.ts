import { Duration } from 'aws-cdk-lib';
import { IManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { PermissionsBoundary } from './permissions-boundary';
import { RoleTrust } from './role-trust';

/** Properties of an access role. */
export interface AccessRoleProps {
  /**
   * The name of the role, unique in the account: 1 to 64 characters that begin with text, not with a token. Names that guardrails exempt or
   * protect are refused, such as "stacksets-exec-…".
   */
  readonly roleName: string;

  /** Who may become the role; at least one. */
  readonly trusts: RoleTrust[];

  /** What the role is for, for people who meet it: at most 1,000 characters. */
  readonly description: string;

  /**
   * The most that it may do. There is no way to have none.
   *
   * @default PermissionsBoundary.DEVELOPER
   */
  readonly boundary?: PermissionsBoundary;

  /**
   * Managed policies of AWS or of your own, at most ten.
   *
   * @default - none
   */
  readonly managedPolicies?: IManagedPolicy[];

  /**
   * What else it may do, as its inline policy.
   *
   * @default - nothing
   */
  readonly statements?: PolicyStatement[];

  /**
   * How long a session may last, 1 to 12 hours. IAM allows 1 hour to whoever comes by another role, as people of IAM Identity Center do.
   *
   * @default Duration.hours(1)
   */
  readonly maxSessionDuration?: Duration;

  /**
   * The path of the role, with slashes at both ends, written out. That of the platform, /lz/, is refused: guardrails exempt it.
   *
   * Under "/access/" the platform alone makes roles, and under "/administration/" administrators do; developers pass and assume neither. A
   * role with another boundary than that of developers must lie under one of them.
   *
   * @default '/' - where teams make their own roles
   */
  readonly path?: string;
}
