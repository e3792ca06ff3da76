import { App, Duration, PropertyInjectors, RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Alias } from 'aws-cdk-lib/aws-kms';
import {
  AuroraMysqlEngineVersion, AuroraPostgresEngineVersion, ClusterInstance, Credentials, DatabaseCluster, DatabaseClusterEngine,
  DatabaseInstance, DatabaseInstanceEngine, IInstanceEngine, MariaDbEngineVersion, MysqlEngineVersion, OracleEngineVersion, ParameterGroup,
  PostgresEngineVersion, SqlServerEngineVersion,
} from 'aws-cdk-lib/aws-rds';
import {
  DataClassification, SecureDatabaseCluster, SecureDatabaseClusterProps, SecureDatabaseInstance, SecureDatabaseInstanceProps,
} from '../../../lib/constructs/data';
import { SecureVpc, VpcAddresses } from '../../../lib/constructs/network';
import { existingVpc } from './examples';

const { PUBLIC, INTERNAL, CONFIDENTIAL, RESTRICTED } = DataClassification;

function newStack(classification?: DataClassification): Stack {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-central-1' } });
  classification?.applyTo(stack);
  return stack;
}

const POSTGRES = DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_17 });
const MYSQL = DatabaseInstanceEngine.mysql({ version: MysqlEngineVersion.VER_8_4_6 });
const MARIADB = DatabaseInstanceEngine.mariaDb({ version: MariaDbEngineVersion.VER_11_4_10 });
const OLD_MARIADB = DatabaseInstanceEngine.mariaDb({ version: MariaDbEngineVersion.of('10.5.29', '10.5') });
const SQL_SERVER = DatabaseInstanceEngine.sqlServerSe({ version: SqlServerEngineVersion.VER_16 });
const SQL_SERVER_EXPRESS = DatabaseInstanceEngine.sqlServerEx({ version: SqlServerEngineVersion.VER_16 });
const AURORA_POSTGRES = DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_17_4 });
const AURORA_MYSQL = DatabaseClusterEngine.auroraMysql({ version: AuroraMysqlEngineVersion.VER_3_08_2 });

function instanceIn(stack: Stack, props: Partial<SecureDatabaseInstanceProps> = {}): SecureDatabaseInstance {
  return new SecureDatabaseInstance(stack, 'Orders', { engine: POSTGRES, vpc: existingVpc(stack), ...props });
}

function clusterIn(stack: Stack, props: Partial<SecureDatabaseClusterProps> = {}): SecureDatabaseCluster {
  return new SecureDatabaseCluster(stack, 'Orders', {
    engine: AURORA_POSTGRES, vpc: existingVpc(stack), writer: ClusterInstance.serverlessV2('Writer'), ...props,
  });
}

const keyNamed = (logicalId: string) => ({ 'Fn::GetAtt': [Match.stringLikeRegexp(`^${logicalId}`), 'Arn'] });

function templateOf(build: (stack: Stack) => void, classification?: DataClassification): Template {
  const stack = newStack(classification);
  build(stack);
  return Template.fromStack(stack);
}

