import { Duration } from 'aws-cdk-lib';
import { OidcProviderTrust } from './oidc-provider-trust';
import { AiService } from './policy-content/ai-service';
import { BackupPlan } from './policy-content/backup-plan';
import { Ec2PolicyContentProps } from './policy-content/ec2-policy-content';
import { InspectorPolicyContentProps } from './policy-content/inspector-policy-content';
import { SecurityHubPolicyContentProps } from './policy-content/security-hub-policy-content';
import { TagRule } from './policy-content/tag-rule';
import { TlsVersion } from './tls-version';

/** What an organization may decide otherwise in the catalogue's guardrails. */
export interface GuardrailOptions {
  /**
   * Ids of accounts outside the organization that may reach its resources, such as those of partners. The guardrail on identities trusts
   * besides them the accounts by which Elastic Load Balancing delivers access logs in the governed Regions.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
   */
  readonly trustedAccounts?: string[];

  /**
   * Actions that the region guardrail spares everywhere besides the global services, such as `sso:*` and `identitystore:*` where IAM
   * Identity Center lives outside the governed regions.
   *
   * @default - none
   */
  readonly additionalGlobalServices?: string[];

  /**
   * Actions that the region guardrail spares in us-east-1 besides its own, such as `lambda:*` for Lambda@Edge; stacks there need
   * `cloudformation:*`, `ssm:*`, and `s3:*` for the bucket of the CDK bootstrap.
   *
   * @default - none
   */
  readonly additionalUsEast1Services?: string[];

  /**
   * Actions that the region guardrail spares everywhere, since their service has no regional endpoint, instead of those of the catalogue.
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
   * OpenID Connect providers whose tokens may be exchanged for a role, each EKS cluster with roles for service accounts among them. SAML,
   * and so IAM Identity Center, is not concerned.
   *
   * @default - none: nobody assumes a role by web identity
   */
  readonly trustedOidcProviders?: OidcProviderTrust[];

  /**
   * The oldest version of TLS by which S3 is reached.
   *
   * @default TlsVersion.V1_2
   */
  readonly minimumTlsVersion?: TlsVersion;

  /**
   * How old the signature of a request to S3 may be, and so how long a presigned URL works.
   *
   * @default - 12 hours, the longest that a session of a role lives
   */
  readonly maximumSignatureAge?: Duration;

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
   * @default ['*.nano', '*.micro', '*.small', '*.medium', '*.large']
   */
  readonly allowedInstanceTypes?: string[];

  /**
   * Security policies that listeners of load balancers may have, such as `ELBSecurityPolicy-TLS13-1-3-*`.
   *
   * @default ['ELBSecurityPolicy-*-1-2-*', 'ELBSecurityPolicy-TLS13-1-3-*'], those of AWS that speak nothing older than TLS 1.2
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
   */
  readonly loadBalancerTlsPolicies?: string[];

  /**
   * What the keys of tags begin with that decide about access, and that only the platform may set. Conditions read the names of tags in
   * any case: a prefix of up to three letters is reserved in upper and lower case, a longer one as it is written.
   *
   * @default 'lz:'
   */
  readonly reservedTagPrefix?: string;

  /**
   * The tag by which data is classified, its values, and where it is enforced.
   *
   * @default - the tag `DataClassification` with the values public, internal, confidential and restricted; reported, enforced nowhere
   */
  readonly dataClassification?: TagRule;

  /**
   * Further tags in the policy that classifies data, such as `Owner` and `CostCenter`, their values, and where they are enforced.
   *
   * @default - none
   */
  readonly requiredTags?: TagRule[];

  /**
   * What EC2 enforces beyond the defaults of the guardrail on EC2, or instead of one of them.
   *
   * @default - its defaults: IMDSv2, no public images and snapshots, no serial console
   */
  readonly ec2Attributes?: Ec2PolicyContentProps;

  /**
   * AWS AI services that may use content to improve themselves.
   *
   * @default - none
   */
  readonly aiServices?: AiService[];

  /**
   * The backup plans that AWS makes in each account.
   *
   * @default - daily for 35 days in the governed Regions, of resources tagged `backup` = `daily`, into the vault `lz-backup`
   */
  readonly backupPlans?: BackupPlan[];

  /**
   * Where Security Hub is enabled.
   *
   * @default - in the governed Regions, without network scanning
   */
  readonly securityHub?: SecurityHubPolicyContentProps;

  /**
   * What Amazon Inspector scans, and where.
   *
   * @default - instances, images in ECR and Lambda functions, in the governed Regions
   */
  readonly inspector?: InspectorPolicyContentProps;
}
