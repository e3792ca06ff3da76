import { Operation } from '../aws/contract';
import { contains, overlaps, rangeFrom, rangeOf } from '../aws/addresses';
import { vpcsOf } from '../aws/services/ec2-networks';
import { Network, networkId, NetworkPart, ofVpc, VpcCidr } from '../aws/services/networks';
import { NETWORKS } from '../rules/networks';
import { partNamed, partType, refuseWhileUsed, requireQuota } from './ec2';
import { inert } from './permission';
import { allocated, release } from './ec2-ipam-allocation';
import { flag, text } from './values';

const MAX_VPCS = 5;

/** VPCs of the account in the region, the default one too. */
const vpcsIn = ({ world, accountId, region }: Operation): number =>
  [...world.state.networks.vpcs.values()].filter(vpc => vpc.accountId === accountId && vpc.region === region).length
  + vpcsOf(world, { accountId, region }).filter(({ isDefault }) => isDefault).length;

/** A VPC with what AWS puts into it: a main route table, a default security group and a default network ACL. */
export const VPC = partType<Network>({
  typeName: 'AWS::EC2::VPC',
  source: 'aws-ec2-vpc',
  prefix: 'vpc',
  arnType: 'vpc',
  properties: {
    CidrBlock: 'interpreted', Ipv4IpamPoolId: 'interpreted', Ipv4NetmaskLength: 'interpreted', EnableDnsSupport: 'interpreted', EnableDnsHostnames: 'interpreted',
    InstanceTenancy: inert('no instance runs in the rehearsal'), Tags: 'interpreted',
  },
  required: [],
  createOnly: ['CidrBlock', 'Ipv4IpamPoolId', 'Ipv4NetmaskLength'],
  actions: {
    describe: 'ec2:DescribeVpcs',
    create: ['ec2:CreateVpc', 'ec2:DescribeVpcAttribute', ['ec2:ModifyVpcAttribute', 'EnableDnsSupport', 'EnableDnsHostnames']],
    update: ['ec2:DescribeVpcAttribute', ['ec2:ModifyVpcAttribute', 'EnableDnsSupport', 'EnableDnsHostnames'], ['ec2:ModifyVpcTenancy', 'InstanceTenancy']],
    delete: ['ec2:DeleteVpc'],
  },
  parts: ({ world }) => world.state.networks.vpcs,
  make: (operation, base) => {
    requireQuota(operation, NETWORKS.QUOTA, vpcsIn(operation), MAX_VPCS, 'VPCs in the region');
    return withDefaults(operation, {
      ...base, ...dns(operation), cidrs: [primaryBlock(operation, base.id)], ipv6Cidrs: [],
      mainRouteTableId: defaultId(operation, 'rtb'), defaultSecurityGroupId: defaultId(operation, 'sg'), defaultNetworkAclId: defaultId(operation, 'acl'),
    });
  },
  change: (operation, vpc) => void Object.assign(vpc, dns(operation)),
  remove: (operation, vpc) => removeVpc(operation, vpc),
  attributes: vpc => ({
    VpcId: vpc.id, CidrBlock: vpc.cidrs[0].cidr, DefaultSecurityGroup: vpc.defaultSecurityGroupId,
      DefaultNetworkAcl: vpc.defaultNetworkAclId,
  }),
  // blocks come later, by resources of their own
  live: (world, id) => {
    const vpc = world.state.networks.vpcs.get(id);
    return { Ipv6CidrBlocks: vpc?.ipv6Cidrs.map(({ cidr }) => cidr) ?? [], CidrBlockAssociations: vpc?.cidrs.map((_, index) => `vpc-cidr-assoc-${id}-${index}`) ?? [] };
  },
});

/** A further block of addresses of a VPC: IPv4, or IPv6 of Amazon. */
export const VPC_CIDR_BLOCK = partType<NetworkPart & { readonly vpcId: string; readonly cidr: string }>({
  typeName: 'AWS::EC2::VPCCidrBlock',
  source: 'aws-ec2-vpccidrblock',
  prefix: 'vpc-cidr-assoc',
  arnType: 'vpc',
  properties: {
    VpcId: 'interpreted', CidrBlock: 'interpreted', Ipv4IpamPoolId: 'interpreted', Ipv4NetmaskLength: 'interpreted', AmazonProvidedIpv6CidrBlock: 'interpreted',
  },
  required: ['VpcId'],
  createOnly: ['VpcId', 'CidrBlock', 'Ipv4IpamPoolId', 'Ipv4NetmaskLength', 'AmazonProvidedIpv6CidrBlock'],
  actions: {
    describe: 'ec2:DescribeVpcs',
    create: ['ec2:AssociateVpcCidrBlock', ['ec2:AllocateIpamPoolCidr', 'Ipv4IpamPoolId']],
    delete: ['ec2:DisassociateVpcCidrBlock'],
  },
  parts: ({ world }) => world.state.networks.cidrBlocks,
  make: (operation, base) => {
    const vpc = partNamed(operation, operation.world.state.networks.vpcs, operation.properties.VpcId);
    const block = flag(operation.properties, 'AmazonProvidedIpv6CidrBlock') ? amazonBlock(operation, vpc) : furtherBlock(operation, vpc);
    return { ...base, vpcId: vpc.id, cidr: block.cidr };
  },
  remove: (operation, { vpcId, cidr }) => {
    const vpc = operation.world.state.networks.vpcs.get(vpcId)!;
    release(operation, vpcId, cidr);
    for (const blocks of [vpc.cidrs, vpc.ipv6Cidrs]) {
      blocks.splice(0, blocks.length, ...blocks.filter(block => block.cidr !== cidr));
    }
  },
  attributes: ({ id }) => ({ Id: id }),
});

