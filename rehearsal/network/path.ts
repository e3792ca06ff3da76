import { AddressRange, isPrivate, rangeOf } from '../aws/addresses';
import type { Subnet } from '../aws/services/networks';
import type { World } from '../aws/world';
import { publicAccessBlockOf } from './block-public-access';
import { Hop, nextHop } from './routes';
import { Step, Visit } from './traffic';
import { throughTransitGateway } from './transit';

/** Where routes lead. */
export interface Path {
  readonly steps: readonly Step[];
  /** Subnets on the way, in order. */
  readonly visits: readonly Visit[];
  /** Where it ends: in a VPC, at the internet, on the other side of a VPN, or nowhere. */
  readonly end: 'vpc' | 'internet' | 'vpn' | 'nowhere';
  readonly vpcId?: string;
  /** Whether what is at its end may also open connections this way: not through NAT, nor through a gateway for egress. */
  readonly bothWays: boolean;
}

/** Longer ways are loops. */
const MAX_HOPS = 8;

/** What happened on the way so far. */
interface Way {
  readonly hops: number;
  /** The addresses of the NAT gateway that sends it on. */
  readonly translated?: AddressRange;
}

/** Follows routes from a subnet to addresses. */
export const follow = (world: World, subnet: Subnet, destination: AddressRange): Path =>
  goOn(world, subnet, destination, { hops: 0 });

function goOn(world: World, subnet: Subnet, destination: AddressRange, way: Way): Path {
  const hop = nextHop(world, subnet, destination);
  const go = FOLLOWERS[hop.kind];
  if (way.hops > MAX_HOPS) {
    return nowhere(routeStep(hop, false, `the way to ${destination.text} is a loop: it comes by ${hop.targetId} again and again`));
  }
  return go
    ? go(world, subnet, destination, hop, { ...way, hops: way.hops + 1 })
    : nowhere(routeStep(hop, false, `the way to ${destination.text} is not known beyond ${hop.targetId}`));
}

type Follower = (world: World, subnet: Subnet, destination: AddressRange, hop: Hop, way: Way) => Path;

const nowhere = (...steps: Step[]): Path => ({ steps, visits: [], end: 'nowhere', bothWays: false });

const routeStep = ({ tableId, origin }: Hop, passes: boolean, reason: string): Step => ({ station: 'route', passes, reason, id: tableId, origin });

const passes = (hop: Hop): Step => routeStep(hop, true, `routes ${hop.destination ?? 'what is in the VPC'} to ${hop.kind === 'local' ? 'itself' : hop.targetId}`);

/** What follows a hop, with the hop before it. */
const after = (hop: Hop, path: Path, visits: readonly Visit[], ...between: Step[]): Path =>
  ({ ...path, visits: [...visits, ...path.visits], steps: [passes(hop), ...between, ...path.steps] });

const through = (subnet: Subnet, { translated }: Way): Visit => ({ subnet, enters: true, leaves: true, from: translated });

