import { Operation, ResourceType } from '../aws/contract';
import { rangeOf } from '../aws/addresses';
import { NetworkPart } from '../aws/services/networks';
import {
  addDefaultTable, attachmentOf, tableOfAttachment, TransitAttachment, TransitGateway, TransitLink, TransitRoute, TransitTable,
} from '../aws/services/transit-gateways';
import { shareWith } from '../aws/services/ram';
import { NETWORKS } from '../rules/networks';
import { TRANSIT_GATEWAYS } from '../rules/transit-gateways';
import { partNamed, partType, refuseWhileUsed } from './ec2';
import { DESCRIPTION, inert } from './permission';
import { flag, record, text, texts } from './values';

const NAMES = inert('names are not resolved in the rehearsal');
const stateOf = ({ world }: Operation) => world.state.transitGateways;

/**
 * A transit gateway. An update writes every option, so default tables that somebody else set are gone after it: whoever sets them has to
 * look again. (How CloudFormation's handler behaves is not documented; this is the worse of the two ways.)
 */
export const TRANSIT_GATEWAY: ResourceType = partType<TransitGateway>({
  typeName: 'AWS::EC2::TransitGateway',
  source: 'aws-ec2-transitgateway',
  prefix: 'tgw',
  arnType: 'transit-gateway',
  properties: {
    AutoAcceptSharedAttachments: 'interpreted', DefaultRouteTableAssociation: 'interpreted', DefaultRouteTablePropagation: 'interpreted',
    Description: DESCRIPTION, DnsSupport: NAMES, Tags: 'interpreted',
    VpnEcmpSupport: inert('VPNs of a transit gateway are not followed'),
    SecurityGroupReferencingSupport: inert('groups of other VPCs are refused in rules'),
  },
  required: [],
  createOnly: [],
  actions: {
    describe: 'ec2:DescribeTransitGateways',
    create: ['ec2:CreateTransitGateway'],
    update: [['ec2:ModifyTransitGateway', 'AutoAcceptSharedAttachments', 'DefaultRouteTableAssociation', 'DefaultRouteTablePropagation', 'Description', 'DnsSupport', 'VpnEcmpSupport', 'SecurityGroupReferencingSupport']],
    delete: ['ec2:DeleteTransitGateway'],
  },
  parts: operation => stateOf(operation).gateways,
  make: (operation, base) => settle(operation, { ...base, acceptsShared: false }),
  change: (operation, gateway) => void settle(operation, gateway),
  remove: (operation, { id }) => {
    const { attachments, tables } = stateOf(operation);
    const own = [...tables.values()].filter(table => table.gatewayId === id);
    refuseWhileUsed(operation, id, [...attachments.values()].filter(({ gatewayId }) => gatewayId === id));
    own.forEach(table => tables.delete(table.id));
  },
  attributes: ({ id, accountId, region }, { partition }) => ({ Id: id, TransitGatewayArn: `arn:${partition}:ec2:${region}:${accountId}:transit-gateway/${id}` }),
});

/** Whether AWS switches something on: it does unless it is told not to. */
const isOn = ({ properties }: Operation, name: string) => (text(properties, name) ?? 'enable') === 'enable';

function settle(operation: Operation, gateway: TransitGateway): TransitGateway {
  gateway.acceptsShared = text(operation.properties, 'AutoAcceptSharedAttachments') === 'enable';
  gateway.associationTableId = isOn(operation, 'DefaultRouteTableAssociation') ? addDefaultTable(operation.world, gateway) : undefined;
  gateway.propagationTableId = isOn(operation, 'DefaultRouteTablePropagation') ? addDefaultTable(operation.world, gateway) : undefined;
  return gateway;
}

