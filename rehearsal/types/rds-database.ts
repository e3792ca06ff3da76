import { Operation, ResourceType } from '../aws/contract';
import { DatabaseCluster, DatabaseInstance } from '../aws/services/rds';
import { RDS } from '../rules/databases';
import { changed, given, permissions, schema, TAGS } from './permission';
import { BESIDE, checkDatabase, checkMasterUser, checkParameterGroup, checkRetention, databaseContext, engineOf, inertOf, LINKED_ROLE, managedSecret, subnetGroupOf } from './rds-checks';
import { nameOf } from './rds-groups';
import { serviceKey } from './service-keys';
import { arnHere, inPlace, placeOf, storedType } from './stored';
import { flag, numeric, plannedName, text, texts } from './values';

const MAX_NAME = 63;
const MIN_STORAGE = 20;
const NO_ROWS = 'no row is stored in the rehearsal, and nothing fails over, is backed up or measured';

const onInstance = (operation: Operation) => arnHere(operation, 'rds', `db:${plannedName(operation, 'DBInstanceIdentifier').toLowerCase()}`);
const onCluster = (operation: Operation) => arnHere(operation, 'rds', `cluster:${plannedName(operation, 'DBClusterIdentifier').toLowerCase()}`);
const tagging = { when: given('Tags') };
const modifying = ({ properties }: Operation) => ({ 'rds:ManageMasterUserPassword': String(flag(properties, 'ManageMasterUserPassword') ?? false) });
const withoutTags = (operation: Operation) => Object.keys({ ...operation.properties, ...operation.previous }).some(name => name !== 'Tags' && operation.changes(name));
const clusterName = ({ properties }: Operation) => text(properties, 'DBClusterIdentifier')?.toLowerCase();

/** A port as the engine has it by itself. */
const portOf = (engine: string) => /postgres/.test(engine) ? '5432' : /oracle/.test(engine) ? '1521' : /sqlserver/.test(engine) ? '1433' : '3306';
const endpoint = ({ name, region, engine }: Pick<DatabaseInstance, 'name' | 'region' | 'engine'>, kind = '') =>
  ({ Address: `${name}.${kind}rehearsal.${region}.rds.amazonaws.com`, Port: portOf(engine) });

