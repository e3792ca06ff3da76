import { Operation, ResourceType } from '../aws/contract';
import { rangeOf } from '../aws/addresses';
import { findLogGroup } from '../aws/services/logs';
import { NetworkPart } from '../aws/services/networks';
import { CustomerGateway, VpnConnection, VpnGateway, VpnLink } from '../aws/services/vpn';
import { VPN } from '../rules/vpn';
import { partNamed, partType, refuseWhileUsed } from './ec2';
import { inert } from './permission';
import { flag, list, record, records, text, texts } from './values';

const TUNNELS = inert('no packet leaves AWS in the rehearsal');
const vpn = ({ world }: Operation) => world.state.vpn;

/** The device on the other side. */
export const CUSTOMER_GATEWAY: ResourceType = partType<CustomerGateway>({
  typeName: 'AWS::EC2::CustomerGateway',
  source: 'aws-ec2-customergateway',
  prefix: 'cgw',
  arnType: 'customer-gateway',
  properties: { BgpAsn: TUNNELS, IpAddress: 'interpreted', Type: TUNNELS, CertificateArn: TUNNELS, DeviceName: inert('a name for people'), Tags: 'interpreted' },
  required: ['IpAddress', 'Type'],
  createOnly: ['BgpAsn', 'Type', 'IpAddress', 'DeviceName', 'CertificateArn'],
  actions: { describe: 'ec2:DescribeCustomerGateways', create: ['ec2:CreateCustomerGateway'], delete: ['ec2:DeleteCustomerGateway'] },
  parts: operation => vpn(operation).customerGateways,
  make: (operation, base) => ({ ...base, address: String(operation.properties.IpAddress) }),
  remove: (operation, { id }) =>
    refuseWhileUsed(operation, id, [...vpn(operation).connections.values()].filter(({ customerGatewayId }) => customerGatewayId === id)),
  attributes: ({ id }) => ({ CustomerGatewayId: id }),
});

/** A virtual private gateway; it does nothing before it is attached. */
export const VPN_GATEWAY: ResourceType = partType<VpnGateway>({
  typeName: 'AWS::EC2::VPNGateway',
  source: 'aws-ec2-vpngateway',
  prefix: 'vgw',
  arnType: 'vpn-gateway',
  properties: { Type: TUNNELS, AmazonSideAsn: TUNNELS, Tags: 'interpreted' },
  required: ['Type'],
  createOnly: ['Type', 'AmazonSideAsn'],
  actions: { describe: 'ec2:DescribeVpnGateways', create: ['ec2:CreateVpnGateway'], delete: ['ec2:DeleteVpnGateway'] },
  parts: operation => vpn(operation).gateways,
  make: (_, base) => ({ ...base }),
  remove: (operation, { id, vpcId }) => refuseWhileUsed(operation, id, [
    ...vpcId === undefined ? [] : [{ id: vpcId }], ...[...vpn(operation).connections.values()].filter(({ gatewayId }) => gatewayId === id),
  ]),
  attributes: ({ id }) => ({ VPNGatewayId: id }),
});

type Attachment = NetworkPart & { readonly vpcId: string; readonly gatewayId: string };

/** Attaches a virtual private gateway: the other kind of AWS::EC2::VPCGatewayAttachment. */
export function attachVpnGateway(operation: Operation, base: NetworkPart): Attachment {
  const { properties, world, origin } = operation;
  const vpc = partNamed(operation, world.state.networks.vpcs, properties.VpcId);
  const gateway = partNamed(operation, vpn(operation).gateways, properties.VpnGatewayId, VPN.EXISTS);
  const other = [...vpn(operation).gateways.values()].find(({ vpcId }) => vpcId === vpc.id)?.id ?? gateway.vpcId;
  operation.require(VPN.ATTACHED, other === undefined, `${gateway.id} and ${vpc.id} cannot be joined: ${other} is in the way`, 'use one gateway for one VPC');
  Object.assign(gateway, { vpcId: vpc.id, attachment: origin });
  return { ...base, vpcId: vpc.id, gatewayId: gateway.id };
}

/** Takes it off again. */
export function detachVpnGateway(operation: Operation, gatewayId: string): void {
  refuseWhileUsed(operation, gatewayId, [...vpn(operation).propagations.values()].filter(({ ofId }) => ofId === gatewayId));
  const gateway = vpn(operation).gateways.get(gatewayId);
  delete gateway?.vpcId;
  delete gateway?.attachment;
}

