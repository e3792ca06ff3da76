import { ArnFormat, Duration, Size, Stack } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { InstanceClass, InstanceSize, InstanceType, IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Function } from 'aws-cdk-lib/aws-lambda';
import {
  AuroraMysqlEngineVersion, AuroraPostgresEngineVersion, ClusterInstance, DatabaseClusterEngine, DatabaseInstanceEngine,
  MariaDbEngineVersion, MysqlEngineVersion, PostgresEngineVersion, SqlServerEngineVersion,
} from 'aws-cdk-lib/aws-rds';
import {
  BackupByClass, DataClassification, MacieDiscoveryJob, SecureBucket, SecureDatabaseCluster, SecureDatabaseInstance, SecureFileSystem,
  SecureQueue, SecureSecret, SecureTable, SecureTopic, SecureVolume,
} from '../../../lib/constructs/data';
import { Example, Examples } from '../control-tower';

/** A VPC that is there already, in which data has subnets of its own. */
export const existingVpc = (stack: Stack): IVpc => Vpc.fromVpcAttributes(stack, 'Vpc', {
  vpcId: 'vpc-0a1b2c3d',
  availabilityZones: ['eu-central-1a', 'eu-central-1b'],
  publicSubnetIds: ['subnet-1', 'subnet-2'],
  privateSubnetIds: ['subnet-3', 'subnet-4'],
  isolatedSubnetIds: ['subnet-5', 'subnet-6'],
});

function messages(stack: Stack): void {
  new SecureQueue(stack, 'Queue');
  new SecureTopic(stack, 'Topic');
}

const INSTANCE_TYPE = InstanceType.of(InstanceClass.R6G, InstanceSize.LARGE);

function instance(stack: Stack, vpc: IVpc): void {
  const engine = DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_17 });
  new SecureDatabaseInstance(stack, 'Postgres', { vpc, engine, instanceType: INSTANCE_TYPE });
}

function instancesOfOtherEngines(stack: Stack, vpc: IVpc): void {
  Object.entries({
    Mysql: DatabaseInstanceEngine.mysql({ version: MysqlEngineVersion.VER_8_4_6 }),
    Mariadb: DatabaseInstanceEngine.mariaDb({ version: MariaDbEngineVersion.VER_11_4_10 }),
    SqlServer: DatabaseInstanceEngine.sqlServerSe({ version: SqlServerEngineVersion.VER_16 }),
  }).forEach(([id, engine]) => new SecureDatabaseInstance(stack, id, { vpc, engine, instanceType: INSTANCE_TYPE }));
}

function clusters(stack: Stack, vpc: IVpc): void {
  new SecureDatabaseCluster(stack, 'AuroraPostgres', {
    vpc,
    engine: DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_17_4 }),
    writer: ClusterInstance.serverlessV2('Writer'), readers: [ClusterInstance.serverlessV2('Reader', { scaleWithWriter: true })],
  });
  new SecureDatabaseCluster(stack, 'AuroraMysql', {
    vpc,
    engine: DatabaseClusterEngine.auroraMysql({ version: AuroraMysqlEngineVersion.VER_3_08_2 }),
    writer: ClusterInstance.provisioned('Writer', { instanceType: INSTANCE_TYPE }),
  });
}

function stores(stack: Stack, vpc: IVpc): void {
  new SecureTable(stack, 'Table', { partitionKey: { name: 'id', type: AttributeType.STRING } });
  new SecureVolume(stack, 'Volume', { availabilityZone: 'eu-central-1a', size: Size.gibibytes(10) });
  new SecureFileSystem(stack, 'Files', { vpc }).addAccessPoint('Uploads', {
    path: '/uploads', posixUser: { uid: '1000', gid: '1000' }, createAcl: { ownerUid: '1000', ownerGid: '1000', permissions: '750' },
  });
}

function buckets(stack: Stack): void {
  new SecureBucket(stack, 'Raw', { eventBridgeEnabled: true });
  new SecureBucket(stack, 'Curated', { organizationId: 'o-a1b2c3d4e5' });
}

function secrets(stack: Stack): void {
  new SecureSecret(stack, 'Mailed', { withoutRotation: 'The provider gives a token once a year, by mail.' });
  new SecureSecret(stack, 'Renewed').addRotationSchedule('Weekly', {
    automaticallyAfter: Duration.days(7),
    rotationLambda: Function.fromFunctionAttributes(stack, 'Renewal', {
      functionArn: stack.formatArn({ service: 'lambda', resource: 'function', resourceName: 'renewal', arnFormat: ArnFormat.COLON_RESOURCE_NAME }),
      sameEnvironment: true, skipPermissions: true,
    }),
  });
}

function keeping(stack: Stack): void {
  new BackupByClass(stack, 'Backup');
  new MacieDiscoveryJob(stack, 'Discovery');
}

/** Things for data of a class. */
const ofClass = (classification: DataClassification, ...builds: readonly ((stack: Stack, vpc: IVpc) => void)[]): Example => stack => {
  classification.applyTo(stack);
  const vpc = existingVpc(stack);
  builds.forEach(build => build(stack, vpc));
};

// restricted data differs from internal in which key it is, and in nothing that a judge sees
export const DATA: Examples = {
  public: ofClass(DataClassification.PUBLIC, messages, instance, buckets, stores, secrets, keeping),
  internal: ofClass(DataClassification.INTERNAL, messages, instance, instancesOfOtherEngines, clusters, buckets, stores, secrets),
};
