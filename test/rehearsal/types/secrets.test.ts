import { allows, arn, dataBench, KEY_POLICIES, policy } from './data-workbench';
import { MANAGEMENT, strangersOf, typeOf } from './workbench';

const SECRET = 'SecretsManager::Secret';
const ATTACHMENT = 'SecretsManager::SecretTargetAttachment';
const ROTATION = 'SecretsManager::RotationSchedule';
const POLICY = 'SecretsManager::ResourcePolicy';
const LOGIN = { GenerateSecretString: { SecretStringTemplate: '{"username":"a"}', GenerateStringKey: 'password' } };
const secret = (more: object = {}) => ({ Name: 's', ...LOGIN, ...more });
const database = { DBInstanceIdentifier: 'db', Engine: 'postgres', AllocatedStorage: '20', MasterUsername: 'a', ManageMasterUserPassword: true };

describe('AWS::SecretsManager::Secret', () => {
  test.each([
    ['secretsmanager/content', { SecretString: 'x' }],
    ['secretsmanager/content', { GenerateSecretString: { GenerateStringKey: 'password' } }],
    ['secretsmanager/content', { GenerateSecretString: { SecretStringTemplate: 'a', GenerateStringKey: 'password' } }],
    ['secretsmanager/replicas', { ReplicaRegions: [{ Region: 'eu-central-1' }] }],
    ['secretsmanager/replicas', { ReplicaRegions: [{ Region: 'us-east-1' }, { Region: 'us-east-1' }] }],
    ['InvalidParameterException', { GenerateSecretString: { PasswordLength: 4_097 } }],
    ['ValidationException', { Name: 'a b' }],
    ['kms/service-key-usable', { KmsKeyId: 'alias/own' }],
    [undefined, { GenerateSecretString: {}, ReplicaRegions: [{ Region: 'us-east-1' }] }],
  ])('fails by %s with %j', async (rule, more) => {
    const { make, refused } = dataBench();
    expect(await refused(make(SECRET, 'S', secret(more)))).toBe(rule);
  });

  test.each([[undefined, 'secretsmanager'], ['kms/service-key-through-service', 'rds']])('fails by %s with a key that is used through %s', async (rule, service) => {
    const { make, refused, key } = dataBench();
    expect(await refused(make(SECRET, 'S', secret({ KmsKeyId: await key(KEY_POLICIES.through(service)) })))).toBe(rule);
  });

  test('has a name once, and goes', async () => {
    const { make, change, remove, refused, bench } = dataBench();
    const { physicalId } = await make(SECRET, 'S', secret());
    expect(physicalId).toMatch(new RegExp(`^${arn('secretsmanager', 'secret:s-')}\\w{6}$`));
    expect(await refused(make(SECRET, 'Twin', secret()))).toBe('ResourceExistsException');
    await change(SECRET, 'S', secret({ GenerateSecretString: undefined, SecretString: '{"host":"h"}' }));
    expect(bench.world.state.secrets.secrets.get(physicalId)?.members).toEqual(['host']);
    await remove(SECRET, 'S');
    expect(bench.world.state.secrets.secrets.size).toBe(0);
    const { create } = typeOf('AWS::SecretsManager::Secret').permissions;
    const asked = create.filter(({ when }) => when?.({ kind: 'create', properties: secret({ Tags: [] }) } as never) ?? true).map(({ action }) => action);
    expect(asked).toEqual(['CreateSecret', 'DescribeSecret', 'GetRandomPassword', 'TagResource'].map(action => `secretsmanager:${action}`));
  });
});

