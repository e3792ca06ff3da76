import { decide } from '../aws/authorization';
import { RehearsalFailure } from '../aws/contract';
import { matchesPattern } from '../aws/event-pattern';
import { placeOfOrigin } from '../aws/origin';
import { EventRule } from '../aws/services/eventbridge';
import { serviceCaller } from '../aws/services/iam';
import { instanceKey, operateInstance, StackSet, Target } from '../aws/services/stack-sets';
import { StackSetOperation } from '../aws/services/stack-sets-api';
import type { World } from '../aws/world';
import { SCHEDULES } from '../rules/schedules';
import { EngineContext } from './context';
import { invokeFunction } from './function-call';

/** An operation whose end calls a function which asks for another one, and so on: more rounds than that never end. */
const MAX_ROUNDS = 10;

type Event = Readonly<Record<string, unknown>>;
type Context = Pick<EngineContext, 'world' | 'memberStacks' | 'listener'>;

/**
 * Calls every function that stands on a schedule, then lets the operations on StackSets run that it asked for, and calls whoever waits for
 * their end.
 *
 * @returns how many functions stand on a schedule
 */
export async function runSchedules(context: Context): Promise<number> {
  const { world } = context;
  const scheduled = [...world.state.eventBridge.rules.values()].filter(rule => rule.schedule !== undefined && rule.state !== 'DISABLED');
  const called = scheduled.flatMap(rule => callTargets(context, rule, scheduledEvent(rule)));
  for (let round = 1; isQueued(world); round++) {
    if (round > MAX_ROUNDS) {
      throw refusal('functions ask for operations on StackSets again and again, each because the last one ended', 'let a function recognise its own operations');
    }
    (await runOperations(context)).forEach(event => publish(context, event));
  }
  return called.length;
}

const isQueued = ({ state }: World) => state.cloudformation.operations.some(({ status }) => status === 'QUEUED');

/** What waits is done; failures stay behind as FAILED instances, since these operations tolerate them. */
async function runOperations({ world, memberStacks }: Context): Promise<readonly Event[]> {
  const waiting = world.state.cloudformation.operations.filter(({ status }) => status === 'QUEUED');
  for (const operation of waiting) {
    const stackSet = world.state.cloudformation.stackSets.get(operation.stackSetName)!;
    for (const target of operation.targets) {
      override(stackSet, target, operation.overrides);
      await operateInstance(world, stackSet, target, 'deploy', memberStacks);
    }
    operation.status = 'SUCCEEDED';
  }
  return waiting.map(operation => endOf(world, operation));
}

function override({ instances }: StackSet, target: Target, overrides: StackSetOperation['overrides']): void {
  const instance = instances.get(instanceKey(target));
  if (instance && Object.keys(overrides).length > 0) {
    instances.set(instanceKey(target), { ...instance, overrides: { ...instance.overrides, ...overrides } });
  }
}

/** Calls the functions behind rules of the default bus that match. */
function publish(context: Context, event: Event): void {
  const { world } = context;
  const bus = `arn:${world.partition}:events:${String(event.region)}:${String(event.account)}:event-bus/default`;
  const rules = [...world.state.eventBridge.rules.values()].filter(rule => rule.busArn === bus && rule.state !== 'DISABLED');
  const matching = rules.filter(({ pattern }) => pattern !== undefined && matchesPattern(pattern, event));
  matching.forEach(rule => callTargets(context, rule, event));
}

function callTargets(context: Context, rule: EventRule, event: Event): readonly string[] {
  const functions = rule.targets.filter(({ arn }) => /^arn:[^:]+:lambda:/.test(arn));
  functions.forEach(({ arn, input }) => call(context, rule, arn, input === undefined ? event : JSON.parse(input)));
  return functions.map(({ arn }) => arn);
}

function call({ world, listener }: Context, rule: EventRule, functionArn: string, event: unknown): void {
  listener.ruleChecked?.(SCHEDULES.FUNCTION_RUNS);
  const { accountId, region, arn } = rule;
  const context = { 'aws:SourceArn': arn, 'aws:SourceAccount': accountId };
  const decision = decide(world, serviceCaller('events.amazonaws.com'), {
    action: 'lambda:InvokeFunction', resource: functionArn, resourceAccountId: accountId, region, context,
  });
  const place = { ...placeOfOrigin(rule.origin, 'AWS::Events::Rule'), accountId, region };
  if (!decision.allowed) {
    throw refusal(`rule ${rule.name} may not call ${functionArn}: ${decision.explanation}`, 'permit events.amazonaws.com with the ARN of the rule', place);
  }
  const { outcome, message } = invokeFunction(world, functionArn, event);
  if (outcome !== 'returned') {
    throw refusal(`the function ${functionArn}, called by rule ${rule.name}, ${outcome}: ${message}`, 'mend the function or the policies of its role', place);
  }
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html */
const scheduledEvent = ({ accountId, region, arn }: EventRule): Event =>
  ({ 'version': '0', 'source': 'aws.events', 'detail-type': 'Scheduled Event', 'account': accountId, region, 'resources': [arn], 'detail': {} });

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/event-detail-stackset-operation-status-change.html */
function endOf(world: World, { stackSetName, id, status }: StackSetOperation): Event {
  const { arn } = world.state.cloudformation.stackSets.get(stackSetName)!;
  const [, , , region, account] = arn.split(':');
  return {
    'version': '0', 'source': 'aws.cloudformation', 'detail-type': 'CloudFormation StackSet Operation Status Change', account, region, 'resources': [arn],
    'detail': { 'stack-set-arn': arn, 'stack-set-operation-id': id, 'status-details': { status } },
  };
}

const refusal = (message: string, remedy: string, place: object = {}) =>
  new RehearsalFailure({ ...place, kind: 'invariant', rule: SCHEDULES.FUNCTION_RUNS, message, remedy });