/** A route table of a transit gateway. */
export const TRANSIT_TABLE: ResourceType = partType<TransitTable>({
  typeName: 'AWS::EC2::TransitGatewayRouteTable',
  source: 'aws-ec2-transitgatewayroutetable',
  prefix: 'tgw-rtb',
  arnType: 'transit-gateway-route-table',
  properties: { TransitGatewayId: 'interpreted', Tags: 'interpreted' },
  required: ['TransitGatewayId'],
  createOnly: ['TransitGatewayId', 'Tags'],
  actions: { describe: 'ec2:DescribeTransitGatewayRouteTables', create: ['ec2:CreateTransitGatewayRouteTable'], delete: ['ec2:DeleteTransitGatewayRouteTable'] },
  parts: operation => stateOf(operation).tables,
  make: (operation, base) => {
    const gateway = partNamed(operation, stateOf(operation).gateways, operation.properties.TransitGatewayId);
    return { ...base, gatewayId: gateway.id };
  },
  remove: (operation, { id }) => {
    const { associations, routes } = stateOf(operation);
    refuseWhileUsed(operation, id, [...associations.values(), ...routes.values()].filter(({ tableId }) => tableId === id));
  },
  attributes: ({ id }) => ({ TransitGatewayRouteTableId: id }),
});

/** Two types for the same thing; they differ in how subnets are changed. */
const attachmentType = (typeName: string, schema: string, createOnly: readonly string[]): ResourceType => partType<TransitAttachment>({
  typeName,
  source: schema,
  prefix: 'tgw-attach',
  arnType: 'transit-gateway-attachment',
  properties: {
    TransitGatewayId: 'interpreted', VpcId: 'interpreted', SubnetIds: 'interpreted', Tags: 'interpreted',
    Options: 'interpreted',
  },
  nested: {
    Options: {
      Ipv6Support: 'interpreted', DnsSupport: NAMES, SecurityGroupReferencingSupport: inert('groups of other VPCs are refused in rules'),
      ApplianceModeSupport: inert('whether a firewall sees both directions of a connection between zones is not judged: no connection is followed packet by packet'),
    },
  },
  required: ['SubnetIds', 'TransitGatewayId', 'VpcId'],
  createOnly,
  actions: {
    describe: 'ec2:DescribeTransitGatewayVpcAttachments',
    create: ['ec2:CreateTransitGatewayVpcAttachment'],
    update: [['ec2:ModifyTransitGatewayVpcAttachment', 'SubnetIds', 'Options']],
    delete: ['ec2:DeleteTransitGatewayVpcAttachment'],
  },
  parts: operation => stateOf(operation).attachments,
  make: attach,
  change: (operation, attachment) => {
    attachment.subnetIds = subnetsOf(operation, attachment.vpcId);
    attachment.carriesIpv6 = carriesIpv6(operation);
  },
  remove: (operation, { id }) => {
    const { associations, propagations, routes } = stateOf(operation);
    refuseWhileUsed(operation, id, [...routes.values()].filter(({ attachmentId }) => attachmentId === id));
    for (const links of [associations, propagations]) {
      [...links.values()].filter(({ attachmentId }) => attachmentId === id).forEach(link => links.delete(link.id));
    }
  },
  attributes: ({ id }) => ({ Id: id }),
});

export const TRANSIT_ATTACHMENT = attachmentType('AWS::EC2::TransitGatewayAttachment', 'aws-ec2-transitgatewayattachment', ['TransitGatewayId', 'VpcId']);
export const TRANSIT_VPC_ATTACHMENT =
  attachmentType('AWS::EC2::TransitGatewayVpcAttachment', 'aws-ec2-transitgatewayvpcattachment', ['SubnetIds', 'TransitGatewayId', 'VpcId']);

