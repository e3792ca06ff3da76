import { suspendAccount } from '../../../rehearsal/aws/services/accounts';
import { StackSet } from '../../../rehearsal/aws/services/stack-sets';
import { World } from '../../../rehearsal/aws/world';
import { HOME, LOG_ARCHIVE, MANAGEMENT, ORGANIZATION, UNIT, WORKLOAD } from '../types/workbench';

const PREFERENCES = { soft: true, parallelRegions: true, regionOrder: [] };

function stackSet(name: string, more: Partial<StackSet> = {}): StackSet {
  const id = `${name}:00000000-0000-4000-8000-000000000000`;
  return {
    id, name, arn: `arn:aws:cloudformation:${HOME}:${MANAGEMENT}:stackset/${id}`, origin: { stackId: 's', logicalId: 'S' }, template: {}, parameters: {},
    capabilities: [], autoDeployment: { enabled: true, retain: false, dependsOn: [] }, preferences: PREFERENCES, seenEvents: 0,
    groups: [{ unitIds: ['r-root'], accounts: [], filter: 'NONE', regions: [HOME] }],
    instances: new Map([[`${LOG_ARCHIVE}/${HOME}`, { accountId: LOG_ARCHIVE, region: HOME, status: 'FAILED', reason: 'broken' }]]),
    ...more,
  };
}

function worldWith(...stackSets: readonly StackSet[]): World {
  const world = new World({ managementAccountId: MANAGEMENT, regions: [HOME], organization: ORGANIZATION });
  stackSets.forEach(each => world.state.cloudformation.stackSets.set(each.name, each));
  return world;
}

const SELF_MANAGED = { selfManaged: { administrationRoleArn: 'arn:a', executionRoleName: 'e' }, groups: [{ unitIds: [], accounts: [MANAGEMENT], filter: 'NONE', regions: [HOME] }] } as const;

function call(world: World, operation: string, input: object, region = HOME): Record<string, unknown> {
  const caller = {
    label: 'tester', principal: { arn: `arn:aws:iam::${MANAGEMENT}:user/tester`, kind: 'user', accountId: MANAGEMENT }, accountId: MANAGEMENT,
    identity: [{ name: 'all', document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }],
  } as const;
  return world.call('cloudformation', operation, input as Record<string, unknown>, { caller, accountId: MANAGEMENT, region }) as Record<string, unknown>;
}

const targets = (...Accounts: string[]) => ({ DeploymentTargets: { OrganizationalUnitIds: ['r-root'], Accounts, AccountFilterType: 'INTERSECTION' }, Regions: [HOME] });

describe('StackSets by their API', () => {
  test('describe where they go', () => {
    const world = worldWith(stackSet('a'), stackSet('b', SELF_MANAGED));
    expect(call(world, 'DescribeStackSet', { StackSetName: 'a' }).StackSet).toMatchObject({
      StackSetName: 'a', PermissionModel: 'SERVICE_MANAGED', AutoDeployment: { Enabled: true }, OrganizationalUnitIds: ['r-root'], Regions: [HOME],
    });
    const selfManaged = call(world, 'DescribeStackSet', { StackSetName: 'b' }).StackSet;
    expect(selfManaged).toMatchObject({ PermissionModel: 'SELF_MANAGED' });
    expect(selfManaged).not.toHaveProperty('OrganizationalUnitIds');
  });

  test('show a failed instance as outdated, with why', () => {
    expect(call(worldWith(stackSet('a')), 'ListStackInstances', { StackSetName: 'a' }).Summaries).toEqual([
      expect.objectContaining({ Account: LOG_ARCHIVE, Region: HOME, Status: 'OUTDATED', StatusReason: 'broken', StackInstanceStatus: { DetailedStatus: 'FAILED' } }),
    ]);
  });

  test('queue what they are asked for, and list it', () => {
    const world = worldWith(stackSet('a'));
    call(world, 'UpdateStackInstances', { StackSetName: 'a', ...targets(LOG_ARCHIVE), OperationId: 'mine-1' });
    expect(call(world, 'ListStackSetOperations', { StackSetName: 'a' }).Summaries).toEqual([{ OperationId: 'mine-1', Action: 'UPDATE', Status: 'QUEUED' }]);
    expect(world.state.cloudformation.operations[0].targets).toEqual([{ accountId: LOG_ARCHIVE, region: HOME }]);
  });

  test('leave suspended accounts out', () => {
    const world = worldWith(stackSet('a'));
    suspendAccount(world, WORKLOAD);
    call(world, 'CreateStackInstances', { StackSetName: 'a', ...targets(LOG_ARCHIVE, WORKLOAD) });
    expect(world.state.cloudformation.operations[0].targets.map(({ accountId }) => accountId)).toEqual([LOG_ARCHIVE]);
  });

  const self = { Accounts: [MANAGEMENT], Regions: [HOME] };
  const refused: readonly (readonly [string, string, string, object, string])[] = [
    ['of another name', 'StackSetNotFoundException', 'DescribeStackSet', { StackSetName: 'none' }, HOME],
    ['of another region', 'StackSetNotFoundException', 'DescribeStackSet', { StackSetName: 'a' }, 'us-east-1'],
    ['to update an instance that is not there', 'StackInstanceNotFoundException', 'UpdateStackInstances', { StackSetName: 'a', ...targets(WORKLOAD) }, HOME],
    ['accounts without their unit', 'ValidationError', 'CreateStackInstances', { StackSetName: 'a', ...self }, HOME],
    ['units of a self-managed one', 'ValidationError', 'CreateStackInstances', { StackSetName: 'b', ...targets(WORKLOAD) }, HOME],
    ['accounts of another unit', 'ValidationError', 'CreateStackInstances',
      { StackSetName: 'a', DeploymentTargets: { OrganizationalUnitIds: [UNIT], Accounts: [WORKLOAD], AccountFilterType: 'INTERSECTION' }, Regions: [HOME] }, HOME],
    ['to override a parameter that it does not have', 'ValidationError', 'UpdateStackInstances',
      { StackSetName: 'a', ...targets(LOG_ARCHIVE), ParameterOverrides: [{ ParameterKey: 'No', ParameterValue: '1' }] }, HOME],
    ['an operation id with a dot', 'ValidationError', 'CreateStackInstances', { StackSetName: 'a', ...targets(WORKLOAD), OperationId: 'a.b' }, HOME],
  ];
  test.each(refused)('refuse %s', (_, code, operation, input, region) => {
    expect(() => call(worldWith(stackSet('a'), stackSet('b', SELF_MANAGED)), operation, input, region)).toThrow(expect.objectContaining({ name: code }));
  });

  test('refuse an operation id that was used', () => {
    const world = worldWith(stackSet('a'));
    const input = { StackSetName: 'a', ...targets(WORKLOAD), OperationId: 'mine' };
    call(world, 'CreateStackInstances', input);
    expect(() => call(world, 'CreateStackInstances', input)).toThrow(expect.objectContaining({ name: 'OperationIdAlreadyExistsException' }));
  });
});
