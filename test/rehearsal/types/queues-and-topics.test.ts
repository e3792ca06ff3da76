import { lostNotifications } from '../../../rehearsal/aws/notification-delivery';
import { allows, arn, dataBench, policy } from './data-workbench';
import { HOME, strangersOf, typeOf } from './workbench';

const QUEUE = 'SQS::Queue';
const TOPIC = 'SNS::Topic';
const SUBSCRIPTION = 'SNS::Subscription';
const SNS = { Service: 'sns.amazonaws.com' };

describe('AWS::SQS::Queue', () => {
  test.each([
    ['a FIFO queue without the ending', { FifoQueue: true, QueueName: 'queue' }],
    ['a standard queue with the ending', { QueueName: 'queue.fifo' }],
    ['a standard queue that says it is none', { FifoQueue: false }],
    ['deduplication of a standard queue', { ContentBasedDeduplication: true }],
    ['an unknown scope', { FifoQueue: true, DeduplicationScope: 'message' }],
    ['throughput for each group, deduplicated in the whole queue', { FifoQueue: true, FifoThroughputLimit: 'perMessageGroupId' }],
    ['an unknown limit', { FifoQueue: true, FifoThroughputLimit: 'none' }],
  ])('fails with %s', async (_, properties) => {
    const { make, refused } = dataBench();
    expect(await refused(make(QUEUE, 'Q', properties))).toBe('sqs/fifo');
  });

  test('that is FIFO gets a name that ends so', async () => {
    const { make, remove, bench } = dataBench();
    const { attributes } = await make(QUEUE, 'Q', { FifoQueue: true, DeduplicationScope: 'messageGroup', FifoThroughputLimit: 'perMessageGroupId' });
    expect(attributes.QueueName).toMatch(/^stack-Q-[A-Z0-9]{12}\.fifo$/);
    await remove(QUEUE, 'Q');
    expect(bench.world.state.sqs.queues.size).toBe(0);
  });

  test('gives what it cannot hand over to a queue of its kind that lets it', async () => {
    const { make, change, refused } = dataBench();
    const redrive = (name: string) => ({ RedrivePolicy: { deadLetterTargetArn: arn('sqs', name), maxReceiveCount: 3 } });
    await make(QUEUE, 'Dead', { QueueName: 'dead', RedriveAllowPolicy: { redrivePermission: 'byQueue', sourceQueueArns: [arn('sqs', 'mine')] } });
    await make(QUEUE, 'Fifo', { QueueName: 'dead.fifo', FifoQueue: true });
    expect(await refused(make(QUEUE, 'Q', { QueueName: 'other', ...redrive('dead') }))).toBe('sqs/redrive-allow');
    expect(await refused(make(QUEUE, 'Q', { QueueName: 'mine', ...redrive('dead.fifo') }))).toBe('sqs/dead-letter-queue');
    await make(QUEUE, 'Q', { QueueName: 'mine', ...redrive('dead') });
    await change(QUEUE, 'Dead', { QueueName: 'dead', RedriveAllowPolicy: { redrivePermission: 'denyAll' } });
    expect(await refused(change(QUEUE, 'Q', { QueueName: 'mine', ...redrive('dead') }))).toBe('sqs/redrive-allow');
  });

  test.each([
    [{ redrivePermission: 'byQueue' }], [{ redrivePermission: 'some' }], [{ sourceQueueArns: [arn('sqs', 'q')] }],
    [{ redrivePermission: 'byQueue', sourceQueueArns: Array.from({ length: 11 }, (_, i) => arn('sqs', `q${i}`)) }],
  ])('fails when it lets queues redrive by %j', async RedriveAllowPolicy => {
    const { make, refused } = dataBench();
    expect(await refused(make(QUEUE, 'Q', { RedriveAllowPolicy }))).toBe('sqs/redrive-allow');
  });

  test('knows how long a message stays hidden', async () => {
    const { make, change, bench } = dataBench();
    await make(QUEUE, 'Q', { QueueName: 'q' });
    const hidden = () => bench.world.state.sqs.queues.get(arn('sqs', 'q'))?.visibilityTimeout;
    expect(hidden()).toBe(30);
    await change(QUEUE, 'Q', { QueueName: 'q', VisibilityTimeout: 90 });
    expect(hidden()).toBe(90);
    expect(typeOf('AWS::SQS::Queue').createOnly).toEqual(['QueueName', 'FifoQueue']);
  });
});

