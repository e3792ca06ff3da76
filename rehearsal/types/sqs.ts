import { Operation, Outcome, ResourceType } from '../aws/contract';
import { findKey } from '../aws/services/kms';
import { createQueue, Queue, queueArn, queueOfUrl } from '../aws/services/sqs';
import { SQS } from '../rules/events';
import { given, inert, permissions, schema, TAGS } from './permission';
import { requirePrincipals } from './principals';
import { valueChecks } from './value-checks';
import { document, flag, physicalName, plannedName, record, text, texts } from './values';

const MAX_NAME = 80;
const TIMING = inert('messages are not stored in the rehearsal; only the range is checked');
/** Bounds of attributes: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  MessageRetentionPeriod: [60, 1_209_600], VisibilityTimeout: [0, 43_200], DelaySeconds: [0, 900], ReceiveMessageWaitTimeSeconds: [0, 20],
  MaximumMessageSize: [1_024, 1_048_576], KmsDataKeyReusePeriodSeconds: [60, 86_400],
};
const MAX_ATTEMPTS = 1_000;

const outcome = ({ arn, url, name }: Queue): Outcome => ({ physicalId: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } });
const plannedArn = (operation: Operation) => queueOfUrl(operation.world, String(operation.physicalId))?.arn
  ?? queueArn(operation.world, operation.accountId, operation.region, plannedName(operation, 'QueueName'));

function queueOf(operation: Operation): Queue {
  return queueOfUrl(operation.world, String(operation.physicalId)) ?? operation.fail('QueueDoesNotExist', `queue ${operation.physicalId} does not exist`);
}

/** A standard queue. FIFO queues, which EventBridge does not take as dead-letter queues, and who may redrive are refused by name. */
export const QUEUE: ResourceType = {
  typeName: 'AWS::SQS::Queue',
  source: schema('aws-sqs-queue'),
  properties: {
    QueueName: 'interpreted', KmsMasterKeyId: 'interpreted', SqsManagedSseEnabled: 'interpreted', MessageRetentionPeriod: TIMING,
    VisibilityTimeout: TIMING, DelaySeconds: TIMING, ReceiveMessageWaitTimeSeconds: TIMING, MaximumMessageSize: TIMING,
    KmsDataKeyReusePeriodSeconds: TIMING, RedrivePolicy: 'interpreted', Tags: TAGS,
  },
  nested: { RedrivePolicy: ['deadLetterTargetArn', 'maxReceiveCount'] },
  required: [],
  createOnly: ['QueueName'],
  permissions: {
    create: [
      ...permissions(['sqs:CreateQueue', 'sqs:GetQueueUrl', 'sqs:GetQueueAttributes'], plannedArn),
      ...permissions(['sqs:ListQueueTags', 'sqs:TagQueue'], plannedArn, { when: given('Tags') }),
    ],
    update: [
      ...permissions(['sqs:GetQueueAttributes', 'sqs:SetQueueAttributes'], plannedArn),
      ...permissions(['sqs:ListQueueTags', 'sqs:TagQueue', 'sqs:UntagQueue'], plannedArn, { when: given('Tags') }),
    ],
    delete: permissions(['sqs:GetQueueAttributes', 'sqs:DeleteQueue'], plannedArn),
  },
  create: operation => {
    const { world, accountId, region, origin } = operation;
    checkValues(operation);
    const keyId = checkedKey(operation);
    return outcome(createQueue(world, { name: physicalName(operation, 'QueueName', MAX_NAME), accountId, region, origin, keyId }));
  },
  update: operation => {
    const queue = queueOf(operation);
    checkValues(operation);
    queue.keyId = checkedKey(operation);
    return outcome(queue);
  },
  delete: operation => {
    operation.world.state.sqs.queues.delete(queueOf(operation).arn);
  },
  import: operation => {
    const queue = queueOf(operation);
    queue.origin = operation.origin;
    return outcome(queue);
  },
};

