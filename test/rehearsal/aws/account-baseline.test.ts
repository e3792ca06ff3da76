import { createRole, rootCaller, trustOfService } from '../../../rehearsal/aws/services/iam';
import { createKey } from '../../../rehearsal/aws/services/kms';
import { createLogGroup } from '../../../rehearsal/aws/services/logs';
import { occupyDefaultVpc, vpcsOf } from '../../../rehearsal/aws/services/ec2-networks';
import { World } from '../../../rehearsal/aws/world';
import { HOME, LOG_ARCHIVE, MANAGEMENT, ORGANIZATION, refusalOf, WORKLOAD } from '../types/workbench';

const worldWith = (trustedServices: readonly string[] = []) =>
  new World({ managementAccountId: MANAGEMENT, regions: [HOME], organization: { ...ORGANIZATION, trustedServices } });

/** Calls an operation as the root user of an account, who may do everything. */
const call = (world: World, service: string, operation: string, input: Record<string, unknown> = {}, accountId = WORKLOAD) =>
  world.call(service, operation, input, { caller: rootCaller(world, accountId), accountId, region: HOME });

const refusal = (world: World, service: string, operation: string, input: Record<string, unknown> = {}, accountId = WORKLOAD) =>
  refusalOf((async () => call(world, service, operation, input, accountId))());

describe('default VPCs', () => {
  const place = { accountId: WORKLOAD, region: HOME };
  const idsIn = (world: World) => {
    const [{ id: VpcId, subnets, internetGateways: [InternetGatewayId] }] = vpcsOf(world, place);
    return { VpcId, subnets, InternetGatewayId };
  };

  test('are in every account and region from the beginning, with ids of their own', () => {
    const world = worldWith();
    const ids = [WORKLOAD, LOG_ARCHIVE].flatMap(accountId => [HOME, 'us-east-1'].map(region => vpcsOf(world, { accountId, region })[0].id));
    expect(new Set(ids).size).toBe(4);
    expect(ids).toEqual([WORKLOAD, LOG_ARCHIVE].flatMap(accountId => [HOME, 'us-east-1'].map(region => vpcsOf(worldWith(), { accountId, region })[0].id)));
  });

  test('are not touched by looking at them', () => {
    const world = worldWith();
    const before = world.snapshot();
    call(world, 'ec2', 'DescribeVpcs');
    expect(world.snapshot()).toEqual(before);
  });

  test('cannot be deleted before what is in them', async () => {
    const world = worldWith();
    const { VpcId, subnets, InternetGatewayId } = idsIn(world);
    expect((await refusal(world, 'ec2', 'DeleteVpc', { VpcId })).code).toBe('DependencyViolation');
    expect((await refusal(world, 'ec2', 'DeleteInternetGateway', { InternetGatewayId })).code).toBe('DependencyViolation');
    subnets.forEach(SubnetId => call(world, 'ec2', 'DeleteSubnet', { SubnetId }));
    expect((await refusal(world, 'ec2', 'DeleteVpc', { VpcId })).code).toBe('DependencyViolation');
    call(world, 'ec2', 'DetachInternetGateway', { InternetGatewayId, VpcId });
    call(world, 'ec2', 'DeleteInternetGateway', { InternetGatewayId });
    call(world, 'ec2', 'DeleteVpc', { VpcId });
    expect(call(world, 'ec2', 'DescribeVpcs')).toEqual({ Vpcs: [] });
    expect((await refusal(world, 'ec2', 'DeleteVpc', { VpcId })).code).toBe('InvalidVpcID.NotFound');
  });

  test('keep subnets with network interfaces', async () => {
    const world = worldWith();
    occupyDefaultVpc(world, place, 'NetworkInterfaces', 'eni-1');
    expect((await refusal(world, 'ec2', 'DeleteSubnet', { SubnetId: idsIn(world).subnets[0] })).code).toBe('DependencyViolation');
  });

  test('are not found by a filter that the rehearsal does not know: that fails and names it', async () => {
    const Filters = [{ Name: 'tag:Name', Values: ['x'] }];
    expect(await refusal(worldWith(), 'ec2', 'DescribeVpcs', { Filters })).toMatchObject({ kind: 'unknown', message: expect.stringContaining("'tag:Name'") });
  });
});

