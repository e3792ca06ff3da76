import { Stack } from 'aws-cdk-lib';
import { Table, AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DatabaseInstance, DatabaseInstanceEngine, PostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { SecurityRule, SecurityWaiver } from '../../../lib/constructs/defaults';
import { WAIVED_PROPS } from '../../../lib/constructs/defaults/private/waived-props';
import { secured } from './secured';

const waived = (rule: SecurityRule, path = 'Shop'): SecurityWaiver =>
  ({ rule, path, reason: 'It is copied into one that has it this winter.', owner: 'web@example.com', expires: '2027-03-31' });

function plain(stack: Stack): void {
  new Bucket(stack, 'Bucket');
  new Queue(stack, 'Queue');
  new Table(stack, 'Table', { partitionKey: { name: 'id', type: AttributeType.STRING } });
  new LogGroup(stack, 'Logs');
  new Function(stack, 'Function', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async () => {};') });
  const engine = DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_17 });
  new DatabaseInstance(stack, 'Database', { engine, vpc: new Vpc(stack, 'Vpc', { maxAzs: 2 }) });
}

interface Resource { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }
const resourcesOf = (rules: readonly SecurityRule[]): Readonly<Record<string, Resource>> =>
  secured(plain, rules.map(rule => waived(rule))).template.toJSON().Resources as Readonly<Record<string, Resource>>;

/** What is there without a waiver. */
const WITHOUT = resourcesOf([]);

describe('a waiver', () => {
  test.each<[string, SecurityRule, string, string[]]>([
    ['versions of buckets', SecurityRule.BUCKET_VERSIONING, 'AWS::S3::Bucket', ['VersioningConfiguration', 'LifecycleConfiguration']],
    ['public access to buckets', SecurityRule.BUCKET_PUBLIC_ACCESS, 'AWS::S3::Bucket', ['PublicAccessBlockConfiguration']],
    ['logs of buckets', SecurityRule.BUCKET_ACCESS_LOGS, 'AWS::S3::Bucket', ['LoggingConfiguration']],
    ['encryption of queues', SecurityRule.QUEUE_ENCRYPTION, 'AWS::SQS::Queue', ['SqsManagedSseEnabled']],
    ['recovery of tables', SecurityRule.TABLE_RECOVERY, 'AWS::DynamoDB::Table', ['PointInTimeRecoverySpecification']],
    ['protection of tables', SecurityRule.TABLE_DELETION_PROTECTION, 'AWS::DynamoDB::Table', ['DeletionProtectionEnabled']],
    ['encryption of databases', SecurityRule.DATABASE_ENCRYPTION, 'AWS::RDS::DBInstance', ['StorageEncrypted']],
    ['protection of databases', SecurityRule.DATABASE_DELETION_PROTECTION, 'AWS::RDS::DBInstance', ['DeletionProtection']],
    ['retention of log groups', SecurityRule.LOG_GROUP_RETENTION, 'AWS::Logs::LogGroup', ['RetentionInDays']],
  ])('of the rule about %s changes what the rule is about, and nothing else', (_, rule, cfnType, properties) => {
    const changed = resourcesOf([rule]);
    expect(Object.keys(changed).filter(id => !(id in WITHOUT))).toEqual([]);
    Object.entries(changed).forEach(([id, { Properties: left }]) => {
      const names = [...new Set([...Object.keys(left), ...Object.keys(WITHOUT[id].Properties)])];
      const others = names.filter(name => JSON.stringify(left[name]) !== JSON.stringify(WITHOUT[id].Properties[name]));
      // Who reads a bucket that nobody logs into is told nothing of it.
      const allowed = cfnType === WITHOUT[id].Type ? properties : [];
      expect([id, others.filter(name => !allowed.includes(name) && !/^SecureAccessLogs/.test(id))]).toEqual([id, []]);
    });
    const isLeft = ([id, { Type, Properties: left }]: [string, Resource]) =>
      Type === cfnType && properties.some(name => JSON.stringify(left[name]) !== JSON.stringify(WITHOUT[id].Properties[name]));
    expect(Object.entries(changed).some(isLeft)).toBe(true);
  });

  test('of one rule keeps the logical ids of policies', () => {
    const policies = (resources: Readonly<Record<string, Resource>>) => Object.keys(resources).filter(id => /Policy/.test(resources[id].Type));
    expect(policies(resourcesOf([SecurityRule.BUCKET_VERSIONING, SecurityRule.QUEUE_ENCRYPTION]))).toEqual(policies(WITHOUT));
  });
});

test('the rules in the table exist', () => {
  const ids = SecurityRule.all().map(({ ruleId }) => ruleId);
  expect(Object.values(WAIVED_PROPS).flatMap(rules => Object.keys(rules)).filter(ruleId => !ids.includes(ruleId))).toEqual([]);
});