describe('an instance by default', () => {
  const template = templateOf(instanceIn, CONFIDENTIAL);

  test.each<[string, object]>([
    ['is encrypted by the key of the stack', { StorageEncrypted: true, KmsKeyId: keyNamed('SecureApplicationKey') }],
    ['has a master password that RDS makes under the same key', {
      ManageMasterUserPassword: true, MasterUserSecret: { KmsKeyId: keyNamed('SecureApplicationKey') }, MasterUserPassword: Match.absent(), MasterUsername: 'dbadmin',
    }],
    ['takes tokens of IAM', { EnableIAMDatabaseAuthentication: true }],
    ['has no public address', { PubliclyAccessible: false }],
    ['is protected from deletion', { DeletionProtection: true }],
    ['keeps backups as long as its class says and RDS can', { BackupRetentionPeriod: 35, CopyTagsToSnapshot: true }],
    ['has a standby in another zone', { MultiAZ: true }],
    ['takes minor versions by itself', { AutoMinorVersionUpgrade: true }],
    ['is measured each minute', { MonitoringInterval: 60, EnablePerformanceInsights: Match.absent() }],
  ])('%s', (_, properties) => {
    template.hasResourceProperties('AWS::RDS::DBInstance', properties);
  });

  test('is in isolated subnets, and its group lets nothing in and nothing out', () => {
    template.hasResourceProperties('AWS::RDS::DBSubnetGroup', { SubnetIds: ['subnet-5', 'subnet-6'] });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: Match.absent(), SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })],
    });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  test.each<[IInstanceEngine, string, string, string[], boolean | undefined, string]>([
    [POSTGRES, 'rds.force_ssl', '1', ['postgresql', 'upgrade'], true, '15432'],
    [MYSQL, 'require_secure_transport', 'ON', ['audit', 'error', 'general', 'slowquery'], true, '13306'],
    [MARIADB, 'require_secure_transport', 'ON', ['audit', 'error', 'general', 'slowquery'], true, '13306'],
    [OLD_MARIADB, 'require_secure_transport', 'ON', ['audit', 'error', 'general', 'slowquery'], undefined, '13306'],
    [SQL_SERVER, 'rds.force_ssl', '1', ['agent', 'error'], undefined, '11433'],
  ])('of engine %#: takes connections with TLS only, exports all its logs, and takes tokens of IAM where it can', (engine, parameter, value, logs, iam, port) => {
    const ofEngine = templateOf(stack => instanceIn(stack, { engine }), INTERNAL);
    ofEngine.hasResourceProperties('AWS::RDS::DBParameterGroup', { Parameters: { [parameter]: value } });
    ofEngine.hasResourceProperties('AWS::RDS::DBInstance', {
      EnableCloudwatchLogsExports: logs, EnableIAMDatabaseAuthentication: iam ?? Match.absent(), Port: port, MultiAZ: true,
    });
  });

  test.each<[DataClassification, unknown, number]>([
    [PUBLIC, Match.absent(), 7], [INTERNAL, keyNamed('SecureApplicationKey'), 35], [RESTRICTED, keyNamed('OrdersKey'), 35],
  ])('follows the class of its data: key and backups (%#)', (classification, KmsKeyId, BackupRetentionPeriod) => {
    templateOf(instanceIn, classification).hasResourceProperties('AWS::RDS::DBInstance', { StorageEncrypted: true, KmsKeyId, BackupRetentionPeriod });
  });
});

describe('a cluster by default', () => {
  const template = templateOf(clusterIn, CONFIDENTIAL);

  test.each<[string, object]>([
    ['is encrypted by the key of the stack', { StorageEncrypted: true, KmsKeyId: keyNamed('SecureApplicationKey') }],
    ['has a master password that RDS makes under the same key', {
      ManageMasterUserPassword: true, MasterUserSecret: { KmsKeyId: keyNamed('SecureApplicationKey') }, MasterUserPassword: Match.absent(), MasterUsername: 'dbadmin',
    }],
    ['takes tokens of IAM', { EnableIAMDatabaseAuthentication: true }],
    ['is protected from deletion', { DeletionProtection: true }],
    ['keeps backups as long as its class says and RDS can', { BackupRetentionPeriod: 35, CopyTagsToSnapshot: true }],
    ['takes minor versions by itself', { AutoMinorVersionUpgrade: true }],
    ['exports all its logs, on a port of its own', { EnableCloudwatchLogsExports: ['postgresql'], Port: 15432 }],
  ])('%s', (_, properties) => {
    template.hasResourceProperties('AWS::RDS::DBCluster', properties);
  });

  test('has instances without public addresses, measured each minute', () => {
    template.allResourcesProperties('AWS::RDS::DBInstance', { PubliclyAccessible: false, MonitoringInterval: 60 });
  });

  test('is in isolated subnets, and its group lets nothing in and nothing out', () => {
    template.hasResourceProperties('AWS::RDS::DBSubnetGroup', { SubnetIds: ['subnet-5', 'subnet-6'] });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })] });
  });

  test('of MySQL takes connections with TLS only, as that of PostgreSQL does', () => {
    template.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', { Parameters: { 'rds.force_ssl': '1' } });
    templateOf(stack => clusterIn(stack, { engine: AURORA_MYSQL }), INTERNAL).hasResourceProperties('AWS::RDS::DBClusterParameterGroup', {
      Parameters: { require_secure_transport: 'ON' },
    });
  });
});

