import { isDeepStrictEqual } from 'node:util';
import { Context } from '../../lib/policy';
import { Operation, Outcome, ResourceType } from '../aws/contract';
import { Bucket, bucketArn, createBucket, getBucket, ObjectLock } from '../aws/services/s3';
import { S3 } from '../rules';
import { given, inert, permissions, schema } from './permission';
import { checkBucketSettings } from './s3-bucket-settings';
import { flag, numeric, physicalName, plannedName, record, records, text } from './values';

const MAX_BUCKET_NAME = 63;
const NO_OBJECTS = inert('no object is stored in the rehearsal');

const outcome = ({ world }: Operation, { name, arn, region }: Bucket): Outcome => {
  const suffix = world.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return {
    physicalId: name,
    attributes: {
      Arn: arn, DomainName: `${name}.s3.${suffix}`, RegionalDomainName: `${name}.s3.${region}.${suffix}`, DualStackDomainName: `${name}.s3.dualstack.${region}.${suffix}`,
      WebsiteURL: `http://${name}.s3-website.${region}.${suffix}`,
    },
  };
};

const plannedArn = (operation: Operation) => bucketArn(operation.world, plannedName(operation, 'BucketName').toLowerCase());
const set = (action: string, ...properties: string[]) => permissions([action], plannedArn, { when: given(...properties) });

/**
 * Retention is compared value by value, whatever else an update touches: a guardrail may forbid every change of it, to everybody, and
 * other updates of the bucket still pass.
 */
function changesLock({ properties, previous = {} }: Operation): boolean {
  const lock = (values: Readonly<Record<string, unknown>>) => [values.ObjectLockEnabled, values.ObjectLockConfiguration];
  return !isDeepStrictEqual(lock(properties), lock(previous));
}

/**
 * Condition keys of the request that makes a bucket: the ownership of its objects is said there, or not at all. That CloudFormation says it
 * in this request, and not later, is nowhere written down.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
 */
function requested({ properties }: Operation): Context {
  const [ownership] = records(record(properties, 'OwnershipControls'), 'Rules').map(rule => text(rule, 'ObjectOwnership'));
  return ownership === undefined ? {} : { 's3:x-amz-object-ownership': ownership };
}

/** What configures a bucket, on create when it is given, on update when it changes. */
const CONFIGURING = [
  ...set('s3:PutEncryptionConfiguration', 'BucketEncryption'),
  ...set('s3:PutBucketVersioning', 'VersioningConfiguration'),
  ...permissions(['s3:PutBucketObjectLockConfiguration'], plannedArn, { when: changesLock }),
  ...set('s3:PutLifecycleConfiguration', 'LifecycleConfiguration'),
  ...set('s3:PutBucketLogging', 'LoggingConfiguration'),
  ...set('s3:PutBucketPublicAccessBlock', 'PublicAccessBlockConfiguration'),
  ...set('s3:PutBucketOwnershipControls', 'OwnershipControls'),
  ...set('s3:PutBucketTagging', 'Tags'),
  ...set('s3:PutIntelligentTieringConfiguration', 'IntelligentTieringConfigurations'),
  ...set('s3:PutMetricsConfiguration', 'MetricsConfigurations'),
  ...set('s3:PutBucketNotification', 'NotificationConfiguration'),
  ...set('s3:PutBucketCORS', 'CorsConfiguration'),
  ...set('s3:PutBucketWebsite', 'WebsiteConfiguration'),
  ...set('s3:PutBucketAcl', 'AccessControl'),
  ...set('s3:PutAccelerateConfiguration', 'AccelerateConfiguration'),
];

/**
 * A bucket. Left out, hence refused by name: what has pre-conditions that are not modelled (replication, inventory and analytics
 * destinations, metadata tables).
 */
