import { Operation, ResourceType } from '../aws/contract';
import { contains, overlaps, rangeOf } from '../aws/addresses';
import { Network, ofVpc, Subnet } from '../aws/services/networks';
import { NETWORKS } from '../rules/networks';
import { partNamed, partType, refuseWhileUsed, requireQuota } from './ec2';
import { inert } from './permission';
import { flag, text } from './values';

const MAX_SUBNETS = 200;

/** A subnet. Left out, hence refused by name: outposts, blocks from IPAM, subnets with IPv6 alone. */
export const SUBNET: ResourceType = partType<Subnet>({
  typeName: 'AWS::EC2::Subnet',
  source: 'aws-ec2-subnet',
  prefix: 'subnet',
  arnType: 'subnet',
  properties: {
    VpcId: 'interpreted', CidrBlock: 'interpreted', Ipv6CidrBlock: 'interpreted', AvailabilityZone: 'interpreted', MapPublicIpOnLaunch: 'interpreted',
    AssignIpv6AddressOnCreation: inert('no instance runs in the rehearsal'), EnableDns64: inert('names are not resolved in the rehearsal'),
    PrivateDnsNameOptionsOnLaunch: inert('names are not resolved in the rehearsal'), Tags: 'interpreted',
  },
  required: ['VpcId', 'CidrBlock'],
  createOnly: ['VpcId', 'CidrBlock', 'AvailabilityZone'],
  actions: {
    describe: 'ec2:DescribeSubnets',
    create: ['ec2:CreateSubnet', ['ec2:ModifySubnetAttribute', 'MapPublicIpOnLaunch', 'AssignIpv6AddressOnCreation', 'EnableDns64', 'PrivateDnsNameOptionsOnLaunch']],
    update: [
      ['ec2:ModifySubnetAttribute', 'MapPublicIpOnLaunch', 'AssignIpv6AddressOnCreation', 'EnableDns64', 'PrivateDnsNameOptionsOnLaunch'],
      ['ec2:AssociateSubnetCidrBlock', 'Ipv6CidrBlock'], ['ec2:DisassociateSubnetCidrBlock', 'Ipv6CidrBlock'],
    ],
    delete: ['ec2:DeleteSubnet'],
  },
  parts: ({ world }) => world.state.networks.subnets,
  make: (operation, base) => {
    const { world, properties } = operation;
    const vpc = partNamed(operation, world.state.networks.vpcs, properties.VpcId);
    requireQuota(operation, NETWORKS.QUOTA, ofVpc(world.state.networks.subnets, vpc.id).length, MAX_SUBNETS, `subnets in ${vpc.id}`);
    return {
      ...base, vpcId: vpc.id, zone: zoneOf(operation), cidr: blockOf(operation, vpc, 'CidrBlock'), ipv6Cidr: blockOf(operation, vpc, 'Ipv6CidrBlock'),
      mapsPublicAddresses: flag(properties, 'MapPublicIpOnLaunch') ?? false, networkAclId: vpc.defaultNetworkAclId,
    };
  },
  change: (operation, subnet) => {
    const vpc = operation.world.state.networks.vpcs.get(subnet.vpcId)!;
    subnet.mapsPublicAddresses = flag(operation.properties, 'MapPublicIpOnLaunch') ?? false;
    subnet.ipv6Cidr = operation.changes('Ipv6CidrBlock') ? blockOf(operation, vpc, 'Ipv6CidrBlock') : subnet.ipv6Cidr;
  },
  remove: (operation, { id }) => {
    const { natGateways, endpoints } = operation.world.state.networks;
    refuseWhileUsed(operation, id, [
      ...[...natGateways.values()].filter(({ subnetId }) => subnetId === id),
      ...[...endpoints.values()].filter(({ subnetIds }) => subnetIds.includes(id)),
    ]);
  },
  attributes: ({ id, vpcId, zone, cidr, networkAclId }) =>
    ({ SubnetId: id, VpcId: vpcId, AvailabilityZone: zone, CidrBlock: cidr, NetworkAclAssociationId: `aclassoc-${networkAclId.slice(4)}` }),
  live: (world, id) => {
    const block = world.state.networks.subnets.get(id)?.ipv6Cidr;
    return { Ipv6CidrBlocks: block === undefined ? [] : [block] };
  },
});

/** Zones as Fn::GetAZs answers them; without one EC2 chooses. */
function zoneOf(operation: Operation): string {
  const zone = text(operation.properties, 'AvailabilityZone') ?? `${operation.region}a`;
  const known = zone.startsWith(operation.region) && /^[a-f]$/.test(zone.slice(operation.region.length));
  operation.require(NETWORKS.ZONE, known, `${zone} is no zone of ${operation.region}`, 'leave the zone to Fn::GetAZs');
  return zone;
}

/** Prefix lengths that a subnet may have. */
const SIZES = { CidrBlock: [16, 28], Ipv6CidrBlock: [44, 64] } as const;

function blockOf(operation: Operation, vpc: Network, property: keyof typeof SIZES): string | undefined {
  const cidr = text(operation.properties, property);
  const range = cidr === undefined ? undefined : rangeOf(cidr);
  if (cidr === undefined) {
    return undefined;
  }
  const [min, max] = SIZES[property];
  const sized = range !== undefined && range.prefix >= min && range.prefix <= max && (range.family === 4 || range.prefix % 4 === 0);
  operation.require(NETWORKS.SUBNET_CIDR, sized, `${cidr} of ${property} is not between /${min} and /${max}`, 'correct the block');
  const blocks = [...vpc.cidrs, ...vpc.ipv6Cidrs];
  const within = blocks.find(block => contains(rangeOf(block.cidr)!, range!));
  const all = blocks.map(block => block.cidr).join(', ');
  operation.require(NETWORKS.SUBNET_CIDR, within !== undefined, `${cidr} is not within ${all} of ${vpc.id}`, 'choose a block within that of the VPC');
  operation.requirePath(NETWORKS.SUBNET_CIDR, within!.origin, `the block ${within!.cidr} of ${vpc.id} may not be there yet`);
  const twin = ofVpc(operation.world.state.networks.subnets, vpc.id)
    .find(other => other.id !== operation.physicalId && [other.cidr,
      other.ipv6Cidr].some(block => block !== undefined && overlaps(rangeOf(block)!, range!)));
  operation.require(NETWORKS.SUBNET_CIDR, twin === undefined, `${cidr} overlaps ${twin?.cidr} of ${twin?.id}`, 'choose a block that is free');
  return range!.text;
}
