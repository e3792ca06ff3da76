import { App, Duration, PropertyInjectors, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  AuroraMysqlEngineVersion, ClusterInstance, DatabaseClusterEngine, DatabaseInstance, DatabaseInstanceEngine, PostgresEngineVersion,
} from 'aws-cdk-lib/aws-rds';
import {
  DataClassification, KeyChoice, SecureBackupVault, SecureBucket, SecureDatabaseCluster, SecureDatabaseInstance, SecureFileSystem,
  SecureQueue, SecureSecret, SecureTable, SecureTopic, SecureVolume,
} from '../../../lib/constructs/data';
import { inFull } from '../in-full';
import { existingVpc } from './examples';

const KEY = 'SecureApplicationKey.Arn';
const everybody = { AWS: '*' };
const withoutTls = { Bool: { 'aws:SecureTransport': 'false' } };
const denied = (Action: string, Resource: unknown, Condition: object, Sid?: string) =>
  ({ ...Sid ? { Sid } : {}, Effect: 'Deny', Principal: everybody, Action, Condition, ...Resource ? { Resource } : {} });

function made(build: (stack: Stack) => void): Stack {
  const stack = new Stack(new App(), 'Shop');
  DataClassification.CONFIDENTIAL.applyTo(stack);
  build(stack);
  return stack;
}

test('a database instance', () => {
  const engine = DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_17 });
  const stack = made(scope => new SecureDatabaseInstance(scope, 'Orders', { vpc: existingVpc(scope), engine }));
  expect(inFull(stack, 'AWS::RDS::DBInstance')).toEqual({
    Orders: {
      AllocatedStorage: '100', AutoMinorVersionUpgrade: true, BackupRetentionPeriod: 35, CopyTagsToSnapshot: true, DBInstanceClass: 'db.m5.large',
      DBParameterGroupName: 'OrdersParameterGroup', DBSubnetGroupName: 'OrdersSubnetGroup', DeletionProtection: true,
      EnableCloudwatchLogsExports: ['postgresql', 'upgrade'], EnableIAMDatabaseAuthentication: true, Engine: 'postgres', EngineVersion: '17',
      KmsKeyId: KEY, ManageMasterUserPassword: true, MasterUserSecret: { KmsKeyId: KEY }, MasterUsername: 'dbadmin', MonitoringInterval: 60,
      MonitoringRoleArn: 'OrdersMonitoringRole.Arn', MultiAZ: true, Port: '15432', PubliclyAccessible: false, StorageEncrypted: true, StorageType: 'gp2',
      VPCSecurityGroups: ['OrdersSecurityGroup.GroupId'],
    },
  });
  expect(inFull(stack, 'AWS::RDS::DBParameterGroup')).toMatchObject({ OrdersParameterGroup: { Parameters: { 'rds.force_ssl': '1' } } });
  expect(inFull(stack, 'AWS::RDS::DBSubnetGroup')).toMatchObject({ OrdersSubnetGroup: { SubnetIds: ['subnet-5', 'subnet-6'] } });
  Template.fromStack(stack).hasResource('AWS::RDS::DBInstance', { DeletionPolicy: 'Snapshot', UpdateReplacePolicy: 'Snapshot' });
});

test('a database cluster', () => {
  const engine = DatabaseClusterEngine.auroraMysql({ version: AuroraMysqlEngineVersion.VER_3_08_2 });
  const stack = made(scope => new SecureDatabaseCluster(scope, 'Orders', {
    vpc: existingVpc(scope), engine, writer: ClusterInstance.serverlessV2('Writer'),
  }));
  expect(inFull(stack, 'AWS::RDS::DBCluster')).toEqual({
    Orders: {
      AutoMinorVersionUpgrade: true, BackupRetentionPeriod: 35, CopyTagsToSnapshot: true, DBClusterParameterGroupName: 'OrdersParameterGroup',
      DBSubnetGroupName: 'OrdersSubnets', DeletionProtection: true, EnableCloudwatchLogsExports: ['audit', 'error', 'general', 'slowquery'],
      EnableIAMDatabaseAuthentication: true, Engine: 'aurora-mysql', EngineVersion: '8.0.mysql_aurora.3.08.2', KmsKeyId: KEY,
      ManageMasterUserPassword: true, MasterUserSecret: { KmsKeyId: KEY }, MasterUsername: 'dbadmin', Port: 13_306,
      ServerlessV2ScalingConfiguration: { MaxCapacity: 2, MinCapacity: 0.5 }, StorageEncrypted: true, VpcSecurityGroupIds: ['OrdersSecurityGroup.GroupId'],
    },
  });
  expect(inFull(stack, 'AWS::RDS::DBClusterParameterGroup')).toMatchObject({ OrdersParameterGroup: { Parameters: { require_secure_transport: 'ON' } } });
  expect(inFull(stack, 'AWS::RDS::DBInstance')).toMatchObject({ OrdersWriter: { PubliclyAccessible: false, MonitoringInterval: 60 } });
  Template.fromStack(stack).hasResource('AWS::RDS::DBCluster', { DeletionPolicy: 'Snapshot', UpdateReplacePolicy: 'Snapshot' });
});

