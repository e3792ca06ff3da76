import { Stack } from 'aws-cdk-lib';
import {
  FindingAutomations, OrganizationExternalAccess, OrganizationUnusedAccess, SecurityHubMembership, SecurityHubMembershipRole,
  SecurityHubOrganization,
} from '../../../lib/constructs/detection';
import { DelegatedAdministrators, TrustedService } from '../../../lib/constructs/organization';
import { addAccount } from '../../../rehearsal/aws/services/accounts';
import { createServiceLinkedRole } from '../../../rehearsal/aws/services/iam';
import { hubIn } from '../../../rehearsal/aws/services/security-hub';
import { World } from '../../../rehearsal/aws/world';
import { AccountStack, deploy, HOME, MANAGEMENT, OTHER_REGION, refusalOf, ROOT, SECURITY, WORKLOAD, worldWith, writesOf } from '../deployed';

const REGIONS = [HOME, OTHER_REGION];
const SERVICES = [TrustedService.SECURITY_HUB, TrustedService.ACCESS_ANALYZER];

function newWorld(): World {
  const world = worldWith({ trustedServices: SERVICES.map(({ servicePrincipal }) => servicePrincipal) });
  createServiceLinkedRole(world, MANAGEMENT, 'access-analyzer.amazonaws.com');
  return world;
}

const roles: AccountStack = { build: stack => new SecurityHubMembershipRole(stack, 'Role') };
const memberships: readonly AccountStack[] = REGIONS.map(region => ({ region, build: stack => new SecurityHubMembership(stack, 'Membership') }));
const delegation: AccountStack = { build: stack => new DelegatedAdministrators(stack, 'Delegation', { accountId: SECURITY, services: SERVICES }) };

function buildHome(stack: Stack): void {
  new SecurityHubOrganization(stack, 'SecurityHub', {
    rootId: ROOT, linkedRegions: [OTHER_REGION], disabledControls: [{ controlId: 'IAM.6', reason: 'No root credentials.' }],
  });
  new OrganizationUnusedAccess(stack, 'UnusedAccess');
}

const home: AccountStack = { account: SECURITY, build: buildHome };
const regional: readonly AccountStack[] = REGIONS.map(region => ({
  account: SECURITY, region,
  build: stack => {
    new FindingAutomations(stack, 'Automations');
    new OrganizationExternalAccess(stack, 'ExternalAccess');
  },
}));

describe('the landing zone\'s order', () => {
  test('Security Hub checks every account in every region, those that join later too', async () => {
    const world = newWorld();
    await deploy(world, roles, ...memberships, delegation, home, ...regional);
    const joined = addAccount(world, { name: 'later', email: 'later@example.com', parentId: ROOT });
    for (const account of [MANAGEMENT, SECURITY, WORKLOAD, joined.id]) {
      expect(REGIONS.map(region => hubIn(world, account, region)?.policy?.standards.length)).toEqual([2, 2]);
    }
    expect(world.state.securityHub.automationRules.size).toBe(2);
    expect([...world.state.accessAnalyzer.analyzers.values()].map(({ type }) => type).sort()).toEqual(['ORGANIZATION', 'ORGANIZATION', 'ORGANIZATION_UNUSED_ACCESS']);
  });

  test('deployed again nothing is written', async () => {
    const world = newWorld();
    const deployment = await deploy(world, roles, ...memberships, delegation, home, ...regional);
    const before = world.calls.length;
    await deployment.rerunHandlers();
    expect(writesOf(world.calls.slice(before))).toEqual([]);
  });

  test('an account that has Security Hub already is taken over', async () => {
    const world = newWorld();
    world.state.securityHub.hubs.set(`${MANAGEMENT}/${HOME}`, { accountId: MANAGEMENT, region: HOME, enabledBy: 'account', defaultStandards: true });
    await deploy(world, roles, ...memberships, delegation, home);
    expect(hubIn(world, MANAGEMENT, HOME)?.policy?.disabledControls).toEqual(['IAM.6']);
  });

  test('it is taken away in the reverse order', async () => {
    const world = newWorld();
    const deployment = await deploy(world, roles, ...memberships, delegation, home, ...regional);
    await deployment.destroy();
    expect([world.state.securityHub.policies.size, world.state.securityHub.aggregators.size]).toEqual([0, 0]);
    expect(hubIn(world, MANAGEMENT, HOME)).toEqual({});
  });
});

describe('another order fails', () => {
  test.each<[string, string, readonly AccountStack[]]>([
    ['before the delegation', 'security-hub/enabled', [roles, ...memberships, home, delegation]],
    ['before the management account has its hubs', 'security-hub/management-account-enabled', [delegation, home, roles, ...memberships]],
    ['automations of a linked region before central configuration', 'security-hub/administrator', [roles, ...memberships, delegation, ...regional, home]],
  ])('%s', async (_, rule, stacks) => {
    expect((await refusalOf(deploy(newWorld(), ...stacks))).rule?.id).toBe(rule);
  });
});
