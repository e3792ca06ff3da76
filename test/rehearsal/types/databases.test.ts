import { arn, dataBench, KEY_POLICIES, network } from './data-workbench';
import { HOME, refusalOf, strangersOf, typeOf, WORKLOAD } from './workbench';

const INSTANCE = 'RDS::DBInstance';
const CLUSTER = 'RDS::DBCluster';
const postgres = (more: object = {}) => ({
  DBInstanceIdentifier: 'Db', Engine: 'postgres', EngineVersion: '16.3', DBInstanceClass: 'db.t4g.medium', AllocatedStorage: '100', StorageEncrypted: true,
  MasterUsername: 'master', ManageMasterUserPassword: true, ...more,
});
const aurora = (more: object = {}) => ({
  DBClusterIdentifier: 'cl', Engine: 'aurora-postgresql', EngineVersion: '16.6', StorageEncrypted: true, MasterUsername: 'master', ManageMasterUserPassword: true, ...more,
});
const member = (more: object = {}) => ({ DBInstanceIdentifier: 'm', Engine: 'aurora-postgresql', DBInstanceClass: 'db.r6g.large', DBClusterIdentifier: 'cl', ...more });
const family = (Family: string, more: object = {}) => ({ Family, Description: 'd', Parameters: { 'rds.force_ssl': '1' }, ...more });