test('a cluster keeps the backup that was written, with its own class, and cannot do without TLS', () => {
  const engine = DatabaseClusterEngine.auroraMysql({ version: AuroraMysqlEngineVersion.VER_3_08_2 });
  const stack = made(scope => new SecureDatabaseCluster(scope, 'Orders', {
    vpc: existingVpc(scope), engine, writer: ClusterInstance.serverlessV2('Writer'), classification: DataClassification.INTERNAL,
    backup: { retention: Duration.days(35), preferredWindow: '01:00-02:00' },
  }));
  Template.fromStack(stack).hasResourceProperties('AWS::RDS::DBCluster', {
    BackupRetentionPeriod: 35, PreferredBackupWindow: '01:00-02:00', Tags: [{ Key: 'DataClassification', Value: 'internal' }],
  });
});

test('a database of the CDK has no public address by the injector, though its subnets are public', () => {
  const stack = made(scope => {
    PropertyInjectors.of(scope).add(SecureDatabaseInstance.defaults());
    const vpc = Vpc.fromVpcAttributes(scope, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a', 'b'], publicSubnetIds: ['s1', 's2'] });
    const engine = DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_17 });
    new DatabaseInstance(scope, 'Open', { vpc, engine, vpcSubnets: { subnetType: SubnetType.PUBLIC } });
  });
  expect(inFull(stack, 'AWS::RDS::DBInstance')).toMatchObject({ Open: { PubliclyAccessible: false } });
});

test('a file system', () => {
  const stack = made(scope => new SecureFileSystem(scope, 'Files', { vpc: existingVpc(scope) }));
  expect(inFull(stack, 'AWS::EFS::FileSystem')).toEqual({
    Files: {
      BackupPolicy: { Status: 'ENABLED' }, Encrypted: true, KmsKeyId: KEY,
      FileSystemPolicy: { Version: '2012-10-17', Statement: [denied('*', undefined, withoutTls, 'DenyWithoutTls')] },
    },
  });
  expect(Object.values(inFull(stack, 'AWS::EFS::MountTarget'))).toEqual(['subnet-5', 'subnet-6'].map(SubnetId => (
    { FileSystemId: 'Files', SecurityGroups: ['FilesSecurityGroup.GroupId'], SubnetId })));
  Template.fromStack(stack).hasResource('AWS::EFS::FileSystem', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
});

test('a volume', () => {
  const stack = made(scope => new SecureVolume(scope, 'Disk', { availabilityZone: 'a', size: Size.gibibytes(1) }));
  expect(inFull(stack, 'AWS::EC2::Volume')).toEqual({
    Disk: { AvailabilityZone: 'a', Encrypted: true, KmsKeyId: KEY, MultiAttachEnabled: false, Size: 1, VolumeType: 'gp2' },
  });
  Template.fromStack(stack).hasResource('AWS::EC2::Volume', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
});

test('a table', () => {
  const stack = made(scope => new SecureTable(scope, 'Orders', { partitionKey: { name: 'id', type: AttributeType.STRING } }));
  expect(inFull(stack, 'AWS::DynamoDB::Table')).toEqual({
    Orders: {
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }], BillingMode: 'PAY_PER_REQUEST', DeletionProtectionEnabled: true,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }], PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { KMSMasterKeyId: KEY, SSEEnabled: true, SSEType: 'KMS' },
    },
  });
  Template.fromStack(stack).hasResource('AWS::DynamoDB::Table', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
});