/** A database. Restored from a snapshot, as a replica, with a directory, an option group or roles of features it is refused by name. */
export const DB_INSTANCE: ResourceType = storedType<DatabaseInstance>({
  typeName: 'AWS::RDS::DBInstance',
  source: schema('aws-rds-dbinstance'),
  properties: {
    DBInstanceIdentifier: 'interpreted', DBClusterIdentifier: 'interpreted', Engine: 'interpreted', EngineVersion: 'interpreted', DBInstanceClass: 'interpreted',
    AllocatedStorage: 'interpreted', MaxAllocatedStorage: 'interpreted', StorageEncrypted: 'interpreted', KmsKeyId: 'interpreted', MasterUsername: 'interpreted',
    MasterUserPassword: 'interpreted', ManageMasterUserPassword: 'interpreted', MasterUserSecret: 'interpreted', DBSubnetGroupName: 'interpreted',
    VPCSecurityGroups: 'interpreted', PubliclyAccessible: 'interpreted', DBParameterGroupName: 'interpreted', DeletionProtection: 'interpreted',
    EnableIAMDatabaseAuthentication: 'interpreted', EnableCloudwatchLogsExports: 'interpreted', MonitoringInterval: 'interpreted', MonitoringRoleArn: 'interpreted',
    PerformanceInsightsKMSKeyId: 'interpreted', BackupRetentionPeriod: 'interpreted', MultiAZ: 'interpreted', DBName: 'interpreted', Tags: TAGS,
    AllowMajorVersionUpgrade: 'interpreted',
    ...inertOf(NO_ROWS, 'StorageType', 'StorageThroughput', 'Iops', 'EnablePerformanceInsights', 'PerformanceInsightsRetentionPeriod', 'PromotionTier',
      'AutoMinorVersionUpgrade', 'CopyTagsToSnapshot', 'PreferredBackupWindow', 'PreferredMaintenanceWindow', 'Port', 'AvailabilityZone',
      'CACertificateIdentifier', 'DeleteAutomatedBackups', 'LicenseModel', 'NetworkType', 'DatabaseInsightsMode', 'DedicatedLogVolume', 'EngineLifecycleSupport',
      'ApplyImmediately', 'CharacterSetName', 'Timezone', 'CertificateRotationRestart'),
  },
  nested: { MasterUserSecret: ['KmsKeyId'] },
  required: ['Engine'],
  createOnly: [
    'DBInstanceIdentifier', 'DBClusterIdentifier', 'DBName', 'DBSubnetGroupName', 'KmsKeyId', 'MasterUsername', 'Port', 'StorageEncrypted', 'CharacterSetName', 'Timezone',
    'Engine', 'AvailabilityZone',
  ],
  permissions: {
    create: [
      ...permissions(['rds:CreateDBInstance'], onInstance, { context: operation => databaseContext(operation, 'DBInstanceClass') }),
      ...permissions(['rds:DescribeDBInstances'], onInstance), ...permissions(['rds:AddTagsToResource'], onInstance, tagging), ...BESIDE, ...LINKED_ROLE,
    ],
    update: [
      ...permissions(['rds:DescribeDBInstances'], onInstance), ...permissions(['rds:ModifyDBInstance'], onInstance, { when: withoutTags, context: modifying }), ...BESIDE,
      ...permissions(['rds:RebootDBInstance'], onInstance, { when: changed('DBParameterGroupName') }),
      ...permissions(['rds:AddTagsToResource', 'rds:RemoveTagsFromResource'], onInstance, tagging),
    ],
    delete: permissions(['rds:DescribeDBInstances', 'rds:DeleteDBInstance'], onInstance),
  },
  parts: world => world.state.rds.instances,
  codes: { exists: 'DBInstanceAlreadyExists', missing: 'DBInstanceNotFound' },
  make: operation => {
    const settings = checkInstance(operation);
    const { properties } = operation;
    const name = nameOf(operation, 'DBInstanceIdentifier', MAX_NAME);
    const keyId = text(properties, 'KmsKeyId');
    serviceKey(operation, 'rds', keyId);
    return {
      ...placeOf(operation), arn: arnHere(operation, 'rds', `db:${name}`), name, engine: engineOf(operation), encrypted: flag(properties, 'StorageEncrypted') ?? false,
      subnetGroup: text(properties, 'DBSubnetGroupName')?.toLowerCase(), clusterName: clusterName(operation), ...settings, secretArn: managedSecret(operation, 'db'),
    };
  },
  change: (operation, instance) => {
    const settings = checkInstance(operation);
    Object.assign(instance, settings, { secretArn: managedSecret(operation, 'db', instance) });
  },
  remove: (operation, instance) => {
    operation.require(RDS.DELETION_PROTECTION, !instance.deletionProtection, `${instance.name} is protected from deletion`, 'take the protection away in a deployment before');
    operation.world.state.secrets.secrets.delete(instance.secretArn ?? '');
  },
  physicalId: ({ name }) => name,
  attributes: instance => ({
    DBInstanceArn: instance.arn, DbiResourceId: `db-${instance.name.toUpperCase()}`, Endpoint: { ...endpoint(instance), HostedZoneId: 'Z1RLNUO7B9Q6NB' },
    ...instance.secretArn === undefined ? {} : { MasterUserSecret: { SecretArn: instance.secretArn } },
  }),
});

function checkInstance(operation: Operation): Pick<DatabaseInstance, 'deletionProtection' | 'iamAuthentication' | 'parameterGroup' | 'securityGroupIds' | 'publiclyAccessible'> {
  const { properties } = operation;
  if (clusterName(operation) === undefined) {
    checkMasterUser(operation);
    checkStorage(operation);
    checkInstanceChange(operation);
    checkRetention(operation, 0);
  } else {
    checkMember(operation);
  }
  checkDatabase(operation, 'VPCSecurityGroups', subnetGroupOf(operation)?.vpcId);
  return {
    parameterGroup: checkParameterGroup(operation, 'DBParameterGroupName', false),
    deletionProtection: flag(properties, 'DeletionProtection') ?? false,
    iamAuthentication: flag(properties, 'EnableIAMDatabaseAuthentication') ?? false,
    securityGroupIds: texts(properties, 'VPCSecurityGroups'),
    publiclyAccessible: flag(properties, 'PubliclyAccessible') ?? isPublicByDefault(operation),
  };
}

/**
 * Without a subnet group, or in that of the default VPC, a database that is not of Aurora is public.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html (PubliclyAccessible)
 */
const isPublicByDefault = (operation: Operation): boolean =>
  ['default', undefined].includes(text(operation.properties, 'DBSubnetGroupName')?.toLowerCase()) && clusterName(operation) === undefined;