/** A site-to-site connection. Over a transit gateway's attachment or a concentrator it is refused by name. */
export const VPN_CONNECTION: ResourceType = partType<VpnConnection>({
  typeName: 'AWS::EC2::VPNConnection',
  source: 'aws-ec2-vpnconnection',
  prefix: 'vpn',
  arnType: 'vpn-connection',
  properties: {
    Type: TUNNELS, CustomerGatewayId: 'interpreted', VpnGatewayId: 'interpreted', TransitGatewayId: 'interpreted', StaticRoutesOnly: 'interpreted',
    VpnTunnelOptionsSpecifications: 'interpreted', PreSharedKeyStorage: TUNNELS, EnableAcceleration: TUNNELS, Tags: 'interpreted',
  },
  required: ['Type', 'CustomerGatewayId'],
  createOnly: [
    'Type', 'CustomerGatewayId', 'VpnGatewayId', 'TransitGatewayId', 'EnableAcceleration', 'VpnTunnelOptionsSpecifications', 'StaticRoutesOnly', 'PreSharedKeyStorage',
  ],
  actions: { describe: 'ec2:DescribeVpnConnections', create: ['ec2:CreateVpnConnection'], delete: ['ec2:DeleteVpnConnection'] },
  parts: operation => vpn(operation).connections,
  make: (operation, base) => {
    const { properties, world } = operation;
    const [own, transit] = [text(properties, 'VpnGatewayId'), text(properties, 'TransitGatewayId')];
    operation.require(VPN.ONE_END, (own === undefined) !== (transit === undefined), `it ends at ${own ?? 'no virtual private gateway'} and ${transit ?? 'no transit gateway'}`, 'name one');
    const device = partNamed(operation, vpn(operation).customerGateways, properties.CustomerGatewayId, VPN.EXISTS);
    const gateway = own === undefined
      ? partNamed(operation, world.state.transitGateways.gateways, transit, VPN.EXISTS)
      : partNamed(operation, vpn(operation).gateways, own, VPN.EXISTS);
    records(properties, 'VpnTunnelOptionsSpecifications').forEach(tunnel => requireTunnelLogs(operation, tunnel));
    return { ...base, customerGatewayId: device.id, gatewayId: gateway.id, staticRoutes: flag(properties, 'StaticRoutesOnly') ?? false };
  },
  remove: (operation, { id }) => refuseWhileUsed(operation, id, [...vpn(operation).routes.values()].filter(({ ofId }) => ofId === id)),
  attributes: ({ id }) => ({ VpnConnectionId: id }),
});

function requireTunnelLogs(operation: Operation, tunnel: Readonly<Record<string, unknown>>): void {
  const logs = record(record(tunnel, 'LogOptions'), 'CloudwatchLogOptions');
  const wanted = [['LogEnabled', 'LogGroupArn'], ['BgpLogEnabled', 'BgpLogGroupArn']].filter(([enabled]) => flag(logs, enabled));
  wanted.forEach(([, name]) => requireLogGroup(operation, text(logs, name) ?? ''));
}

/** The log group exists, and first. */
export function requireLogGroup(operation: Operation, arn: string): void {
  const { world, accountId, region } = operation;
  const group = findLogGroup(world, arn);
  operation.require(VPN.LOGS, group?.accountId === accountId && group.region === region, `the log group ${arn} does not exist in ${accountId} ${region}`, 'create it before');
  operation.requirePath(VPN.LOGS, group!.origin, `the log group ${group!.name} may not exist yet`);
}

/** A network on the other side. */
export const VPN_CONNECTION_ROUTE: ResourceType = partType<VpnLink>({
  typeName: 'AWS::EC2::VPNConnectionRoute',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnConnectionRoute.html (permissions of the handler not compared with the schema)',
  prefix: 'vpn-route',
  arnType: 'vpn-connection',
  properties: { VpnConnectionId: 'interpreted', DestinationCidrBlock: 'interpreted' },
  required: ['VpnConnectionId', 'DestinationCidrBlock'],
  createOnly: ['VpnConnectionId', 'DestinationCidrBlock'],
  actions: { describe: 'ec2:DescribeVpnConnections', create: ['ec2:CreateVpnConnectionRoute'], delete: ['ec2:DeleteVpnConnectionRoute'] },
  parts: operation => vpn(operation).routes,
  make: (operation, base) => {
    const { properties } = operation;
    const connection = partNamed(operation, vpn(operation).connections, properties.VpnConnectionId, VPN.EXISTS);
    const ours = vpn(operation).gateways.has(connection.gatewayId);
    operation.require(VPN.STATIC, connection.staticRoutes && ours, `${connection.id} learns its routes ${ours ? 'by BGP' : 'from a transit gateway'}`, 'leave the route out');
    const range = rangeOf(String(properties.DestinationCidrBlock));
    operation.require(VPN.STATIC, range?.family === 4, `${String(properties.DestinationCidrBlock)} is no IPv4 block`, 'correct the block');
    return { ...base, ofId: connection.id, to: range!.text };
  },
  attributes: () => ({}),
});

/** Route tables that learn the routes of a virtual private gateway. */
export const VPN_PROPAGATION: ResourceType = partType<VpnLink>({
  typeName: 'AWS::EC2::VPNGatewayRoutePropagation',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableVgwRoutePropagation.html (permissions of the handler not compared with the schema)',
  prefix: 'vgw-propagation',
  arnType: 'route-table',
  properties: { RouteTableIds: 'interpreted', VpnGatewayId: 'interpreted' },
  required: ['RouteTableIds', 'VpnGatewayId'],
  createOnly: ['RouteTableIds', 'VpnGatewayId'],
  actions: { describe: 'ec2:DescribeRouteTables', create: ['ec2:EnableVgwRoutePropagation'], delete: ['ec2:DisableVgwRoutePropagation'] },
  parts: operation => vpn(operation).propagations,
  make: (operation, base) => {
    const { properties, world } = operation;
    const gateway = partNamed(operation, vpn(operation).gateways, properties.VpnGatewayId, VPN.EXISTS);
    const tables = texts(properties, 'RouteTableIds').map(id => partNamed(operation, world.state.networks.routeTables, id));
    const strange = tables.filter(({ vpcId }) => vpcId !== gateway.vpcId);
    operation.require(VPN.ATTACHED, list(properties, 'RouteTableIds').length > 0 && strange.length === 0,
      `${gateway.id} is attached to ${gateway.vpcId ?? 'no VPC'}, and the tables are ${tables.map(({ id, vpcId }) => `${id} of ${vpcId}`).join(', ')}`, 'attach it to their VPC before');
    operation.requirePath(VPN.ATTACHED, gateway.attachment, `${gateway.id} may not be attached yet`);
    return { ...base, ofId: gateway.id, to: tables.map(({ id }) => id).join(',') };
  },
  attributes: () => ({}),
});
