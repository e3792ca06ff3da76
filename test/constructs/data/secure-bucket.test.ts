import { App, Duration, PropertyInjectors, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Rule } from 'aws-cdk-lib/aws-events';
import { ArnPrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketAccessControl, BucketEncryption, EventType, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { SqsDestination } from 'aws-cdk-lib/aws-s3-notifications';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { DataClassification, SecureBucket, SecureBucketProps } from '../../../lib/constructs/data';
import { decide } from '../../../rehearsal/aws/authorization';
import { rootCaller, serviceCaller } from '../../../rehearsal/aws/services/iam';
import { deploy, HOME, MANAGEMENT, WORKLOAD, worldWith } from '../deployed';

const { PUBLIC, INTERNAL, CONFIDENTIAL, RESTRICTED } = DataClassification;

function newBucket(props: SecureBucketProps = {}, classification = INTERNAL) {
  const stack = new Stack(new App(), 'Stack', { env: { account: MANAGEMENT, region: HOME } });
  classification.applyTo(stack);
  const bucket = new SecureBucket(stack, 'Bucket', props);
  return { stack, bucket, template: () => Template.fromStack(stack) };
}

/** The bucket that is not that of access logs. */
const propertiesOf = (template: Template) => Object.entries(template.findResources('AWS::S3::Bucket')).find(([id]) => id.startsWith('Bucket'))![1].Properties;
const statementsOf = (template: Template): { Sid?: string; Effect: string; Condition: object }[] =>
  Object.entries(template.findResources('AWS::S3::BucketPolicy')).find(([id]) => id.startsWith('Bucket'))![1].Properties.PolicyDocument.Statement;

describe('defaults', () => {
  test('is private, versioned, without ACLs, logged, tagged, and outlives its stack', () => {
    const template = newBucket().template();
    expect(propertiesOf(template)).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: 'Enabled' },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      LoggingConfiguration: { DestinationBucketName: { Ref: expect.stringMatching(/^SecureAccessLogs/) }, LogFilePrefix: 'Bucket/' },
      Tags: [{ Key: 'DataClassification', Value: 'internal' }],
    });
    template.allResources('AWS::S3::Bucket', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  });

  test('is reached by TLS 1.2 or later alone', () => {
    const conditions = statementsOf(newBucket().template()).filter(({ Effect }) => Effect === 'Deny').map(({ Condition }) => Condition);
    expect(conditions).toEqual([{ Bool: { 'aws:SecureTransport': 'false' } }, { NumericLessThan: { 's3:TlsVersion': 1.2 } }]);
  });

  test.each([[INTERNAL, 30], [CONFIDENTIAL, 90], [RESTRICTED, 365]])('keeps versions as its class says: %#', (classification, days) => {
    expect(propertiesOf(newBucket({}, classification).template()).LifecycleConfiguration.Rules).toEqual([{
      Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, NoncurrentVersionExpiration: { NoncurrentDays: days },
    }]);
  });

  test.each([[INTERNAL, /^SecureApplicationKey/], [RESTRICTED, /^BucketKey/]])('has the key of its class, with a bucket key: %#', (classification, id) => {
    const [rule] = propertiesOf(newBucket({}, classification).template()).BucketEncryption.ServerSideEncryptionConfiguration;
    expect(rule).toEqual({
      BucketKeyEnabled: true,
      ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': [expect.stringMatching(id), 'Arn'] } },
    });
  });

  test('is encrypted by S3 where everybody may read it, and is not public all the same', () => {
    const template = newBucket({}, PUBLIC).template();
    expect(propertiesOf(template).BucketEncryption.ServerSideEncryptionConfiguration).toEqual([{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }]);
    expect(propertiesOf(template).PublicAccessBlockConfiguration).toMatchObject({ BlockPublicPolicy: true });
    template.resourceCountIs('AWS::KMS::Key', 0);
  });

  test.each([[PUBLIC, 0], [INTERNAL, 0], [CONFIDENTIAL, 1], [RESTRICTED, 1]])('is closed to other accounts where its class is guarded: %#', (classification, count) => {
    const denials = statementsOf(newBucket({}, classification).template()).filter(({ Sid }) => Sid === 'DenyOtherAccounts');
    expect(denials).toHaveLength(count);
    denials.forEach(({ Condition }) => expect(Condition).toEqual({
      StringNotEqualsIfExists: { 'aws:PrincipalAccount': MANAGEMENT }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    }));
  });
});

