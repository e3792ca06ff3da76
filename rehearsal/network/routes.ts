import { AddressRange, contains, overlaps, rangeOf } from '../aws/addresses';
import type { Origin } from '../aws/contract';
import { Route, routeTableOf, RouteTarget, Subnet } from '../aws/services/networks';
import type { World } from '../aws/world';

/** Where a route table sends traffic next. */
export interface Hop {
  readonly kind: 'local' | 'none' | RouteTarget;
  /** Id of the target; of the VPC where it stays, of the table where nothing leads on. */
  readonly targetId: string;
  readonly tableId: string;
  /** Destination of the route that was chosen. */
  readonly destination?: string;
  readonly origin?: Origin;
}

/**
 * The route for addresses: the local ones first, then the most specific.
 *
 * For a range that several routes share, the one that covers it all, else the most specific one that meets it: something can go that way.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html#route-tables-priority
 */
export function nextHop(world: World, subnet: Subnet, destination: AddressRange): Hop {
  const vpc = world.state.networks.vpcs.get(subnet.vpcId)!;
  const table = routeTableOf(world, subnet);
  if ([...vpc.cidrs, ...vpc.ipv6Cidrs].some(({ cidr }) => contains(rangeOf(cidr)!, destination))) {
    return { kind: 'local', targetId: vpc.id, tableId: table.id, origin: subnet.routeTable?.origin };
  }
  const routes = [...table.routes.values()].map(route => ({ route, ranges: rangesOf(world, route) }));
  const specific = (candidates: typeof routes, fits: (range: AddressRange) => boolean) => candidates
    .flatMap(({ route, ranges }) => ranges.filter(fits).map(range => ({ route, range })))
    .sort((left, right) => right.range.prefix - left.range.prefix)[0]?.route;
  const route = specific(routes, range => contains(range, destination)) ?? specific(routes, range => overlaps(range, destination));
  return route
    ? { kind: route.target, targetId: route.targetId, tableId: table.id, destination: route.destination, origin: route.origin }
    : { kind: 'none', targetId: table.id, tableId: table.id, origin: table.origin };
}

const rangesOf = (world: World, { destination }: Route): readonly AddressRange[] => destination.startsWith('pl-')
  ? (world.state.networks.prefixLists.get(destination)?.entries ?? []).map(entry => rangeOf(entry)!)
  : [rangeOf(destination)!];