function attach(operation: Operation, base: NetworkPart): TransitAttachment {
  const { world, accountId, properties } = operation;
  const { vpcs } = world.state.networks;
  const gateway = partNamed(operation, stateOf(operation).gateways, properties.TransitGatewayId, TRANSIT_GATEWAYS.SHARED);
  if (gateway.accountId !== accountId) {
    const arn = `arn:${world.partition}:ec2:${gateway.region}:${gateway.accountId}:transit-gateway/${gateway.id}`;
    operation.requirePath(TRANSIT_GATEWAYS.SHARED, shareWith(world, arn, accountId)?.origin, `${gateway.id} may not be shared yet`);
    operation.require(TRANSIT_GATEWAYS.ACCEPTED, gateway.acceptsShared, `${gateway.id} accepts nothing by itself`, 'enable AutoAcceptSharedAttachments');
  }
  const vpc = partNamed(operation, vpcs, properties.VpcId);
  const twin = attachmentOf(world, gateway.id, vpc.id);
  operation.require(TRANSIT_GATEWAYS.ONE_ATTACHMENT, twin === undefined, `${vpc.id} is attached to ${gateway.id} already, by ${twin?.id}`, 'keep one of the two');
  const subnetIds = subnetsOf(operation, vpc.id);
  const attachment = { ...base, gatewayId: gateway.id, vpcId: vpc.id, subnetIds, carriesIpv6: carriesIpv6(operation) };
  linkToDefaults(operation, attachment, gateway);
  return attachment;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachmentRequestOptions.html */
const carriesIpv6 = ({ properties }: Operation) => text(record(properties, 'Options'), 'Ipv6Support') === 'enable';

/** What a new attachment gets by itself. */
function linkToDefaults(operation: Operation, attachment: TransitAttachment, gateway: TransitGateway): void {
  const { associations, propagations } = stateOf(operation);
  const link = (links: Map<string, TransitLink>, tableId?: string) => {
    if (tableId !== undefined) {
      const id = `${tableId}|${attachment.id}`;
      links.set(id, { ...attachment, id, attachmentId: attachment.id, tableId });
    }
  };
  link(associations, gateway.associationTableId);
  link(propagations, gateway.propagationTableId);
}

function subnetsOf(operation: Operation, vpcId: string): readonly string[] {
  const ids = texts(operation.properties, 'SubnetIds');
  const subnets = ids.map(id => partNamed(operation, operation.world.state.networks.subnets, id));
  const stranger = subnets.find(subnet => subnet.vpcId !== vpcId);
  operation.require(NETWORKS.SAME_VPC, stranger === undefined, `${stranger?.id} is of ${stranger?.vpcId}, not of ${vpcId}`, 'name subnets of the VPC');
  const zones = new Set(subnets.map(({ zone }) => zone));
  operation.require(TRANSIT_GATEWAYS.SUBNETS, subnets.length > 0 && zones.size === subnets.length, `${ids.length} subnets in ${zones.size} zones`, 'name one subnet in each zone');
  return ids;
}

const ONLY_ENDS = ['TransitGatewayAttachmentId', 'TransitGatewayRouteTableId'];

/** The table and the attachment that are tied together. */
function ends(operation: Operation): { readonly table: TransitTable; readonly attachment: TransitAttachment } {
  const { attachments, tables } = stateOf(operation);
  const table = partNamed(operation, tables, operation.properties.TransitGatewayRouteTableId);
  const id = String(operation.properties.TransitGatewayAttachmentId);
  const attachment = attachments.get(id) ?? operation.fail('InvalidTransitGatewayAttachmentID.NotFound', `${id} does not exist`);
  operation.requirePath(NETWORKS.EXISTS, attachment.origin, `${id} may not exist yet`);
  const holds = table.gatewayId === attachment.gatewayId;
  operation.require(TRANSIT_GATEWAYS.SAME_GATEWAY, holds, `${table.id} is of ${table.gatewayId}, ${id} of ${attachment.gatewayId}`, 'name those of one gateway');
  return { table, attachment };
}

const linkType = (
  typeName: string, schema: string, actions: { readonly describe: string; readonly create: string; readonly delete: string },
  links: (operation: Operation) => Map<string, TransitLink>, check: (operation: Operation, attachment: TransitAttachment) => void,
): ResourceType => partType<TransitLink>({
  typeName,
  source: schema,
  prefix: 'tgw-link',
  arnType: 'transit-gateway-route-table',
  properties: Object.fromEntries(ONLY_ENDS.map(name => [name, 'interpreted' as const])),
  required: ONLY_ENDS,
  createOnly: ONLY_ENDS,
  actions: { describe: actions.describe, create: [actions.create], delete: [actions.delete] },
  parts: links,
  make: (operation, base) => {
    const { table, attachment } = ends(operation);
    check(operation, attachment);
    return { ...base, tableId: table.id, attachmentId: attachment.id };
  },
  physicalId: ({ tableId, attachmentId }) => `${tableId}|${attachmentId}`,
  attributes: () => ({}),
});

/** The table that an attachment looks into. */
export const TRANSIT_ASSOCIATION = linkType('AWS::EC2::TransitGatewayRouteTableAssociation', 'aws-ec2-transitgatewayroutetableassociation', {
  describe: 'ec2:GetTransitGatewayRouteTableAssociations', create: 'ec2:AssociateTransitGatewayRouteTable', delete: 'ec2:DisassociateTransitGatewayRouteTable',
}, operation => stateOf(operation).associations, (operation, attachment) => {
  const before = tableOfAttachment(operation.world, attachment.id);
  operation.require(TRANSIT_GATEWAYS.ONE_TABLE, before === undefined, `${attachment.id} looks into ${before?.tableId} already`, 'switch the default table off while it is attached');
});

/** The tables that an attachment announces its addresses in. */
export const TRANSIT_PROPAGATION = linkType('AWS::EC2::TransitGatewayRouteTablePropagation', 'aws-ec2-transitgatewayroutetablepropagation', {
  describe: 'ec2:GetTransitGatewayRouteTablePropagations', create: 'ec2:EnableTransitGatewayRouteTablePropagation', delete: 'ec2:DisableTransitGatewayRouteTablePropagation',
}, operation => stateOf(operation).propagations, () => undefined);

const ROUTE_PROPERTIES = ['TransitGatewayRouteTableId', 'DestinationCidrBlock', 'TransitGatewayAttachmentId', 'Blackhole'];

/** A static route of a transit gateway. */
export const TRANSIT_ROUTE: ResourceType = partType<TransitRoute>({
  typeName: 'AWS::EC2::TransitGatewayRoute',
  source: 'aws-ec2-transitgatewayroute',
  prefix: 'tgw-route',
  arnType: 'transit-gateway-route-table',
  properties: Object.fromEntries(ROUTE_PROPERTIES.map(name => [name, 'interpreted' as const])),
  required: ['TransitGatewayRouteTableId', 'DestinationCidrBlock'],
  createOnly: ROUTE_PROPERTIES,
  actions: { describe: 'ec2:SearchTransitGatewayRoutes', create: ['ec2:CreateTransitGatewayRoute'], delete: ['ec2:DeleteTransitGatewayRoute'] },
  parts: operation => stateOf(operation).routes,
  make: (operation, base) => {
    const { properties } = operation;
    const isHole = flag(properties, 'Blackhole') ?? false;
    const destination = rangeOf(String(properties.DestinationCidrBlock))?.text
      ?? operation.fail('InvalidParameterValue', `${String(properties.DestinationCidrBlock)} is no block of addresses`);
    const complete = isHole !== (properties.TransitGatewayAttachmentId !== undefined);
    operation.require(TRANSIT_GATEWAYS.ONE_ROUTE, complete, `the route to ${destination} has ${isHole ? 'two targets' : 'no target'}`, 'give an attachment, or Blackhole');
    const table = isHole ? partNamed(operation, stateOf(operation).tables, properties.TransitGatewayRouteTableId) : ends(operation).table;
    const twin = [...stateOf(operation).routes.values()].find(route => route.tableId === table.id && route.destination === destination);
    operation.require(TRANSIT_GATEWAYS.ONE_ROUTE, twin === undefined, `${table.id} has a route to ${destination} already`, 'keep one of the two');
    return { ...base, tableId: table.id, destination, attachmentId: text(properties, 'TransitGatewayAttachmentId') };
  },
  physicalId: ({ tableId, destination }) => `${tableId}|${destination}`,
  attributes: () => ({}),
});
