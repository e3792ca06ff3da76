import { lostLogs } from '../../../rehearsal/aws/log-delivery';
import { HOME, MANAGEMENT, refusalOf, trusts, WORKLOAD, Workbench } from './workbench';

const allow = (...more: object[]) => ({ Version: '2012-10-17', Statement: more });
const root = (accountId: string) => ({ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'kms:*', Resource: '*' });
const role = (more: object = {}) => ({ RoleName: 'role', AssumeRolePolicyDocument: trusts('lambda.amazonaws.com'), ...more });
const inline = (Action: string | string[]) => allow({ Effect: 'Allow', Action, Resource: '*' });

describe('AWS::IAM::Role', () => {
  const ROLE = 'AWS::IAM::Role';

  test('acts with its inline and managed policies, as an update left them', async () => {
    const bench = new Workbench();
    const { attributes } = await bench.create(ROLE, 'R', role({ Policies: [{ PolicyName: 'p', PolicyDocument: inline('s3:ListAllMyBuckets') }] }));
    const may = (action: string) => bench.world.may({ as: String(attributes.Arn), action, resource: '*' }).allowed;
    expect([may('s3:ListAllMyBuckets'), may('kms:ListKeys')]).toEqual([true, false]);
    await bench.update(ROLE, 'R', role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }));
    expect(may('kms:ListKeys')).toBe(true);
    await bench.delete(ROLE, 'R');
    expect(bench.world.state.iam.roles.has(String(attributes.Arn))).toBe(false);
  });

  test('gets a name that CloudFormation makes up', async () => {
    const { physicalId } = await new Workbench().create(ROLE, 'R', { AssumeRolePolicyDocument: trusts('lambda.amazonaws.com') });
    expect(physicalId).toMatch(/^stack-R-[A-Z0-9]{12}$/);
  });

  test('fails in the second region of an account, since its name is taken', async () => {
    const bench = new Workbench();
    await bench.create(ROLE, 'R', role(), { accountId: WORKLOAD });
    const refusal = await refusalOf(bench.create(ROLE, 'R', role(), { accountId: WORKLOAD, region: 'us-east-1' }));
    expect(refusal.rule).toBe('iam/role-name-unique');
    expect(refusal.message).toContain('second region');
  });

  const long = inline([...Array(400).keys()].map(i => `s3:GetObjectNumber${i}`));
  test.each([
    ['iam/trust-policy-size', { AssumeRolePolicyDocument: allow(...Array(30).fill(trusts('lambda.amazonaws.com').Statement[0])) }],
    ['iam/policy-size', { Policies: [{ PolicyName: 'a', PolicyDocument: long }, { PolicyName: 'b', PolicyDocument: long }] }],
    ['iam/policy-grammar', { Policies: [{ PolicyName: 'a', PolicyDocument: allow({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }) }] }],
    ['iam/managed-policies', { ManagedPolicyArns: Array(11).fill('arn:aws:iam::aws:policy/AdministratorAccess') }],
  ])('fails by %s', async (rule, more) => {
    expect((await refusalOf(new Workbench().create(ROLE, 'R', role(more)))).rule).toBe(rule);
  });

  test('fails when it trusts a role of a created account that does not exist, or that is created later', async () => {
    const bench = new Workbench();
    const account = await bench.create('AWS::Organizations::Account', 'A', { AccountName: 'a', Email: 'a@example.com' });
    const trusting = (arn: string) => role({ AssumeRolePolicyDocument: allow({ Effect: 'Allow', Principal: { AWS: arn }, Action: 'sts:AssumeRole' }) });
    const missing = trusting(`arn:aws:iam::${account.physicalId}:role/none`);
    expect((await refusalOf(bench.create(ROLE, 'R', missing))).rule).toBe('iam/trust-principals-exist');
    await bench.create(ROLE, 'R', trusting(`arn:aws:iam::${MANAGEMENT}:role/later`));
    expect((await refusalOf(bench.create(ROLE, 'L', role({ RoleName: 'later' })))).rule).toBe('iam/trust-principals-exist');
  });

  test('refuses an AWS managed policy that the rehearsal does not know', async () => {
    const refusal = await refusalOf(new Workbench().create(ROLE, 'R', role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/Nobody'] })));
    expect(refusal).toMatchObject({ kind: 'unknown', message: 'the rehearsal does not know the AWS managed policy arn:aws:iam::aws:policy/Nobody' });
    expect(refusal.remedy).toContain('write its statements as a policy of the app');
  });

  test.each([
    ['AmazonSQSFullAccess', 'sqs:SendMessage'], ['service-role/AWSLambdaSQSQueueExecutionRole', 'sqs:ReceiveMessage'],
    ['service-role/AWSLambdaDynamoDBExecutionRole', 'dynamodb:GetRecords'], ['service-role/AmazonECSTaskExecutionRolePolicy', 'ecr:BatchGetImage'],
    ['AWSXRayDaemonWriteAccess', 'xray:PutTraceSegments'], ['CloudWatchAgentServerPolicy', 'cloudwatch:PutMetricData'],
    ['AmazonSSMManagedInstanceCore', 'ssmmessages:CreateDataChannel'],
  ])('knows the AWS managed policy %s, which allows %s and nothing of IAM', async (name, action) => {
    const bench = new Workbench();
    const { attributes } = await bench.create(ROLE, 'R', role({ ManagedPolicyArns: [`arn:aws:iam::aws:policy/${name}`] }));
    const may = (asked: string) => bench.world.may({ as: String(attributes.Arn), action: asked, resource: '*' }).allowed;
    expect([may(action), may('iam:CreateRole')]).toEqual([true, false]);
  });
});