const defaultId = ({ world, accountId, region, stackName, logicalId }: Operation, prefix: string) =>
  networkId(world, prefix, `${accountId}:${region}:${stackName}:${logicalId}:default`);

function dns(operation: Operation): Pick<Network, 'dnsSupport' | 'dnsHostnames'> {
  const dnsSupport = flag(operation.properties, 'EnableDnsSupport') ?? true;
  const dnsHostnames = flag(operation.properties, 'EnableDnsHostnames') ?? false;
  operation.require(NETWORKS.DNS, dnsSupport || !dnsHostnames, 'DNS hostnames are on, DNS support is off', 'switch EnableDnsSupport on');
  return { dnsSupport, dnsHostnames };
}

function primaryBlock(operation: Operation, vpcId: string): VpcCidr {
  const { properties } = operation;
  const cidr = text(properties, 'CidrBlock');
  const one = (cidr === undefined) !== (properties.Ipv4IpamPoolId === undefined);
  operation.require(NETWORKS.VPC_CIDR, one, 'a VPC has a CidrBlock or an Ipv4IpamPoolId', 'give one of the two');
  return cidr === undefined ? allocated(operation, vpcId) : { cidr: requireBlock(operation, cidr) };
}

/** The block in its canonical form. */
function requireBlock(operation: Operation, cidr: string): string {
  const range = rangeOf(cidr);
  const fits = range !== undefined && range.family === 4 && cidr.includes('/') && range.prefix >= 16 && range.prefix <= 28;
  operation.require(NETWORKS.VPC_CIDR, fits, `${cidr} is no IPv4 block between /16 and /28`, 'correct the block');
  return range!.text;
}

function furtherBlock(operation: Operation, vpc: Network): VpcCidr {
  const cidr = text(operation.properties, 'CidrBlock');
  const block: VpcCidr = { ...cidr === undefined ? allocated(operation, `${vpc.id}/${operation.logicalId}`) : { cidr: requireBlock(operation, cidr) }, origin: operation.origin };
  const twin = vpc.cidrs.find(other => overlaps(rangeOf(other.cidr)!, rangeOf(block.cidr)!));
  operation.require(NETWORKS.VPC_CIDR, twin === undefined, `${block.cidr} overlaps ${twin?.cidr} of ${vpc.id}`, 'choose a block that is free');
  vpc.cidrs.push(block);
  return block;
}

/** Amazon gives a /56 of its own addresses: here it depends on the VPC alone. */
function amazonBlock({ origin }: Operation, vpc: Network): VpcCidr {
  const bits = BigInt(`0x${vpc.id.slice(-8)}`);
  const base = rangeOf('2600:1f00::/24')!;
  const block = { cidr: rangeFrom(6, base.first + (bits << 72n), 56).text, origin };
  vpc.ipv6Cidrs.push(block);
  return block;
}

function withDefaults({ world }: Operation, vpc: Network): Network {
  const { routeTables, securityGroups, networkAcls } = world.state.networks;
  const { id: vpcId, accountId, region, mainRouteTableId, defaultSecurityGroupId, defaultNetworkAclId } = vpc;
  const base = { accountId, region, tags: {}, vpcId };
  routeTables.set(mainRouteTableId, { ...base, id: mainRouteTableId, routes: new Map() });
  securityGroups.set(defaultSecurityGroupId, {
    ...base, id: defaultSecurityGroupId, name: 'default', isDefault: true,
    rules: new Map([
      ['default-ingress', { id: 'default-ingress', egress: false, protocol: '-1', peer: { groupId: defaultSecurityGroupId } }],
      ['default-egress', { id: 'default-egress', egress: true, protocol: '-1', peer: { cidr: '0.0.0.0/0' } }],
    ]),
  });
  const entry = (egress: boolean) => ({ number: 100, egress, allow: true, cidr: '0.0.0.0/0', protocol: '-1' });
  const entry6 = (egress: boolean) => ({ number: 101, egress, allow: true, cidr: '::/0', protocol: '-1' });
  networkAcls.set(defaultNetworkAclId, {
    ...base, id: defaultNetworkAclId, isDefault: true,
    entries: new Map([['in/100', entry(false)], ['out/100', entry(true)], ['in/101', entry6(false)], ['out/101', entry6(true)]]),
  });
  return vpc;
}

function removeVpc(operation: Operation, vpc: Network): void {
  const { subnets, routeTables, securityGroups, networkAcls, gateways } = operation.world.state.networks;
  const own = [vpc.mainRouteTableId, vpc.defaultSecurityGroupId, vpc.defaultNetworkAclId];
  const { endpoints, encryptionControls } = operation.world.state.networks;
  const users = [subnets, routeTables, securityGroups, networkAcls, gateways, endpoints,
    encryptionControls].flatMap(parts => ofVpc<NetworkPart & { readonly vpcId?: string }>(parts, vpc.id));
  refuseWhileUsed(operation, vpc.id, users.filter(({ id }) => !own.includes(id)));
  release(operation, vpc.id);
  routeTables.delete(vpc.mainRouteTableId);
  securityGroups.delete(vpc.defaultSecurityGroupId);
  networkAcls.delete(vpc.defaultNetworkAclId);
}

/** Whether a block lies in one of a VPC's, of its family. */
export const isOfVpc = (vpc: Network, cidr: string): VpcCidr | undefined => {
  const range = rangeOf(cidr);
  return range && [...vpc.cidrs, ...vpc.ipv6Cidrs].find(block => contains(rangeOf(block.cidr)!, range));
};
