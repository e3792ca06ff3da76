import { arn, dataBench, KEY_POLICIES, network, policy } from './data-workbench';
import { MANAGEMENT, typeOf } from './workbench';

const FILES = 'EFS::FileSystem';
const TARGET = 'EFS::MountTarget';
const POINT = 'EFS::AccessPoint';
const VAULT = 'Backup::BackupVault';
const PLAN = 'Backup::BackupPlan';
const SELECTION = 'Backup::BackupSelection';
const ANYBODY = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'elasticfilesystem:ClientWrite', Resource: '*' };

describe('AWS::EFS::FileSystem', () => {
  test.each([
    ['efs/settings', { KmsKeyId: 'alias/own' }],
    ['efs/settings', { ThroughputMode: 'provisioned' }],
    ['efs/settings', { LifecyclePolicies: [{ TransitionToIA: 'AFTER_14_DAYS', TransitionToArchive: 'AFTER_90_DAYS' }] }],
    ['efs/file-system-policy', { FileSystemPolicy: policy({ ...ANYBODY, Effect: 'Deny', Action: 'elasticfilesystem:*' }) }],
    ['kms/service-key-usable', { Encrypted: true, KmsKeyId: 'alias/own' }],
    ['BadRequest', { ThroughputMode: 'fast' }],
    [undefined, { Encrypted: true, ThroughputMode: 'elastic', BackupPolicy: { Status: 'ENABLED' }, FileSystemPolicy: policy(ANYBODY) }],
    [undefined, { BypassPolicyLockoutSafetyCheck: true, FileSystemPolicy: policy({ ...ANYBODY, Effect: 'Deny', Action: 'elasticfilesystem:*' }) }],
  ])('fails by %s with %j', async (rule, properties) => {
    const { make, refused } = dataBench();
    expect(await refused(make(FILES, 'F', properties))).toBe(rule);
  });

  test.each([[undefined, 'elasticfilesystem'], ['kms/service-key-through-service', 'ec2']])('fails by %s with a key that is used through %s', async (rule, service) => {
    const { make, refused, key } = dataBench();
    expect(await refused(make(FILES, 'F', { Encrypted: true, KmsKeyId: await key(KEY_POLICIES.through(service)) }))).toBe(rule);
  });

  test('says in its request whether it is encrypted, and lets in whom its policy lets in', async () => {
    const [create] = typeOf('AWS::EFS::FileSystem').permissions.create;
    const keys = (properties: object) => create.context?.({ properties } as never);
    expect(keys({})).toEqual({ 'elasticfilesystem:Encrypted': 'false' });
    expect(keys({ Encrypted: true })).toEqual({ 'elasticfilesystem:Encrypted': 'true' });
    const { make, change, role, bench } = dataBench();
    const host = await role('ec2.amazonaws.com');
    const { attributes } = await make(FILES, 'F', { FileSystemPolicy: policy(ANYBODY) });
    const may = () => bench.world.may({ as: host, action: 'elasticfilesystem:ClientWrite', resource: String(attributes.Arn) }).allowed;
    expect(may()).toBe(true);
    await change(FILES, 'F', {});
    expect(may()).toBe(false);
  });

  test('has a mount target in each zone of one VPC, and stays as long as it has one', async () => {
    const bench = dataBench();
    const { make, change, remove, refused } = bench;
    const { subnets, group, subnet } = await network(bench);
    const other = await network(bench, 'Other', '10.1');
    const FileSystemId = (await make(FILES, 'F', { Encrypted: true })).physicalId;
    const target = (SubnetId: string, SecurityGroups = [group]) => ({ FileSystemId, SubnetId, SecurityGroups });
    expect(await refused(make(TARGET, 'T', target(subnets[0]), { undeclared: true }))).toBe('efs/mount-target');
    expect(await refused(make(TARGET, 'T', target(subnets[0], [other.group])))).toBe('efs/mount-target');
    expect(await refused(make(TARGET, 'T', { ...target(subnets[0]), FileSystemId: 'fs-none' }))).toBe('efs/mount-target');
    await make(TARGET, 'T', target(subnets[0]));
    expect(await refused(make(TARGET, 'U', target(await subnet('a', 2))))).toBe('efs/mount-target');
    expect(await refused(make(TARGET, 'U', target(other.subnets[1], [other.group])))).toBe('efs/mount-target');
    await make(TARGET, 'U', target(subnets[1]));
    expect(await refused(change(TARGET, 'U', target(subnets[1], [other.group])))).toBe('efs/mount-target');
    expect(await refused(remove(FILES, 'F'))).toBe('efs/in-use');
    await remove(TARGET, 'T');
    await change(TARGET, 'U', target(subnets[1], []));
    await remove(TARGET, 'U');
    await remove(FILES, 'F');
  });

  test('of one zone has no mount target elsewhere', async () => {
    const bench = dataBench();
    const { subnets, group } = await network(bench);
    const FileSystemId = (await bench.make(FILES, 'F', { AvailabilityZoneName: 'eu-central-1a' })).physicalId;
    const place = (SubnetId: string) => bench.refused(bench.make(TARGET, 'T', { FileSystemId, SubnetId, SecurityGroups: [group] }));
    expect([await place(subnets[1]), await place(subnets[0])]).toEqual(['efs/mount-target', undefined]);
  });

  test.each([['efs/access-point', 'data'], ['efs/access-point', '/a/b/c/d/e'], [undefined, '/a/b/c/d']])('fails by %s with an access point to %s', async (rule, Path) => {
    const { make, refused } = dataBench();
    const FileSystemId = (await make(FILES, 'F', {})).physicalId;
    expect(await refused(make(POINT, 'P', { FileSystemId, RootDirectory: { Path } }))).toBe(rule);
    expect(await refused(make(POINT, 'N', { FileSystemId: 'fs-none' }))).toBe('efs/access-point');
  });

  test('is mounted by a function in its VPC, below /mnt/', async () => {
    const bench = dataBench();
    const { make, refused, role } = bench;
    const { subnets, group } = await network(bench);
    const Role = await role('lambda.amazonaws.com', [{ PolicyName: 'p', PolicyDocument: policy({ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }) }]);
    const FileSystemId = (await make(FILES, 'F', {})).physicalId;
    const { attributes } = await make(POINT, 'P', { FileSystemId });
    const mounting = (LocalMountPath: string) => make('Lambda::Function', 'L', {
      Role, Code: { ZipFile: '' }, VpcConfig: { SubnetIds: subnets, SecurityGroupIds: [group] }, FileSystemConfigs: [{ Arn: attributes.Arn, LocalMountPath }],
    });
    expect(await refused(mounting('/mnt/data'))).toBe('lambda/file-system');
    await make(TARGET, 'T', { FileSystemId, SubnetId: subnets[0], SecurityGroups: [group] });
    expect(await refused(mounting('/data'))).toBe('lambda/file-system');
    await mounting('/mnt/data');
  });
});

