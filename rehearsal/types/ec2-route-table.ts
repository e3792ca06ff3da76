import { Operation, ResourceType } from '../aws/contract';
import { ofVpc, RouteTable, Subnet, SubnetAssociation } from '../aws/services/networks';
import { NETWORKS } from '../rules/networks';
import { partNamed, partType, refuseWhileUsed, requireQuota } from './ec2';

const MAX_TABLES = 200;

/** A route table: it routes within its VPC from the beginning. */
export const ROUTE_TABLE: ResourceType = partType<RouteTable>({
  typeName: 'AWS::EC2::RouteTable',
  source: 'aws-ec2-routetable',
  prefix: 'rtb',
  arnType: 'route-table',
  properties: { VpcId: 'interpreted', Tags: 'interpreted' },
  required: ['VpcId'],
  createOnly: ['VpcId'],
  actions: { describe: 'ec2:DescribeRouteTables', create: ['ec2:CreateRouteTable'], delete: ['ec2:DeleteRouteTable'] },
  parts: ({ world }) => world.state.networks.routeTables,
  make: (operation, base) => {
    const { vpcs, routeTables } = operation.world.state.networks;
    const vpc = partNamed(operation, vpcs, operation.properties.VpcId);
    requireQuota(operation, NETWORKS.QUOTA, ofVpc(routeTables, vpc.id).length, MAX_TABLES, `route tables in ${vpc.id}`);
    return { ...base, vpcId: vpc.id, routes: new Map() };
  },
  remove: (operation, { id }) =>
    refuseWhileUsed(operation, id, [...operation.world.state.networks.subnets.values()].filter(({ routeTable }) => routeTable?.id === id)),
  attributes: ({ id }) => ({ RouteTableId: id }),
});

const subnetOf = (operation: Operation): Subnet => partNamed(operation, operation.world.state.networks.subnets,
  operation.properties.SubnetId);

function requireSameVpc(operation: Operation, subnet: Subnet, other: { readonly id: string; readonly vpcId: string }): void {
  operation.require(NETWORKS.SAME_VPC, subnet.vpcId === other.vpcId, `${subnet.id} is in ${subnet.vpcId}, ${other.id} in ${other.vpcId}`, 'put together what belongs to one VPC');
}

/** A subnet follows a route table. */
export const SUBNET_ROUTE_TABLE: ResourceType = partType<SubnetAssociation>({
  typeName: 'AWS::EC2::SubnetRouteTableAssociation',
  source: 'aws-ec2-subnetroutetableassociation',
  prefix: 'rtbassoc',
  arnType: 'route-table',
  properties: { SubnetId: 'interpreted', RouteTableId: 'interpreted' },
  required: ['SubnetId', 'RouteTableId'],
  createOnly: ['SubnetId', 'RouteTableId'],
  actions: {
    describe: 'ec2:DescribeRouteTables',
    create: ['ec2:AssociateRouteTable', 'ec2:DescribeSubnets'],
    delete: ['ec2:DisassociateRouteTable', 'ec2:DescribeSubnets'],
  },
  parts: ({ world }) => world.state.networks.associations,
  make: (operation, base) => {
    const subnet = subnetOf(operation);
    const table = partNamed(operation, operation.world.state.networks.routeTables, operation.properties.RouteTableId);
    requireSameVpc(operation, subnet, table);
    operation.require(NETWORKS.ONE_ROUTE_TABLE, subnet.routeTable === undefined, `${subnet.id} is associated with ${subnet.routeTable?.id}`, 'associate it once');
    subnet.routeTable = { id: table.id, origin: operation.origin };
    return { ...base, subnetId: subnet.id, ofId: table.id };
  },
  remove: ({ world }, { subnetId }) => {
    const subnet = world.state.networks.subnets.get(subnetId);
    delete subnet?.routeTable;
  },
  attributes: ({ id }) => ({ Id: id }),
});

/** A subnet follows a network ACL, in the place of the default one. */
export const SUBNET_NETWORK_ACL: ResourceType = partType<SubnetAssociation>({
  typeName: 'AWS::EC2::SubnetNetworkAclAssociation',
  source: 'aws-ec2-subnetnetworkaclassociation',
  prefix: 'aclassoc',
  arnType: 'network-acl',
  properties: { SubnetId: 'interpreted', NetworkAclId: 'interpreted' },
  required: ['SubnetId', 'NetworkAclId'],
  createOnly: ['SubnetId', 'NetworkAclId'],
  actions: {
    describe: 'ec2:DescribeNetworkAcls',
    create: ['ec2:ReplaceNetworkAclAssociation', 'ec2:DescribeSubnets'],
    delete: ['ec2:ReplaceNetworkAclAssociation'],
  },
  parts: ({ world }) => world.state.networks.associations,
  make: (operation, base) => {
    const subnet = subnetOf(operation);
    const acl = partNamed(operation, operation.world.state.networks.networkAcls, operation.properties.NetworkAclId);
    requireSameVpc(operation, subnet, acl);
    subnet.networkAclId = acl.id;
    return { ...base, subnetId: subnet.id, ofId: acl.id };
  },
  remove: ({ world }, { subnetId }) => {
    const subnet = world.state.networks.subnets.get(subnetId);
    if (subnet) {
      subnet.networkAclId = world.state.networks.vpcs.get(subnet.vpcId)!.defaultNetworkAclId;
    }
  },
  attributes: ({ id }) => ({ AssociationId: id }),
});