describe('options of databases', () => {
  test.each([['an instance', instanceIn], ['a cluster', clusterIn]])('%s lives in the tier "data" of a VPC of tiers', (_, build) => {
    const stack = newStack(INTERNAL);
    const vpc = new SecureVpc(stack, 'Network', { addresses: VpcAddresses.cidr('10.20.0.0/16') });
    build(stack, { vpc });
    const subnetIds = stack.resolve(vpc.selectSubnets(vpc.tier('data').subnets).subnetIds) as object[];
    Template.fromStack(stack).hasResourceProperties('AWS::RDS::DBSubnetGroup', { SubnetIds: subnetIds });
  });

  test('a port is opened to a security group, and to nobody else', () => {
    const template = templateOf(stack => {
      const group = SecurityGroup.fromSecurityGroupId(stack, 'App', 'sg-0a1b2c3d');
      instanceIn(stack).connections.allowDefaultPortFrom(group);
    }, INTERNAL);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      SourceSecurityGroupId: 'sg-0a1b2c3d', FromPort: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Orders'), 'Endpoint.Port'] },
    });
  });

  test('parameters of yours stand beside the one that forces TLS', () => {
    templateOf(stack => instanceIn(stack, { parameters: { log_connections: '1' } }), INTERNAL)
      .hasResourceProperties('AWS::RDS::DBParameterGroup', { Parameters: { 'rds.force_ssl': '1', 'log_connections': '1' } });
  });

  test('a group of parameters of yours is made to force TLS', () => {
    const template = templateOf(stack => {
      const engine = MYSQL;
      instanceIn(stack, { engine, parameterGroup: new ParameterGroup(stack, 'Mine', { engine, parameters: { max_connections: '100' } }) });
    }, INTERNAL);
    template.resourceCountIs('AWS::RDS::DBParameterGroup', 1);
    template.hasResourceProperties('AWS::RDS::DBParameterGroup', { Parameters: { require_secure_transport: 'ON', max_connections: '100' } });
  });

  test.each([
    ['an instance', instanceIn, 'AWS::RDS::DBInstance', ['EnablePerformanceInsights', 'PerformanceInsightsKMSKeyId']],
    ['a cluster', clusterIn, 'AWS::RDS::DBCluster', ['PerformanceInsightsEnabled', 'PerformanceInsightsKmsKeyId']],
  ])('insights of %s are encrypted by its key, where they are asked for', (_, build, cfnType, [enabled, keyId]) => {
    templateOf(stack => build(stack, { enablePerformanceInsights: true }), INTERNAL).hasResourceProperties(cfnType, {
      [enabled]: true, [keyId]: keyNamed('SecureApplicationKey'),
    });
  });

  test('a name of the master user is taken, and so is a database without standby', () => {
    templateOf(stack => instanceIn(stack, { credentials: Credentials.fromUsername('owner'), multiAz: false }), INTERNAL)
      .hasResourceProperties('AWS::RDS::DBInstance', {
        MasterUsername: 'owner', ManageMasterUserPassword: true, MasterUserSecret: { KmsKeyId: keyNamed('SecureApplicationKey') }, MultiAZ: false,
      });
  });

  test('SQL Server Express has no standby, which it cannot have', () => {
    templateOf(stack => instanceIn(stack, { engine: SQL_SERVER_EXPRESS }), INTERNAL).hasResourceProperties('AWS::RDS::DBInstance', { MultiAZ: false });
  });

  test('a class of its own tags it', () => {
    templateOf(stack => instanceIn(stack, { classification: RESTRICTED }), INTERNAL).hasResourceProperties('AWS::RDS::DBInstance', {
      Tags: Match.arrayWith([{ Key: 'DataClassification', Value: 'restricted' }]), KmsKeyId: keyNamed('OrdersKey'),
    });
  });
});

