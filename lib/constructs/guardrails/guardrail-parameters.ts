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

  /**
   * Service principals that may act on our resources for accounts outside the organization, such as `cloudfront.amazonaws.com`.
   *
   * @default - none: a service acts for accounts of the organization and for trusted accounts
   */
  readonly trustedServices?: string[];

  /**
   * Identity providers whose tokens may be exchanged for a role, beside those of IAM Identity Center and EKS.
   *
   * @default - none: roles are assumed by web identity through no provider of the internet
   */
  readonly trustedOidcProviders?: OidcProviderTrust[];

  /**
   * ARN patterns of the permissions boundaries, one of which each new role of a team must have, with `arn:*:` for the partition.
   *
   * @default ['arn:*:iam::*:policy/lz/*']
   */
  readonly permissionsBoundaries?: string[];

  /**
   * Audiences for which AWS signs identity tokens of our roles, such as `api://AzureADTokenExchange`; `*` and `?` stand for any characters.
   *
   * @default - none: only the platform gets such a token
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound.html
   */
  readonly webIdentityAudiences?: string[];

  /**
   * Instance types that may be launched where the guardrail on instance types holds, such as `t4g.*`.
   *
   * @default - small types of current generations
   */
  readonly allowedInstanceTypes?: string[];

  /**
   * What the keys of tags begin with that decide about access, and that only the platform may set.
   *
   * @default 'lz:'
   */
  readonly reservedTagPrefix?: string;

  /**
   * The tag by which data is classified, and its values.
   *
   * @default - the tag `DataClassification`, from public to restricted
   */
  readonly dataClassification?: TagVocabulary;
}

/** An identity provider outside of AWS, and whose tokens of it are accepted. */
export interface OidcProviderTrust {
  /** Its issuer without `https://`, such as `token.actions.githubusercontent.com`. */
  readonly issuer: string;

  /** Patterns of the subjects, such as `repo:acme/*`. */
  readonly subjects: string[];
}

/** A tag and the values it may have. */
export interface TagVocabulary {
  /** Key of the tag, in the spelling that counts. */
  readonly tagKey: string;

  /** The values that are allowed. */
  readonly tagValues: string[];
}