test.each([
  ['events/fifo-target', 'q.fifo', {}],
  ['events/fifo-target', 'q', { SqsParameters: { MessageGroupId: 'g' } }],
  ['events/fifo-target', 'q', { DeadLetterConfig: { Arn: arn('sqs', 'q.fifo') } }],
  [undefined, 'q.fifo', { SqsParameters: { MessageGroupId: 'g' } }],
])('a rule of EventBridge fails by %s when it sends to %s with %j', async (rule, name, more) => {
  const { make, refused } = dataBench();
  await make(QUEUE, 'Q', { QueueName: 'q' });
  await make(QUEUE, 'F', { QueueName: 'q.fifo', FifoQueue: true });
  const Targets = [{ Id: 'target', Arn: arn('sqs', name), ...more }];
  expect(await refused(make('Events::Rule', 'R', { EventPattern: { source: ['aws.s3'] }, Targets }))).toBe(rule);
});

describe('AWS::SNS::Topic', () => {
  test.each([
    ['sns/fifo', { FifoTopic: true, TopicName: 'topic' }],
    ['sns/fifo', { TopicName: 'topic.fifo' }],
    ['sns/fifo', { ContentBasedDeduplication: true }],
    ['sns/fifo', { ArchivePolicy: { MessageRetentionPeriod: 3 } }],
    ['InvalidParameter', { FifoTopic: true, ArchivePolicy: { MessageRetentionPeriod: 366 } }],
    ['InvalidParameter', { FifoTopic: true, FifoThroughputScope: 'Queue' }],
    ['InvalidParameter', { DeliveryStatusLogging: [{ Protocol: 'email' }] }],
    ['InvalidParameter', { DeliveryStatusLogging: [{ Protocol: 'sqs', SuccessFeedbackSampleRate: '101' }] }],
    ['sns/feedback-role', { DeliveryStatusLogging: [{ Protocol: 'sqs', FailureFeedbackRoleArn: 'arn:aws:iam::111111111111:role/none' }] }],
  ])('fails by %s with %j', async (rule, properties) => {
    const { make, refused } = dataBench();
    expect(await refused(make(TOPIC, 'T', properties))).toBe(rule);
  });

  test('that is FIFO gets a name that ends so, and standard queues subscribe to it', async () => {
    const { make, refused } = dataBench();
    const { attributes, physicalId } = await make(TOPIC, 'T', { FifoTopic: true, ContentBasedDeduplication: true, FifoThroughputScope: 'MessageGroup' });
    expect(attributes.TopicName).toMatch(/\.fifo$/);
    await make(QUEUE, 'Q', { QueueName: 'q' });
    expect(await refused(make(SUBSCRIPTION, 'Q', { TopicArn: physicalId, Protocol: 'sqs', Endpoint: arn('sqs', 'q') }))).toBeUndefined();
    expect(await refused(make(SUBSCRIPTION, 'M', { TopicArn: physicalId, Protocol: 'email', Endpoint: 'a@example.com' }))).toBe('sns/fifo');
  });

  test('tells by a role that trusts it what became of messages', async () => {
    const { make, change, refused, role } = dataBench();
    const logging = (FailureFeedbackRoleArn: string) => ({ TopicName: 't', DeliveryStatusLogging: [{ Protocol: 'sqs', FailureFeedbackRoleArn, SuccessFeedbackSampleRate: '50' }] });
    const other = await role('lambda.amazonaws.com', [], 'Other');
    expect(await refused(make(TOPIC, 'T', logging(other)))).toBe('sns/feedback-role');
    const right = await role('sns.amazonaws.com');
    expect(await refused(make(TOPIC, 'T', logging(right), { undeclared: true }))).toBe('sns/feedback-role');
    await make(TOPIC, 'T', logging(right));
    expect(await refused(change(TOPIC, 'T', logging(other)))).toBe('sns/feedback-role');
  });
});