describe('AWS::Backup::BackupVault', () => {
  const locked = (LockConfiguration: object) => ({ BackupVaultName: 'vault', LockConfiguration });

  test.each([
    ['backup/vault-name', { BackupVaultName: 'a b' }],
    ['backup/vault-lock', locked({ MinRetentionDays: 0 })],
    ['backup/vault-lock', locked({ MinRetentionDays: 7, MaxRetentionDays: 6 })],
    ['backup/vault-lock', locked({ MinRetentionDays: 7, ChangeableForDays: 2 })],
    ['backup/vault-notifications', { Notifications: { SNSTopicArn: arn('sns', 'none'), BackupVaultEvents: [] } }],
    ['kms/service-key-usable', { EncryptionKeyArn: arn('kms', 'key/none') }],
    [undefined, locked({ MinRetentionDays: 7, MaxRetentionDays: 365, ChangeableForDays: 3 })],
  ])('fails by %s with %j', async (rule, more) => {
    const { make, refused } = dataBench();
    expect(await refused(make(VAULT, 'V', { BackupVaultName: 'vault', ...more }))).toBe(rule);
  });

  test('is locked for good after its days, tells a topic that lets it, and uses its key', async () => {
    const { make, change, refused, key } = dataBench();
    const { physicalId: SNSTopicArn } = await make('SNS::Topic', 'T', { TopicName: 'topic' });
    const telling = { BackupVaultName: 'vault', Notifications: { SNSTopicArn, BackupVaultEvents: ['BACKUP_JOB_FAILED'] } };
    expect(await refused(make(VAULT, 'V', telling))).toBe('backup/vault-notifications');
    const publish = { Effect: 'Allow', Principal: { Service: 'backup.amazonaws.com' }, Action: 'sns:Publish', Resource: SNSTopicArn };
    await make('SNS::TopicPolicy', 'P', { Topics: [SNSTopicArn], PolicyDocument: policy(publish) });
    await make(VAULT, 'V', { ...telling, ...locked({ MinRetentionDays: 7, ChangeableForDays: 3 }) });
    expect(await refused(change(VAULT, 'V', telling))).toBe('backup/vault-lock');
    expect(await refused(make(VAULT, 'W', { BackupVaultName: 'other', EncryptionKeyArn: await key(KEY_POLICIES.through('rds')) }))).toBe('kms/service-key-through-service');
    expect(await refused(make(VAULT, 'W', { BackupVaultName: 'other', EncryptionKeyArn: await key(KEY_POLICIES.through('backup'), 'Right') }))).toBeUndefined();
  });

  test('has a policy whose principals exist', async () => {
    const { make, refused } = dataBench();
    const { physicalId } = await make('Organizations::Account', 'A', { AccountName: 'a', Email: 'a@example.com' });
    const AccessPolicy = policy({ Effect: 'Deny', Principal: { AWS: `arn:aws:iam::${physicalId}:role/none` }, Action: 'backup:*', Resource: '*' });
    expect(await refused(make(VAULT, 'V', { BackupVaultName: 'vault', AccessPolicy }))).toBe('backup/vault-policy');
    const asked = typeOf('AWS::Backup::BackupVault').permissions.create
      .filter(({ when }) => when?.({ kind: 'create', properties: { AccessPolicy, LockConfiguration: {} } } as never) ?? true).map(({ action }) => action);
    expect(asked).toEqual(['backup:CreateBackupVault', 'backup-storage:MountCapsule', 'backup:PutBackupVaultAccessPolicy', 'backup:PutBackupVaultLockConfiguration']);
  });
});

