import { Aws } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ACCESS_PATH, ADMINISTRATION_PATH, HOST_MANAGEMENT_PATH, NAME_PATTERN, ORGANIZATION_ACCESS_ROLE, PATH_PATTERN, PERMISSION_SET_ROLE_PATH } from '../../../core/naming';
import { BoundaryPolicyProps } from '../boundary-policy-props';
import { ISOLATION_POLICIES } from './isolation';

/** Resources of IAM in every account, since roles of other accounts are assumed too. */
export const inIam = (...resources: string[]): string[] => resources.map(resource => `arn:${Aws.PARTITION}:iam::*:${resource}`);

const verbs = (service: string, ...patterns: string[]): string[] => patterns.map(pattern => `${service}:${pattern}`);

/**
 * Roles of administrators by the names that AWS gives them, and the machinery's. That of instances without a profile is among them: Systems
 * Manager takes it from the setting of the account, which the platform makes, so nobody who launches an instance has to pass it.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/fleet-manager-default-host-management-configuration.html
 */
export const PLATFORM_ROLES = inIam(
  'role/lz/*', 'role/stacksets-exec-*', `role/${ORGANIZATION_ACCESS_ROLE}`, `role${PERMISSION_SET_ROLE_PATH}*`, 'role/AWSControlTower*', 'role/AWSCloudFormationStackSet*', 'role/cdk-lz-*',
  `role${HOST_MANAGEMENT_PATH}${NAME_PATTERN}`,
);
export const ACCESS_ROLES = inIam(`role${ACCESS_PATH}*`);
export const ADMINISTRATION_ROLES = inIam(`role${ADMINISTRATION_PATH}*`);
const ADMINISTRATION_POLICIES = inIam(`policy${ADMINISTRATION_PATH}*`);
const PLATFORM_POLICIES = inIam('policy/lz/*');
/** Roles of a bootstrap of CDK, which is an administrator unless it was given a boundary. */
const CDK_ROLES = inIam('role/cdk-*');
const DEFAULT_QUALIFIERS = ['teams'];

/** Services that decide who somebody is, or about more than the account: only read. */
const BEYOND = [
  'account:*', 'cloudformation:*OrganizationsAccess', 'cloudformation:*StackInstances', 'cloudformation:*StackSet', 'iam:*', 'identitystore:*', 'organizations:*',
  'rolesanywhere:*', 'sso-directory:*', 'sso:*', 'sts:*',
];
export const PAYMENT = ['billing:*', 'payments:*', 'tax:*'];

/** Verbs that the services have, and no others: characters are scarce. */
const READS = [
  ...['account', 'billing', 'payments', 'rolesanywhere', 'tax'].flatMap(service => verbs(service, 'Get*', 'List*')),
  ...['identitystore', 'sso', 'sso-directory'].flatMap(service => verbs(service, 'Describe*', 'Get*', 'List*')),
  ...['cloudformation', 'organizations'].flatMap(service => verbs(service, 'Describe*', 'List*')),
  ...verbs('iam', 'Generate*', 'Get*', 'List*', 'Simulate*'),
  ...verbs('sts', 'DecodeAuthorizationMessage', 'Get*', 'SetSourceIdentity', 'TagSession'),
];

/**
 * All that makes a role or changes what it may do, who may use it, or its boundary: IAM tells a policy which boundary the role has or gets.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export const ROLE_WRITES = verbs('iam', 'AttachRolePolicy', 'CreateRole', 'DeleteRole', 'DeleteRolePolicy', 'DetachRolePolicy', 'PutRolePermissionsBoundary',
  'PutRolePolicy', 'UpdateAssumeRolePolicy', 'UpdateRole', 'UpdateRoleDescription');

/** What else of IAM belongs to workloads; none of it gives anybody more. */
export const IDENTITY_OF_WORKLOADS = verbs('iam', '*InstanceProfile', 'CreatePolicy', 'CreatePolicyVersion', 'CreateServiceLinkedRole', 'DeletePolicy', 'DeletePolicyVersion',
  'PassRole', 'SetDefaultPolicyVersion', 'TagPolicy', 'TagRole', 'UntagPolicy', 'UntagRole');

const OWN_CREDENTIALS = verbs('iam', 'ChangePassword', 'CreateVirtualMFADevice', 'DeactivateMFADevice', 'DeleteVirtualMFADevice', 'EnableMFADevice', 'ResyncMFADevice');
const OWN_USER = inIam('mfa/*', 'user/${aws:username}', 'user/*/${aws:username}');

/**
 * The last lines are for the management account, which no guardrail binds: whoever is its administrator stops neither the organization's
 * trail nor what it tells. Instances write to the log group of sessions, with roles of teams.
 */
