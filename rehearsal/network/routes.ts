import { AddressRange, contains, isPrivate, overlaps, rangeOf } from '../aws/addresses';
import type { Origin } from '../aws/contract';
import { Route, RouteTable, routeTableOf, RouteTarget, Subnet } from '../aws/services/networks';
import type { World } from '../aws/world';

/** Where a route table sends traffic next. */
export interface Hop {
  readonly kind: 'local' | 'none' | 'VpnGatewayId' | RouteTarget;
  /** Id of the target; of the VPC where it stays, of the table where nothing leads on. */
  readonly targetId: string;
  readonly tableId: string;
  /** Destination of the route that was chosen. */
  readonly destination?: string;
  /** Whether nobody but the other side knows the route: it announces by BGP what it likes. */
  readonly announced?: boolean;
  readonly origin?: Origin;
}

/** A route of a table: written, or learnt from a virtual private gateway. */
type KnownRoute = Omit<Route, 'target'> & { readonly target: Hop['kind'] };

/**
 * The route for addresses: the local ones first, then the most specific.
 *
 * For a range that several routes share, the one that covers it all, else the most specific one that meets it: something can go that way.
 * Routes that a virtual private gateway propagates count: the static ones of its connections, and, where one learns by BGP, any private
 * addresses that no written route leads to.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html#route-tables-priority
 */
export function nextHop(world: World, subnet: Subnet, destination: AddressRange): Hop {
  const vpc = world.state.networks.vpcs.get(subnet.vpcId)!;
  const table = routeTableOf(world, subnet);
  if ([...vpc.cidrs, ...vpc.ipv6Cidrs].some(({ cidr }) => contains(rangeOf(cidr)!, destination))) {
    return { kind: 'local', targetId: vpc.id, tableId: table.id, origin: subnet.routeTable?.origin };
  }
  const routes = [...table.routes.values(), ...propagatedTo(world, table)].map(route => ({ route, ranges: rangesOf(world, route) }));
  const isWritten = routes.some(({ ranges }) => ranges.some(range => isPrivate(range) && overlaps(range, destination)));
  const announcing = isPrivate(destination) && !isWritten ? announcingTo(world, table) : undefined;
  if (announcing) {
    return { kind: 'VpnGatewayId', targetId: announcing.ofId, tableId: table.id, destination: destination.text, announced: true, origin: announcing.origin };
  }
  const specific = (candidates: typeof routes, fits: (range: AddressRange) => boolean) => candidates
    .flatMap(({ route, ranges }) => ranges.filter(fits).map(range => ({ route, range })))
    .sort((left, right) => right.range.prefix - left.range.prefix)[0]?.route;
  const route = specific(routes, range => contains(range, destination)) ?? specific(routes, range => overlaps(range, destination));
  return route
    ? { kind: route.target, targetId: route.targetId, tableId: table.id, destination: route.destination, origin: route.origin }
    : { kind: 'none', targetId: table.id, tableId: table.id, origin: table.origin };
}

/** Gateways whose routes a table learns. */
const propagationsTo = (world: World, { id }: RouteTable) => [...world.state.vpn.propagations.values()].filter(({ to }) => to.split(',').includes(id));

/** Connections of a virtual private gateway. */
const connectionsOf = (world: World, gateway: string) =>
  [...world.state.vpn.connections.values()].filter(({ gatewayId }) => gatewayId === gateway);

function propagatedTo(world: World, table: RouteTable): readonly KnownRoute[] {
  return propagationsTo(world, table).flatMap(({ ofId: targetId }) => connectionsOf(world, targetId)
    .flatMap(({ id }) => [...world.state.vpn.routes.values()].filter(({ ofId }) => ofId === id))
    .map(({ to, origin }) => ({ destination: to, target: 'VpnGatewayId' as const, targetId, origin })));
}

const announcingTo = (world: World, table: RouteTable) =>
  propagationsTo(world, table).find(({ ofId }) => connectionsOf(world, ofId).some(({ staticRoutes }) => !staticRoutes));

const rangesOf = (world: World, { destination }: KnownRoute): readonly AddressRange[] => destination.startsWith('pl-')
  ? (world.state.networks.prefixLists.get(destination)?.entries ?? []).map(entry => rangeOf(entry)!)
  : [rangeOf(destination)!];
