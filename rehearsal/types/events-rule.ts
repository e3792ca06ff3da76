import { patternProblem } from '../aws/event-pattern';
import { Operation, Outcome, ResourceType } from '../aws/contract';
import { EventBus, EventRule, EventTarget, findBus, isDefault, ruleArn, RuleState } from '../aws/services/eventbridge';
import { scheduleProblem } from '../aws/schedule-expression';
import { EVENTS } from '../rules/events';
import { checkTargets, targetsOf } from './events-targets';
import { DESCRIPTION, given, inert, permissions, TAGS } from './permission';
import { valueChecks } from './value-checks';
import { physicalName, plannedName, record, text } from './values';

/** Characters of a pattern: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MAX_PATTERN = 2_048;
const MAX_NAME = 64;
const STATES: readonly string[] = ['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'];
const AT_ONCE = inert('events arrive at the first attempt or never; only the range is checked');
const REQUEST = inert('what a request to an API carries besides the event is not modelled; only the target is checked');

const busName = ({ properties }: Operation) => text(properties, 'EventBusName') ?? 'default';
const busOf = (operation: Operation) => findBus(operation.world, busName(operation), operation);
const plannedArn = (operation: Operation) => {
  const bus = busOf(operation);
  const name = plannedName(operation, 'Name').split('|').pop()!;
  return bus ? ruleArn(bus, name) : '*';
};
const outcome = ({ name, arn }: EventRule, bus: Pick<EventBus, 'name'>): Outcome =>
  ({ physicalId: isDefault(bus) ? name : `${bus.name}|${name}`, attributes: { Arn: arn } });

function ruleOf(operation: Operation): EventRule {
  return operation.world.state.eventBridge.rules.get(plannedArn(operation))
    ?? operation.fail('ResourceNotFoundException', `rule ${operation.physicalId} does not exist`);
}

/** A rule on a bus, or on a schedule. A role of the rule itself is refused by name: each target names its own. */
export const EVENT_RULE: ResourceType = {
  typeName: 'AWS::Events::Rule',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html (the registry schema lists no permissions: those of the calls PutRule, PutTargets, RemoveTargets, DeleteRule and TagResource)',
  properties: {
    Name: 'interpreted', EventBusName: 'interpreted', EventPattern: 'interpreted', ScheduleExpression: 'interpreted', State: 'interpreted',
    Targets: 'interpreted', Description: DESCRIPTION, Tags: TAGS,
  },
  nested: {
    'Targets': ['Id', 'Arn', 'RoleArn', 'DeadLetterConfig', 'InputTransformer', 'Input', 'RetryPolicy', 'HttpParameters', 'SqsParameters'],
    'Targets.SqsParameters': ['MessageGroupId'],
    'Targets.InputTransformer': ['InputPathsMap', 'InputTemplate'], 'Targets.DeadLetterConfig': ['Arn'],
    'Targets.RetryPolicy': { MaximumRetryAttempts: AT_ONCE, MaximumEventAgeInSeconds: AT_ONCE },
    'Targets.HttpParameters': { PathParameterValues: REQUEST, HeaderParameters: REQUEST, QueryStringParameters: REQUEST },
  },
  required: [],
  createOnly: ['Name', 'EventBusName'],
  permissions: {
    create: [
      ...permissions(['events:PutRule', 'events:PutTargets'], plannedArn),
      ...permissions(['events:TagResource'], plannedArn, { when: given('Tags') }),
    ],
    update: [
      ...permissions(['events:DescribeRule', 'events:PutRule', 'events:ListTargetsByRule', 'events:PutTargets', 'events:RemoveTargets'], plannedArn),
      ...permissions(['events:TagResource', 'events:UntagResource'], plannedArn, { when: given('Tags') }),
    ],
    delete: permissions(['events:ListTargetsByRule', 'events:RemoveTargets', 'events:DeleteRule'], plannedArn),
  },
  create: operation => {
    const { world, accountId, region, origin } = operation;
    const settings = checked(operation);
    const bus = busOf(operation)!;
    const name = physicalName(operation, 'Name', MAX_NAME);
    const arn = ruleArn(bus, name);
    if (world.state.eventBridge.rules.has(arn)) {
      operation.fail('AlreadyExistsException', `${name} already exists on the bus ${bus.name} of ${accountId} ${region}`);
    }
    const rule: EventRule = { arn, name, busArn: bus.arn, accountId, region, origin, ...settings };
    passRoles(operation, rule.targets);
    world.state.eventBridge.rules.set(arn, rule);
    return outcome(rule, bus);
  },
  update: operation => {
    const rule = ruleOf(operation);
    const settings = checked(operation);
    if (operation.changes('Targets')) {
      passRoles(operation, settings.targets);
    }
    return outcome(Object.assign(rule, settings), busOf(operation)!);
  },
  delete: operation => {
    operation.world.state.eventBridge.rules.delete(ruleOf(operation).arn);
  },
  import: operation => {
    const rule = ruleOf(operation);
    rule.origin = operation.origin;
    return outcome(rule, busOf(operation)!);
  },
};