describe('encryption of EBS volumes', () => {
  const withKey = () => {
    const world = worldWith();
    return { world, key: createKey(world, { accountId: WORKLOAD, region: HOME, policy: { Version: '2012-10-17', Statement: [] } }) };
  };

  test('is off in a new account, under the key of AWS', () => {
    const world = worldWith();
    expect(call(world, 'ec2', 'GetEbsEncryptionByDefault')).toEqual({ EbsEncryptionByDefault: false });
    expect(call(world, 'ec2', 'GetEbsDefaultKmsKeyId')).toEqual({ KmsKeyId: 'alias/aws/ebs' });
  });

  test('takes a key once it is on, and gives it back', () => {
    const { world, key } = withKey();
    call(world, 'ec2', 'EnableEbsEncryptionByDefault');
    expect(call(world, 'ec2', 'ModifyEbsDefaultKmsKeyId', { KmsKeyId: key.id })).toEqual({ KmsKeyId: key.arn });
    expect(call(world, 'ec2', 'ResetEbsDefaultKmsKeyId')).toEqual({ KmsKeyId: 'alias/aws/ebs' });
  });

  test('fails by its rule for a key while it is off, for one that is disabled, for one that is not there', async () => {
    const { world, key } = withKey();
    const rule = async (KmsKeyId: string) => (await refusal(world, 'ec2', 'ModifyEbsDefaultKmsKeyId', { KmsKeyId })).rule;
    expect(await rule(key.arn)).toBe('ec2/ebs-default-key');
    call(world, 'ec2', 'EnableEbsEncryptionByDefault');
    key.enabled = false;
    expect([await rule(key.arn), await rule('alias/none')]).toEqual(['ec2/ebs-default-key', 'ec2/ebs-default-key']);
  });
});

describe('password policies', () => {
  test('go back to the defaults of what is left out', () => {
    const world = worldWith();
    call(world, 'iam', 'UpdateAccountPasswordPolicy', { MinimumPasswordLength: 14, HardExpiry: true, MaxPasswordAge: 90 });
    call(world, 'iam', 'UpdateAccountPasswordPolicy', { RequireSymbols: true });
    expect(call(world, 'iam', 'GetAccountPasswordPolicy')).toMatchObject({
      PasswordPolicy: { MinimumPasswordLength: 6, HardExpiry: false, ExpirePasswords: false, RequireSymbols: true },
    });
  });

  test('refuse numbers out of range, and text', async () => {
    expect((await refusal(worldWith(), 'iam', 'UpdateAccountPasswordPolicy', { MinimumPasswordLength: 129 })).code).toBe('ValidationError');
    expect((await refusal(worldWith(), 'iam', 'UpdateAccountPasswordPolicy', { MinimumPasswordLength: '14' })).code).toBe('ValidationError');
    expect((await refusal(worldWith(), 'iam', 'UpdateAccountPasswordPolicy', { HardExpiry: 'false' })).code).toBe('ValidationError');
  });

  test('are missing in a new account', async () => {
    expect((await refusal(worldWith(), 'iam', 'GetAccountPasswordPolicy')).code).toBe('NoSuchEntityException');
  });
});

describe('alternate contacts', () => {
  const contact = { AlternateContactType: 'SECURITY', Name: 'n', Title: 't', EmailAddress: 'e@example.com', PhoneNumber: '1' };
  const put = (world: World, input: object, accountId = MANAGEMENT) => refusal(world, 'account', 'PutAlternateContact', { ...contact, ...input }, accountId);

  test('are set by each account for itself, and by the management account for members', async () => {
    const world = worldWith(['account.amazonaws.com']);
    expect(await put(world, {}, WORKLOAD)).toEqual({ message: 'it passed' });
    expect(await put(world, { AccountId: LOG_ARCHIVE })).toEqual({ message: 'it passed' });
    expect(call(world, 'account', 'GetAlternateContact', { AlternateContactType: 'SECURITY' }, LOG_ARCHIVE)).toEqual({ AlternateContact: contact });
  });

  test('fail by their rule when the organization does not trust AWS Account Management', async () => {
    expect((await put(worldWith(), { AccountId: WORKLOAD })).rule).toBe('account/trusted-access');
  });

  test('are refused to the management account under its own id, and to members for others', async () => {
    const world = worldWith(['account.amazonaws.com']);
    expect((await put(world, { AccountId: MANAGEMENT })).code).toBe('AccessDeniedException');
    expect((await put(world, { AccountId: LOG_ARCHIVE }, WORKLOAD)).code).toBe('AccessDeniedException');
  });

  test('are refused when too long or of no type', async () => {
    expect((await put(worldWith(), { Title: 'x'.repeat(51) })).message).toBe('Invalid Title');
    expect((await put(worldWith(), { AlternateContactType: 'LEGAL' })).message).toBe('Invalid AlternateContactType');
  });
});

