import { App, CfnResource, Duration, Stack, Tags } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { BackupByClass, DataClassification } from '../../../lib/constructs/data';
import { AccessLogBucket } from '../../../lib/constructs/logging';
import { RenderedWorld } from '../../../lib/constructs/defaults/private/rendered-world';
import { RuleDefinition } from '../../../lib/constructs/defaults/private/rule-definition';
import { DATA_CLASS_BACKUP } from '../../../lib/constructs/defaults/rules/data-class-backup';
import { DATA_CLASS_EGRESS } from '../../../lib/constructs/defaults/rules/data-class-egress';
import { DATA_CLASS_KEY } from '../../../lib/constructs/defaults/rules/data-class-key';
import { DATA_CLASS_KNOWN } from '../../../lib/constructs/defaults/rules/data-class-known';
import { DATA_CLASS_PUBLIC } from '../../../lib/constructs/defaults/rules/data-class-public';
import { DATA_CLASSIFIED } from '../../../lib/constructs/defaults/rules/data-classified';

const { INTERNAL, CONFIDENTIAL, RESTRICTED } = DataClassification;
type Build = (stack: Stack) => void;

/** What a rule says of a stack after its aspects have run. */
function saidBy(rule: RuleDefinition, build: Build): string[] {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  build(stack);
  app.synth();
  const world = new RenderedWorld(app);
  return world.withTypes(rule.cfnTypes).flatMap(resource =>
    rule.problems(resource, world).map(problem => `${resource.construct.node.id}: ${problem}`));
}

const plain = (cfnType: string, properties: object = {}, id = 'R'): Build => stack => void new CfnResource(stack, id, { type: cfnType, properties });
const inClass = (one: DataClassification, ...builds: Build[]): Build => stack => {
  one.applyTo(stack);
  builds.forEach(build => build(stack));
};
const tagged = (value: string) => ({ Tags: [{ Key: 'DataClassification', Value: value }] });
const CMK = { KmsMasterKeyId: 'arn:aws:kms:eu-central-1:111111111111:key/x' };
const bucketWith = (rule: object) => (
  { BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: rule }] } });
const blocks = (blockPublicPolicy: boolean) => ({ PublicAccessBlockConfiguration: {
  BlockPublicAcls: true, BlockPublicPolicy: blockPublicPolicy, IgnorePublicAcls: true, RestrictPublicBuckets: true,
} });
const OPEN = [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }];

