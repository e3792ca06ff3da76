import { AwsError } from '../../../rehearsal/aws/contract';
import { accountIdOf, callerOf, requirePrincipal } from '../../../rehearsal/api/principals';
import { decide } from '../../../rehearsal/aws/authorization';
import { suspendAccount } from '../../../rehearsal/aws/services/accounts';
import { permissionSetRole } from '../../../rehearsal/aws/services/identity-center';
import { World } from '../../../rehearsal/aws/world';
import { HOME, LOG_ARCHIVE, MANAGEMENT, ORGANIZATION, refusalOf, strangersOf, Workbench, WORKLOAD } from './workbench';

const SET = 'AWS::SSO::PermissionSet';
const ASSIGNMENT = 'AWS::SSO::Assignment';
const INSTANCE = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';
const GROUP = '93b4c8d2-1061-70c3-1d5a-0f9e8d7c6b5a';
const BOUNDARY = { Name: 'boundary', Path: '/lz/' };
const READ_ONLY = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }] };

const set = (more: object = {}) => ({ Name: 'developer', InstanceArn: INSTANCE, InlinePolicy: READ_ONLY, ...more });
const bounded = { PermissionsBoundary: { CustomerManagedPolicyReference: BOUNDARY } };

function policyIn(world: World, accountId: string, name = BOUNDARY.Name, path = BOUNDARY.Path): string {
  const arn = `arn:aws:iam::${accountId}:policy${path}${name}`;
  world.state.iam.managedPolicies.set(arn, { arn, name, document: READ_ONLY } as never);
  return arn;
}

async function created(bench: Workbench, more: object = {}): Promise<string> {
  return String((await bench.create(SET, 'Set', set(more))).attributes.PermissionSetArn);
}

const assignment = (PermissionSetArn: string, more: object = {}) => ({
  InstanceArn: INSTANCE, PermissionSetArn, TargetId: WORKLOAD, TargetType: 'AWS_ACCOUNT', PrincipalType: 'GROUP', PrincipalId: GROUP, ...more,
});

