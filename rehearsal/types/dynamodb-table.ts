import { Operation, Permission, ResourceType } from '../aws/contract';
import { Table } from '../aws/services/dynamodb';
import { DYNAMODB } from '../rules/tables';
import { checkBilling, checkKeys, checkReplicas, keyIdOf } from './dynamodb-checks';
import { given, inert, permissions, schema, TAGS } from './permission';
import { requirePrincipals } from './principals';
import { serviceKey } from './service-keys';
import { arnHere, placeOf, StoredProps, storedType } from './stored';
import { taggedContext } from './tag-context';
import { document, flag, physicalName, plannedName, record, records, text } from './values';

type Values = Readonly<Record<string, unknown>>;

const MAX_NAME = 255;
const NO_ITEMS = inert('no item is stored in the rehearsal');
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
const KEY_USES = ['kms:DescribeKey', 'kms:CreateGrant', 'kms:Encrypt', 'kms:Decrypt'];

const arnOf = (operation: Operation, name = plannedName(operation, 'TableName')) => arnHere(operation, 'dynamodb', `table/${name}`);
const planned = (operation: Operation) => arnOf(operation);
const on = (actions: readonly string[], when?: Permission['when'], context?: Permission['context']) => permissions(actions, planned, { when, context });
const streamArn = (arn: string) => `${arn}/stream/2026-01-01T00:00:00.000`;

/** What both kinds of tables do besides making the table: on create when it is given, on update when it changes. */
const CONFIGURING = (perReplica: boolean): readonly Permission[] => [
  ...on(['dynamodb:UpdateTimeToLive'], given('TimeToLiveSpecification')),
  ...on(['dynamodb:UpdateContinuousBackups'], given(perReplica ? 'Replicas' : 'PointInTimeRecoverySpecification')),
  ...on(['dynamodb:UpdateContributorInsights'], given(perReplica ? 'Replicas' : 'ContributorInsightsSpecification')),
  ...on(['dynamodb:EnableKinesisStreamingDestination'], operation => streamFed(ownReplica(operation)) !== undefined && given('KinesisStreamSpecification', 'Replicas')(operation)),
  ...on(['dynamodb:PutResourcePolicy'], operation => ownReplica(operation).ResourcePolicy !== undefined && given('ResourcePolicy', 'Replicas')(operation)),
];

/** The replica of a global table where its stack is; a table is its only one. */
const ownReplica = ({ properties, region }: Operation): Values =>
  properties.Replicas === undefined ? properties : records(properties, 'Replicas').find(replica => replica.Region === region) ?? {};
const streamFed = (replica: Values) => text(record(replica, 'KinesisStreamSpecification'), 'StreamArn');

/** What is read of a table, and of the own replica of a global one. */
function settings(operation: Operation, arn: string): Omit<Table, 'arn' | 'name' | 'accountId' | 'region' | 'origin' | 'keyArn'> {
  const { properties, origin, region } = operation;
  const replica = ownReplica(operation);
  const policy = replica.ResourcePolicy === undefined ? undefined : document(record(replica, 'ResourcePolicy'), 'PolicyDocument');
  if (policy) requirePrincipals(operation, DYNAMODB.POLICY_PRINCIPALS_EXIST, policy);
  checkStream(operation, streamFed(replica));
  return {
    streamArn: properties.StreamSpecification === undefined ? undefined : streamArn(arn),
    deletionProtection: flag(replica, 'DeletionProtectionEnabled') ?? false,
    pointInTimeRecovery: flag(record(replica, 'PointInTimeRecoverySpecification'), 'PointInTimeRecoveryEnabled') ?? false,
    policy: policy && { document: policy, origin },
    replicaRegions: records(properties, 'Replicas').map(({ Region }) => String(Region)).filter(other => other !== region),
  };
}

function checkStream(operation: Operation, arn: string | undefined): void {
  if (arn === undefined) return;
  const { world, accountId, region } = operation;
  const stream = world.state.kinesis.streams.get(arn);
  operation.require(DYNAMODB.STREAM_EXISTS, stream?.accountId === accountId && stream.region === region, `stream ${arn} does not exist in ${accountId} ${region}`, 'create the stream first');
  operation.requirePath(DYNAMODB.STREAM_EXISTS, stream!.origin, `stream ${stream!.name} may not exist yet`);
}

