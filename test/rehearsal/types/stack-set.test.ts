import { executionCaller } from '../../../rehearsal/aws/services/stack-sets';
import { HOME, LOG_ARCHIVE, MANAGEMENT, ORGANIZATION, refusalOf, UNIT, WORKLOAD, Workbench } from './workbench';

const STACK_SET = 'AWS::CloudFormation::StackSet';
const ORIGIN = { stackId: 'stack', logicalId: 'Activation' };

/** A world in which StackSets may work in the organization. */
function activated(): Workbench {
  const bench = new Workbench();
  bench.world.state.cloudformation.organizationsAccess = { origin: ORIGIN };
  return bench;
}

const group = (units: string[], regions: string[], more: object = {}) =>
  ({ DeploymentTargets: { OrganizationalUnitIds: units, ...more }, Regions: regions });
const stackSet = (groups: object[] = [group(['r-root'], [HOME])], more: object = {}) => ({
  StackSetName: 'baseline', PermissionModel: 'SERVICE_MANAGED', TemplateURL: 'https://s3/template.json', AutoDeployment: { Enabled: true },
  StackInstancesGroup: groups, ...more,
});
const where = (bench: Workbench) => bench.deployed.map(({ accountId, region }) => `${accountId}/${region}`);
const tolerant = { OperationPreferences: { FailureToleranceCount: 1, MaxConcurrentPercentage: 100, ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE' } };

describe('AWS::CloudFormation::StackSet deploys', () => {
  test('into every account below its units in every region, never into the management account, as the execution role', async () => {
    const bench = activated();
    await bench.create(STACK_SET, 'S', stackSet([group(['r-root'], ['us-east-1', HOME])], { OperationPreferences: { RegionOrder: [HOME] } }));
    expect(where(bench)).toEqual([`${LOG_ARCHIVE}/${HOME}`, `${WORKLOAD}/${HOME}`, `${LOG_ARCHIVE}/us-east-1`, `${WORKLOAD}/us-east-1`]);
    expect(bench.deployed[0].caller.principal.roleArn).toMatch(/:role\/stacksets-exec-/);
    expect(bench.deployed[0].templateUrl).toBe('https://s3/template.json');
  });

  test('not into suspended accounts', async () => {
    const bench = activated();
    bench.world.state.organizations.accounts.get(WORKLOAD)!.status = 'SUSPENDED';
    await bench.create(STACK_SET, 'S', stackSet());
    expect(where(bench)).toEqual([`${LOG_ARCHIVE}/${HOME}`]);
  });

  test('into one named account of a unit', async () => {
    const bench = activated();
    const groups = [group([UNIT], [HOME], { Accounts: [LOG_ARCHIVE], AccountFilterType: 'INTERSECTION' })];
    await bench.create(STACK_SET, 'S', stackSet(groups, { AutoDeployment: { Enabled: false } }));
    expect(where(bench)).toEqual([`${LOG_ARCHIVE}/${HOME}`]);
  });

  test('an update into new regions, and takes stacks away from old ones', async () => {
    const bench = activated();
    await bench.create(STACK_SET, 'S', stackSet([group([UNIT], [HOME])]));
    await bench.update(STACK_SET, 'S', stackSet([group([UNIT], ['us-east-1'])]));
    expect(bench.deleted).toEqual([`${LOG_ARCHIVE}/${HOME}`]);
    expect([...bench.world.state.cloudformation.stackSets.get('baseline')!.instances.keys()]).toEqual([`${LOG_ARCHIVE}/us-east-1`]);
    await bench.delete(STACK_SET, 'S');
    expect(bench.world.state.cloudformation.stackSets.size).toBe(0);
  });

  test('and fails with the first instance that fails, leaving nothing behind', async () => {
    const bench = activated();
    bench.failing = [WORKLOAD];
    expect((await refusalOf(bench.create(STACK_SET, 'S', stackSet()))).message).toBe(`${WORKLOAD} fails`);
    expect(bench.world.state.cloudformation.stackSets.size).toBe(0);
    expect(bench.deleted).toContain(`${LOG_ARCHIVE}/${HOME}`);
  });

  test('and succeeds within its tolerance, keeping the failed instance', async () => {
    const bench = activated();
    bench.failing = [WORKLOAD];
    await bench.create(STACK_SET, 'S', stackSet(undefined, tolerant));
    const { instances } = bench.world.state.cloudformation.stackSets.get('baseline')!;
    expect([...instances.values()].map(({ status }) => status)).toEqual(['CURRENT', 'FAILED']);
  });

  test('and is denied where a service control policy does not exempt the execution role', async () => {
    const bench = new Workbench({ organization: { ...ORGANIZATION, enabledPolicyTypes: ['SERVICE_CONTROL_POLICY'] } });
    bench.world.state.cloudformation.organizationsAccess = {};
    const content = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'cloudformation:*', Resource: '*' }] };
    await bench.create('AWS::Organizations::Policy', 'P', { Name: 'p', Type: 'SERVICE_CONTROL_POLICY', Content: content, TargetIds: [UNIT] });
    expect(await refusalOf(bench.create(STACK_SET, 'S', stackSet()))).toMatchObject({ kind: 'denied' });
  });
});

