import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { OidcProviders } from '../../../lib/constructs/guardrails';
import {
  DeploymentIdentity, DeploymentIdentityProps, DeploymentSubject, DeveloperBoundary, OidcIssuer, PermissionsBoundary, PublicPrincipals,
} from '../../../lib/constructs/identity';
import { evaluate, PolicyDocument } from '../../../lib/policy';
import { createRole } from '../../../rehearsal/aws/services/iam';
import { World } from '../../../rehearsal/aws/world';
import { synthesizeUnderCdkNag } from '../cdk-nag';
import { deploy, HOME, refusalOf, SECURITY, WORKLOAD, worldWith } from '../deployed';

const PROVIDER = `arn:aws:iam::${WORKLOAD}:oidc-provider/token.actions.githubusercontent.com`;
const UUID = '11111111-2222-3333-4444-555555555555';
const GITHUB = { issuer: OidcIssuer.gitHub(), subjects: [DeploymentSubject.gitHubEnvironment('acme/app', 'production')] };

const identity = (scope: Stack, props: Partial<DeploymentIdentityProps> = {}, id = 'Deployment') => new DeploymentIdentity(scope, id, {
  roleName: 'deployment', ...GITHUB, targets: [{ accountId: WORKLOAD, region: HOME }], ...props,
});

function templateOf(props: Partial<DeploymentIdentityProps> = {}): Template {
  const stack = new Stack(new App(), 'Stack');
  identity(stack, props);
  return Template.fromStack(stack);
}

const roleOf = (props: Partial<DeploymentIdentityProps> = {}) => Object.values(templateOf(props).findResources('AWS::IAM::Role'))[0].Properties;
const trustOf = (props: Partial<DeploymentIdentityProps> = {}): { Condition: Record<string, Record<string, unknown>> }[] =>
  roleOf(props).AssumeRolePolicyDocument.Statement;

const bootstrapRole = (purpose: string, qualifier = 'teams', account = WORKLOAD, region = HOME) =>
  `arn:aws:iam::${account}:role/cdk-${qualifier}-${purpose}-role-${account}-${region}`;

