import { Operation, Outcome, ResourceType } from '../aws/contract';
import { findKey } from '../aws/services/kms';
import { createQueue, Queue, queueArn, queueOfUrl } from '../aws/services/sqs';
import { SQS } from '../rules/events';
import { given, inert, permissions, schema, TAGS } from './permission';
import { requirePrincipals } from './principals';
import { valueChecks } from './value-checks';
import { deadLetterArnOf, checkFifo, checkRedrive, isFifo, nameOf, redriveAllowOf } from './sqs-queue-checks';
import { document, flag, numeric, plannedName, text, texts } from './values';

const TIMING = inert('messages are not stored in the rehearsal; only the range is checked');
/** Bounds of attributes: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  MessageRetentionPeriod: [60, 1_209_600], VisibilityTimeout: [0, 43_200], DelaySeconds: [0, 900], ReceiveMessageWaitTimeSeconds: [0, 20],
  MaximumMessageSize: [1_024, 1_048_576], KmsDataKeyReusePeriodSeconds: [60, 86_400],
};

const outcome = ({ arn, url, name }: Queue): Outcome => ({ physicalId: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } });
const plannedArn = (operation: Operation) => queueOfUrl(operation.world, String(operation.physicalId))?.arn
  ?? queueArn(operation.world, operation.accountId, operation.region, plannedName(operation, 'QueueName'));

function queueOf(operation: Operation): Queue {
  return queueOfUrl(operation.world, String(operation.physicalId)) ?? operation.fail('QueueDoesNotExist', `queue ${operation.physicalId} does not exist`);
}

/** A queue, standard or FIFO. */
export const QUEUE: ResourceType = {
  typeName: 'AWS::SQS::Queue',
  source: schema('aws-sqs-queue'),
  properties: {
    QueueName: 'interpreted', KmsMasterKeyId: 'interpreted', SqsManagedSseEnabled: 'interpreted', MessageRetentionPeriod: TIMING,
    VisibilityTimeout: 'interpreted', DelaySeconds: TIMING, ReceiveMessageWaitTimeSeconds: TIMING, MaximumMessageSize: TIMING,
    KmsDataKeyReusePeriodSeconds: TIMING, RedrivePolicy: 'interpreted', RedriveAllowPolicy: 'interpreted', Tags: TAGS,
    FifoQueue: 'interpreted', ContentBasedDeduplication: 'interpreted', DeduplicationScope: 'interpreted', FifoThroughputLimit: 'interpreted',
  },
  nested: { RedrivePolicy: ['deadLetterTargetArn', 'maxReceiveCount'], RedriveAllowPolicy: ['redrivePermission', 'sourceQueueArns'] },
  required: [],
  createOnly: ['QueueName', 'FifoQueue'],
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
    const name = nameOf(operation);
    const settings = settingsOf(operation, queueArn(world, accountId, region, name));
    return outcome(createQueue(world, { name, accountId, region, origin, fifo: isFifo(operation), ...settings }));
  },
  update: operation => {
    const queue = queueOf(operation);
    checkValues(operation);
    return outcome(Object.assign(queue, settingsOf(operation, queue.arn)));
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

const DEFAULT_VISIBILITY = 30;

function settingsOf(operation: Operation, arn: string): Pick<Queue, 'keyId' | 'visibilityTimeout' | 'deadLetterArn' | 'redriveAllow'> {
  checkRedrive(operation, arn);
  return {
    keyId: checkedKey(operation), visibilityTimeout: numeric(operation.properties, 'VisibilityTimeout') ?? DEFAULT_VISIBILITY,
    deadLetterArn: deadLetterArnOf(operation), redriveAllow: redriveAllowOf(operation),
  };
}

function checkValues(operation: Operation): void {
  const { properties } = operation;
  const checks = valueChecks(operation, 'InvalidParameterValue');
  checks.like('QueueName', properties.QueueName, /^([\w-]{1,75}\.fifo|[\w-]{1,80})$/, 'up to 80 letters, digits, "-" and "_", and ".fifo" of a FIFO queue');
  Object.entries(RANGES).forEach(([name, [min, max]]) => checks.between(name, properties[name], min, max));
  checkFifo(operation);
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
