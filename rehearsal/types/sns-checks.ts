import { Operation } from '../aws/contract';
import { Topic } from '../aws/services/sns';
import { SNS } from '../rules/alerts';
import { serviceRole } from './service-roles';
import { valueChecks } from './value-checks';
import { flag, numeric, physicalName, record, records, text } from './values';

const MAX_NAME = 256;
const FIFO = '.fifo';
const MAX_ARCHIVE_DAYS = 365;
/** Bounds of a filter: https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
const MAX_FILTER_KEYS = 5;
const MAX_COMBINATIONS = 150;
const FEEDBACK_PROTOCOLS = ['http/s', 'http', 'https', 'sqs', 'lambda', 'firehose', 'application'];
/** Protocols that can carry a message as it is. */
const RAW_PROTOCOLS = ['sqs', 'http', 'https'];

/** Whether the template asks for a FIFO topic. */
export const isFifo = ({ properties }: Operation): boolean => flag(properties, 'FifoTopic') ?? false;

/** The name of a new topic. */
export function nameOf(operation: Operation): string {
  const generated = !isFifo(operation) || text(operation.properties, 'TopicName') !== undefined;
  return generated ? physicalName(operation, 'TopicName', MAX_NAME) : `${physicalName(operation, 'TopicName', MAX_NAME - FIFO.length)}${FIFO}`;
}

/** Roles by which SNS tells what became of messages. */
export const feedbackRoles = (properties: Operation['properties']): readonly string[] => records(properties, 'DeliveryStatusLogging')
  .flatMap(logging => [text(logging, 'FailureFeedbackRoleArn'), text(logging, 'SuccessFeedbackRoleArn')]).filter(role => role !== undefined);

/** What SNS refuses of a topic. */
export function checkTopic(operation: Operation): void {
  const { properties } = operation;
  const fifo = isFifo(operation);
  const name = text(properties, 'TopicName');
  const checks = valueChecks(operation, 'InvalidParameter');
  checks.like('TopicName', name, /^([\w-]{1,251}\.fifo|[\w-]{1,256})$/, 'up to 256 letters, digits, "-" and "_"');
  operation.require(SNS.FIFO, name === undefined || name.endsWith(FIFO) === fifo, `'FifoTopic' is ${fifo}, 'TopicName' is ${name}`, 'let the name of a FIFO topic, and of no other, end with .fifo');
  const only = ['ContentBasedDeduplication', 'FifoThroughputScope', 'ArchivePolicy'].filter(property => properties[property] !== undefined);
  operation.require(SNS.FIFO, fifo || only.length === 0, `a standard topic has ${only.join(', ')}`, 'leave it out, or make a FIFO topic');
  checks.oneOf('FifoThroughputScope', properties.FifoThroughputScope, ['Topic', 'MessageGroup']);
  checks.between('MessageRetentionPeriod', numeric(record(properties, 'ArchivePolicy'), 'MessageRetentionPeriod'), 1, MAX_ARCHIVE_DAYS);
  records(properties, 'DeliveryStatusLogging').forEach(logging => {
    checks.oneOf('Protocol', logging.Protocol, FEEDBACK_PROTOCOLS);
    checks.between('SuccessFeedbackSampleRate', logging.SuccessFeedbackSampleRate, 0, 100);
  });
  feedbackRoles(properties).forEach(role => serviceRole(operation, SNS.FEEDBACK_ROLE, role, 'sns.amazonaws.com'));
}

/** What SNS refuses of a subscription, beside its endpoint. */
export function checkSubscription(operation: Operation, topic: Topic): void {
  const { properties, world } = operation;
  const protocol = String(properties.Protocol);
  const raw = flag(properties, 'RawMessageDelivery') ?? false;
  operation.require(SNS.SUBSCRIPTION, !raw || RAW_PROTOCOLS.includes(protocol), `'RawMessageDelivery' is true, 'Protocol' is ${protocol}`, `leave it out, or use ${RAW_PROTOCOLS.join(', ')}`);
  const queue = protocol === 'sqs' ? world.state.sqs.queues.get(String(properties.Endpoint)) : undefined;
  const fits = topic.fifo ? protocol === 'sqs' : !queue?.fifo;
  operation.require(SNS.FIFO, fits, `${topic.name} is a ${topic.fifo ? 'FIFO' : 'standard'} topic, ${String(properties.Endpoint)} subscribes by ${protocol}`,
    'subscribe queues to a FIFO topic, and standard queues to a standard one');
  checkFilter(operation);
  checkDeadLetters(operation, topic);
}

function checkFilter(operation: Operation): void {
  const { properties } = operation;
  const scope = text(properties, 'FilterPolicyScope') ?? 'MessageAttributes';
  valueChecks(operation, 'InvalidParameter').oneOf('FilterPolicyScope', scope, ['MessageAttributes', 'MessageBody']);
  const filter = record(properties, 'FilterPolicy');
  const lists = leavesOf(filter);
  const combinations = lists.reduce<number>((product, list) => product * (Array.isArray(list) ? list.length : 0), 1);
  const keys = Object.keys(filter).length;
  operation.require(SNS.FILTER, combinations > 0 && combinations <= MAX_COMBINATIONS && keys <= MAX_FILTER_KEYS,
    `the filter has ${keys} names and ${combinations} combinations of values`, `give up to ${MAX_FILTER_KEYS} names, each with a list, and up to ${MAX_COMBINATIONS} combinations`);
  const nested = Object.values(filter).some(value => !Array.isArray(value));
  operation.require(SNS.FILTER, scope === 'MessageBody' || !nested, 'a filter of attributes has nested names', 'set FilterPolicyScope to MessageBody, or flatten it');
}

/** What stands below names, however deep: $or lists filters, any other name lists values. */
function leavesOf(filter: Readonly<Record<string, unknown>>): readonly unknown[] {
  return Object.values(filter).flatMap(value => typeof value === 'object' && value !== null && !Array.isArray(value)
    ? leavesOf(value as Readonly<Record<string, unknown>>) : [value]);
}

function checkDeadLetters(operation: Operation, topic: Topic): void {
  const arn = text(record(operation.properties, 'RedrivePolicy'), 'deadLetterTargetArn');
  if (operation.properties.RedrivePolicy === undefined) {
    return;
  }
  const { accountId, region } = operation;
  const queue = operation.world.state.sqs.queues.get(String(arn));
  const near = queue?.accountId === accountId && queue.region === region;
  operation.require(SNS.DEAD_LETTERS, near, `queue ${arn} does not exist in ${accountId} ${region}`, 'name a queue of the account and region of the subscription');
  operation.requirePath(SNS.DEAD_LETTERS, queue!.origin, `queue ${queue!.name} may not exist yet`);
  const same = (queue!.fifo ?? false) === (topic.fifo ?? false);
  operation.require(SNS.DEAD_LETTERS, same, `${queue!.name} is ${queue!.fifo ? 'a FIFO' : 'a standard'} queue, and ${topic.name} is not of that kind`, 'give a FIFO topic FIFO queues alone');
}
