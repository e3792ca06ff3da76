import { Stack } from 'aws-cdk-lib';
import { InstanceClass, InstanceSize, InstanceType, IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  AuroraMysqlEngineVersion, AuroraPostgresEngineVersion, ClusterInstance, DatabaseClusterEngine, DatabaseInstanceEngine,
  MariaDbEngineVersion, MysqlEngineVersion, PostgresEngineVersion, SqlServerEngineVersion,
} from 'aws-cdk-lib/aws-rds';
import { DataClassification, SecureDatabaseCluster, SecureDatabaseInstance, SecureQueue, SecureTopic } from '../../../lib/constructs/data';
import { Examples } from '../control-tower';

const CLASSES = { public: DataClassification.PUBLIC, internal: DataClassification.INTERNAL, restricted: DataClassification.RESTRICTED };

/** A VPC that is there already, in which data has subnets of its own. */
export const existingVpc = (stack: Stack): IVpc => Vpc.fromVpcAttributes(stack, 'Vpc', {
  vpcId: 'vpc-0a1b2c3d',
  availabilityZones: ['eu-central-1a', 'eu-central-1b'],
  publicSubnetIds: ['subnet-1', 'subnet-2'],
  privateSubnetIds: ['subnet-3', 'subnet-4'],
  isolatedSubnetIds: ['subnet-5', 'subnet-6'],
});

/** The same things for data of each class. */
const ofEachClass = (build: (stack: Stack) => void): Examples =>
  Object.fromEntries(Object.entries(CLASSES).map(([name, classification]) => [`${build.name}-${name}`, (stack: Stack) => {
    classification.applyTo(stack);
    build(stack);
  }]));

function messages(stack: Stack): void {
  new SecureQueue(stack, 'Orders');
  const topic = new SecureTopic(stack, 'Alarms');
  if (DataClassification.find(stack) !== DataClassification.PUBLIC) {
    topic.grantPublishToAlarms();
  }
}

const INSTANCE_TYPE = InstanceType.of(InstanceClass.R6G, InstanceSize.LARGE);

function instances(stack: Stack): void {
  const vpc = existingVpc(stack);
  Object.entries({
    Postgres: DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_17 }),
    Mysql: DatabaseInstanceEngine.mysql({ version: MysqlEngineVersion.VER_8_4_6 }),
    Mariadb: DatabaseInstanceEngine.mariaDb({ version: MariaDbEngineVersion.VER_11_4_10 }),
    SqlServer: DatabaseInstanceEngine.sqlServerSe({ version: SqlServerEngineVersion.VER_16 }),
  }).forEach(([id, engine]) => new SecureDatabaseInstance(stack, id, { vpc, engine, instanceType: INSTANCE_TYPE }));
}

function clusters(stack: Stack): void {
  const vpc = existingVpc(stack);
  new SecureDatabaseCluster(stack, 'Postgres', {
    vpc,
    engine: DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_17_4 }),
    writer: ClusterInstance.serverlessV2('Writer'), readers: [ClusterInstance.serverlessV2('Reader', { scaleWithWriter: true })],
  });
  new SecureDatabaseCluster(stack, 'Mysql', {
    vpc,
    engine: DatabaseClusterEngine.auroraMysql({ version: AuroraMysqlEngineVersion.VER_3_08_2 }),
    writer: ClusterInstance.provisioned('Writer', { instanceType: INSTANCE_TYPE }),
  });
}

export const DATA: Examples = {
  ...ofEachClass(messages), ...ofEachClass(instances), ...ofEachClass(clusters),
};