describe('defaults', () => {
  test('makes a role with a boundary for sessions of one hour, where a team may make it', () => {
    expect(roleOf()).toMatchObject({
      RoleName: 'deployment', Path: '/deployment/', MaxSessionDuration: 3600,
      PermissionsBoundary: { 'Fn::Join': ['', expect.arrayContaining([':policy/lz/lz-developer-boundary'])] },
    });
  });

  test('trusts exactly the named subject, with the audience of AWS', () => {
    expect(trustOf({ providerArn: PROVIDER })).toEqual([{
      Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: PROVIDER },
      Condition: { StringEquals: {
        'token.actions.githubusercontent.com:aud': ['sts.amazonaws.com'],
        'token.actions.githubusercontent.com:sub': ['repo:acme/app:environment:production'],
      } },
    }]);
  });

  test.each([
    ['repo:acme/app:environment:production', 'sts.amazonaws.com', true],
    ['repo:acme/app:environment:production', 'somebody-else', false],
    ['repo:acme/app:environment:staging', 'sts.amazonaws.com', false],
    ['repo:acme/app:pull_request', 'sts.amazonaws.com', false],
    ['repo:evil/app:environment:production', 'sts.amazonaws.com', false],
  ])('a token about %s for %s gets in: %s', (subject, audience, expected) => {
    const [issuer, document] = ['token.actions.githubusercontent.com', { Version: '2012-10-17', Statement: trustOf({ providerArn: PROVIDER }) }];
    expect(evaluate({
      principal: { kind: 'federated', arn: PROVIDER }, action: 'sts:AssumeRoleWithWebIdentity',
      resource: `arn:aws:iam::${WORKLOAD}:role/deployment/deployment`, context: { [`${issuer}:sub`]: subject, [`${issuer}:aud`]: audience },
    }, { resource: { name: 'trust', document: document as unknown as PolicyDocument } }).allowed).toBe(expected);
  });

  test('makes the provider, whose certificate AWS checks itself', () => {
    templateOf().hasResourceProperties('AWS::IAM::OIDCProvider', {
      Url: 'https://token.actions.githubusercontent.com', ClientIdList: ['sts.amazonaws.com'], ThumbprintList: Match.absent(),
    });
  });

  test('lets nobody in who is not named', () => {
    const app = new App();
    identity(new Stack(app, 'Stack'));
    PublicPrincipals.refuse(app, { anyCustomerOfServices: true });
    expect(() => app.synth()).not.toThrow();
  });

  test('passes cdk-nag without acknowledgements of its user', () => {
    expect(() => synthesizeUnderCdkNag(stack => { identity(stack); })).not.toThrow();
  });

  const policyOf = (props: Partial<DeploymentIdentityProps> = {}): PolicyDocument =>
    JSON.parse(JSON.stringify(roleOf(props).Policies[0].PolicyDocument).replaceAll(/\{"Fn::Join":\["",\["arn:",\{"Ref":"AWS::Partition"\},"([^"]*)"\]\]\}/g, '"arn:aws$1"'));
  const may = (action: string, resource: string, props: Partial<DeploymentIdentityProps> = {}) => evaluate(
    { principal: { kind: 'role', arn: `arn:aws:iam::${WORKLOAD}:role/deployment/deployment` }, action, resource },
    { identity: [{ name: 'inline', document: policyOf(props) }], resource: { name: 'trust', document: {
      Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { AWS: WORKLOAD }, Action: 'sts:AssumeRole' },
    } } },
  ).allowed;

  test.each([
    ['the deploy role', bootstrapRole('deploy'), true],
    ['the role for files', bootstrapRole('file-publishing'), true],
    ['the role for images', bootstrapRole('image-publishing'), true],
    ['the lookup role', bootstrapRole('lookup'), false],
    ['the role of CloudFormation', `arn:aws:iam::${WORKLOAD}:role/cdk-teams-cfn-exec-role-${WORKLOAD}-${HOME}`, false],
    ['the deploy role of another bootstrap', bootstrapRole('deploy', 'hnb659fds'), false],
    ['the deploy role of another Region', bootstrapRole('deploy', 'teams', WORKLOAD, 'us-east-1'), false],
    ['an administrator', `arn:aws:iam::${WORKLOAD}:role/access/lz-administrator`, false],
  ])('may become %s: %#', (_, role, expected) => {
    expect(may('sts:AssumeRole', role)).toBe(expected);
  });

  test.each(['cloudformation:CreateStack', 'iam:CreateRole', 'iam:PassRole', 's3:PutObject', 'sts:AssumeRoleWithWebIdentity'])('may do nothing else: %s', action => {
    expect(may(action, '*')).toBe(false);
  });

  test('may become the lookup role when pipelines look up, and deploys still', () => {
    const purposes = ['lookup', 'deploy', 'file-publishing', 'image-publishing'];
    expect(purposes.map(purpose => may('sts:AssumeRole', bootstrapRole(purpose), { lookups: true }))).toEqual([true, true, true, true]);
  });
});

describe('options', () => {
  test.each([
    [DeploymentSubject.gitHubEnvironment('acme/app', 'eu: production'), 'repo:acme/app:environment:eu%3A production'],
    [DeploymentSubject.gitHubBranch('acme@123456/app@456789', 'main'), 'repo:acme@123456/app@456789:ref:refs/heads/main'],
    [DeploymentSubject.gitHubTag('acme/app', 'v1'), 'repo:acme/app:ref:refs/tags/v1'],
    [DeploymentSubject.gitLabBranch('acme/group/app', 'main'), 'project_path:acme/group/app:ref_type:branch:ref:main'],
    [DeploymentSubject.gitLabTag('acme/app', 'v1'), 'project_path:acme/app:ref_type:tag:ref:v1'],
    [DeploymentSubject.exactly('organization:acme:run'), 'organization:acme:run'],
  ])('names a subject exactly: %#', ({ subject, isPattern }, expected) => {
    expect([subject, isPattern]).toEqual([expected, false]);
  });

  test.each([
    [DeploymentSubject.gitHubAnyBranchOf('acme/app'), 'repo:acme/app:ref:refs/heads/*'],
    [DeploymentSubject.gitHubAnyTagOf('acme/app'), 'repo:acme/app:ref:refs/tags/*'],
    [DeploymentSubject.gitLabAnyBranchOf('acme/app'), 'project_path:acme/app:ref_type:branch:ref:*'],
    [DeploymentSubject.bitbucketEnvironment(UUID, UUID), `{${UUID}}:{${UUID}}:*`],
    [DeploymentSubject.matching('organization:acme:*'), 'organization:acme:*'],
    [DeploymentSubject.matching('repo:acme/*'), 'repo:acme/*'],
    [DeploymentSubject.matching('project_path:acme/group/*'), 'project_path:acme/group/*'],
  ])('takes a pattern by its name: %#', ({ subject, isPattern }, expected) => {
    expect([subject, isPattern]).toEqual([expected, true]);
  });

  test.each(['acme/app', 'acme@123456/app@456789'])('names subjects of %s that the guardrail on web identities knows in both shapes', repository => {
    const known = OidcProviders.gitHub(['acme@123456']).subjects.map(pattern => pattern.slice(0, -1));
    const { subject } = DeploymentSubject.gitHubBranch(repository, 'main');
    expect(known.filter(beginning => subject.startsWith(beginning))).toHaveLength(1);
  });

  test('compares exact subjects and patterns by operators of their own', () => {
    const subjects = [...GITHUB.subjects, DeploymentSubject.gitHubAnyTagOf('acme/app')];
    expect(trustOf({ subjects }).map(({ Condition }) => Object.keys(Condition))).toEqual([['StringEquals'], ['StringEquals', 'StringLike']]);
  });

  test.each([
    [OidcIssuer.gitHubEnterprise('acme'), 'https://token.actions.githubusercontent.com/acme', 'sts.amazonaws.com'],
    [OidcIssuer.gitHubEnterpriseServer('git.example.com'), 'https://git.example.com/_services/token', 'sts.amazonaws.com'],
    [OidcIssuer.gitLab(), 'https://gitlab.com', 'https://gitlab.com'],
    [OidcIssuer.gitLab('git.example.com'), 'https://git.example.com', 'https://git.example.com'],
    [OidcIssuer.bitbucket('acme', UUID), 'https://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc', `ari:cloud:bitbucket::workspace/${UUID}`],
    [OidcIssuer.of('https://ci.example.com/', ['aws']), 'https://ci.example.com', 'aws'],
  ])('knows issuers: %#', (issuer, url, audience) => {
    templateOf({ issuer, subjects: [DeploymentSubject.exactly('mine')] }).hasResourceProperties('AWS::IAM::OIDCProvider', { Url: url, ClientIdList: [audience] });
    expect(Object.keys(trustOf({ issuer, subjects: [DeploymentSubject.exactly('mine')] })[0].Condition.StringEquals)[0]).toBe(`${issuer.host}:aud`);
  });

  test('takes the provider that the platform put into the account', () => {
    const issuer = OidcIssuer.gitLab('git.example.com');
    const template = templateOf({ issuer, subjects: [DeploymentSubject.exactly('mine')], providerArn: issuer.providerArn });
    template.resourceCountIs('AWS::IAM::OIDCProvider', 0);
    expect(JSON.stringify(template.toJSON())).toContain('":iam::",{"Ref":"AWS::AccountId"},":oidc-provider/git.example.com"');
  });

  test('deploys to several accounts and Regions by a bootstrap of its own', () => {
    const { Policies } = roleOf({ bootstrapQualifier: 'app', targets: [{ accountId: WORKLOAD, region: HOME }, { accountId: SECURITY, region: 'us-east-1' }] });
    const text = JSON.stringify(Policies);
    expect(text).toContain(`:iam::${SECURITY}:role/cdk-app-deploy-role-${SECURITY}-us-east-1`);
    expect(Policies[0].PolicyDocument.Statement[0].Resource).toHaveLength(6);
  });

  test('can have another boundary, and never none', () => {
    const { Path, PermissionsBoundary: boundary } = roleOf({ boundary: PermissionsBoundary.ADMINISTRATOR, path: '/administration/' });
    expect([Path, JSON.stringify(boundary)]).toEqual(['/administration/', expect.stringContaining('lz-administrator-boundary')]);
    expect(roleOf({ boundary: undefined }).PermissionsBoundary).toBeDefined();
  });
});

describe('import', () => {
  test('takes the provider that the account has', () => {
    const template = templateOf({ providerArn: PROVIDER });
    template.resourceCountIs('AWS::IAM::OIDCProvider', 0);
    expect(trustOf({ providerArn: PROVIDER })).toEqual([expect.objectContaining({ Principal: { Federated: PROVIDER } })]);
  });

  test('shares the provider with the other identities of the stack, since an account has one of an address', () => {
    const stack = new Stack(new App(), 'Stack');
    const [first, second] = ['one', 'two'].map(roleName => identity(stack, { roleName }, roleName));
    Template.fromStack(stack).resourceCountIs('AWS::IAM::OIDCProvider', 1);
    expect(stack.resolve(first.providerArn)).toEqual(stack.resolve(second.providerArn));
  });

  test('hands out the role', () => {
    const stack = new Stack(new App(), 'Stack');
    const { roleName, roleArn } = identity(stack);
    expect([roleName, stack.resolve(roleArn)]).toEqual(['deployment', { 'Fn::GetAtt': [expect.any(String), 'Arn'] }]);
  });
});

describe('validation', () => {
  test('fails for every mistake at once', () => {
    expect(() => templateOf({ roleName: 'lz-deployment', subjects: [], targets: [{ accountId: '1', region: 'Frankfurt' }], bootstrapQualifier: 'much too long' }))
      .toThrow(/5 problems\n.*'roleName'.*\n.*'subjects'.*\n.*'targets'.*\n.*'targets'.*\n.*'bootstrapQualifier'/);
  });

  test.each<[Partial<DeploymentIdentityProps>, RegExp]>([
    [{ boundary: PermissionsBoundary.ADMINISTRATOR }, /'path' must lie under "\/administration\/" or "\/access\/" for this boundary, got "\/deployment\/"/],
    [{ targets: [] }, /'targets' must be 1 to 20/],
    [{ subjects: [DeploymentSubject.gitLabBranch('acme/app', 'main')] }, /'subjects' must be of GitHub, got ".*" of GitLab/],
  ])('fails for %j, and says so', (props, expected) => {
    expect(() => templateOf(props)).toThrow(expected);
  });

  test('fails for other audiences of the same issuer, and says so', () => {
    const stack = new Stack(new App(), 'Stack');
    identity(stack);
    const issuer = OidcIssuer.of(GITHUB.issuer.url, ['other']);
    expect(() => identity(stack, { issuer, roleName: 'other' }, 'Other')).toThrow(/'issuer' must have the audiences of the other identities/);
  });

  test.each<[string, () => unknown, RegExp]>([
    ['a wildcard in a branch', () => DeploymentSubject.gitHubBranch('acme/app', '*'), /'branch' must have no wildcard/],
    ['a wildcard in an environment', () => DeploymentSubject.gitHubEnvironment('acme/app', 'prod-*'), /'environment' must have no wildcard/],
    ['a wildcard in a repository', () => DeploymentSubject.gitHubBranch('acme/*', 'main'), /'repository' must be "owner\/name"/],
    ['one id of two', () => DeploymentSubject.gitHubBranch('acme@1/app', 'main'), /'repository' must be/],
    ['a project without a group', () => DeploymentSubject.gitLabBranch('app', 'main'), /'project' must be the path/],
    ['a wildcard in an exact subject', () => DeploymentSubject.exactly('repo:*'), /'subject' must have no wildcard/],
    ...['*', 'repo:*', 'repo:acme*', 'project_path:*', 'deployer-*'].map(pattern => [
      `the pattern ${pattern}`, () => DeploymentSubject.matching(pattern), /'pattern' must name whose they are before the wildcard, got ".*": write the whole name/,
    ] as [string, () => unknown, RegExp]),
    ['a name for an id', () => DeploymentSubject.bitbucketEnvironment('app', UUID), /'repositoryUuid' must be a UUID/],
    ['a wildcard for an id', () => DeploymentSubject.bitbucketEnvironment(UUID, '*'), /'environmentUuid' must be a UUID/],
    ['an issuer without TLS', () => OidcIssuer.of('http://ci', ['a']), /'url' must be an address with "https:\/\/"/],
    ['no audience', () => OidcIssuer.of('https://ci.example.com', []), /'audiences' must be 1 to 100, got 0/],
    ['a host with a path', () => OidcIssuer.gitLab('https://git.example.com'), /'host' must be the name of a host/],
    ['a server with a path', () => OidcIssuer.gitHubEnterpriseServer('git.example.com/x'), /'host' must be the name of a host/],
    ['an enterprise with a path', () => OidcIssuer.gitHubEnterprise('acme/x'), /'enterprise' must be a name/],
    ['a workspace with a path', () => OidcIssuer.bitbucket('acme/x', 'acme'), /2 problems\n.*'workspace' must be a name.*\n.*'workspaceUuid' must be a UUID/],
    ['an audience with a wildcard', () => OidcIssuer.of('https://ci.example.com', ['aws', '*']), /'audiences' must have 1 to 255 characters and no wildcard, got "\*"/],
    ['a wildcard in a branch of GitLab', () => DeploymentSubject.gitLabBranch('acme/app', '*'), /'branch' must have no wildcard/],
    ['a wildcard in a tag of GitLab', () => DeploymentSubject.gitLabTag('acme/app', 'v*'), /'tag' must have no wildcard/],
    ['a wildcard in a tag', () => DeploymentSubject.gitHubTag('acme/app', 'v*'), /'tag' must have no wildcard/],
  ])('fails for %s, and says so', (_, build, expected) => {
    expect(build).toThrow(expected);
  });
});

describe('deployed', () => {
  async function world(): Promise<World> {
    const made = worldWith();
    made.bootstrap(HOME);
    await deploy(made, { account: WORKLOAD, build: stack => {
      new DeveloperBoundary(stack, 'Boundary');
      identity(stack);
    } });
    return made;
  }

  test('is refused where the boundary is missing', async () => {
    const refused = await refusalOf(deploy(worldWith(), { account: WORKLOAD, build: stack => { identity(stack); } }));
    expect(JSON.stringify(refused)).toMatch(/lz-developer-boundary/);
  });

  const may = (made: World, resource: string) => made.may({ as: `arn:aws:iam::${WORKLOAD}:role/deployment/deployment`, action: 'sts:AssumeRole', resource });

  test('becomes the deploy role of the bootstrap for teams, within its boundary', async () => {
    const made = await world();
    const trust = { Version: '2012-10-17', Statement: { Effect: 'Allow' as const, Principal: { AWS: WORKLOAD }, Action: 'sts:AssumeRole' } };
    const { arn } = createRole(made, { accountId: WORKLOAD, name: `cdk-teams-deploy-role-${WORKLOAD}-${HOME}`, trust });
    expect(may(made, arn).allowed).toBe(true);
  });

  test.each([
    [`arn:aws:iam::${WORKLOAD}:role/lz/lz-break-glass`],
    [`arn:aws:iam::${WORKLOAD}:role/OrganizationAccountAccessRole`],
    [`arn:aws:iam::${WORKLOAD}:role/cdk-hnb659fds-cfn-exec-role-${WORKLOAD}-${HOME}`],
  ])('never becomes %s', async role => {
    expect(may(await world(), role).allowed).toBe(false);
  });
});
