import { ApiCall, ApiInput, ApiOperation, Authorization, AwsError, Origin } from '../contract';
import type { World } from '../world';
import { isSharedWith } from './network-sharing';
import { NetworkPart } from './networks';

/** A transit gateway. */
export interface TransitGateway extends NetworkPart {
  /** Whether attachments of other accounts are accepted by themselves. */
  acceptsShared: boolean;
  /** The table that a new attachment looks into; undefined where it gets none. */
  associationTableId?: string;
  /** The table that a new attachment announces its addresses in; undefined where it does not. */
  propagationTableId?: string;
}

/** A route table of a transit gateway. */
export interface TransitTable extends NetworkPart {
  readonly gatewayId: string;
}

/** A VPC that is attached to a transit gateway; it belongs to the account of the VPC. */
export interface TransitAttachment extends NetworkPart {
  readonly gatewayId: string;
  readonly vpcId: string;
  subnetIds: readonly string[];
  /** Whether it carries IPv6; unless it is told to, it does not. */
  carriesIpv6?: boolean;
}

/** A route that somebody wrote: to an attachment, or into nothing. */
export interface TransitRoute extends NetworkPart {
  readonly tableId: string;
  readonly destination: string;
  readonly attachmentId?: string;
}

/** Ties an attachment to a table: it looks into it, or announces its addresses in it. */
export interface TransitLink extends NetworkPart {
  readonly attachmentId: string;
  readonly tableId: string;
}

/** Transit gateways and what belongs to them, by id. */
export interface TransitGatewayState {
  readonly gateways: Map<string, TransitGateway>;
  readonly tables: Map<string, TransitTable>;
  readonly attachments: Map<string, TransitAttachment>;
  readonly routes: Map<string, TransitRoute>;
  readonly associations: Map<string, TransitLink>;
  readonly propagations: Map<string, TransitLink>;
}

export const initialTransitGateways = (): TransitGatewayState => ({
  gateways: new Map(), tables: new Map(), attachments: new Map(), routes: new Map(), associations: new Map(), propagations: new Map(),
});

/** The attachment of a VPC to a transit gateway. */
export const attachmentOf = (world: World, gatewayId: string, vpcId: string): TransitAttachment | undefined =>
  [...world.state.transitGateways.attachments.values()].find(attached => attached.gatewayId === gatewayId && attached.vpcId === vpcId);

/** The table that an attachment looks into. */
export const tableOfAttachment = (world: World, attachmentId: string): TransitLink | undefined =>
  [...world.state.transitGateways.associations.values()].find(link => link.attachmentId === attachmentId);

/** The table that AWS makes for a gateway whose defaults are on and not named. */
export function addDefaultTable(world: World, gateway: TransitGateway): string {
  const id = gateway.id.replace('tgw-', 'tgw-rtb-');
  const { accountId, region, origin } = gateway;
  world.state.transitGateways.tables.set(id, { id, accountId, region, origin, tags: {}, gatewayId: gateway.id });
  return id;
}

const source = (operation: string) => `https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_${operation}.html`;

const describe = ({ id, accountId, tags, acceptsShared, associationTableId, propagationTableId }: TransitGateway) => ({
  TransitGatewayId: id, State: 'available', OwnerId: accountId, Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  Options: {
    AutoAcceptSharedAttachments: acceptsShared ? 'enable' : 'disable',
    DefaultRouteTableAssociation: associationTableId ? 'enable' : 'disable', AssociationDefaultRouteTableId: associationTableId,
    DefaultRouteTablePropagation: propagationTableId ? 'enable' : 'disable', PropagationDefaultRouteTableId: propagationTableId,
  },
});

function describeGateways({ TransitGatewayIds: ids }: ApiInput, { world, accountId, region }: ApiCall): unknown {
  const gateways = [...world.state.transitGateways.gateways.values()]
    .filter(gateway => gateway.region === region && (gateway.accountId === accountId || isSharedWith(world, gateway, accountId)));
  const missing = ((ids ?? []) as readonly string[]).find(id => !gateways.some(gateway => gateway.id === id));
  if (missing) {
    throw new AwsError('InvalidTransitGatewayID.NotFound', `Transit Gateway ${missing} was deleted or does not exist.`);
  }
  return { TransitGateways: gateways.filter(({ id }) => (ids as readonly string[] | undefined)?.includes(id) ?? true).map(describe) };
}

