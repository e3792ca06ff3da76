import { refusalOf } from '../../constructs/deployed';
import { HOME, MANAGEMENT, Workbench } from './workbench';

const OTHER = 'us-east-1';
const ROOT = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` }, Action: 'kms:*', Resource: '*' };
const POLICY = { Version: '2012-10-17', Statement: [ROOT] };
const BUCKET_ARN = 'arn:aws:s3:::orders';

/** Lets S3 send the events of the bucket. */
const sending = (action: string, resource: string, source = { 'aws:SourceArn': BUCKET_ARN }) => ({
  Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: action, Resource: resource, Condition: { ArnLike: source } }],
});

const ruleOf = async (attempt: Promise<unknown>) => (await refusalOf(attempt)).rule?.id;

describe('replicas of keys', () => {
  const replica = (bench: Workbench, PrimaryKeyArn: unknown, place = {}) =>
    bench.create('AWS::KMS::ReplicaKey', 'Replica', { PrimaryKeyArn, KeyPolicy: POLICY }, { region: OTHER, ...place });

  test('have the id of their primary, a policy of their own, and go alone', async () => {
    const bench = new Workbench();
    const { attributes } = await bench.create('AWS::KMS::Key', 'Key', { KeyPolicy: POLICY, MultiRegion: true });
    expect(String(attributes.KeyId)).toMatch(/^mrk-[0-9a-f]{32}$/);
    const made = await replica(bench, attributes.Arn);
    expect(made.attributes).toEqual({ Arn: `arn:aws:kms:${OTHER}:${MANAGEMENT}:key/${String(attributes.KeyId)}`, KeyId: attributes.KeyId });
    await bench.update('AWS::KMS::ReplicaKey', 'Replica', { PrimaryKeyArn: attributes.Arn, KeyPolicy: POLICY, Enabled: false }, { region: OTHER });
    expect(bench.world.state.kms.keys.get(String(made.attributes.Arn))).toMatchObject({ enabled: false, primaryArn: attributes.Arn });
    await bench.delete('AWS::KMS::ReplicaKey', 'Replica', { region: OTHER });
    expect([...bench.world.state.kms.keys.values()].map(({ pendingDeletion }) => pendingDeletion)).toEqual([false, true]);
  });

  test.each<[string, boolean, object]>([
    ['of a key of one region', false, {}], ['in the region of the primary', true, { region: HOME }], ['of a key that may not be there yet', true, { undeclared: true }],
  ])('are refused %s', async (_, MultiRegion, place) => {
    const bench = new Workbench();
    const { attributes } = await bench.create('AWS::KMS::Key', 'Key', { KeyPolicy: POLICY, MultiRegion });
    expect(await ruleOf(replica(bench, attributes.Arn, place))).toBe('kms/replica-primary');
  });

  test('are one in a region', async () => {
    const bench = new Workbench();
    const { attributes } = await bench.create('AWS::KMS::Key', 'Key', { KeyPolicy: POLICY, MultiRegion: true });
    await replica(bench, attributes.Arn);
    expect(await ruleOf(bench.create('AWS::KMS::ReplicaKey', 'Second', { PrimaryKeyArn: attributes.Arn, KeyPolicy: POLICY }, { region: OTHER }))).toBe('kms/replica-primary');
  });

  test('are refused under a policy that locks out whoever makes them, and leave nothing', async () => {
    const bench = new Workbench();
    const { attributes } = await bench.create('AWS::KMS::Key', 'Key', { KeyPolicy: POLICY, MultiRegion: true });
    const KeyPolicy = { Version: '2012-10-17', Statement: [{ ...ROOT, Action: 'kms:Decrypt' }] };
    expect(await ruleOf(bench.create('AWS::KMS::ReplicaKey', 'Replica', { PrimaryKeyArn: attributes.Arn, KeyPolicy }, { region: OTHER }))).toBe('kms/key-policy-lockout');
    expect(bench.world.state.kms.keys.size).toBe(1);
  });
});

describe('events of buckets', () => {
  const QUEUE = `arn:aws:sqs:${HOME}:${MANAGEMENT}:orders`;
  const notifying = (NotificationConfiguration: object, place = {}) => (bench: Workbench) =>
    bench.create('AWS::S3::Bucket', 'Bucket', { BucketName: 'orders', NotificationConfiguration }, place);
  const toQueue = notifying({ QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: QUEUE }] });

  async function withQueue(policy: object | undefined = sending('sqs:SendMessage', QUEUE), properties = {}): Promise<Workbench> {
    const bench = new Workbench();
    const { physicalId } = await bench.create('AWS::SQS::Queue', 'Queue', { QueueName: 'orders', ...properties });
    if (policy) {
      await bench.create('AWS::SQS::QueuePolicy', 'QueuePolicy', { Queues: [physicalId], PolicyDocument: policy });
    }
    return bench;
  }

  test('go to EventBridge', async () => {
    await expect(notifying({ EventBridgeConfiguration: { EventBridgeEnabled: true } })(new Workbench())).resolves.toBeDefined();
  });

  test('go to a queue that lets them in', async () => {
    await expect(toQueue(await withQueue())).resolves.toBeDefined();
  });

  test.each<[string, () => Promise<Workbench>]>([
    ['there is no queue', () => Promise.resolve(new Workbench())],
    ['the queue has no policy', () => withQueue(null as unknown as undefined)],
    ['the queue lets in another bucket', () => withQueue(sending('sqs:SendMessage', QUEUE, { 'aws:SourceArn': 'arn:aws:s3:::other' }))],
  ])('are refused where %s', async (_, bench) => {
    expect(await ruleOf(toQueue(await bench()))).toBe('s3/notification-target');
  });

  test('are refused where the template does not say that the queue is there first', async () => {
    const bench = await withQueue();
    const configuration = { QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: QUEUE }] };
    expect(await ruleOf(notifying(configuration, { undeclared: true })(bench))).toBe('s3/notification-target');
  });

  test('are refused where S3 may not use the key of the queue', async () => {
    const { attributes } = await new Workbench().create('AWS::KMS::Key', 'Key', { KeyPolicy: POLICY });
    const bench = new Workbench();
    await bench.create('AWS::KMS::Key', 'Key', { KeyPolicy: POLICY });
    const { physicalId } = await bench.create('AWS::SQS::Queue', 'Queue', { QueueName: 'orders', KmsMasterKeyId: attributes.Arn });
    await bench.create('AWS::SQS::QueuePolicy', 'QueuePolicy', { Queues: [physicalId], PolicyDocument: sending('sqs:SendMessage', QUEUE) });
    expect(await ruleOf(toQueue(bench))).toBe('s3/notification-key');
  });

  test.each([['Topic', 'TopicConfigurations', 'sns', 'orders'], ['Function', 'LambdaConfigurations', 'lambda', 'function:orders']])(
    'are refused where there is no %s', async (property, configurations, service, name) => {
      const to = notifying({ [configurations]: [{ Event: 's3:ObjectCreated:*', [property]: `arn:aws:${service}:${HOME}:${MANAGEMENT}:${name}` }] });
      expect(await ruleOf(to(new Workbench()))).toBe('s3/notification-target');
    });
});

describe('settings of buckets', () => {
  const bucket = (properties: object) => new Workbench().create('AWS::S3::Bucket', 'Bucket', { BucketName: 'orders', ...properties });
  const lifecycle = (...Rules: object[]) => ({ LifecycleConfiguration: { Rules } });
  const cors = (rule: object) => ({ CorsConfiguration: { CorsRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['https://example.com'], ...rule }] } });

  test.each([
    lifecycle({ Status: 'Enabled', ExpirationInDays: 40, Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: 30 }] }),
    cors({ AllowedOrigins: ['https://*.example.com'] }),
    { AccessControl: 'Private' },
    { AccessControl: 'LogDeliveryWrite', OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] } },
    { WebsiteConfiguration: { IndexDocument: 'index.html' }, AccelerateConfiguration: { AccelerationStatus: 'Enabled' } },
  ])('take what S3 takes: %#', async properties => {
    await expect(bucket(properties)).resolves.toBeDefined();
  });

  test.each<[string, object]>([
    ['s3/lifecycle', lifecycle({ Status: 'On', ExpirationInDays: 1 })],
    ['s3/lifecycle', lifecycle({ Status: 'Enabled' })],
    ['s3/lifecycle', lifecycle({ Status: 'Enabled', ExpirationInDays: 0 })],
    ['s3/lifecycle', lifecycle({ Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 1.5 } })],
    ['s3/lifecycle', lifecycle({ Status: 'Enabled', ExpirationInDays: 30, Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: 30 }] })],
    ['s3/cors', cors({ AllowedMethods: ['PATCH'] })],
    ['s3/cors', cors({ AllowedMethods: [] })],
    ['s3/cors', cors({ AllowedOrigins: ['https://*.*.example.com'] })],
    ['s3/cors', { CorsConfiguration: { CorsRules: Array.from({ length: 101 }, () => ({ AllowedMethods: ['GET'], AllowedOrigins: ['*'] })) } }],
    ['s3/acl-disabled', { AccessControl: 'PublicRead' }],
    ['s3/acl-disabled', { AccessControl: 'LogDeliveryWrite', OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } }],
  ])('are refused by %s: %#', async (rule, properties) => {
    expect(await ruleOf(bucket(properties))).toBe(rule);
  });
});
