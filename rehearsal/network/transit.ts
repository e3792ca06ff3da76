import { AddressRange, contains, isPrivate, overlaps, rangeOf } from '../aws/addresses';
import type { Origin } from '../aws/contract';
import type { Subnet, VpcCidr } from '../aws/services/networks';
import { attachmentOf, routesOf, tableOfAttachment, TransitTarget } from '../aws/services/transit-gateways';
import type { World } from '../aws/world';

/** What asks a transit gateway: who sends, through which gateway, to which addresses. */
export interface TransitQuestion {
  readonly world: World;
  readonly transitGatewayId: string;
  readonly fromVpcId: string;
  /** The zone that it comes from: the gateway keeps to it where it can. */
  readonly zone?: string;
  readonly destination: AddressRange;
}

/** Where a transit gateway hands traffic over. */
export interface TransitHop {
  /** Subnets of the attachment in the VPC that it leads to: traffic goes on by their route tables. Undefined where it ends. */
  readonly subnets?: readonly Subnet[];
  readonly vpcId?: string;
  /** The subnet of the attachment by which it comes in. */
  readonly entry?: Subnet;
  /** What may lie behind a VPN of the gateway, instead; both ways where its table knows the VPC that asks. */
  readonly vpn?: { readonly bothWays: boolean };
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
export function throughTransitGateway(question: TransitQuestion): TransitHop {
  const { world, transitGatewayId, fromVpcId, zone, destination } = question;
  const { subnets } = world.state.networks;
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
  const attached = (ids: readonly string[]): readonly Subnet[] => ids.flatMap(id => subnets.get(id) ?? [])
    .sort((left, right) => Number(right.zone === zone) - Number(left.zone === zone));
  const [entry] = attached(attachment.subnetIds);
  if (route?.attachmentId === undefined && isPrivate(destination)) {
    const vpn = announcedIn(question, table.tableId);
    if (vpn) {
      return { entry, vpn, reason: `may learn ${destination.text} by BGP from a VPN: what the other side announces, nobody knows here`, id: table.tableId, origin: tableOrigin };
    }
  }
  if (!route) {
    return { reason: `has no route to ${destination.text}`, id: table.tableId, origin: tableOrigin };
  }
  if (route.attachmentId === undefined) {
    return { reason: `drops what goes to ${route.destination}`, id: table.tableId, origin: route.origin };
  }
  const next = world.state.transitGateways.attachments.get(route.attachmentId)!;
  const mute = destination.family === 6 ? [attachment, next].find(({ carriesIpv6 }) => !carriesIpv6) : undefined;
  if (mute) {
    return { reason: `the attachment of ${mute.vpcId} carries no IPv6: its option Ipv6Support is off`, id: mute.id, origin: mute.origin };
  }
  return {
    reason: `sends ${route.destination} to ${next.vpcId}`, id: table.tableId, origin: route.origin ?? tableOrigin,
    vpcId: next.vpcId, subnets: attached(next.subnetIds), entry,
  };
}

/**
 * A VPN that ends at the gateway: it looks into the default table, and announces what the other side has in the one for that. (Tables of
 * its own would need the id of its attachment, which CloudFormation does not tell.)
 */
function announcedIn({ world, transitGatewayId, fromVpcId }: TransitQuestion, tableId: string): TransitHop['vpn'] {
  const gateway = world.state.transitGateways.gateways.get(transitGatewayId);
  const has = [...world.state.vpn.connections.values()].some(({ gatewayId }) => gatewayId === transitGatewayId);
  if (!has || gateway?.propagationTableId !== tableId) {
    return undefined;
  }
  const blocks = world.state.networks.vpcs.get(fromVpcId)?.cidrs ?? [];
  const { associationTableId } = gateway;
  const knows = ({ cidr }: VpcCidr) =>
    associationTableId !== undefined && routeTo(world, associationTableId, rangeOf(cidr)!)?.attachmentId !== undefined;
  return { bothWays: blocks.some(knows) };
}

/** The route that covers all of the addresses, else one that covers some of them. */
function routeTo(world: World, tableId: string, destination: AddressRange): TransitTarget | undefined {
  const routes = routesOf(world, tableId).map(route => ({ route, range: rangeOf(route.destination)! }))
    .sort((left, right) => right.range.prefix - left.range.prefix);
  return (routes.find(({ range }) => contains(range, destination)) ?? routes.find(({ range }) => overlaps(range, destination)))?.route;
}
