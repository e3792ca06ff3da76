import { arn, dataBench, KEY_POLICIES, policy } from './data-workbench';
import { HOME, strangersOf, typeOf } from './workbench';

const TABLE = 'DynamoDB::Table';
const GLOBAL = 'DynamoDB::GlobalTable';
const STREAM = 'Kinesis::Stream';
const hash = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' });
const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });
const index = (IndexName: string, more: object = {}) => ({ IndexName, KeySchema: [hash('pk')], Projection: { ProjectionType: 'ALL' }, ...more });
const table = (more: object = {}) => ({ TableName: 'table', KeySchema: [hash('pk')], AttributeDefinitions: [attribute('pk')], BillingMode: 'PAY_PER_REQUEST', ...more });
const sealed = (KMSMasterKeyId: string) => ({ SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId } });
const THROUGHPUT = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 };

describe('AWS::DynamoDB::Table', () => {
  test.each([
    ['dynamodb/attributes', { KeySchema: [hash('pk'), hash('other')], AttributeDefinitions: [attribute('pk'), attribute('other')] }],
    [undefined, { GlobalSecondaryIndexes: [index('one', { KeySchema: [hash('pk'), hash('other')] })], AttributeDefinitions: [attribute('pk'), attribute('other')] }],
    ['dynamodb/attributes', {
      GlobalSecondaryIndexes: [index('one', { KeySchema: ['a', 'b', 'c', 'd', 'e'].map(hash) })], AttributeDefinitions: ['pk', 'a', 'b', 'c', 'd', 'e'].map(attribute),
    }],
    ['dynamodb/attributes', { KeySchema: [] }],
    ['dynamodb/attributes', { KeySchema: [{ AttributeName: 'pk', KeyType: 'RANGE' }] }],
    ['dynamodb/attributes', { AttributeDefinitions: [attribute('pk'), attribute('unused')] }],
    ['dynamodb/attributes', { GlobalSecondaryIndexes: [index('one', { KeySchema: [hash('other')] })] }],
    ['dynamodb/billing', { BillingMode: 'PROVISIONED' }],
    ['dynamodb/billing', { ProvisionedThroughput: THROUGHPUT }],
    ['dynamodb/billing', { BillingMode: 'PROVISIONED', ProvisionedThroughput: THROUGHPUT, GlobalSecondaryIndexes: [index('one')] }],
    ['dynamodb/indexes', { GlobalSecondaryIndexes: [index('one'), index('one')] }],
    ['dynamodb/indexes', { LocalSecondaryIndexes: Array.from({ length: 6 }, (_, i) => index(`index${i}`)) }],
    ['dynamodb/encryption', { SSESpecification: { SSEEnabled: false, KMSMasterKeyId: 'alias/own' } }],
    ['dynamodb/encryption', { SSESpecification: { SSEEnabled: true, SSEType: 'AES256' } }],
    ['kms/service-key-usable', sealed('alias/own')],
    ['dynamodb/kinesis-stream', { KinesisStreamSpecification: { StreamArn: arn('kinesis', 'stream/none') } }],
  ])('fails by %s with %j', async (rule, more) => {
    const { make, refused } = dataBench();
    expect(await refused(make(TABLE, 'T', table(more)))).toBe(rule);
  });

  test.each([
    [undefined, KEY_POLICIES.open],
    [undefined, KEY_POLICIES.through('dynamodb')],
    ['kms/service-key-through-service', KEY_POLICIES.through('rds')],
    ['kms/service-key-through-service', KEY_POLICIES.closed],
  ])('fails by %s with a key whose policy is %j', async (rule, keyPolicy) => {
    const { make, refused, key } = dataBench();
    expect(await refused(make(TABLE, 'T', table(sealed(await key(keyPolicy)))))).toBe(rule);
  });

  test('waits for its key, and takes none that is disabled', async () => {
    const { make, change, refused, key } = dataBench();
    const own = await key();
    expect(await refused(make(TABLE, 'T', table(sealed(own)), { undeclared: true }))).toBe('kms/service-key-usable');
    await change('KMS::Key', 'Key', { KeyPolicy: KEY_POLICIES.open, Enabled: false });
    expect(await refused(make(TABLE, 'T', table(sealed(own))))).toBe('kms/service-key-usable');
  });

  test('is updated: a stream comes, one index at a time, protection before deletion', async () => {
    const { make, change, remove, refused, bench } = dataBench();
    const made = await make(TABLE, 'T', table({ DeletionProtectionEnabled: true }));
    expect(made).toEqual({ physicalId: 'table', attributes: { Arn: arn('dynamodb', 'table/table') } });
    expect(await refused(make(TABLE, 'Twin', table()))).toBe('ResourceInUseException');
    const both = { GlobalSecondaryIndexes: [index('one'), index('two')] };
    expect(await refused(change(TABLE, 'T', table(both)))).toBe('dynamodb/indexes');
    expect(await refused(change(TABLE, 'T', table({ LocalSecondaryIndexes: [index('local')] })))).toBe('dynamodb/indexes');
    expect(await refused(remove(TABLE, 'T'))).toBe('dynamodb/deletion-protection');
    const changed = await change(TABLE, 'T', table({ GlobalSecondaryIndexes: [index('one')], StreamSpecification: { StreamViewType: 'NEW_IMAGE' } }));
    expect(changed.attributes.StreamArn).toMatch(/table\/table\/stream\//);
    await remove(TABLE, 'T');
    expect(bench.world.state.dynamoDb.tables.size).toBe(0);
  });

  test('is known as it is found', async () => {
    const { make, bench } = dataBench();
    await make(TABLE, 'T', table());
    expect(bench.import('AWS::DynamoDB::Table', 'Found', 'table', table()).physicalId).toBe('table');
    expect(bench.world.state.dynamoDb.tables.get(arn('dynamodb', 'table/table'))?.origin?.logicalId).toBe('Found');
  });

  test('lets in whom its policy lets in, at its indexes too', async () => {
    const { make, change, refused, role, bench } = dataBench();
    const reader = await role('lambda.amazonaws.com');
    const statement = (AWS: string) => ({ Effect: 'Allow', Principal: { AWS }, Action: 'dynamodb:Query', Resource: '*' });
    const account = await make('Organizations::Account', 'A', { AccountName: 'a', Email: 'a@example.com' });
    const nobody = { ResourcePolicy: { PolicyDocument: policy(statement(`arn:aws:iam::${account.physicalId}:role/none`)) } };
    expect(await refused(make(TABLE, 'T', table(nobody)))).toBe('dynamodb/policy-principals-exist');
    await make(TABLE, 'T', table({ ResourcePolicy: { PolicyDocument: policy(statement(reader)) } }));
    const may = () => bench.world.may({ as: reader, action: 'dynamodb:Query', resource: arn('dynamodb', 'table/table/index/one') }).allowed;
    expect(may()).toBe(true);
    await change(TABLE, 'T', table());
    expect(may()).toBe(false);
  });

  test('asks for what it configures, with its tags', () => {
    const { permissions: { create, update }, createOnly } = typeOf('AWS::DynamoDB::Table');
    const asked = (more: object) => create.filter(({ when }) => when?.({ kind: 'create', properties: table(more) } as never) ?? true).map(({ action }) => action);
    expect(asked({})).toEqual(['dynamodb:CreateTable', 'dynamodb:DescribeTable']);
    const rest = { TimeToLiveSpecification: {}, PointInTimeRecoverySpecification: {}, ContributorInsightsSpecification: {} };
    expect(asked({ Tags: [], ResourcePolicy: {}, ...rest })).toEqual([
      'dynamodb:CreateTable', 'dynamodb:DescribeTable', 'dynamodb:UpdateTimeToLive', 'dynamodb:UpdateContinuousBackups', 'dynamodb:UpdateContributorInsights',
      'dynamodb:PutResourcePolicy', 'dynamodb:TagResource',
    ]);
    expect(update.map(({ action }) => action)).toContain('dynamodb:UpdateTable');
    expect(createOnly).toEqual(['TableName', 'KeySchema']);
    expect(strangersOf('AWS::DynamoDB::Table', table({ VectorIndexes: [] }))).toContain('VectorIndexes');
    expect(strangersOf('AWS::DynamoDB::Table', table({ GlobalSecondaryIndexes: [index('one', { Colour: 'red' })] }))).toContain('Colour');
  });
});

describe('AWS::DynamoDB::GlobalTable', () => {
  const replica = (Region: string, more: object = {}) => ({ Region, ...more });
  const global = (Replicas: object[], more: object = {}) => ({ ...table(more), Replicas });

  test.each([
    ['dynamodb/replicas', [replica('us-east-1')], {}],
    ['dynamodb/replicas', [replica(HOME), replica(HOME)], {}],
    ['dynamodb/replicas', [replica(HOME), replica('us-east-1')], {}],
    ['dynamodb/replicas', [replica(HOME), replica('us-east-1')], { StreamSpecification: { StreamViewType: 'NEW_IMAGE' } }],
    ['dynamodb/encryption', [replica(HOME, { SSESpecification: { KMSMasterKeyId: 'alias/own' } })], {}],
    ['dynamodb/attributes', [replica(HOME)], { AttributeDefinitions: [] }],
    [undefined, [replica(HOME), replica('us-east-1')], { StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' } }],
  ])('fails by %s with the replicas %j and %j', async (rule, replicas, more) => {
    const { make, refused } = dataBench();
    expect(await refused(make(GLOBAL, 'T', global(replicas, more)))).toBe(rule);
  });

  test('has a key in each region or in none', async () => {
    const { make, refused, key } = dataBench();
    const own = { SSESpecification: { KMSMasterKeyId: await key() } };
    const more = { SSESpecification: { SSEEnabled: true }, StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' } };
    expect(await refused(make(GLOBAL, 'T', global([replica(HOME, own), replica('us-east-1')], more)))).toBe('dynamodb/replicas');
    await make(GLOBAL, 'T', global([replica(HOME, own)], more));
  });

  test('is what its own replica says', async () => {
    const { make, change, remove, refused } = dataBench();
    await make(GLOBAL, 'T', global([replica(HOME, { DeletionProtectionEnabled: true })]));
    expect(await refused(remove(GLOBAL, 'T'))).toBe('dynamodb/deletion-protection');
    await change(GLOBAL, 'T', global([replica(HOME)]));
    expect(await refused(remove(GLOBAL, 'T'))).toBeUndefined();
  });
});

describe('AWS::Kinesis::Stream', () => {
  test.each([
    ['kinesis/capacity', {}],
    ['kinesis/capacity', { ShardCount: 1, StreamModeDetails: { StreamMode: 'ON_DEMAND' } }],
    ['kinesis/capacity', { ShardCount: 1, RetentionPeriodHours: 23 }],
    ['InvalidArgumentException', { ShardCount: 1, StreamEncryption: { EncryptionType: 'NONE', KeyId: 'alias/aws/kinesis' } }],
    ['kms/service-key-usable', { ShardCount: 1, StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/own' } }],
    [undefined, { ShardCount: 1, StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' } }],
    [undefined, { StreamModeDetails: { StreamMode: 'ON_DEMAND' } }],
  ])('fails by %s with %j', async (rule, properties) => {
    const { make, refused } = dataBench();
    expect(await refused(make(STREAM, 'S', properties))).toBe(rule);
  });

  test('is fed by a table that waits for it, gets another key, and goes', async () => {
    const { make, change, remove, refused, key, bench } = dataBench();
    const stream = await make(STREAM, 'S', { Name: 'stream', ShardCount: 1 });
    const fed = table({ KinesisStreamSpecification: { StreamArn: stream.attributes.Arn } });
    expect(await refused(make(TABLE, 'T', fed, { undeclared: true }))).toBe('dynamodb/kinesis-stream');
    await make(TABLE, 'T', fed);
    const own = await key();
    await change(STREAM, 'S', { Name: 'stream', ShardCount: 1, StreamEncryption: { EncryptionType: 'KMS', KeyId: own } });
    expect(bench.world.state.kinesis.streams.get(arn('kinesis', 'stream/stream'))?.keyArn).toBe(own);
    await remove(STREAM, 'S');
    expect(bench.world.state.kinesis.streams.size).toBe(0);
  });
});
