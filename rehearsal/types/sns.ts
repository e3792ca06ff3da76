import { Operation, Outcome, RehearsalFailure, ResourceType } from '../aws/contract';
import { findKey } from '../aws/services/kms';
import { createTopic, Subscription, Topic, topicArn } from '../aws/services/sns';
import { SNS } from '../rules/alerts';
import { given, inert, permissions, schema, SCHEMA, TAGS } from './permission';
import { requirePrincipals } from './principals';
import { checkSubscription, checkTopic, feedbackRoles, isFifo, nameOf } from './sns-checks';
import { document, plannedName, record, text, texts } from './values';

/** Protocols, with what their endpoints look like: https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
const ENDPOINTS: Readonly<Record<string, RegExp>> = {
  'email': /^[^\s@]+@[^\s@]+$/, 'email-json': /^[^\s@]+@[^\s@]+$/, 'http': /^http:\/\/\S+$/, 'https': /^https:\/\/\S+$/,
  'sms': /^\+?[1-9]\d{1,14}$/, 'sqs': /^arn:[^:]+:sqs:[^:]+:\d{12}:[^:]+$/, 'lambda': /^arn:[^:]+:lambda:[^:]+:\d{12}:function:\S+$/,
};
/** Protocols that need what is not modelled: a role, a stream, applications on phones. */
const UNKNOWN_PROTOCOLS = ['application', 'firehose'];

const outcome = ({ arn, name }: Topic): Outcome => ({ physicalId: arn, attributes: { TopicArn: arn, TopicName: name } });
const plannedArn = (operation: Operation) => operation.physicalId
  ?? topicArn(operation.world, operation.accountId, operation.region, plannedName(operation, 'TopicName'));

const passRoles = permissions(['iam:PassRole'], ({ properties }) => feedbackRoles(properties)[0] ?? '*', {
  when: operation => given('DeliveryStatusLogging')(operation) && feedbackRoles(operation.properties).length > 0,
  context: () => ({ 'iam:PassedToService': 'sns.amazonaws.com' }),
});

function topicOf(operation: Operation, arn = String(operation.physicalId)): Topic {
  return operation.world.state.sns.topics.get(arn) ?? operation.fail('NotFound', `topic ${arn} does not exist`);
}

/** A topic, standard or FIFO. Subscriptions inside the topic and data protection are refused by name. */
export const TOPIC: ResourceType = {
  typeName: 'AWS::SNS::Topic',
  source: schema('aws-sns-topic'),
  properties: {
    TopicName: 'interpreted', KmsMasterKeyId: 'interpreted', DisplayName: inert('text for people'), Tags: TAGS,
    SignatureVersion: inert('how messages are signed does not matter to who gets them'), TracingConfig: inert('traces are not modelled'),
    FifoTopic: 'interpreted', ContentBasedDeduplication: 'interpreted', FifoThroughputScope: 'interpreted', ArchivePolicy: 'interpreted',
    DeliveryStatusLogging: 'interpreted', MaximumMessageSize: inert('no message is stored in the rehearsal'),
  },
  nested: {
    ArchivePolicy: ['MessageRetentionPeriod'],
    DeliveryStatusLogging: {
      Protocol: 'interpreted', FailureFeedbackRoleArn: 'interpreted', SuccessFeedbackRoleArn: 'interpreted',
      SuccessFeedbackSampleRate: inert('no message is delivered in the rehearsal; only the range is checked'),
    },
  },
  required: [],
  createOnly: ['TopicName', 'FifoTopic'],
  permissions: {
    create: [
      ...permissions(['sns:CreateTopic', 'sns:GetTopicAttributes'], plannedArn),
      ...passRoles,
      ...permissions(['sns:TagResource'], plannedArn, { when: given('Tags') }),
    ],
    update: [
      ...permissions(['sns:GetTopicAttributes', 'sns:SetTopicAttributes', 'sns:ListSubscriptionsByTopic'], plannedArn),
      ...passRoles,
      ...permissions(['sns:ListTagsForResource', 'sns:TagResource', 'sns:UntagResource'], plannedArn, { when: given('Tags') }),
    ],
    delete: permissions(['sns:GetTopicAttributes', 'sns:DeleteTopic'], plannedArn),
  },
  create: operation => {
    const { world, accountId, region, origin } = operation;
    checkTopic(operation);
    const keyArn = checkedKey(operation);
    return outcome(createTopic(world, { name: nameOf(operation), accountId, region, origin, keyArn, fifo: isFifo(operation) }));
  },
  update: operation => {
    const topic = topicOf(operation);
    checkTopic(operation);
    topic.keyArn = checkedKey(operation);
    return outcome(topic);
  },
  delete: operation => {
    operation.world.state.sns.topics.delete(topicOf(operation).arn);
  },
  import: operation => {
    const topic = topicOf(operation);
    topic.origin = operation.origin;
    return outcome(topic);
  },
};

function checkedKey(operation: Operation): string | undefined {
  const { world, region, properties } = operation;
  const keyId = text(properties, 'KmsMasterKeyId');
  if (keyId === undefined) {
    return undefined;
  }
  const key = findKey(world, keyId, operation);
  const usable = key?.region === region && key.enabled && !key.pendingDeletion;
  operation.require(SNS.KEY_USABLE, usable, `key ${keyId} is not usable in ${region}`, 'create a customer managed key in the region of the topic');
  operation.requirePath(SNS.KEY_USABLE, key?.origin, `key ${keyId} may not exist yet`);
  return key!.arn;
}

