import { Context, PrincipalIdentity } from '../../../lib/policy';

/** Accounts of the organization under test, and those outside of it. */
export const ORGANIZATION_ID = 'o-a1b2c3d4e5';
export const MEMBER = '222222222222';
export const OTHER_MEMBER = '444444444444';
export const LOG_ARCHIVE = '333333333333';
export const MANAGEMENT = '111111111111';
export const TRUSTED_ACCOUNT = '888888888888';
export const OUTSIDE_ACCOUNT = '999999999999';

const role = (pathAndName: string, accountId = MEMBER, organizationId: string | undefined = ORGANIZATION_ID): PrincipalIdentity => ({
  kind: 'role',
  arn: `arn:aws:sts::${accountId}:assumed-role/${pathAndName.split('/').at(-1)}/session`,
  roleArn: `arn:aws:iam::${accountId}:role/${pathAndName}`,
  accountId,
  organizationId,
});

const service = (prefix: string): PrincipalIdentity => ({ kind: 'service', arn: `${prefix}.amazonaws.com` });

const accountOfAws = (accountId: string): PrincipalIdentity => ({ kind: 'account-root', arn: `arn:aws:iam::${accountId}:root`, accountId });

/** Everybody who knocks at a guardrail; each proof chooses from here. */
export const PRINCIPALS = {
  /** Signed in with the password of the account. */
  root: { kind: 'account-root', arn: `arn:aws:iam::${MEMBER}:root`, accountId: MEMBER, organizationId: ORGANIZATION_ID },
  /** Issued by central root management for one task. */
  rootSession: { kind: 'root-session', arn: `arn:aws:iam::${MEMBER}:root`, accountId: MEMBER, organizationId: ORGANIZATION_ID },
  user: { kind: 'user', arn: `arn:aws:iam::${MEMBER}:user/alice`, accountId: MEMBER, organizationId: ORGANIZATION_ID },
  developer: role('teams/developer'),
  /** An administrator by IAM Identity Center. */
  administrator: role('aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_AdministratorAccess_0123456789abcdef'),
  /** What AWS Organizations puts into an account it creates. */
  organizationAccessRole: role('OrganizationAccountAccessRole'),
  /** A role that only looks like one of the platform: its name, not its path. */
  impostor: role('lz-break-glass'),
  cdkDeployRole: role('cdk-hnb659fds-cfn-exec-role-222222222222-eu-central-1'),
  breakGlass: role('lz/lz-break-glass'),
  platformRole: role('lz/lz-responder'),
  stackSets: role('stacksets-exec-0123456789abcdef0123456789abcdef'),
  serviceLinkedRole: {
    kind: 'service-linked-role',
    arn: `arn:aws:sts::${MEMBER}:assumed-role/AWSServiceRoleForConfig/session`,
    roleArn: `arn:aws:iam::${MEMBER}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
    accountId: MEMBER,
    organizationId: ORGANIZATION_ID,
  },
  /** What the delegated administrator of central root management may ask for, in the log archive: S3UnlockBucketPolicy. */
  logRootSession: { kind: 'root-session', arn: `arn:aws:iam::${LOG_ARCHIVE}:root`, accountId: LOG_ARCHIVE, organizationId: ORGANIZATION_ID },
  logAdministrator: role('teams/security', LOG_ARCHIVE),
  logBreakGlass: role('lz/lz-break-glass', LOG_ARCHIVE),
  logStackSets: role('stacksets-exec-0123456789abcdef0123456789abcdef', LOG_ARCHIVE),
  otherMember: role('teams/developer', OTHER_MEMBER),
  /** No SCP binds the management account: break-glass is assumed from there. */
  management: role('operator', MANAGEMENT),
  cloudTrail: service('cloudtrail'),
  config: service('config'),
  lambda: service('lambda'),
  logDelivery: service('delivery.logs'),
  s3Logging: service('logging.s3'),
  guardDuty: service('guardduty'),
  /** Sets the tags of pods. */
  podIdentity: service('pods.eks'),
  /** Sets the tags of certificates. */
  rolesAnywhere: service('rolesanywhere'),
  saml: { kind: 'federated', arn: `arn:aws:iam::${MEMBER}:saml-provider/corporate` },
  oidc: { kind: 'federated', arn: `arn:aws:iam::${MEMBER}:oidc-provider/token.actions.githubusercontent.com` },
  gitLab: { kind: 'federated', arn: `arn:aws:iam::${MEMBER}:oidc-provider/gitlab.com` },
  /** A provider that nobody trusts. */
  foreignOidc: { kind: 'federated', arn: `arn:aws:iam::${MEMBER}:oidc-provider/app.terraform.io` },
  /** A role of another organization. */
  stranger: role('partner', OUTSIDE_ACCOUNT, 'o-z9y8x7w6v5'),
  /** A role with an exempt name in an account that belongs to nobody we know. */
  strangerWithExemptName: { ...role('lz/lz-break-glass', OUTSIDE_ACCOUNT), organizationId: undefined },
  trustedPartner: { ...role('partner', TRUSTED_ACCOUNT), organizationId: undefined },
  /** Writes access logs of load balancers: accounts of AWS in eu-central-1, eu-west-1, and in us-east-1, which is not governed. */
  loadBalancing: accountOfAws('054676820928'),
  loadBalancingToo: accountOfAws('156460612806'),
  foreignLoadBalancing: accountOfAws('127311923021'),
  anonymous: { kind: 'anonymous', arn: '*' },
} satisfies Record<string, PrincipalIdentity>;

export type PrincipalName = keyof typeof PRINCIPALS;

/** What the assertion of a caller says, whatever is asked for. */
export const ASSERTIONS: Partial<Record<PrincipalName, Context>> = {
  saml: { 'saml:aud': 'https://signin.aws.amazon.com/saml' },
  oidc: {
    'token.actions.githubusercontent.com:sub': 'repo:acme/app:ref:refs/heads/main',
    'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
  },
  gitLab: { 'gitlab.com:sub': 'project_path:acme/app:ref_type:branch:ref:main', 'gitlab.com:aud': 'https://gitlab.com' },
  foreignOidc: { 'app.terraform.io:sub': 'organization:stranger:project:p:workspace:w:run_phase:apply', 'app.terraform.io:aud': 'aws.workload.identity' },
};

/** Those whom no SCP binds: not a member of the organization, or a role that belongs to AWS. */
export function isBoundByServiceControl({ kind, organizationId, accountId }: PrincipalIdentity): boolean {
  return organizationId === ORGANIZATION_ID && accountId !== MANAGEMENT && kind !== 'service-linked-role';
}
