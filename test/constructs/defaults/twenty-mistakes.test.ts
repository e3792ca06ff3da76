import { CfnResource, Duration, SecretValue, Stack } from 'aws-cdk-lib';
import { CfnMethod, CfnDomainName, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Match } from 'aws-cdk-lib/assertions';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnUserPool, Mfa, UserPool } from 'aws-cdk-lib/aws-cognito';
import { AttributeType, CfnTable, Table } from 'aws-cdk-lib/aws-dynamodb';
import {
  CfnInstance, CfnLaunchTemplate, CfnSecurityGroup, CfnSecurityGroupIngress, CfnSubnet, CfnVolume,
  LaunchTemplate, Peer, Port, SecurityGroup, SubnetType, Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { CfnRepository, Repository } from 'aws-cdk-lib/aws-ecr';
import { CfnCluster, CfnService, Cluster, CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { CfnFileSystem } from 'aws-cdk-lib/aws-efs';
import { CfnListener, CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import {
  AccessKey, AccountRootPrincipal, AnyPrincipal, ManagedPolicy, PolicyStatement, Role, ServicePrincipal, User,
} from 'aws-cdk-lib/aws-iam';
import { CfnStream } from 'aws-cdk-lib/aws-kinesis';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { CfnKey, Key } from 'aws-cdk-lib/aws-kms';
import { CfnUrl, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnDBCluster, CfnDBInstance, CfnDBParameterGroup } from 'aws-cdk-lib/aws-rds';
import { BlockPublicAccess, Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnSecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnTopic, Topic } from 'aws-cdk-lib/aws-sns';
import { CfnQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { DefinitionBody, Pass, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { SecurityFindings, SecurityRule, SecurityTheme } from '../../../lib/constructs/defaults';
import { IamUsers, PublicPrincipals } from '../../../lib/constructs/identity';
import { Secured, secured as securedAnew } from './secured';

const known = new Map<Build, Secured>();
/** Synthesised once, however many tests ask. */
const secured = (build: Build, order?: 'before' | 'after'): Secured => order !== undefined ? securedAnew(build, [], order)
  : known.get(build) ?? known.set(build, securedAnew(build)).get(build)!;

type Build = (stack: Stack) => void;
const bucket: Build = stack => { new CfnBucket(stack, 'Bucket'); };
const userPool: Build = stack => { new CfnUserPool(stack, 'Users'); };
const database = (props: object): Build => stack => {
  new CfnDBInstance(stack, 'Database', {
    dbInstanceClass: 'db.t4g.micro', engine: 'postgres', manageMasterUserPassword: true, masterUsername: 'shop', vpcSecurityGroups: ['sg-1'], ...props,
  });
};
const inline = (stack: Stack, environment: Record<string, string> = {}) => new Function(stack, 'Function', {
  runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async () => {};'), environment,
});
const other = (type: string, properties: object): Build => stack => { new CfnResource(stack, 'Other', { type, properties: { ...properties } }); };
const container = (props: object): Build => stack => {
  new CfnTaskDefinition(stack, 'Task', { containerDefinitions: [{ name: 'web', image: 'nginx', ...props }] });
};
const listener = (props: object): Build => stack => {
  new CfnListener(stack, 'Listener', { loadBalancerArn: 'arn:aws:x', defaultActions: [{ type: 'forward', targetGroupArn: 'arn:aws:y' }], ...props });
};
const distribution = (viewer: object, behavior: object = {}, origin: object = { s3OriginConfig: {} }): Build => stack => {
  new CfnDistribution(stack, 'Distribution', {
    distributionConfig: {
      enabled: true, ...viewer, origins: [{ id: 'site', domainName: 'site.example.com', ...origin }],
      defaultCacheBehavior: { targetOriginId: 'site', viewerProtocolPolicy: 'redirect-to-https', ...behavior },
    },
  });
};
const CERTIFICATE = { viewerCertificate: { acmCertificateArn: 'arn:aws:acm:us-east-1:111111111111:certificate/1', sslSupportMethod: 'sni-only' } };

/** What a template has after the defaults: type, and some properties. */
const CORRECTED: [string, Build, string, object][] = [
  ['a bucket without blocks of public access', bucket, 'AWS::S3::Bucket', { PublicAccessBlockConfiguration: {
    BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true,
  } }],
  ['a bucket without encryption', bucket, 'AWS::S3::Bucket', { BucketEncryption: {
    ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
  } }],
  ['a bucket without versions', bucket, 'AWS::S3::Bucket', { VersioningConfiguration: { Status: 'Enabled' } }],
  ['a bucket whose objects belong to others', bucket, 'AWS::S3::Bucket', { OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } }],
  ['a bucket whose old versions never go', bucket, 'AWS::S3::Bucket', { LifecycleConfiguration: { Rules: [{
    Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, NoncurrentVersionExpiration: { NoncurrentDays: 30 },
  }] } }],
  ['a queue without a place for dead letters', stack => { new CfnQueue(stack, 'Queue'); }, 'AWS::SQS::Queue',
    { RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['QueueDeadLetters', 'Arn'] }, maxReceiveCount: 5 } }],
  ['an L2 queue without a place for dead letters', stack => { new Queue(stack, 'Queue', { fifo: true }); }, 'AWS::SQS::Queue',
    { FifoQueue: true, MessageRetentionPeriod: 14 * 24 * 3600, RedriveAllowPolicy: { redrivePermission: 'allowAll' } }],
  ['a log group without a key', stack => { new CfnLogGroup(stack, 'Logs'); }, 'AWS::Logs::LogGroup',
    { KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('ApplicationKey'), 'Arn'] } }],
  ['containers that share the memory of their task', stack => {
    new CfnTaskDefinition(stack, 'Task', {
      memory: '1024', containerDefinitions: [{ name: 'web', image: 'nginx', user: '1000' }, { name: 'logs', image: 'logs', user: '1000' }],
    });
  }, 'AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ Memory: 512 }, { Memory: 512 }] }],
  ['a bucket whose requests nobody logs', bucket, 'AWS::S3::Bucket', {
    LoggingConfiguration: { DestinationBucketName: { Ref: Match.stringLikeRegexp('^SecureAccessLogs') }, LogFilePrefix: 'Bucket/' },
  }],
  ['a user pool with weak passwords', userPool, 'AWS::Cognito::UserPool', { Policies: { PasswordPolicy: {
    MinimumLength: 12, TemporaryPasswordValidityDays: 1,
    RequireLowercase: true, RequireNumbers: true, RequireSymbols: true, RequireUppercase: true,
  } } }],
  ['a user pool that anybody deletes', userPool, 'AWS::Cognito::UserPool', { DeletionProtection: 'ACTIVE' }],
  ['a delivery stream without encryption', stack => { new CfnDeliveryStream(stack, 'Delivery'); }, 'AWS::KinesisFirehose::DeliveryStream',
    { DeliveryStreamEncryptionConfigurationInput: { KeyType: 'AWS_OWNED_CMK' } }],
  ['a queue without encryption', stack => { new CfnQueue(stack, 'Queue'); }, 'AWS::SQS::Queue', { SqsManagedSseEnabled: true }],
  ['a topic without encryption', stack => { new CfnTopic(stack, 'Topic'); }, 'AWS::SNS::Topic',
    { KmsMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('ApplicationKey'), 'Arn'] } }],
  ['a table without a key', stack => { new CfnTable(stack, 'Table', { keySchema: [] }); }, 'AWS::DynamoDB::Table', { SSESpecification: { SSEEnabled: true } }],
  ['a table without recovery', stack => { new CfnTable(stack, 'Table', { keySchema: [] }); }, 'AWS::DynamoDB::Table',
    { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }, DeletionProtectionEnabled: true }],
  ['a global table that anybody deletes', other('AWS::DynamoDB::GlobalTable', { Replicas: [{ Region: 'eu-central-1' }] }), 'AWS::DynamoDB::GlobalTable',
    { Replicas: [{ Region: 'eu-central-1', DeletionProtectionEnabled: true }] }],
  ['a database without encryption', database({}), 'AWS::RDS::DBInstance', { StorageEncrypted: true }],
  ['a database that may have a public address', database({}), 'AWS::RDS::DBInstance', { PubliclyAccessible: false }],
  ['a database without backups', database({}), 'AWS::RDS::DBInstance', { BackupRetentionPeriod: 35 }],
  ['a database that anybody deletes', database({}), 'AWS::RDS::DBInstance', { DeletionProtection: true }],
  ['a database without logs', database({}), 'AWS::RDS::DBInstance', { EnableCloudwatchLogsExports: ['postgresql'] }],
  ['a cluster of databases without encryption', stack => { new CfnDBCluster(stack, 'Cluster', { engine: 'aurora-postgresql' }); }, 'AWS::RDS::DBCluster',
    { StorageEncrypted: true, DeletionProtection: true, BackupRetentionPeriod: 35 }],
  ['a key that does not rotate', stack => { new CfnKey(stack, 'Key'); }, 'AWS::KMS::Key', { EnableKeyRotation: true }],
  ['a volume without encryption', stack => { new CfnVolume(stack, 'Volume', { availabilityZone: 'eu-central-1a', size: 8 }); }, 'AWS::EC2::Volume',
    { Encrypted: true }],
  ['volumes of a launch template without encryption', stack => {
    new CfnLaunchTemplate(stack, 'Template', { launchTemplateData: { blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs: { volumeSize: 8 } }] } });
  }, 'AWS::EC2::LaunchTemplate', { LaunchTemplateData: { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 8, Encrypted: true } }] } }],
  ['a file system without encryption', stack => { new CfnFileSystem(stack, 'Files'); }, 'AWS::EFS::FileSystem',
    { Encrypted: true, BackupPolicy: { Status: 'ENABLED' } }],
  ['an instance with IMDSv1', stack => { new CfnInstance(stack, 'Instance', { securityGroupIds: ['sg-1'] }); }, 'AWS::EC2::Instance',
    { MetadataOptions: { HttpTokens: 'required' } }],
  ['a launch template with IMDSv1', stack => { new CfnLaunchTemplate(stack, 'Template', { launchTemplateData: {} }); }, 'AWS::EC2::LaunchTemplate',
    { LaunchTemplateData: { MetadataOptions: { HttpTokens: 'required' } } }],
  ['a log group without an end', stack => { new CfnLogGroup(stack, 'Logs'); }, 'AWS::Logs::LogGroup', { RetentionInDays: 365 }],
  ['a listener with the old TLS policy', listener({ protocol: 'HTTPS', certificates: [{ certificateArn: 'arn:aws:acm:x' }] }),
    'AWS::ElasticLoadBalancingV2::Listener', { SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09' }],
  ['a distribution with TLS 1.0', distribution(CERTIFICATE), 'AWS::CloudFront::Distribution',
    { DistributionConfig: { ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021' } } }],
  ['a domain of an API without a TLS policy', stack => { new CfnDomainName(stack, 'Domain', { domainName: 'api.example.com' }); },
    'AWS::ApiGateway::DomainName', { SecurityPolicy: 'TLS_1_2' }],
  ['a stream without encryption', stack => { new CfnStream(stack, 'Stream'); }, 'AWS::Kinesis::Stream', { StreamEncryption: { EncryptionType: 'KMS' } }],
  ['images that are not scanned, with tags that move', stack => { new CfnRepository(stack, 'Images'); }, 'AWS::ECR::Repository',
    { ImageScanningConfiguration: { ScanOnPush: true }, ImageTagMutability: 'IMMUTABLE' }],
  ['a cluster of containers that tells nothing', stack => { new CfnCluster(stack, 'Cluster'); }, 'AWS::ECS::Cluster',
    { ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }] }],
  ['a container that writes into its root', container({ memory: 64 }), 'AWS::ECS::TaskDefinition', { ContainerDefinitions: [{ ReadonlyRootFilesystem: true }] }],
  ['a cache without encryption', stack => {
    new CfnResource(stack, 'Cache', { type: 'AWS::ElastiCache::ReplicationGroup', properties: { ReplicationGroupDescription: 'x' } });
  }, 'AWS::ElastiCache::ReplicationGroup', { AtRestEncryptionEnabled: true, TransitEncryptionEnabled: true }],
  ['a search domain without encryption', stack => { new CfnResource(stack, 'Search', { type: 'AWS::OpenSearchService::Domain' }); },
    'AWS::OpenSearchService::Domain', {
      EncryptionAtRestOptions: { Enabled: true }, NodeToNodeEncryptionOptions: { Enabled: true },
      DomainEndpointOptions: { EnforceHTTPS: true },
    }],
  ['a warehouse without encryption', stack => { new CfnResource(stack, 'Warehouse', { type: 'AWS::Redshift::Cluster' }); }, 'AWS::Redshift::Cluster',
    { Encrypted: true, PubliclyAccessible: false }],
  ['a trail without validation', stack => { new CfnResource(stack, 'Trail', { type: 'AWS::CloudTrail::Trail' }); }, 'AWS::CloudTrail::Trail',
    { EnableLogFileValidation: true }],
];

test.each(CORRECTED)('corrects %s', (_, build, cfnType, properties) => {
  secured(build).template.hasResourceProperties(cfnType, properties);
});

const TLS = Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });

describe.each(['before', 'after'] as const)('said %s constructs are made', order => {
  test.each<[string, Build, string]>([
    ['bucket', bucket, 'AWS::S3::BucketPolicy'],
    ['queue', stack => { new CfnQueue(stack, 'Queue'); }, 'AWS::SQS::QueuePolicy'],
    ['topic', stack => { new CfnTopic(stack, 'Topic'); }, 'AWS::SNS::TopicPolicy'],
    ['L2 bucket', stack => { new Bucket(stack, 'Bucket'); }, 'AWS::S3::BucketPolicy'],
    ['L2 queue', stack => { new Queue(stack, 'Queue'); }, 'AWS::SQS::QueuePolicy'],
    ['L2 topic', stack => { new Topic(stack, 'Topic'); }, 'AWS::SNS::TopicPolicy'],
    ['L2 queue with a policy', stack => {
      new Queue(stack, 'Queue').grantSendMessages(new ServicePrincipal('events.amazonaws.com', { conditions: { ArnLike: { 'aws:SourceArn': 'arn:aws:events:x' } } }));
    }, 'AWS::SQS::QueuePolicy'],
  ])('corrects a %s that takes requests without TLS', (_, build, cfnType) => {
    const { template, findings } = secured(build, order);
    template.hasResourceProperties(cfnType, { PolicyDocument: { Statement: Match.arrayWith([TLS]) } });
    expect(findings.filter(({ ruleId }) => ruleId.endsWith('-tls-only'))).toEqual([]);
  });

  test('a topic without a policy keeps what AWS allows its account, so that alarms publish as before', () => {
    secured(stack => { new Topic(stack, 'Topic'); }, order).template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Sid: 'AccountUses', Effect: 'Allow' })]) },
    });
  });
});