describe('Systems Manager', () => {
  const HOST_ROLE = '/ssm/managed-instance/default-ec2-instance-management-role';
  const setRole = (world: World, SettingValue: string) => refusal(world, 'ssm', 'UpdateServiceSetting', { SettingId: HOST_ROLE, SettingValue });
  const preferences = (inputs: object) => ({ Name: 'SSM-SessionManagerRunShell', Content: JSON.stringify({ inputs }), DocumentType: 'Session', DocumentFormat: 'JSON' });

  test('answers a setting by its path and by its ARN', () => {
    const world = worldWith();
    const arn = `arn:aws:ssm:${HOME}:${WORKLOAD}:servicesetting/ssm/documents/console/public-sharing-permission`;
    call(world, 'ssm', 'UpdateServiceSetting', { SettingId: arn, SettingValue: 'Disable' });
    expect(call(world, 'ssm', 'GetServiceSetting', { SettingId: '/ssm/documents/console/public-sharing-permission' }))
      .toMatchObject({ ServiceSetting: { SettingValue: 'Disable', Status: 'Customized' } });
  });

  test('does not know a setting that is not modelled', async () => {
    expect((await refusal(worldWith(), 'ssm', 'GetServiceSetting', { SettingId: '/ssm/other' })).kind).toBe('unknown');
  });

  test('takes a role for instances that exists under this path and trusts it', async () => {
    const world = worldWith();
    createRole(world, { accountId: WORKLOAD, name: 'hosts', path: '/service-role/', trust: trustOfService('ssm.amazonaws.com') });
    createRole(world, { accountId: WORKLOAD, name: 'other', trust: trustOfService('ec2.amazonaws.com') });
    expect(await setRole(world, 'service-role/hosts')).toEqual({ message: 'it passed' });
    const rules = await Promise.all(['hosts', 'other', 'none'].map(async name => (await setRole(world, name)).rule));
    expect(rules).toEqual(Array(3).fill('ssm/host-management-role'));
  });

  test('asks whoever gives a role whether he may pass it', async () => {
    const world = worldWith();
    createRole(world, { accountId: WORKLOAD, name: 'hosts', trust: trustOfService('ssm.amazonaws.com') });
    const role = createRole(world, { accountId: WORKLOAD, name: 'setter', trust: trustOfService('lambda.amazonaws.com') });
    role.inline.set('p', { document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'ssm:UpdateServiceSetting', Resource: '*' }] } });
    const attempt = async () => world.call('ssm', 'UpdateServiceSetting', { SettingId: HOST_ROLE, SettingValue: 'hosts' },
      { caller: world.sessionOf(role.arn), accountId: WORKLOAD, region: HOME });
    expect(await refusalOf(attempt())).toMatchObject({ code: 'AccessDeniedException', message: expect.stringContaining('iam:PassRole') });
  });

  test('fails by its rule for preferences that name a log group which is not there, or not encrypted as they ask', async () => {
    const world = worldWith();
    const create = async (inputs: object) => (await refusal(world, 'ssm', 'CreateDocument', preferences(inputs))).rule;
    expect(await create({ cloudWatchLogGroupName: '/sessions' })).toBe('ssm/session-log-group');
    createLogGroup(world, { name: '/sessions', accountId: WORKLOAD, region: HOME });
    expect(await create({ cloudWatchLogGroupName: '/sessions', cloudWatchEncryptionEnabled: true })).toBe('ssm/session-log-group');
    expect(await create({ cloudWatchLogGroupName: '/sessions' })).toBeUndefined();
  });

  test('counts versions, and refuses the content it has', async () => {
    const world = worldWith();
    const { Name, Content } = preferences({});
    call(world, 'ssm', 'CreateDocument', preferences({}));
    expect((await refusal(world, 'ssm', 'CreateDocument', preferences({}))).code).toBe('DocumentAlreadyExists');
    expect((await refusal(world, 'ssm', 'UpdateDocument', { Name, Content, DocumentVersion: '$LATEST' })).code).toBe('DuplicateDocumentContent');
    call(world, 'ssm', 'UpdateDocument', { Name, Content: '{"inputs":{"a":1}}', DocumentVersion: '$LATEST' });
    expect(call(world, 'ssm', 'GetDocument', { Name })).toMatchObject({ Content, DocumentVersion: '1' });
    call(world, 'ssm', 'UpdateDocumentDefaultVersion', { Name, DocumentVersion: '2' });
    expect(call(world, 'ssm', 'GetDocument', { Name })).toMatchObject({ Content: '{"inputs":{"a":1}}', DocumentVersion: '2' });
    expect((await refusal(world, 'ssm', 'GetDocument', { Name, DocumentVersion: '3' })).code).toBe('InvalidDocumentVersion');
  });
});

describe('log groups by the API', () => {
  test('are created, kept for a time, and refused a key that CloudWatch Logs may not use', async () => {
    const world = worldWith();
    call(world, 'cloudwatch-logs', 'CreateLogGroup', { logGroupName: '/a' });
    call(world, 'cloudwatch-logs', 'PutRetentionPolicy', { logGroupName: '/a', retentionInDays: 30 });
    expect(call(world, 'cloudwatch-logs', 'DescribeLogGroups', { logGroupNamePrefix: '/' })).toMatchObject({ logGroups: [{ logGroupName: '/a', retentionInDays: 30 }] });
    const { arn } = createKey(world, { accountId: WORKLOAD, region: HOME, policy: { Version: '2012-10-17', Statement: [] } });
    expect((await refusal(world, 'cloudwatch-logs', 'AssociateKmsKey', { logGroupName: '/a', kmsKeyId: arn })).code).toBe('InvalidParameterException');
    expect((await refusal(world, 'cloudwatch-logs', 'PutRetentionPolicy', { logGroupName: '/b', retentionInDays: 1 })).code).toBe('ResourceNotFoundException');
  });
});