describe('AWS::RDS::DBInstance', () => {
  test.each([
    ['rds/master-password', { MasterUsername: undefined }],
    ['rds/master-password', { ManageMasterUserPassword: undefined }],
    ['rds/master-password', { MasterUserPassword: '{{resolve:secretsmanager:s:SecretString:password::}}' }],
    ['rds/master-password', { ManageMasterUserPassword: false, MasterUserPassword: 'short' }],
    ['rds/master-password', { ManageMasterUserPassword: false, MasterUserPassword: 'long enough', MasterUserSecret: { KmsKeyId: 'alias/own' } }],
    ['rds/storage', { AllocatedStorage: '10' }],
    ['rds/storage', { MaxAllocatedStorage: 100 }],
    ['rds/storage', { StorageEncrypted: false, KmsKeyId: 'alias/own' }],
    ['rds/backup-retention', { BackupRetentionPeriod: 36 }],
    ['rds/subnet-group', { DBSubnetGroupName: 'none' }],
    ['rds/security-groups', { VPCSecurityGroups: ['sg-none'] }],
    ['rds/parameter-family', { DBParameterGroupName: 'none' }],
    ['rds/parameter-family', { DBParameterGroupName: 'default.postgres15' }],
    ['rds/parameter-family', { DBParameterGroupName: 'default.mysql8.0' }],
    ['rds/monitoring-role', { MonitoringInterval: 60 }],
    ['rds/monitoring-role', { MonitoringInterval: 61, MonitoringRoleArn: 'arn:aws:iam::111111111111:role/r' }],
    ['rds/monitoring-role', { MonitoringInterval: 60, MonitoringRoleArn: 'arn:aws:iam::111111111111:role/none' }],
    ['rds/log-exports', { EnableCloudwatchLogsExports: ['slowquery'] }],
    ['rds/iam-authentication', { Engine: 'sqlserver-ee', EngineVersion: '15.00', EnableIAMDatabaseAuthentication: true }],
    ['rds/cluster-member', { DBClusterIdentifier: 'none' }],
    ['kms/service-key-usable', { KmsKeyId: 'alias/own' }],
    ['kms/service-key-usable', { PerformanceInsightsKMSKeyId: 'alias/own' }],
    [undefined, { DBParameterGroupName: 'default.postgres16', EnableIAMDatabaseAuthentication: true, EnableCloudwatchLogsExports: ['postgresql'] }],
    [undefined, { ManageMasterUserPassword: undefined, MasterUserPassword: '{{resolve:secretsmanager:s:SecretString:password::}}' }],
  ])('fails by %s with %j', async (rule, more) => {
    const { make, refused } = dataBench();
    expect(await refused(make(INSTANCE, 'Db', postgres(more)))).toBe(rule);
  });

  test.each([
    [undefined, KEY_POLICIES.through('rds'), {}],
    ['kms/service-key-through-service', KEY_POLICIES.through('ec2'), {}],
    ['kms/service-key-through-service', KEY_POLICIES.through('rds'), { secret: true }],
  ])('fails by %s with a key', async (rule, keyPolicy, { secret = false }: { secret?: boolean }) => {
    const { make, refused, key } = dataBench();
    const KmsKeyId = await key(keyPolicy);
    expect(await refused(make(INSTANCE, 'Db', postgres({ KmsKeyId, ...secret ? { MasterUserSecret: { KmsKeyId } } : {} })))).toBe(rule);
  });

  test('stands in a subnet group of two zones, with security groups of its VPC', async () => {
    const bench = dataBench();
    const { make, change, remove, refused } = bench;
    const { subnets, group, subnet } = await network(bench);
    const other = await network(bench, 'Other', '10.1');
    const groupOf = (...SubnetIds: string[]) => ({ DBSubnetGroupName: 'Group', DBSubnetGroupDescription: 'd', SubnetIds });
    expect(await refused(make('RDS::DBSubnetGroup', 'G', groupOf(subnets[0], await subnet('a', 2))))).toBe('rds/subnet-group');
    expect(await refused(make('RDS::DBSubnetGroup', 'G', groupOf(subnets[0], other.subnets[1])))).toBe('rds/subnet-group');
    expect(await refused(make('RDS::DBSubnetGroup', 'G', groupOf(...subnets), { undeclared: true }))).toBe('rds/subnet-group');
    await make('RDS::DBSubnetGroup', 'G', groupOf(...subnets));
    const placed = (VPCSecurityGroups: string[]) => postgres({ DBSubnetGroupName: 'group', VPCSecurityGroups });
    expect(await refused(make(INSTANCE, 'Db', placed([other.group])))).toBe('rds/security-groups');
    await make(INSTANCE, 'Db', placed([group]));
    expect(await refused(remove('RDS::DBSubnetGroup', 'G'))).toBe('rds/group-in-use');
    expect(await refused(change('RDS::DBSubnetGroup', 'G', groupOf(subnets[0])))).toBe('rds/subnet-group');
    await remove(INSTANCE, 'Db');
    await remove('RDS::DBSubnetGroup', 'G');
  });

  test('takes a parameter group of its family that is there first, and keeps it', async () => {
    const { make, remove, change, refused, bench } = dataBench();
    await make('RDS::DBParameterGroup', 'P', family('postgres16', { DBParameterGroupName: 'own' }));
    await make('RDS::DBParameterGroup', 'Old', family('postgres15', { DBParameterGroupName: 'old' }));
    expect(await refused(make(INSTANCE, 'Db', postgres({ DBParameterGroupName: 'old' })))).toBe('rds/parameter-family');
    expect(await refused(make(INSTANCE, 'Db', postgres({ DBParameterGroupName: 'own' }), { undeclared: true }))).toBe('rds/parameter-family');
    await make(INSTANCE, 'Db', postgres({ DBParameterGroupName: 'own' }));
    expect(await refused(remove('RDS::DBParameterGroup', 'P'))).toBe('rds/group-in-use');
    await change('RDS::DBParameterGroup', 'P', family('postgres16', { DBParameterGroupName: 'own', Parameters: { 'rds.force_ssl': 0 } }));
    expect(bench.world.state.rds.parameterGroups.get(arn('rds', 'pg:own'))?.parameters).toEqual({ 'rds.force_ssl': '0' });
  });

  test('has a secret as long as RDS manages its password, and is protected from deletion', async () => {
    const { make, change, remove, refused, bench } = dataBench();
    const { attributes, physicalId } = await make(INSTANCE, 'Db', postgres({ DeletionProtection: true }));
    expect(physicalId).toBe('db');
    const { SecretArn } = attributes.MasterUserSecret as { readonly SecretArn: string };
    expect(SecretArn).toContain(`:${HOME}:111111111111:secret:rds!db-`);
    expect((attributes.Endpoint as { readonly Port: string }).Port).toBe('5432');
    const secrets = () => [...bench.world.state.secrets.secrets.keys()];
    expect(secrets()).toEqual([SecretArn]);
    expect(await refused(remove(INSTANCE, 'Db'))).toBe('rds/deletion-protection');
    await change(INSTANCE, 'Db', postgres({ BackupRetentionPeriod: 7 }));
    expect(secrets()).toEqual([SecretArn]);
    await change(INSTANCE, 'Db', postgres({ ManageMasterUserPassword: false, MasterUserPassword: 'long enough' }));
    expect(secrets()).toEqual([]);
    await change(INSTANCE, 'Db', postgres());
    await remove(INSTANCE, 'Db');
    expect([...secrets(), ...bench.world.state.rds.instances.keys()]).toEqual([]);
  });

  test('is watched by a role that trusts the monitoring of RDS', async () => {
    const { make, refused, role } = dataBench();
    const watched = (MonitoringRoleArn: string) => postgres({ MonitoringInterval: 60, MonitoringRoleArn });
    expect(await refused(make(INSTANCE, 'Db', watched(await role('rds.amazonaws.com', [], 'Wrong'))))).toBe('rds/monitoring-role');
    expect(await refused(make(INSTANCE, 'Db', watched(await role('monitoring.rds.amazonaws.com'))))).toBeUndefined();
  });

  test.each([
    ['rds/storage', { AllocatedStorage: '50' }],
    ['rds/major-version', { EngineVersion: '17.2' }],
    [undefined, { EngineVersion: '17.2', AllowMajorVersionUpgrade: true }],
    [undefined, { EngineVersion: '16.9', AllocatedStorage: '200' }],
  ])('its update fails by %s with %j', async (rule, more) => {
    const { make, change, refused } = dataBench();
    await make(INSTANCE, 'Db', postgres());
    expect(await refused(change(INSTANCE, 'Db', postgres(more)))).toBe(rule);
  });

  test('is public by itself where it names no subnet group, unless it says that it is not', async () => {
    const { make, bench } = dataBench();
    await make(INSTANCE, 'Open', postgres({ DBInstanceIdentifier: 'open' }));
    await make(INSTANCE, 'Closed', postgres({ DBInstanceIdentifier: 'closed', PubliclyAccessible: false }));
    const found = [...bench.world.state.rds.instances.values()].map(({ name, publiclyAccessible }) => [name, publiclyAccessible]);
    expect(found).toEqual([['open', true], ['closed', false]]);
  });

  test('says in its request what guardrails look at', () => {
    const [create] = typeOf('AWS::RDS::DBInstance').permissions.create;
    const keys = (properties: object) => create.context?.({ properties } as never);
    expect(keys({ Engine: 'postgres' })).toEqual({ 'rds:DatabaseEngine': 'postgres', 'rds:StorageEncrypted': 'false', 'rds:ManageMasterUserPassword': 'false' });
    expect(keys(postgres({ PubliclyAccessible: true, MultiAZ: true, DBName: 'x' }))).toMatchObject({
      'rds:StorageEncrypted': 'true', 'rds:PubliclyAccessible': 'true', 'rds:MultiAz': 'true', 'rds:DatabaseName': 'x', 'rds:DatabaseClass': 'db.t4g.medium', 'rds:ManageMasterUserPassword': 'true',
    });
    const [cluster] = typeOf('AWS::RDS::DBCluster').permissions.create;
    expect(cluster.context?.({ properties: aurora({ StorageEncrypted: 'false' }) } as never)).toMatchObject({ 'rds:StorageEncrypted': 'false', 'rds:DatabaseEngine': 'aurora-postgresql' });
    expect(typeOf('AWS::RDS::DBInstance').createOnly).toEqual(expect.arrayContaining(['StorageEncrypted', 'KmsKeyId', 'DBSubnetGroupName']));
    expect(strangersOf('AWS::RDS::DBInstance', postgres({ DBSnapshotIdentifier: 's' }))).toContain('DBSnapshotIdentifier');
  });
});

