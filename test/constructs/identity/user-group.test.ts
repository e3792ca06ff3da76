import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ManagedPolicy, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  DeveloperBoundary, IamUser, IamUserProps, IamUsers, PermissionsBoundary, UserGroup, UserGroupProps,
} from '../../../lib/constructs/identity';
import { Context, evaluate, PolicyDocument } from '../../../lib/policy';
import { World } from '../../../rehearsal/aws/world';
import { synthesizeUnderCdkNag } from '../cdk-nag';
import { deploy, WORKLOAD, worldWith } from '../deployed';

const ANN = `arn:aws:iam::${WORKLOAD}:user/ann`;
const READS = () => new PolicyStatement({ actions: ['ec2:DescribeInstances'], resources: ['*'] });

const newStack = () => new Stack(new App(), 'Stack', { env: { account: WORKLOAD, region: 'eu-central-1' } });
const group = (stack: Stack, props: Partial<UserGroupProps> = {}, id = 'Group') => new UserGroup(stack, id, { groupName: 'engineers', ...props });

function templateOf(props: Partial<UserGroupProps> = {}): Template {
  const stack = newStack();
  group(stack, props);
  return Template.fromStack(stack);
}

/** The policy that every group has, in the account of the tests. */
function mfaPolicy(): PolicyDocument {
  const [policy] = Object.values(templateOf().findResources('AWS::IAM::ManagedPolicy'));
  return JSON.parse(JSON.stringify(policy.Properties.PolicyDocument)
    .replaceAll(/\{"Fn::Join":\["",\["arn:",\{"Ref":"AWS::Partition"\},":iam::\d{12}:([^"]*)"\]\]\}/g, `"arn:aws:iam::${WORKLOAD}:$1"`)
    .replaceAll(/\{"Fn::Join":\["",\["arn:",\{"Ref":"AWS::Partition"\},":iam::",\{"Ref":"AWS::AccountId"\},":([^"]*)"\]\]\}/g, `"arn:aws:iam::${WORKLOAD}:$1"`));
}

const EVERYTHING = { name: 'everything', document: { Version: '2012-10-17', Statement: { Effect: 'Allow' as const, Action: '*', Resource: '*' } } };
/** What AWS tells of MFA: nothing of access keys, "false" of the console without it. */
const BY_KEY: Context = {};
const CONSOLE: Context = { 'aws:MultiFactorAuthPresent': 'false' };
const WITH_MFA: Context = { 'aws:MultiFactorAuthPresent': 'true' };

const may = (action: string, resource: string, context: Context, others: readonly (typeof EVERYTHING)[] = []) => evaluate(
  { principal: { kind: 'user', arn: ANN }, action, resource, context: { 'aws:username': 'ann', ...context } },
  { identity: [{ name: 'mfa', document: mfaPolicy() }, ...others] },
).allowed;

describe('defaults', () => {
  test.each([
    ['ec2:DescribeInstances', '*'],
    ['s3:GetObject', 'arn:aws:s3:::data/key'],
    ['lambda:InvokeFunction', `arn:aws:lambda:eu-central-1:${WORKLOAD}:function:f`],
    ['iam:DeactivateMFADevice', ANN],
    ['iam:DeleteVirtualMFADevice', `arn:aws:iam::${WORKLOAD}:mfa/ann`],
    ['iam:AttachUserPolicy', ANN],
  ])('%s needs MFA, whatever other policies allow', (action, resource) => {
    expect([BY_KEY, CONSOLE, WITH_MFA].map(context => may(action, resource, context, [EVERYTHING]))).toEqual([false, false, true]);
  });

  test.each([
    ['iam:CreateVirtualMFADevice', `arn:aws:iam::${WORKLOAD}:mfa/phone`],
    ['iam:EnableMFADevice', ANN],
    ['iam:ResyncMFADevice', ANN],
  ])('%s works in the console, and never by an access key', (action, resource) => {
    expect([CONSOLE, WITH_MFA, BY_KEY].map(context => may(action, resource, context))).toEqual([true, true, false]);
    expect(may(action, resource, BY_KEY, [EVERYTHING])).toBe(false);
  });

  test.each([
    ['iam:ChangePassword', ANN],
    ['iam:GetUser', ANN],
    ['iam:ListMFADevices', ANN],
    ['iam:GetMFADevice', ANN],
    ['iam:GetAccountPasswordPolicy', '*'],
    ['iam:ListVirtualMFADevices', '*'],
  ])('%s works before there is MFA', (action, resource) => {
    expect([BY_KEY, CONSOLE, WITH_MFA].map(context => may(action, resource, context))).toEqual([true, true, true]);
  });

  test('does not keep a user from asking for a session with MFA', () => {
    expect(may('sts:GetSessionToken', '*', BY_KEY, [EVERYTHING])).toBe(true);
  });

  test('a device is removed by its own user, and with MFA only', () => {
    expect([CONSOLE, WITH_MFA].map(context => may('iam:DeactivateMFADevice', ANN, context))).toEqual([false, true]);
    expect([mfaPolicy().Statement].flat().find(({ Sid }) => Sid === 'RemoveDeviceWithMfa')?.Condition).toEqual({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } });
  });

  test.each(['iam:EnableMFADevice', 'iam:ChangePassword', 'iam:DeactivateMFADevice', 'iam:GetUser'])('%s is for oneself', action => {
    expect(may(action, `arn:aws:iam::${WORKLOAD}:user/bob`, WITH_MFA)).toBe(false);
  });

  test.each([
    'iam:CreateAccessKey', 'iam:UpdateAccessKey', 'iam:CreateServiceSpecificCredential', 'iam:UploadSSHPublicKey', 'iam:UploadSigningCertificate',
  ])('%s makes a secret that lasts, and is denied with MFA too', action => {
    expect(may(action, ANN, WITH_MFA, [EVERYTHING])).toBe(false);
  });

  test('has managed policies only', () => {
    templateOf().hasResourceProperties('AWS::IAM::Group', { GroupName: 'engineers', Policies: Match.absent(), ManagedPolicyArns: [{ Ref: 'SelfServiceMfa' }] });
  });

  test('passes cdk-nag without acknowledgements of its user', () => {
    expect(() => synthesizeUnderCdkNag(stack => {
      new IamUser(stack, 'User', { userName: 'ann', groups: [group(stack, {
        statements: [new PolicyStatement({ actions: ['s3:ListBucket'], resources: ['arn:aws:s3:::data'] })],
      })] });
      IamUsers.refuse(stack);
    })).not.toThrow();
  });
});

describe('options', () => {
  test('takes statements as a managed policy, and policies of AWS', () => {
    const template = templateOf({ statements: [READS()], managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')] });
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: [Match.objectLike({ Action: 'ec2:DescribeInstances' })] } });
    template.hasResourceProperties('AWS::IAM::Group', {
      ManagedPolicyArns: [{ Ref: 'SelfServiceMfa' }, { Ref: Match.stringLikeRegexp('^GroupPolicy') }, Match.objectLike({ 'Fn::Join': Match.anyValue() })],
    });
  });

  test('shares the policy about MFA with the other groups of the stack', () => {
    const stack = newStack();
    ['one', 'two'].forEach(groupName => group(stack, { groupName }, groupName));
    Template.fromStack(stack).resourceCountIs('AWS::IAM::ManagedPolicy', 1);
  });

  function user(props: Partial<IamUserProps> = {}): Template {
    const stack = newStack();
    new IamUser(stack, 'User', { userName: 'ann', groups: [group(stack)], ...props });
    return Template.fromStack(stack);
  }

  test('a user has groups and a boundary, and neither path, policy, password nor key', () => {
    const template = user();
    template.hasResourceProperties('AWS::IAM::User', {
      UserName: 'ann', Groups: [{ Ref: Match.stringLikeRegexp('^Group') }], Path: Match.absent(), Policies: Match.absent(), ManagedPolicyArns: Match.absent(),
      LoginProfile: Match.absent(), PermissionsBoundary: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('policy/lz/lz-developer-boundary$')])] },
    });
    template.resourceCountIs('AWS::IAM::AccessKey', 0);
  });

  test('a user can have another boundary', () => {
    user({ boundary: PermissionsBoundary.ofPolicyArn(`arn:aws:iam::${WORKLOAD}:policy/lz/mine`) })
      .hasResourceProperties('AWS::IAM::User', { PermissionsBoundary: `arn:aws:iam::${WORKLOAD}:policy/lz/mine` });
  });
});

