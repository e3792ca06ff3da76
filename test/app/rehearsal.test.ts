import { organizationOf } from '../../bench/organization-of';
import { configuration } from '../../config/landing-zone';
import { GuardrailRollout, LandingZoneProps } from '../../lib';
import { ExistingOrganization, Rehearsal, rehearse } from '../../rehearsal';
import { readAssembly } from '../../rehearsal/assembly';
import { World } from '../../rehearsal/aws/world';
import { Deployment } from '../../rehearsal/engine';
import { differences } from '../../rehearsal/phases/differences';
import { OrganizationNode } from '../../rehearsal/report/summary';
import { synthesise } from './synth';

const everywhere = synthesise();
const detached = synthesise({ guardrails: { rollout: GuardrailRollout.detached() } });

/** Units, accounts and the root with what is attached to them. */
function attachments(node: OrganizationNode): Record<string, readonly string[]> {
  return Object.assign({ [node.name]: node.policies }, ...node.children.map(attachments)) as Record<string, readonly string[]>;
}

/** Unit of each account, by name. */
function places(node: OrganizationNode): Record<string, string> {
  const here = node.children.filter(({ kind }) => kind === 'account').map(({ name }) => [name, node.name]);
  return Object.assign(Object.fromEntries(here), ...node.children.map(places)) as Record<string, string>;
}

/** Writes of a rehearsal after those of the assembly before it. */
async function writesSince(rehearsal: Rehearsal, previous: string): Promise<readonly string[]> {
  const { calls } = await rehearse(previous, { phases: [] });
  return rehearsal.calls.slice(calls.length).filter(({ write }) => write).map(({ action, resource }) => `${action} ${resource}`);
}

const messages = ({ failures }: Rehearsal) => failures.map(({ message }) => message);

test('the example is accepted in every phase, with a fault at the end of each stack', async () => {
  const rehearsal = await rehearse(everywhere, { faults: 'stacks' });
  expect(messages(rehearsal)).toEqual([]);
  expect(rehearsal.phases.map(({ status }) => status)).toEqual(rehearsal.phases.map(() => 'passed'));
});

describe('one switch', () => {
  test('detaches every policy that can deny or break something, and writes nothing else', async () => {
    const rehearsal = await rehearse(detached, { previous: everywhere, faults: 'none' });
    expect(messages(rehearsal)).toEqual([]);
    const { Root, ...others } = attachments(rehearsal.tree()!);
    expect(Root).toEqual(['lz-ai-opt-out-aiservices-1']);
    expect(Object.values(others).flat()).toEqual([]);
    const writes = await writesSince(rehearsal, everywhere);
    expect(writes.length).toBeGreaterThan(0);
    expect(writes.filter(call => !/^organizations:(Attach|Detach)Policy .*:policy\/o-/.test(call))).toEqual([]);
  });

  test('changes nothing but attachments, and attaches them again', async () => {
    const world = new World({ managementAccountId: configuration.managementAccountId, regions: [configuration.homeRegion] });
    const deploy = (directory: string) => new Deployment(world, readAssembly(directory)).deploy();
    await deploy(everywhere);
    const before = world.snapshot();
    await deploy(detached);
    const changed = differences(before, world.snapshot(), 1_000).filter(path => !path.startsWith('stacks.'));
    expect(changed.length).toBeGreaterThan(20);
    expect(changed.filter(path => !/^organizations\.policies\.p-\w+\.targets\.(ou|r)-/.test(path))).toEqual([]);
    await deploy(everywhere);
    expect(differences(before, world.snapshot())).toEqual([]);
  });
});

