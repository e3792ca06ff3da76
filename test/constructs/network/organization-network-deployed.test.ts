import {
  AddressPools, DefaultSecurityGroupRole, HubEgress, NetworkFirewallPolicy, NetworkHub, NetworkHubRole, NetworkLookup, NetworkPattern,
  NetworkResource, NetworkSpoke, SharePrincipal, Tier, ValueOfRegion,
} from '../../../lib/constructs/network';
import { LogArchive, LogSource } from '../../../lib/constructs/logging';
import { DelegatedAdministrators, Organization, OrganizationActivation, TrustedService } from '../../../lib/constructs/organization';
import { rangeOf } from '../../../rehearsal/aws/addresses';
import { World } from '../../../rehearsal/aws/world';
import { follow } from '../../../rehearsal/network/path';
import { attachmentOf } from '../../../rehearsal/aws/services/transit-gateways';
import { throughTransitGateway } from '../../../rehearsal/network/transit';
import { AccountStack, deploy, HOME, MANAGEMENT, refusalOf, ROOT, SECURITY, WORKLOAD, worldWith, writesOf } from '../deployed';

const NETWORK = SECURITY;
const LOGS = '444444444444';
const OTHER = '555555555555';
const ORGANIZATION_ID = 'o-a1b2c3d4e5';
const LOG_ARCHIVE = { logArchiveAccountId: LOGS, homeRegion: HOME };
const EVERYBODY = SharePrincipal.organization(`arn:aws:organizations::${MANAGEMENT}:organization/${ORGANIZATION_ID}`);
const account = (id: string, name: string) => ({ id, name, email: `${name}@example.com`, parentId: ROOT });
const newWorld = () => worldWith({ accounts: [account(NETWORK, 'network'), account(WORKLOAD, 'workload'), account(LOGS, 'logs'), account(OTHER, 'other')] });

const activation = (resourceSharing = true): AccountStack => ({
  build: stack => {
    const organization = Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: ORGANIZATION_ID, rootId: ROOT });
    new OrganizationActivation(stack, 'Activation', { organization, policyTypes: [], trustedServices: [], resourceSharing });
  },
});

const delegation: AccountStack = {
  build: stack => void new DelegatedAdministrators(stack, 'Network', { accountId: NETWORK, services: [TrustedService.IPAM] }),
};

const logArchive: AccountStack = {
  account: LOGS,
  build: stack => void new LogArchive(stack, 'Archive', {
    managementAccountId: MANAGEMENT, organizationId: ORGANIZATION_ID, sources: [LogSource.logDelivery(ORGANIZATION_ID)],
  }),
};

/** What the network account holds once: roles and, where there are VPCs of accounts, addresses. */
const home: AccountStack = {
  account: NETWORK,
  build: stack => {
    new NetworkHubRole(stack, 'Roles', { managementAccountId: MANAGEMENT });
    new DefaultSecurityGroupRole(stack, 'DefaultGroups');
    new AddressPools(stack, 'Addresses', { cidrBlock: '10.0.0.0/8', regions: [HOME], principals: [EVERYBODY] });
  },
};

const lookup = (resource: NetworkResource): AccountStack => ({
  build: stack => void new NetworkLookup(stack, 'Lookup', { networkAccountId: NETWORK, homeRegion: HOME, regions: [HOME], resource }),
});

const hub = (pattern: NetworkPattern, ipamPoolId?: string): AccountStack => ({
  account: NETWORK,
  build: stack => void new NetworkHub(stack, 'Hub', {
    pattern, organizationRange: '10.0.0.0/8', organizationId: ORGANIZATION_ID, principals: [EVERYBODY], logArchive: LOG_ARCHIVE, ipamPoolId,
  }),
});

/** What differs by region. */
interface Ids {
  readonly pool?: string;
  readonly gateway?: string;
  readonly shared?: string;
}

const spoke = (accountId: string, pattern: NetworkPattern, ids: Ids): AccountStack => ({
  account: accountId,
  build: stack => {
    new DefaultSecurityGroupRole(stack, 'DefaultGroups');
    const here = (id: string, value?: string) => value === undefined
      ? undefined
      : new ValueOfRegion(stack, id, { regions: [HOME], commaSeparatedValues: value }).value;
    new NetworkSpoke(stack, 'Spoke', {
      pattern, organizationId: ORGANIZATION_ID, logArchive: LOG_ARCHIVE, ipamPoolId: here('Pool', ids.pool), transitGatewayId: here('Gateway', ids.gateway),
      sharedNetwork: here('Shared', ids.shared),
    });
  },
});