describe('AWS::CloudFormation::StackSet is refused', () => {
  const one = { Accounts: [LOG_ARCHIVE], AccountFilterType: 'INTERSECTION' };
  const off = { AutoDeployment: { Enabled: false } };
  const refused: readonly (readonly [string, object, string])[] = [
    ['cloudformation/permission-model', stackSet(undefined, { ExecutionRoleName: 'role' }), 'with an execution role'],
    ['cloudformation/target-units-exist', stackSet([group(['ou-none'], [HOME])]), 'for a unit that does not exist'],
    ['cloudformation/management-account', stackSet([group(['r-root'], [HOME], { ...one, Accounts: [MANAGEMENT] })], off), 'for the management account'],
    ['cloudformation/account-filter', stackSet([group([UNIT], [HOME], { Accounts: [LOG_ARCHIVE] })], off), 'for accounts without a filter type'],
    ['cloudformation/account-filter', stackSet([group([UNIT], [HOME], { ...one, Accounts: [WORKLOAD] })], off), 'for an account of another unit'],
    ['cloudformation/filter-without-auto-deployment', stackSet([group([UNIT], [HOME], one)]), 'for one account with automatic deployment'],
    ['cloudformation/regions-enabled', stackSet([group([UNIT], ['eu-central-2'])]), 'for a region that is not enabled'],
    ['cloudformation/operation-preferences', stackSet(undefined, { OperationPreferences: { MaxConcurrentCount: 1, MaxConcurrentPercentage: 1 } }), 'with two concurrencies'],
    ['cloudformation/auto-deployment-dependencies', stackSet(undefined, { AutoDeployment: { Enabled: true, DependsOn: ['arn:none'] } }), 'depending on nothing'],
  ];

  test.each(refused)('by %s', async (rule, properties) => {
    expect((await refusalOf(activated().create(STACK_SET, 'S', properties as Record<string, unknown>))).rule).toBe(rule);
  });

  test('without organizations access, although trusted access is on', async () => {
    const bench = new Workbench({ organization: { ...ORGANIZATION, trustedServices: ['member.org.stacksets.cloudformation.amazonaws.com'] } });
    const refusal = await refusalOf(bench.create(STACK_SET, 'S', stackSet()));
    expect(refusal).toMatchObject({ rule: 'cloudformation/organizations-access', kind: 'rule' });
    expect(refusal.message).toContain('although trusted access is on');
  });

  test('without a declared path to what activated the access', async () => {
    const refusal = await refusalOf(activated().create(STACK_SET, 'S', stackSet(), { undeclared: true }));
    expect(refusal).toMatchObject({ rule: 'cloudformation/organizations-access', kind: 'order' });
  });

  test('with the name of another', async () => {
    const bench = activated();
    await bench.create(STACK_SET, 'S', stackSet());
    expect((await refusalOf(bench.create(STACK_SET, 'T', stackSet()))).rule).toBe('cloudformation/stack-set-name-unique');
  });

  test('with more than ten dependencies', async () => {
    const DependsOn = [...Array(11).keys()].map(String);
    const refusal = await refusalOf(activated().create(STACK_SET, 'S', stackSet(undefined, { AutoDeployment: { Enabled: true, DependsOn } })));
    expect(refusal).toMatchObject({ rule: 'cloudformation/auto-deployment-dependencies', message: 'automatic deployment depends on 11 StackSets' });
  });

  test('when hundreds of accounts come one by one, and passes with a concurrency that finishes', async () => {
    const accounts = [...Array(300).keys()].map(i => ({ id: String(400_000_000_000 + i), name: `a${i}`, email: `a${i}@example.com`, parentId: UNIT }));
    const bench = new Workbench({ organization: { ...ORGANIZATION, accounts } });
    bench.world.state.cloudformation.organizationsAccess = {};
    const groups = [group([UNIT], [HOME, 'us-east-1', 'eu-west-1'])];
    const strict = { OperationPreferences: { MaxConcurrentPercentage: 100, FailureToleranceCount: 0, ConcurrencyMode: 'STRICT_FAILURE_TOLERANCE' } };
    expect((await refusalOf(bench.create(STACK_SET, 'S', stackSet(groups, strict)))).rule).toBe('cloudformation/operation-finishes');
    await bench.create(STACK_SET, 'S', stackSet(groups, { OperationPreferences: { ...tolerant.OperationPreferences, RegionConcurrencyType: 'PARALLEL' } }));
    expect(bench.deployed).toHaveLength(900);
  });
});