/** Storage never shrinks, and another major version is asked for. */
function checkInstanceChange(operation: Operation): void {
  const { previous, properties } = operation;
  if (previous === undefined) return;
  const [before, after] = [previous, properties].map(values => numeric(values, 'AllocatedStorage') ?? 0);
  operation.require(RDS.STORAGE, after >= before, `'AllocatedStorage' goes from ${before} to ${after}`, 'leave the storage as it is, or make another database');
  const [old, wanted] = [previous, properties].map(values => majorOf(engineOf(operation), text(values, 'EngineVersion')));
  const allowed = old === undefined || wanted === undefined || old === wanted || flag(properties, 'AllowMajorVersionUpgrade') === true;
  operation.require(RDS.MAJOR_VERSION, allowed, `'EngineVersion' goes from ${text(previous, 'EngineVersion')} to ${text(properties, 'EngineVersion')}`, "set 'AllowMajorVersionUpgrade'");
}

/** Major versions of MySQL and MariaDB have two parts, those of others one. */
const majorOf = (engine: string, version?: string): string | undefined =>
  version?.split('.').slice(0, /^(mysql|mariadb)/.test(engine) ? 2 : 1).join('.');

function checkStorage(operation: Operation): void {
  const { properties } = operation;
  const size = numeric(properties, 'AllocatedStorage') ?? 0;
  const most = numeric(properties, 'MaxAllocatedStorage') ?? size + 1;
  operation.require(RDS.STORAGE, size >= MIN_STORAGE && most > size, `'AllocatedStorage' is ${size}, 'MaxAllocatedStorage' is ${most}`, `give ${MIN_STORAGE} GiB or more, and a limit above it`);
  const sealed = flag(properties, 'StorageEncrypted') ?? false;
  operation.require(RDS.STORAGE, properties.KmsKeyId === undefined || sealed, '\'KmsKeyId\' is given, \'StorageEncrypted\' is not true', 'set \'StorageEncrypted\'');
}

/** An instance of a cluster has of its own neither storage nor users. */
function checkMember(operation: Operation): void {
  const { properties, world } = operation;
  const name = clusterName(operation);
  const cluster = inPlace(operation, world.state.rds.clusters).find(other => other.name === name);
  operation.require(RDS.CLUSTER_MEMBER, cluster?.engine === engineOf(operation), `cluster ${name} ${cluster ? `is of ${cluster.engine}` : 'does not exist'}, the engine is ${engineOf(operation)}`,
    'name a cluster of the engine');
  operation.requirePath(RDS.CLUSTER_MEMBER, cluster!.origin, `cluster ${name} may not exist yet`);
  const serverless = text(properties, 'DBInstanceClass') !== 'db.serverless' || cluster!.serverless;
  operation.require(RDS.CLUSTER_MEMBER, serverless, `${name} does not say how far it scales`, 'set \'ServerlessV2ScalingConfiguration\' of the cluster');
  const own = ['MasterUsername', 'MasterUserPassword', 'ManageMasterUserPassword'].filter(property => properties[property] !== undefined);
  operation.require(RDS.MASTER_PASSWORD, own.length === 0, `an instance of a cluster has ${own.join(', ')}`, 'say it of the cluster');
}

