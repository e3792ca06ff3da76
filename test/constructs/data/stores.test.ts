import { App, ArnFormat, Duration, PropertyInjectors, RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AttributeType, BillingMode, Table, TableEncryption, TableProps, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { SecurityGroup, SubnetType, Volume, VolumeProps } from 'aws-cdk-lib/aws-ec2';
import { FileSystem, FileSystemProps } from 'aws-cdk-lib/aws-efs';
import { AnyPrincipal, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias } from 'aws-cdk-lib/aws-kms';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { CfnRotationSchedule, Secret, SecretProps } from 'aws-cdk-lib/aws-secretsmanager';
import {
  DataClassification, SecureFileSystem, SecureFileSystemProps, SecureSecret, SecureSecretProps, SecureTable, SecureTableProps, SecureVolume,
  SecureVolumeProps,
} from '../../../lib/constructs/data';
import { SecureVpc, VpcAddresses } from '../../../lib/constructs/network';
import { existingVpc } from './examples';

const { PUBLIC, INTERNAL, CONFIDENTIAL, RESTRICTED } = DataClassification;

function newStack(classification?: DataClassification): Stack {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-central-1' } });
  classification?.applyTo(stack);
  return stack;
}

const ID = { partitionKey: { name: 'id', type: AttributeType.STRING } };
const WEAK: Partial<TableProps> = {
  encryption: TableEncryption.DEFAULT, deletionProtection: false, pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: false },
};
const DISK = { availabilityZone: 'eu-central-1a', snapshotId: 'snap-0a1b2c3d' };
const REASON = 'The provider gives a token once a year, by mail.';

const tableIn = (stack: Stack, props: Partial<SecureTableProps> = {}) => new SecureTable(stack, 'Store', { ...ID, ...props });
const volumeIn = (stack: Stack, props: Partial<SecureVolumeProps> = {}) => new SecureVolume(stack, 'Store', { ...DISK, ...props });
const secretIn = (stack: Stack, props: SecureSecretProps = {}) => new SecureSecret(stack, 'Store', { withoutRotation: REASON, ...props });
const filesIn = (stack: Stack, props: Partial<SecureFileSystemProps> = {}) =>
  new SecureFileSystem(stack, 'Store', { vpc: existingVpc(stack), ...props });

type Build = (stack: Stack, props?: object) => unknown;
const STORES: [string, Build, string][] = [
  ['table', tableIn, 'AWS::DynamoDB::Table'],
  ['file system', filesIn, 'AWS::EFS::FileSystem'],
  ['volume', volumeIn, 'AWS::EC2::Volume'],
  ['secret', secretIn, 'AWS::SecretsManager::Secret'],
];

/** Where each type names its key. */
const keyOf = (properties: { readonly KmsKeyId?: unknown; readonly SSESpecification?: { readonly KMSMasterKeyId?: unknown } }): unknown =>
  properties.KmsKeyId ?? properties.SSESpecification?.KMSMasterKeyId;

function resourceIn(stack: Stack, cfnType: string): { readonly Properties: Record<string, unknown>; readonly DeletionPolicy?: string } {
  return Object.values(Template.fromStack(stack).findResources(cfnType))[0] as ReturnType<typeof resourceIn>;
}

function templateOf(build: (stack: Stack) => void, classification = INTERNAL): Template {
  const stack = newStack(classification);
  build(stack);
  return Template.fromStack(stack);
}

const WITHOUT_TLS = Match.objectLike({ Effect: 'Deny', Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'false' } } });

