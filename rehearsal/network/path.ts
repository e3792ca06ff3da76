import { AddressRange, isPrivate } from '../aws/addresses';
import type { Subnet } from '../aws/services/networks';
import type { World } from '../aws/world';
import { publicAccessBlockOf } from './block-public-access';
import { Hop, nextHop } from './routes';
import { Step } from './traffic';
import { throughTransitGateway } from './transit';

/** Where routes lead. */
export interface Path {
  readonly steps: readonly Step[];
  /** Where it ends: in a VPC, at the internet, or nowhere. */
  readonly end: 'vpc' | 'internet' | 'nowhere';
  readonly vpcId?: string;
  /** Whether what is at its end may also open connections this way: not through NAT, nor through a gateway for egress. */
  readonly bothWays: boolean;
}

/** Longer ways are loops. */
const MAX_HOPS = 8;

/** What happened on the way so far. */
interface Way {
  readonly hops: number;
  /** Whether a NAT gateway sends it on. */
  readonly translated: boolean;
}

/** Follows routes from a subnet to addresses. */
export const follow = (world: World, subnet: Subnet, destination: AddressRange): Path =>
  goOn(world, subnet, destination, { hops: 0, translated: false });

function goOn(world: World, subnet: Subnet, destination: AddressRange, way: Way): Path {
  const hop = nextHop(world, subnet, destination);
  const go = FOLLOWERS[hop.kind];
  return way.hops > MAX_HOPS || !go
    ? nowhere(routeStep(hop, false, `the way to ${destination.text} is not known beyond ${hop.targetId}`))
    : go(world, subnet, destination, hop, { ...way, hops: way.hops + 1 });
}

type Follower = (world: World, subnet: Subnet, destination: AddressRange, hop: Hop, way: Way) => Path;

const nowhere = (...steps: Step[]): Path => ({ steps, end: 'nowhere', bothWays: false });

const routeStep = ({ tableId, origin }: Hop, passes: boolean, reason: string): Step => ({ station: 'route', passes, reason, id: tableId, origin });

const passes = (hop: Hop): Step => routeStep(hop, true, `routes ${hop.destination ?? 'what is in the VPC'} to ${hop.kind === 'local' ? 'itself' : hop.targetId}`);

/** What follows a hop, with the hop before it. */
const after = (hop: Hop, path: Path, ...between: Step[]): Path => ({ ...path, steps: [passes(hop), ...between, ...path.steps] });

const FOLLOWERS: Readonly<Partial<Record<Hop['kind'], Follower>>> = {
  none: (world, { vpcId }, destination, hop) => nowhere(routeStep(hop, false, `has no route to ${destination.text}: ${routesOf(world, hop.tableId, vpcId)}`)),
  local: (_, { vpcId }, __, hop) => ({ steps: [passes(hop)], end: 'vpc', vpcId, bothWays: true }),
  GatewayId: throughInternetGateway,
  EgressOnlyInternetGatewayId: throughInternetGateway,
  NatGatewayId: (world, _, destination, hop, way) => {
    const nat = world.state.networks.natGateways.get(hop.targetId)!;
    const path = goOn(world, world.state.networks.subnets.get(nat.subnetId)!, destination, { ...way, translated: true });
    const step: Step = { station: 'nat-gateway', passes: true, reason: 'translates the address, and lets only answers back', id: nat.id, origin: nat.origin };
    return { ...after(hop, path, step), bothWays: false };
  },
  VpcEndpointId: (world, _, destination, hop, way) => {
    const endpoint = world.state.networks.endpoints.get(hop.targetId)!;
    const step: Step = { station: 'endpoint', passes: true, reason: `hands over to ${endpoint.serviceName}, which may inspect and drop`, id: endpoint.id, origin: endpoint.origin };
    return after(hop, goOn(world, world.state.networks.subnets.get(endpoint.subnetIds[0])!, destination, way), step);
  },
  TransitGatewayId: (world, { vpcId }, destination, hop, way) => {
    const { subnets, reason, id, origin } = throughTransitGateway({ world, transitGatewayId: hop.targetId, fromVpcId: vpcId, destination });
    const step: Step = { station: 'transit-gateway', passes: subnets !== undefined, reason, id, origin };
    const paths = (subnets ?? []).map(subnet => goOn(world, subnet, destination, way));
    return after(hop, paths.find(({ end }) => end !== 'nowhere') ?? paths[0] ?? nowhere(), step);
  },
};

/** Through an internet gateway, or one for egress only, unless the organization blocks it: what NAT gateways send on is egress too. */
function throughInternetGateway(world: World, { accountId }: Subnet, destination: AddressRange, hop: Hop, { translated }: Way): Path {
  const gateway: Omit<Step, 'passes' | 'reason'> = { station: 'internet-gateway', id: hop.targetId, origin: world.state.networks.gateways.get(hop.targetId)?.origin };
  if (isPrivate(destination)) {
    return nowhere(passes(hop), { ...gateway, passes: false, reason: `does not carry the private addresses ${destination.text}` });
  }
  const egressOnly = translated || hop.kind === 'EgressOnlyInternetGatewayId';
  const { mode, policy } = publicAccessBlockOf(world, accountId);
  if (policy && (mode === 'block_bidirectional' || (mode === 'block_ingress' && !egressOnly))) {
    const reason = `${policy.name} ${mode === 'block_ingress' ? 'leaves internet gateways to NAT gateways' : 'blocks internet gateways in both directions'}`;
    return nowhere(passes(hop), { station: 'block-public-access', passes: false, reason, id: policy.id, origin: policy.origin });
  }
  const reason = egressOnly ? 'lets out, and only answers in' : 'joins what has a public address (Elastic IP, load balancer) to the internet';
  return { steps: [passes(hop), { ...gateway, passes: true, reason }], end: 'internet', bothWays: !egressOnly };
}

function routesOf(world: World, tableId: string, vpcId: string): string {
  const { routeTables, vpcs } = world.state.networks;
  const routes = [...routeTables.get(tableId)!.routes.keys()];
  return `it knows ${[...vpcs.get(vpcId)!.cidrs.map(({ cidr }) => cidr), ...routes].join(', ')}`;
}
