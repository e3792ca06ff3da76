import { createHash } from 'node:crypto';
import { ApiCall, ApiInput, ApiOperation, Authorization, AwsError, RehearsalFailure } from '../contract';
import type { World } from '../world';
import { ofVpc } from './networks';
import type { NetworkPart } from './networks';

/** A VPC with what is in it: the rehearsal knows default VPCs, and what an adopted account put into them. */
export interface Vpc {
  readonly id: string;
  readonly isDefault: boolean;
  readonly subnets: readonly string[];
  /** Internet gateways that are attached. */
  readonly internetGateways: readonly string[];
  /** What somebody put into it, by the name of its list: `NetworkInterfaces`, `SecurityGroups` … */
  readonly contents: Readonly<Record<string, readonly string[]>>;
}

/** Where a VPC is. */
interface Place {
  readonly accountId: string;
  readonly region: string;
}

const key = ({ accountId, region }: Place) => `${accountId}/${region}`;

/** Ids that do not depend on who looks first: the VPC is there from the beginning. */
const idOf = (kind: string, place: Place, nth = 0) =>
  `${kind}-0${createHash('sha256').update(`${kind} ${key(place)} ${nth}`).digest('hex').slice(0, 16)}`;

/** The default VPC that AWS puts into each region: https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html */
const defaultVpc = (place: Place): Vpc => ({
  id: idOf('vpc', place), isDefault: true, subnets: [0, 1, 2].map(zone => idOf('subnet', place, zone)), internetGateways: [idOf('igw', place)], contents: {},
});

/** The VPCs of an account and region. */
export const vpcsOf = (world: World, place: Place): readonly Vpc[] => world.state.ec2.vpcs.get(key(place)) ?? [defaultVpc(place)];

/** Puts something into the default VPC of an account and region, as somebody did before it was adopted. */
export function occupyDefaultVpc(world: World, place: Place, list: string, id: string): void {
  const occupied = (vpc: Vpc): Vpc => ({ ...vpc, contents: { ...vpc.contents, [list]: [...vpc.contents[list] ?? [], id] } });
  change(world, place, vpcsOf(world, place).map(vpc => vpc.isDefault ? occupied(vpc) : vpc));
}

const change = (world: World, place: Place, vpcs: readonly Vpc[]): void => void world.state.ec2.vpcs.set(key(place), vpcs);

/** Gateways that were detached and not yet deleted are a VPC's no more; they are kept beside them. */
const DETACHED = 'detached';

interface Filter {
  readonly Name: string;
  readonly Values: readonly string[];
}

/** Whether a VPC meets the filters; a filter that is not modelled must not be passed over. */
function meets(vpc: Vpc, filters: readonly Filter[], known: Readonly<Record<string, (vpc: Vpc) => string>>): boolean {
  return filters.every(({ Name, Values }) => {
    const value = known[Name];
    if (!value) {
      throw new RehearsalFailure({ kind: 'unknown', message: `the rehearsal does not know the filter '${Name}' of EC2`, remedy: 'model it in rehearsal/aws/services/ec2-networks.ts' });
    }
    return Values.includes(value(vpc));
  });
}

function selected(input: ApiInput, call: ApiCall, ...filters: string[]): readonly Vpc[] {
  const byId = Object.fromEntries(filters.map(name => [name, (vpc: Vpc) => vpc.id]));
  const known = { 'is-default': (vpc: Vpc) => String(vpc.isDefault), ...byId };
  const wanted = (input.Filters ?? []) as readonly Filter[];
  return [...vpcsOf(call.world, call), ...deployedVpcs(call)].filter(vpc => vpc.id !== DETACHED && meets(vpc, wanted, known));
}

/** VPCs that stacks made, as lists show them; what AWS put into each is counted by the lists themselves. */
function deployedVpcs({ world, accountId, region }: ApiCall): readonly Vpc[] {
  const { vpcs, subnets, gateways, securityGroups, routeTables, networkAcls, endpoints } = world.state.networks;
  const idsOf = (parts: ReadonlyMap<string, { readonly id: string; readonly vpcId?: string }>, vpcId: string, ...own: string[]) =>
    ofVpc(parts, vpcId).map(({ id }) => id).filter(id => !own.includes(id));
  return [...vpcs.values()].filter(vpc => vpc.accountId === accountId && vpc.region === region).map(vpc => ({
    id: vpc.id, isDefault: false, subnets: idsOf(subnets, vpc.id),
    internetGateways: ofVpc(gateways, vpc.id).filter(({ kind }) => kind === 'internet').map(({ id }) => id),
    contents: {
      SecurityGroups: idsOf(securityGroups, vpc.id, vpc.defaultSecurityGroupId),
        RouteTables: idsOf(routeTables, vpc.id, vpc.mainRouteTableId),
      NetworkAcls: idsOf(networkAcls, vpc.id, vpc.defaultNetworkAclId), VpcEndpoints: idsOf(endpoints, vpc.id),
    },
  }));
}

