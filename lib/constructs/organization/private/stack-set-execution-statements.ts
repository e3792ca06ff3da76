import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { acknowledgeWildcards } from '../../../core/acknowledge-wildcards';
import {
  ACCESS_PATH, ADMINISTRATOR_BOUNDARY, BOUNDARY_PATH, BREAK_GLASS_ROLE, DEVELOPER_BOUNDARY, EVENT_FORWARDING_ROLE, functionName,
  HOST_MANAGEMENT_PATH, HOST_MANAGEMENT_ROLE, NAME_PATTERN, ROLE_PATH, STACKSET_ADMINISTRATION_ROLE, STACKSET_EXECUTION_ROLE,
} from '../../../core/naming';
import { alertName } from '../../../core/runbook';

/** What the execution role may do, and why its wildcards are no narrower. */
interface Permission {
  readonly sid: string;
  readonly effect?: Effect;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, unknown>>;
}

/** Functions of the baseline's templates, each with a role of its name. */
export const HANDLERS = [
  'account-analyzer', 'config-recorder', 'default-vpc-removal', 'ebs-encryption', 'password-policy', 'service-linked-roles', 'session-manager-defaults',
].map(functionName);

/** Functions of members only: the management account has the same roles as they, and no network. */
export const MEMBER_HANDLERS = ['default-security-group'].map(functionName);

/** A function of a template whose role another stack makes. */
export const MEMBERSHIP = functionName('security-hub-membership');

/** Functions of the account's own stacks: their roles change the organization, and whoever runs code as one of them does too. */
export const OWN_HANDLERS = [
  'account-placement-check', 'account-readiness', 'alternate-contacts', 'delegated-administrators', 'key-arn-lookup', 'network-lookup', 'organization-activation',
  'permission-set-assignments', 'stackset-reconcile',
].map(functionName);

const NAMED_FOR_THE_PLATFORM = 'The name is that of what the templates make; the region and the end of the ARN stay open, since one role serves every '
  + 'region.';

const EVERY_READ = 'Reading templates and listing stacks knows no resource type; changes are limited to the stacks of the platform\'s StackSets.';

/** Writes of stacks: AWS documents `cloudformation:*` on `*` as the minimum; writes need no more than the StackSets' own stacks. */
function stacks(scope: IConstruct): readonly Permission[] {
  return [
    { sid: 'Stacks', actions: ['cloudformation:*'], resources: [arn(scope, 'cloudformation', '*', 'stack', `StackSet-${NAME_PATTERN}/*`)] },
    {
      sid: 'ReadTemplates',
      actions: [
        'cloudformation:DescribeStacks', 'cloudformation:GetTemplate', 'cloudformation:GetTemplateSummary', 'cloudformation:ListStacks',
        'cloudformation:ValidateTemplate',
      ],
      resources: ['*'],
    },
  ];
}

