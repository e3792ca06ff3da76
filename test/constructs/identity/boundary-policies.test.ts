import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { AccessRole, AdministratorBoundary, DeveloperBoundary, IamUser, PermissionsBoundary, RoleTrust, UserGroup } from '../../../lib/constructs/identity';
import { lintPolicy, minify } from '../../../lib/policy';
import { managedPolicyDocument } from '../../../rehearsal/aws/services/iam';
import { synthesizeUnderCdkNag } from '../cdk-nag';
import { deploy, WORKLOAD, worldWith } from '../deployed';
import { policyOf, propertiesOf } from './resolved';

const newStack = () => new Stack(new App(), 'Stack');
const BOUNDARIES = [['lz-developer-boundary', DeveloperBoundary], ['lz-administrator-boundary', AdministratorBoundary]] as const;

describe('defaults', () => {
  test.each(BOUNDARIES)('%s lies where guardrails protect it', (name, Boundary) => {
    expect(propertiesOf('AWS::IAM::ManagedPolicy', stack => new Boundary(stack, 'Boundary'))).toMatchObject({ ManagedPolicyName: name, Path: '/lz/' });
  });

  test.each(BOUNDARIES)('%s fits into a managed policy, with room for ARNs of one\'s own', (_, Boundary) => {
    expect(minify(policyOf(stack => new Boundary(stack, 'Boundary'))).length).toBeLessThan(5_700);
  });

  test.each(BOUNDARIES)('%s is a sound policy', (_, Boundary) => {
    expect(lintPolicy(policyOf(stack => new Boundary(stack, 'Boundary')), 'identity')).toEqual([]);
  });

  test('cdk-nag has nothing to say about them', () => {
    synthesizeUnderCdkNag(stack => {
      new DeveloperBoundary(stack, 'Developer');
      new AdministratorBoundary(stack, 'Administrator');
    });
  });

  test('users of the template wait for the boundary that they have, in whichever order', () => {
    const stack = newStack();
    new IamUser(stack, 'User', { userName: 'ann', groups: [new UserGroup(stack, 'Group', { groupName: 'engineers' })] });
    new DeveloperBoundary(stack, 'Developer');
    const template = Template.fromStack(stack);
    const [policy] = Object.keys(template.findResources('AWS::IAM::ManagedPolicy', { Properties: { ManagedPolicyName: 'lz-developer-boundary' } }));
    template.hasResource('AWS::IAM::User', { DependsOn: [policy] });
  });

  test('roles of the template wait for the boundary that they have, and for no other', () => {
    const stack = newStack();
    const trusts = [RoleTrust.account('111122223333')];
    new AccessRole(stack, 'First', { roleName: 'first', description: 'First', trusts });
    new AccessRole(stack, 'Second', { roleName: 'second', description: 'Second', trusts, boundary: PermissionsBoundary.ADMINISTRATOR, path: '/administration/' });
    new DeveloperBoundary(stack, 'Developer');
    const template = Template.fromStack(stack);
    const [policy] = Object.keys(template.findResources('AWS::IAM::ManagedPolicy'));
    template.hasResource('AWS::IAM::Role', { Properties: { RoleName: 'first' }, DependsOn: [policy] });
    template.hasResource('AWS::IAM::Role', { Properties: { RoleName: 'second' }, DependsOn: Match.absent() });
  });
});

describe('options', () => {
  test('a role made by CDK has it by its ARN', () => {
    const stack = newStack();
    const { boundary } = new DeveloperBoundary(stack, 'Boundary');
    new Role(stack, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'), permissionsBoundary: ManagedPolicy.fromManagedPolicyArn(stack, 'Imported', boundary.policyArn),
    });
    const template = Template.fromStack(stack);
    template.hasResource('AWS::IAM::Role', { DependsOn: Object.keys(template.findResources('AWS::IAM::ManagedPolicy')) });
  });
});

describe('import', () => {
  test('a boundary is named, and so is the same in every account', () => {
    const stack = newStack();
    expect(stack.resolve(PermissionsBoundary.ADMINISTRATOR.policyArn)).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':policy/lz/lz-administrator-boundary']],
    });
    expect([PermissionsBoundary.DEVELOPER.policyName, PermissionsBoundary.DEVELOPER.policyPath]).toEqual(['lz-developer-boundary', '/lz/']);
  });

  test('a boundary of one\'s own keeps its path', () => {
    const arn = `arn:aws:iam::${newStack().account}:policy/lz/teams/strict`;
    const { policyName, policyPath, policyArn } = PermissionsBoundary.ofPolicyArn(arn);
    expect([policyName, policyPath, policyArn]).toEqual(['strict', '/lz/teams/', arn]);
  });

  test('hands out the ARN of the policy', () => {
    const stack = newStack();
    const { policyArn } = new DeveloperBoundary(stack, 'Boundary');
    expect(stack.resolve(policyArn)).toEqual({ Ref: stack.getLogicalId(stack.node.findChild('Boundary').node.defaultChild as CfnResource) });
  });
});

describe('validation', () => {
  test('fails for every mistake at once, and says what to do', () => {
    expect(() => new DeveloperBoundary(newStack(), 'Boundary', { cdkQualifiers: ['lz', 'much-too-long'], protectedArns: ['role/old'] })).toThrow(
      /3 problems\n.*'cdkQualifiers' must .* not "lz", got "lz": bootstrap with a qualifier of the teams.*\n.*"much-too-long".*\n.*'protectedArns' must be ARNs.*"role\/old"/,
    );
  });

  test('fails when too much is protected for a managed policy', () => {
    const protectedArns = Array.from({ length: 30 }, (_, i) => `arn:*:iam::*:role/administrator-from-long-ago-${i}`);
    expect(() => new DeveloperBoundary(newStack(), 'Boundary', { protectedArns })).toThrow(/must leave the boundary at most 6144 characters, got \d+: name more by one wildcard/);
  });

  test.each([['arn:aws:iam::111122223333:role/app'], ['strict'], ['arn:aws:iam::111122223333:policy/']])('fails when the boundary is %s', arn => {
    expect(() => PermissionsBoundary.ofPolicyArn(arn)).toThrow(/'policyArn' must end in ":policy\/" with path and name of a policy, got ".*": write path and name out/);
  });
});

test('deployed, a role is bound by it', async () => {
  const world = worldWith();
  await deploy(world, { account: WORKLOAD, build: stack => {
    new AccessRole(stack, 'Role', {
      roleName: 'team', description: 'Of a team', trusts: [RoleTrust.account(WORKLOAD)], managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')],
    });
    new DeveloperBoundary(stack, 'Boundary');
  } });
  const as = `arn:aws:iam::${WORKLOAD}:role/team`;
  expect(managedPolicyDocument(world, `arn:aws:iam::${WORKLOAD}:policy/lz/lz-developer-boundary`)).toBeDefined();
  expect(world.may({ as, action: 'iam:CreateUser', resource: '*' }).explanation).toContain('permissions boundary');
  expect(world.may({ as, action: 's3:CreateBucket', resource: 'arn:aws:s3:::app' }).allowed).toBe(true);
});