/** What tables and global tables share. */
const SHARED: Pick<StoredProps<Table>, 'parts' | 'codes' | 'remove' | 'physicalId' | 'attributes'> = {
  parts: world => world.state.dynamoDb.tables,
  codes: { exists: 'ResourceInUseException', missing: 'ResourceNotFoundException' },
  remove: (operation, table) => operation.require(DYNAMODB.DELETION_PROTECTION, !table.deletionProtection, `${table.name} is protected from deletion`, 'take the protection away in a deployment before'),
  physicalId: ({ name }) => name,
  attributes: ({ arn, streamArn: stream }) => ({ Arn: arn, ...stream === undefined ? {} : { StreamArn: stream } }),
};

/** A table. Imports from S3 and vector indexes are refused by name. */
export const TABLE: ResourceType = storedType<Table>({
  ...SHARED,
  typeName: 'AWS::DynamoDB::Table',
  source: schema('aws-dynamodb-table'),
  properties: {
    TableName: 'interpreted', AttributeDefinitions: 'interpreted', KeySchema: 'interpreted', BillingMode: 'interpreted', ProvisionedThroughput: 'interpreted',
    GlobalSecondaryIndexes: 'interpreted', LocalSecondaryIndexes: 'interpreted', SSESpecification: 'interpreted', StreamSpecification: 'interpreted',
    DeletionProtectionEnabled: 'interpreted', PointInTimeRecoverySpecification: 'interpreted', ResourcePolicy: 'interpreted', KinesisStreamSpecification: 'interpreted',
    TimeToLiveSpecification: NO_ITEMS, ContributorInsightsSpecification: NO_ITEMS, TableClass: NO_ITEMS, OnDemandThroughput: NO_ITEMS,
    WarmThroughput: NO_ITEMS, Tags: TAGS,
  },
  nested: {
    SSESpecification: ['SSEEnabled', 'SSEType', 'KMSMasterKeyId'], StreamSpecification: { StreamViewType: NO_ITEMS },
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: 'interpreted', RecoveryPeriodInDays: NO_ITEMS }, ResourcePolicy: ['PolicyDocument'],
    KinesisStreamSpecification: { StreamArn: 'interpreted', ApproximateCreationDateTimePrecision: NO_ITEMS },
    GlobalSecondaryIndexes: {
      IndexName: 'interpreted', KeySchema: 'interpreted', ProvisionedThroughput: 'interpreted', Projection: NO_ITEMS, ContributorInsightsSpecification: NO_ITEMS,
      OnDemandThroughput: NO_ITEMS, WarmThroughput: NO_ITEMS,
    },
    LocalSecondaryIndexes: { IndexName: 'interpreted', KeySchema: 'interpreted', Projection: NO_ITEMS },
  },
  required: ['KeySchema'],
  createOnly: ['TableName', 'KeySchema'],
  permissions: {
    create: [
      ...on(['dynamodb:CreateTable']), ...on(['dynamodb:DescribeTable']), ...CONFIGURING(false),
      ...on(['dynamodb:TagResource'], given('Tags')),
    ],
    update: [
      ...on(['dynamodb:DescribeTable', 'dynamodb:UpdateTable']), ...CONFIGURING(false),
      ...on(['dynamodb:DeleteResourcePolicy'], operation => operation.changes('ResourcePolicy') && operation.properties.ResourcePolicy === undefined),
      ...on(['dynamodb:TagResource', 'dynamodb:UntagResource'], given('Tags')),
    ],
    delete: on(['dynamodb:DescribeTable', 'dynamodb:DeleteTable']),
  },
  make: operation => {
    check(operation);
    const name = physicalName(operation, 'TableName', MAX_NAME);
    const arn = arnOf(operation, name);
    return { arn, name, ...placeOf(operation), keyArn: serviceKey(operation, 'dynamodb', keyIdOf(operation), KEY_USES), ...settings(operation, arn) };
  },
  change: (operation, table) => {
    check(operation);
    const keyId = keyIdOf(operation);
    const keyArn = operation.changes('SSESpecification') ? serviceKey(operation, 'dynamodb', keyId, KEY_USES) : table.keyArn;
    Object.assign(table, { keyArn, ...settings(operation, table.arn) });
  },
});

function check(operation: Operation): void {
  checkKeys(operation);
  checkBilling(operation);
}

const AUTO_SCALED = inert('throughput is not modelled');

/**
 * A global table: the replica of its own region is modelled, the others by their region alone. Witnesses and vector indexes are refused.
 */