const gatewayOf = (world: World) => [...world.state.transitGateways.gateways.values()][0];
const poolOf = (world: World) => [...world.state.networks.pools.values()].find(({ locale }) => locale === HOME)!.id;
const vpcsOf = (world: World, accountId: string) => [...world.state.networks.vpcs.values()].filter(vpc => vpc.accountId === accountId);
/** What the last lookup answered. */
const answerOf = (world: World) => {
  const text = JSON.stringify([...world.state.stacks.values()], (_, value) => value instanceof Map ? Object.fromEntries(value) : value);
  return String(/"Values":"([^"]*)"/.exec(text)?.[1]);
};

const BASE = [activation(), delegation, logArchive, home];

/** Stacks that need an id of others are built twice: ids depend on nothing but names, so a world to try it in has the same ones. */
async function deployWith(pattern: NetworkPattern, ...more: readonly ((ids: Ids) => AccountStack)[]) {
  const tried = newWorld();
  await deploy(tried, ...BASE, ...pattern.hasTransitGateway ? [hub(pattern)] : []);
  const ids = { pool: poolOf(tried), gateway: gatewayOf(tried)?.id };
  const hubHere = hub(pattern, pattern.hasSharedSubnets ? ids.pool : undefined);
  const world = newWorld();
  const deployment = await deploy(world, ...BASE, hubHere, ...more.map(build => build(ids)));
  return { world, deployment, ids };
}

/** The id of the pool: the same in each such world. */
async function poolOfBase(): Promise<string> {
  const tried = newWorld();
  await deploy(tried, ...BASE);
  return poolOf(tried);
}

const spokesOf = (pattern: NetworkPattern) =>
  [WORKLOAD, OTHER].map(accountId => (ids: Ids) => spoke(accountId, pattern, ids));

describe('sharing with the organization', () => {
  test('is enabled once, and not again', async () => {
    const world = newWorld();
    const deployment = await deploy(world, activation());
    expect(world.state.ram.sharing).toBeDefined();
    const before = world.calls.length;
    await deployment.rerunHandlers();
    expect(writesOf(world.calls.slice(before))).toEqual([]);
  });

  test('is enabled though RAM is trusted already: that alone does not do it', async () => {
    const world = newWorld();
    world.state.organizations.trustedServices.set('ram.amazonaws.com', {});
    await deploy(world, activation());
    expect(world.state.ram.sharing).toBeDefined();
  });

  test('is left alone where it is not asked for', async () => {
    const world = newWorld();
    await deploy(world, activation(false));
    expect(world.state.ram.sharing).toBeUndefined();
  });

  test('is missed by who shares without it', async () => {
    const world = newWorld();
    expect((await refusalOf(deploy(world, delegation, logArchive, home))).rule?.id).toBe('ram/sharing-enabled');
  });
});

describe('the administrator of addresses', () => {
  test('is designated by IPAM itself, which makes its role, and not again', async () => {
    const world = newWorld();
    const deployment = await deploy(world, delegation);
    expect(world.state.organizations.delegatedAdministrators.has(`${NETWORK}/ipam.amazonaws.com`)).toBe(true);
    expect([...world.state.iam.roles.values()].some(({ name, accountId }) => name === 'AWSServiceRoleForIPAM' && accountId === MANAGEMENT)).toBe(true);
    const before = world.calls.length;
    await deployment.rerunHandlers();
    expect(writesOf(world.calls.slice(before))).toEqual([]);
  });

  test('is missed by who shares pools without being it', async () => {
    const world = newWorld();
    expect((await refusalOf(deploy(world, activation(), logArchive, home))).rule?.id).toBe('ram/address-pool-integrated');
  });
});