/** Default tables by the option that switches them on. */
const DEFAULTS = {
  DefaultRouteTableAssociation: { option: 'AssociationDefaultRouteTableId', member: 'associationTableId' },
  DefaultRouteTablePropagation: { option: 'PropagationDefaultRouteTableId', member: 'propagationTableId' },
} as const;

function modify({ TransitGatewayId: id, Options }: ApiInput, { world, accountId }: ApiCall): unknown {
  const { gateways, tables } = world.state.transitGateways;
  const gateway = gateways.get(String(id));
  if (gateway?.accountId !== accountId) {
    throw new AwsError('InvalidTransitGatewayID.NotFound', `Transit Gateway ${String(id)} was deleted or does not exist.`);
  }
  const options = (Options ?? {}) as Readonly<Record<string, string>>;
  for (const [name, { option, member }] of Object.entries(DEFAULTS)) {
    const table = options[option];
    if (table !== undefined && tables.get(table)?.gatewayId !== id) {
      throw new AwsError('InvalidRouteTableID.NotFound', `Transit Gateway Route Table ${table} was deleted or does not exist.`);
    }
    if (options[name] !== undefined) {
      gateway[member] = options[name] === 'enable' ? table ?? addDefaultTable(world, gateway) : undefined;
    }
  }
  return { TransitGateway: describe(gateway) };
}

/** Operations on transit gateways; those on their attachments are in transit-attachments.ts. */
export const operations: readonly ApiOperation[] = [
  {
    service: 'ec2', operation: 'DescribeTransitGateways', write: false, input: ['TransitGatewayIds', 'NextToken', 'MaxResults'],
    source: source('DescribeTransitGateways'),
    authorizations: (_, { region }) => [{ action: 'ec2:DescribeTransitGateways', resource: '*', region }],
    run: describeGateways,
  },
  {
    service: 'ec2', operation: 'ModifyTransitGateway', write: true, input: ['TransitGatewayId', 'Options'],
    nested: { Options: Object.entries(DEFAULTS).flatMap(([name, { option }]) => [name, option]) },
    source: source('ModifyTransitGateway'),
    // The tables are asked for as well: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
    authorizations: ({ TransitGatewayId, Options }, { world, accountId, region }): Authorization[] => {
      const options = (Options ?? {}) as Readonly<Record<string, string>>;
      const tables = Object.values(DEFAULTS).flatMap(({ option }) => options[option] ?? []);
      return [['transit-gateway', String(TransitGatewayId)], ...tables.map(table => ['transit-gateway-route-table', table])]
        .map(([type, id]) => ({ action: 'ec2:ModifyTransitGateway', resource: `arn:${world.partition}:ec2:${region}:${accountId}:${type}/${id}`, region }));
    },
    run: modify,
  },
];

/** Where an announced route comes from. */
export interface TransitTarget {
  /** Undefined where traffic is dropped. */
  readonly attachmentId?: string;
  readonly destination: string;
  readonly origin?: Origin;
}

/** All routes of a table: those that somebody wrote before those that attachments announce. */
export function routesOf(world: World, tableId: string): readonly TransitTarget[] {
  const { attachments, propagations, routes } = world.state.transitGateways;
  const announced = [...propagations.values()].filter(link => link.tableId === tableId).flatMap(({ attachmentId, origin }) => {
    const vpc = world.state.networks.vpcs.get(attachments.get(attachmentId)?.vpcId ?? '');
    return (vpc?.cidrs ?? []).map(({ cidr }): TransitTarget => ({ attachmentId, destination: cidr, origin }));
  });
  return [...[...routes.values()].filter(route => route.tableId === tableId), ...announced];
}