/** A cluster. Restored, cloned, global, serverless of the first kind, and with roles of features it is refused by name. */
export const DB_CLUSTER: ResourceType = storedType<DatabaseCluster>({
  typeName: 'AWS::RDS::DBCluster',
  source: schema('aws-rds-dbcluster'),
  properties: {
    DBClusterIdentifier: 'interpreted', Engine: 'interpreted', EngineVersion: 'interpreted', StorageEncrypted: 'interpreted', KmsKeyId: 'interpreted',
    MasterUsername: 'interpreted', MasterUserPassword: 'interpreted', ManageMasterUserPassword: 'interpreted', MasterUserSecret: 'interpreted',
    DBSubnetGroupName: 'interpreted', VpcSecurityGroupIds: 'interpreted', DBClusterParameterGroupName: 'interpreted', DeletionProtection: 'interpreted',
    EnableIAMDatabaseAuthentication: 'interpreted', EnableCloudwatchLogsExports: 'interpreted', MonitoringInterval: 'interpreted', MonitoringRoleArn: 'interpreted',
    PerformanceInsightsKmsKeyId: 'interpreted', BackupRetentionPeriod: 'interpreted', ServerlessV2ScalingConfiguration: 'interpreted', DatabaseName: 'interpreted', Tags: TAGS,
    ...inertOf(NO_ROWS, 'StorageType', 'Iops', 'AllocatedStorage', 'PerformanceInsightsEnabled', 'PerformanceInsightsRetentionPeriod', 'AutoMinorVersionUpgrade',
      'CopyTagsToSnapshot', 'PreferredBackupWindow', 'PreferredMaintenanceWindow', 'Port', 'AvailabilityZones', 'BacktrackWindow', 'NetworkType', 'EnableHttpEndpoint',
      'DatabaseInsightsMode', 'EngineLifecycleSupport', 'EngineMode', 'DBInstanceParameterGroupName', 'DeleteAutomatedBackups', 'EnableLocalWriteForwarding'),
  },
  nested: { MasterUserSecret: ['KmsKeyId'], ServerlessV2ScalingConfiguration: ['MinCapacity', 'MaxCapacity', 'SecondsUntilAutoPause'] },
  required: ['Engine'],
  createOnly: ['DBClusterIdentifier', 'DBSubnetGroupName', 'DatabaseName', 'EngineMode', 'KmsKeyId', 'StorageEncrypted', 'AvailabilityZones', 'Engine', 'MasterUsername'],
  permissions: {
    create: [
      ...permissions(['rds:CreateDBCluster'], onCluster, { context: operation => databaseContext(operation, 'DBClusterInstanceClass') }),
      ...permissions(['rds:DescribeDBClusters'], onCluster), ...permissions(['rds:AddTagsToResource'], onCluster, tagging), ...BESIDE, ...LINKED_ROLE,
    ],
    update: [
      ...permissions(['rds:DescribeDBClusters'], onCluster), ...permissions(['rds:ModifyDBCluster'], onCluster, { when: withoutTags, context: modifying }), ...BESIDE,
      ...permissions(['rds:AddTagsToResource', 'rds:RemoveTagsFromResource'], onCluster, tagging),
    ],
    delete: permissions(['rds:DescribeDBClusters', 'rds:DeleteDBCluster'], onCluster),
  },
  parts: world => world.state.rds.clusters,
  codes: { exists: 'DBClusterAlreadyExistsFault', missing: 'DBClusterNotFoundFault' },
  make: operation => {
    const settings = checkCluster(operation);
    const { properties } = operation;
    const name = nameOf(operation, 'DBClusterIdentifier', MAX_NAME);
    serviceKey(operation, 'rds', text(properties, 'KmsKeyId'));
    return {
      ...placeOf(operation), arn: arnHere(operation, 'rds', `cluster:${name}`), name, engine: engineOf(operation), encrypted: flag(properties, 'StorageEncrypted') ?? false,
      subnetGroup: text(properties, 'DBSubnetGroupName')?.toLowerCase(), ...settings, secretArn: managedSecret(operation, 'cluster'),
    };
  },
  change: (operation, cluster) => {
    const settings = checkCluster(operation);
    Object.assign(cluster, settings, { secretArn: managedSecret(operation, 'cluster', cluster) });
  },
  remove: (operation, cluster) => {
    operation.require(RDS.DELETION_PROTECTION, !cluster.deletionProtection, `${cluster.name} is protected from deletion`, 'take the protection away in a deployment before');
    const members = inPlace(operation, operation.world.state.rds.instances)
      .filter(instance => instance.clusterName === cluster.name).map(({ name }) => name);
    operation.require(RDS.CLUSTER_EMPTY, members.length === 0, `${cluster.name} has ${members.join(', ')}`, 'delete the instances first');
    operation.world.state.secrets.secrets.delete(cluster.secretArn ?? '');
  },
  physicalId: ({ name }) => name,
  attributes: cluster => ({
    DBClusterArn: cluster.arn, DBClusterResourceId: `cluster-${cluster.name.toUpperCase()}`, Endpoint: endpoint(cluster, 'cluster-'), ReadEndpoint: { Address: endpoint(cluster, 'cluster-ro-').Address },
    ...cluster.secretArn === undefined ? {} : { MasterUserSecret: { SecretArn: cluster.secretArn } },
  }),
});

function checkCluster(operation: Operation): Pick<DatabaseCluster, 'deletionProtection' | 'iamAuthentication' | 'parameterGroup' | 'securityGroupIds' | 'serverless'> {
  const { properties } = operation;
  checkMasterUser(operation);
  const sealed = flag(properties, 'StorageEncrypted') ?? false;
  operation.require(RDS.STORAGE, properties.KmsKeyId === undefined || sealed, '\'KmsKeyId\' is given, \'StorageEncrypted\' is not true', 'set \'StorageEncrypted\'');
  checkRetention(operation, 1);
  checkDatabase(operation, 'VpcSecurityGroupIds', subnetGroupOf(operation)?.vpcId);
  return {
    parameterGroup: checkParameterGroup(operation, 'DBClusterParameterGroupName', true),
    deletionProtection: flag(properties, 'DeletionProtection') ?? false,
    iamAuthentication: flag(properties, 'EnableIAMDatabaseAuthentication') ?? false,
    securityGroupIds: texts(properties, 'VpcSecurityGroupIds'),
    serverless: properties.ServerlessV2ScalingConfiguration !== undefined,
  };
}
