import { ConformanceRule } from '../conformance-rule';
import { ConformanceRuleRegions } from '../conformance-rule-regions';
import { catalogueRule, references } from '../private/catalogue-rule';
import { RuleRemediation } from '../rule-remediation';

const CLOSE_BUCKET = new RuleRemediation({
  document: 'AWS-DisableS3BucketPublicReadWrite', resourceIdParameter: 'S3BucketName', resourceType: 'AWS::S3::Bucket', effect: 'Makes the ACL of the bucket private',
});

/**
 * AWS has no managed rule for SQS. The names of a queue's configuration item, where values are text:
 *
 * @see https://github.com/awslabs/aws-config-resource-schema/blob/master/config/properties/resource-types/AWS::SQS::Queue.properties.json
 */
export const SQS_ENCRYPTED = ConformanceRule.guard({
  ruleName: 'sqs-queue-encrypted',
  description: 'Queues are encrypted, by SQS or with a key of AWS KMS',
  resourceTypes: ['AWS::SQS::Queue'],
  policyText: [
    'rule sqs_queue_encrypted when resourceType == "AWS::SQS::Queue" {',
    '  configuration.KmsMasterKeyId !empty or',
    '  configuration.SqsManagedSseEnabled in ["true", true]',
    '}',
  ].join('\n'),
  compliance: references({ fsbp: ['SQS.1'] }),
});

/** Data that lies somewhere is encrypted, and not public. */
export const DATA_AT_REST_RULES: ConformanceRule[] = [
  catalogueRule({
    identifier: 'EC2_EBS_ENCRYPTION_BY_DEFAULT',
    description: 'New EBS volumes are encrypted, in each region',
    cis: ['6.1.1'], fsbp: ['EC2.7'],
  }),
  catalogueRule({ identifier: 'ENCRYPTED_VOLUMES', description: 'EBS volumes in use are encrypted', cis: ['6.1.1'], fsbp: ['EC2.3'] }),
  catalogueRule({ identifier: 'EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK', description: 'No EBS snapshot is public', fsbp: ['EC2.1'] }),
  catalogueRule({
    identifier: 'S3_ACCOUNT_LEVEL_PUBLIC_ACCESS_BLOCKS_PERIODIC',
    description: 'The account blocks public access to S3',
    cis: ['3.1.4'], fsbp: ['S3.1'],
    regions: ConformanceRuleRegions.HOME_REGION,
    parameters: () => ({ BlockPublicAcls: 'True', BlockPublicPolicy: 'True', IgnorePublicAcls: 'True', RestrictPublicBuckets: 'True' }),
  }),
  catalogueRule({ identifier: 'S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED', description: 'Buckets block public access themselves', cis: ['3.1.4'], fsbp: ['S3.8'] }),
  catalogueRule({
    identifier: 'S3_BUCKET_PUBLIC_READ_PROHIBITED', description: 'The world reads no bucket', cis: ['2.21'], fsbp: ['S3.2'], remediation: CLOSE_BUCKET,
  }),
  catalogueRule({
    identifier: 'S3_BUCKET_PUBLIC_WRITE_PROHIBITED', description: 'The world writes to no bucket', cis: ['2.21'], fsbp: ['S3.3'], remediation: CLOSE_BUCKET,
  }),
  catalogueRule({
    identifier: 'S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED',
    description: 'Buckets encrypt what they are given',
    remediation: new RuleRemediation({
      document: 'AWS-EnableS3BucketEncryption', resourceIdParameter: 'BucketName', staticParameters: { SSEAlgorithm: 'AES256' },
      resourceType: 'AWS::S3::Bucket', effect: 'Lets S3 encrypt new objects with a key of its own',
    }),
  }),
  catalogueRule({ identifier: 'RDS_STORAGE_ENCRYPTED', description: 'Databases are encrypted', cis: ['3.2.1'], fsbp: ['RDS.3'] }),
  catalogueRule({ identifier: 'RDS_SNAPSHOT_ENCRYPTED', description: 'Snapshots of databases are encrypted', cis: ['3.2.1'], fsbp: ['RDS.4'] }),
  catalogueRule({
    identifier: 'RDS_INSTANCE_PUBLIC_ACCESS_CHECK',
    description: 'No database has a public address',
    cis: ['3.2.3'], fsbp: ['RDS.2'],
    remediation: new RuleRemediation({
      document: 'AWSConfigRemediation-DisablePublicAccessToRDSInstance', resourceIdParameter: 'DbiResourceId', resourceType: 'AWS::RDS::DBInstance',
      effect: 'Takes the public address away: clients outside the VPC lose their connection',
    }),
  }),
  catalogueRule({ identifier: 'RDS_SNAPSHOTS_PUBLIC_PROHIBITED', description: 'No snapshot of a database is public', cis: ['3.2.3'], fsbp: ['RDS.1'] }),
  catalogueRule({ identifier: 'EFS_ENCRYPTED_CHECK', description: 'File systems are encrypted', cis: ['3.3.1'], fsbp: ['EFS.1'] }),
  catalogueRule({ identifier: 'SQS_QUEUE_NO_PUBLIC_ACCESS', description: 'The world reaches no queue', cis: ['2.21'] }),
  catalogueRule({
    identifier: 'CMK_BACKING_KEY_ROTATION_ENABLED',
    description: 'Customer managed keys rotate',
    cis: ['4.6'], fsbp: ['KMS.4'],
    remediation: new RuleRemediation({
      document: 'AWSConfigRemediation-EnableKeyRotation', resourceIdParameter: 'KeyId', resourceType: 'AWS::KMS::Key', effect: 'Switches the yearly rotation of the key on',
    }),
  }),
  catalogueRule({
    identifier: 'KMS_CMK_NOT_SCHEDULED_FOR_DELETION',
    description: 'No key waits for its deletion',
    fsbp: ['KMS.3'],
    remediation: new RuleRemediation({
      document: 'AWSConfigRemediation-CancelKeyDeletion', resourceIdParameter: 'KeyId', resourceType: 'AWS::KMS::Key',
      effect: 'Cancels the deletion; the key stays disabled until somebody enables it',
    }),
  }),
  SQS_ENCRYPTED,
];
