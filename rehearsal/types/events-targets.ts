import { parseArn } from '../aws/arn';
import { Operation, RehearsalFailure } from '../aws/contract';
import { kindOf } from '../aws/event-targets';
import { EventTarget } from '../aws/services/eventbridge';
import { EVENTS } from '../rules/events';
import { isAssumableBy } from './principals';
import { valueChecks } from './value-checks';
import { record, records, text } from './values';

/** Targets of a rule: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MAX_TARGETS = 5;
const MAX_PATHS = 100;
const SERVICE = 'events.amazonaws.com';

/** The targets as the template gives them. */
export function targetsOf(properties: Readonly<Record<string, unknown>>): readonly EventTarget[] {
  return records(properties, 'Targets').map(target => {
    const transformer = target.InputTransformer === undefined ? undefined : record(target, 'InputTransformer');
    return {
      id: String(target.Id),
      arn: String(target.Arn),
      roleArn: text(target, 'RoleArn'),
      deadLetterArn: text(record(target, 'DeadLetterConfig'), 'Arn'),
      input: text(target, 'Input'),
      transformer: transformer && {
        paths: Object.fromEntries(Object.entries(record(transformer, 'InputPathsMap')).map(([name, path]) => [name, String(path)])),
        template: String(transformer.InputTemplate),
      },
    };
  });
}

/** Whether a target takes events by a role that EventBridge assumes, and not by a policy of its own. */
const needsRole = ({ arn }: EventTarget): boolean => ['bus', 'api-destination'].includes(kindOf(arn) ?? '');

/** What EventBridge looks at when it is given targets. */
export function checkTargets(operation: Operation, targets: readonly EventTarget[]): void {
  const ids = new Set(targets.map(({ id }) => id));
  const fits = targets.length <= MAX_TARGETS && ids.size === targets.length;
  operation.require(EVENTS.TARGETS, fits, `${targets.length} targets with ${ids.size} different ids`, 'give each an id, and make a second rule for the rest');
  records(operation.properties, 'Targets').forEach(target => checkValues(operation, target));
  records(operation.properties, 'Targets').forEach(target => checkQueues(operation, target));
  for (const target of targets) {
    requireKnown(target);
    checkRegion(operation, target);
    checkTransformer(operation, target);
    if (needsRole(target)) {
      checkRole(operation, target);
    }
  }
}

/** Values that EventBridge refuses whatever the target is: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html */
function checkValues(operation: Operation, target: Readonly<Record<string, unknown>>): void {
  const { Id, Input, InputTransformer, HttpParameters, Arn } = target;
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds } = record(target, 'RetryPolicy');
  const checks = valueChecks(operation, 'ValidationException');
  checks.like('Id', Id ?? '', /^[.\-_A-Za-z0-9]{1,64}$/, 'up to 64 letters, digits, ".", "-" and "_"');
  checks.between('MaximumRetryAttempts', MaximumRetryAttempts, 0, 185);
  checks.between('MaximumEventAgeInSeconds', MaximumEventAgeInSeconds, 60, 86_400);
  if (Input !== undefined && InputTransformer !== undefined) {
    operation.fail('ValidationException', `target ${String(Id)} has both 'Input' and 'InputTransformer'`, 'leave one of them out');
  }
  if (Input !== undefined && !isJson(Input)) {
    operation.fail('ValidationException', `'Input' of target ${String(Id)} is no JSON: ${String(Input)}`, 'write valid JSON text');
  }
  if (HttpParameters !== undefined && kindOf(String(Arn)) !== 'api-destination') {
    operation.fail('ValidationException', `target ${String(Id)} has 'HttpParameters' and is no API destination`, 'leave them out');
  }
}

/** A FIFO queue puts messages of a group in order, so it has to know the group. */
function checkQueues(operation: Operation, target: Readonly<Record<string, unknown>>): void {
  const { queues } = operation.world.state.sqs;
  const fifo = queues.get(String(target.Arn))?.fifo ?? String(target.Arn).endsWith('.fifo');
  const group = text(record(target, 'SqsParameters'), 'MessageGroupId');
  operation.require(EVENTS.FIFO_TARGET, fifo === (group !== undefined), `'MessageGroupId' of ${String(target.Arn)} is ${group}`, fifo ? 'give it a message group' : 'leave \'SqsParameters\' out');
  const dead = text(record(target, 'DeadLetterConfig'), 'Arn');
  operation.require(EVENTS.FIFO_TARGET, !dead?.endsWith('.fifo'), `the dead-letter queue ${dead} is a FIFO queue`, 'name a standard queue');
}

function isJson(value: unknown): boolean {
  try {
    JSON.parse(String(value));
    return typeof value === 'string';
  } catch {
    return false;
  }
}

/** Streams, state machines, tasks and the rest need what is not modelled, so they are refused by name. */
function requireKnown({ arn }: EventTarget): void {
  if (kindOf(arn) === undefined) {
    const message = `the rehearsal does not know how EventBridge invokes ${arn}`;
    throw new RehearsalFailure({ kind: 'unknown', message, remedy: 'model the target in rehearsal/aws/event-targets.ts, with its source' });
  }
}

function checkRegion(operation: Operation, { arn, deadLetterArn }: EventTarget): void {
  const { region } = operation;
  const remedy = 'send to a bus of that region, and let a rule there invoke it';
  const bus = kindOf(arn) === 'bus';
  operation.require(EVENTS.TARGET_REGION, bus || parseArn(arn)?.region === region, `${arn} is not in ${region}, where the rule is`, remedy);
  const near = deadLetterArn === undefined || parseArn(deadLetterArn)?.region === region;
  operation.require(EVENTS.TARGET_REGION, near, `the dead-letter queue ${deadLetterArn} is not in ${region}, where the rule is`, 'make one in each region');
}

function checkTransformer(operation: Operation, { transformer }: EventTarget): void {
  if (!transformer) {
    return;
  }
  const names = [...transformer.template.matchAll(/<([\w.-]+)>/g)].map(([, name]) => name).filter(name => !name.startsWith('aws.events.'));
  const paths = Object.entries(transformer.paths);
  const strange = names.filter(name => !(name in transformer.paths));
  const valid = strange.length === 0 && paths.length <= MAX_PATHS && paths.every(([name, path]) => path.startsWith('$') && !/^aws/i.test(name));
  operation.require(EVENTS.TRANSFORMER, valid, `the template names ${strange.join(', ') || 'no stranger'}, ${paths.length} paths are defined`,
    'define every name of the template by a JSON path');
}

/** The role must be of the rule's account; that it may send is looked at when everything is deployed. */
function checkRole(operation: Operation, { arn, roleArn }: EventTarget): void {
  const { world, accountId } = operation;
  operation.require(EVENTS.TARGET_ROLE, roleArn !== undefined, `${arn} has no role`, 'name a role that events.amazonaws.com may assume');
  const role = world.state.iam.roles.get(roleArn!);
  operation.require(EVENTS.TARGET_ROLE, role?.accountId === accountId, `role ${roleArn} does not exist in ${accountId}`, 'create the role first');
  operation.requirePath(EVENTS.TARGET_ROLE, role?.origin, `role ${role?.name} may not exist yet`);
  const assumable = isAssumableBy(world, role!, SERVICE, { 'aws:SourceAccount': accountId });
  operation.require(EVENTS.TARGET_ROLE, assumable, `${SERVICE} cannot assume ${role?.name} for ${accountId}`, `trust ${SERVICE} in the role`);
}