test.each<[string, RuleDefinition, Build, string[]]>([
  ['data without a class', DATA_CLASSIFIED, plain('AWS::SQS::Queue'), ["R: tag 'DataClassification' must say the class of the data, got none"]],
  ['a resource without a class of the CDK, which a scope cannot tag', DATA_CLASSIFIED, inClass(INTERNAL, plain('AWS::SQS::Queue')),
    ["R: tag 'DataClassification' must be \"internal\", as DataClassification says of the construct, got none: write it into 'Tags', "
    + 'since this resource takes no tags of its scope']],
  ['a tag that is not what was said', DATA_CLASSIFIED, stack => {
    Tags.of(new CfnQueue(stack, 'R')).add('DataClassification', 'public');
    RESTRICTED.applyTo(stack);
  }, ["R: tag 'DataClassification' must be \"restricted\", as DataClassification says of the construct, got \"public\""]],
  ['a stricter tag that the scope has written over', DATA_CLASSIFIED, inClass(INTERNAL, stack =>
    void new CfnBucket(stack, 'R', { tags: [{ key: 'DataClassification', value: 'restricted' }] })),
  ["R: tag 'DataClassification' must be \"internal\", as the scope says, got \"restricted\" in its own tags"]],
  ['a class that nobody has defined', DATA_CLASS_KNOWN, plain('AWS::SQS::Queue', tagged('secret')),
    ["R: tag 'DataClassification' must be one of [\"public\",\"internal\",\"confidential\",\"restricted\"], got \"secret\""]],
  ['confidential data without a key', DATA_CLASS_KEY, plain('AWS::SQS::Queue', tagged('confidential')),
    ["R: 'KmsMasterKeyId' must be a customer managed key for data of class \"confidential\", got none"]],
  ['confidential data under a key of AWS', DATA_CLASS_KEY, plain('AWS::SNS::Topic', { ...tagged('confidential'), KmsMasterKeyId: 'alias/aws/sns' }),
    ["R: 'KmsMasterKeyId' must be a customer managed key for data of class \"confidential\", got none"]],
  ['a public bucket under a key of its own', DATA_CLASS_KEY,
    plain('AWS::S3::Bucket', { ...tagged('public'), ...bucketWith({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: CMK.KmsMasterKeyId }) }),
    [expect.stringMatching(/must be left out for data of class "public", which everybody may read/)]],
  ['an internal bucket that a policy, a list and a web site open', DATA_CLASS_PUBLIC, stack => {
    plain('AWS::S3::Bucket', { ...tagged('internal'), ...blocks(false), AccessControl: 'PublicRead', WebsiteConfiguration: {} })(stack);
    plain('AWS::S3::BucketPolicy', { Bucket: { Ref: 'R' }, PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { AWS: '*' } }] } }, 'P')(stack);
  }, [
    "R: 'AccessControl' must not be public, got \"PublicRead\", for data of class \"internal\"",
    expect.stringContaining("'WebsiteConfiguration' must be left out"),
    expect.stringContaining('the bucket policy must not let everybody in'),
  ]],
  ['an internal database with a public address', DATA_CLASS_PUBLIC, plain('AWS::RDS::DBInstance', { ...tagged('internal'), PubliclyAccessible: true }),
    ["R: 'PubliclyAccessible' must not be true, got true, for data of class \"internal\""]],
  ['restricted data that reaches the internet', DATA_CLASS_EGRESS, plain('AWS::EC2::SecurityGroup', { ...tagged('restricted'), SecurityGroupEgress: OPEN }),
    ["R: 'SecurityGroupEgress' must not reach the whole internet from data of class \"restricted\", got \"0.0.0.0/0\""]],
  ['restricted data behind a group that says nothing', DATA_CLASS_EGRESS, plain('AWS::EC2::SecurityGroup', tagged('restricted')),
    [expect.stringContaining('got none, which lets out everything')]],
  ['a rule of its own that lets restricted data out', DATA_CLASS_EGRESS, inClass(RESTRICTED, plain('AWS::EC2::SecurityGroupEgress', { CidrIpv6: '::/0' })),
    [expect.stringContaining('got "::/0"')]],
  ['a class that the backups have forgotten', DATA_CLASS_BACKUP, stack => {
    CONFIDENTIAL.applyTo(stack);
    new BackupByClass(stack, 'Backup', { classes: [INTERNAL] });
    new CfnResource(stack, 'R', { type: 'AWS::DynamoDB::Table', properties: tagged('restricted') });
  }, ['R: data of class "restricted" must be backed up for 365 days, got backups of ["internal"] alone']],
  ['backups that go before their class says', DATA_CLASS_BACKUP, stack => {
    plain('AWS::Backup::BackupPlan', { BackupPlan: { BackupPlanRule: [{ Lifecycle: { DeleteAfterDays: 7 } }] } }, 'Plan')(stack);
    plain('AWS::Backup::BackupSelection', {
      BackupPlanId: { Ref: 'Plan' }, BackupSelection: { ListOfTags: [{ ConditionKey: 'DataClassification', ConditionValue: 'internal' }] },
    })(stack);
  }, ["Plan: 'BackupPlan.BackupPlanRule' must keep backups of class \"internal\" for 35 days, got [7]"]],
])('finds %s', (_, rule, build, problems) => {
  expect(saidBy(rule, build)).toEqual(problems);
});

const health = DataClassification.custom({ className: 'health', backupRetention: Duration.days(400) });