describe('AWS::Backup::BackupPlan', () => {
  const rule = (more: object = {}) => ({ RuleName: 'daily', TargetBackupVault: 'vault', ScheduleExpression: 'cron(0 5 * * ? *)', Lifecycle: { DeleteAfterDays: 35 }, ...more });
  const plan = (...BackupPlanRule: object[]) => ({ BackupPlan: { BackupPlanName: 'plan', BackupPlanRule } });
  const planned = async (lock?: object) => {
    const bench = dataBench();
    await bench.make(VAULT, 'V', { BackupVaultName: 'vault', ...lock ? { LockConfiguration: lock } : {} });
    return bench;
  };

  test.each([
    ['backup/plan', []],
    ['backup/plan', [rule(), rule()]],
    ['backup/plan', [rule({ TargetBackupVault: 'none' })]],
    ['backup/plan', [rule({ ScheduleExpression: 'daily' })]],
    ['backup/plan', [rule({ StartWindowMinutes: 30 })]],
    ['backup/plan', [rule({ StartWindowMinutes: 60, CompletionWindowMinutes: 90 })]],
    ['backup/plan', [rule({ CopyActions: [{ DestinationBackupVaultArn: arn('backup', 'backup-vault:none') }] })]],
    ['backup/lifecycle', [rule({ Lifecycle: { MoveToColdStorageAfterDays: 30, DeleteAfterDays: 119 } })]],
    ['backup/lifecycle', [rule({ EnableContinuousBackup: true, Lifecycle: { DeleteAfterDays: 36 } })]],
    ['backup/lifecycle', [rule({ EnableContinuousBackup: true, Lifecycle: undefined })]],
    [undefined, [rule(), rule({ RuleName: 'continuous', EnableContinuousBackup: true, Lifecycle: { DeleteAfterDays: 14 } })]],
    [undefined, [rule({ CopyActions: [{ DestinationBackupVaultArn: arn('backup', 'backup-vault:far', MANAGEMENT, 'us-east-1') }] })]],
  ])('fails by %s with the rules %j', async (id, rules) => {
    const { make, refused } = await planned();
    expect(await refused(make(PLAN, 'P', plan(...rules)))).toBe(id);
  });

  test('keeps backups as long as the lock of its vault asks', async () => {
    const { make, refused } = await planned({ MinRetentionDays: 30, MaxRetentionDays: 90 });
    for (const [days, id] of [[29, 'backup/lifecycle'], [91, 'backup/lifecycle'], [90, undefined]] as const) {
      expect(await refused(make(PLAN, `P${days}`, plan(rule({ Lifecycle: { DeleteAfterDays: days } }))))).toBe(id);
    }
  });

  test('is there after its vault, before what it selects by a role, and its vault stays', async () => {
    const { make, change, remove, refused, role } = await planned();
    expect(await refused(make(PLAN, 'P', plan(rule()), { undeclared: true }))).toBe('backup/plan');
    const { physicalId: BackupPlanId } = await make(PLAN, 'P', plan(rule()));
    const [IamRoleArn, wrong] = [await role('backup.amazonaws.com'), await role('ec2.amazonaws.com', [], 'Wrong')];
    const selection = (more: object = {}) => ({ BackupPlanId, BackupSelection: { SelectionName: 's', IamRoleArn, Resources: [arn('dynamodb', 'table/t')], ...more } });
    expect(await refused(make(SELECTION, 'S', selection({ IamRoleArn: wrong })))).toBe('backup/selection-role');
    expect(await refused(make(SELECTION, 'S', selection({ Resources: [] })))).toBe('backup/selection');
    expect(await refused(make(SELECTION, 'S', { ...selection(), BackupPlanId: 'none' }))).toBe('backup/selection');
    expect(await refused(make(SELECTION, 'S', selection(), { undeclared: true }))).toBe('backup/selection');
    await make(SELECTION, 'S', selection());
    expect(await refused(remove(PLAN, 'P'))).toBe('InvalidRequestException');
    expect(await refused(remove(VAULT, 'V'))).toBe('backup/vault-in-use');
    expect(await refused(change(PLAN, 'P', plan(rule({ StartWindowMinutes: 1 }))))).toBe('backup/plan');
    await remove(SELECTION, 'S');
    await remove(PLAN, 'P');
    await remove(VAULT, 'V');
  });
});