describe('options', () => {
  test('takes its class as a prop, and tags it so', () => {
    expect(propertiesOf(newBucket({ classification: RESTRICTED }).template()).Tags).toEqual([{ Key: 'DataClassification', Value: 'restricted' }]);
  });

  test('sends events to EventBridge without a function', () => {
    const { template } = newBucket({ eventBridgeEnabled: true });
    expect(propertiesOf(template()).NotificationConfiguration).toEqual({ EventBridgeConfiguration: { EventBridgeEnabled: true } });
    template().resourceCountIs('Custom::S3BucketNotifications', 0);
    const later = newBucket();
    later.bucket.enableEventBridgeNotification();
    expect(propertiesOf(later.template()).NotificationConfiguration).toBeDefined();
  });

  test('is closed to other organizations where one is named', () => {
    const denials = statementsOf(newBucket({ organizationId: 'o-a1b2c3d4e5' }).template()).filter(({ Effect }) => Effect === 'Deny').map(({ Sid }) => Sid);
    expect(denials).toEqual(expect.arrayContaining(['DenyOtherOrganizations']));
  });

  test('keeps what the user says of lifecycle, key and access logs', () => {
    const { stack } = newBucket();
    const key = Key.fromKeyArn(stack, 'Mine', `arn:x:kms:${HOME}:${MANAGEMENT}:key/1`);
    const logs = new Bucket(stack, 'Logs');
    new SecureBucket(stack, 'BucketOfMine', {
      encryptionKey: key, serverAccessLogsBucket: logs, serverAccessLogsPrefix: 'mine/',
      lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(5), expiration: Duration.days(9) }],
    });
    const { Properties } = Object.entries(Template.fromStack(stack).findResources('AWS::S3::Bucket')).find(([id]) => id.startsWith('BucketOfMine'))![1];
    expect(Properties.LifecycleConfiguration.Rules).toHaveLength(2);
    expect(Properties.LifecycleConfiguration.Rules[1]).toEqual({ Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } });
    expect(Properties.LoggingConfiguration.LogFilePrefix).toBe('mine/');
    expect(JSON.stringify(Properties.BucketEncryption)).toContain('key/1');
  });

  test('gives its defaults to buckets of the CDK, and leaves what they say', () => {
    const stack = new Stack(new App(), 'Stack');
    PropertyInjectors.of(stack).add(SecureBucket.defaults());
    new Bucket(stack, 'Bucket', { versioned: false, eventBridgeEnabled: undefined });
    const template = Template.fromStack(stack);
    expect(propertiesOf(template)).toMatchObject({ PublicAccessBlockConfiguration: { BlockPublicPolicy: true }, LoggingConfiguration: { LogFilePrefix: 'Bucket/' } });
    expect(propertiesOf(template)).not.toHaveProperty('VersioningConfiguration');
    expect(propertiesOf(template).LifecycleConfiguration.Rules).toEqual([{ Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }]);
    template.resourceCountIs('AWS::S3::Bucket', 2);
  });

  test('comes out the same where its defaults are given too', () => {
    const of = (injected: boolean) => {
      const stack = new Stack(new App(), 'Stack');
      INTERNAL.applyTo(stack);
      if (injected) {
        PropertyInjectors.of(stack).add(SecureBucket.defaults());
      }
      new SecureBucket(stack, 'Bucket', { classification: RESTRICTED });
      return Template.fromStack(stack).toJSON();
    };
    expect(of(true)).toEqual(of(false));
  });
});

describe('import', () => {
  test('can be imported by name, as any bucket', () => {
    expect(SecureBucket.fromBucketName(new Stack(), 'Imported', 'orders').bucketName).toBe('orders');
  });
});

