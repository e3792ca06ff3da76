import { BoundaryPolicyProps, JobFunction, OidcIssuer, RoleTrust, SamlProviderProps } from '../constructs/identity';

/** How people come to the accounts. */
export interface AccessConfiguration {
  /**
   * People who sign in by IAM Identity Center: which group gets which job function, where.
   *
   * @default - no permission set is made
   */
  readonly identityCenter?: IdentityCenterConfiguration;

  /**
   * Roles that every account has for people who come by another way: one of `samlProviders`, a partner's account.
   *
   * @default - none
   */
  readonly roles?: JobFunctionRoleConfiguration[];

  /**
   * Directories whose people come straight into accounts, by roles that trust `SamlProvider.arnInAccount(…)`: every account gets a
   * provider of each, the management account too. Guardrail G14 and the boundaries let nobody else make one.
   *
   * The metadata stands in a template: some 500,000 characters for all. An account that has a provider of that name already takes no other,
   * and the deployment stops there: give this one another name, move the roles over, then delete the old one. When the directory gets
   * another certificate, put its new metadata here before the old certificate ends.
   *
   * @default - none: take IAM Identity Center for people
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_saml.html
   */
  readonly samlProviders?: SamlProviderProps[];

  /**
   * Who signs the tokens of pipelines: every account gets a provider of each, the management account too, and teams give
   * `providerArn: issuer.providerArn` to their `DeploymentIdentity`. A provider alone lets nobody in; a role must trust it, and guardrail
   * G64 its tokens: name it in `guardrails.options.trustedOidcProviders` too.
   *
   * IAM takes one provider for an account and address, so the deployment stops in an account that has it already. Delete that one right
   * before: roles name it by its ARN, which stays the same, and work again as soon as the new one is there. Its audiences are those of the
   * issuer: `OidcIssuer.of(url, audiences)` names more.
   *
   * @default - none: pipelines come in by no token
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
   */
  readonly oidcIssuers?: OidcIssuer[];

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

  /** What the group does; its boundary is one of the two that every account has. */
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
  /** What it is for; its boundary is one of the two that every account has. */
  readonly jobFunction: JobFunction;

  /** Who may become it. Providers are those of the account that the role is in: `SamlProvider.arnInAccount(…)` names them. */
  readonly trusts: RoleTrust[];
}
