import { RenderedResource } from './rendered-resources';

/** A type of CloudFormation whose resources hold data. */
export interface DataType {
  /** The property of its tags, a list or a map; `Replicas.*.Tags` where each replica has its own. */
  readonly tags: string;

  /**
   * The property that names its customer managed key, or two of which one is enough.
   *
   * @default - it has none, or what encrypts it stands elsewhere
   */
  readonly keys?: readonly string[];
}

const KMS = ['KmsKeyId'];
const BUCKET_KEYS = ['BucketEncryption.ServerSideEncryptionConfiguration.*.ServerSideEncryptionByDefault.KMSMasterKeyID'];

/**
 * The types that hold data and can be tagged, as AWS's schemas have them; a test compares the tags with those that the CDK knows.
 *
 * Not in it: what holds settings, what runs and forgets, what cannot be tagged (AWS::Glue::Database), and instances, whose volumes count.
 * Log groups have no key here, since what applications log must hold nothing that needs one; nor have repositories, which hold code.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/introduction.html
 */
export const DATA_TYPES: Readonly<Record<string, DataType>> = {
  'AWS::AmazonMQ::Broker': { tags: 'Tags', keys: ['EncryptionOptions.KmsKeyId'] },
  'AWS::Backup::BackupVault': { tags: 'BackupVaultTags', keys: ['EncryptionKeyArn'] },
  'AWS::Cassandra::Table': { tags: 'Tags', keys: ['EncryptionSpecification.KmsKeyIdentifier'] },
  'AWS::CodeArtifact::Repository': { tags: 'Tags' },
  'AWS::CodeCommit::Repository': { tags: 'Tags' },
  'AWS::Cognito::UserPool': { tags: 'UserPoolTags' },
  'AWS::DAX::Cluster': { tags: 'Tags' },
  'AWS::DSQL::Cluster': { tags: 'Tags', keys: ['KmsEncryptionKey'] },
  'AWS::DocDB::DBCluster': { tags: 'Tags', keys: KMS },
  'AWS::DynamoDB::GlobalTable': { tags: 'Replicas.*.Tags', keys: ['Replicas.*.SSESpecification.KMSMasterKeyId'] },
  'AWS::DynamoDB::Table': { tags: 'Tags', keys: ['SSESpecification.KMSMasterKeyId'] },
  'AWS::EC2::Volume': { tags: 'Tags', keys: KMS },
  'AWS::ECR::Repository': { tags: 'Tags' },
  'AWS::EFS::FileSystem': { tags: 'FileSystemTags', keys: KMS },
  'AWS::ElastiCache::ReplicationGroup': { tags: 'Tags', keys: KMS },
  'AWS::ElastiCache::ServerlessCache': { tags: 'Tags', keys: KMS },
  'AWS::Elasticsearch::Domain': { tags: 'Tags', keys: ['EncryptionAtRestOptions.KmsKeyId'] },
  'AWS::FSx::FileSystem': { tags: 'Tags', keys: KMS },
  'AWS::HealthLake::FHIRDatastore': { tags: 'Tags', keys: ['SseConfiguration.KmsEncryptionConfig.KmsKeyId'] },
  'AWS::Kinesis::Stream': { tags: 'Tags', keys: ['StreamEncryption.KeyId'] },
  'AWS::KinesisFirehose::DeliveryStream': { tags: 'Tags', keys: ['DeliveryStreamEncryptionConfigurationInput.KeyARN'] },
  'AWS::KinesisVideo::Stream': { tags: 'Tags', keys: KMS },
  'AWS::Logs::LogGroup': { tags: 'Tags' },
  'AWS::MSK::Cluster': { tags: 'Tags', keys: ['EncryptionInfo.EncryptionAtRest.DataVolumeKMSKeyId'] },
  'AWS::MSK::ServerlessCluster': { tags: 'Tags' },
  'AWS::MemoryDB::Cluster': { tags: 'Tags', keys: KMS },
  'AWS::Neptune::DBCluster': { tags: 'Tags', keys: KMS },
  'AWS::OpenSearchServerless::Collection': { tags: 'Tags' },
  'AWS::OpenSearchService::Domain': { tags: 'Tags', keys: ['EncryptionAtRestOptions.KmsKeyId'] },
  'AWS::RDS::DBCluster': { tags: 'Tags', keys: KMS },
  'AWS::RDS::DBInstance': { tags: 'Tags', keys: KMS },
  'AWS::Redshift::Cluster': { tags: 'Tags', keys: KMS },
  'AWS::RedshiftServerless::Namespace': { tags: 'Tags', keys: KMS },
  'AWS::S3::Bucket': { tags: 'Tags', keys: BUCKET_KEYS },
  'AWS::S3Express::DirectoryBucket': { tags: 'Tags', keys: BUCKET_KEYS },
  'AWS::SNS::Topic': { tags: 'Tags', keys: ['KmsMasterKeyId'] },
  'AWS::SQS::Queue': { tags: 'Tags', keys: ['KmsMasterKeyId'] },
  'AWS::SSM::Parameter': { tags: 'Tags' },
  'AWS::SecretsManager::Secret': { tags: 'Tags', keys: KMS },
  'AWS::Timestream::Database': { tags: 'Tags', keys: KMS },
  'AWS::Timestream::Table': { tags: 'Tags' },
};

/** The values at a path of properties; `*` is each item of a list. */
export function valuesAt(properties: unknown, path: string): unknown[] {
  return path.split('.').reduce<unknown[]>((values, key) => values.flatMap(value => {
    if (key === '*') {
      return Array.isArray(value) ? value as unknown[] : [];
    }
    return [(value as Readonly<Record<string, unknown>> | undefined | null)?.[key]];
  }), [properties]);
}

interface RenderedTag {
  readonly Key?: unknown;
  readonly Value?: unknown;
}

/**
 * The tags of a resource by their keys, from a list or a map; one record for each place that has tags.
 *
 * @param path where they are @default - where its type has them
 */
export function tagsOf(
  { cfnType, properties }: Pick<RenderedResource, 'cfnType' | 'properties'>, path = DATA_TYPES[cfnType]?.tags ?? 'Tags',
): Readonly<Record<string, string>>[] {
  return valuesAt(properties, path).map(tags => {
    const pairs = Array.isArray(tags) ? (tags as RenderedTag[]).map(tag => [tag.Key, tag.Value]) : Object.entries(tags ?? {});
    return Object.fromEntries(pairs.map(([key, value]) => [String(key), String(value)])) as Record<string, string>;
  });
}

/** The values of a tag of a resource: one for each place that has tags, undefined where it is missing. */
export const valuesOfTag = (resource: Pick<RenderedResource, 'cfnType' | 'properties'>, tagKey: string): (string | undefined)[] =>
  tagsOf(resource).map(tags => tags[tagKey]);

/** A key that AWS manages for a service: encrypted, and not ours to deny. */
const AWS_MANAGED = /alias\/aws\//;

/** Whether a type has a place for a customer managed key. */
export const takesCustomerKey = (cfnType: string): boolean => DATA_TYPES[cfnType]?.keys !== undefined;

/** Whether a customer managed key encrypts a resource, wherever it has a place for one. */
export function hasCustomerKey({ cfnType, properties }: Pick<RenderedResource, 'cfnType' | 'properties'>): boolean {
  return (DATA_TYPES[cfnType]?.keys ?? []).some(path => {
    const values = valuesAt(properties, path);
    return values.length > 0 && values.every(value => value !== undefined && !AWS_MANAGED.test(String(value)));
  });
}
