import { PolicyDocument } from '../../../lib/policy';
import { Origin } from '../contract';
import type { World } from '../world';

/** Tags by key, as the template gives them. */
export type Tags = Readonly<Record<string, string>>;

/** What every part of a network has. */
export interface NetworkPart {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
  tags: Tags;
}

/** A VPC that a stack made; default VPCs, which nobody made, are in ec2-networks.ts. */
export interface Network extends NetworkPart {
  /** IPv4 blocks; the first is the primary one. */
  readonly cidrs: VpcCidr[];
  /** IPv6 blocks. */
  readonly ipv6Cidrs: VpcCidr[];
  dnsSupport: boolean;
  dnsHostnames: boolean;
  readonly mainRouteTableId: string;
  readonly defaultSecurityGroupId: string;
  readonly defaultNetworkAclId: string;
}

/** A block of addresses of a VPC. */
export interface VpcCidr {
  readonly cidr: string;
  /** The IPAM pool it is allocated from. */
  readonly poolId?: string;
  origin?: Origin;
}

/** A subnet. */
export interface Subnet extends NetworkPart {
  readonly vpcId: string;
  readonly zone: string;
  readonly cidr?: string;
  ipv6Cidr?: string;
  mapsPublicAddresses: boolean;
  /** Without an association the main table of the VPC counts. */
  routeTable?: { readonly id: string; readonly origin: Origin };
  networkAclId: string;
}

/** A route table with its routes by destination, the local ones left out. */
export interface RouteTable extends NetworkPart {
  readonly vpcId: string;
  readonly routes: Map<string, Route>;
}

/** Kinds of what a route leads to, by the property of AWS::EC2::Route that names it. */
export type RouteTarget =
  'GatewayId' | 'NatGatewayId' | 'EgressOnlyInternetGatewayId' | 'TransitGatewayId' | 'VpcPeeringConnectionId' | 'VpcEndpointId' | 'NetworkInterfaceId' | 'InstanceId';

/** A route: traffic to the destination goes to the target. */
export interface Route {
  /** IPv4 or IPv6 block, or the id of a prefix list. */
  readonly destination: string;
  target: RouteTarget;
  targetId: string;
  readonly origin?: Origin;
}

/** An internet gateway, or one for IPv6 egress only. */
export interface Gateway extends NetworkPart {
  readonly kind: 'internet' | 'egress-only';
  vpcId?: string;
  /** The attachment, which is a resource of its own for internet gateways. */
  attachment?: Origin;
}

/** An Elastic IP address. */
export interface ElasticAddress extends NetworkPart {
  readonly publicIp: string;
  /** What it is associated with. */
  usedBy?: string;
}

/** A NAT gateway. */
export interface NatGateway extends NetworkPart {
  readonly subnetId: string;
  readonly vpcId: string;
  readonly isPublic: boolean;
  readonly allocationId?: string;
}

/** A network ACL with its entries. */
export interface NetworkAcl extends NetworkPart {
  readonly vpcId: string;
  readonly isDefault: boolean;
  readonly entries: Map<string, AclEntry>;
}

/** An entry of a network ACL; the lowest number that matches decides. */
export interface AclEntry {
  readonly number: number;
  readonly egress: boolean;
  readonly allow: boolean;
  readonly cidr: string;
  /** Number of the protocol; -1 for all. */
  readonly protocol: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly origin?: Origin;
}

/** A security group with its rules by id. */
export interface SecurityGroup extends NetworkPart {
  readonly vpcId: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly rules: Map<string, GroupRule>;
}

/** A rule of a security group: it allows. */
export interface GroupRule {
  readonly id: string;
  readonly egress: boolean;
  /** tcp, udp, icmp, icmpv6, a number, or -1 for all. */
  readonly protocol: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly peer: RulePeer;
  readonly origin?: Origin;
}

/** Whom a rule of a security group lets through: one of the three. */
export interface RulePeer {
  readonly cidr?: string;
  readonly groupId?: string;
  readonly prefixListId?: string;
}

/** A managed prefix list. */
export interface PrefixList extends NetworkPart {
  readonly name: string;
  maxEntries: number;
  entries: readonly string[];
}

/** An endpoint of a VPC: a gateway for S3 or DynamoDB in route tables, or interfaces in subnets. */
export interface VpcEndpoint extends NetworkPart {
  readonly vpcId: string;
  readonly serviceName: string;
  readonly kind: EndpointKind;
  routeTableIds: readonly string[];
  subnetIds: readonly string[];
  securityGroupIds: readonly string[];
  /** Kinds of addresses that its interfaces have; for those without interfaces, which they carry. */
  families: readonly (4 | 6)[];
  privateDns: boolean;
  /** Without one, everything is let through. */
  policy?: PolicyDocument;
}