test('a secret', () => {
  const stack = made(scope => new SecureSecret(scope, 'Token', { withoutRotation: 'The provider gives one a year, by mail.' }));
  expect(inFull(stack, 'AWS::SecretsManager::Secret')).toEqual({ Token: { GenerateSecretString: {}, KmsKeyId: KEY } });
  expect(inFull(stack, 'AWS::SecretsManager::ResourcePolicy')).toEqual({
    TokenPolicy: {
      BlockPublicPolicy: true, SecretId: 'Token',
      ResourcePolicy: { Version: '2012-10-17', Statement: [denied('secretsmanager:*', '*', withoutTls, 'DenyWithoutTls')] },
    },
  });
});

test('a queue, and that of its dead letters', () => {
  const stack = made(scope => new SecureQueue(scope, 'Orders'));
  expect(inFull(stack, 'AWS::SQS::Queue')).toEqual({
    Orders: { KmsMasterKeyId: KEY, RedrivePolicy: { deadLetterTargetArn: 'OrdersDeadLetters.Arn', maxReceiveCount: 5 } },
    OrdersDeadLetters: { KmsMasterKeyId: KEY, MessageRetentionPeriod: 1_209_600, RedriveAllowPolicy: { redrivePermission: 'allowAll' } },
  });
  expect(inFull(stack, 'AWS::SQS::QueuePolicy')).toEqual(Object.fromEntries(['Orders', 'OrdersDeadLetters'].map(queue => [`${queue}Policy`, {
    Queues: [queue], PolicyDocument: { Version: '2012-10-17', Statement: [denied('sqs:*', `${queue}.Arn`, withoutTls)] },
  }])));
});

test('a queue for messages that nobody took keeps its own, and a FIFO queue has one of its kind', () => {
  const stack = made(scope => {
    const own = new SecureQueue(scope, 'Own');
    new SecureQueue(scope, 'Orders', { deadLetterQueue: { queue: own, maxReceiveCount: 2 } });
    new SecureQueue(scope, 'Sorted', { fifo: true });
  });
  expect(inFull(stack, 'AWS::SQS::Queue')).toMatchObject({
    Orders: { RedrivePolicy: { deadLetterTargetArn: 'Own.Arn', maxReceiveCount: 2 } },
    Sorted: { FifoQueue: true }, SortedDeadLetters: { FifoQueue: true },
  });
  expect(inFull(stack, 'AWS::SQS::Queue')).not.toHaveProperty('OrdersDeadLetters');
});

test('a topic', () => {
  const stack = made(scope => new SecureTopic(scope, 'Orders', { classification: DataClassification.RESTRICTED }));
  expect(inFull(stack, 'AWS::SNS::Topic')).toEqual({ Orders: { KmsMasterKeyId: 'OrdersKey.Arn', SignatureVersion: '2' } });
  expect(inFull(stack, 'AWS::SNS::TopicPolicy')).toEqual({
    OrdersPolicy: {
      Topics: ['Orders'],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ ...denied('sns:Publish', 'Orders', withoutTls, 'AllowPublishThroughSSLOnly'), Principal: '*' }],
      },
    },
  });
  Template.fromStack(stack).hasResourceProperties('AWS::SNS::Topic', { Tags: [{ Key: 'DataClassification', Value: 'restricted' }] });
});