export const BUCKET: ResourceType = {
  typeName: 'AWS::S3::Bucket',
  source: schema('aws-s3-bucket'),
  properties: {
    BucketName: 'interpreted', BucketEncryption: 'interpreted', VersioningConfiguration: 'interpreted', ObjectLockEnabled: 'interpreted',
    ObjectLockConfiguration: 'interpreted', LoggingConfiguration: 'interpreted', PublicAccessBlockConfiguration: 'interpreted',
    OwnershipControls: 'interpreted', AccessControl: 'interpreted', LifecycleConfiguration: 'interpreted', NotificationConfiguration: 'interpreted',
    CorsConfiguration: 'interpreted', WebsiteConfiguration: NO_OBJECTS, AccelerateConfiguration: inert('it makes transfers faster, and changes nothing else'), IntelligentTieringConfigurations: NO_OBJECTS,
    MetricsConfigurations: NO_OBJECTS, Tags: inert('tags change nothing about who may do what here'), AbacStatus: inert('no policy here asks for tags of buckets'),
  },
  nested: {
    BucketEncryption: ['ServerSideEncryptionConfiguration'],
    'BucketEncryption.ServerSideEncryptionConfiguration': ['BucketKeyEnabled', 'ServerSideEncryptionByDefault', 'BlockedEncryptionTypes'],
    'BucketEncryption.ServerSideEncryptionConfiguration.ServerSideEncryptionByDefault': ['SSEAlgorithm', 'KMSMasterKeyID'],
    VersioningConfiguration: ['Status'],
    ObjectLockConfiguration: ['ObjectLockEnabled', 'Rule'],
    'ObjectLockConfiguration.Rule': ['DefaultRetention'],
    'ObjectLockConfiguration.Rule.DefaultRetention': ['Mode', 'Days', 'Years'],
    NotificationConfiguration: ['EventBridgeConfiguration', 'QueueConfigurations', 'TopicConfigurations', 'LambdaConfigurations'],
    'NotificationConfiguration.EventBridgeConfiguration': ['EventBridgeEnabled'],
    'NotificationConfiguration.QueueConfigurations': ['Event', 'Filter', 'Queue'],
    'NotificationConfiguration.TopicConfigurations': ['Event', 'Filter', 'Topic'],
    'NotificationConfiguration.LambdaConfigurations': ['Event', 'Filter', 'Function'],
    CorsConfiguration: ['CorsRules'],
    'CorsConfiguration.CorsRules': ['AllowedHeaders', 'AllowedMethods', 'AllowedOrigins', 'ExposedHeaders', 'Id', 'MaxAge'],
    LoggingConfiguration: ['DestinationBucketName', 'LogFilePrefix', 'TargetObjectKeyFormat'],
    PublicAccessBlockConfiguration: ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'],
  },
  required: [],
  createOnly: ['BucketName'],
  permissions: {
    create: [...permissions(['s3:CreateBucket'], plannedArn, { context: requested }), ...permissions(['s3:ListBucket'], plannedArn), ...CONFIGURING],
    update: [...permissions(['s3:ListBucket'], plannedArn), ...CONFIGURING],
    delete: permissions(['s3:DeleteBucket', 's3:ListBucket'], plannedArn),
  },
  create: operation => {
    const { world, accountId, region, origin } = operation;
    const name = physicalName(operation, 'BucketName', MAX_BUCKET_NAME).toLowerCase();
    check(operation);
    const bucket = createBucket(world, { name, accountId, region, origin });
    return outcome(operation, apply(operation, bucket));
  },
  update: operation => {
    const bucket = getBucket(operation.world, String(operation.physicalId));
    check(operation);
    return outcome(operation, apply(operation, bucket));
  },
  delete: operation => {
    const bucket = getBucket(operation.world, String(operation.physicalId));
    const remedy = 'keep it: DeletionPolicy RetainExceptOnCreate';
    operation.require(S3.BUCKET_EMPTY, !bucket.holdsLogs, `logs were delivered to ${bucket.name}`, remedy);
    operation.world.state.s3.buckets.delete(bucket.name);
  },
  import: operation => {
    const bucket = getBucket(operation.world, String(operation.physicalId));
    bucket.origin = operation.origin;
    return outcome(operation, bucket);
  },
};