/** Kinds of endpoints; those of firewalls are load balancers. */
export type EndpointKind = 'Interface' | 'Gateway' | 'GatewayLoadBalancer';

/** A flow log and where it goes. */
export interface FlowLog extends NetworkPart {
  /** Id of what it watches. */
  readonly resourceId: string;
  /** ARN of a bucket, with a folder perhaps, or of a log group. */
  readonly destinationArn: string;
  /** With what it writes to a log group; none for a bucket. */
  readonly roleArn?: string;
}

/** An IPAM with its operating regions. */
export interface Ipam extends NetworkPart {
  regions: readonly string[];
  readonly privateScopeId: string;
  readonly publicScopeId: string;
}

/** A pool of addresses. */
export interface AddressPool extends NetworkPart {
  readonly ipamId: string;
  readonly scopeId: string;
  readonly family: 4 | 6;
  /** Region in which VPCs allocate from it. */
  readonly locale?: string;
  readonly sourceId?: string;
  minNetmask?: number;
  maxNetmask?: number;
  defaultNetmask?: number;
  /** Blocks with the resource that provisioned each. */
  readonly blocks: VpcCidr[];
  /** What is allocated, by the id of who has it. */
  readonly allocations: Map<string, string>;
}

/** Ties a subnet to a route table or a network ACL. */
export interface SubnetAssociation extends NetworkPart {
  readonly subnetId: string;
  readonly ofId: string;
}

/** Everything of networks but default VPCs, by id. */
export interface NetworkState {
  readonly vpcs: Map<string, Network>;
  readonly subnets: Map<string, Subnet>;
  readonly routeTables: Map<string, RouteTable>;
  readonly gateways: Map<string, Gateway>;
  readonly addresses: Map<string, ElasticAddress>;
  readonly natGateways: Map<string, NatGateway>;
  readonly networkAcls: Map<string, NetworkAcl>;
  readonly securityGroups: Map<string, SecurityGroup>;
  readonly prefixLists: Map<string, PrefixList>;
  /** Further blocks of VPCs, as resources of their own. */
  readonly cidrBlocks: Map<string, NetworkPart & { readonly vpcId: string; readonly cidr: string }>;
  /** Attachments of internet gateways, as resources of their own. */
  readonly attachments: Map<string, NetworkPart & { readonly vpcId: string; readonly gatewayId: string }>;
  readonly associations: Map<string, SubnetAssociation>;
  readonly endpoints: Map<string, VpcEndpoint>;
  readonly flowLogs: Map<string, FlowLog>;
  readonly ipams: Map<string, Ipam>;
  readonly pools: Map<string, AddressPool>;
  readonly poolBlocks: Map<string, NetworkPart & { readonly poolId: string; readonly cidr: string }>;
  readonly encryptionControls: Map<string, NetworkPart & { readonly vpcId: string; mode: string }>;
}

export const initialNetworks = (): NetworkState => ({
  vpcs: new Map(), subnets: new Map(), routeTables: new Map(), gateways: new Map(), addresses: new Map(), natGateways: new Map(),
  networkAcls: new Map(), securityGroups: new Map(), prefixLists: new Map(), cidrBlocks: new Map(), attachments: new Map(),
    associations: new Map(),
  endpoints: new Map(), flowLogs: new Map(), ipams: new Map(), pools: new Map(), poolBlocks: new Map(), encryptionControls: new Map(),
});

/** An id as EC2 gives them, e.g. `subnet-0` and sixteen digits. */
export const networkId = (world: World, prefix: string, seed: string): string =>
  `${prefix}-0${world.identifiers.uuid(`${prefix}:${seed}`).replaceAll('-', '').slice(0, 16)}`;

/** Those of a VPC. */
export const ofVpc = <T extends { readonly vpcId?: string }>(parts: ReadonlyMap<string, T>, vpcId: string): readonly T[] =>
  [...parts.values()].filter(part => part.vpcId === vpcId);

/** The route table that counts for a subnet: its own, else the main one of the VPC. */
export function routeTableOf(world: World, subnet: Subnet): RouteTable {
  const { routeTables, vpcs } = world.state.networks;
  return routeTables.get(subnet.routeTable?.id ?? vpcs.get(subnet.vpcId)!.mainRouteTableId)!;
}

/** The internet gateway that is attached to a VPC. */
export const internetGatewayOf = (world: World, vpcId: string): Gateway | undefined =>
  ofVpc(world.state.networks.gateways, vpcId).find(({ kind }) => kind === 'internet');
