import { closest } from '../../lib/policy';
import { AddressRange, contains, INTERNET, overlaps, rangeOf } from '../aws/addresses';
import { Network, SecurityGroup, Subnet } from '../aws/services/networks';
import type { World } from '../aws/world';
import type { ResourceNames } from './resource-names';
import { End } from './traffic';
import { workloadEnds, workloadNames } from './workloads';

/** The tag by which CDK, and the tiers of this library, call a group of subnets. */
const TIER_TAG = 'aws-cdk:subnet-name';

/** What the other side of a VPN may have. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(block => rangeOf(block)!);

/** A construct: a load balancer, a service, a database, a function, a security group, a tier. */
export interface PlacedConstruct {
  readonly node: { readonly path: string };
}

/** Where something is, when its name alone does not say it. */
export interface PlaceInTier {
  /** Name of the subnets. @default - where the security group's own tier is, else every subnet of its VPC */
  readonly tier?: string;
  /** Name, id, logical id or construct path of the security group. @default - those of the tier */
  readonly securityGroup?: string;
}

/**
 * Where traffic begins or ends: a tier; a load balancer, a service of ECS, a database or a function in a VPC (name, ARN, logical id,
 * construct path); a security group (the same); `internet`; an IP address or a block; an endpoint of the VPC (`s3`,
 * `com.amazonaws.eu-central-1.s3`); or a construct of those.
 */
export type NetworkPlace = string | PlaceInTier | PlacedConstruct;

/** Which of the VPCs of an account are looked at. */
export interface Scope {
  readonly world: World;
  readonly names: ResourceNames;
  readonly accountId: string;
  readonly vpcs: readonly Network[];
}

/** The ends that a place stands for: one for each subnet, security group and kind of address. Throws when there is no such place. */
export function endsOf(scope: Scope, place: NetworkPlace, prop: string): readonly End[] {
  if (typeof place === 'string') {
    return named(scope, place, prop) ?? unknown(scope, place, prop);
  }
  if ('node' in place) {
    const workload = workloadEnds(scope, place.node.path);
    if (workload) {
      return workload;
    }
    const groups = groupsOf(scope).filter(group => `${scope.names.pathOf(group.origin) ?? ''}/`.startsWith(`${place.node.path}/`));
    return groups.length > 0 ? groups.flatMap(group => hostsOf(scope, [group])) : unknown(scope, place.node.path, prop);
  }
  const group = place.securityGroup === undefined ? undefined : findGroup(scope, place.securityGroup) ?? unknown(scope,
    place.securityGroup, prop);
  const subnets = place.tier === undefined ? undefined : inTier(scope, place.tier);
  if (subnets?.length === 0 || (!group && !subnets)) {
    return unknown(scope, place.tier ?? '', prop);
  }
  return group ? hostsOf(scope, [group], subnets) : tierEnds(scope, place.tier!)!;
}

function named(scope: Scope, name: string, prop: string): readonly End[] | undefined {
  if (name === 'internet') {
    return INTERNET.map(range => ({ label: 'the internet', range }));
  }
  const range = rangeOf(name);
  if (range) {
    return addressEnds(scope, name, range, prop);
  }
  const workload = tierEnds(scope, name) ?? workloadEnds(scope, name);
  if (workload) {
    return workload;
  }
  const group = findGroup(scope, name);
  return (group && hostsOf(scope, [group])) ?? endpointEnds(scope, name);
}

/**
 * Where addresses are: in a subnet of the VPCs that are looked at, else in one of any other VPC, of whichever account, else outside of all.
 * A block that is larger than a subnet stands for all that lies in it, and for what lies beyond VPNs.
 */
function addressEnds(scope: Scope, label: string, range: AddressRange, prop: string): readonly End[] {
  const { world } = scope;
  const all = [...world.state.networks.subnets.values()];
  const around = (subnets: readonly Subnet[]): readonly End[] => subnets
    .filter(subnet => rangesOf(subnet).some(block => contains(block, range))).map(subnet => ({ label, subnet, range }));
  const found = [subnetsOf(scope), all].map(around).find(ends => ends.length > 0);
  const people = prop === 'from' ? clientEnds(scope, label, range) : [];
  const beyond = [range, ...beyondVpns(world, range)].map(block => ({ label, range: block }));
  return found ?? [...people, ...beyond, ...within(all, label, range)];
}

const within = (subnets: readonly Subnet[], label: string, range: AddressRange): readonly End[] =>
  subnets.flatMap(subnet => rangesOf(subnet).filter(block => contains(range, block)).map(block => ({ label, subnet, range: block })));

/** Addresses in a block that VPNs lead to: static routes, and private addresses where one learns by BGP. */
function beyondVpns({ state: { vpn } }: World, range: AddressRange): readonly AddressRange[] {
  const announced = [...vpn.connections.values()].some(({ staticRoutes }) => !staticRoutes) ? PRIVATE : [];
  const known = [...vpn.routes.values()].map(({ to }) => rangeOf(to)!).concat(announced);
  return known.filter(block => contains(range, block) && block.prefix > range.prefix);
}

/** People of a Client VPN come with addresses, and the groups, of the interfaces of its endpoint. */
function clientEnds({ world }: Scope, label: string, range: AddressRange): readonly End[] {
  const { vpn, networks } = world.state;
  return [...vpn.clientEndpoints.values()].filter(({ addresses }) => overlaps(rangeOf(addresses)!, range)).flatMap(clientVpn => {
    const groups = clientVpn.securityGroupIds.flatMap(id => networks.securityGroups.get(id) ?? []);
    return [...vpn.clientAssociations.values()].filter(({ ofId }) => ofId === clientVpn.id).flatMap(({ to }) => {
      const subnet = networks.subnets.get(to)!;
      return rangesOf(subnet).map(block => ({ label, subnet, groups, range: block, clientVpn }));
    });
  });
}