const firstTopic = ({ properties }: Operation) => texts(properties, 'Topics')[0] ?? '*';

function putPolicy(operation: Operation): Outcome {
  const { origin, properties } = operation;
  const policy = document(properties, 'PolicyDocument');
  requirePrincipals(operation, SNS.POLICY_PRINCIPALS_EXIST, policy);
  texts(properties, 'Topics').map(arn => topicOf(operation, arn)).forEach(topic => { topic.policy = { document: policy, origin }; });
  return { physicalId: `${operation.stackName}-${operation.logicalId}`, attributes: {} };
}

/** The policy of topics: one each, which takes the place of the one that SNS gave them. */
export const TOPIC_POLICY: ResourceType = {
  typeName: 'AWS::SNS::TopicPolicy',
  source: schema('aws-sns-topicpolicy'),
  properties: { Topics: 'interpreted', PolicyDocument: 'interpreted' },
  required: ['Topics', 'PolicyDocument'],
  createOnly: [],
  permissions: {
    create: permissions(['sns:SetTopicAttributes'], firstTopic),
    update: permissions(['sns:SetTopicAttributes'], firstTopic),
    delete: permissions(['sns:SetTopicAttributes'], firstTopic),
  },
  create: putPolicy,
  update: putPolicy,
  delete: operation => {
    texts(operation.properties, 'Topics').map(arn => topicOf(operation, arn)).forEach(topic => { topic.policy = undefined; });
  },
};

const deadLetterArnOf = ({ properties }: Operation) => text(record(properties, 'RedrivePolicy'), 'deadLetterTargetArn');
const ofTopic = ({ properties }: Operation) => String(properties.TopicArn);
const subscriptionOf = (operation: Operation): Subscription => operation.world.state.sns.subscriptions.get(String(operation.physicalId))
  ?? operation.fail('NotFound', `subscription ${operation.physicalId} does not exist`);

/** A subscription. An e-mail counts as confirmed, which is a step for people. Roles, replays and delivery policies are refused by name. */
export const SUBSCRIPTION: ResourceType = {
  typeName: 'AWS::SNS::Subscription',
  source: SCHEMA,
  properties: {
    TopicArn: 'interpreted', Protocol: 'interpreted', Endpoint: 'interpreted', RawMessageDelivery: 'interpreted', FilterPolicy: 'interpreted',
    FilterPolicyScope: 'interpreted', RedrivePolicy: 'interpreted', Region: inert('only where topic and endpoint are in different regions; the ARNs say where they are'),
  },
  nested: { RedrivePolicy: ['deadLetterTargetArn'] },
  required: ['TopicArn', 'Protocol'],
  createOnly: ['TopicArn', 'Protocol', 'Endpoint'],
  permissions: {
    create: permissions(['sns:Subscribe'], ofTopic),
    update: permissions(['sns:SetSubscriptionAttributes'], ofTopic),
    delete: permissions(['sns:Unsubscribe'], ofTopic),
  },
  create: operation => {
    const { world, properties, origin, logicalId, stackName } = operation;
    const [arn, protocol, endpoint] = [ofTopic(operation), String(properties.Protocol), text(properties, 'Endpoint') ?? ''];
    const topic = world.state.sns.topics.get(arn);
    operation.require(SNS.SUBSCRIPTION, topic !== undefined, `topic ${arn} does not exist`, 'create the topic first');
    operation.requirePath(SNS.SUBSCRIPTION, topic?.origin, `topic ${topic?.name} may not exist yet`);
    checkEndpoint(operation, protocol, endpoint);
    checkSubscription(operation, topic!);
    const id = world.identifiers.uuid(`subscription:${arn}:${stackName}:${logicalId}`);
    const subscription: Subscription = { arn: `${arn}:${id}`, topicArn: arn, protocol, endpoint, origin, deadLetterArn: deadLetterArnOf(operation) };
    world.state.sns.subscriptions.set(subscription.arn, subscription);
    return { physicalId: subscription.arn, attributes: { Arn: subscription.arn } };
  },
  update: operation => {
    const subscription = subscriptionOf(operation);
    checkSubscription(operation, topicOf(operation, subscription.topicArn));
    subscription.deadLetterArn = deadLetterArnOf(operation);
    return { physicalId: subscription.arn, attributes: { Arn: subscription.arn } };
  },
  delete: operation => {
    operation.world.state.sns.subscriptions.delete(subscriptionOf(operation).arn);
  },
};

function checkEndpoint(operation: Operation, protocol: string, endpoint: string): void {
  const { sqs, lambda } = operation.world.state;
  if (UNKNOWN_PROTOCOLS.includes(protocol)) {
    const message = `the rehearsal does not know how SNS delivers by ${protocol}`;
    throw new RehearsalFailure({ kind: 'unknown', message, remedy: 'model the protocol in rehearsal/types/sns.ts, with its source' });
  }
  const valid = ENDPOINTS[protocol]?.test(endpoint) === true;
  operation.require(SNS.SUBSCRIPTION, valid, `'Protocol' is ${protocol}, 'Endpoint' is ${endpoint || 'empty'}`, 'name an endpoint of the protocol');
  const missing = (protocol === 'sqs' && !sqs.queues.has(endpoint)) || (protocol === 'lambda' && !lambda.functions.has(endpoint));
  operation.require(SNS.SUBSCRIPTION, !missing, `${endpoint} does not exist`, 'name a queue or a function that exists');
}