const ROLE_READS = ['iam:GetRole', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies'];
/** Writes of roles. */
const ROLE_WRITES = [
  'iam:CreateRole', 'iam:DeleteRole', 'iam:TagRole', 'iam:UntagRole', 'iam:UpdateAssumeRolePolicy', 'iam:UpdateRole', 'iam:UpdateRoleDescription',
];
const INLINE_WRITES = ['iam:DeleteRolePolicy', 'iam:PutRolePolicy'];
const MANAGED_WRITES = ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'];

/**
 * Roles by their names, each with the policies that it has, and to whom they may be handed. It cannot be less: break-glass is an
 * administrator, and what stands in an inline policy no condition knows. Roles of people have a boundary, whatever their policies say.
 */
function identities(scope: IConstruct): readonly Permission[] {
  const { partition } = Stack.of(scope);
  const role = (path: string, name: string) => arn(scope, 'iam', '', `role${path}${name}`);
  const policies = (names: string[]) => ({ ArnEquals: { 'iam:PolicyARN': names.map(name => `arn:${partition}:iam::aws:policy/${name}`) } });
  const people = role(ACCESS_PATH, NAME_PATTERN);
  const boundaries = [DEVELOPER_BOUNDARY, ADMINISTRATOR_BOUNDARY].map(name => arn(scope, 'iam', '', `policy${BOUNDARY_PATH}${name}`));
  const breakGlass = role(ROLE_PATH, BREAK_GLASS_ROLE);
  const hosts = role(HOST_MANAGEMENT_PATH, HOST_MANAGEMENT_ROLE);
  const machinery = [...HANDLERS, EVENT_FORWARDING_ROLE].map(name => role(ROLE_PATH, name));
  const unused = MEMBER_HANDLERS.map(name => role(ROLE_PATH, name));
  return [
    {
      sid: 'Roles',
      actions: [...ROLE_READS, ...ROLE_WRITES],
      resources: [breakGlass, hosts, ...machinery, ...unused],
    },
    { sid: 'OwnPolicies', actions: INLINE_WRITES, resources: [hosts, ...machinery, ...unused] },
    { sid: 'BreakGlassPolicy', actions: MANAGED_WRITES, resources: [breakGlass], conditions: policies(['AdministratorAccess']) },
    {
      sid: 'PoliciesOfAws', actions: MANAGED_WRITES, resources: [hosts], conditions: policies(['AmazonSSMManagedEC2InstanceDefaultPolicy']),
    },
    { sid: 'RolesOfPeople', actions: [...ROLE_READS, ...ROLE_WRITES.filter(action => action !== 'iam:CreateRole')], resources: [people] },
    {
      sid: 'RolesOfPeopleWithinBoundaries',
      actions: ['iam:CreateRole', 'iam:PutRolePermissionsBoundary', ...INLINE_WRITES, ...MANAGED_WRITES],
      resources: [people],
      conditions: { ArnEquals: { 'iam:PermissionsBoundary': boundaries } },
    },
    {
      sid: 'Boundaries',
      actions: [
        'iam:CreatePolicy', 'iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:DeletePolicyVersion', 'iam:GetPolicy', 'iam:GetPolicyVersion',
        'iam:ListEntitiesForPolicy', 'iam:ListPolicyVersions', 'iam:TagPolicy', 'iam:UntagPolicy',
      ],
      resources: boundaries,
    },
    {
      sid: 'PassRoles',
      actions: ['iam:PassRole'],
      resources: [...machinery, role(ROLE_PATH, MEMBERSHIP)],
      conditions: { StringEquals: { 'iam:PassedToService': ['lambda.amazonaws.com', 'events.amazonaws.com'] } },
    },
  ];
}

const PROVIDER_WRITES = [
  'iam:AddClientIDToOpenIDConnectProvider', 'iam:CreateOpenIDConnectProvider', 'iam:CreateSAMLProvider', 'iam:ListOpenIDConnectProviderTags', 'iam:ListSAMLProviderTags',
  'iam:RemoveClientIDFromOpenIDConnectProvider', 'iam:TagOpenIDConnectProvider', 'iam:TagSAMLProvider', 'iam:UntagOpenIDConnectProvider', 'iam:UntagSAMLProvider',
  'iam:UpdateOpenIDConnectProviderThumbprint', 'iam:UpdateSAMLProvider',
];

/**
 * Providers of the configuration, by what follows the account in their ARNs: others would let strangers into roles that trust them. One
 * that left the configuration still has to go, after the role was told of those that stay.
 */
function providers(scope: IConstruct, identityProviders: readonly string[]): readonly Permission[] {
  const inIam = (resources: readonly string[]) => resources.map(resource => arn(scope, 'iam', '', resource));
  return [
    ...identityProviders.length > 0 ? [{ sid: 'IdentityProviders', actions: PROVIDER_WRITES, resources: inIam(identityProviders) }] : [],
    {
      sid: 'IdentityProvidersThatLeave',
      actions: ['iam:DeleteOpenIDConnectProvider', 'iam:DeleteSAMLProvider', 'iam:GetOpenIDConnectProvider', 'iam:GetSAMLProvider'],
      resources: inIam(['oidc-provider/*', 'saml-provider/*']),
    },
  ];
}

/** Whatever else the role may do: the way to itself, and functions that change the organization, stay what their stacks made them. */
function untouchable(scope: IConstruct): readonly Permission[] {
  const roles = [`/${STACKSET_EXECUTION_ROLE}`, ...[STACKSET_ADMINISTRATION_ROLE, ...OWN_HANDLERS].map(name => `${ROLE_PATH}${name}`)];
  return [
    {
      sid: 'LeaveOwnRolesAlone',
      effect: Effect.DENY,
      actions: [...ROLE_WRITES, ...INLINE_WRITES, ...MANAGED_WRITES, 'iam:PassRole', 'iam:*RolePermissionsBoundary'],
      resources: roles.map(role => arn(scope, 'iam', '', `role${role}`)),
    },
    {
      sid: 'LeaveOwnFunctionsAlone',
      effect: Effect.DENY,
      actions: ['lambda:*'],
      resources: OWN_HANDLERS.map(name => arn(scope, 'lambda', '*', `function:${name}`)),
    },
  ];
}

/** Functions of custom resources with their log groups, event forwarding, alarms on what it could not send. */
function resources(scope: IConstruct): readonly Permission[] {
  const groups = arn(scope, 'logs', '*', 'log-group:');
  return [
    {
      sid: 'Functions',
      actions: [
        'lambda:AddPermission', 'lambda:CreateFunction', 'lambda:DeleteFunction', 'lambda:GetFunction', 'lambda:GetFunctionConfiguration', 'lambda:GetPolicy',
        'lambda:InvokeFunction', 'lambda:ListTags', 'lambda:PutRuntimeManagementConfig', 'lambda:RemovePermission', 'lambda:TagResource', 'lambda:UntagResource',
        'lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration',
      ],
      resources: [...HANDLERS, MEMBERSHIP].map(name => arn(scope, 'lambda', '*', `function:${name}`)),
    },
    {
      sid: 'LogGroups',
      actions: [
        'logs:CreateLogGroup', 'logs:DeleteLogGroup', 'logs:DeleteRetentionPolicy', 'logs:ListTagsForResource', 'logs:PutRetentionPolicy', 'logs:TagResource',
        'logs:UntagResource',
      ],
      resources: [...HANDLERS, MEMBERSHIP].map(name => `${groups}/aws/lambda/${name}`),
    },
    { sid: 'FindLogGroups', actions: ['logs:DescribeLogGroups'], resources: [`${groups}*`] },
    {
      sid: 'Rules',
      actions: [
        'events:DeleteRule', 'events:DescribeRule', 'events:DisableRule', 'events:EnableRule', 'events:ListTagsForResource', 'events:ListTargetsByRule',
        'events:PutRule', 'events:PutTargets', 'events:RemoveTargets', 'events:TagResource', 'events:UntagResource',
      ],
      resources: [arn(scope, 'events', '*', 'rule', 'lz-forward-*')],
    },
    {
      sid: 'Queues',
      actions: [
        'sqs:CreateQueue', 'sqs:DeleteQueue', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:ListQueueTags', 'sqs:SetQueueAttributes', 'sqs:TagQueue',
        'sqs:UntagQueue',
      ],
      resources: [arn(scope, 'sqs', '*', NAME_PATTERN)],
    },
    {
      sid: 'Alarms',
      actions: [
        'cloudwatch:DeleteAlarms', 'cloudwatch:DescribeAlarms', 'cloudwatch:ListTagsForResource', 'cloudwatch:PutMetricAlarm', 'cloudwatch:TagResource',
        'cloudwatch:UntagResource',
      ],
      resources: [arn(scope, 'cloudwatch', '*', `alarm:${alertName('events-unsent-*')}`)],
    },
  ];
}

/** What CloudFormation's handlers call for the types of the baseline's templates. */
const baseline = (scope: IConstruct, identityProviders: readonly string[] = []) =>
  [...identities(scope), ...providers(scope, identityProviders), ...resources(scope)];

/** What every stack of a StackSet needs, whatever it holds. */
export const stackStatements = (scope: IConstruct): PolicyStatement[] => [...stacks(scope), ...untouchable(scope)].map(statement);

/** What the templates of the account baseline need. */
export const baselineStatements = (scope: IConstruct, identityProviders: readonly string[]): PolicyStatement[] =>
  baseline(scope, identityProviders).map(statement);

/** Tells cdk-nag of the wildcards in the statements of this file. */
export function acknowledgeExecutionWildcards(role: IConstruct): void {
  const arns = [...stacks(role), ...untouchable(role), ...baseline(role)].flatMap(permission => permission.resources).filter(resource => resource.includes('*'));
  for (const resource of new Set(arns)) {
    acknowledgeWildcards(role, [resource], resource === '*' ? EVERY_READ : NAMED_FOR_THE_PLATFORM);
  }
}

function arn(scope: IConstruct, service: string, region: string, resource: string, resourceName?: string): string {
  const arnFormat = resourceName === undefined ? ArnFormat.NO_RESOURCE_NAME : ArnFormat.SLASH_RESOURCE_NAME;
  return Stack.of(scope).formatArn({ service, region, resource, resourceName, arnFormat });
}

function statement({ actions, resources, conditions, ...rest }: Permission): PolicyStatement {
  return new PolicyStatement({ ...rest, actions: [...actions], resources: [...resources], conditions: conditions && { ...conditions } });
}
