import { App, Stack } from 'aws-cdk-lib';
import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { ConformanceRuleRegions, ConformanceTheme, OrganizationConformancePacks } from '../../../lib/constructs/detection';
import {
  Account, AlertReceiver, ConformancePackStatusRole, Organization, OrganizationalUnit, StackSet, StackSetOperations, StackSetTargets,
} from '../../../lib/constructs/organization';
import { World } from '../../../rehearsal/aws/world';
import { deploy, HOME, MANAGEMENT, ORGANIZATION, ROOT, SECURITY, WORKLOAD, worldWith } from '../deployed';

const PACKS = 'config-multiaccountsetup.amazonaws.com';
const UNIT = 'ou-root-security12';
const THEME = { where: ConformanceRuleRegions.EVERY_REGION, themes: [ConformanceTheme.NETWORK] };

test('a pack that counts attempts takes them as a parameter that no rule reads', () => {
  const stack = new Stack(new App(), 'Stack');
  new OrganizationConformancePacks(stack, 'Packs', { ...THEME, attempt: 'first' });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::Config::OrganizationConformancePack', {
    ConformancePackInputParameters: [{ ParameterName: 'Attempt', ParameterValue: 'first' }],
  });
  expect(JSON.stringify(template.toJSON())).toMatch(/Parameters[^}]*Attempt[^}]*Type[^}]*String/);
});

test('a pack that does not count them takes none', () => {
  const stack = new Stack(new App(), 'Stack');
  new OrganizationConformancePacks(stack, 'Packs', THEME);
  Template.fromStack(stack).hasResourceProperties('AWS::Config::OrganizationConformancePack', { ConformancePackInputParameters: Match.absent() });
});

/** An organization that records, with a baseline, packs, and somebody who looks after both. */
async function lookedAfter(hasRole = true) {
  const world = worldWith({
    trustedServices: [PACKS],
    organizationalUnits: [{ id: UNIT, name: 'Security', parentId: ROOT }],
    accounts: ORGANIZATION.accounts!.map(account => account.id === SECURITY ? { ...account, parentId: UNIT } : account),
  });
  world.state.cloudformation.organizationsAccess = {};
  world.state.organizations.delegatedAdministrators.set(`${SECURITY}/${PACKS}`, { accountId: SECURITY, service: PACKS });
  [MANAGEMENT, SECURITY, WORKLOAD].forEach(accountId => record(world, accountId));
  return { world, deployment: await deploy(world, { build: stack => stackSets(stack, hasRole) }) };
}

function record(world: World, accountId: string): void {
  const group = { allSupported: true, includeGlobalResourceTypes: true, resourceTypes: [], excludedTypes: [] };
  world.state.config.recorders.set(`${accountId}/${HOME}`, {
    accountId, region: HOME, name: 'default', arn: 'arn', roleArn: 'role', group, frequency: 'CONTINUOUS', recording: true,
  });
}

function stackSets(stack: Stack, hasRole: boolean): void {
  const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: ORGANIZATION.organizationId, rootId: 'r-root' });
  const baseline = new StackSet(stack, 'Baseline', { stackSetName: 'lz-baseline', targets: StackSetTargets.organization(organization), regions: [HOME] });
  new CfnAnalyzer(baseline.template, 'Analyzer', { type: 'ACCOUNT', analyzerName: 'lz-external-access' });
  const unit = OrganizationalUnit.fromOrganizationalUnitId(stack, 'Unit', UNIT);
  const packs = new StackSet(stack, 'Packs', {
    stackSetName: 'lz-packs', targets: StackSetTargets.account(Account.fromAccountId(stack, 'Security', SECURITY), unit), regions: [HOME], dependsOn: [baseline],
  });
  new OrganizationConformancePacks(packs.template, 'Packs', { ...THEME, attempt: packs.addParameter('Attempt', 'first') });
  if (hasRole) {
    new ConformancePackStatusRole(packs.template, 'StatusRole', { managementAccountId: MANAGEMENT });
  }
  const topic = Topic.fromTopicArn(stack, 'Topic', `arn:aws:sns:${HOME}:${MANAGEMENT}:alerts`);
  new StackSetOperations(stack, 'Operations', {
    stackSetNames: ['lz-baseline', 'lz-packs'], putAgain: ['lz-packs'], alerts: AlertReceiver.ofTopic(topic),
  });
}

const packIn = (world: World) => [...world.state.config.packs.values()][0];

const verbsOf = (world: World) => world.state.cloudformation.operations.map(({ id }) => id.split('-')[2]);

test('packs that failed in an account are put again by the next schedule, though every instance is current, and not while all is well', async () => {
  const { world, deployment } = await lookedAfter();
  await deployment.runSchedules();
  expect(verbsOf(world)).toEqual([]);

  packIn(world).failed.set(WORKLOAD, 'no recorder');
  await deployment.runSchedules();
  expect(packIn(world).failed.size).toBe(0);
  expect(verbsOf(world)).toEqual(['again']);
});

test('packs that AWS Config has forgotten an account of are put again, once it is no longer waiting for the recorder', async () => {
  const { world, deployment } = await lookedAfter();
  packIn(world).accounts.delete(WORKLOAD);
  world.advance(9 * 60 * 60_000);
  await deployment.runSchedules();
  expect([...packIn(world).accounts]).toContain(WORKLOAD);
  expect(verbsOf(world)).toEqual(['again']);
});

test('packs that AWS Config was not asked for are told of, as an instance that needs a person', async () => {
  const { world, deployment } = await lookedAfter(false);
  packIn(world).failed.set(WORKLOAD, 'no recorder');
  await deployment.runSchedules();
  expect(verbsOf(world)).toEqual([]);
  expect(world.calls.filter(({ action }) => action === 'events:PutEvents')).toHaveLength(1);
});

test('the attempt stays when the app is deployed again', async () => {
  const { world, deployment } = await lookedAfter();
  const { instances } = world.state.cloudformation.stackSets.get('lz-packs')!;
  instances.set(`${SECURITY}/${HOME}`, { ...instances.get(`${SECURITY}/${HOME}`)!, overrides: { Attempt: 'second' } });
  await deployment.deploy();
  expect(instances.get(`${SECURITY}/${HOME}`)?.overrides).toEqual({ Attempt: 'second' });
});
