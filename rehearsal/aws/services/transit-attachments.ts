import { ApiCall, ApiInput, ApiOperation, Authorization, AwsError } from '../contract';
import { TRANSIT_GATEWAYS } from '../../rules/transit-gateways';
import { tableOfAttachment, TransitAttachment, TransitLink, TransitTable } from './transit-gateways';

const source = (operation: string) => `https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_${operation}.html`;

/** The gateways of the account and region: their owner sees and changes what others attach. */
const gatewaysOf = ({ world, accountId, region }: ApiCall) =>
  [...world.state.transitGateways.gateways.values()].filter(gateway => gateway.accountId === accountId && gateway.region === region);

/** Filters by name, and what they look at. An attachment is available as soon as it is there, and always of a VPC. */
const FILTERS: Readonly<Record<string, (attachment: TransitAttachment) => string>> = {
  'transit-gateway-id': ({ gatewayId }) => gatewayId,
  'resource-type': () => 'vpc',
  'state': () => 'available',
};

function describe({ TransitGatewayAttachmentIds: ids, Filters = [] }: ApiInput, call: ApiCall): unknown {
  const { world } = call;
  const filters = Filters as readonly { readonly Name: string; readonly Values: readonly string[] }[];
  const unknown = filters.find(({ Name }) => !(Name in FILTERS));
  if (unknown) {
    throw new AwsError('InvalidParameterValue', `The filter '${unknown.Name}' is invalid`);
  }
  const found = [...world.state.transitGateways.attachments.values()]
    .filter(({ gatewayId }) => gatewaysOf(call).some(({ id }) => id === gatewayId))
    .filter(({ id }) => (ids as readonly string[] | undefined)?.includes(id) ?? true)
    .filter(attachment => filters.every(({ Name, Values }) => Values.includes(FILTERS[Name](attachment))));
  return {
    TransitGatewayAttachments: found.map(attachment => {
      const table = tableOfAttachment(world, attachment.id)?.tableId;
      return {
        TransitGatewayAttachmentId: attachment.id, TransitGatewayId: attachment.gatewayId, ResourceType: 'vpc', ResourceId: attachment.vpcId,
        ResourceOwnerId: attachment.accountId, State: 'available',
        ...table && { Association: { TransitGatewayRouteTableId: table, State: 'associated' } },
      };
    }),
  };
}

function tableOf({ TransitGatewayRouteTableId }: ApiInput, call: ApiCall): TransitTable {
  const table = call.world.state.transitGateways.tables.get(String(TransitGatewayRouteTableId));
  if (!table || !gatewaysOf(call).some(({ id }) => id === table.gatewayId)) {
    throw new AwsError('InvalidRouteTableID.NotFound', `Transit Gateway Route Table ${String(TransitGatewayRouteTableId)} was deleted or does not exist.`);
  }
  return table;
}

/** The table and the attachment of a request, of one gateway of the account. */
function endsOf(input: ApiInput, call: ApiCall): { readonly table: TransitTable; readonly attachment: TransitAttachment } {
  const table = tableOf(input, call);
  const attachment = call.world.state.transitGateways.attachments.get(String(input.TransitGatewayAttachmentId));
  if (attachment?.gatewayId !== table.gatewayId) {
    throw new AwsError('InvalidTransitGatewayAttachmentID.NotFound', `Transit Gateway Attachment ${String(input.TransitGatewayAttachmentId)} was deleted or does not exist.`);
  }
  return { table, attachment };
}

type Links = 'associations' | 'propagations';

const linksOf = ({ world }: ApiCall, kind: Links): Map<string, TransitLink> => world.state.transitGateways[kind];

const linkBetween = (input: ApiInput, call: ApiCall, kind: Links): TransitLink | undefined => {
  const { table, attachment } = endsOf(input, call);
  return [...linksOf(call, kind).values()].find(({ tableId, attachmentId }) => tableId === table.id && attachmentId === attachment.id);
};

function add(input: ApiInput, call: ApiCall, kind: Links): void {
  const { table, attachment } = endsOf(input, call);
  const id = `${kind}|${table.id}|${attachment.id}`;
  linksOf(call, kind).set(id, {
    id, accountId: call.accountId, region: call.region, origin: attachment.origin, tags: {}, tableId: table.id, attachmentId: attachment.id,
  });
}

