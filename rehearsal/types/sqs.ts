import { Operation, Outcome, ResourceType } from '../aws/contract';
import { findKey } from '../aws/services/kms';
import { createQueue, Queue, queueArn, queueOfUrl } from '../aws/services/sqs';
import { SQS } from '../rules/events';
import { given, inert, permissions, schema, TAGS } from './permission';
import { requirePrincipals } from './principals';
import { document, flag, physicalName, plannedName, text, texts } from './values';

const MAX_NAME = 80;
const TIMING = inert('messages are not stored in the rehearsal');

const outcome = ({ arn, url, name }: Queue): Outcome => ({ physicalId: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } });
const plannedArn = (operation: Operation) => queueOfUrl(operation.world, String(operation.physicalId))?.arn
  ?? queueArn(operation.world, operation.accountId, operation.region, plannedName(operation, 'QueueName'));

function queueOf(operation: Operation): Queue {
  return queueOfUrl(operation.world, String(operation.physicalId)) ?? operation.fail('QueueDoesNotExist', `queue ${operation.physicalId} does not exist`);
}

/** A standard queue. FIFO queues are refused by name: EventBridge does not take them as dead-letter queues. */
export const QUEUE: ResourceType = {
  typeName: 'AWS::SQS::Queue',
  source: schema('aws-sqs-queue'),
  properties: {
    QueueName: 'interpreted', KmsMasterKeyId: 'interpreted', SqsManagedSseEnabled: 'interpreted', MessageRetentionPeriod: TIMING,
    VisibilityTimeout: TIMING, DelaySeconds: TIMING, ReceiveMessageWaitTimeSeconds: TIMING, MaximumMessageSize: TIMING,
    KmsDataKeyReusePeriodSeconds: TIMING, RedrivePolicy: TIMING, RedriveAllowPolicy: TIMING, Tags: TAGS,
  },
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
    const keyId = checkedKey(operation);
    return outcome(createQueue(world, { name: physicalName(operation, 'QueueName', MAX_NAME), accountId, region, origin, keyId }));
  },
  update: operation => {
    const queue = queueOf(operation);
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
