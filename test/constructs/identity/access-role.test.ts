import { App, Aws, CfnParameter, Duration, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AccessRole, AccessRoleProps, PermissionsBoundary, RoleTrust } from '../../../lib/constructs/identity';
import { evaluate, PolicyDocument, PrincipalIdentity, Context } from '../../../lib/policy';
import { synthesizeUnderCdkNag } from '../cdk-nag';
import { ACCOUNT, OTHER_ACCOUNT, propertiesOf } from './resolved';

const trusts = [RoleTrust.account(OTHER_ACCOUNT)];
const DEFAULTS: AccessRoleProps = { roleName: 'reports', description: 'Reads reports', trusts };
const roleOf = (props: Partial<AccessRoleProps> = {}) => propertiesOf('AWS::IAM::Role', stack => new AccessRole(stack, 'Role', { ...DEFAULTS, ...props }));
const ROLE = `arn:aws:iam::${ACCOUNT}:role/reports`;

/** Whether somebody gets in by a trust, whose own policies allow everything. */
function getsIn(trust: RoleTrust, principal: PrincipalIdentity, context: Context = {}, action = 'sts:AssumeRole'): boolean {
  const document = roleOf({ trusts: [trust] }).AssumeRolePolicyDocument as PolicyDocument;
  return evaluate({ principal, action, resource: ROLE, context }, {
    identity: [{ name: 'everything', document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }],
    resource: { name: 'trust', document },
  }).allowed;
}

const role = (path: string, account = OTHER_ACCOUNT): PrincipalIdentity => ({ kind: 'role', arn: `arn:aws:iam::${account}:role/${path}`, organizationId: 'o-a1b2c3d4e5' });
const user = (name: string, account = OTHER_ACCOUNT): PrincipalIdentity => ({ kind: 'user', arn: `arn:aws:iam::${account}:user/${name}`, organizationId: 'o-a1b2c3d4e5' });
const MFA = { 'aws:MultiFactorAuthPresent': 'true' };