test.each<[string, RuleDefinition, Build]>([
  ['data whose scope has a class', DATA_CLASSIFIED, inClass(INTERNAL, stack => void new CfnBucket(stack, 'B'))],
  ['what holds no data', DATA_CLASSIFIED, plain('AWS::IAM::Role')],
  ['a class of your own, once it is applied', DATA_CLASS_KNOWN, stack => {
    health.applyTo(new Construct(stack, 'Part'));
    plain('AWS::SQS::Queue', tagged('health'))(stack);
  }],
  ['data under a key of yours', DATA_CLASS_KEY, plain('AWS::SQS::Queue', { ...tagged('restricted'), ...CMK })],
  ['public data under a key of AWS', DATA_CLASS_KEY, plain('AWS::SQS::Queue', tagged('public'))],
  ['an instance whose cluster has the key', DATA_CLASS_KEY, plain('AWS::RDS::DBInstance', { ...tagged('restricted'), DBClusterIdentifier: 'x' })],
  ['a bucket for access logs, which no key of yours can encrypt', DATA_CLASS_KEY, inClass(RESTRICTED, stack => {
    new CfnBucket(stack, 'Logs');
    const encryption = bucketWith({ KMSMasterKeyID: CMK.KmsMasterKeyId });
    plain('AWS::S3::Bucket', { ...encryption, LoggingConfiguration: { DestinationBucketName: { Ref: 'Logs' } } })(stack);
  })],
  ['a bucket that load balancers log to', DATA_CLASS_KEY, inClass(RESTRICTED, stack => {
    new CfnBucket(stack, 'Logs');
    const statement = { Effect: 'Allow', Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' }, Action: 's3:PutObject' };
    plain('AWS::S3::BucketPolicy', { Bucket: { Ref: 'Logs' }, PolicyDocument: { Statement: [statement] } })(stack);
  })],
  ['a bucket that Network Load Balancers log to', DATA_CLASS_KEY, inClass(RESTRICTED, stack => {
    AccessLogBucket.of(stack).allowNetworkLoadBalancerLogs();
  })],
  ['a bucket of one\'s own that they log to', DATA_CLASS_KEY, inClass(RESTRICTED, stack => {
    new CfnBucket(stack, 'Logs');
    const statement = { Effect: 'Allow', Principal: { Service: 'delivery.logs.amazonaws.com' }, Action: 's3:PutObject' };
    plain('AWS::S3::BucketPolicy', { Bucket: { Ref: 'Logs' }, PolicyDocument: { Statement: [statement] } })(stack);
  })],
  ['an access log bucket to which nobody logs', DATA_CLASS_KEY, inClass(RESTRICTED, stack => void AccessLogBucket.of(stack))],
  ['a bucket whose list counts for nothing', DATA_CLASS_PUBLIC,
    plain('AWS::S3::Bucket', { ...tagged('internal'), ...blocks(true), AccessControl: 'PublicRead' })],
  ['a bucket that is not closed, and nobody opens', DATA_CLASS_PUBLIC, plain('AWS::S3::Bucket', { ...tagged('internal'), ...blocks(false) })],
  ['internal data under a key of AWS', DATA_CLASS_KEY, plain('AWS::SQS::Queue', tagged('internal'))],
  ['a public bucket that is open', DATA_CLASS_PUBLIC, plain('AWS::S3::Bucket', tagged('public'))],
  ['confidential data that reaches the internet', DATA_CLASS_EGRESS, plain('AWS::EC2::SecurityGroup', { ...tagged('confidential'), SecurityGroupEgress: OPEN })],
  ['restricted data that reaches a network of ours', DATA_CLASS_EGRESS,
    plain('AWS::EC2::SecurityGroup', { ...tagged('restricted'), SecurityGroupEgress: [{ CidrIp: '10.0.0.0/8' }] })],
  ['an app whose backups another app makes', DATA_CLASS_BACKUP, plain('AWS::DynamoDB::Table', tagged('restricted'))],
  ['backups of all classes of the app', DATA_CLASS_BACKUP, stack => {
    health.applyTo(stack);
    new BackupByClass(stack, 'Backup', { classes: [health] });
    plain('AWS::DynamoDB::Table')(stack);
  }],
])('says nothing of %s', (_, rule, build) => {
  expect(saidBy(rule, build)).toEqual([]);
});

test('says where to write the class of what takes no tags of its scope', () => {
  expect(saidBy(DATA_CLASSIFIED, inClass(INTERNAL, plain('AWS::EFS::FileSystem')))).toEqual([
    "R: tag 'DataClassification' must be \"internal\", as DataClassification says of the construct, got none: write it into 'FileSystemTags', since this "
      + 'resource takes no tags of its scope',
  ]);
});
