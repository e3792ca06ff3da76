import { Operation, ResourceType } from '../aws/contract';
import { ElasticAddress, Gateway, internetGatewayOf, NatGateway, NetworkPart } from '../aws/services/networks';
import { NETWORKS } from '../rules/networks';
import { partNamed, partType, refuseWhileUsed, requireQuota } from './ec2';
import { attachVpnGateway, detachVpnGateway } from './ec2-vpn';
import { inert } from './permission';
import { text } from './values';

const MAX_GATEWAYS = 5;
const MAX_ADDRESSES = 5;
const MAX_NAT_GATEWAYS = 5;

const inPlace = <T extends NetworkPart>({ accountId, region }: Operation, parts: ReadonlyMap<string, T>): readonly T[] =>
  [...parts.values()].filter(part => part.accountId === accountId && part.region === region);

/** Routes whose target is this. */
const routesTo = (operation: Operation, id: string) =>
  [...operation.world.state.networks.routeTables.values()].filter(({ routes }) =>
    [...routes.values()].some(({ targetId }) => targetId === id));

/** An internet gateway; it does nothing before it is attached. */
export const INTERNET_GATEWAY: ResourceType = partType<Gateway>({
  typeName: 'AWS::EC2::InternetGateway',
  source: 'aws-ec2-internetgateway',
  prefix: 'igw',
  arnType: 'internet-gateway',
  properties: { Tags: 'interpreted' },
  required: [],
  createOnly: [],
  actions: { describe: 'ec2:DescribeInternetGateways', create: ['ec2:CreateInternetGateway'], delete: ['ec2:DeleteInternetGateway'] },
  parts: ({ world }) => world.state.networks.gateways,
  make: (operation, base) => {
    const present = inPlace(operation, operation.world.state.networks.gateways).filter(({ kind }) => kind === 'internet');
    requireQuota(operation, NETWORKS.QUOTA, present.length, MAX_GATEWAYS, 'internet gateways in the region');
    return { ...base, kind: 'internet' };
  },
  remove: (operation, gateway) => refuseWhileUsed(operation, gateway.id, gateway.vpcId === undefined ? [] : [{ id: gateway.vpcId }]),
  attributes: ({ id }) => ({ InternetGatewayId: id }),
});

const isVpnGateway = (gatewayId: string) => gatewayId.startsWith('vgw-');
const kindOf = (gatewayId: string) => isVpnGateway(gatewayId) ? 'VGW' : 'IGW';

/** Attaches an internet gateway, or a virtual private gateway, to a VPC. */
export const GATEWAY_ATTACHMENT: ResourceType = partType<NetworkPart & { readonly vpcId: string; readonly gatewayId: string }>({
  typeName: 'AWS::EC2::VPCGatewayAttachment',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachInternetGateway.html (permissions of the handler not compared with the schema)',
  prefix: 'igw-attach',
  arnType: 'internet-gateway',
  properties: { VpcId: 'interpreted', InternetGatewayId: 'interpreted', VpnGatewayId: 'interpreted' },
  required: ['VpcId'],
  createOnly: ['VpcId', 'InternetGatewayId', 'VpnGatewayId'],
  actions: {
    describe: [['ec2:DescribeInternetGateways', 'InternetGatewayId'], ['ec2:DescribeVpnGateways', 'VpnGatewayId']],
    create: [['ec2:AttachInternetGateway', 'InternetGatewayId'], ['ec2:AttachVpnGateway', 'VpnGatewayId']],
    delete: [['ec2:DetachInternetGateway', 'InternetGatewayId'], ['ec2:DetachVpnGateway', 'VpnGatewayId']],
  },
  parts: ({ world }) => world.state.networks.attachments,
  make: (operation, base) => {
    const { world, properties, origin } = operation;
    if (properties.VpnGatewayId !== undefined) {
      return attachVpnGateway(operation, base);
    }
    const vpc = partNamed(operation, world.state.networks.vpcs, properties.VpcId);
    const gateway = partNamed(operation, world.state.networks.gateways, properties.InternetGatewayId);
    const other = internetGatewayOf(world, vpc.id)?.id ?? gateway.vpcId;
    operation.require(NETWORKS.ONE_GATEWAY, other === undefined, `${gateway.id} and ${vpc.id} cannot be joined: ${other} is in the way`, 'use one gateway for one VPC');
    Object.assign(gateway, { vpcId: vpc.id, attachment: origin });
    return { ...base, vpcId: vpc.id, gatewayId: gateway.id };
  },
  remove: (operation, { gatewayId, vpcId }) => {
    if (isVpnGateway(gatewayId)) {
      detachVpnGateway(operation, gatewayId);
      return;
    }
    const { gateways, natGateways } = operation.world.state.networks;
    // EC2 refuses while the VPC has mapped public addresses: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
    refuseWhileUsed(operation, gatewayId, [...natGateways.values()].filter(nat => nat.isPublic && nat.vpcId === vpcId));
    const gateway = gateways.get(gatewayId);
    delete gateway?.vpcId;
    delete gateway?.attachment;
  },
  physicalId: ({ vpcId, gatewayId }) => `${kindOf(gatewayId)}|${vpcId}`,
  attributes: ({ gatewayId }) => ({ AttachmentType: kindOf(gatewayId) }),
});

