import { App, Aws, CfnParameter, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AccountPrincipal, AnyPrincipal, ArnPrincipal, IPrincipal, ServicePrincipal, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import { matchesPattern } from '../../../rehearsal/aws/event-pattern';
import { synthesizeUnderCdkNag } from '../cdk-nag';
import { BreakGlassRole, BreakGlassRoleProps } from '../../../lib/constructs/identity';

const ALICE = new ArnPrincipal('arn:x:iam::111122223333:user/alice');
const BOB = new ArnPrincipal('arn:x:iam::111122223333:user/emergency/bob');

function newRole(props: BreakGlassRoleProps = { trustedPrincipals: [ALICE, BOB] }) {
  const stack = new Stack(new App(), 'Stack');
  const role = new BreakGlassRole(stack, 'BreakGlass', props);
  return { stack, role, template: Template.fromStack(stack) };
}

function trustOf(template: Template): { Principal: unknown; Action: string; Condition: Record<string, Record<string, unknown>> }[] {
  return Object.values(template.findResources('AWS::IAM::Role'))[0].Properties.AssumeRolePolicyDocument.Statement;
}

const rootOf = (account: unknown) => ({ AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${account}:root`]] } });

describe('defaults', () => {
  test('trusts named users only, with MFA that is at most an hour old', () => {
    expect(trustOf(newRole().template)).toEqual([{
      Effect: 'Allow',
      Principal: rootOf('111122223333'),
      Action: 'sts:AssumeRole',
      Condition: {
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' },
        ArnEquals: { 'aws:PrincipalArn': ['arn:x:iam::111122223333:user/alice', 'arn:x:iam::111122223333:user/emergency/bob'] },
      },
    }]);
  });

  test('has no condition that an absent key would satisfy', () => {
    expect(JSON.stringify(trustOf(newRole().template))).not.toMatch(/IfExists|"Null"|Not/);
  });

  test('is an administrator for an hour, under the path that guardrails exempt and protect', () => {
    newRole().template.hasResource('AWS::IAM::Role', {
      Properties: {
        RoleName: 'lz-break-glass',
        Path: '/lz/',
        MaxSessionDuration: 3600,
        ManagedPolicyArns: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AdministratorAccess']] }],
      },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('is clean under cdk-nag, the managed policy acknowledged with its reason', () => {
    synthesizeUnderCdkNag(stack => {
      new BreakGlassRole(stack, 'BreakGlass', { trustedPrincipals: [ALICE] });
    });
  });
});

describe('its use', () => {
  const use = (roleArn: string, errorCode?: string) => ({
    'source': 'aws.sts', 'detail-type': 'AWS API Call via CloudTrail',
    'detail': { eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole', errorCode, requestParameters: { roleArn } },
  });

  const USE = use('arn:aws:iam::111122223333:role/lz/lz-break-glass');

  test.each([
    ['is told', 'arn:aws:iam::111122223333:role/lz/lz-break-glass', undefined, true],
    ['is told when it failed', 'arn:aws:iam::111122223333:role/lz/lz-break-glass', 'AccessDenied', true],
    ['is told in China', 'arn:aws-cn:iam::111122223333:role/lz/lz-break-glass', undefined, true],
    ['is not told of a role that ends alike', 'arn:aws:iam::111122223333:role/no-lz-break-glass', undefined, false],
  ])('%s', (_, roleArn, errorCode, told) => {
    expect(matchesPattern(BreakGlassRole.usePattern, use(roleArn, errorCode))).toBe(told);
    expect(BreakGlassRole.useFilter).toContain('$.requestParameters.roleArn = "*/lz-break-glass"');
  });

  test.each([
    ['of another source', { source: 'aws.signin' }],
    ['of another kind', { 'detail-type': 'AWS Service Event via CloudTrail' }],
    ['of another service', { detail: { ...USE.detail, eventSource: 'iam.amazonaws.com' } }],
    ['of another call', { detail: { ...USE.detail, eventName: 'TagSession' } }],
  ])('is not an event %s', (_, other) => {
    expect([USE, { ...USE, ...other }].map(told => matchesPattern(BreakGlassRole.usePattern, told))).toEqual([true, false]);
  });
});

describe('options', () => {
  test('takes a longer session and a fresher MFA', () => {
    const { template } = newRole({ trustedPrincipals: [ALICE], maxSessionDuration: Duration.hours(4), maxMfaAge: Duration.minutes(15) });
    template.hasResourceProperties('AWS::IAM::Role', { MaxSessionDuration: 14400 });
    expect(trustOf(template)[0].Condition.NumericLessThan).toEqual({ 'aws:MultiFactorAuthAge': '900' });
  });

  test('can leave with its stack, where a StackSet keeps it', () => {
    const { template } = newRole({ trustedPrincipals: [ALICE], removalPolicy: RemovalPolicy.DESTROY });
    template.hasResource('AWS::IAM::Role', { DeletionPolicy: 'Delete' });
  });

  test('trusts every user of an account when it is named, still with MFA', () => {
    expect(trustOf(newRole({ anyMfaUserOfAccounts: ['111122223333'] }).template)).toEqual([expect.objectContaining({
      Principal: rootOf('111122223333'),
      Condition: {
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' },
        StringEquals: { 'aws:PrincipalType': 'User' },
      },
    })]);
  });

  test('keeps users of different accounts apart', () => {
    const carol = new ArnPrincipal('arn:x:iam::444455556666:user/carol');
    const trust = trustOf(newRole({ trustedPrincipals: [ALICE, carol, BOB] }).template);
    expect(trust.map(({ Principal, Condition }) => [Principal, Condition.ArnEquals])).toEqual([
      [rootOf('111122223333'), { 'aws:PrincipalArn': ['arn:x:iam::111122223333:user/alice', 'arn:x:iam::111122223333:user/emergency/bob'] }],
      [rootOf('444455556666'), { 'aws:PrincipalArn': ['arn:x:iam::444455556666:user/carol'] }],
    ]);
  });

  test('takes an ARN with the partition and the account as tokens, as a StackSet template has them', () => {
    const stack = new Stack(new App(), 'Stack');
    const account = new CfnParameter(stack, 'Management').valueAsString;
    new BreakGlassRole(stack, 'BreakGlass', { trustedPrincipals: [new ArnPrincipal(`arn:${Aws.PARTITION}:iam::${account}:user/alice`)] });
    const [{ Principal, Condition }] = trustOf(Template.fromStack(stack));
    expect(Principal).toEqual({ AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'Management' }, ':root']] } });
    expect(JSON.stringify(Condition.ArnEquals)).toContain(':user/alice');
  });

  test('takes an ARN that is one parameter', () => {
    const stack = new Stack(new App(), 'Stack');
    const arn = new CfnParameter(stack, 'User').valueAsString;
    new BreakGlassRole(stack, 'BreakGlass', { trustedPrincipals: [new ArnPrincipal(arn)] });
    expect(JSON.stringify(trustOf(Template.fromStack(stack))[0].Principal)).toContain('{"Fn::Select":[4,{"Fn::Split":[":",{"Ref":"User"}]}]}');
  });
});

describe('import', () => {
  test('needs no import: its name is the same in every account', () => {
    const { stack, role } = newRole();
    expect(role.roleName).toBe('lz-break-glass');
    expect(stack.resolve(role.roleArn)).toEqual({ 'Fn::GetAtt': [expect.stringContaining('BreakGlass'), 'Arn'] });
  });
});

describe('validation', () => {
  test.each<[string, IPrincipal, RegExp]>([
    ['everybody', new AnyPrincipal(), /without wildcards, got .*"\*"/],
    ['everybody, spelled otherwise', new StarPrincipal(), /must each be the ARN of one user without conditions/],
    ['a wildcard', new ArnPrincipal('arn:x:iam::111122223333:user/*'), /without wildcards, got .*user\/\*/],
    ['a service', new ServicePrincipal('ec2.amazonaws.com'), /must each be the ARN of one user without conditions/],
    ['an account', new AccountPrincipal('111122223333'), /got the account .*: to trust all its users with MFA, name it in 'anyMfaUserOfAccounts'/],
    ['a role', new ArnPrincipal('arn:x:iam::111122223333:role/admin'), /got the role .*: a role's session never carries MFA, so name IAM users with an MFA device/],
    ['conditions of its own', ALICE.withConditions({ Bool: { 'aws:SecureTransport': 'true' } }), /without conditions/],
  ])('fails when it trusts %s, and says whom to name', (_, principal, message) => {
    expect(() => newRole({ trustedPrincipals: [principal] })).toThrow(message);
  });

  test('fails with every problem at once', () => {
    const wrong = () => newRole({ anyMfaUserOfAccounts: ['1'], maxSessionDuration: Duration.minutes(30), maxMfaAge: Duration.seconds(10) });
    expect(wrong).toThrow(/3 problems/);
    expect(wrong).toThrow(/'anyMfaUserOfAccounts' must be an account id of 12 digits, got "1"/);
    expect(wrong).toThrow(/'maxSessionDuration' must be 1 to 12 hours, got 0.5/);
    expect(wrong).toThrow(/'maxMfaAge' must be 60 to 129600 seconds, got 10/);
  });

  test('fails when nobody is trusted', () => {
    expect(() => newRole({})).toThrow(/'trustedPrincipals' must name at least one user, got \[\]: nobody could open the door/);
  });
});
