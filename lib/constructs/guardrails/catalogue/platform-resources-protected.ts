import { NAME_PATTERN, PATH_PATTERN } from '../../../core/naming';
import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { GuardrailStatement } from '../guardrail-statement';
import { NO_FRAMEWORK } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

const FUNCTIONS = `arn:*:lambda:*:*:function:${NAME_PATTERN}`;

const verbs = (service: string, ...patterns: string[]) => patterns.map(pattern => `${service}:${pattern}`);

/**
 * All that writes, by verbs: what AWS adds to a service tomorrow is covered. But for lines in a log: hosts write there what people do in
 * Session Manager, with roles that no guardrail exempts, and nobody takes a line away. An action and a resource of different services never
 * meet, so
 * one statement holds them all. A test compares it with the action catalogue.
 */
const RESOURCES: GuardrailStatement = {
  actions: [
    ...verbs('cloudformation', 'Cancel*', 'Continue*', 'Create*', 'Delete*', 'Execute*', 'Record*', 'Rollback*', 'Set*', 'Signal*', 'Tag*', 'Untag*',
      'Update*'),
    ...verbs('cloudwatch', 'Delete*', 'Disable*', 'Put*', 'Set*', 'Tag*', 'Untag*'),
    ...verbs('events', 'Create*', 'Delete*', 'Disable*', 'Put*', 'Remove*', 'Tag*', 'Untag*', 'Update*'),
    ...verbs('lambda', 'Add*', 'Create*', 'Delete*', 'Invoke*', 'Publish*', 'Put*', 'Remove*', 'Tag*', 'Untag*', 'Update*'),
    ...verbs('logs', 'Associate*', 'CreateE*', 'CreateLogA*', 'CreateLogG*', 'Delete*', 'Disassociate*', 'PutB*', 'PutD*', 'PutLogG*', 'PutM*', 'PutR*',
      'PutS*', 'PutT*', 'Tag*', 'Untag*'),
    ...verbs('sns', 'Add*', 'Create*', 'Delete*', 'Put*', 'Remove*', 'Set*', 'Tag*', 'Unsubscribe', 'Untag*'),
    ...verbs('ssm', 'Add*', 'Delete*', 'Label*', 'PutParameter', 'PutResourcePolicy', 'Remove*', 'Unlabel*'),
  ],
  resources: [
    `arn:*:cloudformation:*:*:stack/${NAME_PATTERN}`,
    `arn:*:cloudformation:*:*:stack/StackSet-${NAME_PATTERN}`,
    `arn:*:cloudwatch:*:*:alarm:${NAME_PATTERN}`,
    `arn:*:events:*:*:event-bus/${NAME_PATTERN}`,
    `arn:*:events:*:*:rule/${NAME_PATTERN}`,
    FUNCTIONS,
    `arn:*:logs:*:*:log-group:${PATH_PATTERN}`,
    `arn:*:logs:*:*:log-group:/aws/lambda/${NAME_PATTERN}`,
    `arn:*:sns:*:*:${NAME_PATTERN}`,
    `arn:*:ssm:*:*:parameter${PATH_PATTERN}`,
  ],
};

/** A mapping calls a function with what its maker puts into a queue. It has no ARN before it exists, so the function is a condition. */
const EVENT_SOURCES: GuardrailStatement = {
  actions: ['lambda:CreateEventSourceMapping', 'lambda:DeleteEventSourceMapping', 'lambda:UpdateEventSourceMapping'],
  conditions: { ArnLike: { 'lambda:FunctionArn': [FUNCTIONS] } },
};

/**
 * What the platform puts into an account stays as it is. Functions matter most: each has a role that other guardrails exempt, so who may
 * change its code, or call it with an event of his own, is exempt too. CloudFormation calls them with the credentials of the stack, which
 * are StackSets'; EventBridge and SNS are services, which no service control policy binds.
 *
 * Only names of the contract are touched: a guardrail on every log group breaks the tear-down of every test stack.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-permissions.html
 */
export const PLATFORM_RESOURCES_PROTECTED = new Guardrail({
  id: 'G35',
  title: 'Platform resources are out of reach',
  intent: 'Nobody but the platform changes, removes, calls or takes the name of its stacks, functions, log groups, alarms, topics, rules and parameters.',
  threat: 'An administrator replaces the code of a platform function and acts as its role, past every guardrail; or silences the alarm before the deed.',
  adoption: 'Look for resources of teams whose names begin with lz- (parameters and log groups: /lz/), and rename those.',
  breaks: 'Teams whose stacks, functions, alarms, topics, rules or buses are named lz-*, or whose parameters and log groups begin with /lz/.',
  belongsTo: GuardrailScope.units(),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [RESOURCES, EVENT_SOURCES],
});
