import { Aws, Stack } from 'aws-cdk-lib';
import { CfnOIDCProvider, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { accountIdProblems, Problems, regionProblems, shapeProblems } from '../../core/validation';
import { AccessRole } from './access-role';
import { DeploymentSubject } from './deployment-subject';
import { OidcIssuer } from './oidc-issuer';
import { PermissionsBoundary } from './permissions-boundary';
import { RoleTrust } from './role-trust';

/** An account and a Region that were bootstrapped for CDK. */
export interface DeploymentTarget {
  /** The account, 12 digits. */
  readonly accountId: string;

  /** The Region, such as "eu-central-1". */
  readonly region: string;
}

/** Properties of a deployment identity. */
export interface DeploymentIdentityProps {
  /** The name of the role, unique in the account. Not "lz-…": that prefix is the platform's. */
  readonly roleName: string;

  /** Who signs the tokens of the pipelines. */
  readonly issuer: OidcIssuer;

  /** Which pipelines deploy; at least one, all of the same issuer. */
  readonly subjects: DeploymentSubject[];

  /** Where they deploy to: 1 to 20 accounts and Regions. Those of other accounts must trust this account: `cdk bootstrap --trust`. */
  readonly targets: DeploymentTarget[];

  /**
   * The qualifier of the bootstrap whose roles are assumed: 1 to 10 letters, digits, "_" or "-".
   *
   * @default 'teams' - the one whose roles the developer boundary lets through; CDK's own "hnb659fds" may be an administrator
   */
  readonly bootstrapQualifier?: string;

  /**
   * Whether pipelines look things up at synth, by the lookup role, which reads most of the account.
   *
   * @default false - commit cdk.context.json, and synth needs no AWS
   */
  readonly lookups?: boolean;

  /**
   * The most that the role may do; there is no way to have none.
   *
   * @default PermissionsBoundary.DEVELOPER
   */
  readonly boundary?: PermissionsBoundary;

  /**
   * The path of the role, with slashes at both ends. By default developers and their pipelines may make and edit the role, which gets them
   * no further than they are where it deploys to their own account. Where other accounts trust it, or it has another boundary, take
   * "/administration/", or "/access/" if the platform deploys it: nobody bound as a developer touches what lies there.
   *
   * @default '/deployment/'
   */
  readonly path?: string;

  /**
   * ARN of the provider in IAM, where the account has it already: IAM takes one for an account and address, and its audiences must contain
   * those of the issuer.
   *
   * @default - made; identities of one stack with one issuer share it
   */
  readonly providerArn?: string;
}

/**
 * What pipelines are in AWS: a role without any secret to keep, trusted to exactly the repositories and environments that are named, for
 * sessions of one hour, and able to do one thing: to assume the roles that `cdk deploy` needs in the accounts and Regions that are named.
 *
 *     job ── token of the issuer: "sub", "aud" ──► this role ──► cdk-teams-deploy-role-<account>-<region>             CloudFormation
 *                                                            ──► cdk-teams-file-publishing-role-<account>-<region>    bucket of assets
 *                                                            ──► cdk-teams-image-publishing-role-<account>-<region>   repository of images
 *
 * What a deployment may make is up to the CloudFormation role of the bootstrap, which nobody assumes: it needs the boundary too, and so do
 * the others, or all of the above is in vain:
 *
 *     cdk bootstrap --qualifier teams --custom-permissions-boundary lz/lz-developer-boundary --apply-permissions-boundary-to-all-roles
 *
 * Put it once into an account, in one Region. It stands in the template of a StackSet too. Guardrail G14 and the boundaries let nobody but
 * the platform make a provider: the landing zone puts those of `access.oidcIssuers` into every account, and a team gives
 * `providerArn: issuer.providerArn`; the role it makes itself. Guardrail G64 must know the provider, with the subjects that are yours.
 * Costs nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 * @see https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
 */
export class DeploymentIdentity extends Construct {
  /** The role that pipelines become. */
  public readonly role: AccessRole;

  /** The name of the role. */
  public readonly roleName: string;

  /** The ARN of the role, for the configuration of the pipeline. */
  public readonly roleArn: string;

  /** The ARN of the provider in IAM. */
  public readonly providerArn: string;

  public constructor(scope: Construct, id: string, props: DeploymentIdentityProps) {
    super(scope, id);
    const { issuer, targets, bootstrapQualifier: qualifier = 'teams' } = props;
    const purposes = props.lookups === true ? [...PURPOSES, LOOKUP] : PURPOSES;
    throwProblems(this, identityProblems(props, qualifier));
    const providerArn = props.providerArn ?? providerOf(this, issuer);

    this.role = new AccessRole(this, 'Role', {
      roleName: props.roleName,
      description: `Deploys with CDK, for pipelines of ${issuer.host}`,
      trusts: trustsOf(providerArn, issuer, props.subjects),
      boundary: props.boundary,
      path: props.path ?? '/deployment/',
      statements: [new PolicyStatement({
        sid: 'Deploy',
        actions: ['sts:AssumeRole'],
        resources: targets.flatMap(target => purposes.map(purpose => bootstrapRoleArn(target, qualifier, purpose))),
      })],
    });
    this.roleName = this.role.roleName;
    this.roleArn = this.role.roleArn;
    this.providerArn = providerArn;
  }
}

const PURPOSES = ['deploy', 'file-publishing', 'image-publishing'];
const LOOKUP = 'lookup';

const bootstrapRoleArn = ({ accountId, region }: DeploymentTarget, qualifier: string, purpose: string): string =>
  `arn:${Aws.PARTITION}:iam::${accountId}:role/cdk-${qualifier}-${purpose}-role-${accountId}-${region}`;

/** Exact subjects and patterns are compared by different operators, and so are statements of their own. */
function trustsOf(providerArn: string, issuer: OidcIssuer, all: DeploymentSubject[]): RoleTrust[] {
  const options = (isPattern: boolean) => ({
    issuer: issuer.host,
    audiences: issuer.audiences,
    subjects: all.filter(subject => subject.isPattern === isPattern).map(({ subject }) => subject),
  });
  const [exact, patterns] = [options(false), options(true)];
  return [
    ...exact.subjects.length > 0 ? [RoleTrust.oidc(providerArn, exact)] : [],
    ...patterns.subjects.length > 0 ? [RoleTrust.oidcPattern(providerArn, patterns)] : [],
  ];
}

/** Of the same address an account has one, so identities of a stack share it. */
function providerOf(scope: Construct, { url, host, audiences }: OidcIssuer): string {
  const stack = Stack.of(scope);
  const id = `OidcProvider-${host.replace(/[^\w.-]/g, '-')}`;
  const known = stack.node.tryFindChild(id) as CfnOIDCProvider | undefined;
  const provider = known ?? new CfnOIDCProvider(stack, id, { url, clientIdList: audiences });
  throwProblems(scope, provider.clientIdList?.join() === audiences.join() ? []
    : [`'issuer' must have the audiences of the other identities of the stack, got ${JSON.stringify(audiences)} beside `
      + `${JSON.stringify(provider.clientIdList)}: use one OidcIssuer for all`]);
  return provider.attrArn;
}

/** An inline policy has 10,240 characters. */
const MAX_TARGETS = 20;

function identityProblems({ roleName, subjects, targets, issuer }: DeploymentIdentityProps, qualifier: string): Problems {
  const foreign = subjects.filter(({ _platform: platform }) => ![undefined, platform].includes(issuer._platform) && platform !== undefined);
  return [
    ...shapeProblems('roleName', roleName, /^(?!lz-)/, 'not begin with "lz-"', 'that prefix is the platform\'s: choose another name'),
    ...subjects.length === 0 ? ["'subjects' must name a pipeline, got none: everybody with an account at the issuer would deploy"] : [],
    ...foreign.map(({ subject, _platform }) =>
      `'subjects' must be of ${issuer._platform}, got ${JSON.stringify(subject)} of ${_platform}: no token of the issuer has it`),
    ...targets.length < 1 || targets.length > MAX_TARGETS
      ? [`'targets' must be 1 to ${MAX_TARGETS} accounts and Regions, got ${targets.length}: name them, in several identities if there are more`] : [],
    ...targets.flatMap(({ accountId, region }) => [
      ...accountIdProblems('targets', accountId),
      ...regionProblems('targets', region),
    ]),
    ...shapeProblems('bootstrapQualifier', qualifier, /^[A-Za-z0-9_-]{1,10}$/, 'have 1 to 10 letters, digits, "_" or "-"', 'take that of `cdk bootstrap --qualifier`'),
  ];
}