describe('databases of the CDK under the defaults', () => {
  function injected(): Stack {
    const stack = newStack();
    PropertyInjectors.of(stack).add(SecureDatabaseInstance.defaults(), SecureDatabaseCluster.defaults());
    return stack;
  }

  test('are encrypted, protected, backed up, logged, and take connections with TLS only', () => {
    const stack = injected();
    const vpc = existingVpc(stack);
    new DatabaseInstance(stack, 'Orders', { engine: POSTGRES, vpc });
    new DatabaseCluster(stack, 'Carts', { engine: AURORA_MYSQL, vpc, writer: ClusterInstance.serverlessV2('Writer') });
    const template = Template.fromStack(stack);
    const secured = { StorageEncrypted: true, KmsKeyId: keyNamed('SecureApplicationKey'), DeletionProtection: true, BackupRetentionPeriod: 35 };
    template.hasResourceProperties('AWS::RDS::DBInstance', { ...secured, PubliclyAccessible: false, EnableCloudwatchLogsExports: ['postgresql', 'upgrade'] });
    template.hasResourceProperties('AWS::RDS::DBCluster', { ...secured, EnableIAMDatabaseAuthentication: true });
    template.hasResourceProperties('AWS::RDS::DBParameterGroup', { Parameters: { 'rds.force_ssl': '1' } });
    template.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', { Parameters: { require_secure_transport: 'ON' } });
  });

  test('keep their name, port, subnets, master user and security group, whose change would fail or make another database', () => {
    const stack = injected();
    new DatabaseInstance(stack, 'Orders', { engine: POSTGRES, vpc: existingVpc(stack) });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      Port: Match.absent(), ManageMasterUserPassword: Match.absent(), MultiAZ: Match.absent(), MasterUsername: Match.anyValue(),
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupEgress: [Match.objectLike({ CidrIp: '0.0.0.0/0' })] });
    template.hasResourceProperties('AWS::RDS::DBSubnetGroup', { SubnetIds: ['subnet-3', 'subnet-4'] });
  });

  test('keep what was said of them, weaker or not', () => {
    const stack = injected();
    new DatabaseInstance(stack, 'Orders', {
      engine: POSTGRES, vpc: existingVpc(stack), vpcSubnets: { subnetType: SubnetType.PUBLIC }, publiclyAccessible: true,
      storageEncrypted: false, deletionProtection: false, backupRetention: Duration.days(1), parameters: { 'rds.force_ssl': '0' },
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      PubliclyAccessible: true, StorageEncrypted: false, KmsKeyId: Match.absent(), DeletionProtection: false, BackupRetentionPeriod: 1,
    });
    template.hasResourceProperties('AWS::RDS::DBParameterGroup', { Parameters: { 'rds.force_ssl': '0' } });
  });

  test('are left without parameters where the engine has no version, and are in private subnets where none is isolated', () => {
    const stack = injected();
    new DatabaseInstance(stack, 'Orders', { engine: DatabaseInstanceEngine.POSTGRES, vpc: new Vpc(stack, 'Network', { maxAzs: 2 }) });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::RDS::DBParameterGroup', 0);
    template.hasResourceProperties('AWS::RDS::DBSubnetGroup', {
      SubnetIds: [{ Ref: Match.stringLikeRegexp('PrivateSubnet1') }, { Ref: Match.stringLikeRegexp('PrivateSubnet2') }],
    });
  });

  test.each([['an instance', instanceIn], ['a cluster', clusterIn]])('change nothing about %s that is secure', (_, build) => {
    const [plain, twice] = [newStack(RESTRICTED), injected()];
    RESTRICTED.applyTo(twice);
    [plain, twice].forEach(stack => build(stack));
    expect(Template.fromStack(twice).toJSON()).toEqual(Template.fromStack(plain).toJSON());
  });
});

