import { AddressRange, contains, overlaps, rangeOf } from '../aws/addresses';
import type { Origin } from '../aws/contract';
import type { Subnet } from '../aws/services/networks';
import { attachmentOf, routesOf, tableOfAttachment, TransitTarget } from '../aws/services/transit-gateways';
import type { World } from '../aws/world';

/** What asks a transit gateway: who sends, through which gateway, to which addresses. */
export interface TransitQuestion {
  readonly world: World;
  readonly transitGatewayId: string;
  readonly fromVpcId: string;
  readonly destination: AddressRange;
}

/** Where a transit gateway hands traffic over. */
export interface TransitHop {
  /** Subnets of the attachment in the VPC that it leads to: traffic goes on by their route tables. Undefined where it ends. */
  readonly subnets?: readonly Subnet[];
  readonly vpcId?: string;
  /** Why it goes there, or nowhere. */
  readonly reason: string;
  readonly id: string;
  readonly origin?: Origin;
}

/**
 * Follows traffic through a transit gateway: into the table that the VPC's attachment looks into, and by its most specific route. A static
 * route wins over one that an attachment announces.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-route-evaluation-overview
 */
export function throughTransitGateway({ world, transitGatewayId, fromVpcId, destination }: TransitQuestion): TransitHop {
  const attachment = attachmentOf(world, transitGatewayId, fromVpcId);
  if (!attachment) {
    return { reason: `${fromVpcId} is not attached to it`, id: transitGatewayId };
  }
  const table = tableOfAttachment(world, attachment.id);
  if (!table) {
    return { reason: 'the attachment looks into no route table', id: attachment.id, origin: attachment.origin };
  }
  const route = routeTo(world, table.tableId, destination);
  const tableOrigin = world.state.transitGateways.tables.get(table.tableId)?.origin;
  if (!route) {
    return { reason: `has no route to ${destination.text}`, id: table.tableId, origin: tableOrigin };
  }
  if (route.attachmentId === undefined) {
    return { reason: `drops what goes to ${route.destination}`, id: table.tableId, origin: route.origin };
  }
  const next = world.state.transitGateways.attachments.get(route.attachmentId)!;
  const { subnets } = world.state.networks;
  return {
    reason: `sends ${route.destination} to ${next.vpcId}`, id: table.tableId, origin: route.origin ?? tableOrigin,
    vpcId: next.vpcId, subnets: next.subnetIds.flatMap(id => subnets.get(id) ?? []),
  };
}

/** The route that covers all of the addresses, else one that covers some of them. */
function routeTo(world: World, tableId: string, destination: AddressRange): TransitTarget | undefined {
  const routes = routesOf(world, tableId).map(route => ({ route, range: rangeOf(route.destination)! }))
    .sort((left, right) => right.range.prefix - left.range.prefix);
  return (routes.find(({ range }) => contains(range, destination)) ?? routes.find(({ range }) => overlaps(range, destination)))?.route;
}