describe('a permission set', () => {
  test('is created and deleted, and becomes no role by itself', async () => {
    const bench = new Workbench();
    expect(await created(bench)).toMatch(/^arn:aws:sso:::permissionSet\/ssoins-1234567890abcdef\/ps-[0-9a-f]{16}$/);
    expect(permissionSetRole(bench.world, WORKLOAD, 'developer')).toBeUndefined();
    await bench.delete(SET, 'Set');
    expect(bench.world.state.identityCenter.permissionSets.size).toBe(0);
  });

  test.each([
    ['sso/instance', { InstanceArn: 'arn:aws:sso:::instance/mine' }],
    ['sso/permission-set-shape', { Name: 'x'.repeat(33) }],
    ['sso/permission-set-shape', { SessionDuration: 'PT13H' }],
    ['sso/permission-set-shape', { SessionDuration: 'PT30M' }],
    ['sso/permission-set-shape', { SessionDuration: '1 hour' }],
    ['sso/inline-policy-size', { InlinePolicy: { ...READ_ONLY, Statement: [{ ...READ_ONLY.Statement[0], Resource: `arn:aws:s3:::${'x'.repeat(10_240)}` }] } }],
    ['sso/managed-policies', { CustomerManagedPolicyReferences: Array.from({ length: 11 }, (_, index) => ({ Name: `policy-${index}` })) }],
    ['sso/boundary', { PermissionsBoundary: {} }],
    ['sso/boundary', { PermissionsBoundary: { CustomerManagedPolicyReference: BOUNDARY, ManagedPolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' } }],
    ['iam/policy-grammar', { InlinePolicy: { ...READ_ONLY, Statement: [{ ...READ_ONLY.Statement[0], Principal: '*' }] } }],
  ])('fails by %s with %j', async (rule, more) => {
    expect((await refusalOf(new Workbench().create(SET, 'Set', set(more)))).rule).toBe(rule);
  });

  test('fails where a name is taken', async () => {
    const bench = new Workbench();
    await created(bench);
    expect(await refusalOf(bench.create(SET, 'Twin', set()))).toMatchObject({ rule: 'sso/permission-set-shape', message: 'a permission set called developer exists already' });
  });

  test('stands in the one instance, in its region, and in the management account', async () => {
    const found = { ...ORGANIZATION, identityCenter: { instanceArn: INSTANCE, region: 'eu-west-1' } };
    const bench = new Workbench({ organization: found });
    expect(await refusalOf(bench.create(SET, 'Set', set()))).toMatchObject({ rule: 'sso/instance', remedy: expect.stringContaining('eu-west-1') });
    await bench.create(SET, 'Set', set(), { region: 'eu-west-1' });
    expect((await refusalOf(bench.create(SET, 'Other', set({ InstanceArn: INSTANCE.replace('1', '2') }), { region: 'eu-west-1' }))).rule).toBe('sso/instance');
    expect((await refusalOf(bench.create(SET, 'Other', set(), { region: 'eu-west-1', accountId: WORKLOAD }))).rule).toBe('sso/management-account');
  });

  test('is known with all its properties', () => {
    expect(strangersOf(SET, set({ RelayStateType: 'https://console.aws.amazon.com/', Tags: [] }))).toBeUndefined();
    expect(strangersOf(SET, set({ PermissionsBoundary: { Arn: 'x' } }))).toMatch(/Arn/);
  });

  test('is deleted only when it is assigned nowhere', async () => {
    const bench = new Workbench();
    await bench.create(ASSIGNMENT, 'Assignment', assignment(await created(bench)));
    expect((await refusalOf(bench.delete(SET, 'Set'))).rule).toBe('sso/unassigned-first');
    await bench.delete(ASSIGNMENT, 'Assignment');
    await bench.delete(SET, 'Set');
  });
});

describe('an assignment', () => {
  test('makes a role with the policies and the boundary of the permission set, and takes it away with the last one', async () => {
    const bench = new Workbench();
    policyIn(bench.world, WORKLOAD);
    policyIn(bench.world, WORKLOAD, 'own', '/');
    const arn = await created(bench, { ...bounded, CustomerManagedPolicyReferences: [{ Name: 'own' }], ManagedPolicies: ['arn:aws:iam::aws:policy/SecurityAudit'] });
    await bench.create(ASSIGNMENT, 'One', assignment(arn));
    await bench.create(ASSIGNMENT, 'Two', assignment(arn, { PrincipalType: 'USER' }));
    const role = permissionSetRole(bench.world, WORKLOAD, 'developer')!;
    expect(role).toMatchObject({
      name: expect.stringMatching(/^AWSReservedSSO_developer_[0-9a-f]{16}$/), path: `/aws-reserved/sso.amazonaws.com/${HOME}/`,
      boundary: `arn:aws:iam::${WORKLOAD}:policy/lz/boundary`,
    });
    expect([...role.managed]).toEqual(['arn:aws:iam::aws:policy/SecurityAudit', `arn:aws:iam::${WORKLOAD}:policy/own`]);
    expect([...role.inline.keys()]).toEqual(['AwsSSOInlinePolicy']);
    await bench.delete(ASSIGNMENT, 'One');
    expect(permissionSetRole(bench.world, WORKLOAD, 'developer')).toBe(role);
    await bench.delete(ASSIGNMENT, 'Two');
    expect(permissionSetRole(bench.world, WORKLOAD, 'developer')).toBeUndefined();
  });

  test('leaves the region out of the path where the instance is in us-east-1', async () => {
    const bench = new Workbench();
    const place = { region: 'us-east-1' };
    const { attributes } = await bench.create(SET, 'Set', set(), place);
    await bench.create(ASSIGNMENT, 'Assignment', assignment(String(attributes.PermissionSetArn)), place);
    expect(permissionSetRole(bench.world, WORKLOAD, 'developer')?.path).toBe('/aws-reserved/sso.amazonaws.com/');
  });

  test('makes a role that people come to by IAM Identity Center only, and that can be asked about', async () => {
    const bench = new Workbench();
    const { world } = bench;
    await bench.create(ASSIGNMENT, 'Assignment', assignment(await created(bench)));
    const role = permissionSetRole(world, WORKLOAD, 'developer')!;
    const assume = (as: string) => decide(world, callerOf(world, as, accountIdOf(world, WORKLOAD)), {
      action: 'sts:AssumeRoleWithSAML', resource: role.arn, region: HOME, context: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' },
    }).allowed;
    expect(assume('saml-provider/AWSSSO_1234567890abcdef_DO_NOT_DELETE')).toBe(true);
    expect(assume('saml-provider/another')).toBe(false);
    expect(decide(world, callerOf(world, 'role/administrator', WORKLOAD), { action: 'sts:AssumeRole', resource: role.arn, region: HOME }).allowed).toBe(false);
    const may = (action: string) => world.may({ as: role.arn, action, resource: '*', region: HOME }).allowed;
    expect([may('s3:ListAllMyBuckets'), may('ec2:DescribeInstances')]).toEqual([true, false]);
    expect(callerOf(world, 'permission-set/developer', WORKLOAD).principal.roleArn).toBe(role.arn);
    expect(() => callerOf(world, 'permission-set/admin', WORKLOAD)).toThrow(/'as' must name a permission set .* got "admin": take developer/);
    expect(() => callerOf(world, 'permission-set/developer', LOG_ARCHIVE)).toThrow(/got "developer": none is/);
    expect(() => requirePrincipal('permission-set/developer')).not.toThrow();
  });

  test('follows changes of the permission set', async () => {
    const bench = new Workbench();
    await bench.create(ASSIGNMENT, 'Assignment', assignment(await created(bench)));
    const { arn } = permissionSetRole(bench.world, WORKLOAD, 'developer')!;
    await bench.update(SET, 'Set', set({ InlinePolicy: undefined, ManagedPolicies: ['arn:aws:iam::aws:policy/SecurityAudit'] }));
    const role = permissionSetRole(bench.world, WORKLOAD, 'developer')!;
    expect([role.arn, role.inline.size, [...role.managed]]).toEqual([arn, 0, ['arn:aws:iam::aws:policy/SecurityAudit']]);
    expect((await refusalOf(bench.update(SET, 'Set', set(bounded)))).rule).toBe('sso/policies-in-account');
  });

  test('fails where the account lacks the boundary, or may lack it still', async () => {
    const bench = new Workbench();
    const arn = await created(bench, bounded);
    policyIn(bench.world, LOG_ARCHIVE);
    expect(await refusalOf(bench.create(ASSIGNMENT, 'Assignment', assignment(arn))))
      .toMatchObject({ rule: 'sso/policies-in-account', message: expect.stringContaining(`arn:aws:iam::${WORKLOAD}:policy/lz/boundary`) });
    bench.world.state.iam.managedPolicies.get(policyIn(bench.world, WORKLOAD))!.origin = { stackId: 'stack', logicalId: 'Boundary' };
    bench.world.state.identityCenter.permissionSets.get(arn)!.origin = undefined;
    expect(await refusalOf(bench.create(ASSIGNMENT, 'Assignment', assignment(arn), { undeclared: true }))).toMatchObject({ rule: 'sso/policies-in-account', kind: 'order' });
  });

  test.each([
    ['another account', { TargetId: '999999999999' }],
    ['a name', { PrincipalId: 'developers' }],
    ['no group', { PrincipalType: 'ROLE' }],
    ['a unit', { TargetType: 'OU' }],
    ['a group that nobody knows', { PrincipalId: GROUP.replace('9', '8') }],
    ['another permission set', { PermissionSetArn: 'arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-0000000000000000' }],
  ])('fails for %s', async (_, more) => {
    const bench = new Workbench({ organization: { ...ORGANIZATION, identityCenter: { instanceArn: INSTANCE, principals: [GROUP] } } });
    expect((await refusalOf(bench.create(ASSIGNMENT, 'Assignment', assignment(await created(bench), more)))).rule).toBe('sso/assignment');
  });

  test('fails for a suspended account, and for one that exists', async () => {
    const bench = new Workbench();
    const arn = await created(bench);
    await bench.create(ASSIGNMENT, 'Assignment', assignment(arn));
    expect((await refusalOf(bench.create(ASSIGNMENT, 'Twin', assignment(arn)))).code).toBe('AlreadyExists');
    suspendAccount(bench.world, LOG_ARCHIVE);
    expect((await refusalOf(bench.create(ASSIGNMENT, 'Other', assignment(arn, { TargetId: LOG_ARCHIVE })))).rule).toBe('sso/assignment');
  });

  test('fails where an account has as many permission sets as it takes', async () => {
    const bench = new Workbench();
    const { assignments } = bench.world.state.identityCenter;
    const arn = await created(bench);
    Array.from({ length: 500 }, (_, index) => assignments.set(`full-${index}`, {
      permissionSetArn: `set-${index}`, accountId: WORKLOAD, principalType: 'GROUP', principalId: GROUP,
    }));
    expect((await refusalOf(bench.create(ASSIGNMENT, 'Assignment', assignment(arn)))).rule).toBe('sso/permission-sets-per-account');
  });

  test('fails where the instance has as many permission sets as it takes', async () => {
    const bench = new Workbench();
    const { permissionSets } = bench.world.state.identityCenter;
    const arn = await created(bench);
    Array.from({ length: 3_499 }, (_, index) => permissionSets.set(`full-${index}`, { ...permissionSets.get(arn)!, name: `set-${index}` }));
    expect(await refusalOf(bench.create(SET, 'More', set({ Name: 'more' }))))
      .toMatchObject({ rule: 'sso/permission-sets-per-account', message: 'there are 3500 permission sets' });
  });

  test('needs permissions of IAM in the management account only', async () => {
    const bench = new Workbench();
    const { world } = bench;
    const arn = await created(bench);
    const iamCalls = async (TargetId: string) => {
      const before = world.calls.length;
      await bench.create(ASSIGNMENT, TargetId, assignment(arn, { TargetId }));
      return world.calls.slice(before).filter(({ action }) => action.startsWith('iam:')).map(({ action }) => action);
    };
    expect(await iamCalls(WORKLOAD)).toEqual([]);
    expect(await iamCalls(MANAGEMENT)).toEqual(expect.arrayContaining(['iam:CreateRole', 'iam:CreateSAMLProvider']));
  });
});

describe('the API', () => {
  const site = (world: World, policy: object[] = [{ Effect: 'Allow', Action: ['sso:*'], Resource: '*' }]) => {
    const arn = `arn:aws:iam::${MANAGEMENT}:role/caller`;
    world.state.iam.roles.set(arn, {
      ...[...world.state.iam.roles.values()][0], arn, name: 'caller', path: '/', accountId: MANAGEMENT, managed: new Set<string>(), boundary: undefined,
      inline: new Map([['caller', { document: { Version: '2012-10-17', Statement: policy } }]]),
    } as never);
    return { caller: world.sessionOf(arn), accountId: MANAGEMENT, region: HOME };
  };
  const call = (world: World, name: string, input: object, at = site(world)) => world.call('sso-admin', name, { InstanceArn: INSTANCE, ...input }, at) as never;
  const creation = (world: World, input: object) => (call(world, 'CreateAccountAssignment', input) as { AccountAssignmentCreationStatus: Record<string, string> })
    .AccountAssignmentCreationStatus;
  const ended = (world: World, id: string) => (call(world, 'DescribeAccountAssignmentCreationStatus', { AccountAssignmentCreationRequestId: id }) as
    { AccountAssignmentCreationStatus: Record<string, string> }).AccountAssignmentCreationStatus;
  const codeOf = (act: () => unknown) => {
    try {
      act();
      return 'none';
    } catch (error) {
      return (error as AwsError).code;
    }
  };
  const prepared = async () => {
    const bench = new Workbench();
    return { world: bench.world, input: assignment(await created(bench)) };
  };

  test('ends an assignment after a while, changes one role of an account at a time, and takes ten at most', async () => {
    const { world, input } = await prepared();
    const status = creation(world, input);
    expect(status.Status).toBe('IN_PROGRESS');
    expect(codeOf(() => creation(world, { ...input, PrincipalType: 'USER' }))).toBe('ConflictException');
    Array.from({ length: 9 }, (_, index) => creation(world, { ...input, TargetId: String(600000000000 + index) }));
    expect(codeOf(() => creation(world, { ...input, TargetId: '700000000000' }))).toBe('ThrottlingException');
    world.advance(10_000);
    expect(ended(world, status.RequestId).Status).toBe('SUCCEEDED');
  });

  test('tells why an assignment failed', async () => {
    const { world, input } = await prepared();
    const { RequestId } = creation(world, { ...input, TargetId: '999999999999' });
    world.advance(10_000);
    expect(ended(world, RequestId)).toMatchObject({ Status: 'FAILED', FailureReason: '999999999999 is no active account of the organization' });
  });

  test("enters the management account with the caller's own permissions", async () => {
    const { world, input } = await prepared();
    const { RequestId } = creation(world, { ...input, TargetId: MANAGEMENT });
    world.advance(10_000);
    expect(ended(world, RequestId)).toMatchObject({ Status: 'FAILED', FailureReason: expect.stringContaining('not authorized to perform: iam:GetSAMLProvider') });
  });

  test('asks for permission on account, instance and permission set', async () => {
    const { world, input } = await prepared();
    const Resource = [INSTANCE, 'arn:aws:sso:::permissionSet/*', `arn:aws:sso:::account/${LOG_ARCHIVE}`];
    const at = site(world, [{ Effect: 'Allow', Action: 'sso:CreateAccountAssignment', Resource }]);
    expect(codeOf(() => call(world, 'CreateAccountAssignment', input, at))).toBe('AccessDeniedException');
    expect(codeOf(() => call(world, 'CreateAccountAssignment', { ...input, TargetId: LOG_ARCHIVE }, at))).toBe('none');
  });

  test('knows no other instance, permission set or request', async () => {
    const { world, input } = await prepared();
    expect(codeOf(() => creation(world, { ...input, InstanceArn: INSTANCE.replace('1', '2') }))).toBe('ResourceNotFoundException');
    expect(codeOf(() => creation(world, { ...input, PermissionSetArn: 'arn:aws:sso:::permissionSet/x/y' }))).toBe('ResourceNotFoundException');
    expect(codeOf(() => ended(world, 'x'))).toBe('ResourceNotFoundException');
  });
});