/** A gateway for IPv6 that lets nothing in. */
export const EGRESS_ONLY_GATEWAY: ResourceType = partType<Gateway>({
  typeName: 'AWS::EC2::EgressOnlyInternetGateway',
  source: 'aws-ec2-egressonlyinternetgateway',
  prefix: 'eigw',
  arnType: 'egress-only-internet-gateway',
  properties: { VpcId: 'interpreted', Tags: 'interpreted' },
  required: ['VpcId'],
  createOnly: ['VpcId'],
  actions: { describe: 'ec2:DescribeEgressOnlyInternetGateways', create: ['ec2:CreateEgressOnlyInternetGateway'], delete: ['ec2:DeleteEgressOnlyInternetGateway'] },
  parts: ({ world }) => world.state.networks.gateways,
  make: (operation, base) => ({ ...base, kind: 'egress-only', vpcId: partNamed(operation, operation.world.state.networks.vpcs, operation.properties.VpcId).id }),
  remove: (operation, { id }) => refuseWhileUsed(operation, id, routesTo(operation, id)),
  attributes: ({ id }) => ({ Id: id }),
});

/** An Elastic IP address in a VPC. Addresses of an instance, of a pool of one's own or moved ones are refused by name. */
export const ELASTIC_ADDRESS: ResourceType = partType<ElasticAddress>({
  typeName: 'AWS::EC2::EIP',
  source: 'aws-ec2-eip',
  prefix: 'eipalloc',
  arnType: 'elastic-ip',
  properties: { Domain: 'interpreted', Tags: 'interpreted' },
  required: [],
  createOnly: [],
  actions: { describe: 'ec2:DescribeAddresses', create: ['ec2:AllocateAddress'], delete: ['ec2:ReleaseAddress'] },
  parts: ({ world }) => world.state.networks.addresses,
  make: (operation, base) => {
    const present = inPlace(operation, operation.world.state.networks.addresses).length;
    requireQuota(operation, NETWORKS.QUOTA, present, MAX_ADDRESSES, 'Elastic IP addresses in the region');
    const domain = text(operation.properties, 'Domain') ?? 'vpc';
    if (domain !== 'vpc') {
      operation.fail('NotModelled', `the rehearsal does not know addresses of the domain ${domain}: leave it out`);
    }
    const number = Number.parseInt(base.id.slice(-4), 16);
    return { ...base, publicIp: `52.29.${number >> 8}.${number & 255}` };
  },
  remove: (operation, { id, usedBy }) => refuseWhileUsed(operation, id, usedBy === undefined ? [] : [{ id: usedBy }]),
  physicalId: ({ publicIp, id }) => `${publicIp}|${id}`.split('|')[0],
  attributes: ({ id, publicIp }) => ({ AllocationId: id, PublicIp: publicIp }),
});

/** A NAT gateway. Secondary addresses and regional NAT gateways are refused by name. */
export const NAT_GATEWAY: ResourceType = partType<NatGateway>({
  typeName: 'AWS::EC2::NatGateway',
  source: 'aws-ec2-natgateway',
  prefix: 'nat',
  arnType: 'natgateway',
  properties: {
    SubnetId: 'interpreted', AllocationId: 'interpreted', ConnectivityType: 'interpreted', Tags: 'interpreted',
    MaxDrainDurationSeconds: inert('no connection drains in the rehearsal'),
  },
  required: ['SubnetId'],
  createOnly: ['SubnetId', 'AllocationId', 'ConnectivityType'],
  actions: { describe: 'ec2:DescribeNatGateways', create: ['ec2:CreateNatGateway'], delete: ['ec2:DeleteNatGateway'] },
  parts: ({ world }) => world.state.networks.natGateways,
  make: makeNat,
  remove: ({ world }, { allocationId }) => {
    delete world.state.networks.addresses.get(String(allocationId))?.usedBy;
  },
  attributes: ({ id }) => ({ NatGatewayId: id }),
});

function makeNat(operation: Operation, base: NetworkPart): NatGateway {
  const { world, properties } = operation;
  const { subnets, natGateways, addresses } = world.state.networks;
  const subnet = partNamed(operation, subnets, properties.SubnetId);
  const here = [...natGateways.values()].filter(({ subnetId }) => subnets.get(subnetId)?.zone === subnet.zone
    && subnets.get(subnetId)?.accountId === subnet.accountId);
  requireQuota(operation, NETWORKS.QUOTA, here.length, MAX_NAT_GATEWAYS, `NAT gateways in ${subnet.zone}`);
  const isPublic = (text(properties, 'ConnectivityType') ?? 'public') === 'public';
  const allocationId = text(properties, 'AllocationId');
  operation.require(NETWORKS.NAT_GATEWAY, isPublic === (allocationId !== undefined), `a ${isPublic ? 'public' : 'private'} NAT gateway ${isPublic ? 'needs' : 'has no'} 'AllocationId'`);
  if (isPublic) {
    const address = partNamed(operation, addresses, allocationId);
    operation.require(NETWORKS.NAT_GATEWAY, address.usedBy === undefined, `${address.publicIp} is used by ${address.usedBy}`, 'allocate an address of its own');
    requireInternetGateway(operation, subnet.vpcId, 'a public NAT gateway');
    address.usedBy = base.id;
  }
  return { ...base, subnetId: subnet.id, vpcId: subnet.vpcId, isPublic, allocationId };
}

/** The internet gateway of the VPC is attached, and the template waits for that. */
export function requireInternetGateway(operation: Operation, vpcId: string, what: string): void {
  const gateway = internetGatewayOf(operation.world, vpcId);
  operation.require(NETWORKS.GATEWAY_ATTACHED, gateway !== undefined, `${vpcId} has no internet gateway for ${what}`, 'attach one, and let this depend on the AWS::EC2::VPCGatewayAttachment');
  operation.requirePath(NETWORKS.GATEWAY_ATTACHED, gateway!.attachment, `the internet gateway of ${vpcId} may not be attached yet`);
}