test('a vault', () => {
  const stack = made(scope => new SecureBackupVault(scope, 'Backups'));
  expect(inFull(stack, 'AWS::Backup::BackupVault')).toEqual({
    Backups: {
      AccessPolicy: {
        Version: '2012-10-17',
        Statement: [{
          Effect: 'Deny', Principal: everybody, Action: ['backup:DeleteRecoveryPoint', 'backup:UpdateRecoveryPointLifecycle'], Resource: '*',
        }],
      },
      BackupVaultName: expect.stringMatching(/^ShopBackups/), EncryptionKeyArn: KEY, LockConfiguration: { MinRetentionDays: 7 },
    },
  });
  Template.fromStack(stack).hasResource('AWS::Backup::BackupVault', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
});

describe('a bucket', () => {
  const PRIVATE = {
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
    VersioningConfiguration: { Status: 'Enabled' },
  };
  const encryptedBy = (byDefault: object, BucketKeyEnabled?: true) => ({
    ServerSideEncryptionConfiguration: [{ ...BucketKeyEnabled ? { BucketKeyEnabled } : {}, ServerSideEncryptionByDefault: byDefault }],
  });
  const abort = { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, Status: 'Enabled' };
  const all = (bucket: string) => [`${bucket}.Arn`, `${bucket}.Arn/*`];
  const of = (bucket: string) => denied('s3:*', all(bucket), withoutTls);

  const OPEN = DataClassification.custom({
    className: 'open', isDiscovered: true, keyChoice: KeyChoice.AWS_OWNED, isKeyRequired: false, allowsInternetEgress: true,
  });
  const stack = made(scope => new SecureBucket(scope, 'Orders'));

  test('itself, and that of its access logs', () => {
    expect(inFull(stack, 'AWS::S3::Bucket')).toEqual({
      Orders: {
        ...PRIVATE, BucketEncryption: encryptedBy({ KMSMasterKeyID: KEY, SSEAlgorithm: 'aws:kms' }, true),
        LifecycleConfiguration: { Rules: [{ ...abort, NoncurrentVersionExpiration: { NoncurrentDays: 90 } }] },
        LoggingConfiguration: { DestinationBucketName: 'SecureAccessLogsBucket', LogFilePrefix: 'Orders/' },
      },
      SecureAccessLogsBucket: {
        ...PRIVATE, BucketEncryption: encryptedBy({ SSEAlgorithm: 'AES256' }),
        LifecycleConfiguration: { Rules: [{ ...abort, ExpirationInDays: 400, NoncurrentVersionExpiration: { NoncurrentDays: 30 } }] },
      },
    });
    Template.fromStack(stack).allResources('AWS::S3::Bucket', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  });

  test('their policies', () => {
    expect(inFull(stack, 'AWS::S3::BucketPolicy')).toEqual({
      OrdersPolicy: {
        Bucket: 'Orders',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            of('Orders'),
            denied('s3:*', all('Orders'), { NumericLessThan: { 's3:TlsVersion': 1.2 } }),
            denied('s3:*', all('Orders'), {
              StringNotEqualsIfExists: { 'aws:PrincipalAccount': 'AWS::AccountId' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
            }, 'DenyOtherAccounts'),
          ],
        },
      },
      SecureAccessLogsBucketPolicy: {
        Bucket: 'SecureAccessLogsBucket',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [of('SecureAccessLogsBucket'), {
            Effect: 'Allow', Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject', Resource: 'SecureAccessLogsBucket.Arn/Orders/*',
            Condition: { ArnLike: { 'aws:SourceArn': 'Orders.Arn' }, StringEquals: { 'aws:SourceAccount': 'AWS::AccountId' } },
          }],
        },
      },
    });
  });

  test('is named in no notification, unless its events are asked for', () => {
    expect(JSON.stringify(inFull(stack, 'AWS::S3::Bucket'))).not.toContain('Notification');
    const telling = made(scope => new SecureBucket(scope, 'Orders', { eventBridgeEnabled: true }));
    expect(inFull(telling, 'AWS::S3::Bucket')).toMatchObject({
      Orders: { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } },
    });
    expect(inFull(telling, 'Custom::S3BucketNotifications')).toEqual({});
  });

  test.each([
    [DataClassification.PUBLIC, false], [DataClassification.INTERNAL, false], [DataClassification.CONFIDENTIAL, true],
    [DataClassification.RESTRICTED, true], [OPEN, false],
  ])('is kept inside the account by its class: %#', (classification, isGuarded) => {
    const policy = JSON.stringify(inFull(made(scope => new SecureBucket(scope, 'Orders', { classification })), 'AWS::S3::BucketPolicy'));
    expect(policy.includes('DenyOtherAccounts')).toBe(isGuarded);
  });

  test('fails for an organization that is none, and says so', () => {
    expect(() => made(scope => new SecureBucket(scope, 'Orders', { organizationId: 'acme' }))).toThrow(/'organizationId' must .*got "acme"/);
  });
});

test('what keeps its data is refused to be destroyed', () => {
  const removalPolicy = RemovalPolicy.DESTROY;
  expect(() => made(scope => new SecureVolume(scope, 'Disk', { availabilityZone: 'a', size: Size.gibibytes(1), removalPolicy }))).toThrow(/'removalPolicy' must/);
});