describe('a transit gateway', () => {
  test('gives attachments of accounts the table of spokes, has them announce themselves to the hub, and is left alone then', async () => {
    const { world, deployment } = await deployWith(NetworkPattern.transitGateway());
    const { associationTableId, propagationTableId } = gatewayOf(world);
    expect(associationTableId).toBeDefined();
    expect(propagationTableId).toBeDefined();
    expect(associationTableId).not.toBe(propagationTableId);
    const before = world.calls.length;
    await deployment.rerunHandlers();
    expect(writesOf(world.calls.slice(before))).toEqual([]);
  });

  test('lets the way out look into the table of the hub, though it got that of the spokes', async () => {
    const { world, ids } = await deployWith(NetworkPattern.transitGateway());
    const [egress] = vpcsOf(world, NETWORK);
    const { associationTableId, propagationTableId } = gatewayOf(world);
    const tablesOf = () => [...world.state.transitGateways.associations.values()]
      .filter(({ attachmentId }) => attachmentId === attachmentOf(world, ids.gateway, egress.id)!.id).map(({ tableId }) => tableId);
    expect(tablesOf()).toEqual([propagationTableId]);
    expect(writesOf(world.calls)).toEqual(expect.arrayContaining(['ec2:DisassociateTransitGatewayRouteTable', 'ec2:AssociateTransitGatewayRouteTable']));
    expect(tablesOf()).not.toContain(associationTableId);
  });

  test('keeps the networks of accounts apart, and leads them out and back', async () => {
    const pattern = NetworkPattern.transitGateway();
    const { world, ids } = await deployWith(pattern, ...spokesOf(pattern));
    const [[one], [other], [egress]] = [WORKLOAD, OTHER, NETWORK].map(accountId => vpcsOf(world, accountId));
    const leadsTo = (from: string, to: string) =>
      throughTransitGateway({ world, transitGatewayId: ids.gateway, fromVpcId: from, destination: rangeOf(to)! });
    expect(one.cidrs[0].cidr).not.toBe(other.cidrs[0].cidr);
    expect(leadsTo(one.id, other.cidrs[0].cidr)).toMatchObject({ reason: 'drops what goes to 10.0.0.0/8' });
    expect(leadsTo(one.id, '198.51.100.7').vpcId).toBe(egress.id);
    expect(leadsTo(egress.id, other.cidrs[0].cidr).vpcId).toBe(other.id);
  });

  test('lets them reach each other where that is asked for', async () => {
    const pattern = NetworkPattern.transitGateway({ networksReachEachOther: true });
    const { world, ids } = await deployWith(pattern, ...spokesOf(pattern));
    const [[one], [other]] = [WORKLOAD, OTHER].map(accountId => vpcsOf(world, accountId));
    const destination = rangeOf(other.cidrs[0].cidr)!;
    expect(throughTransitGateway({ world, transitGatewayId: ids.gateway, fromVpcId: one.id, destination }).vpcId).toBe(other.id);
  });

  test('has firewalls before the way out where they are asked for', async () => {
    const egress = HubEgress.inspected({ policy: NetworkFirewallPolicy.domains(['example.com']) });
    const { world } = await deployWith(NetworkPattern.transitGateway({ egress }));
    expect(world.state.networkFirewall.firewalls.size).toBe(3);
    expect([...world.state.networkFirewall.firewalls.values()].every(({ logTypes }) => logTypes.includes('ALERT'))).toBe(true);
  });
});

describe('a transit gateway that changes', () => {
  const NO_WAY_OUT = NetworkPattern.transitGateway({ egress: HubEgress.none() });
  const APART = NetworkPattern.transitGateway();
  const TOGETHER = NetworkPattern.transitGateway({ networksReachEachOther: true });

  /** Where traffic of a network goes: to another network, out, and back to it. */
  function leads(world: World) {
    const [[one], [other], [egress]] = [WORKLOAD, OTHER, NETWORK].map(accountId => vpcsOf(world, accountId));
    const to = (from: string, address: string) =>
      throughTransitGateway({ world, transitGatewayId: gatewayOf(world).id, fromVpcId: from, destination: rangeOf(address)! });
    return [to(one.id, other.cidrs[0].cidr), to(one.id, '198.51.100.7'), ...egress ? [to(egress.id, one.cidrs[0].cidr)] : []]
      .map(({ vpcId, reason }) => vpcId ?? reason);
  }

  test.each([
    ['a way out', NO_WAY_OUT, APART], ['no way out', APART, NO_WAY_OUT], ['each other', APART, TOGETHER], ['each other no longer', TOGETHER, APART],
    ['all of it', NO_WAY_OUT, TOGETHER],
  ])('has networks that are attached reach what new ones reach: %s', async (_, from, to) => {
    const { world, ids } = await deployWith(from, ...spokesOf(from));
    const changed = await deploy(world, ...BASE, hub(to), ...spokesOf(to).map(build => build(ids)));
    const { world: made } = await deployWith(to, ...spokesOf(to));
    expect(leads(world)).toEqual(leads(made));
    const before = world.calls.length;
    await changed.rerunHandlers();
    expect(writesOf(world.calls.slice(before))).toEqual([]);
  });
});

