import { Stack } from 'aws-cdk-lib';
import { CfnFlowLog, CfnSubnet, CfnVPC, ISubnet, IVpc, Subnet, Vpc } from 'aws-cdk-lib/aws-ec2';

/** A VPC with a subnet in each of two zones, without anything else: what parts of a network are put into in tests. */
export function plainVpc(stack: Stack): { readonly vpc: IVpc; readonly subnets: ISubnet[] } {
  const resource = new CfnVPC(stack, 'Vpc', { cidrBlock: '10.20.0.0/16', enableDnsHostnames: true, enableDnsSupport: true });
  new CfnFlowLog(stack, 'VpcFlowLog', { resourceId: resource.attrVpcId, resourceType: 'VPC', trafficType: 'ALL', logDestination: 'arn:aws:s3:::logs', logDestinationType: 's3' });
  const subnets = [0, 1].map(zone => new CfnSubnet(stack, `Subnet${zone}`, {
    vpcId: resource.attrVpcId, cidrBlock: `10.20.${zone}.0/24`, availabilityZone: `eu-central-1${'ab'[zone]}`,
  }));
  return {
    vpc: Vpc.fromVpcAttributes(stack, 'Imported', { vpcId: resource.attrVpcId, availabilityZones: ['eu-central-1a', 'eu-central-1b'] }),
    subnets: subnets.map((subnet, zone) => Subnet.fromSubnetAttributes(stack, `ImportedSubnet${zone}`, {
      subnetId: subnet.attrSubnetId, availabilityZone: `eu-central-1${'ab'[zone]}`, routeTableId: `rtb-${zone}`,
    })),
  };
}
