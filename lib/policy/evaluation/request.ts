import { NamedPolicy } from '../document';

/**
 * Condition keys of a request and their values; several values make a multivalued key. Names of keys are case-insensitive.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/**
 * What a principal is, since AWS treats each in its own way.
 *
 * - `account-root`: the root user of an account, signed in by itself
 * - `root-session`: a privileged session of sts:AssumeRoot on a member account
 * - `user`: an IAM user
 * - `role`: an IAM role or a session of it
 * - `service-linked-role`: a session of a role that belongs to an AWS service; bound by neither SCPs nor RCPs
 * - `federated`: a caller with a SAML assertion or a web identity, not yet an AWS identity; or a session of sts:GetFederationToken
 * - `service`: an AWS service by its service principal
 * - `anonymous`: an unsigned request
 */
export type PrincipalKind = 'account-root' | 'root-session' | 'user' | 'role' | 'service-linked-role' | 'federated' | 'service' | 'anonymous';

/** Who makes a request. */
export interface PrincipalIdentity {
  /**
   * ARN of the user, of the role or its session, of the account root; for a service its principal ('cloudtrail.amazonaws.com'), for a
   * federated caller its provider (ARN or 'accounts.google.com'), for an anonymous one '*'.
   */
  readonly arn: string;
  /** What it is. */
  readonly kind: PrincipalKind;
  /**
   * ARN of the role with its path.
   *
   * @default - `arn` where that is a role's; required where `arn` is a session's, since a session's ARN does not tell the path
   */
  readonly roleArn?: string;
  /**
   * ARN of the user who called sts:GetFederationToken, for that session; its own ARN does not tell.
   *
   * @default - unknown: a policy that names the user does not name the session
   */
  readonly userArn?: string;
  /**
   * Account of the principal, 12 digits.
   *
   * @default - the account in `arn`
   */
  readonly accountId?: string;
  /**
   * Organization of the principal's account.
   *
   * @default - none: an account outside any organization
   */
  readonly organizationId?: string;
}

/** A request as AWS authorizes it: who wants to do what to which resource, and what else is known about it. */
export interface AuthorizationRequest {
  /** Who asks. */
  readonly principal: PrincipalIdentity;
  /** The IAM action, such as 's3:PutObject'. */
  readonly action: string;
  /** ARN of the resource, '*' for an action without one. */
  readonly resource: string;
  /**
   * Account that owns the resource.
   *
   * @default - the account in the ARN, else the principal's
   */
  readonly resourceAccountId?: string;
  /**
   * Condition keys of the request. Keys that AWS derives from the principal are filled in; what is given here wins.
   *
   * @default - only what the principal tells
   */
  readonly context?: Context;
}

/** Policies attached at one node of the way from the root of the organization to an account. */
export interface PolicyLevel {
  /** Name of the root, the organizational unit or the account. */
  readonly node: string;
  /** What is attached there, FullAWSAccess included. */
  readonly policies: readonly NamedPolicy[];
}

/** Every policy that has a say in a request. */
export interface ApplicablePolicies {
  /**
   * SCPs from root to the account of the principal.
   *
   * @default - none apply: the management account, or an account outside the organization
   */
  readonly serviceControl?: readonly PolicyLevel[];
  /**
   * RCPs from root to the account of the resource.
   *
   * @default - none apply: a resource of the management account, or outside the organization
   */
  readonly resourceControl?: readonly PolicyLevel[];
  /**
   * Identity policies of the user or role, groups' included.
   *
   * @default - none
   */
  readonly identity?: readonly NamedPolicy[];
  /**
   * Permissions boundary of the user or role.
   *
   * @default - none
   */
  readonly boundary?: NamedPolicy;
  /**
   * Session policies; the task policy of a root session.
   *
   * @default - none
   */
  readonly session?: readonly NamedPolicy[];
  /**
   * Policy of the resource: bucket policy, key policy, trust policy of a role …
   *
   * @default - none
   */
  readonly resource?: NamedPolicy;
}