/** Which rule refuses what, with what it says. */
const REFUSED: [string, Build, string, RegExp][] = [
  ['a bucket that is public', stack => {
    new CfnBucket(stack, 'Bucket', { publicAccessBlockConfiguration: { blockPublicAcls: false } });
  }, 'bucket-public-access', /BlockPublicAcls' must be true, got false/],
  ['an L2 bucket that blocks access lists only', stack => { new Bucket(stack, 'Bucket', { blockPublicAccess: BlockPublicAccess.BLOCK_ACLS_ONLY }); },
    'bucket-public-access', /BlockPublicPolicy' must be true/],
  ['a bucket whose versions are suspended', stack => { new CfnBucket(stack, 'Bucket', { versioningConfiguration: { status: 'Suspended' } }); },
    'bucket-versioning', /must be Enabled, got "Suspended"/],
  ['a policy for everybody', stack => { new Queue(stack, 'Queue').addToResourcePolicy(new PolicyStatement({
    principals: [new AnyPrincipal()], actions: ['sqs:SendMessage'], resources: ['*'],
  })); }, 'public-principal', /must not let in everybody/],
  ['a policy for everybody that was acknowledged without an owner and an end', stack => {
    const queue = new Queue(stack, 'Queue');
    queue.addToResourcePolicy(new PolicyStatement({ principals: [new AnyPrincipal()], actions: ['sqs:SendMessage'], resources: ['*'] }));
    PublicPrincipals.acknowledge(queue, 'Anybody may send');
  }, 'public-principal', /must not let in everybody/],
  ['an unencrypted queue', stack => { new Queue(stack, 'Queue', { encryption: QueueEncryption.UNENCRYPTED }); },
    'queue-encryption', /'SqsManagedSseEnabled' must be true, got false/],
  ['a table without encryption', stack => { new CfnTable(stack, 'Table', { keySchema: [], sseSpecification: { sseEnabled: false } }); },
    'table-encryption', /got false/],
  ['a public database', database({ publiclyAccessible: true }), 'database-public-access', /must not be true, got true/],
  ['a public warehouse without servers', other('AWS::RedshiftServerless::Workgroup', { PubliclyAccessible: true }), 'database-public-access', /got true/],
  ['a public broker of messages', other('AWS::AmazonMQ::Broker', { PubliclyAccessible: true }), 'database-public-access', /got true/],
  ['a global table that anybody deletes in one region', other('AWS::DynamoDB::GlobalTable', {
    Replicas: [{ Region: 'eu-central-1' }, { Region: 'eu-west-1', DeletionProtectionEnabled: false }],
  }), 'table-deletion-protection', /'Replicas.1.DeletionProtectionEnabled' must be true, got false/],
  ['an unencrypted domain of Elasticsearch', other('AWS::Elasticsearch::Domain', {}), 'search-encryption',
    /'EncryptionAtRestOptions.Enabled' must be true, got none/],
  ['a container that runs as root', container({}), 'container-user', /'ContainerDefinitions.0.User' must name a user that is not root, got none/],
  ['a container that runs as root by its number', container({ user: '0:0' }), 'container-user', /got "0:0"/],
  ['a container without a limit of memory', container({}), 'container-memory', /'ContainerDefinitions.0.Memory' must be a number of MiB, got none/],
  ['a database of a version that takes connections without TLS', database({ engineVersion: '14.12' }), 'database-tls',
    /'DBParameterGroupName' must name parameters with rds.force_ssl = 1, got none/],
  ['a database whose parameters let connections in without TLS', stack => {
    const parameters = new CfnDBParameterGroup(stack, 'Parameters', { description: 'x', family: 'postgres17', parameters: { 'rds.force_ssl': '0' } });
    database({ engineVersion: '17.4', dbParameterGroupName: parameters.ref })(stack);
  }, 'database-tls', /rds.force_ssl = 1, got "0"/],
  ['a database of MySQL without parameters', database({ engine: 'mysql' }), 'database-tls', /require_secure_transport = 1, got none/],
  ['a cluster of Aurora MySQL without parameters', stack => { new CfnDBCluster(stack, 'Cluster', { engine: 'aurora-mysql' }); }, 'database-tls',
    /'DBClusterParameterGroupName' must name/],
  ['a port of the web that takes anything', stack => {
    const { ref } = new CfnLoadBalancer(stack, 'Balancer', { type: 'network', scheme: 'internet-facing' });
    listener({ protocol: 'TCP', port: 443, loadBalancerArn: ref })(stack);
  }, 'listener-encryption', /must be TLS on a port of the web, got "TCP"/],
  ['a user pool without a second factor', userPool, 'user-pool-second-factor', /'MfaConfiguration' must be ON, got none/],
  ['an L2 user pool without a second factor', stack => { new UserPool(stack, 'Users'); }, 'user-pool-second-factor', /must be ON, got (none|"OFF")/],
  ['a user pool whose users may do without a second factor', stack => { new UserPool(stack, 'Users', { mfa: Mfa.OPTIONAL }); }, 'user-pool-second-factor',
    /'MfaConfiguration' must be ON, got "OPTIONAL"/],
  ['a user pool whose second factor are text messages', stack => {
    new CfnUserPool(stack, 'Users', { mfaConfiguration: 'ON', enabledMfas: ['SMS_MFA'] });
  }, 'user-pool-second-factor', /'EnabledMfas' must name a factor besides text messages/],
  ['a user pool with short passwords', stack => { new UserPool(stack, 'Users', { passwordPolicy: { minLength: 6 } }); }, 'user-pool-password',
    /must be 8 or more, got 6/],
  ['an unencrypted database', database({ storageEncrypted: false }), 'database-encryption', /got false/],
  ['a database with a day of backups', database({ backupRetentionPeriod: 1 }), 'database-backups', /7 days or more, got 1/],
  ['a database that may be deleted', database({ deletionProtection: false }), 'database-deletion-protection', /got false/],
  ['a database with its password in the template', database({ manageMasterUserPassword: undefined, masterUserPassword: 'correct-horse' }),
    'hard-coded-secret', /'MasterUserPassword' must not hold a secret, got one as text/],
  ['a database with a password of ours', database({ manageMasterUserPassword: undefined, masterUserPassword: 'correct-horse' }),
    'database-password', /must be managed/],
  ['a database without a group', database({ vpcSecurityGroups: undefined }), 'default-security-group', /must name a security group/],
  ['an instance in the default group', stack => {
    new CfnInstance(stack, 'Instance', { securityGroupIds: [new Vpc(stack, 'Vpc').vpcDefaultSecurityGroup] });
  },
    'default-security-group', /not the default one/],
  ['a secret in an environment', stack => { inline(stack, { DB_PASSWORD: 'correct-horse' }); },
    'hard-coded-secret', /'Environment.Variables.DB_PASSWORD' must not hold a secret/],
  ['an access key in an environment', stack => { inline(stack, { WHO: 'AKIAIOSFODNN7EXAMPLE' }); }, 'hard-coded-secret', /the id of an access key/],
  ['a secret of a container', container({ environment: [{ name: 'API_TOKEN', value: 'abc' }] }), 'hard-coded-secret', /Environment.0.Value/],
  ['a password in an environment with a short name', stack => { inline(stack, { DB_PASS: 'hunter2' }); }, 'hard-coded-secret', /Variables.DB_PASS' must not/],
  ['a password beside a reference', stack => { inline(stack, { DATABASE: 'host=db user={{resolve:ssm:user}} password=hunter2' }); },
    'hard-coded-secret', /Variables.DATABASE' must not/],
  ['the secret of an access key', stack => { inline(stack, { CONFIG: 'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }); },
    'hard-coded-secret', /the secret of an access key/],
  ['a parameter that holds a password', stack => { new CfnParameter(stack, 'Parameter', { name: '/shop/db-password', type: 'String', value: 'hunter2' }); },
    'hard-coded-secret', /'Value' must not hold a secret/],
  ['a secret of a service of App Runner', stack => {
    new CfnResource(stack, 'Service', { type: 'AWS::AppRunner::Service', properties: { SourceConfiguration: {
      ImageRepository: { ImageConfiguration: { RuntimeEnvironmentVariables: [{ Name: 'API_KEY', Value: 'abc' }] } },
    } } });
  }, 'hard-coded-secret', /RuntimeEnvironmentVariables.0.Value/],
  ['a secret with its value', stack => { new CfnSecret(stack, 'Secret', { secretString: 'correct-horse' }); }, 'hard-coded-secret', /SecretString/],
  ['a password in an address', stack => { inline(stack, { DATABASE: 'postgres://shop:horse@db.example.com/shop' }); },
    'hard-coded-secret', /a password in an address/],
  ['a secret that never rotates', stack => { new Secret(stack, 'Secret'); }, 'secret-rotation', /must rotate it, got none/],
  ['a key whose rotation is off', stack => { new Key(stack, 'Key', { enableKeyRotation: false }); }, 'key-rotation', /got false/],
  ['an unencrypted volume', stack => { new CfnVolume(stack, 'Volume', { availabilityZone: 'eu-central-1a', size: 8, encrypted: false }); },
    'volume-encryption', /got false/],
  ['an unencrypted file system', stack => { new CfnFileSystem(stack, 'Files', { encrypted: false }); }, 'file-system-encryption', /got false/],
  ['SSH from everywhere', stack => {
    new SecurityGroup(stack, 'Group', { vpc: new Vpc(stack, 'Vpc') }).addIngressRule(Peer.anyIpv4(), Port.SSH);
  }, 'administration-ports', /port 22, got tcp 22 from 0.0.0.0\/0/],
  ['RDP from everywhere', stack => {
    new CfnSecurityGroup(stack, 'Group', { groupDescription: 'x', securityGroupIngress: [{ ipProtocol: 'tcp', fromPort: 3389, toPort: 3389, cidrIp: '0.0.0.0/0' }] });
  }, 'administration-ports', /port 3389/],
  ['a database port from everywhere', stack => {
    new CfnSecurityGroupIngress(stack, 'Rule', { groupId: 'sg-1', ipProtocol: 'tcp', fromPort: 5432, toPort: 5432, cidrIpv6: '::/0' });
  }, 'risky-ports', /port 5432/],
  ['a listener of HTTP', listener({ protocol: 'HTTP', port: 80 }), 'listener-encryption', /must be HTTPS, or redirect to it, got "HTTP"/],
  ['a listener of TLS 1.0', listener({ protocol: 'HTTPS', sslPolicy: 'ELBSecurityPolicy-2016-08' }), 'listener-tls-version', /TLS 1.2 or later/],
  ['a distribution with the default certificate', distribution({}), 'distribution-tls-version', /must name a certificate, got none/],
  ['a distribution of TLS 1.0', distribution({ viewerCertificate: { ...CERTIFICATE.viewerCertificate, minimumProtocolVersion: 'TLSv1_2016' } }),
    'distribution-tls-version', /TLSv1.2_2021 or later, got "TLSv1_2016"/],
  ['a distribution for HTTP', distribution(CERTIFICATE, { viewerProtocolPolicy: 'allow-all' }), 'distribution-viewer-protocol', /must not be allow-all/],
  ['a distribution with an origin of HTTP', distribution(CERTIFICATE, {}, { customOriginConfig: { originProtocolPolicy: 'http-only' } }),
    'distribution-origin-protocol', /must be https-only/],
  ['a domain of TLS 1.0', stack => { new CfnDomainName(stack, 'Domain', { domainName: 'api.example.com', securityPolicy: 'TLS_1_0' }); },
    'api-domain-tls-version', /got "TLS_1_0"/],
  ['a bucket with a key that S3 logs to', stack => {
    const logs = new Bucket(stack, 'Logs', { encryptionKey: Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:111111111111:key/x') });
    new CfnBucket(stack, 'Orders', { loggingConfiguration: { destinationBucketName: logs.bucketName } });
  }, 'log-target-encryption', /must be by AES256 .* got a customer managed key/],
  ['a user with a key', stack => { new AccessKey(stack, 'Key', { user: new User(stack, 'User') }); }, 'iam-user', /must not make an access key/],
  ['a user with a key that was acknowledged without an owner and an end', stack => {
    IamUsers.acknowledge(new AccessKey(stack, 'Key', { user: new User(stack, 'User') }), 'A device knows nothing else');
  }, 'iam-user', /must not make an access key/],
  ['a policy of everything', stack => {
    new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }).addToPolicy(new PolicyStatement({ actions: ['*'], resources: ['*'] }));
  }, 'administrator-access', /must not allow every action on every resource/],
  ['IAMFullAccess', stack => {
    new Role(stack, 'Role', { assumedBy: new AccountRootPrincipal(), managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('IAMFullAccess')] });
  }, 'administrator-access', /must not have IAMFullAccess/],
  ['PowerUserAccess', stack => {
    new Role(stack, 'Role', { assumedBy: new AccountRootPrincipal(), managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess')] });
  }, 'administrator-access', /must not have PowerUserAccess/],
  ['AdministratorAccess', stack => {
    new Role(stack, 'Role', { assumedBy: new AccountRootPrincipal(), managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')] });
  }, 'administrator-access', /must not have AdministratorAccess/],
  ['IMDSv1', stack => { new CfnInstance(stack, 'Instance', { securityGroupIds: ['sg-1'], metadataOptions: { httpTokens: 'optional' } }); },
    'instance-metadata', /must be required, got "optional"/],
  ['a public address of an instance', stack => {
    new CfnInstance(stack, 'Instance', { networkInterfaces: [{ deviceIndex: '0', associatePublicIpAddress: true }] });
  }, 'instance-public-address', /must not be true/],
  ['a subnet that gives public addresses', stack => {
    new Vpc(stack, 'Vpc', { subnetConfiguration: [{ name: 'Public', subnetType: SubnetType.PUBLIC, mapPublicIpOnLaunch: true }] });
  }, 'subnet-public-addresses', /must not be true, got true/],
  ['an L1 subnet that does', stack => { new CfnSubnet(stack, 'Subnet', { vpcId: 'vpc-1', cidrBlock: '10.0.0.0/24', mapPublicIpOnLaunch: true }); },
    'subnet-public-addresses', /must not be true/],
  ['a function URL for everybody', stack => { new CfnUrl(stack, 'Url', { authType: 'NONE', targetFunctionArn: 'x' }); },
    'function-url-authorization', /must be AWS_IAM, got "NONE"/],
  ['an API that asks nobody', stack => { new RestApi(stack, 'Api').root.addMethod('GET'); }, 'api-method-authorization', /must be an authorization, got "NONE"/],
  ['a method that asks nobody', stack => { new CfnMethod(stack, 'Method', { httpMethod: 'GET', resourceId: 'x', restApiId: 'y' }); },
    'api-method-authorization', /must be an authorization, got none/],
  ['a privileged container', container({ privileged: true }), 'container-privilege', /must not be true/],
  ['a container that may write into its root', container({ readonlyRootFilesystem: false }), 'container-root-file-system', /got false/],
  ['a task with a public address', stack => {
    new CfnService(stack, 'Service', { networkConfiguration: { awsvpcConfiguration: { subnets: [], assignPublicIp: 'ENABLED' } } });
  }, 'service-public-address', /must not be ENABLED/],
  ['a Kubernetes API for everybody', stack => {
    new CfnResource(stack, 'Cluster', { type: 'AWS::EKS::Cluster', properties: { ResourcesVpcConfig: { SubnetIds: [] } } });
  }, 'cluster-endpoint-access', /must be false/],
];

test.each(REFUSED)('refuses %s', (_, build, ruleId, message) => {
  const { findings, failure } = secured(build);
  const problems = findings.filter(finding => finding.ruleId === ruleId).map(({ problem }) => problem);
  expect(problems).toContainEqual(expect.stringMatching(message));
  // CDK breaks lines of its report.
  expect(failure).toContain(ruleId);
});

test('a secret by reference is none', () => {
  const { findings } = secured(stack => {
    inline(stack, {
      DB_PASSWORD_ARN: 'arn:aws:secretsmanager:x', TOKEN: SecretValue.secretsManager('token').unsafeUnwrap(), TOKEN_TTL: Duration.hours(1).toString(),
      AUTH: 'iam', SITE_AUTH: 'https://login.example.com', BYPASS: 'none', OAUTH: 'shop', CONNECTION: 'host=db password={{resolve:ssm:x}}',
    });
    new CfnParameter(stack, 'Parameter', { name: '/shop/password-policy', type: 'String', value: 'strict' });
  });
  expect(findings.filter(({ ruleId }) => ruleId === 'hard-coded-secret')).toEqual([]);
});

test('public subnets of a VPC give no address, with or without NAT gateways, and stay what they were', () => {
  const { template, findings } = secured(stack => {
    new Vpc(stack, 'Vpc', { maxAzs: 1 });
    new Vpc(stack, 'Isolated', { maxAzs: 1, natGateways: 0 });
  });
  expect(findings.filter(({ ruleId }) => ruleId === 'subnet-public-addresses')).toEqual([]);
  template.resourceCountIs('AWS::EC2::Subnet', 4);
  template.resourceCountIs('AWS::EC2::NatGateway', 1);
});

test.each<[string, Build, string, object]>([
  ['Function', stack => { inline(stack); }, 'AWS::Lambda::Function',
    { TracingConfig: { Mode: 'Active' }, LoggingConfig: { LogGroup: { Ref: Match.stringLikeRegexp('^FunctionLogGroup') } } }],
  ['log group of a Function', stack => { inline(stack); }, 'AWS::Logs::LogGroup', { RetentionInDays: 365, KmsKeyId: Match.anyValue() }],
  ['StateMachine', stack => { new StateMachine(stack, 'Steps', { definitionBody: DefinitionBody.fromChainable(new Pass(stack, 'Pass')) }); },
    'AWS::StepFunctions::StateMachine', { TracingConfiguration: { Enabled: true }, LoggingConfiguration: { Level: 'ALL' } }],
  ['UserPool', stack => { new UserPool(stack, 'Users', { mfa: Mfa.REQUIRED }); }, 'AWS::Cognito::UserPool',
    { MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA'], DeletionProtection: 'ACTIVE', Policies: { PasswordPolicy: { MinimumLength: 12 } } }],
  ['Cluster', stack => { new Cluster(stack, 'Cluster'); }, 'AWS::ECS::Cluster', { ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }] }],
  ['Repository', stack => { new Repository(stack, 'Images'); }, 'AWS::ECR::Repository', { ImageTagMutability: 'IMMUTABLE' }],
  ['Key', stack => { new Key(stack, 'Key'); }, 'AWS::KMS::Key', { EnableKeyRotation: true }],
  ['LaunchTemplate', stack => { new LaunchTemplate(stack, 'Template'); }, 'AWS::EC2::LaunchTemplate',
    { LaunchTemplateData: { MetadataOptions: { HttpTokens: 'required' } } }],
])('a %s of the CDK gets secured props', (_, build, cfnType, properties) => {
  secured(build).template.hasResourceProperties(cfnType, properties);
});

test('users of a pool that exists sign in as before', () => {
  const { template } = secured(stack => {
    new UserPool(stack, 'Users');
    new CfnUserPool(stack, 'Others');
  });
  template.allResourcesProperties('AWS::Cognito::UserPool', { MfaConfiguration: Match.absent(), EnabledMfas: Match.absent() });
});

test('the same is corrected in an L2 table', () => {
  const { template } = secured(stack => { new Table(stack, 'Table', { partitionKey: { name: 'id', type: AttributeType.STRING } }); });
  template.hasResourceProperties('AWS::DynamoDB::Table', { SSESpecification: { SSEEnabled: true }, DeletionProtectionEnabled: true });
});

/** What the rules say of a stack without the line. */
const saidOf = (build: Build) => {
  const stack = new Stack(undefined, 'Shop', { env: { account: '111111111111', region: 'eu-central-1' } });
  build(stack);
  return SecurityFindings.of(stack).map(({ ruleId }) => ruleId);
};
const TRIPPED = CORRECTED.map(([name, build]) => [name, build, saidOf(build)] as const);

test.each(TRIPPED)('what corrects %s leaves nothing of it to refuse', (_, build, said) => {
  const corrected = SecurityRule.all().filter(({ ruleId, corrects }) => corrects && said.includes(ruleId)).map(({ ruleId }) => ruleId);
  const left = secured(build).findings.map(({ ruleId }) => ruleId);
  expect(corrected).not.toEqual([]);
  expect(corrected.filter(ruleId => left.includes(ruleId))).toEqual([]);
});

test('every rule refuses something in these tables; those of classes have tables of their own', () => {
  const tripped = [...REFUSED.map(([, , ruleId]) => ruleId), ...TRIPPED.flatMap(([, , said]) => said)];
  const others = SecurityRule.all().filter(({ ruleId, theme }) => theme !== SecurityTheme.CLASSIFICATION && !tripped.includes(ruleId));
  expect(others.map(({ ruleId }) => ruleId)).toEqual([]);
});
