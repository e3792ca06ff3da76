import { Operation } from '../aws/contract';
import { DYNAMODB } from '../rules/tables';
import { list, record, records, text } from './values';

type Values = Readonly<Record<string, unknown>>;

const MAX_GLOBAL_INDEXES = 20;
const MAX_LOCAL_INDEXES = 5;

const indexes = (properties: Values, kind: 'Global' | 'Local') => records(properties, `${kind}SecondaryIndexes`);
const namesOf = (properties: Values, kind: 'Global' | 'Local') => indexes(properties, kind).map(index => String(index.IndexName));

/** The key of a table or of a local index. */
const SINGLE_KEY = /^HASH( RANGE)?$/;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html */
const KEY_OF_GLOBAL_INDEX = /^HASH( HASH){0,3}( RANGE){0,4}$/;

/** Keys of a table and of its indexes. */
export function checkKeys(operation: Operation): void {
  const { properties } = operation;
  const single = [properties, ...indexes(properties, 'Local')].map(values => records(values, 'KeySchema'));
  const several = indexes(properties, 'Global').map(values => records(values, 'KeySchema'));
  single.forEach(schema => checkParts(operation, schema, SINGLE_KEY, 'begin with one HASH, and add one RANGE for a sort key'));
  several.forEach(schema => checkParts(operation, schema, KEY_OF_GLOBAL_INDEX, 'begin with up to four HASH, and add up to four RANGE for a sort key'));
  const schemas = [...single, ...several];
  const used = new Set(schemas.flat().map(({ AttributeName }) => String(AttributeName)));
  const defined = new Set(records(properties, 'AttributeDefinitions').map(({ AttributeName }) => String(AttributeName)));
  const odd = [...[...used].filter(name => !defined.has(name)), ...[...defined].filter(name => !used.has(name))];
  operation.require(DYNAMODB.ATTRIBUTES, odd.length === 0, `the attributes ${odd.join(', ')} are either defined or in a key`, 'define exactly the attributes of keys');
  checkIndexes(operation);
}

function checkParts(operation: Operation, schema: readonly Values[], shape: RegExp, remedy: string): void {
  const kinds = schema.map(({ KeyType }) => String(KeyType)).join(' ');
  operation.require(DYNAMODB.ATTRIBUTES, shape.test(kinds), `a key has the parts ${kinds || 'none'}`, remedy);
}

function checkIndexes(operation: Operation): void {
  const { properties, previous, kind } = operation;
  const [global, local] = [namesOf(properties, 'Global'), namesOf(properties, 'Local')];
  const names = [...global, ...local];
  operation.require(DYNAMODB.INDEXES, new Set(names).size === names.length, `two indexes have one of the names ${names.join(', ')}`, 'name each index by itself');
  operation.require(DYNAMODB.INDEXES, global.length <= MAX_GLOBAL_INDEXES && local.length <= MAX_LOCAL_INDEXES, `there are ${global.length} global and ${local.length} local indexes`,
    `keep to ${MAX_GLOBAL_INDEXES} global and ${MAX_LOCAL_INDEXES} local ones`);
  if (kind !== 'update' || previous === undefined) {
    return;
  }
  const before = namesOf(previous, 'Global');
  const moved = [...global.filter(name => !before.includes(name)), ...before.filter(name => !global.includes(name))];
  operation.require(DYNAMODB.INDEXES, moved.length <= 1, `the update makes or takes away ${moved.join(', ')}`, 'deploy one index after another');
  operation.require(DYNAMODB.INDEXES, !operation.changes('LocalSecondaryIndexes'), 'the update changes local indexes', 'make another table');
}

/** Throughput of a table that is paid by it. */
export function checkBilling(operation: Operation): void {
  const { properties } = operation;
  const onDemand = text(properties, 'BillingMode') === 'PAY_PER_REQUEST';
  const owners = [properties, ...indexes(properties, 'Global')];
  const right = owners.every(values => (values.ProvisionedThroughput !== undefined) !== onDemand);
  operation.require(DYNAMODB.BILLING, right, `'BillingMode' is ${text(properties, 'BillingMode') ?? 'PROVISIONED'}, and 'ProvisionedThroughput' does not go with it`,
    'give throughput to the table and each index of a provisioned table, and to no other');
}

/** The key by which a table is encrypted, as the template names it. */
export function keyIdOf(operation: Operation): string | undefined {
  const encryption = record(operation.properties, 'SSESpecification');
  const keyId = text(encryption, 'KMSMasterKeyId');
  const on = String(encryption.SSEEnabled) === 'true';
  operation.require(DYNAMODB.ENCRYPTION, keyId === undefined || on, `the table names the key ${keyId}, and 'SSEEnabled' is ${String(encryption.SSEEnabled)}`, 'set \'SSEEnabled\' to true');
  const type = text(encryption, 'SSEType') ?? 'KMS';
  operation.require(DYNAMODB.ENCRYPTION, type === 'KMS', `'SSEType' is ${type}`, 'use KMS');
  return keyId;
}

/** Replicas of a global table. */
export function checkReplicas(operation: Operation): void {
  const { properties, region } = operation;
  const replicas = records(properties, 'Replicas');
  const regions = replicas.map(({ Region }) => String(Region));
  operation.require(DYNAMODB.REPLICAS, regions.includes(region) && new Set(regions).size === regions.length, `replicas are in ${regions.join(', ')}`, `put one into ${region}, and no two into one region`);
  const stream = text(record(properties, 'StreamSpecification'), 'StreamViewType');
  const consistent = text(properties, 'MultiRegionConsistency') === 'STRONG';
  operation.require(DYNAMODB.REPLICAS, regions.length === 1 || consistent || stream === 'NEW_AND_OLD_IMAGES', `'StreamViewType' is ${stream} of ${regions.length} replicas`, 'use NEW_AND_OLD_IMAGES');
  const keys = replicas.filter(replica => record(replica, 'SSESpecification').KMSMasterKeyId !== undefined).length;
  operation.require(DYNAMODB.REPLICAS, keys === 0 || keys === replicas.length, `${keys} of ${replicas.length} replicas have a key`, 'give each replica a key of its region');
  operation.require(DYNAMODB.REPLICAS, list(properties, 'GlobalTableWitnesses').length === 0, 'a witness is not modelled', 'leave it out');
}