describe('the validation of databases', () => {
  test.each<[Partial<SecureDatabaseInstanceProps>, RegExp]>([
    [{ storageEncrypted: false }, /'storageEncrypted' must not be false/],
    [{ deletionProtection: false }, /'deletionProtection' must not be false/],
    [{ copyTagsToSnapshot: false }, /'copyTagsToSnapshot' must not be false/],
    [{ autoMinorVersionUpgrade: false }, /'autoMinorVersionUpgrade' must not be false/],
    [{ manageMasterUserPassword: false }, /'manageMasterUserPassword' must not be false/],
    [{ iamAuthentication: false }, /'iamAuthentication' must not be false/],
    [{ publiclyAccessible: true }, /'publiclyAccessible' must not be true/],
    [{ vpcSubnets: { subnetType: SubnetType.PUBLIC } }, /'vpcSubnets' must select no public subnets, got "Public": leave it out for the tier "data"/],
    [{ backupRetention: Duration.days(7) }, /'backupRetention' must be at least 35 days for internal data, got 7/],
    [{ parameters: { 'rds.force_ssl': '0' } }, /'parameters' must have "rds.force_ssl" as 1, which refuses connections without TLS, got "0"/],
    [{ cloudwatchLogsExports: ['upgrade'] }, /'cloudwatchLogsExports' must have postgresql, got \["upgrade"\]/],
    [{ removalPolicy: RemovalPolicy.DESTROY }, /'removalPolicy' must keep the data or a snapshot of it, got "destroy"/],
    [{ credentials: Credentials.fromPassword('owner', SecretValue.unsafePlainText('x')) }, /'credentials' must have no password.*say Credentials.fromUsername/],
    [{ credentials: Credentials.fromGeneratedSecret('owner') }, /'credentials' must have no password, secret or usernameAsString/],
    [{ engine: DatabaseInstanceEngine.POSTGRES }, /'engine' must have a version, so that it can have parameters that force TLS, got "postgres"/],
    [{ engine: DatabaseInstanceEngine.oracleEe({ version: OracleEngineVersion.VER_19 }) }, /'engine' must be one of postgres, .*got "oracle-ee": choose one, or use rds.DatabaseInstance with a waiver/],
  ])('refuses an instance of %j', (props, message) => {
    expect(() => instanceIn(newStack(INTERNAL), props)).toThrow(message);
  });

  test('refuses a key that AWS manages, and says all problems at once', () => {
    const stack = newStack(INTERNAL);
    const storageEncryptionKey = Alias.fromAliasName(stack, 'Aws', 'alias/aws/rds');
    expect(() => instanceIn(stack, { storageEncryptionKey, deletionProtection: false })).toThrow(
      /^Stack\/Orders: 2 problems[^]*'storageEncryptionKey' must be a customer managed key for internal data, got "alias\/aws\/rds"/);
  });

  test.each<[Partial<SecureDatabaseClusterProps>, RegExp]>([
    [{ backup: { retention: Duration.days(1) } }, /'backupRetention' must be at least 35 days for internal data, got 1/],
    [{ writer: ClusterInstance.serverlessV2('Writer', { publiclyAccessible: true }) }, /'publiclyAccessible' must not be true for Writer, got true/],
    [{ vpcSubnets: { subnetType: SubnetType.PUBLIC } }, /'vpcSubnets' must select no public subnets/],
    [{ iamAuthentication: false }, /'iamAuthentication' must not be false, got false: leave it out, or use rds.DatabaseCluster with a waiver/],
    [{ instanceProps: { vpc: Vpc.fromVpcAttributes(newStack(), 'V', { vpcId: 'vpc-1', availabilityZones: ['a'] }) } }, /'instanceProps' must be left out/],
  ])('refuses a cluster of %#', (props, message) => {
    expect(() => clusterIn(newStack(INTERNAL), props)).toThrow(message);
  });

  test('fails when nobody said the class, and says where to', () => {
    expect(() => instanceIn(newStack())).toThrow(/'classification' must say what the data is/);
  });
});