const source = (operation: string) => `https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_${operation}.html`;

/** What stacks made of a kind, as an answer lists it; the VPC it belongs to is asked by the filters. */
type Made = (world: World) => readonly (NetworkPart & { readonly vpcId: string; readonly answer: object })[];

const madeHere = (made: Made, input: ApiInput, { world, accountId, region }: ApiCall, filters: readonly string[]) => {
  const known = Object.fromEntries([['is-default', () => 'false'], ...filters.map(name => [name, (vpc: Vpc) => vpc.id])]);
  const wanted = (input.Filters ?? []) as readonly Filter[];
  const vpcOf = (id: string): Vpc => ({ id, isDefault: false, subnets: [], internetGateways: [], contents: {} });
  return made(world)
    .filter(part => part.accountId === accountId && part.region === region && meets(vpcOf(part.vpcId), wanted, known))
    .map(({ answer, tags }) => ({ ...answer, Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }));
};

const MADE_VPCS: Made = ({ state }) => [...state.networks.vpcs.values()].map(vpc => ({
  ...vpc, vpcId: vpc.id, answer: { VpcId: vpc.id, IsDefault: false, State: 'available', CidrBlock: vpc.cidrs[0]?.cidr },
}));

/** Ids of zones are another thing than their names: the rehearsal numbers them in the same order. */
const MADE_SUBNETS: Made = ({ state }) => [...state.networks.subnets.values()].map(subnet => ({
  ...subnet,
  answer: {
    SubnetId: subnet.id, VpcId: subnet.vpcId, DefaultForAz: false, AvailabilityZone: subnet.zone, CidrBlock: subnet.cidr,
    AvailabilityZoneId: `${subnet.region}-az${subnet.zone.charCodeAt(subnet.zone.length - 1) - 'a'.charCodeAt(0) + 1}`,
  },
}));

/** A list of what belongs to VPCs: with what AWS puts into each by itself, what somebody added, and what stacks made. */
function list(
  operation: string, member: string, filters: readonly string[], items: (vpc: Vpc) => readonly object[], made?: Made,
): ApiOperation {
  return {
    service: 'ec2', operation, write: false, input: ['Filters', 'NextToken', 'MaxResults'], nested: { Filters: ['Name', 'Values'] },
    source: source(operation),
    authorizations: (_, call) => [{ action: `ec2:${operation}`, resource: '*', region: call.region }],
    run: (input, call) => ({
      [member]: [...selected(input, call, ...filters).flatMap(items), ...made ? madeHere(made, input, call, filters) : []],
    }),
  };
}

const added = (vpc: Vpc, member: string, idName: string, more: object = {}) =>
  (vpc.contents[member] ?? []).map(id => ({ [idName]: id, VpcId: vpc.id, ...more }));

const LISTS: readonly ApiOperation[] = [
  list('DescribeVpcs', 'Vpcs', ['vpc-id'], vpc => [{ VpcId: vpc.id, IsDefault: vpc.isDefault, State: 'available' }], MADE_VPCS),
  list('DescribeSubnets', 'Subnets', ['vpc-id'], vpc => vpc.subnets.map(id => ({ SubnetId: id, VpcId: vpc.id, DefaultForAz: vpc.isDefault })), MADE_SUBNETS),
  list('DescribeInternetGateways', 'InternetGateways', ['attachment.vpc-id'],
    vpc => vpc.internetGateways.map(id => ({ InternetGatewayId: id, Attachments: [{ VpcId: vpc.id, State: 'available' }] }))),
  list('DescribeNetworkInterfaces', 'NetworkInterfaces', ['vpc-id'], vpc => added(vpc, 'NetworkInterfaces', 'NetworkInterfaceId')),
  list('DescribeSecurityGroups', 'SecurityGroups', ['vpc-id'],
    vpc => [{ GroupId: 'sg-default', GroupName: 'default', VpcId: vpc.id }, ...added(vpc, 'SecurityGroups', 'GroupId', { GroupName: 'added' })]),
  list('DescribeRouteTables', 'RouteTables', ['vpc-id'],
    vpc => [{ RouteTableId: 'rtb-main', VpcId: vpc.id, Associations: [{ Main: true }] }, ...added(vpc, 'RouteTables', 'RouteTableId', { Associations: [] })]),
  list('DescribeNetworkAcls', 'NetworkAcls', ['vpc-id'],
    vpc => [{ NetworkAclId: 'acl-default', VpcId: vpc.id, IsDefault: true }, ...added(vpc, 'NetworkAcls', 'NetworkAclId', { IsDefault: false })]),
  list('DescribeVpcEndpoints', 'VpcEndpoints', ['vpc-id'], vpc => added(vpc, 'VpcEndpoints', 'VpcEndpointId')),
  list('DescribeVpcPeeringConnections', 'VpcPeeringConnections', ['requester-vpc-info.vpc-id', 'accepter-vpc-info.vpc-id'],
    vpc => added(vpc, 'VpcPeeringConnections', 'VpcPeeringConnectionId', { Status: { Code: 'active' } })),
  list('DescribeVpnGateways', 'VpnGateways', ['attachment.vpc-id'], vpc => added(vpc, 'VpnGateways', 'VpnGatewayId')),
];

