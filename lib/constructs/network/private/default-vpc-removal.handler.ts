import {
  DeleteInternetGatewayCommand, DeleteSubnetCommand, DeleteVpcCommand, DescribeInternetGatewaysCommand, DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand, DescribeRouteTablesCommand, DescribeSecurityGroupsCommand, DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand, DescribeVpcPeeringConnectionsCommand, DescribeVpcsCommand, DescribeVpnGatewaysCommand,
  DetachInternetGatewayCommand, EC2Client,
} from '@aws-sdk/client-ec2';
import { errorName, retry, serve } from '../../../core/custom-resource.handler';

const ec2 = new EC2Client({});

export const handler = serve(async () => {
  const { Vpcs = [] } = await retry(() => ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] })));
  const left: string[] = [];
  for (const { VpcId } of Vpcs) {
    const inside = await used(String(VpcId));
    if (inside.length > 0) {
      left.push(`${VpcId} is used by ${inside.join(', ')}`);
    } else {
      left.push(...await remove(String(VpcId)));
    }
  }
  left.forEach(line => console.log(line));
  return { physicalResourceId: 'default-vpc-removal', data: { Left: left.join('; ').slice(0, 1000) } };
});

/**
 * What somebody put into the VPC. All of it would make DeleteVpc fail, and what has no network interface would do so only after subnets and
 * internet gateway were gone.
 */
async function used(vpcId: string): Promise<string[]> {
  const filter = (Name: string) => ({ Filters: [{ Name, Values: [vpcId] }] });
  const interfaces = await retry(() => ec2.send(new DescribeNetworkInterfacesCommand(filter('vpc-id'))));
  const groups = await retry(() => ec2.send(new DescribeSecurityGroupsCommand(filter('vpc-id'))));
  const tables = await retry(() => ec2.send(new DescribeRouteTablesCommand(filter('vpc-id'))));
  const acls = await retry(() => ec2.send(new DescribeNetworkAclsCommand(filter('vpc-id'))));
  const endpoints = await retry(() => ec2.send(new DescribeVpcEndpointsCommand(filter('vpc-id'))));
  const requested = await retry(() => ec2.send(new DescribeVpcPeeringConnectionsCommand(filter('requester-vpc-info.vpc-id'))));
  const accepted = await retry(() => ec2.send(new DescribeVpcPeeringConnectionsCommand(filter('accepter-vpc-info.vpc-id'))));
  const gateways = await retry(() => ec2.send(new DescribeVpnGatewaysCommand(filter('attachment.vpc-id'))));
  return [
    ...interfaces.NetworkInterfaces?.map(({ NetworkInterfaceId }) => NetworkInterfaceId) ?? [],
    ...groups.SecurityGroups?.filter(({ GroupName }) => GroupName !== 'default').map(({ GroupId }) => GroupId) ?? [],
    ...tables.RouteTables?.filter(({ Associations = [] }) => !Associations.some(({ Main }) => Main)).map(({ RouteTableId }) => RouteTableId)
      ?? [],
    ...acls.NetworkAcls?.filter(({ IsDefault }) => !IsDefault).map(({ NetworkAclId }) => NetworkAclId) ?? [],
    ...endpoints.VpcEndpoints?.map(({ VpcEndpointId }) => VpcEndpointId) ?? [],
    ...[...requested.VpcPeeringConnections ?? [], ...accepted.VpcPeeringConnections ?? []]
      .filter(({ Status }) => !['deleted', 'expired', 'failed', 'rejected'].includes(String(Status?.Code)))
      .map(({ VpcPeeringConnectionId }) => VpcPeeringConnectionId),
    ...gateways.VpnGateways?.map(({ VpnGatewayId }) => VpnGatewayId) ?? [],
  ].map(String);
}

/** What stayed, since somebody moved in meanwhile; the main route table, the default ACL and the default security group go with the VPC. */
async function remove(vpcId: string): Promise<string[]> {
  try {
    console.log(`removing ${vpcId}`);
    await removeInternetGateways(vpcId);
    const { Subnets = [] } = await retry(() => ec2.send(new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] })));
    for (const { SubnetId } of Subnets) {
      await retry(() => ec2.send(new DeleteSubnetCommand({ SubnetId })));
    }
    await retry(() => ec2.send(new DeleteVpcCommand({ VpcId: vpcId })));
    return [];
  } catch (error) {
    if (errorName(error) !== 'DependencyViolation') {
      throw error;
    }
    return [`${vpcId} came into use: ${(error as Error).message}`];
  }
}

async function removeInternetGateways(vpcId: string): Promise<void> {
  const attached = { Filters: [{ Name: 'attachment.vpc-id', Values: [vpcId] }] };
  const { InternetGateways = [] } = await retry(() => ec2.send(new DescribeInternetGatewaysCommand(attached)));
  for (const { InternetGatewayId } of InternetGateways) {
    await retry(() => ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId: vpcId })));
    await retry(() => ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId })));
  }
}