describe('the way out', () => {
  const stationsOf = (world: World, tier: string, address: string) => {
    const [vpc] = vpcsOf(world, WORKLOAD);
    const subnet = [...world.state.networks.subnets.values()].find(({ vpcId, tags }) => vpcId === vpc.id && tags['aws-cdk:subnet-name'] === tier)!;
    const { end, bothWays, steps } = follow(world, subnet, rangeOf(address)!);
    return { end, bothWays, stations: steps.map(({ station }) => station).filter(station => station !== 'route') };
  };

  test('leads through the transit gateway and the firewall of the zone, and nobody comes in by it', async () => {
    const pattern = NetworkPattern.transitGateway({ egress: HubEgress.inspected({ policy: NetworkFirewallPolicy.domains(['example.com']) }) });
    const { world } = await deployWith(pattern, ids => spoke(WORKLOAD, pattern, ids));
    expect(stationsOf(world, 'app', '198.51.100.7')).toEqual({
      end: 'internet', bothWays: false, stations: ['transit-gateway', 'endpoint', 'nat-gateway', 'internet-gateway'],
    });
    expect(stationsOf(world, 'data', '198.51.100.7')).toMatchObject({ end: 'nowhere', stations: [] });
  });

  test('is not there for isolated networks', async () => {
    const pattern = NetworkPattern.isolated();
    const world = newWorld();
    await deploy(world, ...BASE, spoke(WORKLOAD, pattern, { pool: await poolOfBase() }));
    expect(stationsOf(world, 'app', '198.51.100.7')).toMatchObject({ end: 'nowhere', stations: [] });
  });
});

describe('a lookup', () => {
  test('finds what is shared, for the accounts to publish', async () => {
    const pattern = NetworkPattern.sharedSubnets({ tiers: [Tier.app(), Tier.data()] });
    const { world } = await deployWith(pattern, () => lookup(NetworkResource.sharedSubnets(pattern)));
    const [vpc] = vpcsOf(world, NETWORK);
    const fields = answerOf(world).split('|');
    expect(fields.slice(0, 2)).toEqual([vpc.id, vpc.cidrs[0].cidr]);
    expect(fields.slice(3).map(ids => ids.split(';').map(id => world.state.networks.subnets.get(id)?.tags['aws-cdk:subnet-name'])))
      .toEqual([['app', 'app', 'app'], ['data', 'data', 'data']]);
    const accounts = newWorld();
    await deploy(accounts, spoke(WORKLOAD, pattern, { shared: answerOf(world) }));
  });

  test('finds the gateway of a region, and writes nothing', async () => {
    const pattern = NetworkPattern.transitGateway({ egress: HubEgress.none() });
    const { world, deployment, ids } = await deployWith(pattern, () => lookup(NetworkResource.TRANSIT_GATEWAY));
    expect(answerOf(world)).toBe(ids.gateway);
    const before = world.calls.length;
    await deployment.rerunHandlers();
    expect(writesOf(world.calls.slice(before))).toEqual([]);
  });

  test('finds the pool of a region', async () => {
    const world = newWorld();
    await deploy(world, ...BASE, lookup(NetworkResource.ADDRESS_POOL));
    expect(answerOf(world)).toBe(poolOf(world));
  });

  test('fails when there is nothing, and says where to look', async () => {
    expect((await refusalOf(deploy(newWorld(), ...BASE, lookup(NetworkResource.TRANSIT_GATEWAY)))).message)
      .toMatch(/there is no TransitGateway for eu-central-1 after 3 minutes: look at the StackSets of the network account, then deploy again/);
  });
});
