import { callerOf } from '../../../rehearsal/api/principals';
import { decide } from '../../../rehearsal/aws/authorization';
import { refusalOf, strangersOf, trusts, WORKLOAD, Workbench } from './workbench';

const [USER, GROUP, MEMBERSHIP, ROLE, POLICY] = ['AWS::IAM::User', 'AWS::IAM::Group', 'AWS::IAM::UserToGroupAddition', 'AWS::IAM::Role', 'AWS::IAM::ManagedPolicy'];
const at = { accountId: WORKLOAD };
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const allow = (Action: string | string[], more: object = {}) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*', ...more }] });
const inline = (Action: string) => [{ PolicyName: 'p', PolicyDocument: allow(Action) }];
const long = allow([...Array(400).keys()].map(i => `s3:GetObjectNumber${i}`));

const may = (bench: Workbench, as: string, action: string, context?: Record<string, string | string[]>) =>
  decide(bench.world, callerOf(bench.world, as, WORKLOAD), { action, resource: '*', context }).allowed;

describe('AWS::IAM::User', () => {
  test('acts with its own policies and those of its groups, as updates left them', async () => {
    const bench = new Workbench();
    await bench.create(GROUP, 'G', { GroupName: 'team', Policies: inline('kms:ListKeys') }, at);
    await bench.create(USER, 'U', { UserName: 'alice', Groups: ['team'], Policies: inline('sqs:ListQueues') }, at);
    expect([may(bench, 'user/alice', 'kms:ListKeys'), may(bench, 'user/alice', 'sqs:ListQueues'), may(bench, 'user/alice', 'sns:ListTopics')]).toEqual([true, true, false]);
    await bench.update(GROUP, 'G', { GroupName: 'team', ManagedPolicyArns: [ADMINISTRATOR] }, at);
    expect(may(bench, 'user/alice', 'sns:ListTopics')).toBe(true);
    await bench.update(USER, 'U', { UserName: 'alice', LoginProfile: { Password: 'x' } }, at);
    expect([may(bench, 'user/alice', 'sns:ListTopics'), may(bench, 'user/alice', 'sqs:ListQueues')]).toEqual([false, false]);
    await bench.delete(USER, 'U', at);
    expect(bench.world.state.iam.users.size).toBe(0);
  });

  test('tells of MFA by the context of the request', async () => {
    const bench = new Workbench();
    const document = allow('kms:ListKeys', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } });
    await bench.create(USER, 'U', { UserName: 'alice', Policies: [{ PolicyName: 'p', PolicyDocument: document }] }, at);
    expect(may(bench, 'user/alice', 'kms:ListKeys', { 'aws:MultiFactorAuthPresent': 'true' })).toBe(true);
    expect(may(bench, 'user/alice', 'kms:ListKeys')).toBe(false);
  });

  test('is held by its boundary', async () => {
    const bench = new Workbench();
    const { physicalId } = await bench.create(POLICY, 'B', { ManagedPolicyName: 'b', PolicyDocument: allow('kms:ListKeys') }, at);
    await bench.create(USER, 'U', { UserName: 'alice', PermissionsBoundary: physicalId, ManagedPolicyArns: [ADMINISTRATOR] }, at);
    expect([may(bench, 'user/alice', 'kms:ListKeys'), may(bench, 'user/alice', 'sqs:ListQueues')]).toEqual([true, false]);
  });

  test.each([
    ['iam/policy-size', { Policies: [{ PolicyName: 'p', PolicyDocument: allow([...Array(90).keys()].map(i => `s3:GetObjectNumber${i}`)) }] }],
    ['iam/policy-grammar', { Policies: [{ PolicyName: 'p', PolicyDocument: allow('*', { Principal: '*' }) }] }],
    ['iam/managed-policies', { ManagedPolicyArns: Array(11).fill(ADMINISTRATOR) }],
    ['iam/boundary-exists', { PermissionsBoundary: `arn:aws:iam::${WORKLOAD}:policy/none` }],
    ['iam/user-name-unique', { UserName: 'ALICE' }],
  ])('fails by %s', async (rule, more) => {
    const bench = new Workbench();
    await bench.create(USER, 'First', { UserName: 'alice' }, at);
    expect((await refusalOf(bench.create(USER, 'U', { UserName: 'bob', ...more }, at))).rule).toBe(rule);
  });

  test('fails in an eleventh group, and in a group that does not exist', async () => {
    const bench = new Workbench();
    const names = [...Array(11).keys()].map(index => `group-${index}`);
    for (const GroupName of names) {
      await bench.create(GROUP, GroupName, { GroupName }, at);
    }
    expect((await refusalOf(bench.create(USER, 'U', { UserName: 'alice', Groups: names }, at))).rule).toBe('iam/groups');
    expect((await refusalOf(bench.create(USER, 'V', { UserName: 'bob', Groups: ['none'] }, at))).rule).toBe('iam/attached-entities');
  });
});