describe('policies of roles', () => {
  test('an inline policy gives and takes', async () => {
    const bench = new Workbench();
    const { attributes } = await bench.create('AWS::IAM::Role', 'R', role());
    await bench.create('AWS::IAM::Policy', 'P', { PolicyName: 'p', PolicyDocument: inline('kms:ListKeys'), Roles: ['role'] });
    const may = () => bench.world.may({ as: String(attributes.Arn), action: 'kms:ListKeys', resource: '*' }).allowed;
    expect(may()).toBe(true);
    await bench.delete('AWS::IAM::Policy', 'P');
    expect(may()).toBe(false);
  });

  test('a managed policy fails when it is too large, and works as a boundary', async () => {
    const bench = new Workbench();
    const long = inline([...Array(400).keys()].map(i => `s3:GetObjectNumber${i}`));
    const refusal = await refusalOf(bench.create('AWS::IAM::ManagedPolicy', 'M', { ManagedPolicyName: 'm', PolicyDocument: long }));
    expect(refusal.rule).toBe('iam/policy-size');
    const { physicalId } = await bench.create('AWS::IAM::ManagedPolicy', 'M', { ManagedPolicyName: 'm', PolicyDocument: inline('kms:ListKeys') });
    const admin = ['arn:aws:iam::aws:policy/AdministratorAccess'];
    const { attributes } = await bench.create('AWS::IAM::Role', 'R', role({ PermissionsBoundary: physicalId, ManagedPolicyArns: admin }));
    const may = (action: string) => bench.world.may({ as: String(attributes.Arn), action, resource: '*' }).allowed;
    expect([may('kms:ListKeys'), may('kms:CreateKey')]).toEqual([true, false]);
  });
});

