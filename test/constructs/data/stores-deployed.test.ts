import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import {
  AuroraPostgresEngineVersion, ClusterInstance, DatabaseClusterEngine, DatabaseInstanceEngine, PostgresEngineVersion,
} from 'aws-cdk-lib/aws-rds';
import {
  DataClassification, SecureDatabaseCluster, SecureDatabaseInstance, SecureFileSystem, SecureQueue, SecureTable, SecureTopic,
} from '../../../lib/constructs/data';
import { SecureVpc, VpcAddresses } from '../../../lib/constructs/network';
import { deploy, WORKLOAD, worldWith, writesOf } from '../deployed';

const removalPolicy = RemovalPolicy.RETAIN;

function stores(stack: Stack): void {
  const vpc = new SecureVpc(stack, 'Network', { addresses: VpcAddresses.cidr('10.20.0.0/16') });
  new SecureQueue(stack, 'Queue');
  new SecureTopic(stack, 'Topic').grantPublishToAlarms();
  new SecureTable(stack, 'Table', { partitionKey: { name: 'id', type: AttributeType.STRING } });
  new SecureFileSystem(stack, 'Files', { vpc }).addAccessPoint('Uploads', {
    path: '/uploads', posixUser: { uid: '1000', gid: '1000' }, createAcl: { ownerUid: '1000', ownerGid: '1000', permissions: '750' },
  });
  new SecureDatabaseInstance(stack, 'Instance', {
    vpc, removalPolicy, engine: DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_17 }),
  });
  new SecureDatabaseCluster(stack, 'Cluster', {
    vpc, removalPolicy, engine: DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_17_4 }),
    writer: ClusterInstance.serverlessV2('Writer'),
  });
}

test.each([
  ['public', DataClassification.PUBLIC], ['internal', DataClassification.INTERNAL], ['restricted', DataClassification.RESTRICTED],
])('stores of %s data are deployed in a workload account, and deployed again nothing is written', async (_, classification) => {
  const world = worldWith();
  const deployment = await deploy(world, {
    account: WORKLOAD,
    build: stack => {
      classification.applyTo(stack);
      stores(stack);
    },
  });
  const before = world.calls.length;
  await deployment.deploy();
  expect(before).toBeGreaterThan(10);
  expect(writesOf(world.calls.slice(before))).toEqual([]);
});
