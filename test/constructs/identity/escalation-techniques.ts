import { Context } from '../../../lib/policy';
import { ACCOUNT, OTHER_ACCOUNT } from './resolved';

/** A call as AWS authorises it. */
export interface Call {
  readonly action: string;
  readonly resource: string;
  readonly context?: Context;
}

/** A way to more permissions than one has; every call must pass for it to work. */
export interface Technique {
  readonly id: string;
  readonly calls: readonly Call[];
  /** Whether an administrator may do it, since it leads nowhere beyond his own boundary. */
  readonly open?: 'administrator';
}

export const iam = (resource: string, account = ACCOUNT) => `arn:aws:iam::${account}:${resource}`;
const regional = (service: string, resource: string) => `arn:aws:${service}:eu-central-1:${ACCOUNT}:${resource}`;
export const DEVELOPER_BOUNDARY = iam('policy/lz/lz-developer-boundary');
export const ADMINISTRATOR_BOUNDARY = iam('policy/lz/lz-administrator-boundary');
const ADMINISTRATOR_ACCESS = 'arn:aws:iam::aws:policy/AdministratorAccess';

const bounded = (arn: string): Context => ({ 'iam:PermissionsBoundary': arn });
const onRole = (action: string, role = iam('role/app'), context?: Context): Call => ({ action: `iam:${action}`, resource: role, context });
const onUser = (action: string, context?: Context): Call => ({ action: `iam:${action}`, resource: iam('user/somebody'), context });
const attach = { 'iam:PolicyARN': ADMINISTRATOR_ACCESS };
const pass = (service: string, role: string): Call => onRole('PassRole', role, { 'iam:PassedToService': service });
const assume = (resource: string): Call => ({ action: 'sts:AssumeRole', resource });

/** Roles that are more than whoever is bound. */
const RAISING = [
  iam('role/lz/lz-activation'), iam('role/lz/lz-break-glass'), iam('role/stacksets-exec-0123456789abcdef'), iam('role/OrganizationAccountAccessRole'),
  iam('role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_admin_0123456789abcdef'), iam('role/AWSControlTowerExecution'),
  iam('role/AWSCloudFormationStackSetExecutionRole'), iam('role/cdk-lz-cfn-exec-role'), iam(`role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-eu-central-1`),
  iam('role/service-role/lz-host-management'),
];

/** Services that act with a role that somebody passes: each is a known way of its own. */
const PASSING: readonly (readonly [string, string, Call])[] = [
  ['lambda', 'lambda.amazonaws.com', { action: 'lambda:CreateFunction', resource: regional('lambda', 'function:mine') }],
  ['ec2', 'ec2.amazonaws.com', { action: 'ec2:RunInstances', resource: regional('ec2', 'instance/*') }],
  ['cloudformation', 'cloudformation.amazonaws.com', { action: 'cloudformation:CreateStack', resource: regional('cloudformation', 'stack/mine/1') }],
  ['glue', 'glue.amazonaws.com', { action: 'glue:CreateDevEndpoint', resource: regional('glue', 'devEndpoint/mine') }],
  ['ecs', 'ecs-tasks.amazonaws.com', { action: 'ecs:RegisterTaskDefinition', resource: '*' }],
  ['codebuild', 'codebuild.amazonaws.com', { action: 'codebuild:CreateProject', resource: regional('codebuild', 'project/mine') }],
  ['sagemaker', 'sagemaker.amazonaws.com', { action: 'sagemaker:CreateNotebookInstance', resource: regional('sagemaker', 'notebook-instance/mine') }],
  ['ssm-automation', 'ssm.amazonaws.com', { action: 'ssm:StartAutomationExecution', resource: regional('ssm', 'automation-definition/mine:1') }],
  ['step-functions', 'states.amazonaws.com', { action: 'states:CreateStateMachine', resource: regional('states', 'stateMachine:mine') }],
  ['event-rule', 'events.amazonaws.com', { action: 'events:PutTargets', resource: regional('events', 'rule/mine') }],
  ['scheduler', 'scheduler.amazonaws.com', { action: 'scheduler:CreateSchedule', resource: regional('scheduler', 'schedule/default/mine') }],
  ['data-pipeline', 'datapipeline.amazonaws.com', { action: 'datapipeline:CreatePipeline', resource: '*' }],
  ['cognito', 'cognito-identity.amazonaws.com', { action: 'cognito-identity:SetIdentityPoolRoles', resource: regional('cognito-identity', 'identitypool/mine') }],
];

