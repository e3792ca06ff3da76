import { MemberStacks, RehearsalFailure } from '../../../rehearsal/aws/contract';
import { pendingAutoDeployments, runAutoDeployments } from '../../../rehearsal/aws/services/auto-deployment';
import { addAccount, moveAccount, suspendAccount } from '../../../rehearsal/aws/services/accounts';
import { HOME, LOG_ARCHIVE, ORGANIZATION, UNIT, Workbench, WORKLOAD } from '../types/workbench';

const OTHER = 'ou-root-workloads';

async function withStackSets(...targets: string[]): Promise<Workbench> {
  const units = [...ORGANIZATION.organizationalUnits, { id: OTHER, name: 'Workloads', parentId: 'r-root' }];
  const bench = new Workbench({ organization: { ...ORGANIZATION, organizationalUnits: units } });
  bench.world.state.cloudformation.organizationsAccess = {};
  const properties = (name: string, more: object = {}) => ({
    StackSetName: name, PermissionModel: 'SERVICE_MANAGED', TemplateURL: 'https://s3/template.json', AutoDeployment: { Enabled: true, ...more },
    StackInstancesGroup: [{ DeploymentTargets: { OrganizationalUnitIds: targets }, Regions: [HOME] }],
  });
  await bench.create('AWS::CloudFormation::StackSet', 'Second', properties('a-second'));
  await bench.create('AWS::CloudFormation::StackSet', 'First', properties('b-first'));
  const { arn } = bench.world.state.cloudformation.stackSets.get('b-first')!;
  await bench.update('AWS::CloudFormation::StackSet', 'Second', properties('a-second', { DependsOn: [arn] }));
  return bench;
}

const pending = ({ world }: Workbench) => pendingAutoDeployments(world).map(({ action, stackSetName, accountId }) => `${action} ${stackSetName} ${accountId}`);
const join = ({ world }: Workbench, parentId: string) => addAccount(world, { id: '444444444444', name: 'new', email: 'new@example.com', parentId }).id;

test('a new account gets the stacks in the order of AutoDeployment.DependsOn', async () => {
  const bench = await withStackSets('r-root');
  expect(pending(bench)).toEqual([]);
  const id = join(bench, OTHER);
  expect(pending(bench)).toEqual([`deploy b-first ${id}`, `deploy a-second ${id}`]);
  const deploy: MemberStacks['deploy'] = ({ accountId, region }) => Promise.resolve({ accountId, region });
  expect(await runAutoDeployments(bench.world, { deploy, delete: jest.fn() })).toEqual([]);
  expect(pending(bench)).toEqual([]);
  expect(bench.world.state.cloudformation.stackSets.get('a-second')!.instances.has(`${id}/${HOME}`)).toBe(true);
});

test('a move below a targeted root changes nothing', async () => {
  const bench = await withStackSets('r-root');
  moveAccount(bench.world, WORKLOAD, OTHER);
  expect(pending(bench)).toEqual([]);
});

test('a move from one targeted unit to another takes the stacks away, in reverse order, and brings them back', async () => {
  const bench = await withStackSets(UNIT, OTHER);
  moveAccount(bench.world, LOG_ARCHIVE, OTHER);
  expect(pending(bench)).toEqual([
    `delete a-second ${LOG_ARCHIVE}`, `delete b-first ${LOG_ARCHIVE}`, `deploy b-first ${LOG_ARCHIVE}`, `deploy a-second ${LOG_ARCHIVE}`,
  ]);
});

test('a move out of the targeted units takes the stacks away', async () => {
  const bench = await withStackSets(UNIT);
  moveAccount(bench.world, LOG_ARCHIVE, 'r-root');
  expect(pending(bench)).toEqual([`delete a-second ${LOG_ARCHIVE}`, `delete b-first ${LOG_ARCHIVE}`]);
});

test('a suspended account is left alone', async () => {
  const bench = await withStackSets('r-root');
  suspendAccount(bench.world, WORKLOAD);
  expect(pending(bench)).toEqual([]);
});

test('a failure stays behind as a FAILED instance, and the others go on', async () => {
  const bench = await withStackSets('r-root');
  const id = join(bench, UNIT);
  const failure = new RehearsalFailure({ kind: 'aws-error', message: 'the quota is reached' });
  const members = { deploy: () => Promise.resolve({ accountId: id, region: HOME, failure }), delete: jest.fn() };
  expect(await runAutoDeployments(bench.world, members)).toEqual([failure, failure]);
  const instance = { accountId: id, region: HOME, status: 'FAILED', reason: 'the quota is reached' };
  expect(bench.world.state.cloudformation.stackSets.get('b-first')!.instances.get(`${id}/${HOME}`)).toEqual(instance);
});
