import { addAccount } from '../../../rehearsal/aws/services/accounts';
import { hubIn } from '../../../rehearsal/aws/services/security-hub';
import { HOME, LOG_ARCHIVE, MANAGEMENT, ORGANIZATION, refusalOf, strangersOf, Workbench, WORKLOAD } from './workbench';

const SECURITY = LOG_ARCHIVE;
const LINKED = 'us-east-1';
const AT_HOME = { accountId: SECURITY };
const AGGREGATOR = 'AWS::SecurityHub::FindingAggregator';
const CONFIGURATION = 'AWS::SecurityHub::OrganizationConfiguration';
const POLICY = 'AWS::SecurityHub::ConfigurationPolicy';
const ASSOCIATION = 'AWS::SecurityHub::PolicyAssociation';
const AUTOMATION = 'AWS::SecurityHub::AutomationRule';

const linking = { RegionLinkingMode: 'SPECIFIED_REGIONS', Regions: [LINKED] };
const central = { AutoEnable: false, AutoEnableStandards: 'NONE', ConfigurationType: 'CENTRAL' };
const content = (more: object = {}) => ({
  ServiceEnabled: true, EnabledStandardIdentifiers: ['arn:aws:securityhub:eu-central-1::standards/x'],
  SecurityControlsConfiguration: { DisabledSecurityControlIdentifiers: ['IAM.6'] }, ...more,
});
const policy = (more: object = {}) => ({ Name: 'all', ConfigurationPolicy: { SecurityHub: content(more) } });
const UPDATE = { Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: { Workflow: { Status: 'RESOLVED' } } };
const automation = { RuleName: 'r', RuleOrder: 1, Description: 'd', Criteria: { RecordState: [] }, Actions: [UPDATE] };

function newBench(): Workbench {
  const bench = new Workbench({ regions: [HOME, LINKED], organization: { ...ORGANIZATION, trustedServices: ['securityhub.amazonaws.com'] } });
  return bench;
}

/** A world whose administrator is named, as the management account does it. */
function designated(): Workbench {
  const bench = newBench();
  const caller = bench.world.sessionOf(`arn:aws:iam::${MANAGEMENT}:role/cdk-hnb659fds-cfn-exec-role-${MANAGEMENT}-${HOME}`);
  const origin = { stackId: 'delegation', logicalId: 'Delegation' };
  bench.world.call('securityhub', 'EnableOrganizationAdminAccount', { AdminAccountId: SECURITY }, { caller, accountId: MANAGEMENT, region: HOME, origin });
  return bench;
}

/** Security Hub in the management account, as that account enables it itself. */
function withManagementHubs(bench: Workbench): Workbench {
  const caller = bench.world.sessionOf(`arn:aws:iam::${MANAGEMENT}:role/cdk-hnb659fds-cfn-exec-role-${MANAGEMENT}-${HOME}`);
  const origin = { stackId: 'membership', logicalId: 'Membership' };
  for (const region of [HOME, LINKED]) {
    bench.world.call('securityhub', 'EnableSecurityHub', { EnableDefaultStandards: false }, { caller, accountId: MANAGEMENT, region, origin });
  }
  return bench;
}

async function centrally(bench: Workbench): Promise<string> {
  await bench.create(AGGREGATOR, 'Aggregator', linking, AT_HOME);
  await bench.create(CONFIGURATION, 'Configuration', central, AT_HOME);
  const { attributes } = await bench.create(POLICY, 'Policy', policy(), AT_HOME);
  return String(attributes.Id);
}

const toRoot = (ConfigurationPolicyId: string) => ({ TargetId: 'r-root', TargetType: 'ROOT', ConfigurationPolicyId });