describe('AWS::SNS::Subscription', () => {
  const TOPIC_ARN = arn('sns', 'topic');
  const QUEUE_ARN = arn('sqs', 'queue');
  const subscription = (more: object = {}) => ({ TopicArn: TOPIC_ARN, Protocol: 'sqs', Endpoint: QUEUE_ARN, ...more });
  const subscribed = async (queue: object = {}) => {
    const bench = dataBench();
    await bench.make(TOPIC, 'T', { TopicName: 'topic' });
    await bench.make(QUEUE, 'Q', { QueueName: 'queue', ...queue });
    return bench;
  };
  const wide = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map(name => [name, ['x']]));

  test.each([
    ['sns/filter-policy', { FilterPolicy: { a: 'x' } }],
    ['sns/filter-policy', { FilterPolicy: wide }],
    ['sns/filter-policy', { FilterPolicy: { a: Array.from({ length: 151 }, (_, i) => `${i}`) } }],
    ['sns/filter-policy', { FilterPolicy: { a: { b: ['x'] } } }],
    ['InvalidParameter', { FilterPolicyScope: 'Headers' }],
    ['sns/dead-letter-queue', { RedrivePolicy: { deadLetterTargetArn: arn('sqs', 'none') } }],
    ['sns/dead-letter-queue', { RedrivePolicy: { deadLetterTargetArn: arn('sqs', 'fifo.fifo') } }],
    ['sns/fifo', { Endpoint: arn('sqs', 'fifo.fifo') }],
    ['sns/subscription', { Protocol: 'email', Endpoint: 'a@example.com', RawMessageDelivery: true }],
  ])('fails by %s with %j', async (rule, more) => {
    const { make, refused } = await subscribed();
    await make(QUEUE, 'F', { QueueName: 'fifo.fifo', FifoQueue: true });
    expect(await refused(make(SUBSCRIPTION, 'S', subscription(more)))).toBe(rule);
  });

  test('filters the body by nested names, and is updated in place', async () => {
    const { make, change, bench } = await subscribed();
    const { physicalId } = await make(SUBSCRIPTION, 'S', subscription({ FilterPolicyScope: 'MessageBody', FilterPolicy: { a: { b: ['x'] } }, RawMessageDelivery: true }));
    await make(QUEUE, 'D', { QueueName: 'dead' });
    await change(SUBSCRIPTION, 'S', subscription({ RedrivePolicy: { deadLetterTargetArn: arn('sqs', 'dead') } }));
    expect(bench.world.state.sns.subscriptions.get(physicalId)?.deadLetterArn).toBe(arn('sqs', 'dead'));
    expect(strangersOf('AWS::SNS::Subscription', subscription({ RedrivePolicy: { maxReceiveCount: 1 } }))).toContain('maxReceiveCount');
  });

  test('loses messages where the policy or the key of the queue does not let SNS in', async () => {
    const { make, change, key, bench } = dataBench();
    const keyArn = await key();
    await make(TOPIC, 'T', { TopicName: 'topic' });
    const { physicalId: url } = await make(QUEUE, 'Q', { QueueName: 'queue', KmsMasterKeyId: keyArn });
    await make(SUBSCRIPTION, 'S', subscription());
    const lost = () => lostNotifications(bench.world).map(({ details: { rule, message } }) => [rule?.id, /allowed (\S+)/.exec(message)?.[1]]);
    const [send, generate, decrypt] = ['sqs:SendMessage', 'kms:GenerateDataKey', 'kms:Decrypt'].map(action => ['sns/delivered', action]);
    expect(lost()).toEqual([send, generate, decrypt]);
    const statement = { Effect: 'Allow', Principal: SNS, Action: 'sqs:SendMessage', Resource: QUEUE_ARN };
    await make('SQS::QueuePolicy', 'P', { Queues: [url], PolicyDocument: policy({ ...statement, Condition: { ArnEquals: { 'aws:SourceArn': arn('sns', 'other') } } }) });
    expect(lost()).toContainEqual(send);
    await change('SQS::QueuePolicy', 'P', { Queues: [url], PolicyDocument: policy({ ...statement, Condition: { ArnEquals: { 'aws:SourceArn': TOPIC_ARN } } }) });
    expect(lost()).toEqual([generate, decrypt]);
    const root = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111111111111:root' }, Action: 'kms:*', Resource: '*' };
    await change('KMS::Key', 'Key', { KeyPolicy: policy(root, { Effect: 'Allow', Principal: SNS, Action: ['kms:GenerateDataKey*', 'kms:Decrypt'], Resource: '*' }) });
    expect(lost()).toEqual([]);
  });

  test('loses messages for a function without a permission', async () => {
    const { make, role, bench } = dataBench();
    const Role = await role('lambda.amazonaws.com', [allows('logs:*')]);
    await make(TOPIC, 'T', { TopicName: 'topic' });
    const made = await make('Lambda::Function', 'F', { FunctionName: 'f', Code: { ZipFile: '' }, Handler: 'index.handler', Runtime: 'nodejs22.x', Role });
    await make(SUBSCRIPTION, 'S', subscription({ Protocol: 'lambda', Endpoint: made.attributes.Arn }));
    expect(lostNotifications(bench.world)).toHaveLength(1);
    await make('Lambda::Permission', 'P', { FunctionName: 'f', Action: 'lambda:InvokeFunction', Principal: SNS.Service, SourceArn: TOPIC_ARN });
    expect(lostNotifications(bench.world)).toEqual([]);
    expect(String(made.attributes.Arn)).toContain(HOME);
  });
});
