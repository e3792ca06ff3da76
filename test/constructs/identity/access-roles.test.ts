import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AuditRole, DeveloperBoundary, SecurityAccountRoleProps, SupportRole } from '../../../lib/constructs/identity';
import { createRole } from '../../../rehearsal/aws/services/iam';
import { World } from '../../../rehearsal/aws/world';
import { deploy, MANAGEMENT, ORGANIZATION, SECURITY, WORKLOAD, worldWith } from '../deployed';

const PEOPLE: SecurityAccountRoleProps = { securityAccountId: SECURITY, organizationId: ORGANIZATION.organizationId };

function templateOf(props: Partial<SecurityAccountRoleProps> = {}): Template {
  const stack = new Stack(new App(), 'Stack');
  new SupportRole(stack, 'Support', { ...PEOPLE, ...props });
  new AuditRole(stack, 'Audit', { ...PEOPLE, ...props });
  return Template.fromStack(stack);
}

const awsPolicy = (name: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::aws:policy/${name}`]] });

describe('defaults', () => {
  test.each([
    ['lz-support', ['AWSSupportAccess']],
    ['lz-security-audit', ['SecurityAudit', 'job-function/ViewOnlyAccess']],
  ])('%s lies where guardrails bind it, and has the policies %j', (name, policies) => {
    templateOf().hasResourceProperties('AWS::IAM::Role', {
      RoleName: name, Path: '/access/', MaxSessionDuration: 3600, ManagedPolicyArns: policies.map(awsPolicy), Policies: Match.absent(),
    });
  });

  test('are no more than a developer, whatever AWS puts into these policies', () => {
    templateOf().allResourcesProperties('AWS::IAM::Role', {
      PermissionsBoundary: { 'Fn::Join': ['', Match.arrayWith([':policy/lz/lz-developer-boundary'])] },
    });
  });

  test('trusts the security account as long as it belongs to the organization', () => {
    templateOf().allResourcesProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [
        { Condition: { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION.organizationId, 'aws:PrincipalType': 'AssumedRole' } } },
        {
          Condition: {
            StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION.organizationId, 'aws:PrincipalType': 'User' },
            Bool: { 'aws:MultiFactorAuthPresent': 'true' },
          },
        },
      ].map(way => ({
        Effect: 'Allow', Action: 'sts:AssumeRole', ...way,
        Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${SECURITY}:root`]] } },
      })) },
    });
  });
});

describe('options', () => {
  test('can narrow who it is, and let sessions last', () => {
    const patterns = ['arn:*:iam::*:role/aws-reserved/sso.amazonaws.com/*'];
    templateOf({ trustedPrincipalPatterns: patterns, maxSessionDuration: Duration.hours(4) }).allResourcesProperties('AWS::IAM::Role', {
      MaxSessionDuration: 14400,
      AssumeRolePolicyDocument: { Statement: [{ Condition: { ArnLike: { 'aws:PrincipalArn': patterns } } }] },
    });
  });

  test('takes ids that a StackSet gives as parameters', () => {
    const stack = new Stack(new App(), 'Stack');
    const given = (id: string) => new CfnParameter(stack, id).valueAsString;
    new SupportRole(stack, 'Support', { securityAccountId: given('Security'), organizationId: given('Organization') });
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

describe('import', () => {
  test('hands out name and ARN', () => {
    const stack = new Stack(new App(), 'Stack');
    const { roleName, roleArn } = new AuditRole(stack, 'Audit', PEOPLE);
    expect([roleName, stack.resolve(roleArn)]).toEqual(['lz-security-audit', { 'Fn::GetAtt': [expect.any(String), 'Arn'] }]);
  });
});

describe('validation', () => {
  test('fails for every mistake at once', () => {
    expect(() => templateOf({ securityAccountId: '1', organizationId: 'x', maxSessionDuration: Duration.hours(13), trustedPrincipalPatterns: ['*'] }))
      .toThrow(/4 problems\n.*'securityAccountId'.*\n.*'organizationId'.*\n.*'maxSessionDuration' must be 1 to 12 hours, got 13.*\n.*'trustedPrincipalPatterns'/);
  });
});

describe('deployed', () => {
  const arn = (name: string) => `arn:aws:iam::${WORKLOAD}:role/access/${name}`;

  async function world(): Promise<World> {
    const made = worldWith();
    await deploy(made, { account: WORKLOAD, build: stack => {
      new DeveloperBoundary(stack, 'Boundary');
      new SupportRole(stack, 'Support', PEOPLE);
      new AuditRole(stack, 'Audit', { ...PEOPLE, trustedPrincipalPatterns: [`arn:*:iam::${SECURITY}:role/auditor`] });
    } });
    return made;
  }

  function personOf(made: World, accountId: string, name: string): string {
    const role = createRole(made, { accountId, name, trust: { Version: '2012-10-17', Statement: [] } });
    role.inline.set('people', { document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }] } });
    return role.arn;
  }

  test.each([
    [SECURITY, 'engineer', 'lz-support', true],
    [SECURITY, 'auditor', 'lz-security-audit', true],
    [SECURITY, 'engineer', 'lz-security-audit', false],
    [MANAGEMENT, 'auditor', 'lz-support', false],
    [WORKLOAD, 'auditor', 'lz-security-audit', false],
  ])('somebody of %s named %s may become %s: %s', async (accountId, name, role, expected) => {
    const made = await world();
    expect(made.may({ as: personOf(made, accountId, name), action: 'sts:AssumeRole', resource: arn(role) }).allowed).toBe(expected);
  });

  test.each([
    ['lz-support', 'support:CreateCase', true],
    ['lz-support', 'ec2:DescribeInstances', false],
    ['lz-security-audit', 'ec2:DescribeInstances', true],
    ['lz-security-audit', 's3:GetObject', false],
    ['lz-security-audit', 'iam:CreateUser', false],
  ])('%s may %s: %s', async (role, action, expected) => {
    expect((await world()).may({ as: arn(role), action, resource: '*' }).allowed).toBe(expected);
  });
});