function tierEnds(scope: Scope, tier: string): readonly End[] | undefined {
  const subnets = inTier(scope, tier);
  if (subnets.length === 0) {
    return undefined;
  }
  const vpcs = new Set(subnets.map(({ vpcId }) => vpcId));
  if (vpcs.size > 1) {
    const called = scope.vpcs.filter(({ id }) => vpcs.has(id)).map(({ id, origin }) => scope.names.nameOf(origin, id));
    throw new Error(`${called.join(' and ')} have a tier ${JSON.stringify(tier)} each: say which by 'vpc'`);
  }
  const groups = groupsOf(scope).filter(({ tags }) => tags[TIER_TAG] === tier);
  if (groups.length === 0) {
    throw new Error(`no security group has the tag ${TIER_TAG} of the tier ${JSON.stringify(tier)}: say { tier: ${JSON.stringify(tier)}, securityGroup: … }`);
  }
  return hostsOf(scope, groups, subnets, tier);
}

/** What has groups and is in subnets: those of the groups' tier, else anywhere in their VPC. */
function hostsOf(scope: Scope, groups: readonly SecurityGroup[], subnets?: readonly Subnet[], label = groups[0].name): readonly End[] {
  const [{ vpcId, tags }] = groups;
  const own = subnetsOf(scope).filter(subnet => subnet.vpcId === vpcId);
  const tier = own.filter(subnet => subnet.tags[TIER_TAG] !== undefined && subnet.tags[TIER_TAG] === tags[TIER_TAG]);
  const where = subnets ?? (tier.length > 0 ? tier : own);
  return where.filter(subnet => subnet.vpcId === vpcId).flatMap(subnet =>
    rangesOf(subnet).map(range => ({ label, subnet, groups, range })));
}

const rangesOf = ({ cidr, ipv6Cidr }: Subnet) => [cidr, ipv6Cidr].filter(block => block !== undefined).map(block => rangeOf(block)!);

/** Endpoints of VPCs by the name of their service, in full or without what all have. */
function endpointEnds(scope: Scope, name: string): readonly End[] | undefined {
  const { endpoints, securityGroups, subnets } = scope.world.state.networks;
  const found = [...endpoints.values()].filter(endpoint => isOf(scope, endpoint) && (endpoint.id === name || endpoint.serviceName === name || endpoint.serviceName.endsWith(`.${name}`)));
  const ends = found.flatMap((endpoint): readonly End[] => endpoint.kind === 'Gateway'
    ? [{ label: name, gatewayEndpoint: endpoint }]
    : endpoint.subnetIds.flatMap(subnetId => {
      const subnet = subnets.get(subnetId)!;
      const groups = endpoint.securityGroupIds.flatMap(id => securityGroups.get(id) ?? []);
      const ranges = rangesOf(subnet).filter(({ family }) => endpoint.families.includes(family));
      return ranges.map(range => ({ label: name, subnet, range, groups }));
    }));
  return ends.length > 0 ? ends : undefined;
}

const isOf = ({ vpcs }: Scope, { vpcId }: { readonly vpcId: string }) => vpcs.some(({ id }) => id === vpcId);
const subnetsOf = (scope: Scope): readonly Subnet[] => [...scope.world.state.networks.subnets.values()].filter(subnet =>
  isOf(scope, subnet));
/** Groups of the account that is asked about: in a shared VPC, others have theirs. */
const groupsOf = (scope: Scope): readonly SecurityGroup[] =>
  [...scope.world.state.networks.securityGroups.values()].filter(group => isOf(scope, group) && group.accountId === scope.accountId);
const inTier = (scope: Scope, tier: string): readonly Subnet[] => subnetsOf(scope).filter(({ tags }) => tags[TIER_TAG] === tier);

function findGroup(scope: Scope, name: string): SecurityGroup | undefined {
  const found = groupsOf(scope).filter(group => namesOf(scope, group).includes(name));
  if (found.length > 1) {
    throw new Error(`${found.map(({ id }) => id).join(' and ')} are called ${JSON.stringify(name)}: give the id or the construct path`);
  }
  return found[0];
}

/** The resource of a construct is its child `Resource`, or itself. */
function namesOf({ names }: Scope, { id, name, origin }: SecurityGroup): readonly string[] {
  const path = names.pathOf(origin);
  return [id, name, ...origin ? [origin.logicalId] : [], ...path === undefined ? [] : [path, path.replace(/\/(Resource|SecurityGroup\/Resource|SecurityGroup)$/, '')]];
}

function unknown(scope: Scope, name: string, prop: string): never {
  const tiers = subnetsOf(scope).flatMap(({ tags }) => tags[TIER_TAG] ?? []);
  const groups = groupsOf(scope).map(group => scope.names.pathOf(group.origin) ?? group.name);
  const known = [...new Set([...tiers, ...workloadNames(scope), ...groups, 'internet'])];
  const meant = closest(name, known);
  throw new Error(`'${prop}' must be a place of the network, got ${JSON.stringify(name)}: ${meant === undefined ? '' : `did you mean ${meant}? `}there are ${known.join(', ')}, and addresses`);
}