describe('AWS::RDS::DBCluster', () => {
  test.each([
    ['rds/master-password', { ManageMasterUserPassword: false }],
    ['rds/storage', { StorageEncrypted: false, KmsKeyId: 'alias/own' }],
    ['rds/backup-retention', { BackupRetentionPeriod: 0 }],
    ['rds/log-exports', { EnableCloudwatchLogsExports: ['audit'] }],
    ['rds/parameter-family', { DBClusterParameterGroupName: 'default.aurora-postgresql15' }],
    ['rds/parameter-family', { DBClusterParameterGroupName: 'default.postgres16' }],
    [undefined, { DBClusterParameterGroupName: 'default.aurora-postgresql16' }],
    [undefined, { Engine: 'aurora-mysql', EngineVersion: '8.0.mysql_aurora.3.08.0', DBClusterParameterGroupName: 'default.aurora-mysql8.0', EnableCloudwatchLogsExports: ['audit'] }],
  ])('fails by %s with %j', async (rule, more) => {
    const { make, refused } = dataBench();
    expect(await refused(make(CLUSTER, 'C', aurora(more)))).toBe(rule);
  });

  test.each([
    ['rds/cluster-member', { Engine: 'aurora-mysql' }, {}],
    ['rds/cluster-member', { DBInstanceClass: 'db.serverless' }, {}],
    ['rds/master-password', { MasterUsername: 'other' }, {}],
    [undefined, { DBInstanceClass: 'db.serverless' }, { ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 2 } }],
  ])('fails by %s with the member %j', async (rule, more, cluster) => {
    const { make, refused } = dataBench();
    await make(CLUSTER, 'C', aurora(cluster));
    expect(await refused(make(INSTANCE, 'M', member(more)))).toBe(rule);
  });

  test('is there before its members, and after them, and is protected', async () => {
    const { make, change, remove, refused, bench } = dataBench();
    await make('RDS::DBClusterParameterGroup', 'P', family('aurora-postgresql16', { DBClusterParameterGroupName: 'own' }));
    const own = { DBClusterParameterGroupName: 'own' };
    const made = await make(CLUSTER, 'C', aurora({ ...own, DeletionProtection: true }));
    expect(made.attributes).toMatchObject({ DBClusterArn: arn('rds', 'cluster:cl'), Endpoint: { Port: '5432' }, MasterUserSecret: { SecretArn: expect.stringContaining('rds!cluster-') } });
    expect(await refused(make(INSTANCE, 'M', member(), { undeclared: true }))).toBe('rds/cluster-member');
    await make(INSTANCE, 'M', member());
    expect(await refused(remove(CLUSTER, 'C'))).toBe('rds/deletion-protection');
    await change(CLUSTER, 'C', aurora(own));
    expect(await refused(remove(CLUSTER, 'C'))).toBe('rds/cluster-empty');
    await remove(INSTANCE, 'M');
    await remove(CLUSTER, 'C');
    await remove('RDS::DBClusterParameterGroup', 'P');
    expect(Object.values(bench.world.state.rds).map(({ size }) => size)).toEqual([0, 0, 0, 0]);
  });
});

test('a database that is not encrypted is denied by a policy of the organization that asks for it', async () => {
  const { make, bench } = dataBench(['SERVICE_CONTROL_POLICY']);
  await make('Organizations::Policy', 'P', {
    Name: 'p', Type: 'SERVICE_CONTROL_POLICY', TargetIds: [WORKLOAD],
    Content: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'rds:CreateDBInstance', Resource: '*', Condition: { Bool: { 'rds:StorageEncrypted': 'false' } } }] },
  });
  const attempt = (more: object) => refusalOf(bench.create('AWS::RDS::DBInstance', 'Db', postgres(more), { accountId: WORKLOAD }));
  expect((await attempt({ StorageEncrypted: false })).code).toBe('AccessDenied');
  expect((await attempt({})).message).toBe('it passed');
});