describe('import', () => {
  test('hands out names and ARNs that wait for group and user', () => {
    const stack = newStack();
    const { groupName, groupArn } = group(stack);
    const { userName, userArn } = new IamUser(stack, 'User', { userName: 'ann', groups: [group(stack, { groupName: 'other' }, 'Other')] });
    expect(stack.resolve([groupName, groupArn, userName, userArn])).toEqual([
      { Ref: expect.any(String) }, { 'Fn::GetAtt': [expect.any(String), 'Arn'] }, { Ref: expect.any(String) }, { 'Fn::GetAtt': [expect.any(String), 'Arn'] },
    ]);
  });
});

describe('validation', () => {
  test.each<[Partial<UserGroupProps>, RegExp]>([
    [{ groupName: 'lz-engineers' }, /'groupName' must not begin with "lz-"/],
    [{ groupName: 'a b' }, /'groupName' must have 1 to 128/],
    [{ managedPolicies: Array.from({ length: 9 }, () => ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')) }, /'managedPolicies' must be at most 8, got 9/],
    [{ statements: [new PolicyStatement({ principals: [new ServicePrincipal('s3.amazonaws.com')] })] }, /'statements' must have no principal/],
  ])('fails for a group that cannot be: %#', (props, expected) => {
    expect(() => templateOf(props)).toThrow(expected);
  });

  test('fails for a user without a group, who would need no MFA, and for a name that IAM refuses', () => {
    expect(() => new IamUser(newStack(), 'User', { userName: 'a b', groups: [] })).toThrow(/2 problems\n.*'userName'.*\n.*'groups' must be 1 to 10, got 0/);
  });
});

describe('deployed', () => {
  async function world(): Promise<World> {
    const made = worldWith();
    await deploy(made, { account: WORKLOAD, build: stack => {
      new DeveloperBoundary(stack, 'Boundary');
      new IamUser(stack, 'User', { userName: 'ann', groups: [group(stack, { statements: [READS()] })] });
    } });
    return made;
  }

  test.each([
    ['ec2:DescribeInstances', '*', WITH_MFA, true],
    ['ec2:DescribeInstances', '*', CONSOLE, false],
    ['ec2:DescribeInstances', '*', BY_KEY, false],
    ['iam:EnableMFADevice', ANN, CONSOLE, true],
    ['iam:ChangePassword', ANN, CONSOLE, true],
    ['iam:CreateAccessKey', ANN, WITH_MFA, false],
  ])('ann may %s on %s, as AWS tells %j: %s', async (action, resource, context, expected) => {
    expect((await world()).may({ as: ANN, action, resource, context: { 'aws:username': 'ann', ...context } }).allowed).toBe(expected);
  });
});