describe('AWS::IAM::Group', () => {
  test('takes users by an addition, and loses them with it', async () => {
    const bench = new Workbench();
    await bench.create(GROUP, 'G', { GroupName: 'team', ManagedPolicyArns: [ADMINISTRATOR] }, at);
    await bench.create(USER, 'U', { UserName: 'alice' }, at);
    await bench.create(MEMBERSHIP, 'M', { GroupName: 'team', Users: ['alice'] }, at);
    expect(may(bench, 'user/alice', 'kms:ListKeys')).toBe(true);
    await bench.delete(MEMBERSHIP, 'M', at);
    expect(may(bench, 'user/alice', 'kms:ListKeys')).toBe(false);
  });

  test('fails where nothing declares that the user of an addition is there', async () => {
    const bench = new Workbench();
    await bench.create(GROUP, 'G', { GroupName: 'team' }, at);
    await bench.create(USER, 'U', { UserName: 'alice' }, at);
    const refusal = await refusalOf(bench.create(MEMBERSHIP, 'M', { GroupName: 'team', Users: ['alice'] }, { ...at, undeclared: true }));
    expect(refusal).toMatchObject({ kind: 'order', rule: 'iam/attached-entities' });
  });

  test('fails where its name is taken, where its users are not there, and where it is not itself', async () => {
    const bench = new Workbench();
    await bench.create(GROUP, 'G', { GroupName: 'team' }, at);
    expect((await refusalOf(bench.create(GROUP, 'Twin', { GroupName: 'Team', Path: '/other/' }, at))).rule).toBe('iam/group-name-unique');
    expect((await refusalOf(bench.create(MEMBERSHIP, 'M', { GroupName: 'team', Users: ['nobody'] }, at))).rule).toBe('iam/attached-entities');
    expect((await refusalOf(bench.create(MEMBERSHIP, 'N', { GroupName: 'nothing', Users: [] }, at))).rule).toBe('iam/attached-entities');
  });

  test('fails beyond 300 in an account, and with policies that are too large', async () => {
    const bench = new Workbench();
    expect((await refusalOf(bench.create(GROUP, 'L', { GroupName: 'large', Policies: [{ PolicyName: 'p', PolicyDocument: long }] }, at))).rule).toBe('iam/policy-size');
    for (let index = 0; index < 300; index++) {
      await bench.create(GROUP, `G${index}`, { GroupName: `group-${index}` }, at);
    }
    expect((await refusalOf(bench.create(GROUP, 'G', { GroupName: 'more' }, at))).rule).toBe('iam/groups');
  });
});

describe('policies', () => {
  test('are attached to users and groups as to roles', async () => {
    const bench = new Workbench();
    await bench.create(GROUP, 'G', { GroupName: 'team' }, at);
    await bench.create(USER, 'U', { UserName: 'alice', Groups: ['team'] }, at);
    await bench.create('AWS::IAM::Policy', 'I', { PolicyName: 'i', PolicyDocument: allow('kms:ListKeys'), Groups: ['team'] }, at);
    await bench.create('AWS::IAM::UserPolicy', 'P', { PolicyName: 'u', PolicyDocument: allow('sqs:ListQueues'), UserName: 'alice' }, at);
    await bench.create(POLICY, 'M', { ManagedPolicyName: 'm', PolicyDocument: allow('sns:ListTopics'), Users: ['alice'] }, at);
    const actions = ['kms:ListKeys', 'sqs:ListQueues', 'sns:ListTopics'];
    expect(actions.map(action => may(bench, 'user/alice', action))).toEqual([true, true, true]);
    await bench.delete('AWS::IAM::Policy', 'I', at);
    await bench.delete('AWS::IAM::UserPolicy', 'P', at);
    await bench.delete(POLICY, 'M', at);
    expect(actions.map(action => may(bench, 'user/alice', action))).toEqual([false, false, false]);
  });

  test('fail where their name is taken, whatever the path and the case, but not in another account', async () => {
    const bench = new Workbench();
    const policy = (ManagedPolicyName: string) => ({ ManagedPolicyName, PolicyDocument: allow('kms:ListKeys') });
    await bench.create(POLICY, 'M', policy('m'), at);
    await bench.create(POLICY, 'Other', policy('m'));
    expect((await refusalOf(bench.create(POLICY, 'Twin', { ...policy('M'), Path: '/other/' }, at))).rule).toBe('iam/policy-name-unique');
  });

  test('fail where what they are attached to does not exist, and are deleted after it', async () => {
    const bench = new Workbench();
    const policy = { PolicyName: 'u', PolicyDocument: allow('sqs:ListQueues'), UserName: 'alice' };
    expect(await refusalOf(bench.create('AWS::IAM::UserPolicy', 'P', policy, at))).toMatchObject({ rule: 'iam/attached-entities', message: expect.stringContaining('user alice') });
    await bench.create(USER, 'U', { UserName: 'alice' }, at);
    await bench.create('AWS::IAM::UserPolicy', 'P', policy, at);
    await bench.delete(USER, 'U', at);
    await bench.delete('AWS::IAM::UserPolicy', 'P', at);
  });

  test('keep their earlier versions', async () => {
    const bench = new Workbench();
    const { physicalId } = await bench.create(POLICY, 'M', { ManagedPolicyName: 'm', PolicyDocument: allow('sns:ListTopics') }, at);
    await bench.update(POLICY, 'M', { ManagedPolicyName: 'm', PolicyDocument: allow('kms:ListKeys') }, at);
    await bench.update(POLICY, 'M', { ManagedPolicyName: 'm', PolicyDocument: allow('kms:ListKeys') }, at);
    expect(bench.world.state.iam.managedPolicies.get(physicalId)?.earlier).toEqual([allow('sns:ListTopics')]);
  });

  test('need the permission to attach them', async () => {
    const bench = new Workbench();
    await bench.create(ROLE, 'R', { RoleName: 'r', AssumeRolePolicyDocument: trusts('lambda.amazonaws.com') }, at);
    await bench.create(POLICY, 'M', { ManagedPolicyName: 'm', PolicyDocument: allow('sns:ListTopics'), Roles: ['r'] }, at);
    expect(bench.world.calls.map(({ action }) => action)).toContain('iam:AttachRolePolicy');
  });
});