/** Object Lock as the properties ask for it; undefined without. */
function objectLockOf({ properties }: Operation): ObjectLock | undefined {
  const retention = record(record(record(properties, 'ObjectLockConfiguration'), 'Rule'), 'DefaultRetention');
  const days = numeric(retention, 'Days') ?? (numeric(retention, 'Years') ?? 0) * 365;
  return flag(properties, 'ObjectLockEnabled') ? { mode: text(retention, 'Mode') as ObjectLock['mode'], days: days || undefined } : undefined;
}

function check(operation: Operation): void {
  const { properties } = operation;
  const locked = flag(properties, 'ObjectLockEnabled') ?? false;
  const status = text(record(properties, 'VersioningConfiguration'), 'Status');
  const versioned = status === undefined || status === 'Enabled';
  operation.require(S3.OBJECT_LOCK_VERSIONING, !locked || versioned, `versioning is ${status}`, "set 'VersioningConfiguration.Status' to Enabled");
  checkRetention(operation, locked);
  checkAccessLogs(operation);
  checkBucketSettings(operation);
}

function checkRetention(operation: Operation, locked: boolean): void {
  if (operation.properties.ObjectLockConfiguration === undefined) {
    return;
  }
  operation.require(S3.OBJECT_LOCK_RETENTION, locked, "'ObjectLockConfiguration' is there without 'ObjectLockEnabled'", "set 'ObjectLockEnabled' to true");
  const rule = record(record(operation.properties, 'ObjectLockConfiguration'), 'Rule');
  const retention = record(rule, 'DefaultRetention');
  const whole = retention.Mode !== undefined && (retention.Days === undefined) !== (retention.Years === undefined);
  const remedy = 'give a mode, and either days or years';
  operation.require(S3.OBJECT_LOCK_RETENTION, rule.DefaultRetention === undefined || whole, `'DefaultRetention' is ${JSON.stringify(retention)}`, remedy);
}

function checkAccessLogs(operation: Operation): void {
  const { world, properties, accountId, region } = operation;
  const name = text(record(properties, 'LoggingConfiguration'), 'DestinationBucketName');
  if (name === undefined) {
    return;
  }
  const target = world.state.s3.buckets.get(name);
  const near = target?.accountId === accountId && target.region === region;
  operation.require(S3.ACCESS_LOG_TARGET, near, `${name} does not exist in ${accountId} ${region}`, 'create it first, in the same account and region');
  operation.requirePath(S3.ACCESS_LOG_TARGET, target?.origin, `${name} may not exist yet`);
  const plain = !target?.objectLock?.mode && !target?.encryptionKey;
  const remedy = 'send access logs to a bucket without default retention, encrypted with SSE-S3';
  operation.require(S3.ACCESS_LOG_TARGET_UNLOCKED, plain, `${name} has ${target?.objectLock?.mode ? 'a default retention' : 'a KMS key'}`, remedy);
}

function apply(operation: Operation, bucket: Bucket): Bucket {
  const { properties } = operation;
  const [encryption = {}] = records(record(properties, 'BucketEncryption'), 'ServerSideEncryptionConfiguration');
  bucket.objectLock = objectLockOf(operation);
  bucket.versioned = bucket.objectLock !== undefined || text(record(properties, 'VersioningConfiguration'), 'Status') === 'Enabled';
  bucket.encryptionKey = text(record(encryption, 'ServerSideEncryptionByDefault'), 'KMSMasterKeyID');
  bucket.bucketKey = flag(encryption, 'BucketKeyEnabled') ?? false;
  bucket.blocksPublicPolicy = properties.PublicAccessBlockConfiguration === undefined
    || (flag(record(properties, 'PublicAccessBlockConfiguration'), 'BlockPublicPolicy') ?? false);
  const bucketName = text(record(properties, 'LoggingConfiguration'), 'DestinationBucketName');
  bucket.accessLogs = bucketName === undefined ? undefined : { bucketName, prefix: text(record(properties, 'LoggingConfiguration'), 'LogFilePrefix') ?? '' };
  return bucket;
}