describe('AWS::SecretsManager::ResourcePolicy', () => {
  const statement = (more: object) => ({ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` }, Action: 'secretsmanager:GetSecretValue', Resource: '*', ...more });

  test.each([
    ['secretsmanager/resource-policy', statement({ Principal: '*' })],
    ['secretsmanager/resource-policy', statement({ Principal: { AWS: '*' } })],
    ['secretsmanager/resource-policy', statement({ Effect: 'Deny', Action: 'secretsmanager:*' })],
    [undefined, statement({ Effect: 'Deny', Action: 'secretsmanager:DeleteSecret' })],
  ])('fails by %s with %j', async (rule, Statement) => {
    const { make, refused } = dataBench();
    const { physicalId } = await make(SECRET, 'S', secret());
    expect(await refused(make(POLICY, 'P', { SecretId: physicalId, ResourcePolicy: policy(Statement), BlockPublicPolicy: true }))).toBe(rule);
  });

  test('lets its reader in until it goes; the secret is there first', async () => {
    const { make, remove, refused, role, bench } = dataBench();
    const reader = await role('lambda.amazonaws.com');
    const { physicalId } = await make(SECRET, 'S', secret());
    const put = { SecretId: physicalId, ResourcePolicy: policy(statement({ Principal: { AWS: reader } })) };
    expect(await refused(make(POLICY, 'P', put, { undeclared: true }))).toBe('secretsmanager/resource-policy');
    await make(POLICY, 'P', put);
    const may = () => bench.world.may({ as: reader, action: 'secretsmanager:GetSecretValue', resource: physicalId }).allowed;
    expect(may()).toBe(true);
    await remove(POLICY, 'P');
    expect(may()).toBe(false);
  });
});

describe('AWS::SecretsManager::SecretTargetAttachment', () => {
  const attached = async () => {
    const bench = dataBench();
    const { physicalId: SecretId } = await bench.make(SECRET, 'S', secret());
    await bench.make('RDS::DBInstance', 'Db', database);
    return { ...bench, attachment: (more: object = {}) => ({ SecretId, TargetId: 'db', TargetType: 'AWS::RDS::DBInstance', ...more }) };
  };

  test.each([
    ['secretsmanager/attachment', { TargetId: 'none' }],
    ['secretsmanager/attachment', { TargetType: 'AWS::RDS::DBCluster' }],
    ['secretsmanager/attachment', { SecretId: 'none' }],
    ['NotModelled', { TargetType: 'AWS::Redshift::Cluster' }],
  ])('fails by %s with %j', async (rule, more) => {
    const { make, refused, attachment } = await attached();
    expect(await refused(make(ATTACHMENT, 'A', attachment(more)))).toBe(rule);
  });

  test('is one of a secret with a user and a password, after both', async () => {
    const { make, remove, refused, attachment } = await attached();
    expect(await refused(make(ATTACHMENT, 'A', attachment(), { undeclared: true }))).toBe('secretsmanager/attachment');
    const { physicalId } = await make(ATTACHMENT, 'A', attachment());
    expect(physicalId).toBe(attachment().SecretId);
    expect(await refused(make(ATTACHMENT, 'B', attachment()))).toBe('secretsmanager/attachment');
    await remove(ATTACHMENT, 'A');
    await make(SECRET, 'Plain', { Name: 'plain', GenerateSecretString: {} });
    expect(await refused(make(ATTACHMENT, 'A', attachment({ SecretId: 'plain' })))).toBe('secretsmanager/attachment');
  });
});

describe('AWS::SecretsManager::RotationSchedule', () => {
  const ROTATES = allows('secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage');
  const rotated = async (may: object = ROTATES, allowed = true, more: object = {}) => {
    const bench = dataBench();
    const Role = await bench.role('lambda.amazonaws.com', [may]);
    const made = await bench.make('Lambda::Function', 'F', { FunctionName: 'f', Code: { ZipFile: '' }, Role });
    if (allowed) await bench.make('Lambda::Permission', 'P', { FunctionName: 'f', Action: 'lambda:InvokeFunction', Principal: 'secretsmanager.amazonaws.com' });
    const { physicalId: SecretId } = await bench.make(SECRET, 'S', secret(more));
    return { ...bench, rotation: (properties: object = {}) => ({ SecretId, RotationLambdaARN: made.attributes.Arn, RotationRules: { ScheduleExpression: 'rate(30 days)' }, ...properties }) };
  };

  test.each([
    ['secretsmanager/rotation', { SecretId: 'none' }],
    ['secretsmanager/rotation', { RotationLambdaARN: arn('lambda', 'function:none') }],
    ['secretsmanager/rotation', { RotationLambdaARN: undefined }],
    ['secretsmanager/rotation-schedule', { RotationRules: { AutomaticallyAfterDays: 1_001 } }],
    ['secretsmanager/rotation-schedule', { RotationRules: { AutomaticallyAfterDays: 1, ScheduleExpression: 'rate(30 days)' } }],
    ['secretsmanager/rotation-schedule', { RotationRules: { ScheduleExpression: 'rate(3 hours)' } }],
    ['secretsmanager/rotation-schedule', { RotationRules: { ScheduleExpression: 'monthly' } }],
    [undefined, { RotationRules: { AutomaticallyAfterDays: 30 } }],
  ])('fails by %s with %j', async (rule, more) => {
    const { make, refused, rotation } = await rotated();
    expect(await refused(make(ROTATION, 'R', rotation(more)))).toBe(rule);
  });

  test('needs a function that Secrets Manager may invoke, and whose role may change the secret', async () => {
    const deaf = await rotated(ROTATES, false);
    expect(await deaf.refused(deaf.make(ROTATION, 'R', deaf.rotation()))).toBe('secretsmanager/rotation');
    const poor = await rotated(allows('secretsmanager:GetSecretValue'));
    expect(await poor.refused(poor.make(ROTATION, 'R', poor.rotation()))).toBe('secretsmanager/rotation-role');
  });

  test('waits until the secret is attached, is changed and goes', async () => {
    const { make, change, remove, refused, rotation, bench } = await rotated();
    await make('RDS::DBInstance', 'Db', database);
    await make(ATTACHMENT, 'A', { SecretId: rotation().SecretId, TargetId: 'db', TargetType: 'AWS::RDS::DBInstance' });
    expect(await refused(make(ROTATION, 'R', rotation(), { undeclared: true }))).toBe('secretsmanager/rotation');
    await make(ROTATION, 'R', rotation());
    await change(ROTATION, 'R', rotation({ RotationRules: { AutomaticallyAfterDays: 7 } }));
    await remove(ROTATION, 'R');
    expect(bench.world.state.secrets.rotations.size).toBe(0);
    expect(strangersOf('AWS::SecretsManager::RotationSchedule', rotation({ HostedRotationLambda: {} }))).toContain('HostedRotationLambda');
  });

  test('of a secret that RDS keeps is done by RDS', async () => {
    const { make, refused, rotation } = await rotated();
    const { attributes } = await make('RDS::DBInstance', 'Db', database);
    const { SecretArn: SecretId } = attributes.MasterUserSecret as { readonly SecretArn: string };
    expect(await refused(make(ROTATION, 'R', rotation({ SecretId })))).toBe('secretsmanager/rotation');
    expect(await refused(make(ROTATION, 'R', rotation({ SecretId, RotationLambdaARN: undefined })))).toBeUndefined();
  });
});
