import { Operation, ResourceType } from '../aws/contract';
import { KinesisStream } from '../aws/services/kinesis';
import { KINESIS } from '../rules/tables';
import { given, inert, permissions, schema, TAGS } from './permission';
import { serviceKey } from './service-keys';
import { arnHere, placeOf, storedType } from './stored';
import { valueChecks } from './value-checks';
import { physicalName, plannedName, record, text } from './values';

const MAX_NAME = 128;
const NO_RECORDS = inert('no record is stored in the rehearsal');

const arnOf = (operation: Operation, name = plannedName(operation, 'Name')) => arnHere(operation, 'kinesis', `stream/${name}`);
const planned = (operation: Operation) => arnOf(operation);
const set = (action: string, ...properties: string[]) => permissions([action], planned, { when: given(...properties) });

/** A data stream. */
export const KINESIS_STREAM: ResourceType = storedType<KinesisStream>({
  typeName: 'AWS::Kinesis::Stream',
  source: schema('aws-kinesis-stream'),
  properties: {
    Name: 'interpreted', StreamEncryption: 'interpreted', StreamModeDetails: 'interpreted', ShardCount: 'interpreted', RetentionPeriodHours: 'interpreted',
    DesiredShardLevelMetrics: NO_RECORDS, MaxRecordSizeInKiB: NO_RECORDS, WarmThroughputMiBps: NO_RECORDS, Tags: TAGS,
  },
  nested: { StreamEncryption: ['EncryptionType', 'KeyId'], StreamModeDetails: ['StreamMode'] },
  required: [],
  createOnly: ['Name'],
  permissions: {
    create: [
      ...permissions(['kinesis:CreateStream'], planned), ...permissions(['kinesis:DescribeStreamSummary'], planned),
      ...set('kinesis:StartStreamEncryption', 'StreamEncryption'), ...set('kinesis:IncreaseStreamRetentionPeriod', 'RetentionPeriodHours'),
      ...set('kinesis:EnableEnhancedMonitoring', 'DesiredShardLevelMetrics'), ...permissions(['kinesis:AddTagsToStream'], planned, { when: given('Tags') }),
    ],
    update: [
      ...permissions(['kinesis:DescribeStreamSummary'], planned), ...set('kinesis:UpdateShardCount', 'ShardCount'), ...set('kinesis:UpdateStreamMode', 'StreamModeDetails'),
      ...set('kinesis:StartStreamEncryption', 'StreamEncryption'), ...set('kinesis:StopStreamEncryption', 'StreamEncryption'),
      ...set('kinesis:IncreaseStreamRetentionPeriod', 'RetentionPeriodHours'), ...set('kinesis:DecreaseStreamRetentionPeriod', 'RetentionPeriodHours'),
      ...permissions(['kinesis:AddTagsToStream', 'kinesis:RemoveTagsFromStream'], planned, { when: given('Tags') }),
    ],
    delete: permissions(['kinesis:DescribeStreamSummary', 'kinesis:DeleteStream'], planned),
  },
  parts: world => world.state.kinesis.streams,
  codes: { exists: 'ResourceInUseException', missing: 'ResourceNotFoundException' },
  make: operation => {
    const name = physicalName(operation, 'Name', MAX_NAME);
    return { arn: arnOf(operation, name), name, ...placeOf(operation), keyArn: checked(operation) };
  },
  change: (operation, stream) => {
    stream.keyArn = checked(operation);
  },
  physicalId: ({ name }) => name,
  attributes: ({ arn }) => ({ Arn: arn }),
});

/** What Kinesis refuses; and the key of the stream. Who starts encryption uses no key: writers make data keys, readers decrypt. */
function checked(operation: Operation): string | undefined {
  const { properties } = operation;
  const onDemand = text(record(properties, 'StreamModeDetails'), 'StreamMode') === 'ON_DEMAND';
  operation.require(KINESIS.CAPACITY, (properties.ShardCount !== undefined) !== onDemand, `'StreamMode' is ${onDemand ? 'ON_DEMAND' : 'PROVISIONED'}, 'ShardCount' is ${String(properties.ShardCount)}`,
    'give a provisioned stream, and no other, its number of shards');
  const hours = Number(properties.RetentionPeriodHours ?? 24);
  operation.require(KINESIS.CAPACITY, hours >= 24 && hours <= 8_760, `'RetentionPeriodHours' is ${hours}`, 'choose 24 to 8,760 hours');
  const encryption = record(properties, 'StreamEncryption');
  valueChecks(operation, 'InvalidArgumentException').oneOf('EncryptionType', encryption.EncryptionType, ['KMS']);
  return serviceKey(operation, 'kinesis', text(encryption, 'KeyId'), ['kms:DescribeKey']);
}
