import { App, CfnDynamicReference, CfnDynamicReferenceService, CfnResource, SecretValue, Stack } from 'aws-cdk-lib';
import { AccessKey, CfnUser, Group, ManagedPolicy, Policy, PolicyStatement, Role, ServicePrincipal, User } from 'aws-cdk-lib/aws-iam';
import { IamUsers } from '../../../lib/constructs/identity';

const READS = () => new PolicyStatement({ actions: ['ec2:DescribeInstances'], resources: ['*'] });

function synth(build: (stack: Stack) => void): void {
  const app = new App();
  build(new Stack(app, 'Stack'));
  IamUsers.refuse(app);
  app.synth();
}

describe('defaults', () => {
  test.each<[string, (stack: Stack) => void, RegExp]>([
    ['statements of a user', stack => { new User(stack, 'User').addToPolicy(READS()); }, /"Stack\/User\/DefaultPolicy\/Resource" \(AWS::IAM::Policy\) must not be attached to users/],
    ['a managed policy on a user', stack => { new User(stack, 'User').addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')); },
      /"Stack\/User\/Resource" \(AWS::IAM::User\) must not have policies of its own, got .*ReadOnlyAccess/],
    ['a managed policy that names a user', stack => { new ManagedPolicy(stack, 'Policy', { users: [new User(stack, 'User')], statements: [READS()] }); },
      /\(AWS::IAM::ManagedPolicy\) must not be attached to users/],
    ['an inline policy of an L1', stack => { new CfnUser(stack, 'User', { policies: [{ policyName: 'p', policyDocument: {} }] }); }, /must not have inline policies, got 1/],
    ['a resource of the type for inline policies', stack => {
      new CfnResource(stack, 'Inline', { type: 'AWS::IAM::UserPolicy', properties: { PolicyName: 'p', UserName: 'ann' } });
    }, /"Stack\/Inline" \(AWS::IAM::UserPolicy\) must not give a user an inline policy, got user "ann": put it into a UserGroup/],
    ['an access key', stack => { new AccessKey(stack, 'Key', { user: new User(stack, 'User') }); }, /must not make an access key.*DeploymentIdentity/],
    ['a password as text', stack => { new User(stack, 'User', { password: SecretValue.unsafePlainText('hunter2') }); }, /must not tell its password/],
  ])('refuses %s', (_, build, expected) => {
    expect(() => synth(build)).toThrow(expected);
  });

  test('tells all at once', () => {
    expect(() => synth(stack => {
      const user = new User(stack, 'User');
      user.addToPolicy(READS());
      new AccessKey(stack, 'Key', { user });
    })).toThrow(/DefaultPolicy[^]*access key|access key[^]*DefaultPolicy/);
  });

  test.each<[string, (stack: Stack) => void]>([
    ['policies of groups', stack => { new Group(stack, 'Group').addToPolicy(READS()); }],
    ['policies of roles', stack => { new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }).addToPolicy(READS()); }],
    ['users in groups', stack => { new User(stack, 'User', { groups: [new Group(stack, 'Group')] }); }],
    ['a password that is kept elsewhere', stack => {
      const password = new CfnDynamicReference(CfnDynamicReferenceService.SECRETS_MANAGER, 'password').toString();
      new CfnUser(stack, 'User', { loginProfile: { password } });
    }],
  ])('lets %s stand', (_, build) => {
    expect(() => synth(build)).not.toThrow();
  });
});

describe('options', () => {
  test('takes a reason for one construct', () => {
    expect(() => synth(stack => {
      const key = new AccessKey(stack, 'Key', { user: new User(stack, 'User') });
      IamUsers.acknowledge(key, 'A device of a supplier that knows nothing else');
    })).not.toThrow();
  });
});

describe('import', () => {
  test('leaves imported policies and users alone', () => {
    expect(() => synth(stack => {
      User.fromUserName(stack, 'User', 'ann');
      Policy.fromPolicyName(stack, 'Policy', 'p');
    })).not.toThrow();
  });
});

describe('validation', () => {
  test('fails when the reason is none, and says so', () => {
    expect(() => IamUsers.acknowledge(new Stack(), '')).toThrow(/'reason' must have 10 to 1000 characters/);
  });
});