describe('identity providers', () => {
  const [OIDC, SAML] = ['AWS::IAM::OIDCProvider', 'AWS::IAM::SAMLProvider'];

  test('have the ARN that trust policies name', async () => {
    const bench = new Workbench();
    const oidc = await bench.create(OIDC, 'O', { Url: 'https://token.actions.githubusercontent.com', ClientIdList: ['sts.amazonaws.com'] }, at);
    const saml = await bench.create(SAML, 'S', { Name: 'people', SamlMetadataDocument: '<xml/>' }, at);
    expect(oidc.attributes.Arn).toBe(`arn:aws:iam::${WORKLOAD}:oidc-provider/token.actions.githubusercontent.com`);
    expect(saml.physicalId).toBe(`arn:aws:iam::${WORKLOAD}:saml-provider/people`);
    await bench.update(OIDC, 'O', { Url: 'https://token.actions.githubusercontent.com', ClientIdList: ['other'] }, at);
    expect(bench.world.state.iam.providers.get(String(oidc.attributes.Arn))?.audiences).toEqual(['other']);
    await bench.delete(OIDC, 'O', at);
    expect([...bench.world.state.iam.providers.keys()]).toEqual([saml.physicalId]);
  });

  test('fail for an address twice, and for one that is none', async () => {
    const bench = new Workbench();
    await bench.create(OIDC, 'O', { Url: 'https://gitlab.com' }, at);
    expect((await refusalOf(bench.create(OIDC, 'P', { Url: 'https://gitlab.com' }, at))).rule).toBe('iam/provider-unique');
    for (const Url of ['http://gitlab.example.com', 'https://gitlab.example.com:8443', 'https://gitlab.example.com?x=1', 'gitlab.example.com']) {
      expect((await refusalOf(bench.create(OIDC, 'Q', { Url }, at))).rule).toBe('iam/provider-address');
    }
  });
});

describe('AWS::IAM::InstanceProfile', () => {
  const PROFILE = 'AWS::IAM::InstanceProfile';

  test('passes its role to EC2', async () => {
    const bench = new Workbench();
    await bench.create(ROLE, 'R', { RoleName: 'r', AssumeRolePolicyDocument: trusts('ec2.amazonaws.com') }, at);
    const { attributes } = await bench.create(PROFILE, 'P', { InstanceProfileName: 'p', Roles: ['r'] }, at);
    expect(attributes.Arn).toBe(`arn:aws:iam::${WORKLOAD}:instance-profile/p`);
    expect(bench.world.calls.find(({ action }) => action === 'iam:PassRole')?.resource).toBe(`arn:aws:iam::${WORKLOAD}:role/r`);
    await bench.delete(PROFILE, 'P', at);
    expect(bench.world.state.iam.instanceProfiles.size).toBe(0);
  });

  test('fails without a role, and with two', async () => {
    expect((await refusalOf(new Workbench().create(PROFILE, 'P', { Roles: [] }, at))).rule).toBe('iam/instance-profile-role');
    expect((await refusalOf(new Workbench().create(PROFILE, 'P', { Roles: ['a', 'b'] }, at))).rule).toBe('iam/instance-profile-role');
  });
});

