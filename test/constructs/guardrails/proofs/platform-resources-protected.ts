import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { each, ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const arn = (service: string, rest: string) => `arn:aws:${service}:eu-central-1:222222222222:${rest}`;

/** What the platform has in an account, what is done to it, and the same of a team. */
const RESOURCES = [
  {
    resource: arn('cloudformation', 'stack/StackSet-lz-account-baseline-1a2b/5e6f'), team: arn('cloudformation', 'stack/team/5e6f'),
    actions: [
      'cloudformation:CancelUpdateStack', 'cloudformation:ContinueUpdateRollback', 'cloudformation:CreateChangeSet', 'cloudformation:DeleteStack',
      'cloudformation:ExecuteChangeSet', 'cloudformation:RecordHandlerProgress', 'cloudformation:RollbackStack', 'cloudformation:SetStackPolicy',
      'cloudformation:SignalResource', 'cloudformation:TagResource', 'cloudformation:UntagResource', 'cloudformation:UpdateStack',
    ],
  },
  {
    resource: arn('cloudformation', 'stack/lz-log-archive/5e6f'), team: arn('cloudformation', 'stack/team-lz/5e6f'),
    actions: ['cloudformation:CreateStack', 'cloudformation:UpdateTerminationProtection'],
  },
  {
    resource: arn('cloudwatch', 'alarm:lz-root-sign-in'), team: arn('cloudwatch', 'alarm:team'),
    actions: [
      'cloudwatch:DeleteAlarms', 'cloudwatch:DisableAlarmActions', 'cloudwatch:PutMetricAlarm', 'cloudwatch:PutAlarmMuteRule',
      'cloudwatch:SetAlarmState', 'cloudwatch:TagResource', 'cloudwatch:UntagResource',
    ],
  },
  {
    resource: arn('events', 'rule/lz-to-security'), team: arn('events', 'rule/team'),
    actions: [
      'events:DeleteRule', 'events:DisableRule', 'events:PutRule', 'events:PutTargets', 'events:RemoveTargets', 'events:TagResource',
      'events:UntagResource',
    ],
  },
  {
    resource: arn('events', 'event-bus/lz-security'), team: arn('events', 'event-bus/team'),
    actions: ['events:CreateEventBus', 'events:DeleteEventBus', 'events:PutEvents', 'events:UpdateEventBus'],
  },
  {
    resource: arn('lambda', 'function:lz-responder'), team: arn('lambda', 'function:team'),
    actions: [
      'lambda:AddPermission', 'lambda:CreateFunction', 'lambda:CreateFunctionUrlConfig', 'lambda:DeleteFunction', 'lambda:InvokeAsync',
      'lambda:InvokeFunction', 'lambda:PublishVersion', 'lambda:PutFunctionEventInvokeConfig', 'lambda:PutRuntimeManagementConfig',
      'lambda:RemovePermission', 'lambda:TagResource', 'lambda:UntagResource', 'lambda:UpdateAlias', 'lambda:UpdateFunctionCode',
      'lambda:UpdateFunctionConfiguration',
    ],
  },
  {
    resource: arn('logs', 'log-group:/lz/organization-trail'), team: arn('logs', 'log-group:/team/lz/app'),
    actions: [
      'logs:AssociateKmsKey', 'logs:CreateExportTask', 'logs:CreateLogAnomalyDetector', 'logs:DeleteLogGroup', 'logs:DeleteMetricFilter', 'logs:DeleteSubscriptionFilter',
      'logs:DisassociateKmsKey', 'logs:PutBearerTokenAuthentication', 'logs:PutDataProtectionPolicy',
      'logs:PutLogGroupDeletionProtection', 'logs:PutMetricFilter', 'logs:PutRetentionPolicy', 'logs:PutSubscriptionFilter', 'logs:PutTransformer', 'logs:TagResource',
      'logs:UntagResource',
    ],
  },
  {
    resource: arn('logs', 'log-group:/aws/lambda/lz-responder'), team: arn('logs', 'log-group:/aws/lambda/team'),
    actions: ['logs:CreateLogGroup', 'logs:DeleteLogStream'],
  },
  {
    resource: arn('sns', 'lz-security-high'), team: arn('sns', 'team'),
    actions: [
      'sns:AddPermission', 'sns:CreateTopic', 'sns:DeleteTopic', 'sns:PutDataProtectionPolicy', 'sns:RemovePermission',
      'sns:SetSubscriptionAttributes', 'sns:SetTopicAttributes', 'sns:TagResource', 'sns:Unsubscribe', 'sns:UntagResource',
    ],
  },
  {
    resource: arn('ssm', 'parameter/lz/security-account'), team: arn('ssm', 'parameter/team'),
    actions: [
      'ssm:AddTagsToResource', 'ssm:DeleteParameter', 'ssm:DeleteParameters', 'ssm:LabelParameterVersion', 'ssm:PutParameter',
      'ssm:PutResourcePolicy', 'ssm:RemoveTagsFromResource', 'ssm:UnlabelParameterVersion',
    ],
  },
];

const MAPPINGS = ['lambda:CreateEventSourceMapping', 'lambda:DeleteEventSourceMapping', 'lambda:UpdateEventSourceMapping'];
const mapping = (action: string, name: string) => on(action, '*', { 'lambda:FunctionArn': arn('lambda', `function:${name}`) });
const CODE = on('lambda:UpdateFunctionCode', arn('lambda', 'function:lz-responder'));

export const PLATFORM_RESOURCES_PROTECTED_PROOF: Proof = {
  guardrail: Guardrails.PLATFORM_RESOURCES_PROTECTED,
  set: GuardrailSet.FOUNDATION,
  denied: [
    ...RESOURCES.flatMap(({ actions, resource }) => each('administrator', actions.map(action => on(action, resource)))),
    ...each('administrator', MAPPINGS.map(action => mapping(action, 'lz-responder'))),
    ...ofThePowerful(CODE),
  ],
  allowed: [
    ...RESOURCES.flatMap(({ actions, team }) => each('developer', actions.map(action => on(action, team)))),
    ...each('developer', MAPPINGS.map(action => mapping(action, 'team'))),
    { title: 'to read the platform\'s logs', by: 'administrator', ...on('logs:FilterLogEvents', arn('logs', 'log-group:/lz/organization-trail')) },
    ...['logs:CreateLogStream', 'logs:PutLogEvents'].map(action => ({
      title: 'to a host, to log what people do there', by: 'developer' as const, ...on(action, arn('logs', 'log-group:/lz/session-manager:log-stream:x')),
    })),
    { title: 'to look at its stacks', by: 'developer', ...on('cloudformation:DescribeStacks', arn('cloudformation', 'stack/StackSet-lz-x/1')) },
    { title: 'to read its parameters', by: 'developer', ...on('ssm:GetParameter', arn('ssm', 'parameter/lz/security-account')) },
    { title: 'to be told of alarms', by: 'administrator', ...on('sns:Subscribe', arn('sns', 'lz-security-high')) },
    { title: 'to enable what was disabled', by: 'administrator', ...on('events:EnableRule', arn('events', 'rule/lz-to-security')) },
    { title: 'of a service, as EventBridge calls it', by: 'lambda', ...on('lambda:InvokeFunction', arn('lambda', 'function:lz-responder')) },
    ...ofTheUnbound(CODE),
  ],
  exempt: [
    ...ofThePlatform(CODE, mapping('lambda:CreateEventSourceMapping', 'lz-responder')),
    { title: 'the platform, whose functions call each other', by: 'platformRole', ...on('lambda:InvokeFunction', arn('lambda', 'function:lz-responder')) },
    { title: 'the platform, which makes its log groups', by: 'platformRole', ...on('logs:CreateLogGroup', arn('logs', 'log-group:/aws/lambda/lz-responder')) },
  ],
};