function associate(input: ApiInput, call: ApiCall): unknown {
  const before = tableOfAttachment(call.world, endsOf(input, call).attachment.id);
  if (before) {
    throw new AwsError('Resource.AlreadyAssociated', `Transit Gateway Attachment ${before.attachmentId} is already associated to a route table: ${TRANSIT_GATEWAYS.ONE_TABLE.statement}`);
  }
  add(input, call, 'associations');
  return { Association: { ...input, State: 'associating' } };
}

function propagate(input: ApiInput, call: ApiCall): unknown {
  if (linkBetween(input, call, 'propagations')) {
    throw new AwsError('TransitGatewayRouteTablePropagation.Duplicate', 'Propagation for the attachment and the route table exists already.');
  }
  add(input, call, 'propagations');
  return { Propagation: { ...input, State: 'enabling' } };
}

function remove(input: ApiInput, call: ApiCall, kind: Links): unknown {
  const link = linkBetween(input, call, kind);
  if (!link) {
    throw new AwsError('InvalidAssociation.NotFound', `${String(input.TransitGatewayAttachmentId)} has nothing of ${String(input.TransitGatewayRouteTableId)} to end.`);
  }
  linksOf(call, kind).delete(link.id);
  return {};
}

function propagationsOf(input: ApiInput, call: ApiCall): unknown {
  const { id } = tableOf(input, call);
  return {
    TransitGatewayRouteTablePropagations: [...linksOf(call, 'propagations').values()].filter(({ tableId }) => tableId === id)
      .map(({ attachmentId }) => ({ TransitGatewayAttachmentId: attachmentId, ResourceType: 'vpc', State: 'enabled' })),
  };
}

/**
 * A change of what ties an attachment to a table: both are asked for. Whose account the ARN of an attachment names AWS does not say: here
 * it is that of the VPC, which a policy has to reach, while the owner of the gateway decides.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-share.html
 */
const change = (operation: string, run: (input: ApiInput, call: ApiCall) => unknown): ApiOperation => ({
  service: 'ec2', operation, write: true, input: ['TransitGatewayAttachmentId', 'TransitGatewayRouteTableId'], source: source(operation),
  authorizations: ({ TransitGatewayAttachmentId, TransitGatewayRouteTableId }, { world, accountId, region }): Authorization[] => {
    const owner = world.state.transitGateways.attachments.get(String(TransitGatewayAttachmentId))?.accountId ?? accountId;
    const arns = [[owner, 'transit-gateway-attachment', TransitGatewayAttachmentId], [accountId, 'transit-gateway-route-table', TransitGatewayRouteTableId]];
    return arns.map(([account, type, id]) => ({
      action: `ec2:${operation}`, resource: `arn:${world.partition}:ec2:${region}:${String(account)}:${String(type)}/${String(id)}`,
      resourceAccountId: accountId, region,
    }));
  },
  run,
});

/**
 * Operations on what is attached to a transit gateway, by the account that owns the gateway. The codes of errors are not documented, but
 * for those of what is not found.
 */
export const operations: readonly ApiOperation[] = [
  {
    service: 'ec2', operation: 'DescribeTransitGatewayAttachments', write: false, input: ['TransitGatewayAttachmentIds', 'Filters', 'NextToken', 'MaxResults'],
    nested: { Filters: ['Name', 'Values'] }, source: source('DescribeTransitGatewayAttachments'),
    authorizations: (_, { region }) => [{ action: 'ec2:DescribeTransitGatewayAttachments', resource: '*', region }],
    run: describe,
  },
  {
    service: 'ec2', operation: 'GetTransitGatewayRouteTablePropagations', write: false, input: ['TransitGatewayRouteTableId', 'NextToken', 'MaxResults'],
    source: source('GetTransitGatewayRouteTablePropagations'),
    authorizations: ({ TransitGatewayRouteTableId: id }, { world, accountId, region }) => [{
      action: 'ec2:GetTransitGatewayRouteTablePropagations', resource: `arn:${world.partition}:ec2:${region}:${accountId}:transit-gateway-route-table/${String(id)}`, region,
    }],
    run: propagationsOf,
  },
  change('AssociateTransitGatewayRouteTable', associate),
  change('DisassociateTransitGatewayRouteTable', (input, call) => remove(input, call, 'associations')),
  change('EnableTransitGatewayRouteTablePropagation', propagate),
  change('DisableTransitGatewayRouteTablePropagation', (input, call) => remove(input, call, 'propagations')),
];