const WRITES = [
  ...verbs('iam', 'Add*', 'Attach*', 'Create*', 'Delete*', 'Detach*', 'Pass*', 'Put*', 'Remove*', 'Set*', 'Tag*', 'Untag*', 'Update*'),
  ...verbs('cloudformation', 'Cancel*', 'Continue*', 'Create*', 'Delete*', 'Execute*', 'Rollback*', 'Set*', 'Signal*', 'Update*'),
  ...verbs('events', 'Delete*', 'Disable*', 'Put*', 'Remove*', 'Update*'),
  ...verbs('lambda', 'Add*', 'Create*', 'Delete*', 'Invoke*', 'Put*', 'Remove*', 'Update*'),
  ...verbs('s3', 'Delete*', 'Put*'),
  ...verbs('ssm', 'Delete*', 'PutParameter'),
  ...verbs('cloudtrail', 'Delete*', 'Put*', 'Stop*', 'Update*'),
  ...verbs('cloudwatch', 'Delete*', 'Disable*', 'Put*', 'Set*'),
  ...verbs('logs', '*KmsKey', 'Delete*', 'Put*Filter', 'Put*Policy', 'PutTransformer'),
  ...verbs('sns', 'Delete*', 'Remove*', 'Set*', 'Unsubscribe'),
];
const ASSUME = 'sts:AssumeRole';
const FUNCTIONS = `arn:${Aws.PARTITION}:lambda:*:*:function:${NAME_PATTERN}`;
const PLATFORM_RESOURCES = [
  ...['cloudformation:*:*:stack/StackSet-*', `cloudformation:*:*:stack/${NAME_PATTERN}`, `events:*:*:event-bus/${NAME_PATTERN}`, `events:*:*:rule/${NAME_PATTERN}`]
    .map(resource => `arn:${Aws.PARTITION}:${resource}`),
  FUNCTIONS,
  ...['s3:::cdk-lz-*', `s3:::${NAME_PATTERN}`, `ssm:*:*:parameter${PATH_PATTERN}`].map(resource => `arn:${Aws.PARTITION}:${resource}`),
  ...[`cloudtrail:*:*:trail/${NAME_PATTERN}`, `cloudwatch:*:*:alarm:${NAME_PATTERN}`, `logs:*:*:log-group:${PATH_PATTERN}`, `sns:*:*:${NAME_PATTERN}`]
    .map(resource => `arn:${Aws.PARTITION}:${resource}`),
];

/** What makes one boundary differ from the other. */
export interface Ceiling extends BoundaryPolicyProps {
  /** Services beyond those that nobody bound uses. */
  readonly withheld: string[];
  /** Whom of its roles the boundary tells apart by their path, and keeps out of reach. */
  readonly aboveRoles: string[];
  readonly abovePolicies: string[];
  /** Roles for people of which only some may be assumed, and which those are; the trust of each has to say so too. */
  readonly accessRoles: string[];
  readonly assumableAccessRoles: string[];
}

/** The statements that both boundaries have. */
export function ceiling({ cdkQualifiers = DEFAULT_QUALIFIERS, protectedArns = [], ...traits }: Ceiling): PolicyStatement[] {
  const outOfReach = [...PLATFORM_ROLES, ...traits.aboveRoles, ...protectedArns];
  const bootstraps = cdkQualifiers.flatMap(qualifier => inIam(`role/cdk-${qualifier}-*`));
  return [
    new PolicyStatement({ sid: 'Work', notActions: [...BEYOND, ...traits.withheld], resources: ['*'] }),
    new PolicyStatement({ sid: 'Read', actions: READS, resources: ['*'] }),
    new PolicyStatement({
      sid: 'Identity', actions: [...IDENTITY_OF_WORKLOADS, ASSUME], notResources: [...traits.accessRoles, ...CDK_ROLES],
    }),
    new PolicyStatement({ sid: 'Deploy', actions: ['iam:PassRole', 'iam:TagRole', ASSUME], resources: bootstraps }),
    new PolicyStatement({ sid: 'Access', actions: [ASSUME], resources: traits.assumableAccessRoles }),
    new PolicyStatement({ sid: 'Self', actions: OWN_CREDENTIALS, resources: OWN_USER }),
    deny('KeepBoundary', verbs('iam', 'DeleteRolePermissionsBoundary', 'DeleteUserPermissionsBoundary'), ['*']),
    deny('Protect', [...WRITES, ASSUME], [...outOfReach, ...PLATFORM_POLICIES, ...traits.abovePolicies, ...PLATFORM_RESOURCES]),
    deny('ProtectAccess', verbs('iam', 'Attach*', 'Create*', 'Delete*', 'Detach*', 'Pass*', 'Put*', 'Tag*', 'Untag*', 'Update*'), ACCESS_ROLES),
    deny('ProtectTags', ['*'], ['*'], { 'ForAnyValue:StringLike': { 'aws:TagKeys': RESERVED_TAGS } }),
    deny('ProtectFunctions', verbs('lambda', '*EventSourceMapping'), ['*'], { ArnLike: { 'lambda:FunctionArn': FUNCTIONS } }),
  ].filter(({ resources, notResources }) => resources.length + notResources.length > 0);
}

/** Roles are made and changed only with a boundary. */
export const withBoundary = (sid: string, roles: string[], boundaryArn: string): PolicyStatement => new PolicyStatement({
  sid, actions: ROLE_WRITES, resources: roles, conditions: { ArnEquals: { 'iam:PermissionsBoundary': boundaryArn } },
});

export const deny = (sid: string, actions: string[], resources: string[], conditions?: Record<string, unknown>): PolicyStatement =>
  new PolicyStatement({ sid, effect: Effect.DENY, actions, resources, conditions });

/** Tags that policies of the platform trust, in every spelling, since conditions read keys in any. */
const RESERVED_TAGS = ['lz:*', 'LZ:*', 'Lz:*', 'lZ:*'];

/** What a responder isolated stays isolated. */
export const keepIsolation = (): PolicyStatement =>
  deny('KeepIsolation', verbs('iam', 'DetachRolePolicy'), ['*'], { ArnLike: { 'iam:PolicyARN': ISOLATION_POLICIES } });

/** What nobody bound as a developer edits, passes or assumes. */
export const OUT_OF_REACH = [...PLATFORM_ROLES, ...ACCESS_ROLES, ...ADMINISTRATION_ROLES, ...PLATFORM_POLICIES, ...ADMINISTRATION_POLICIES];

export const ABOVE_DEVELOPERS = { aboveRoles: ADMINISTRATION_ROLES, abovePolicies: ADMINISTRATION_POLICIES };