describe('validation', () => {
  test('fails when nobody said of which class the data is', () => {
    expect(() => new SecureBucket(new Stack(), 'Bucket')).toThrow(/'classification' must say what the data is/);
  });

  test.each<[string, SecureBucketProps]>([
    ['blockPublicAccess', { blockPublicAccess: BlockPublicAccess.BLOCK_ACLS }],
    ['publicReadAccess', { publicReadAccess: true }],
    ['websiteIndexDocument', { websiteIndexDocument: 'index.html' }],
    ['accessControl', { accessControl: BucketAccessControl.PUBLIC_READ }],
    ['objectOwnership', { objectOwnership: ObjectOwnership.OBJECT_WRITER }],
    ['enforceSSL', { enforceSSL: false }],
    ['minimumTLSVersion', { minimumTLSVersion: 1 }],
    ['versioned', { versioned: false }],
    ['autoDeleteObjects', { autoDeleteObjects: true }],
    ['encryption', { encryption: BucketEncryption.UNENCRYPTED }],
    ['encryption', { encryption: BucketEncryption.KMS_MANAGED }],
    ['encryption', { encryption: BucketEncryption.S3_MANAGED }],
  ])('refuses a weaker %s, and says what to do: %#', (prop, props) => {
    expect(() => newBucket(props)).toThrow(new RegExp(`Stack/Bucket: '${prop}' must .*, got .*use s3.Bucket with a waiver of SecureDefaults`));
  });

  test('refuses everything that is weaker at once', () => {
    expect(() => newBucket({ versioned: false, enforceSSL: false, publicReadAccess: true })).toThrow(/3 problems/);
  });

  test('fails for what is no organization', () => {
    expect(() => newBucket({ organizationId: 'mine' })).toThrow(/'organizationId' must be an organization id/);
  });

  test('refuses notifications by a function that may configure every bucket', () => {
    const { stack, bucket } = newBucket();
    expect(() => bucket.addEventNotification(EventType.OBJECT_CREATED, new SqsDestination(new Queue(stack, 'Queue'))))
      .toThrow(/'addEventNotification' must not be used, got .*SqsDestination.*: set 'eventBridgeEnabled' and add an events.Rule/);
  });

  test('refuses a policy that lets everybody in', () => {
    const { bucket, template } = newBucket();
    bucket.grantRead(new ArnPrincipal('*'));
    expect(template).toThrow(/must not let in everybody/);
  });
});

describe('deployed', () => {
  test('is written to by its account, logged, and closed to others and to what comes without TLS', async () => {
    const world = worldWith();
    await deploy(world, {
      build: stack => {
        RESTRICTED.applyTo(stack);
        const bucket = new SecureBucket(stack, 'Bucket', { bucketName: 'orders', eventBridgeEnabled: true });
        bucket.grantRead(new ArnPrincipal(`arn:aws:iam::${WORKLOAD}:root`));
        new Rule(stack, 'Rule', { eventPattern: { source: ['aws.s3'], resources: [bucket.bucketArn] } });
      },
    });
    const bucket = world.state.s3.buckets.get('orders')!;
    const asked = (account: string, context = {}) => decide(world, rootCaller(world, account), {
      action: 's3:GetObject', resource: `${bucket.arn}/x`, resourceAccountId: MANAGEMENT, region: HOME,
      context: { 'aws:SecureTransport': 'true', 'aws:PrincipalAccount': account, 'aws:PrincipalIsAWSService': 'false', ...context },
    }).allowed;
    expect(asked(MANAGEMENT)).toBe(true);
    expect(asked(MANAGEMENT, { 'aws:SecureTransport': 'false' })).toBe(false);
    expect(asked(WORKLOAD)).toBe(false);
    const logs = world.state.s3.buckets.get(bucket.accessLogs!.bucketName)!;
    const writing = (source: string) => decide(world, serviceCaller('logging.s3.amazonaws.com'), {
      action: 's3:PutObject', resource: `${logs.arn}/${bucket.accessLogs!.prefix}log`, resourceAccountId: MANAGEMENT, region: HOME,
      context: { 'aws:SecureTransport': 'true', 'aws:SourceAccount': MANAGEMENT, 'aws:SourceArn': source },
    }).allowed;
    expect([writing(bucket.arn), writing('arn:aws:s3:::other')]).toEqual([true, false]);
  });
});