describe('central configuration', () => {
  test('reaches every account in home and linked Regions, and accounts that join later', async () => {
    const bench = withManagementHubs(designated());
    const id = await centrally(bench);
    expect(hubIn(bench.world, WORKLOAD, HOME)).toBeUndefined();
    await bench.create(ASSOCIATION, 'Association', toRoot(id), AT_HOME);
    const joined = addAccount(bench.world, { name: 'later', email: 'later@example.com', parentId: 'r-root' });
    for (const account of [MANAGEMENT, SECURITY, WORKLOAD, joined.id]) {
      expect([HOME, LINKED].map(region => hubIn(bench.world, account, region)?.policy?.disabledControls)).toEqual([['IAM.6'], ['IAM.6']]);
    }
    expect(hubIn(bench.world, WORKLOAD, 'eu-west-1')).toBeUndefined();
  });

  test('makes the administrator of the home Region administrator of the linked ones', async () => {
    const bench = designated();
    await centrally(bench);
    expect(bench.world.state.securityHub.administrators.get(LINKED)).toMatchObject({ accountId: SECURITY });
    expect(hubIn(bench.world, SECURITY, LINKED)).toBeDefined();
  });

  test('ends with its deletion, in the reverse order', async () => {
    const bench = withManagementHubs(designated());
    await bench.create(ASSOCIATION, 'Association', toRoot(await centrally(bench)), AT_HOME);
    expect((await refusalOf(bench.delete(POLICY, 'Policy', AT_HOME))).rule).toBe('security-hub/association-first');
    for (const [type, id] of [[ASSOCIATION, 'Association'], [POLICY, 'Policy'], [CONFIGURATION, 'Configuration'], [AGGREGATOR, 'Aggregator']]) {
      await bench.delete(type, id, AT_HOME);
    }
    expect(hubIn(bench.world, WORKLOAD, HOME)).toBeUndefined();
    expect(hubIn(bench.world, MANAGEMENT, HOME)).toEqual({});
  });

  test('follows an update of the policy', async () => {
    const bench = withManagementHubs(designated());
    await bench.create(ASSOCIATION, 'Association', toRoot(await centrally(bench)), AT_HOME);
    await bench.update(POLICY, 'Policy', policy({ SecurityControlsConfiguration: { DisabledSecurityControlIdentifiers: [] } }), AT_HOME);
    expect(hubIn(bench.world, WORKLOAD, HOME)?.policy?.disabledControls).toEqual([]);
  });
});

test('local configuration enables Security Hub in accounts that join later, in its Region alone', async () => {
  const bench = designated();
  await bench.create(CONFIGURATION, 'Configuration', { AutoEnable: true, ConfigurationType: 'LOCAL' }, AT_HOME);
  const joined = addAccount(bench.world, { name: 'later', email: 'later@example.com', parentId: 'r-root' });
  expect([WORKLOAD, joined.id].map(account => hubIn(bench.world, account, HOME))).toEqual([undefined, {}]);
  expect(hubIn(bench.world, joined.id, LINKED)).toBeUndefined();
});