/** EventBridge may be given a role by whoever may pass it. */
function passRoles(operation: Operation, targets: readonly EventTarget[]): void {
  for (const resource of new Set(targets.flatMap(({ roleArn }) => roleArn ?? []))) {
    operation.authorize({ action: 'iam:PassRole', resource, region: 'us-east-1', context: { 'iam:PassedToService': 'events.amazonaws.com' } });
  }
}

type Settings = Pick<EventRule, 'state' | 'pattern' | 'schedule' | 'targets'>;

function checked(operation: Operation): Settings {
  const { properties, accountId, region } = operation;
  const bus = busOf(operation);
  const here = bus?.accountId === accountId && bus.region === region;
  operation.require(EVENTS.BUS_EXISTS, here, `bus ${busName(operation)} does not exist in ${accountId} ${region}`, 'create the bus first');
  operation.requirePath(EVENTS.BUS_EXISTS, bus?.origin, `bus ${bus?.name} may not exist yet`);
  const checks = valueChecks(operation, 'ValidationException');
  checks.like('Name', properties.Name, /^[.\-_A-Za-z0-9]{1,64}$/, 'up to 64 letters, digits, ".", "-" and "_"');
  checkTrigger(operation, bus!);
  const state = text(properties, 'State') ?? 'ENABLED';
  checks.oneOf('State', state, STATES);
  const targets = targetsOf(properties);
  checkTargets(operation, targets);
  return { state: state as RuleState, pattern: patternOf(operation), schedule: text(properties, 'ScheduleExpression'), targets };
}

/** Templates give a pattern as an object; numbers and booleans that CloudFormation turned into text are the template's mistake. */
const patternOf = ({ properties }: Operation) => properties.EventPattern === undefined ? undefined : record(properties, 'EventPattern');

function checkTrigger(operation: Operation, bus: EventBus): void {
  const { properties } = operation;
  const pattern = patternOf(operation);
  const schedule = text(properties, 'ScheduleExpression');
  const name = plannedName(operation, 'Name');
  operation.require(EVENTS.TRIGGER, pattern !== undefined || schedule !== undefined, `rule ${name} has neither pattern nor schedule`, 'give it one');
  if (schedule !== undefined) {
    operation.require(EVENTS.TRIGGER, isDefault(bus), `rule ${name} is on the bus ${bus.name}`, 'leave \'EventBusName\' out of rules with a schedule');
    const problem = scheduleProblem(schedule);
    operation.require(EVENTS.TRIGGER, problem === undefined, `'ScheduleExpression' is ${schedule}: ${problem}`, 'write rate(12 hours) or cron(0 8 * * ? *)');
  }
  if (pattern !== undefined) {
    const problem = patternProblem(pattern);
    operation.require(EVENTS.PATTERN, problem === undefined, `the pattern of rule ${name} is not valid: ${problem}`, 'correct the pattern');
    const size = JSON.stringify(pattern).length;
    operation.require(EVENTS.PATTERN, size <= MAX_PATTERN, `the pattern of rule ${name} has ${size} characters`, 'split it into two rules');
  }
}