describe('stores by default', () => {
  test.each(STORES)('a %s is encrypted by the key that the class of its data chooses', (_, build, cfnType) => {
    const keys = [INTERNAL, CONFIDENTIAL, RESTRICTED, PUBLIC].map(classification => {
      const stack = newStack(classification);
      build(stack);
      return keyOf(resourceIn(stack, cfnType).Properties);
    });
    const named = (logicalId: string) => ({ 'Fn::GetAtt': [expect.stringMatching(`^${logicalId}`), 'Arn'] });
    expect(keys).toEqual([named('SecureApplicationKey'), named('SecureApplicationKey'), named('StoreKey'), undefined]);
  });

  test.each<[string, Build, string, object]>([
    ['table', tableIn, 'AWS::DynamoDB::Table', { SSESpecification: { SSEEnabled: true } }],
    ['file system', filesIn, 'AWS::EFS::FileSystem', { Encrypted: true }],
    ['volume', volumeIn, 'AWS::EC2::Volume', { Encrypted: true }],
  ])('a %s of public data is encrypted by a key of AWS', (_, build, cfnType, properties) => {
    templateOf(build, PUBLIC).hasResourceProperties(cfnType, properties);
  });

  test.each(STORES.slice(0, 3))('a %s stays when its stack goes', (_, build, cfnType) => {
    const stack = newStack(INTERNAL);
    build(stack);
    expect(resourceIn(stack, cfnType).DeletionPolicy).toBe('RetainExceptOnCreate');
  });

  test.each(STORES)('a %s carries the tag of a class of its own', (_, build, cfnType) => {
    const stack = newStack(INTERNAL);
    build(stack, { classification: RESTRICTED });
    const { Tags, FileSystemTags } = resourceIn(stack, cfnType).Properties;
    expect(Tags ?? FileSystemTags).toContainEqual({ Key: 'DataClassification', Value: 'restricted' });
  });

  test('a table can be set back, is protected from deletion, and takes as many requests as come', () => {
    templateOf(tableIn).hasResourceProperties('AWS::DynamoDB::Table', {
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }, DeletionProtectionEnabled: true, BillingMode: 'PAY_PER_REQUEST',
    });
  });

  test('a file system is mounted with TLS, by roles of IAM, from the subnets of data, and is backed up', () => {
    const template = templateOf(filesIn);
    template.hasResourceProperties('AWS::EFS::FileSystem', {
      FileSystemPolicy: { Statement: [WITHOUT_TLS] }, BackupPolicy: { Status: 'ENABLED' },
    });
    expect(Object.values(template.findResources('AWS::EFS::MountTarget')).map(({ Properties }) => Properties.SubnetId)).toEqual(['subnet-5', 'subnet-6']);
    template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })] });
  });

  test('a secret has a policy that AWS refuses to make public', () => {
    templateOf(secretIn).hasResourceProperties('AWS::SecretsManager::ResourcePolicy', {
      BlockPublicPolicy: true, ResourcePolicy: { Statement: [WITHOUT_TLS] },
    });
  });
});