const FOLLOWERS: Readonly<Partial<Record<Hop['kind'], Follower>>> = {
  none: (world, { vpcId }, destination, hop) => nowhere(routeStep(hop, false, `has no route to ${destination.text}: ${routesOf(world, hop.tableId, vpcId)}`)),
  local: (_, { vpcId }, __, hop) => ({ steps: [passes(hop)], visits: [], end: 'vpc', vpcId, bothWays: true }),
  GatewayId: throughInternetGateway,
  EgressOnlyInternetGatewayId: throughInternetGateway,
  VpnGatewayId: (world, _, { text }, hop) => {
    const reason = hop.announced ? `may learn ${text} by BGP: what the other side announces, nobody knows here` : 'leads to the other side of a VPN';
    const step: Step = { station: 'vpn-gateway', passes: true, reason, id: hop.targetId, origin: world.state.vpn.gateways.get(hop.targetId)?.origin };
    return { steps: [passes(hop), step], visits: [], end: 'vpn', bothWays: true };
  },
  NatGatewayId: (world, _, destination, hop, way) => {
    const nat = world.state.networks.natGateways.get(hop.targetId)!;
    const subnet = world.state.networks.subnets.get(nat.subnetId)!;
    const path = goOn(world, subnet, destination, { ...way, translated: subnet.cidr === undefined ? undefined : rangeOf(subnet.cidr) });
    const step: Step = { station: 'nat-gateway', passes: true, reason: 'translates the address, and lets only answers back', id: nat.id, origin: nat.origin };
    return { ...after(hop, path, [through(subnet, way)], step), bothWays: false };
  },
  VpcEndpointId: (world, _, destination, hop, way) => {
    const endpoint = world.state.networks.endpoints.get(hop.targetId)!;
    const subnet = world.state.networks.subnets.get(endpoint.subnetIds[0])!;
    const step: Step = { station: 'endpoint', passes: true, reason: `hands over to ${endpoint.serviceName}, which may inspect and drop`, id: endpoint.id, origin: endpoint.origin };
    return after(hop, goOn(world, subnet, destination, way), [through(subnet, way)], step);
  },
  TransitGatewayId: (world, from, destination, hop, way) => {
    const question = { world, transitGatewayId: hop.targetId, fromVpcId: from.vpcId, zone: from.zone, destination };
    const { subnets, entry, vpn, reason, id, origin } = throughTransitGateway(question);
    const step: Step = { station: 'transit-gateway', passes: subnets !== undefined || vpn !== undefined, reason, id, origin };
    // of the subnets of attachments only one direction is asked: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html
    const enter: readonly Visit[] = entry ? [{ subnet: entry, enters: true, leaves: false, from: way.translated }] : [];
    const paths = (subnets ?? []).map((subnet): Path => {
      const path = goOn(world, subnet, destination, way);
      return { ...path, visits: [{ subnet, enters: false, leaves: true, from: way.translated }, ...path.visits] };
    });
    const beyond: Path = vpn ? { steps: [], visits: [], end: 'vpn', bothWays: vpn.bothWays } : nowhere();
    return after(hop, paths.find(({ end }) => end !== 'nowhere') ?? paths[0] ?? beyond, enter, step);
  },
};

/** Through an internet gateway, or one for egress only, unless the organization blocks it: what NAT gateways send on is egress too. */
function throughInternetGateway(world: World, { accountId }: Subnet, destination: AddressRange, hop: Hop, { translated }: Way): Path {
  const gateway: Omit<Step, 'passes' | 'reason'> = { station: 'internet-gateway', id: hop.targetId, origin: world.state.networks.gateways.get(hop.targetId)?.origin };
  if (isPrivate(destination)) {
    return nowhere(passes(hop), { ...gateway, passes: false, reason: `does not carry the private addresses ${destination.text}` });
  }
  const egressOnly = translated !== undefined || hop.kind === 'EgressOnlyInternetGatewayId';
  const { mode, policy } = publicAccessBlockOf(world, accountId);
  if (policy && (mode === 'block_bidirectional' || (mode === 'block_ingress' && !egressOnly))) {
    const reason = `${policy.name} ${mode === 'block_ingress' ? 'leaves internet gateways to NAT gateways' : 'blocks internet gateways in both directions'}`;
    return nowhere(passes(hop), { station: 'block-public-access', passes: false, reason, id: policy.id, origin: policy.origin });
  }
  const reason = egressOnly ? 'lets out, and only answers in' : 'joins what has a public address (Elastic IP, load balancer) to the internet';
  return { steps: [passes(hop), { ...gateway, passes: true, reason }], visits: [], end: 'internet', bothWays: !egressOnly };
}

function routesOf(world: World, tableId: string, vpcId: string): string {
  const { routeTables, vpcs } = world.state.networks;
  const routes = [...routeTables.get(tableId)!.routes.keys()];
  return `it knows ${[...vpcs.get(vpcId)!.cidrs.map(({ cidr }) => cidr), ...routes].join(', ')}`;
}
