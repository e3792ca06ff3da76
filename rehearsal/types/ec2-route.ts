import { Operation, Outcome, ResourceType } from '../aws/contract';
import { overlaps, rangeOf } from '../aws/addresses';
import { Network, Route, RouteTable, RouteTarget } from '../aws/services/networks';
import { NETWORKS } from '../rules/networks';
import { ec2Arn, partNamed } from './ec2';
import { requireInternetGateway } from './ec2-gateways';
import { permissions, schema } from './permission';
import { requirePrefixList } from './ec2-prefix-list';
import { requireRouteToTransitGateway } from './ec2-route-transit-gateway';
import { text } from './values';

const DESTINATIONS = ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'];
const TARGETS: readonly RouteTarget[] = [
  'GatewayId', 'NatGatewayId', 'EgressOnlyInternetGatewayId', 'TransitGatewayId', 'VpcPeeringConnectionId', 'VpcEndpointId', 'NetworkInterfaceId', 'InstanceId',
];
const MAX_ROUTES = 500;

const tableArn = (operation: Operation) => ec2Arn(operation, 'route-table', String(operation.properties.RouteTableId));
const outcome = (table: RouteTable, { destination }: Route): Outcome =>
  ({ physicalId: `${table.id}|${destination}`, attributes: { CidrBlock: destination } });

/** A route of a table. Carrier, local and core network gateways are refused by name. */
export const ROUTE: ResourceType = {
  typeName: 'AWS::EC2::Route',
  source: schema('aws-ec2-route'),
  properties: Object.fromEntries(['RouteTableId', ...DESTINATIONS, ...TARGETS].map(name => [name, 'interpreted' as const])),
  required: ['RouteTableId'],
  createOnly: ['RouteTableId', ...DESTINATIONS],
  permissions: {
    create: [...permissions(['ec2:CreateRoute'], tableArn), ...permissions(['ec2:DescribeRouteTables'])],
    update: [...permissions(['ec2:ReplaceRoute'], tableArn), ...permissions(['ec2:DescribeRouteTables'])],
    delete: [...permissions(['ec2:DeleteRoute'], tableArn), ...permissions(['ec2:DescribeRouteTables'])],
  },
  create: operation => {
    const table = tableOf(operation);
    const destination = destinationOf(operation, operation.world.state.networks.vpcs.get(table.vpcId)!);
    const twin = table.routes.get(destination);
    operation.require(NETWORKS.ONE_ROUTE, twin === undefined, `${table.id} has a route to ${destination} already, by ${twin?.targetId}`, 'keep one of the two');
    operation.require(NETWORKS.QUOTA, table.routes.size < MAX_ROUTES, `${table.id} has ${table.routes.size} routes`, 'summarise them');
    const route: Route = { destination, ...targetOf(operation, table), origin: operation.origin };
    table.routes.set(destination, route);
    return outcome(table, route);
  },
  update: operation => {
    const table = tableOf(operation);
    const route = routeOf(operation, table);
    return outcome(table, Object.assign(route, targetOf(operation, table)));
  },
  delete: operation => {
    const table = tableOf(operation);
    table.routes.delete(routeOf(operation, table).destination);
  },
};

const tableOf = (operation: Operation): RouteTable => partNamed(operation, operation.world.state.networks.routeTables,
  operation.properties.RouteTableId);

const routeOf = (operation: Operation, table: RouteTable): Route =>
  table.routes.get(String(operation.physicalId).split('|')[1]) ?? operation.fail('InvalidRoute.NotFound', `${table.id} has no route ${operation.physicalId}`);

/** One destination; those within the VPC are its own business, more specific ones too (middleboxes are not modelled). */
function destinationOf(operation: Operation, vpc: Network): string {
  const given = DESTINATIONS.filter(name => operation.properties[name] !== undefined);
  operation.require(NETWORKS.ROUTE_TARGET, given.length === 1, `a route has one destination, got ${given.join(', ') || 'none'}`, `give one of ${DESTINATIONS.join(', ')}`);
  const destination = text(operation.properties, given[0])!;
  if (given[0] === 'DestinationPrefixListId') {
    requirePrefixList(operation, destination, NETWORKS.EXISTS);
    return destination;
  }
  const range = rangeOf(destination);
  const family = given[0] === 'DestinationCidrBlock' ? 4 : 6;
  operation.require(NETWORKS.ROUTE_TARGET, range?.family === family, `${destination} is no IPv${family} block`, 'correct the block');
  const local = [...vpc.cidrs, ...vpc.ipv6Cidrs].map(({ cidr }) => rangeOf(cidr)!).find(block => overlaps(block, range!)
    && block.prefix <= range!.prefix);
  operation.require(NETWORKS.ONE_ROUTE, local === undefined, `${destination} is local: it is routed within ${local?.text} of ${vpc.id}`, 'choose a destination outside of the VPC');
  return range!.text;
}

/** One target, in the VPC of the table and ready to be routed to. */
function targetOf(operation: Operation, table: RouteTable): Pick<Route, 'target' | 'targetId'> {
  const given = TARGETS.filter(name => operation.properties[name] !== undefined);
  operation.require(NETWORKS.ROUTE_TARGET, given.length === 1, `a route has one target, got ${given.join(', ') || 'none'}`, `give one of ${TARGETS.join(', ')}`);
  const [target] = given;
  const targetId = text(operation.properties, target)!;
  CHECKS[target](operation, table, targetId);
  return { target, targetId };
}

type Check = (operation: Operation, table: RouteTable, id: string) => void;

const notModelled = (what: string): Check => operation => operation.fail('NotModelled', `the rehearsal does not know routes to ${what}`);

const requireVpc = (operation: Operation, table: RouteTable, id: string, vpcId: string | undefined) =>
  operation.require(NETWORKS.ROUTE_TARGET, vpcId === table.vpcId, `${id} belongs to ${vpcId ?? 'no VPC'}, ${table.id} to ${table.vpcId}`, 'route to what the VPC has');

const CHECKS: Readonly<Record<RouteTarget, Check>> = {
  GatewayId: (operation, table, id) => {
    if (id.startsWith('vgw-')) {
      operation.fail('NotModelled', 'the rehearsal does not know static routes to virtual private gateways: let them propagate');
    }
    partNamed(operation, operation.world.state.networks.gateways, id);
    requireInternetGateway(operation, table.vpcId, `a route to ${id}`);
    requireVpc(operation, table, id, operation.world.state.networks.gateways.get(id)!.vpcId);
  },
  NatGatewayId: (operation, table, id) =>
    // a NAT gateway of another VPC is reached through a transit gateway, never by a route to it
    requireVpc(operation, table, id, partNamed(operation, operation.world.state.networks.natGateways, id).vpcId),
  EgressOnlyInternetGatewayId: (operation, table, id) => {
    requireVpc(operation, table, id, partNamed(operation, operation.world.state.networks.gateways, id).vpcId);
    operation.require(NETWORKS.ROUTE_TARGET, operation.properties.DestinationIpv6CidrBlock !== undefined, `${id} routes IPv6 only`, 'give DestinationIpv6CidrBlock');
  },
  TransitGatewayId: requireRouteToTransitGateway,
  VpcPeeringConnectionId: notModelled('peering connections'),
  VpcEndpointId: (operation, table, id) => requireVpc(operation, table, id,
    partNamed(operation, operation.world.state.networks.endpoints, id).vpcId),
  NetworkInterfaceId: notModelled('network interfaces'),
  InstanceId: notModelled('instances'),
};