export const GLOBAL_TABLE: ResourceType = storedType<Table>({
  ...SHARED,
  typeName: 'AWS::DynamoDB::GlobalTable',
  source: schema('aws-dynamodb-globaltable'),
  properties: {
    TableName: 'interpreted', AttributeDefinitions: 'interpreted', KeySchema: 'interpreted', BillingMode: AUTO_SCALED, GlobalSecondaryIndexes: 'interpreted',
    LocalSecondaryIndexes: 'interpreted', SSESpecification: 'interpreted', StreamSpecification: 'interpreted', Replicas: 'interpreted',
    MultiRegionConsistency: 'interpreted', TimeToLiveSpecification: NO_ITEMS, WarmThroughput: AUTO_SCALED, WriteProvisionedThroughputSettings: AUTO_SCALED,
    ReadProvisionedThroughputSettings: AUTO_SCALED, WriteOnDemandThroughputSettings: AUTO_SCALED,
    ReadOnDemandThroughputSettings: AUTO_SCALED,
  },
  nested: {
    'SSESpecification': ['SSEEnabled', 'SSEType'], 'StreamSpecification': ['StreamViewType'],
    'Replicas': {
      Region: 'interpreted', SSESpecification: 'interpreted', DeletionProtectionEnabled: 'interpreted', PointInTimeRecoverySpecification: 'interpreted',
      ResourcePolicy: 'interpreted', KinesisStreamSpecification: 'interpreted', Tags: TAGS, ContributorInsightsSpecification: NO_ITEMS, TableClass: NO_ITEMS,
      GlobalSecondaryIndexes: AUTO_SCALED, ReadProvisionedThroughputSettings: AUTO_SCALED, ReadOnDemandThroughputSettings: AUTO_SCALED,
      GlobalTableSettingsReplicationMode: NO_ITEMS,
    },
    'Replicas.SSESpecification': ['KMSMasterKeyId'], 'Replicas.ResourcePolicy': ['PolicyDocument'],
    'Replicas.PointInTimeRecoverySpecification': { PointInTimeRecoveryEnabled: 'interpreted', RecoveryPeriodInDays: NO_ITEMS },
  },
  required: ['Replicas'],
  createOnly: ['TableName', 'KeySchema', 'LocalSecondaryIndexes'],
  permissions: {
    create: [
      ...on(['dynamodb:CreateTable'], undefined, operation => taggedContext({ properties: ownReplica(operation) })),
      ...on(['dynamodb:DescribeTable']), ...CONFIGURING(true), ...replicated('create'),
      ...on(['dynamodb:TagResource'], operation => ownReplica(operation).Tags !== undefined, operation => taggedContext({ properties: ownReplica(operation) })),
    ],
    update: [
      ...on(['dynamodb:DescribeTable', 'dynamodb:UpdateTable']), ...CONFIGURING(true), ...replicated('update'),
      ...on(['dynamodb:TagResource', 'dynamodb:UntagResource'], given('Replicas'), operation => taggedContext({ properties: ownReplica(operation) })),
    ],
    delete: on(['dynamodb:DescribeTable', 'dynamodb:DeleteTable']),
  },
  make: operation => {
    checkGlobal(operation);
    const name = physicalName(operation, 'TableName', MAX_NAME);
    const arn = arnOf(operation, name);
    return { arn, name, ...placeOf(operation), keyArn: replicaKey(operation), ...settings(operation, arn) };
  },
  change: (operation, table) => {
    checkGlobal(operation);
    const keyArn = operation.changes('Replicas') ? replicaKey(operation) : table.keyArn;
    Object.assign(table, { keyArn, ...settings(operation, table.arn) });
  },
});

function checkGlobal(operation: Operation): void {
  checkKeys(operation);
  checkReplicas(operation);
}

/** Replicas elsewhere are made, and written to, by whoever makes the table. */
function replicated(kind: 'create' | 'update'): readonly Permission[] {
  const elsewhere = (operation: Operation) => records(operation.properties, 'Replicas').length > 1 && (kind === 'create' || operation.changes('Replicas'));
  const items = ['Query', 'Scan', 'UpdateItem', 'PutItem', 'GetItem', 'DeleteItem', 'BatchWriteItem'].map(action => `dynamodb:${action}`);
  return on(['dynamodb:CreateTableReplica', ...items, ...kind === 'update' ? ['dynamodb:DeleteTableReplica'] : []], elsewhere);
}

function replicaKey(operation: Operation): string | undefined {
  const keyId = text(record(ownReplica(operation), 'SSESpecification'), 'KMSMasterKeyId');
  const on = flag(record(operation.properties, 'SSESpecification'), 'SSEEnabled') ?? false;
  operation.require(DYNAMODB.ENCRYPTION, keyId === undefined || on, `a replica names the key ${keyId}, and 'SSEEnabled' is ${on}`, 'set \'SSEEnabled\' to true');
  return serviceKey(operation, 'dynamodb', keyId, KEY_USES);
}
