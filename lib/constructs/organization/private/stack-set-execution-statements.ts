import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { acknowledgeWildcards } from '../../../core/acknowledge-wildcards';
import { ACCESS_PATH, HOST_MANAGEMENT_PATH, HOST_MANAGEMENT_ROLE, NAME_PATTERN, ROLE_PATH } from '../../../core/naming';

/** What the execution role may do, and why its wildcards are no narrower. */
interface Permission {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, unknown>>;
}

const NAMED_FOR_THE_PLATFORM = `The names of what the templates make begin with those of the platform (${NAME_PATTERN}, ${ROLE_PATH}, ${ACCESS_PATH}): one `
  + 'role serves every template in every region, and a list of names would have to be changed before each template.';

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

/** Roles with the paths of the platform, and to whom they may be handed. */
function identities(scope: IConstruct): readonly Permission[] {
  return [
    {
      sid: 'Roles',
      actions: [
        'iam:AttachRolePolicy', 'iam:CreateRole', 'iam:DeleteRole', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy', 'iam:GetRole', 'iam:GetRolePolicy',
        'iam:ListAttachedRolePolicies', 'iam:ListRolePolicies', 'iam:PutRolePolicy', 'iam:TagRole', 'iam:UntagRole', 'iam:UpdateAssumeRolePolicy', 'iam:UpdateRole',
        'iam:UpdateRoleDescription',
      ],
      resources: [`${ROLE_PATH}*`, `${ACCESS_PATH}*`, `${HOST_MANAGEMENT_PATH}${HOST_MANAGEMENT_ROLE}`].map(role => arn(scope, 'iam', '', `role${role}`)),
    },
    {
      sid: 'PassRoles',
      actions: ['iam:PassRole'],
      resources: [arn(scope, 'iam', '', `role${ROLE_PATH}*`)],
      conditions: { StringEquals: { 'iam:PassedToService': ['lambda.amazonaws.com', 'events.amazonaws.com'] } },
    },
  ];
}

/** Functions of custom resources with their log groups, event forwarding. */
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
      resources: [arn(scope, 'lambda', '*', `function:${NAME_PATTERN}`)],
    },
    {
      sid: 'LogGroups',
      actions: [
        'logs:CreateLogGroup', 'logs:DeleteLogGroup', 'logs:DeleteRetentionPolicy', 'logs:ListTagsForResource', 'logs:PutRetentionPolicy', 'logs:TagResource',
        'logs:UntagResource',
      ],
      resources: [`${groups}/aws/lambda/${NAME_PATTERN}`],
    },
    { sid: 'FindLogGroups', actions: ['logs:DescribeLogGroups'], resources: [`${groups}*`] },
    {
      sid: 'Rules',
      actions: [
        'events:DeleteRule', 'events:DescribeRule', 'events:DisableRule', 'events:EnableRule', 'events:ListTagsForResource', 'events:ListTargetsByRule',
        'events:PutRule', 'events:PutTargets', 'events:RemoveTargets', 'events:TagResource', 'events:UntagResource',
      ],
      resources: [arn(scope, 'events', '*', 'rule', NAME_PATTERN)],
    },
    {
      sid: 'Queues',
      actions: [
        'sqs:CreateQueue', 'sqs:DeleteQueue', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:ListQueueTags', 'sqs:SetQueueAttributes', 'sqs:TagQueue',
        'sqs:UntagQueue',
      ],
      resources: [arn(scope, 'sqs', '*', NAME_PATTERN)],
    },
  ];
}

/** What CloudFormation's handlers call for the types of the baseline's templates. */
const baseline = (scope: IConstruct) => [...identities(scope), ...resources(scope)];

/** What every stack of a StackSet needs, whatever it holds. */
export const stackStatements = (scope: IConstruct): PolicyStatement[] => stacks(scope).map(statement);

/** What the templates of the account baseline need. */
export const baselineStatements = (scope: IConstruct): PolicyStatement[] => baseline(scope).map(statement);

/** Tells cdk-nag of the wildcards in the statements of this file. */
export function acknowledgeExecutionWildcards(role: IConstruct): void {
  const arns = [...stacks(role), ...baseline(role)].flatMap(permission => permission.resources).filter(resource => resource.includes('*'));
  for (const resource of new Set(arns)) {
    acknowledgeWildcards(role, [resource], resource === '*' ? EVERY_READ : NAMED_FOR_THE_PLATFORM);
  }
}

function arn(scope: IConstruct, service: string, region: string, resource: string, resourceName?: string): string {
  const arnFormat = resourceName === undefined ? ArnFormat.NO_RESOURCE_NAME : ArnFormat.SLASH_RESOURCE_NAME;
  return Stack.of(scope).formatArn({ service, region, resource, resourceName, arnFormat });
}

function statement({ sid, actions, resources, conditions }: Permission): PolicyStatement {
  return new PolicyStatement({ sid, actions: [...actions], resources: [...resources], conditions: conditions && { ...conditions } });
}