describe('pre-conditions', () => {
  test('the account is named administrator in this Region, and the order is declared', async () => {
    const refusals = [
      await refusalOf(newBench().create(CONFIGURATION, 'C', { AutoEnable: false, ConfigurationType: 'LOCAL' }, AT_HOME)),
      await refusalOf(designated().create(CONFIGURATION, 'C', { AutoEnable: false }, { accountId: SECURITY, region: LINKED })),
      await refusalOf(designated().create(AUTOMATION, 'R', automation, { accountId: WORKLOAD })),
      await refusalOf(designated().create(CONFIGURATION, 'C', { AutoEnable: false }, { ...AT_HOME, undeclared: true })),
    ];
    expect(refusals.map(({ rule }) => rule)).toEqual(Array(4).fill('security-hub/administrator'));
    expect(refusals.map(({ kind }) => kind)).toEqual(['rule', 'rule', 'rule', 'order']);
  });

  test('an aggregator stands where Security Hub is on, once, and links other Regions', async () => {
    expect((await refusalOf(newBench().create(AGGREGATOR, 'A', linking, AT_HOME))).rule).toBe('security-hub/enabled');
    expect((await refusalOf(designated().create(AGGREGATOR, 'A', linking, { ...AT_HOME, undeclared: true }))).kind).toBe('order');
    for (const Regions of [[], [HOME]]) {
      expect((await refusalOf(designated().create(AGGREGATOR, 'A', { ...linking, Regions }, AT_HOME))).rule).toBe('security-hub/linked-regions');
    }
    const bench = designated();
    await bench.create(AGGREGATOR, 'A', linking, AT_HOME);
    expect((await refusalOf(bench.create(AGGREGATOR, 'B', linking, AT_HOME))).rule).toBe('security-hub/one-aggregator');
    expect((await refusalOf(designated().create(AGGREGATOR, 'A', { RegionLinkingMode: 'NONE' }, AT_HOME))).code).toBe('InvalidRequest');
  });

  test('central configuration needs the aggregator first, and leaves new accounts to policies', async () => {
    expect((await refusalOf(designated().create(CONFIGURATION, 'C', central, AT_HOME))).rule).toBe('security-hub/central-configuration-aggregator');
    const bench = designated();
    await bench.create(AGGREGATOR, 'A', linking, AT_HOME);
    expect(await refusalOf(bench.create(CONFIGURATION, 'C', central, { ...AT_HOME, undeclared: true }))).toMatchObject({ kind: 'order' });
    for (const more of [{ AutoEnable: true }, { AutoEnableStandards: 'DEFAULT' }, { AutoEnableStandards: undefined }]) {
      expect((await refusalOf(bench.create(CONFIGURATION, 'C', { ...central, ...more }, AT_HOME))).rule).toBe('security-hub/central-configuration-settings');
    }
  });

  test('a policy needs central configuration, and says which standards and controls', async () => {
    expect((await refusalOf(designated().create(POLICY, 'P', policy(), AT_HOME))).rule).toBe('security-hub/policy-central-configuration');
    const bench = designated();
    await centrally(bench);
    for (const more of [{ EnabledStandardIdentifiers: undefined }, { SecurityControlsConfiguration: undefined }, {
      SecurityControlsConfiguration: { DisabledSecurityControlIdentifiers: [], EnabledSecurityControlIdentifiers: [] },
    }]) {
      expect((await refusalOf(bench.create(POLICY, 'P', policy(more), AT_HOME))).rule).toBe('security-hub/policy-content');
    }
    expect((await refusalOf(bench.create(POLICY, 'P', policy(), AT_HOME))).code).toBe('ResourceConflictException');
  });

  test('a policy for the root needs Security Hub in the management account, one for a unit does not', async () => {
    const bench = designated();
    const id = await centrally(bench);
    expect((await refusalOf(bench.create(ASSOCIATION, 'A', toRoot(id), AT_HOME))).rule).toBe('security-hub/management-account-enabled');
    await bench.create(ASSOCIATION, 'B', { TargetId: 'ou-root-security', TargetType: 'ORGANIZATIONAL_UNIT', ConfigurationPolicyId: id }, AT_HOME);
    withManagementHubs(bench);
    expect((await refusalOf(bench.create(ASSOCIATION, 'A', toRoot(id), { ...AT_HOME, undeclared: true }))).kind).toBe('order');
  });

  test('an association names a target and a policy that exist', async () => {
    const bench = withManagementHubs(designated());
    const id = await centrally(bench);
    expect((await refusalOf(bench.create(ASSOCIATION, 'A', { ...toRoot(id), TargetId: 'r-none' }, AT_HOME))).message).toContain('r-none');
    expect((await refusalOf(bench.create(ASSOCIATION, 'A', toRoot('none'), AT_HOME))).message).toContain('configuration policy none does not exist');
  });
});

describe('AWS::SecurityHub::AutomationRule', () => {
  test('lives and dies', async () => {
    const bench = designated();
    await bench.create(AUTOMATION, 'R', automation, AT_HOME);
    await bench.update(AUTOMATION, 'R', { ...automation, RuleOrder: 2 }, AT_HOME);
    expect([...bench.world.state.securityHub.automationRules.values()]).toMatchObject([{ name: 'r', order: 2 }]);
    await bench.delete(AUTOMATION, 'R', AT_HOME);
    expect(bench.world.state.securityHub.automationRules.size).toBe(0);
  });

  test('has no fields that findings do not have', () => {
    expect(strangersOf(AUTOMATION, automation)).toBeUndefined();
    expect(strangersOf(AUTOMATION, { ...automation, Criteria: { Colour: [] } })).toContain("'Criteria.Colour'");
    expect(strangersOf(AUTOMATION, { ...automation, Actions: [{ ...UPDATE, FindingFieldsUpdate: { Colour: 'red' } }] })).toContain("'Actions.FindingFieldsUpdate.Colour'");
  });

  test.each([
    ['RuleOrder', { RuleOrder: 0 }],
    ['Actions', { Actions: [] }],
    ['Criteria', { Criteria: {} }],
    ['Type', { Actions: [{ ...UPDATE, Type: 'DELETE' }] }],
    ['FindingFieldsUpdate', { Actions: [{ Type: 'FINDING_FIELDS_UPDATE' }] }],
    ['RuleStatus', { RuleStatus: 'ON' }],
  ])('fails with a wrong %s', async (property, more) => {
    const refusal = await refusalOf(designated().create(AUTOMATION, 'R', { ...automation, ...more }, AT_HOME));
    expect(refusal).toMatchObject({ code: 'InvalidInputException', message: expect.stringContaining(property) });
  });
});
