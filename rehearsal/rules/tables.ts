import { Rule } from '../aws/contract';

const API = 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference';
const RESOURCE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb';

/** What DynamoDB asks of tables. */
export const DYNAMODB = {
  ATTRIBUTES: {
    id: 'dynamodb/attributes',
    statement: 'A table defines the attributes of its keys and of the keys of its indexes, and no others; a key has a partition key, and perhaps a sort key.',
    source: `${API}/API_CreateTable.html (AttributeDefinitions, KeySchema)`,
  },
  BILLING: {
    id: 'dynamodb/billing',
    statement: 'A provisioned table says how much throughput it and each of its indexes has; one that is paid for each request does not.',
    source: `${API}/API_CreateTable.html (BillingMode)`,
  },
  ENCRYPTION: {
    id: 'dynamodb/encryption',
    statement: 'A table that names a key has encryption by KMS switched on.',
    source: `${API}/API_SSESpecification.html`,
  },
  INDEXES: {
    id: 'dynamodb/indexes',
    statement: 'Indexes have names of their own, 20 global and 5 local ones at most; an update makes or takes away one global index, and changes no local one.',
    source: `${RESOURCE}-table.html (GlobalSecondaryIndexes, LocalSecondaryIndexes); https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html`,
  },
  DELETION_PROTECTION: {
    id: 'dynamodb/deletion-protection',
    statement: 'A table that is protected from deletion is not deleted until an update has taken the protection away.',
    source: `${API}/API_DeleteTable.html`,
  },
  POLICY_PRINCIPALS_EXIST: {
    id: 'dynamodb/policy-principals-exist',
    statement: 'Roles that the policy of a table names as principals exist, and the template says that it waits for them.',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-considerations.html',
  },
  REPLICAS: {
    id: 'dynamodb/replicas',
    statement: 'A global table has one replica in the region of its stack, no two in one region, with more than one a stream of new and old images, and with a key of its own a key in each region.',
    source: `${RESOURCE}-globaltable.html`,
  },
  STREAM_EXISTS: {
    id: 'dynamodb/kinesis-stream',
    statement: 'The Kinesis stream that a table feeds exists in its account and region, and the template says that it is there first.',
    source: `${API}/API_EnableKinesisStreamingDestination.html`,
  },
} as const satisfies Record<string, Rule>;

/** What Amazon Kinesis asks of data streams. */
export const KINESIS = {
  CAPACITY: {
    id: 'kinesis/capacity',
    statement: 'A provisioned stream says how many shards it has, and one on demand does not; data are kept for 24 to 8,760 hours.',
    source: 'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_CreateStream.html; https://docs.aws.amazon.com/kinesis/latest/APIReference/API_IncreaseStreamRetentionPeriod.html',
  },
} as const satisfies Record<string, Rule>;