/** A deletion: who may do it is asked for each thing that is named. */
function removal(operation: string, input: Readonly<Record<string, string>>, run: (input: ApiInput, call: ApiCall) => void): ApiOperation {
  return {
    service: 'ec2', operation, write: true, input: Object.keys(input), source: source(operation),
    authorizations: (given, { world, accountId, region }): Authorization[] => Object.entries(input).map(([member, type]) => ({
      action: `ec2:${operation}`, resource: `arn:${world.partition}:ec2:${region}:${accountId}:${type}/${String(given[member])}`, region,
    })),
    run: (given, call) => {
      run(given, call);
      return {};
    },
  };
}

/** Changes the VPC that holds something, or says as EC2 does that there is none. */
function changeVpc(call: ApiCall, holds: (vpc: Vpc) => boolean, code: string, act: (vpc: Vpc) => Vpc | undefined): void {
  const vpcs = vpcsOf(call.world, call);
  if (!vpcs.some(holds)) {
    throw new AwsError(code, 'The ID does not exist');
  }
  change(call.world, call, vpcs.flatMap(vpc => holds(vpc) ? act(vpc) ?? [] : vpc));
}

function refuseWhileUsed(holds: boolean, what: string): void {
  if (holds) {
    throw new AwsError('DependencyViolation', `${what} has dependencies and cannot be deleted.`);
  }
}

const without = (ids: readonly string[], id: unknown) => ids.filter(other => other !== id);

function detach({ InternetGatewayId: id, VpcId }: ApiInput, call: ApiCall): void {
  changeVpc(call, vpc => vpc.id === VpcId && vpc.internetGateways.includes(String(id)), 'Gateway.NotAttached',
    vpc => ({ ...vpc, internetGateways: without(vpc.internetGateways, id) }));
  const detached: Vpc = { id: DETACHED, isDefault: false, subnets: [], internetGateways: [String(id)], contents: {} };
  change(call.world, call, [...vpcsOf(call.world, call), detached]);
}

function deleteGateway({ InternetGatewayId: id }: ApiInput, call: ApiCall): void {
  changeVpc(call, vpc => vpc.internetGateways.includes(String(id)), 'InvalidInternetGatewayID.NotFound', vpc => {
    refuseWhileUsed(vpc.id !== DETACHED, `The internetGateway '${String(id)}'`);
    return undefined;
  });
}

function deleteSubnet({ SubnetId: id }: ApiInput, call: ApiCall): void {
  changeVpc(call, vpc => vpc.subnets.includes(String(id)), 'InvalidSubnetID.NotFound', vpc => {
    refuseWhileUsed((vpc.contents.NetworkInterfaces ?? []).length > 0, `The subnet '${String(id)}'`);
    return { ...vpc, subnets: without(vpc.subnets, id) };
  });
}

function deleteVpc({ VpcId }: ApiInput, call: ApiCall): void {
  changeVpc(call, vpc => vpc.id === VpcId, 'InvalidVpcID.NotFound', vpc => {
    refuseWhileUsed([vpc.subnets, vpc.internetGateways, ...Object.values(vpc.contents)].some(ids => ids.length > 0), `The vpc '${vpc.id}'`);
    return undefined;
  });
}

/** Operations on default VPCs and what belongs to them. */
export const operations: readonly ApiOperation[] = [
  ...LISTS,
  removal('DetachInternetGateway', { InternetGatewayId: 'internet-gateway', VpcId: 'vpc' }, detach),
  removal('DeleteInternetGateway', { InternetGatewayId: 'internet-gateway' }, deleteGateway),
  removal('DeleteSubnet', { SubnetId: 'subnet' }, deleteSubnet),
  removal('DeleteVpc', { VpcId: 'vpc' }, deleteVpc),
];
