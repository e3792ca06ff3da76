/**
 * How a technique is tried, and what it leads to.
 *
 * Changes of somebody whose credentials are held already, by whoever holds others too:
 *
 * - `role`, `user`: policies of one's choice on the role or user
 * - `policy`: another content of a customer managed policy that is attached; `version`: an earlier one
 * - `group`: policies of one's choice on a group of the user; `membership`: the policies of further groups
 * - `denial`, `denial-inline`, `denial-rewritten`: policies that deny go; `denial-of-group`, `group-denial`, `group-denial-inline`: with a
 *   group, or from it
 * - `boundary-removed`, `boundary-replaced`, `boundary-rewritten`, `boundary-version`: another permissions boundary, or none
 * - `tags`: tags of the role or user, where its policies ask for them
 *
 * Ways into the credentials of somebody else:
 *
 * - `assume`, `assume-across`: the trust policy lets in; `session-tags`: with tags that its
 *   policies ask for; `trust`: it is rewritten first
 * - `credentials`: a user gets a key or a password
 * - `saml`, `oidc`: a provider that the role trusts is one's own
 * - `root-session`: sts:AssumeRoot
 * - `pass`: something new gets the role; `worn`: something that has it already does what one wants
 * - `function`, `stack`: the same with a function or stack that the rehearsal knows
 * - `new-role`, `new-user`: somebody new
 * - `permission-set`, `permission-set-assigned`, `membership-of-directory`: IAM Identity Center gives a role; `permission-set-written`,
 *   `permission-set-unbounded`: one that may do more
 * - `stack-set`, `self-managed-stack-set`: a StackSet works as one
 */
export type Way =
  'role' | 'user' | 'policy' | 'version' | 'group' | 'membership' | 'tags'
  | 'denial' | 'denial-inline' | 'denial-rewritten' | 'denial-of-group' | 'group-denial' | 'group-denial-inline'
  | 'boundary-removed' | 'boundary-replaced' | 'boundary-rewritten' | 'boundary-version'
  | 'assume' | 'assume-across' | 'session-tags' | 'trust' | 'credentials' | 'saml' | 'oidc' | 'root-session' | 'pass' | 'worn' | 'function' | 'stack'
  | 'new-role' | 'new-user' 
  | 'permission-set' | 'permission-set-assigned' | 'permission-set-written' | 'permission-set-unbounded' | 'membership-of-directory'
  | 'stack-set' | 'self-managed-stack-set';

/** One call that a technique needs. */
export interface Call {
  /** IAM action; `{Kind}` stands for `Role` or `User`. */
  readonly action: string;
  /**
   * ARN of what it is done to. `{target}` is the role, user, policy, group, function or stack that the technique is about, `{name}` any
   * name that the policies of the caller allow; `{partition}`, `{region}`, `{account}` are the caller's.
   */
  readonly on: string;
  /** Condition keys of the request; `{target}` and the like are filled in. @default - those that AWS derives */
  readonly context?: Readonly<Record<string, string>>;
}

/** A known way to more permissions than one was given. */
export interface Technique {
  /** Short, stable name, e.g. `lambda-pass-role`. */
  readonly id: string;
  /** What is done, in words. */
  readonly title: string;
  /** Where it is described. */
  readonly source: string;
  readonly way: Way;
  /** What must be allowed, all of it; AWS asks for further calls that read or that everybody may make. */
  readonly calls: readonly Call[];
  /** Service that must be trusted by the role. @default - no service has a part in it */
  readonly service?: string;
  /** What is gained, in words. */
  readonly gains: string;
}

export const RHINO = 'https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/';
export const PROWLER = 'https://github.com/prowler-cloud/prowler/blob/master/prowler/providers/aws/services/iam/lib/privilege_escalation.py';
export const BOUNDARIES = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate';
export const pathfinding = (id: string): string => `https://pathfinding.cloud/paths/${id}`;
