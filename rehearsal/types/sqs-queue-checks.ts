import { Operation } from '../aws/contract';
import { RedriveAllow } from '../aws/services/sqs';
import { SQS } from '../rules/events';
import { flag, physicalName, record, text, texts } from './values';

const MAX_NAME = 80;
const MAX_ATTEMPTS = 1_000;
const MAX_SOURCES = 10;
const FIFO = '.fifo';
const PERMISSIONS = ['allowAll', 'byQueue', 'denyAll'];

/** Whether the template asks for a FIFO queue. */
export const isFifo = ({ properties }: Operation): boolean => flag(properties, 'FifoQueue') ?? false;

/** The name of a new queue: CloudFormation makes one up with the ending that a FIFO queue needs. */
export function nameOf(operation: Operation): string {
  const given = text(operation.properties, 'QueueName');
  return given ?? (isFifo(operation) ? `${physicalName(operation, 'QueueName', MAX_NAME - FIFO.length)}${FIFO}` : physicalName(operation, 'QueueName', MAX_NAME));
}

/** What only a FIFO queue has, and in which values. */
export function checkFifo(operation: Operation): void {
  const { properties } = operation;
  const fifo = isFifo(operation);
  const name = text(properties, 'QueueName');
  operation.require(SQS.FIFO, name === undefined || name.endsWith(FIFO) === fifo, `'FifoQueue' is ${fifo}, 'QueueName' is ${name}`, 'let the name of a FIFO queue, and of no other, end with .fifo');
  operation.require(SQS.FIFO, properties.FifoQueue === undefined || fifo, '\'FifoQueue\' is false', 'leave it out of a standard queue');
  const scope = text(properties, 'DeduplicationScope') ?? 'queue';
  const limit = text(properties, 'FifoThroughputLimit') ?? 'perQueue';
  const only = ['ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit'].filter(property => properties[property] !== undefined);
  operation.require(SQS.FIFO, fifo || only.length === 0, `a standard queue has ${only.join(', ')}`, 'leave it out, or make a FIFO queue');
  operation.require(SQS.FIFO, ['queue', 'messageGroup'].includes(scope), `'DeduplicationScope' is ${scope}`, 'use queue or messageGroup');
  operation.require(SQS.FIFO, limit === 'perQueue' || (limit === 'perMessageGroupId' && scope === 'messageGroup'),
    `'FifoThroughputLimit' is ${limit}, 'DeduplicationScope' is ${scope}`, 'use perQueue, or perMessageGroupId with the scope messageGroup');
}

/** ARN of the queue for what a queue could not hand over. */
export const deadLetterArnOf = ({ properties }: Operation): string | undefined => text(record(properties, 'RedrivePolicy'), 'deadLetterTargetArn');

/** Who may use a queue for what could not be handed over. */
export function redriveAllowOf({ properties }: Operation): RedriveAllow | undefined {
  const allow = record(properties, 'RedriveAllowPolicy');
  return properties.RedriveAllowPolicy === undefined ? undefined
    : { permission: text(allow, 'redrivePermission') ?? 'allowAll', sourceArns: texts(allow, 'sourceQueueArns') };
}

/** The queue for what a queue could not hand over, and whom the queue itself takes as such. */
export function checkRedrive(operation: Operation, arn: string): void {
  checkDeadLetters(operation, arn);
  const allow = redriveAllowOf(operation);
  if (allow) {
    const { permission, sourceArns } = allow;
    const counted = permission === 'byQueue' ? sourceArns.length >= 1 && sourceArns.length <= MAX_SOURCES : sourceArns.length === 0;
    operation.require(SQS.REDRIVE_ALLOW, PERMISSIONS.includes(permission) && counted, `'redrivePermission' is ${permission}, with ${sourceArns.length} queues`,
      `use ${PERMISSIONS.join(', ')}; name 1 to ${MAX_SOURCES} queues with byQueue alone`);
  }
}

function checkDeadLetters(operation: Operation, sourceArn: string): void {
  const { world, accountId, region, properties } = operation;
  const arn = deadLetterArnOf(operation);
  if (properties.RedrivePolicy === undefined) {
    return;
  }
  const target = world.state.sqs.queues.get(String(arn));
  const near = target?.accountId === accountId && target.region === region;
  operation.require(SQS.DEAD_LETTERS, near, `queue ${arn} does not exist in ${accountId} ${region}`, 'name a queue beside this one');
  const attempts = Number(record(properties, 'RedrivePolicy').maxReceiveCount);
  const counted = Number.isInteger(attempts) && attempts >= 1 && attempts <= MAX_ATTEMPTS;
  operation.require(SQS.DEAD_LETTERS, counted, `'maxReceiveCount' is ${String(record(properties, 'RedrivePolicy').maxReceiveCount)}`, `give a number from 1 to ${MAX_ATTEMPTS}`);
  operation.requirePath(SQS.DEAD_LETTERS, target!.origin, `queue ${target!.name} may not exist yet`);
  const same = (target!.fifo ?? false) === isFifo(operation);
  operation.require(SQS.DEAD_LETTERS, same, `${target!.name} is ${target!.fifo ? 'a FIFO' : 'a standard'} queue, and this one is not`, 'give a FIFO queue a FIFO queue, and a standard queue a standard one');
  const { permission = 'allowAll', sourceArns = [] } = target!.redriveAllow ?? {};
  const allowed = permission === 'allowAll' || (permission === 'byQueue' && sourceArns.includes(sourceArn));
  operation.require(SQS.REDRIVE_ALLOW, allowed, `${target!.name} does not let ${sourceArn} redrive to it: 'redrivePermission' is ${permission}`, 'name the queue in its RedriveAllowPolicy');
}