function checkValues(operation: Operation): void {
  const { world, accountId, region, properties } = operation;
  const checks = valueChecks(operation, 'InvalidParameterValue');
  checks.like('QueueName', properties.QueueName, /^[\w-]{1,80}$/, 'up to 80 letters, digits, "-" and "_"');
  Object.entries(RANGES).forEach(([name, [min, max]]) => checks.between(name, properties[name], min, max));
  if (properties.RedrivePolicy === undefined) {
    return;
  }
  const { deadLetterTargetArn, maxReceiveCount } = record(properties, 'RedrivePolicy');
  const arn = String(deadLetterTargetArn);
  const target = world.state.sqs.queues.get(arn);
  const near = target?.accountId === accountId && target.region === region;
  operation.require(SQS.DEAD_LETTERS, near, `queue ${arn} does not exist in ${accountId} ${region}`, 'name a queue beside this one');
  const attempts = Number(maxReceiveCount);
  const counted = Number.isInteger(attempts) && attempts >= 1 && attempts <= MAX_ATTEMPTS;
  operation.require(SQS.DEAD_LETTERS, counted, `'maxReceiveCount' is ${String(maxReceiveCount)}`, `give a number from 1 to ${MAX_ATTEMPTS}`);
  operation.requirePath(SQS.DEAD_LETTERS, target!.origin, `queue ${target!.name} may not exist yet`);
}

/** The customer managed key of a queue. AWS's own key for SQS cannot be used by EventBridge, so it counts as a key that does not exist. */
function checkedKey(operation: Operation): string | undefined {
  const { world, region, properties } = operation;
  const keyId = text(properties, 'KmsMasterKeyId');
  if (keyId === undefined) {
    return undefined;
  }
  if (flag(properties, 'SqsManagedSseEnabled')) {
    operation.fail('InvalidAttributeValue', 'You can use one type of server-side encryption (SSE) at one time');
  }
  const key = findKey(world, keyId, operation);
  const usable = key?.region === region && key.enabled && !key.pendingDeletion;
  operation.require(SQS.KEY_EXISTS, usable, `key ${keyId} is not usable in ${region}`, 'create the key in the region of the queue');
  operation.requirePath(SQS.KEY_EXISTS, key?.origin, `key ${keyId} may not exist yet`);
  return key!.arn;
}

const queuesOf = (operation: Operation): readonly Queue[] => texts(operation.properties, 'Queues').map(url =>
  queueOfUrl(operation.world, url) ?? operation.fail('QueueDoesNotExist', `queue ${url} does not exist`));
const firstQueueArn = (operation: Operation) => queueOfUrl(operation.world, texts(operation.properties, 'Queues')[0])?.arn ?? '*';

function putPolicy(operation: Operation): Outcome {
  const { origin, properties } = operation;
  const policy = document(properties, 'PolicyDocument');
  requirePrincipals(operation, SQS.POLICY_PRINCIPALS_EXIST, policy);
  const queues = queuesOf(operation);
  queues.forEach(queue => { queue.policy = { document: policy, origin }; });
  return { physicalId: `${operation.stackName}-${operation.logicalId}`, attributes: {} };
}

/** The policy of queues: one each. */
export const QUEUE_POLICY: ResourceType = {
  typeName: 'AWS::SQS::QueuePolicy',
  source: schema('aws-sqs-queuepolicy'),
  properties: { Queues: 'interpreted', PolicyDocument: 'interpreted' },
  required: ['Queues', 'PolicyDocument'],
  createOnly: [],
  permissions: {
    create: permissions(['sqs:SetQueueAttributes'], firstQueueArn),
    update: permissions(['sqs:SetQueueAttributes'], firstQueueArn),
    delete: permissions(['sqs:SetQueueAttributes'], firstQueueArn),
  },
  create: putPolicy,
  update: putPolicy,
  delete: operation => {
    queuesOf(operation).forEach(queue => { queue.policy = undefined; });
  },
};