const passing = (id: string, role: string, open?: 'administrator'): Technique[] =>
  PASSING.map(([name, service, call]) => ({ id: `${id}-to-${name}`, calls: [pass(service, role), call], open }));

/** What the boundaries must withstand, whatever policies and trusts allow: https://pathfinding.cloud, https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation */
export const TECHNIQUES: readonly Technique[] = [
  { id: 'create-role-without-boundary', calls: [onRole('CreateRole'), onRole('AttachRolePolicy', undefined, attach)] },
  { id: 'create-role-with-another-boundary', calls: [onRole('CreateRole', undefined, bounded(iam('policy/mine')))] },
  { id: 'create-role-with-a-boundary-of-the-same-name', calls: [onRole('CreateRole', undefined, bounded(iam('policy/lz-developer-boundary')))] },
  { id: 'create-role-with-a-boundary-of-another-account', calls: [onRole('CreateRole', undefined, bounded(iam('policy/lz/lz-developer-boundary', OTHER_ACCOUNT)))] },
  { id: 'create-role-with-a-policy-of-aws-as-boundary', calls: [onRole('CreateRole', undefined, bounded(ADMINISTRATOR_ACCESS))] },
  { id: 'create-administrator-where-developers-pass-it', calls: [onRole('CreateRole', undefined, bounded(ADMINISTRATOR_BOUNDARY))] },
  { id: 'create-administrator', calls: [onRole('CreateRole', iam('role/administration/mine'), bounded(ADMINISTRATOR_BOUNDARY))], open: 'administrator' },
  { id: 'create-administrator-without-boundary', calls: [onRole('CreateRole', iam('role/administration/mine'))] },
  { id: 'bind-what-deploys-the-platform', calls: [onRole('PutRolePermissionsBoundary', iam('role/cdk-lz-cfn-exec-role'), bounded(DEVELOPER_BOUNDARY))] },
  { id: 'create-role-where-developers-cannot-see-it', calls: [onRole('CreateRole', iam('role/administration/mine'), bounded(DEVELOPER_BOUNDARY))], open: 'administrator' },
  { id: 'create-role-that-guardrails-exempt', calls: [onRole('CreateRole', iam('role/lz/mine'), bounded(DEVELOPER_BOUNDARY))] },
  { id: 'create-role-of-people', calls: [onRole('CreateRole', iam('role/access/mine'), bounded(DEVELOPER_BOUNDARY))] },
  { id: 'remove-boundary-of-a-role', calls: [onRole('DeleteRolePermissionsBoundary', undefined, bounded(DEVELOPER_BOUNDARY))] },
  { id: 'remove-boundary-of-a-user', calls: [onUser('DeleteUserPermissionsBoundary', bounded(DEVELOPER_BOUNDARY))] },
  { id: 'replace-boundary', calls: [onRole('PutRolePermissionsBoundary', undefined, bounded(iam('policy/mine')))] },
  { id: 'raise-boundary', calls: [onRole('PutRolePermissionsBoundary', undefined, bounded(ADMINISTRATOR_BOUNDARY))] },
  { id: 'raise-own-boundary', calls: [onRole('PutRolePermissionsBoundary', iam('role/access/lz-developer'), bounded(DEVELOPER_BOUNDARY))] },
  { id: 'edit-boundary', calls: [onRole('CreatePolicyVersion', DEVELOPER_BOUNDARY)] },
  { id: 'edit-higher-boundary', calls: [onRole('CreatePolicyVersion', ADMINISTRATOR_BOUNDARY)] },
  { id: 'older-version-of-boundary', calls: [onRole('SetDefaultPolicyVersion', DEVELOPER_BOUNDARY)] },
  { id: 'delete-boundary-and-take-its-name', calls: [onRole('DeletePolicy', DEVELOPER_BOUNDARY), onRole('CreatePolicy', DEVELOPER_BOUNDARY)] },
  { id: 'edit-policy-of-administrators', calls: [onRole('CreatePolicyVersion', iam('policy/administration/all'))], open: 'administrator' },
  { id: 'attach-policy-to-role-without-boundary', calls: [onRole('AttachRolePolicy', undefined, attach)] },
  { id: 'inline-policy-of-role-without-boundary', calls: [onRole('PutRolePolicy')] },
  { id: 'trust-of-role-without-boundary', calls: [onRole('UpdateAssumeRolePolicy')] },
  { id: 'trust-of-role-of-people', calls: [onRole('UpdateAssumeRolePolicy', iam('role/access/lz-administrator'), bounded(ADMINISTRATOR_BOUNDARY))] },
  { id: 'trust-of-own-role-of-people', calls: [onRole('UpdateAssumeRolePolicy', iam('role/access/lz-developer'), bounded(DEVELOPER_BOUNDARY))] },
  { id: 'trust-of-platform-role', calls: [onRole('UpdateAssumeRolePolicy', iam('role/lz/lz-activation'), bounded(DEVELOPER_BOUNDARY))] },
  { id: 'trust-of-role-for-administration', calls: [onRole('UpdateAssumeRolePolicy', iam('role/administration/a'), bounded(DEVELOPER_BOUNDARY))], open: 'administrator' },
  { id: 'policy-on-own-role', calls: [onRole('PutRolePolicy', iam('role/access/lz-developer'), bounded(DEVELOPER_BOUNDARY))] },
  { id: 'create-user-with-key', calls: [onUser('CreateUser'), onUser('CreateAccessKey')] },
  { id: 'create-bounded-user', calls: [onUser('CreateUser', bounded(DEVELOPER_BOUNDARY))] },
  { id: 'key-of-a-user', calls: [onUser('CreateAccessKey')] },
  { id: 'password-of-a-user', calls: [onUser('CreateLoginProfile')] },
  { id: 'other-password-of-a-user', calls: [onUser('UpdateLoginProfile')] },
  { id: 'credential-of-a-service', calls: [onUser('CreateServiceSpecificCredential')] },
  { id: 'mfa-of-a-user', calls: [onUser('DeactivateMFADevice')] },
  { id: 'another-mfa-device-of-a-user', calls: [onUser('EnableMFADevice')] },
  { id: 'policy-on-a-user', calls: [onUser('AttachUserPolicy', { ...bounded(DEVELOPER_BOUNDARY), ...attach })] },
  { id: 'inline-policy-on-a-user', calls: [onUser('PutUserPolicy', bounded(DEVELOPER_BOUNDARY))] },
  { id: 'policy-on-a-group', calls: [onRole('AttachGroupPolicy', iam('group/admins'), attach)] },
  { id: 'inline-policy-on-a-group', calls: [onRole('PutGroupPolicy', iam('group/admins'))] },
  { id: 'join-a-group', calls: [onRole('AddUserToGroup', iam('group/admins'))] },
  { id: 'oidc-provider', calls: [onRole('CreateOpenIDConnectProvider', iam('oidc-provider/evil.example'))] },
  { id: 'audience-of-oidc-provider', calls: [onRole('AddClientIDToOpenIDConnectProvider', iam('oidc-provider/token.actions.githubusercontent.com'))] },
  { id: 'saml-provider', calls: [onRole('UpdateSAMLProvider', iam('saml-provider/AWSSSO_0_DO_NOT_DELETE'))] },
  { id: 'trust-anchor', calls: [{ action: 'rolesanywhere:CreateTrustAnchor', resource: '*' }] },
  { id: 'assign-permission-set', calls: [{ action: 'sso:CreateAccountAssignment', resource: '*' }] },
  { id: 'edit-permission-set', calls: [{ action: 'sso:PutInlinePolicyToPermissionSet', resource: '*' }] },
  { id: 'join-a-group-of-identity-center', calls: [{ action: 'identitystore:CreateGroupMembership', resource: '*' }] },
  { id: 'user-of-identity-center', calls: [{ action: 'sso-directory:CreateUser', resource: '*' }] },
  { id: 'root-session', calls: [{ action: 'sts:AssumeRoot', resource: iam('root') }] },
  { id: 'leave-organization', calls: [{ action: 'organizations:LeaveOrganization', resource: '*' }] },
  { id: 'detach-guardrail', calls: [{ action: 'organizations:DetachPolicy', resource: '*' }] },
  { id: 'contact-of-account', calls: [{ action: 'account:PutAlternateContact', resource: '*' }] },
  { id: 'primary-email', calls: [{ action: 'account:StartPrimaryEmailUpdate', resource: '*' }] },
  { id: 'means-of-payment', calls: [{ action: 'payments:CreatePaymentInstrument', resource: '*' }], open: 'administrator' },
  { id: 'bill-preferences', calls: [{ action: 'billing:UpdateBillingPreferences', resource: '*' }], open: 'administrator' },
  { id: 'tax', calls: [{ action: 'tax:PutTaxRegistration', resource: '*' }], open: 'administrator' },
  { id: 'stackset', calls: [{ action: 'cloudformation:CreateStackSet', resource: '*' }] },
  { id: 'stackset-instances', calls: [{ action: 'cloudformation:CreateStackInstances', resource: regional('cloudformation', 'stackset/any:1') }] },
  { id: 'stacksets-of-organization', calls: [{ action: 'cloudformation:ActivateOrganizationsAccess', resource: '*' }] },
  { id: 'stack-that-has-an-administrator-role', calls: [{ action: 'cloudformation:UpdateStack', resource: regional('cloudformation', 'stack/lz-trail/1') }] },
  { id: 'change-set-of-such-a-stack', calls: [{ action: 'cloudformation:CreateChangeSet', resource: regional('cloudformation', 'stack/lz-trail/1') }] },
  { id: 'stack-of-a-stackset', calls: [{ action: 'cloudformation:UpdateStack', resource: regional('cloudformation', 'stack/StackSet-any-1/1') }] },
  { id: 'code-of-platform-function', calls: [{ action: 'lambda:UpdateFunctionCode', resource: regional('lambda', 'function:lz-activation') }] },
  { id: 'layer-of-platform-function', calls: [{ action: 'lambda:UpdateFunctionConfiguration', resource: regional('lambda', 'function:lz-activation') }] },
  { id: 'call-platform-function', calls: [{ action: 'lambda:InvokeFunction', resource: regional('lambda', 'function:lz-activation') }] },
  { id: 'permission-on-platform-function', calls: [{ action: 'lambda:AddPermission', resource: regional('lambda', 'function:lz-activation') }] },
  {
    id: 'event-source-of-platform-function',
    calls: [{ action: 'lambda:CreateEventSourceMapping', resource: '*', context: { 'lambda:FunctionArn': regional('lambda', 'function:lz-activation') } }],
  },
  { id: 'rule-of-platform', calls: [{ action: 'events:PutTargets', resource: regional('events', 'rule/lz-activation') }] },
  { id: 'policy-of-platform-bus', calls: [{ action: 'events:PutPermission', resource: regional('events', 'event-bus/lz-security') }] },
  { id: 'templates-of-platform', calls: [{ action: 's3:PutObject', resource: `arn:aws:s3:::cdk-lz-assets-${ACCOUNT}-eu-central-1/template.json` }] },
  { id: 'policy-of-log-bucket', calls: [{ action: 's3:PutBucketPolicy', resource: `arn:aws:s3:::lz-trail-${ACCOUNT}-eu-central-1` }] },
  { id: 'stop-trail-of-platform', calls: [{ action: 'cloudtrail:StopLogging', resource: regional('cloudtrail', 'trail/lz-organization-trail') }] },
  { id: 'silence-alarm-of-platform', calls: [{ action: 'cloudwatch:DisableAlarmActions', resource: regional('cloudwatch', 'alarm:lz-root-usage') }] },
  { id: 'delete-log-of-platform', calls: [{ action: 'logs:DeleteLogGroup', resource: regional('logs', 'log-group:/lz/organization-trail') }] },
  { id: 'silence-filters-of-platform', calls: [{ action: 'logs:PutTransformer', resource: regional('logs', 'log-group:/lz/organization-trail') }] },
  { id: 'redirect-key-of-log-of-platform', calls: [{ action: 'logs:AssociateKmsKey', resource: regional('logs', 'log-group:/lz/organization-trail') }] },
  { id: 'redirect-topic-of-platform', calls: [{ action: 'sns:SetTopicAttributes', resource: regional('sns', 'lz-alerts-critical') }] },
  { id: 'parameter-of-platform', calls: [{ action: 'ssm:PutParameter', resource: regional('ssm', 'parameter/lz/network/main/vpc-id') }] },
  { id: 'reserved-tag-on-a-role', calls: [onRole('TagRole', undefined, { 'aws:TagKeys': 'lz:exempt' })] },
  { id: 'reserved-tag-of-a-session', calls: [{ action: 'sts:TagSession', resource: iam('role/app'), context: { 'aws:TagKeys': ['team', 'LZ:exempt'] } }] },
  ...RAISING.map(role => ({ id: `assume-${role.split('/').at(-1)}`, calls: [assume(role)] })),
  ...RAISING.map(role => ({ id: `instance-profile-with-${role.split('/').at(-1)}`, calls: [pass('ec2.amazonaws.com', role), onRole('AddRoleToInstanceProfile', iam('instance-profile/mine'))] })),
  { id: 'assume-platform-role-of-another-account', calls: [assume(iam('role/lz/lz-break-glass', OTHER_ACCOUNT))] },
  { id: 'assume-organization-role-of-another-account', calls: [assume(iam('role/OrganizationAccountAccessRole', OTHER_ACCOUNT))] },
  { id: 'assume-deployment-role-of-another-account', calls: [assume(iam(`role/cdk-lz-deploy-role-${OTHER_ACCOUNT}-eu-central-1`, OTHER_ACCOUNT))] },
  { id: 'assume-administrator', calls: [assume(iam('role/access/lz-administrator'))], open: 'administrator' },
  { id: 'assume-administrator-of-another-account', calls: [assume(iam('role/access/lz-administrator', OTHER_ACCOUNT))], open: 'administrator' },
  { id: 'assume-responder', calls: [assume(iam('role/access/lz-security-responder'))], open: 'administrator' },
  { id: 'assume-role-of-people-made-elsewhere', calls: [assume(iam('role/access/of-a-team', OTHER_ACCOUNT))], open: 'administrator' },
  { id: 'assume-role-for-administration', calls: [assume(iam('role/administration/pipeline'))], open: 'administrator' },
  ...passing('pass-platform-role', iam('role/lz/lz-activation')),
  ...passing('pass-bootstrap-role', iam(`role/cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-eu-central-1`)),
  ...passing('pass-role-of-people', iam('role/access/lz-administrator')),
  ...passing('pass-role-for-administration', iam('role/administration/pipeline'), 'administrator'),
];
