import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { PasswordPolicy, PasswordPolicyProps } from '../../../lib/constructs/identity';
import { World } from '../../../rehearsal/aws/world';
import { deploy, WORKLOAD, worldWith, writesOf } from '../deployed';

function templateOf(props?: PasswordPolicyProps): Template {
  const stack = new Stack(new App(), 'Stack');
  new PasswordPolicy(stack, 'PasswordPolicy', props);
  return Template.fromStack(stack);
}

describe('defaults', () => {
  test('asks for what the CIS benchmark asks for', () => {
    templateOf().hasResourceProperties('Custom::PasswordPolicy', {
      PasswordPolicy: {
        MinimumPasswordLength: 14, PasswordReusePrevention: 24, MaxPasswordAge: 90, RequireLowercaseCharacters: true,
        RequireUppercaseCharacters: true, RequireNumbers: true, RequireSymbols: true, AllowUsersToChangePassword: true, HardExpiry: false,
      },
    });
  });

  test('may read and change the password policy, and nothing else', () => {
    templateOf().hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'lz-password-policy',
      Policies: [{ PolicyDocument: { Statement: [
        { Sid: 'KeepPolicy', Effect: 'Allow', Action: ['iam:GetAccountPasswordPolicy', 'iam:UpdateAccountPasswordPolicy'], Resource: '*' },
        Match.objectLike({ Sid: 'WriteOwnLogs' }),
      ] } }],
    });
  });
});

describe('options', () => {
  test('can ask for more', () => {
    const props = { minimumPasswordLength: 20, maxPasswordAge: Duration.days(30), hardExpiry: true };
    templateOf(props).hasResourceProperties('Custom::PasswordPolicy', {
      PasswordPolicy: Match.objectLike({ MinimumPasswordLength: 20, MaxPasswordAge: 30, HardExpiry: true }),
    });
  });
});

describe('import', () => {
  test('needs no import: an account has one policy, which is taken over', () => {
    templateOf().resourceCountIs('Custom::PasswordPolicy', 1);
  });
});

describe('validation', () => {
  test('fails for every number that IAM would refuse, and says what it takes', () => {
    expect(() => templateOf({ minimumPasswordLength: 5, passwordReusePrevention: 25, maxPasswordAge: Duration.hours(36) })).toThrow(
      /'minimumPasswordLength' must be 6 to 128 whole characters, got 5.*\n.*'passwordReusePrevention' must be 1 to 24.*\n.*'maxPasswordAge' must be 1 to 1095 whole days, got 1.5/);
  });
});

describe('deployed', () => {
  const policyIn = (world: World) => world.state.passwordPolicies.policies.get(WORKLOAD);
  const into = (world: World, props?: PasswordPolicyProps) =>
    deploy(world, { account: WORKLOAD, build: stack => { new PasswordPolicy(stack, 'PasswordPolicy', props); } });

  test('gives a new account its policy, and writes nothing when it runs again', async () => {
    const world = worldWith();
    const deployment = await into(world);
    expect(policyIn(world)).toMatchObject({ MinimumPasswordLength: 14, PasswordReusePrevention: 24, ExpirePasswords: true });
    const before = world.calls.length;
    await deployment.rerunHandlers();
    expect(writesOf(world.calls.slice(before))).toEqual([]);
  });

  test('takes over the policy that an account has', async () => {
    const world = worldWith();
    world.state.passwordPolicies.policies.set(WORKLOAD, { MinimumPasswordLength: 8, HardExpiry: true, MaxPasswordAge: 365 });
    await into(world);
    expect(policyIn(world)).toMatchObject({ MinimumPasswordLength: 14, HardExpiry: false, MaxPasswordAge: 90 });
  });

  test('follows a change of the configuration', async () => {
    const world = worldWith();
    await into(world);
    await into(world, { minimumPasswordLength: 16 });
    expect(policyIn(world)).toMatchObject({ MinimumPasswordLength: 16, PasswordReusePrevention: 24 });
  });
});