describe('options of stores', () => {
  test('a table has the capacity that is asked for', () => {
    templateOf(stack => tableIn(stack, { readCapacity: 3, writeCapacity: 2 })).hasResourceProperties('AWS::DynamoDB::Table', {
      ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 2 }, BillingMode: Match.absent(),
    });
  });

  test('a file system lives in the tier "data" of a VPC of tiers', () => {
    const stack = newStack(INTERNAL);
    const vpc = new SecureVpc(stack, 'Network', { addresses: VpcAddresses.cidr('10.20.0.0/16') });
    filesIn(stack, { vpc });
    const targets = Object.values(Template.fromStack(stack).findResources('AWS::EFS::MountTarget'));
    expect(targets.map(({ Properties }) => Properties.SubnetId)).toEqual(stack.resolve(vpc.selectSubnets(vpc.tier('data').subnets).subnetIds));
  });

  test('a file system opens to a group, and to a role without root', () => {
    const template = templateOf(stack => {
      const files = filesIn(stack);
      files.grantReadWrite(new Role(stack, 'Task', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') }));
      files.connections.allowDefaultPortFrom(SecurityGroup.fromSecurityGroupId(stack, 'App', 'sg-0a1b2c3d'));
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { SourceSecurityGroupId: 'sg-0a1b2c3d', FromPort: 2049 });
    expect(JSON.stringify(template.toJSON())).not.toContain('ClientRootAccess');
  });

  test('a policy of yours for a file system refuses connections without TLS too', () => {
    const template = templateOf(stack => filesIn(stack, {
      fileSystemPolicy: new PolicyDocument({ statements: [new PolicyStatement({
        principals: [new ServicePrincipal('backup.amazonaws.com')], actions: ['elasticfilesystem:ClientMount'],
      })] }),
    }));
    template.hasResourceProperties('AWS::EFS::FileSystem', { FileSystemPolicy: { Statement: [Match.objectLike({ Effect: 'Allow' }), WITHOUT_TLS] } });
  });

  test.each<[string, (secret: SecureSecret, stack: Stack) => void]>([
    ['a schedule', (secret, stack) => secret.addRotationSchedule('Weekly', { rotationLambda: renewal(stack), automaticallyAfter: Duration.days(7) })],
    ['a schedule that names it', (secret, stack) => new CfnRotationSchedule(stack, 'Weekly', { secretId: secret.secretArn })],
  ])('a secret is renewed by %s', (_, renew) => {
    const stack = newStack(INTERNAL);
    renew(secretIn(stack, { withoutRotation: undefined }), stack);
    expect(() => (stack.node.root as App).synth()).not.toThrow();
  });

  test.each<[string, SecretProps]>([
    ['a secure parameter', { secretStringValue: SecretValue.ssmSecure('token') }],
    ['a part of another secret', { secretObjectValue: { token: SecretValue.secretsManager('other') } }],
  ])('a secret may be %s', (_, props) => {
    expect(() => secretIn(newStack(INTERNAL), props)).not.toThrow();
  });
});

function renewal(stack: Stack) {
  const functionArn = stack.formatArn({ service: 'lambda', resource: 'function', resourceName: 'renewal', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  return Function.fromFunctionAttributes(stack, 'Renewal', { functionArn, sameEnvironment: true, skipPermissions: true });
}

describe('stores of the CDK under the defaults', () => {
  function injected(): Stack {
    const stack = newStack();
    PropertyInjectors.of(stack).add(
      SecureTable.defaults(), SecureTable.globalDefaults(), SecureFileSystem.defaults(), SecureVolume.defaults(), SecureSecret.defaults());
    return stack;
  }

  const KEY = { 'Fn::GetAtt': [Match.stringLikeRegexp('^SecureApplicationKey'), 'Arn'] };

  test.each<[string, Build, object]>([
    ['AWS::DynamoDB::Table', stack => new Table(stack, 'Store', ID), {
      SSESpecification: { KMSMasterKeyId: KEY, SSEType: 'KMS' }, DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }, BillingMode: Match.absent(),
    }],
    ['AWS::DynamoDB::GlobalTable', stack => new TableV2(stack, 'Store', ID), {
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      Replicas: [Match.objectLike({
        SSESpecification: { KMSMasterKeyId: KEY }, DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      })],
    }],
    ['AWS::EFS::FileSystem', stack => new FileSystem(stack, 'Store', { vpc: existingVpc(stack) }), {
      Encrypted: true, KmsKeyId: KEY, FileSystemPolicy: Match.absent(), BackupPolicy: { Status: 'ENABLED' },
    }],
    ['AWS::EC2::Volume', stack => new Volume(stack, 'Store', DISK), { Encrypted: true, KmsKeyId: KEY }],
    ['AWS::SecretsManager::Secret', stack => new Secret(stack, 'Store'), { KmsKeyId: KEY }],
  ])('%s is secured as confidential where nobody said the class', (cfnType, build, properties) => {
    const stack = injected();
    build(stack);
    Template.fromStack(stack).hasResourceProperties(cfnType, properties);
  });

  test.each<[string, Build, object]>([
    ['AWS::DynamoDB::Table', stack => new Table(stack, 'Store', { ...ID, ...WEAK }), {
      SSESpecification: { SSEEnabled: false }, DeletionProtectionEnabled: false,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
    }],
    ['AWS::EFS::FileSystem', stack => new FileSystem(stack, 'Store', { vpc: existingVpc(stack), encrypted: false, allowAnonymousAccess: true }), {
      Encrypted: false, KmsKeyId: Match.absent(), FileSystemPolicy: Match.absent(),
    }],
    ['AWS::EC2::Volume', stack => new Volume(stack, 'Store', { ...DISK, encrypted: false }), { Encrypted: false, KmsKeyId: Match.absent() }],
  ])('%s keeps what was said of it, weaker or not', (cfnType, build, properties) => {
    const stack = injected();
    build(stack);
    Template.fromStack(stack).hasResourceProperties(cfnType, properties);
  });

  test('a file system keeps its subnets and who may mount it', () => {
    const stack = injected();
    stack.node.setContext('@aws-cdk/aws-efs:denyAnonymousAccess', true);
    new FileSystem(stack, 'Store', { vpc: existingVpc(stack) });
    const template = Template.fromStack(stack);
    expect(Object.values(template.findResources('AWS::EFS::MountTarget')).map(({ Properties }) => Properties.SubnetId)).toEqual(['subnet-3', 'subnet-4']);
    template.hasResourceProperties('AWS::EFS::FileSystem', { FileSystemPolicy: { Statement: [Match.objectLike({ Effect: 'Allow' })] } });
  });

  test('a table with replicas keeps the key that AWS manages', () => {
    const stack = injected();
    new TableV2(stack, 'Store', { ...ID, replicas: [{ region: 'eu-west-1' }] });
    Template.fromStack(stack).hasResourceProperties('AWS::DynamoDB::GlobalTable', { Replicas: Match.arrayWith([Match.objectLike({ SSESpecification: Match.absent() })]) });
  });

  test.each(STORES)('a %s that is secure stays as it is', (_, build) => {
    const [plain, twice] = [newStack(RESTRICTED), injected()];
    RESTRICTED.applyTo(twice);
    [plain, twice].forEach(stack => build(stack));
    expect(Template.fromStack(twice).toJSON()).toEqual(Template.fromStack(plain).toJSON());
  });
});

describe('the validation of stores', () => {
  test.each(STORES)('a %s fails when nobody said the class, and says where to', (_, build) => {
    expect(() => build(newStack())).toThrow(/'classification' must say what the data is/);
  });

  test.each<[Partial<TableProps>, RegExp]>([
    [{ deletionProtection: false, removalPolicy: RemovalPolicy.DESTROY }, /2 problems[^]*'deletionProtection' must not be false[^]*'removalPolicy' must keep the table/],
    [{ pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: false } }, /'pointInTimeRecoverySpecification' must enable recovery/],
    [{ encryption: TableEncryption.AWS_MANAGED }, /'encryption' must be CUSTOMER_MANAGED for internal data, got "AWS_MANAGED": leave it out, or use dynamodb.Table/],
  ])('refuses a table of %j', (props, message) => {
    expect(() => tableIn(newStack(INTERNAL), props)).toThrow(message);
  });

  test('refuses a table of public data under a key that nobody sees', () => {
    expect(() => tableIn(newStack(PUBLIC), { encryption: TableEncryption.DEFAULT })).toThrow(/'encryption' must not be DEFAULT/);
    expect(() => tableIn(newStack(PUBLIC), { billingMode: BillingMode.PROVISIONED })).not.toThrow();
  });

  test.each<[Partial<FileSystemProps>, RegExp]>([
    [{ encrypted: false }, /'encrypted' must not be false/],
    [{ allowAnonymousAccess: true }, /'allowAnonymousAccess' must not be true/],
    [{ enableAutomaticBackups: false }, /'enableAutomaticBackups' must not be false/],
    [{ removalPolicy: RemovalPolicy.DESTROY }, /'removalPolicy' must keep the data, got "destroy"/],
    [{ vpcSubnets: { subnetType: SubnetType.PUBLIC } }, /'vpcSubnets' must select no public subnets/],
  ])('refuses a file system of %j', (props, message) => {
    expect(() => filesIn(newStack(INTERNAL), props)).toThrow(message);
  });

  test('refuses an access point without user and directory, where a client may be root and see everything', () => {
    const stack = newStack(INTERNAL);
    filesIn(stack).addAccessPoint('Open');
    expect(() => (stack.node.root as App).synth()).toThrow(
      /'posixUser' of access point "Stack\/Store\/Open\/Resource" must name the user[^]*'path' of access point "Stack\/Store\/Open\/Resource" must name a directory/);
  });

  test.each<[Partial<VolumeProps>, RegExp]>([
    [{ encrypted: false }, /'encrypted' must not be false/],
    [{ removalPolicy: RemovalPolicy.DESTROY }, /'removalPolicy' must keep the data, got "destroy": leave it out, or say SNAPSHOT, or use ec2.Volume/],
  ])('refuses a volume of %j', (props, message) => {
    expect(() => volumeIn(newStack(INTERNAL), props)).toThrow(message);
  });

  test.each<[SecureSecretProps, RegExp]>([
    [{ secretStringValue: SecretValue.unsafePlainText('hunter2') }, /'secretStringValue' must not stand in the template, got "a value/],
    [{ secretObjectValue: { token: SecretValue.unsafePlainText('hunter2') } }, /'secretObjectValue.token' must not stand in the template/],
    [{ withoutRotation: 'no' }, /'withoutRotation' must have 10 to 1000 characters, got 2/],
  ])('refuses a secret of %#', (props, message) => {
    const attempt = () => secretIn(newStack(INTERNAL), props);
    expect(attempt).toThrow(message);
    expect(attempt).not.toThrow(/hunter2/);
  });

  test('refuses a secret that is neither renewed nor said to stay, and one that is both', () => {
    const [neither, both] = [newStack(INTERNAL), newStack(INTERNAL)];
    secretIn(neither, { withoutRotation: undefined });
    secretIn(both).addRotationSchedule('Weekly', { rotationLambda: renewal(both) });
    expect(() => (neither.node.root as App).synth()).toThrow(/'withoutRotation' must say why nobody renews the secret, got none: give the reason, or call addRotationSchedule/);
    expect(() => (both.node.root as App).synth()).toThrow(/'withoutRotation' must be left out of a secret that a schedule renews/);
  });

  test.each<[string, Build, string]>([
    ['table', (stack, encryptionKey) => tableIn(stack, { encryptionKey } as Partial<TableProps>), 'dynamodb'],
    ['file system', (stack, kmsKey) => filesIn(stack, { kmsKey } as Partial<FileSystemProps>), 'elasticfilesystem'],
    ['volume', (stack, encryptionKey) => volumeIn(stack, { encryptionKey } as Partial<VolumeProps>), 'ebs'],
    ['secret', (stack, encryptionKey) => secretIn(stack, { encryptionKey } as SecretProps), 'secretsmanager'],
  ])('refuses a %s of internal data under a key that AWS manages', (_, build, service) => {
    const stack = newStack(INTERNAL);
    expect(() => build(stack, Alias.fromAliasName(stack, 'Aws', `alias/aws/${service}`))).toThrow(/must be a customer managed key for internal data/);
  });

  test.each<[string, (stack: Stack) => void]>([
    ['table', stack => tableIn(stack).addToResourcePolicy(forEverybody('dynamodb:GetItem'))],
    ['file system', stack => filesIn(stack).addToResourcePolicy(forEverybody('elasticfilesystem:ClientMount'))],
    ['secret', stack => secretIn(stack).addToResourcePolicy(forEverybody('secretsmanager:GetSecretValue'))],
  ])('refuses a policy that opens a %s to everybody', (_, build) => {
    const stack = newStack(INTERNAL);
    build(stack);
    expect(() => (stack.node.root as App).synth()).toThrow(/must not let in everybody/);
  });
});

const forEverybody = (action: string) => new PolicyStatement({ principals: [new AnyPrincipal()], actions: [action], resources: ['*'] });