describe('an adopted organization', () => {
  const organization = { organizationId: 'o-a1b2c3d4e5', rootId: 'r-a1b2' };
  const [SECURITY, WORKLOADS] = ['ou-a1b2-11111111', 'ou-a1b2-22222222'];
  const ids: Readonly<Record<string, string>> = { Security: SECURITY, 'Workloads/Production': WORKLOADS };
  const world: ExistingOrganization = {
    ...organization,
    organizationalUnits: [
      { id: SECURITY, name: 'Security', parentId: 'r-a1b2' },
      { id: 'ou-a1b2-33333333', name: 'Workloads', parentId: 'r-a1b2' },
      { id: WORKLOADS, name: 'Production', parentId: 'ou-a1b2-33333333' },
    ],
    accounts: [
      { id: '222222222222', name: 'log-archive', email: 'aws+log-archive@example.com', parentId: SECURITY },
      { id: '333333333333', name: 'production', email: 'aws+production@example.com', parentId: WORKLOADS },
      { id: '444444444444', name: 'of others', email: 'others@example.com', parentId: 'r-a1b2' },
    ],
    enabledPolicyTypes: ['SERVICE_CONTROL_POLICY'],
    trustedServices: ['cloudtrail.amazonaws.com'],
  };
  const adopted: Partial<LandingZoneProps> = {
    organization,
    organizationalUnits: [
      { path: 'Workloads', organizationalUnitId: 'ou-a1b2-33333333' },
      ...configuration.organizationalUnits!.map(unit => ({ ...unit, organizationalUnitId: ids[unit.path] })),
    ],
    logArchive: { account: { ...configuration.logArchive.account, accountId: '222222222222' } },
    accounts: configuration.accounts!.map(account => account.name === 'production' ? { ...account, accountId: '333333333333' } : account),
  };
  const staged = synthesise(adopted);

  describe('whose accounts lie where the configuration says', () => {
    let rehearsal: Rehearsal;
    beforeAll(async () => {
      rehearsal = await rehearse(staged, { world });
    });

    test('is accepted in every phase', () => {
      expect(messages(rehearsal)).toEqual([]);
    });

    test('gets its guardrails on PolicyStaging only', () => {
      const { PolicyStaging, Root, ...others } = attachments(rehearsal.tree()!);
      expect(PolicyStaging.length).toBeGreaterThanOrEqual(4);
      expect(Root).toEqual(['lz-ai-opt-out-aiservices-1']);
      expect(Object.values(others).flat()).toEqual([]);
    });

    test('is not created again, and neither is what has an id', () => {
      expect(rehearsal.tree()!.id).toBe('r-a1b2');
      expect(rehearsal.resources({ type: 'AWS::Organizations::Organization' })).toEqual([]);
      const created = rehearsal.resources({ type: 'AWS::Organizations::Account' }).map(({ properties }) => properties.AccountName);
      expect(created.sort()).toEqual(['development', 'network', 'policy-staging', 'sandbox', 'security']);
      const units = rehearsal.resources({ type: 'AWS::Organizations::OrganizationalUnit' }).map(({ properties }) => properties.Name);
      expect(units.sort()).toEqual(['Infrastructure', 'NonProduction', 'PolicyStaging', 'Sandbox', 'Suspended']);
    });

    test('keeps its accounts where they are, those of others too', () => {
      expect(places(rehearsal.tree()!)).toMatchObject({ 'log-archive': 'Security', production: 'Production', 'of others': 'Root' });
      expect(rehearsal.calls.filter(({ action, resource }) => action === 'organizations:MoveAccount' && /(2{12}|3{12}|4{12})$/.test(resource))).toEqual([]);
    });
  });

  test('fails when an account lies elsewhere, moves nothing, and says where it lies', async () => {
    const accounts = world.accounts!.map(account => account.name === 'production' ? { ...account, parentId: SECURITY } : account);
    const rehearsal = await rehearse(staged, { world: { ...world, accounts }, phases: [] });
    expect(rehearsal.failure!.details).toMatchObject({
      resourceType: 'Custom::AccountPlacementCheck',
      message: expect.stringContaining(`adopted accounts are not where the configuration says: 333333333333 lies in ${SECURITY}, not in ${WORKLOADS}`),
    });
    expect(places(rehearsal.tree()!)).toMatchObject({ production: 'Security' });
    expect(rehearsal.calls.filter(({ action }) => /^organizations:(Move|Create)Account$/.test(action))).toEqual([]);
  });
});

test('an account that is added moves no other, and touches no other', async () => {
  const added = { name: 'analytics', email: 'aws+analytics@example.com', organizationalUnit: 'Workloads/Production' };
  const directory = synthesise({ accounts: [added, ...configuration.accounts!] });
  const rehearsal = await rehearse(directory, { previous: everywhere, faults: 'none', phases: ['accounts-join', 'second-deployment'] });
  expect(messages(rehearsal)).toEqual([]);
  const before = await rehearse(everywhere, { phases: [] });
  const { analytics, ...others } = places(rehearsal.tree()!);
  expect(analytics).toBe('Production');
  expect(others).toEqual(places(before.tree()!));
  const accountIds = (of: Rehearsal) => of.resources({ type: 'AWS::Organizations::Account' }).map(({ physicalId }) => physicalId);
  const members = accountIds(before);
  expect(accountIds(rehearsal).filter(id => !members.includes(id))).toHaveLength(1);
  const touched = (await writesSince(rehearsal, everywhere)).filter(call => members.some(id => call.includes(id)));
  expect(touched).toEqual([]);
});

test('an account whose unit changes is moved, and nothing else', async () => {
  const accounts = configuration.accounts!.map(account => account.name === 'sandbox' ? { ...account, organizationalUnit: 'Suspended' } : account);
  const rehearsal = await rehearse(synthesise({ accounts }), { previous: everywhere, faults: 'none', phases: ['second-deployment'] });
  expect(messages(rehearsal)).toEqual([]);
  expect(places(rehearsal.tree()!)).toMatchObject({ sandbox: 'Suspended', production: 'Production' });
  expect((await writesSince(rehearsal, everywhere)).map(call => call.split(' ')[0])).toEqual(['organizations:MoveAccount']);
});

test('100 accounts are accepted, each with its baseline', async () => {
  const rehearsal = await rehearse(synthesise({ ...organizationOf(100), network: undefined }), { phases: ['way-in', 'accounts-join', 'second-deployment'] });
  expect(messages(rehearsal)).toEqual([]);
  expect(rehearsal.resources({ type: 'AWS::Organizations::Account' })).toHaveLength(100);
  const baseline = (type: string, stack: string) => rehearsal.resources({ type }).filter(({ stackName }) => stackName.includes(stack));
  expect(baseline('AWS::IAM::Role', 'lz-account-global').filter(({ physicalId }) => physicalId === 'lz-break-glass')).toHaveLength(100);
  expect(baseline('Custom::AccountAnalyzer', 'lz-account-regional')).toHaveLength(300);
  expect(baseline('Custom::ConfigurationRecorder', 'lz-account-regional')).toHaveLength(300);
});