describe('AWS::KMS::Key and AWS::KMS::Alias', () => {
  const KEY = 'AWS::KMS::Key';

  test('is found by its alias, from another account too when the key policy lets it', async () => {
    const bench = new Workbench();
    const policy = allow(root(WORKLOAD), { ...root(MANAGEMENT), Action: 'kms:DescribeKey' });
    const { physicalId, attributes } = await bench.create(KEY, 'K', { KeyPolicy: policy }, { accountId: WORKLOAD });
    await bench.create('AWS::KMS::Alias', 'A', { AliasName: 'alias/lz/key', TargetKeyId: physicalId }, { accountId: WORKLOAD });
    const caller = bench.world.sessionOf(`arn:aws:iam::${WORKLOAD}:role/deployer`);
    const KeyId = `arn:aws:kms:${HOME}:${WORKLOAD}:alias/lz/key`;
    const answer = bench.world.call('kms', 'DescribeKey', { KeyId }, { caller, accountId: WORKLOAD, region: HOME });
    expect(answer).toMatchObject({ KeyMetadata: { Arn: attributes.Arn, KeyState: 'Enabled' } });
  });

  test('fails when nobody who deploys could change its policy again', async () => {
    const policy = allow({ ...root(MANAGEMENT), Principal: { Service: 'cloudtrail.amazonaws.com' } });
    const refusal = await refusalOf(new Workbench().create(KEY, 'K', { KeyPolicy: policy }));
    expect(refusal.rule).toBe('kms/key-policy-lockout');
  });

  test('fails with settings out of range, with principals that do not exist, with a name that is no alias', async () => {
    const bench = new Workbench();
    expect((await refusalOf(bench.create(KEY, 'K', { PendingWindowInDays: 5 }))).rule).toBe('kms/key-settings');
    const account = await bench.create('AWS::Organizations::Account', 'A', { AccountName: 'a', Email: 'a@example.com' });
    const missing = { ...root(MANAGEMENT), Principal: { AWS: `arn:aws:iam::${account.physicalId}:role/none` } };
    expect((await refusalOf(bench.create(KEY, 'K', { KeyPolicy: allow(root(MANAGEMENT), missing) }))).rule).toBe('kms/key-policy-principals-exist');
    const { physicalId } = await bench.create(KEY, 'K', {});
    expect((await refusalOf(bench.create('AWS::KMS::Alias', 'L', { AliasName: 'alias/aws/key', TargetKeyId: physicalId }))).rule).toBe('kms/alias-name');
  });

  test('waits for its deletion', async () => {
    const bench = new Workbench();
    const { attributes } = await bench.create(KEY, 'K', {});
    await bench.delete(KEY, 'K');
    expect(bench.world.state.kms.keys.get(String(attributes.Arn))?.pendingDeletion).toBe(true);
  });
});