describe('AWS::IAM::AccessKey', () => {
  test('is refused, and the remedy tells what to use', async () => {
    const refusal = await refusalOf(new Workbench().create('AWS::IAM::AccessKey', 'K', { UserName: 'alice' }, at));
    expect(refusal).toMatchObject({ rule: 'iam/no-access-keys', remedy: expect.stringContaining('assume a role') });
    expect(strangersOf('AWS::IAM::AccessKey', { UserName: 'alice', Secret: 'x' })).toContain("'Secret'");
  });
});

describe('roles', () => {
  const trusting = (...AWS: string[]) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' }] });
  const arn = (name: string) => `arn:aws:iam::${WORKLOAD}:role/${name}`;

  test('fail when they name each other, or themselves', async () => {
    const bench = new Workbench();
    expect((await refusalOf(bench.create(ROLE, 'A', { RoleName: 'a', AssumeRolePolicyDocument: trusting(arn('a')) }, at))).rule).toBe('iam/trust-cycle');
    await bench.create(ROLE, 'A', { RoleName: 'a', AssumeRolePolicyDocument: trusting(arn('b')) }, at);
    const refusal = await refusalOf(bench.create(ROLE, 'B', { RoleName: 'b', AssumeRolePolicyDocument: trusting(arn('a')) }, at));
    expect(refusal).toMatchObject({ rule: 'iam/trust-cycle', message: expect.stringContaining('name each other') });
  });

  test('fail where their name is taken in upper case', async () => {
    const bench = new Workbench();
    await bench.create(ROLE, 'A', { RoleName: 'a', AssumeRolePolicyDocument: trusts('lambda.amazonaws.com') }, at);
    expect((await refusalOf(bench.create(ROLE, 'B', { RoleName: 'A', Path: '/b/', AssumeRolePolicyDocument: trusts('lambda.amazonaws.com') }, at))).rule)
      .toBe('iam/role-name-unique');
  });

  test('fail when they trust a user that is created later', async () => {
    const bench = new Workbench();
    await bench.create(ROLE, 'A', { RoleName: 'a', AssumeRolePolicyDocument: trusting(`arn:aws:iam::${WORKLOAD}:user/alice`) }, at);
    expect((await refusalOf(bench.create(USER, 'U', { UserName: 'alice' }, at))).rule).toBe('iam/trust-principals-exist');
  });

  test('fail by a boundary of another account, one that does not exist, and one that may not be there yet', async () => {
    const bench = new Workbench();
    const role = (PermissionsBoundary: string) => ({ RoleName: 'r', PermissionsBoundary, AssumeRolePolicyDocument: trusts('lambda.amazonaws.com') });
    const { physicalId } = await bench.create(POLICY, 'B', { ManagedPolicyName: 'b', PolicyDocument: allow('*') }, at);
    expect((await refusalOf(bench.create(ROLE, 'R', role(physicalId)))).rule).toBe('iam/boundary-exists');
    expect((await refusalOf(bench.create(ROLE, 'R', role(`arn:aws:iam::${WORKLOAD}:policy/none`), at))).rule).toBe('iam/boundary-exists');
    expect(await refusalOf(bench.create(ROLE, 'R', role(physicalId), { ...at, undeclared: true }))).toMatchObject({ kind: 'order', rule: 'iam/boundary-exists' });
    await bench.create(ROLE, 'R', role(physicalId), at);
  });

  test('tell their boundary to those actions that have the key, and to no other', async () => {
    const bench = new Workbench();
    const { physicalId } = await bench.create(POLICY, 'B', { ManagedPolicyName: 'b', PolicyDocument: allow('*') }, at);
    await bench.create(ROLE, 'R', { RoleName: 'r', PermissionsBoundary: physicalId, AssumeRolePolicyDocument: trusts('lambda.amazonaws.com') }, at);
    const document = allow('iam:*', { Condition: { StringEquals: { 'iam:PermissionsBoundary': physicalId } } });
    await bench.create(USER, 'U', { UserName: 'alice', Policies: [{ PolicyName: 'p', PolicyDocument: document }] }, at);
    const caller = callerOf(bench.world, 'user/alice', WORKLOAD);
    const mayOnRole = (action: string) => decide(bench.world, caller, { action, resource: arn('r') }).allowed;
    const knowing = ['iam:AttachRolePolicy', 'iam:DeleteRole', 'iam:DeleteRolePermissionsBoundary', 'iam:UpdateAssumeRolePolicy', 'iam:UpdateRole'];
    expect(knowing.filter(action => !mayOnRole(action))).toEqual([]);
    expect(['iam:CreateRole', 'iam:TagRole', 'iam:UpdateUser'].filter(mayOnRole)).toEqual([]);
  });
});