describe('a self-managed AWS::CloudFormation::StackSet', () => {
  const ADMINISTRATION = `arn:aws:iam::${MANAGEMENT}:role/lz/administration`;
  const selfManaged = (more: object = {}, regions = [HOME, 'us-east-1']) => ({
    StackSetName: 'lz-own', PermissionModel: 'SELF_MANAGED', TemplateURL: 'https://s3/template.json', AdministrationRoleARN: ADMINISTRATION, ExecutionRoleName: 'execution',
    StackInstancesGroup: [{ DeploymentTargets: { Accounts: [MANAGEMENT] }, Regions: regions }], ...more,
  });
  const trust = (Principal: object, Condition?: object) =>
    ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal, ...Condition && { Condition } }] });
  const ACTING = { StringEquals: { 'aws:SourceAccount': MANAGEMENT }, ArnLike: { 'aws:SourceArn': `arn:aws:cloudformation:*:${MANAGEMENT}:stackset/lz-*` } };
  const allow = (Action: string, Resource = '*') =>
    [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] } }];

  /** The two roles; `null` leaves one out. */
  async function withRoles(administration: object | null = {}, execution: object | null = {}): Promise<Workbench> {
    const bench = new Workbench();
    if (administration) {
      await bench.create('AWS::IAM::Role', 'Administration', {
        RoleName: 'administration', Path: '/lz/', AssumeRolePolicyDocument: trust({ Service: 'cloudformation.amazonaws.com' }, ACTING),
        Policies: allow('sts:AssumeRole', `arn:aws:iam::${MANAGEMENT}:role/execution`), ...administration,
      });
    }
    if (execution) {
      await bench.create('AWS::IAM::Role', 'Execution', {
        RoleName: 'execution', AssumeRolePolicyDocument: trust({ AWS: ADMINISTRATION }), Policies: allow('cloudformation:*'), ...execution,
      });
    }
    return bench;
  }

  test('deploys into the management account as the execution role, without access to the organization', async () => {
    const bench = await withRoles();
    await bench.create(STACK_SET, 'S', selfManaged());
    expect(where(bench)).toEqual([`${MANAGEMENT}/${HOME}`, `${MANAGEMENT}/us-east-1`]);
    expect(bench.deployed[0].caller.principal.roleArn).toBe(`arn:aws:iam::${MANAGEMENT}:role/execution`);
    await bench.update(STACK_SET, 'S', selfManaged({}, [HOME]));
    expect(bench.deleted).toEqual([`${MANAGEMENT}/us-east-1`]);
    await bench.delete(STACK_SET, 'S');
    expect(bench.world.state.cloudformation.stackSets.size).toBe(0);
  });

  test('has its administration role passed', async () => {
    const bench = await withRoles();
    await bench.create(STACK_SET, 'S', selfManaged());
    expect(bench.world.calls.filter(({ action }) => action === 'iam:PassRole').map(({ resource }) => resource)).toEqual([ADMINISTRATION]);
  });

  test('is denied what the execution role is not allowed, and told so', async () => {
    const bench = await withRoles({}, { Policies: allow('cloudformation:Describe*') });
    const refusal = await refusalOf(bench.create(STACK_SET, 'S', selfManaged()));
    expect(refusal).toMatchObject({ kind: 'denied', remedy: 'allow it in the policies of execution' });
  });

  test('needs no region principal where every account has the region, and one where accounts opt in', async () => {
    const bench = await withRoles({ AssumeRolePolicyDocument: trust({ Service: ['cloudformation.amazonaws.com', 'cloudformation.eu-south-1.amazonaws.com'] }, ACTING) });
    const { regions } = bench.world.state.organizations.accounts.get(MANAGEMENT)!;
    (regions as string[]).push('eu-south-1');
    await bench.create(STACK_SET, 'S', selfManaged({}, ['eu-south-1']));
    expect(where(bench)).toEqual([`${MANAGEMENT}/eu-south-1`]);
  });

  const units = [{ DeploymentTargets: { OrganizationalUnitIds: [UNIT] }, Regions: [HOME] }];
  const foreign = { StringEquals: { 'aws:SourceAccount': WORKLOAD } };
  const refused: readonly (readonly [string, string, object, object | null, object | null])[] = [
    ['with automatic deployment', 'cloudformation/self-managed-model', selfManaged({ AutoDeployment: { Enabled: false } }), {}, {}],
    ['for units', 'cloudformation/self-managed-model', selfManaged({ StackInstancesGroup: units }), {}, {}],
    ['without an execution role named', 'cloudformation/self-managed-model', selfManaged({ ExecutionRoleName: undefined }), {}, {}],
    ['without its administration role', 'cloudformation/administration-role', selfManaged(), null, null],
    ['whose administration role trusts another account\'s StackSets', 'cloudformation/administration-role', selfManaged(),
      { AssumeRolePolicyDocument: trust({ Service: 'cloudformation.amazonaws.com' }, foreign) }, {}],
    ['whose name the trust does not cover', 'cloudformation/administration-role', selfManaged({ StackSetName: 'own' }), {}, {}],
    ['in a region whose principal is not trusted', 'cloudformation/regional-principal', selfManaged({}, ['eu-south-1']), {}, {}],
    ['without its execution role', 'cloudformation/execution-role', selfManaged(), {}, null],
    ['whose execution role lies below a path', 'cloudformation/execution-role', selfManaged(), {}, { Path: '/lz/' }],
    ['whose execution role trusts somebody else', 'cloudformation/execution-role', selfManaged(), {},
      { AssumeRolePolicyDocument: trust({ Service: 'ec2.amazonaws.com' }) }],
  ];
  test.each(refused)('is refused %s', async (_, rule, properties, administration, execution) => {
    const bench = await withRoles(administration, execution);
    expect((await refusalOf(bench.create(STACK_SET, 'S', properties as Record<string, unknown>))).rule).toBe(rule);
  });

  test('is refused without a declared path to its roles', async () => {
    const bench = await withRoles();
    expect(await refusalOf(bench.create(STACK_SET, 'S', selfManaged(), { undeclared: true }))).toMatchObject({ rule: 'cloudformation/administration-role', kind: 'order' });
  });
});

test('the execution role of an account is an administrator that trusts the service-linked role of StackSets in the management account', () => {
  const { world } = new Workbench();
  const { principal, identity } = executionCaller(world, WORKLOAD);
  expect(identity.map(({ name }) => name)).toEqual(['AdministratorAccess']);
  expect(JSON.stringify(world.state.iam.roles.get(principal.roleArn!)?.trust)).toContain('AWSServiceRoleForCloudFormationStackSetsOrgAdmin');
  expect(executionCaller(world, WORKLOAD).principal.roleArn).toBe(principal.roleArn);
});