describe('defaults', () => {
  test('has the boundary of developers, lies where teams make roles, and lasts an hour', () => {
    expect(roleOf()).toMatchObject({
      RoleName: 'reports', Path: '/', MaxSessionDuration: 3600, PermissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/lz/lz-developer-boundary`,
    });
    expect(Object.keys(roleOf())).not.toEqual(expect.arrayContaining(['Policies']));
    expect(Object.keys(roleOf())).not.toEqual(expect.arrayContaining(['ManagedPolicyArns']));
  });

  test('cdk-nag has nothing to say about it', () => {
    synthesizeUnderCdkNag(stack => { new AccessRole(stack, 'Role', DEFAULTS); });
  });
});

describe('trust', () => {
  const account = RoleTrust.account(OTHER_ACCOUNT);
  const narrow = RoleTrust.account(OTHER_ACCOUNT, { principalPatterns: ['arn:*:iam::*:role/access/*', 'arn:*:iam::*:user/ann'], organizationId: 'o-a1b2c3d4e5' });
  const people = RoleTrust.permissionSet({ accountId: OTHER_ACCOUNT, permissionSetName: 'lz-developer' });
  const sso = (name: string, account_ = OTHER_ACCOUNT) => role(`aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_${name}_0123456789abcdef`, account_);

  test.each<[string, RoleTrust, PrincipalIdentity, Context, boolean]>([
    ['a role of the account', account, role('app'), {}, true],
    ['a role of another account', account, role('app', ACCOUNT), {}, false],
    ['a user with MFA', account, user('ann'), MFA, true],
    ['a user without MFA', account, user('ann'), {}, false],
    ['a user whose MFA is no', account, user('ann'), { 'aws:MultiFactorAuthPresent': 'false' }, false],
    ['a role of the pattern', narrow, role('access/app'), {}, true],
    ['a role beside the pattern', narrow, role('app'), {}, false],
    ['a user of the pattern with MFA', narrow, user('ann'), MFA, true],
    ['a user of the pattern without MFA', narrow, user('ann'), {}, false],
    ['a user beside the pattern', narrow, user('bob'), MFA, false],
    ['an account that left the organization', narrow, { ...role('access/app'), organizationId: 'o-zzzzzzzzzz' }, {}, false],
    ['the role that is named', RoleTrust.role(`arn:aws:iam::${OTHER_ACCOUNT}:role/app`), role('app'), {}, true],
    ['another role than the one named', RoleTrust.role(`arn:aws:iam::${OTHER_ACCOUNT}:role/app`), role('other'), {}, false],
    ['the user that is named, with MFA', RoleTrust.user(`arn:aws:iam::${OTHER_ACCOUNT}:user/ann`), user('ann'), MFA, true],
    ['the user that is named, without MFA', RoleTrust.user(`arn:aws:iam::${OTHER_ACCOUNT}:user/ann`), user('ann'), {}, false],
    ['somebody of the permission set', people, sso('lz-developer'), {}, true],
    ['somebody of another permission set', people, sso('lz-developer-too'), {}, false],
    ['somebody of the permission set in another account', people, sso('lz-developer', ACCOUNT), {}, false],
    ['a role of the name that IAM Identity Center did not make', people, role('AWSReservedSSO_lz-developer_0123456789abcdef'), {}, false],
  ])('lets in %s: %#', (_, trust, principal, context, expected) => {
    expect(getsIn(trust, principal, context)).toBe(expected);
  });

  const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
  const issuer = 'token.actions.githubusercontent.com';
  const token = (sub: string, aud = 'sts.amazonaws.com') => ({ [`${issuer}:sub`]: sub, [`${issuer}:aud`]: aud });
  const exact = RoleTrust.oidc(PROVIDER, { issuer, audiences: ['sts.amazonaws.com'], subjects: ['repo:acme/shop:environment:prod'] });
  const shaped = RoleTrust.oidcPattern(PROVIDER, { issuer, audiences: ['sts.amazonaws.com'], subjects: ['repo:acme/shop:*'] });
  const federated = (arn: string): PrincipalIdentity => ({ kind: 'federated', arn });

  test.each<[string, RoleTrust, Context, boolean]>([
    ['the subject', exact, token('repo:acme/shop:environment:prod'), true],
    ['another subject', exact, token('repo:acme/shop:environment:test'), false],
    ['a token for somebody else', exact, token('repo:acme/shop:environment:prod', 'evil'), false],
    ['a token without a subject', exact, { [`${issuer}:aud`]: 'sts.amazonaws.com' }, false],
    ['a subject of the pattern', shaped, token('repo:acme/shop:ref:refs/heads/main'), true],
    ['a subject of the pattern for somebody else', shaped, token('repo:acme/shop:ref:refs/heads/main', 'evil'), false],
    ['a subject of the pattern for nobody', shaped, { [`${issuer}:sub`]: 'repo:acme/shop:ref:refs/heads/main' }, false],
    ['a subject without an audience', exact, { [`${issuer}:sub`]: 'repo:acme/shop:environment:prod' }, false],
    ['a subject of a repository that is named after it', shaped, token('repo:acme/shop-evil:ref:refs/heads/main'), false],
    ['a subject of a fork', shaped, token('repo:evil/shop:ref:refs/heads/main'), false],
  ])('lets in a token with %s: %#', (_, trust, context, expected) => {
    expect(getsIn(trust, federated(PROVIDER), context, 'sts:AssumeRoleWithWebIdentity')).toBe(expected);
  });

  test.each([
    ['https://signin.aws.amazon.com/saml', true], ['https://signin.amazonaws-us-gov.com/saml', true], ['https://signin.amazonaws.cn/saml', true],
    ['https://evil.example/saml', false],
    ['https://eu-central-1.signin.aws.amazon.com/saml', true], ['https://us-gov-east-1.signin.amazonaws-us-gov.com/saml', true],
    ['https://cn-north-1.signin.amazonaws.cn/saml', true], ['https://eusc-de-east-1.signin.amazonaws-eusc.eu/saml', true],
    ['https://evilsignin.aws.amazon.com/saml', false],
  ])('lets in a SAML assertion for %s: %s', (aud, expected) => {
    const provider = `arn:aws:iam::${ACCOUNT}:saml-provider/corp`;
    expect(getsIn(RoleTrust.saml(provider), federated(provider), { 'SAML:aud': aud }, 'sts:AssumeRoleWithSAML')).toBe(expected);
  });

  const scheduler: PrincipalIdentity = { kind: 'service', arn: 'scheduler.amazonaws.com' };
  const arn = `arn:aws:scheduler:eu-central-1:${ACCOUNT}:schedule-group/mine`;
  test.each<[string, RoleTrust, Context, boolean]>([
    ['for its account', RoleTrust.service('scheduler.amazonaws.com'), { 'aws:SourceAccount': ACCOUNT }, true],
    ['for a stranger', RoleTrust.service('scheduler.amazonaws.com'), { 'aws:SourceAccount': OTHER_ACCOUNT }, false],
    ['for nobody', RoleTrust.service('scheduler.amazonaws.com'), {}, false],
    ['for the resource', RoleTrust.service('scheduler.amazonaws.com', { sourceArn: arn }), { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': arn }, true],
    ['for another resource', RoleTrust.service('scheduler.amazonaws.com', { sourceArn: arn }), { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': `${arn}2` }, false],
    ['for an account that is named', RoleTrust.service('scheduler.amazonaws.com', { sourceAccount: OTHER_ACCOUNT }), { 'aws:SourceAccount': OTHER_ACCOUNT }, true],
  ])('lets in a service %s: %#', (_, trust, context, expected) => {
    expect(getsIn(trust, scheduler, context)).toBe(expected);
  });

  test('lets in a service that does not say for whom it comes, where the name of the trust says so', () => {
    const ec2: PrincipalIdentity = { kind: 'service', arn: 'ec2.amazonaws.com' };
    expect([ec2, scheduler].map(principal => getsIn(RoleTrust.serviceWithoutSource('ec2.amazonaws.com'), principal))).toEqual([true, false]);
  });

  test('takes patterns whose tokens leave it clear who is meant', () => {
    const pattern = `arn:${Aws.PARTITION}:iam::${OTHER_ACCOUNT}:role/app`;
    expect([role('app'), role('other')].map(principal => getsIn(RoleTrust.account(OTHER_ACCOUNT, { principalPatterns: [pattern] }), principal))).toEqual([true, false]);
  });
});

describe('options', () => {
  test('can have another boundary, path, length and policies', () => {
    const managedPolicies = [ManagedPolicy.fromAwsManagedPolicyName('AWSSupportAccess')];
    const statements = [new PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] })];
    expect(roleOf({ boundary: PermissionsBoundary.ADMINISTRATOR, path: '/administration/', maxSessionDuration: Duration.hours(2), managedPolicies, statements })).toMatchObject({
      PermissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/lz/lz-administrator-boundary`, Path: '/administration/', MaxSessionDuration: 7200,
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/AWSSupportAccess'],
      Policies: [{ PolicyName: 'reports', PolicyDocument: { Statement: [{ Action: 's3:ListAllMyBuckets', Effect: 'Allow', Resource: '*' }] } }],
    });
  });

  test('takes what other constructs grant into its inline policy', () => {
    const stack = new Stack(new App(), 'Stack');
    expect(new Bucket(stack, 'Bucket').grantRead(new AccessRole(stack, 'Role', DEFAULTS)).success).toBe(true);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.hasResourceProperties('AWS::IAM::Role', { Policies: [{ PolicyDocument: { Statement: [Match.objectLike({ Action: Match.arrayWith(['s3:GetObject*']) })] } }] });
  });

  test.each(['/administration/', '/administration/pipelines/', '/access/'])('has another boundary than that of developers under %s', path => {
    const boundary = PermissionsBoundary.ofPolicyArn(`arn:aws:iam::${ACCOUNT}:policy/lz/of-our-own`);
    expect(roleOf({ boundary, path })).toMatchObject({ Path: path, PermissionsBoundary: boundary.policyArn });
  });

  test('has the boundary of developers anywhere, however it is named, and a name that ends in a token', () => {
    const boundary = PermissionsBoundary.ofPolicyArn(`arn:aws:iam::${ACCOUNT}:policy/lz/lz-developer-boundary`);
    expect(roleOf({ boundary, path: '/teams/', roleName: `reports-${Aws.REGION}` })).toMatchObject({ Path: '/teams/', RoleName: 'reports-eu-central-1' });
  });

  test('takes ids that a StackSet gives as parameters', () => {
    const stack = new Stack(new App(), 'Stack');
    const given = (id: string) => new CfnParameter(stack, id).valueAsString;
    new AccessRole(stack, 'Role', {
      ...DEFAULTS,
      trusts: [
        RoleTrust.account(given('Security'), { organizationId: given('Organization') }),
        RoleTrust.permissionSet({ accountId: given('People'), permissionSetName: 'lz-developer' }),
        RoleTrust.role(given('Role1')),
        RoleTrust.saml(`arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:saml-provider/corp`),
      ],
    });
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

describe('import', () => {
  test('hands out name, ARN and boundary', () => {
    const stack = new Stack(new App(), 'Stack');
    const { roleName, roleArn, boundary } = new AccessRole(stack, 'Role', DEFAULTS);
    expect([roleName, stack.resolve(roleArn), boundary]).toEqual(['reports', { 'Fn::GetAtt': [expect.any(String), 'Arn'] }, PermissionsBoundary.DEVELOPER]);
  });
});

describe('validation', () => {
  test.each<[string, Partial<AccessRoleProps>, RegExp]>([
    ['its path is the one that guardrails exempt', { path: '/lz/' }, /'path' must not lie under "\/lz\/", got "\/lz\/": guardrails exempt or protect it/],
    ['its path lies below that', { path: '/lz/teams/' }, /'path' must not lie under "\/lz\/"/],
    ['its path has no slash at the end', { path: '/teams' }, /'path' must begin and end with a slash/],
    ['its path is known on deployment only', { path: `/lz/${Aws.REGION}/` }, /'path' must be written out, got a token/],
    ['its path begins as a name that guardrails exempt', { path: '/stacksets-exec-mine/' }, /'path' must not lie under "\/stacksets-exec-"/],
    ['its name is one that guardrails exempt', { roleName: 'stacksets-exec-mine' }, /'roleName' must not begin with "stacksets-exec-"/],
    ['its name is one that guardrails exempt, with a token', { roleName: `stacksets-exec-${Aws.REGION}` }, /'roleName' must not begin with "stacksets-exec-", got "stacksets-exec-…"/],
    ['its name may become one that guardrails exempt', { roleName: `stacksets-${Aws.REGION}` }, /'roleName' must not begin with "stacksets-exec-", got "stacksets-…"/],
    ['nobody knows how its name begins', { roleName: `${Aws.STACK_NAME}-reports` }, /'roleName' must begin with text, got a token/],
    ...['cdk-lz-deploy', 'AWSControlTowerFoo', 'AWSCloudFormationStackSetExecutionRole', 'OrganizationAccountAccessRole'].map(roleName =>
      [`its name is ${roleName}, which others have`, { roleName }, /'roleName' must not begin with ".*": guardrails exempt or protect that name/] as [string, Partial<AccessRoleProps>, RegExp]),
    ['an administrator lies where developers pass roles', { boundary: PermissionsBoundary.ADMINISTRATOR, path: '/teams/' },
      /'path' must lie under "\/administration\/" or "\/access\/" for this boundary, got "\/teams\/": developers could pass the role/],
    ['a boundary that nobody knows lies there by default', { boundary: PermissionsBoundary.ofPolicyArn(`arn:aws:iam::${ACCOUNT}:policy/teams/lz-developer-boundary`) },
      /'path' must lie under .* got "\/"/],
    ['nobody is trusted', { trusts: [] }, /'trusts' must name somebody, got none/],
    ['too many are trusted', { trusts: Array.from({ length: 20 }, (_, i) => RoleTrust.role(`arn:aws:iam::111122223333:role/pipeline-with-a-name-that-takes-room-${i}`)) }, /'trusts' must have at most 2048 characters as a policy, got \d+/],
    ['a session lasts too long', { maxSessionDuration: Duration.hours(13) }, /'maxSessionDuration' must be 1 to 12 hours, got 13/],
    ['it has too many policies', { managedPolicies: Array.from({ length: 11 }, () => ManagedPolicy.fromAwsManagedPolicyName('AWSSupportAccess')) }, /at most 10, got 11/],
  ])('fails when %s, and says what to do', (_, props, message) => {
    expect(() => roleOf(props)).toThrow(message);
  });

  test('fails for every mistake at once', () => {
    expect(() => roleOf({ roleName: 'a b', description: '', path: 'x', trusts: [] })).toThrow(/4 problems/);
  });

  test.each<[string, () => RoleTrust, RegExp]>([
    ['an account that is none', () => RoleTrust.account('1', { principalPatterns: ['*'], organizationId: 'x' }), /3 problems\n.*'accountId'.*\n.*'principalPatterns'.*\n.*'organizationId'/],
    ['whom nobody can tell', () => RoleTrust.account(ACCOUNT, { principalPatterns: [Token.asString({ Ref: 'Role' })] }),
      /'principalPatterns' must show ":role\/" or ":user\/" in its text, got a token: compose the ARN/],
    ['roles by a wildcard', () => RoleTrust.role('arn:aws:iam::111122223333:role/*'), /'roleArn' must be the ARN of a role without wildcards/],
    ['users by a wildcard', () => RoleTrust.user('arn:aws:iam::111122223333:user/*'), /'userArn' must be the ARN of an IAM user without wildcards/],
    ['a permission set by a wildcard', () => RoleTrust.permissionSet({ accountId: ACCOUNT, permissionSetName: '*' }), /'permissionSetName' must be the name/],
    ['subjects by a wildcard, unsaid', () => RoleTrust.oidc('arn:aws:iam::1:oidc-provider/x', { issuer: 'x', audiences: ['y'], subjects: ['repo:a/*'] }), /have no wildcard.*use 'oidcPattern'/],
    ['a permission set of an account that is none', () => RoleTrust.permissionSet({ accountId: '1', permissionSetName: 'lz-developer' }), /'accountId' must be an account id/],
    ['subjects of a provider that is none', () => RoleTrust.oidc('arn:aws:iam::1:role/x', { issuer: 'x', audiences: ['y'], subjects: ['repo:a/b'] }), /'providerArn' must be the ARN of a provider/],
    ['patterns of a provider that is none, for everybody', () => RoleTrust.oidcPattern('arn:aws:iam::1:role/x', { issuer: 'x', audiences: [], subjects: [] }), /3 problems/],
    ['everybody', () => RoleTrust.oidcPattern('arn:aws:iam::1:oidc-provider/x', { issuer: 'x', audiences: ['y'], subjects: ['*'] }), /'subjects' must name whose they are before the wildcard, got "\*"/],
    ...['repo:*', 'repo:acme*', 'repo:acme-?/app', 'project_path:*', 'project_path:acme*'].map(subject => [
      `${subject} of GitHub or GitLab`, () => RoleTrust.oidcPattern('arn:aws:iam::1:oidc-provider/x', { issuer: 'x', audiences: ['y'], subjects: [subject] }),
      /'subjects' must name whose they are before the wildcard, got ".*": write the whole name, as in "repo:acme\/…"/,
    ] as [string, () => RoleTrust, RegExp]),
    ['tokens for everybody', () => RoleTrust.oidc('arn:aws:iam::1:oidc-provider/x', { issuer: 'https://x', audiences: [], subjects: [] }), /3 problems/],
    ['a provider that is none', () => RoleTrust.saml('arn:aws:iam::1:role/x'), /'providerArn' must be the ARN of a provider/],
    ['instances, which do not say for whom they come', () => RoleTrust.service('ec2.amazonaws.com'), /'servicePrincipal' must be a service that says for whom it acts.*serviceWithoutSource/],
    ['a service without source that is none', () => RoleTrust.serviceWithoutSource('lambda'), /'servicePrincipal' must be a service principal/],
    ['a service that is none', () => RoleTrust.service('lambda', { sourceAccount: '1', sourceArn: 'x' }), /3 problems/],
  ])('fails when it trusts %s', (_, trust, message) => {
    expect(trust).toThrow(message);
  });
});