describe('AWS::S3::Bucket and its policy', () => {
  const BUCKET = 'AWS::S3::Bucket';
  const retention = (DefaultRetention: object) => ({ ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention } } });
  const locked = { ObjectLockEnabled: true, ...retention({ Mode: 'GOVERNANCE', Days: 1 }) };
  const delivery = allow({ Effect: 'Allow', Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject', Resource: 'arn:aws:s3:::target/*' });

  test('with a retention is created', async () => {
    const bench = new Workbench();
    await bench.create(BUCKET, 'B', { BucketName: 'bucket', ...locked });
    expect(bench.world.state.s3.buckets.get('bucket')).toMatchObject({ versioned: true, objectLock: { mode: 'GOVERNANCE', days: 1 } });
  });

  test.each([
    ['s3/object-lock-versioning', { ...locked, VersioningConfiguration: { Status: 'Suspended' } }],
    ['s3/object-lock-retention', retention({ Mode: 'GOVERNANCE', Days: 1 })],
    ['s3/object-lock-retention', { ObjectLockEnabled: true, ...retention({ Mode: 'GOVERNANCE', Days: 1, Years: 1 }) }],
    ['s3/object-lock-retention', { ObjectLockEnabled: true, ...retention({ Days: 1 }) }],
    ['s3/access-log-target', { LoggingConfiguration: { DestinationBucketName: 'none' } }],
  ])('fails by %s with %j', async (rule, properties) => {
    expect((await refusalOf(new Workbench().create(BUCKET, 'B', { BucketName: 'bucket', ...properties }))).rule).toBe(rule);
  });

  test('cannot send access logs to a bucket with a default retention or in another account', async () => {
    const bench = new Workbench();
    await bench.create(BUCKET, 'T', { BucketName: 'target', ...locked });
    const source = { BucketName: 'source', LoggingConfiguration: { DestinationBucketName: 'target' } };
    expect((await refusalOf(bench.create(BUCKET, 'S', source))).rule).toBe('s3/access-log-target-unlocked');
    expect((await refusalOf(bench.create(BUCKET, 'S', source, { accountId: WORKLOAD }))).rule).toBe('s3/access-log-target');
  });

  test('loses access logs unless the policy of the target lets S3 deliver them', async () => {
    const bench = new Workbench();
    await bench.create(BUCKET, 'T', { BucketName: 'target' });
    await bench.create(BUCKET, 'S', { BucketName: 'source', LoggingConfiguration: { DestinationBucketName: 'target' } });
    expect(lostLogs(bench.world).map(({ details }) => details.rule?.id)).toEqual(['s3/access-log-delivery']);
    await bench.create('AWS::S3::BucketPolicy', 'P', { Bucket: 'target', PolicyDocument: delivery });
    expect(lostLogs(bench.world)).toEqual([]);
  });

  test('refuses a public policy, and one that names a role that does not exist', async () => {
    const bench = new Workbench();
    await bench.create(BUCKET, 'B', { BucketName: 'bucket' });
    const put = (statement: object) => refusalOf(bench.create('AWS::S3::BucketPolicy', 'P', { Bucket: 'bucket', PolicyDocument: allow(statement) }));
    const read = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket/*' };
    expect((await put(read)).rule).toBe('s3/no-public-policy');
    const account = await bench.create('AWS::Organizations::Account', 'A', { AccountName: 'a', Email: 'a@example.com' });
    expect((await put({ ...read, Principal: { AWS: `arn:aws:iam::${account.physicalId}:role/none` } })).rule).toBe('s3/policy-principals-exist');
    expect((await put({ ...read, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } })).message).toBe('it passed');
  });
});

describe('AWS::Logs::LogGroup and AWS::Lambda::Function', () => {
  const usable = { Effect: 'Allow', Principal: { Service: `logs.${HOME}.amazonaws.com` }, Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'], Resource: '*' };
  const GROUP = 'AWS::Logs::LogGroup';

  test('a log group fails unless CloudWatch Logs may use its key, in its region', async () => {
    const bench = new Workbench();
    const near = await bench.create('AWS::KMS::Key', 'Near', { KeyPolicy: allow(root(MANAGEMENT)) });
    const far = await bench.create('AWS::KMS::Key', 'Far', { KeyPolicy: allow(root(MANAGEMENT), usable) }, { region: 'us-east-1' });
    const good = await bench.create('AWS::KMS::Key', 'Good', { KeyPolicy: allow(root(MANAGEMENT), usable) });
    const group = (key: { attributes: Readonly<Record<string, unknown>> }) => ({ LogGroupName: 'group', KmsKeyId: key.attributes.Arn });
    expect((await refusalOf(bench.create(GROUP, 'G', group(near)))).rule).toBe('logs/key-usable');
    expect((await refusalOf(bench.create(GROUP, 'G', group(far)))).rule).toBe('logs/key-usable');
    const { attributes } = await bench.create(GROUP, 'G', group(good));
    expect(attributes.Arn).toBe(`arn:aws:logs:${HOME}:${MANAGEMENT}:log-group:group:*`);
  });

  test('a log group fails with a retention that CloudWatch Logs does not offer', async () => {
    expect((await refusalOf(new Workbench().create(GROUP, 'G', { RetentionInDays: 42 }))).rule).toBe('logs/retention');
  });

  test('a function fails unless Lambda may assume its role, and when its code is too long', async () => {
    const bench = new Workbench();
    const lambda = (Role: unknown, ZipFile = '') => ({ Code: { ZipFile }, Role, Handler: 'index.handler', Runtime: 'nodejs24.x' });
    const create = (properties: Record<string, unknown>) => bench.create('AWS::Lambda::Function', 'F', properties);
    const none = `arn:aws:iam::${MANAGEMENT}:role/none`;
    expect((await refusalOf(create(lambda(none)))).rule).toBe('lambda/role-assumable');
    const wrong = await bench.create('AWS::IAM::Role', 'W', role({ RoleName: 'w', AssumeRolePolicyDocument: trusts('ec2.amazonaws.com') }));
    expect((await refusalOf(create(lambda(wrong.attributes.Arn)))).rule).toBe('lambda/role-assumable');
    const right = await bench.create('AWS::IAM::Role', 'R', role());
    expect((await refusalOf(create(lambda(right.attributes.Arn, 'x'.repeat(4_000_001))))).rule).toBe('lambda/code-size');
    const { attributes } = await create(lambda(right.attributes.Arn, 'exports.handler = () => 1;'));
    expect(bench.world.state.lambda.functions.get(String(attributes.Arn))).toMatchObject({ timeout: 3, code: 'exports.handler = () => 1;' });
  });
});
