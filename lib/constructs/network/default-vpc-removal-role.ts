import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { InlineHandlerRole } from '../../core/inline-handler-role';
import { functionName } from '../../core/naming';

/** The role of the functions behind `DefaultVpcRemoval`, in the template that goes once into each account. */
export class DefaultVpcRemovalRole extends Construct {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const [vpcs, subnets, gateways] = ['vpc', 'subnet', 'internet-gateway'].map(type => `arn:${Aws.PARTITION}:ec2:*:${Aws.ACCOUNT_ID}:${type}/*`);
    const reason = 'AWS makes up the ids of what belongs to a default VPC, and IAM has no key that tells a default VPC from another; '
      + 'the code asks for the default one, and AWS deletes none that is used.';
    InlineHandlerRole.forEveryRegion(this, 'Default', {
      functionName: functionName('default-vpc-removal'),
      statements: [
        new PolicyStatement({
          sid: 'LookAround',
          actions: [
            'ec2:DescribeInternetGateways', 'ec2:DescribeNetworkAcls', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeRouteTables',
            'ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcEndpoints', 'ec2:DescribeVpcPeeringConnections', 'ec2:DescribeVpcs',
            'ec2:DescribeVpnGateways',
          ],
          resources: ['*'],
        }),
        new PolicyStatement({ sid: 'RemoveGateways', actions: ['ec2:DeleteInternetGateway'], resources: [gateways] }),
        new PolicyStatement({ sid: 'DetachGateways', actions: ['ec2:DetachInternetGateway'], resources: [gateways, vpcs] }),
        new PolicyStatement({ sid: 'RemoveSubnets', actions: ['ec2:DeleteSubnet'], resources: [subnets] }),
        new PolicyStatement({ sid: 'RemoveVpcs', actions: ['ec2:DeleteVpc'], resources: [vpcs] }),
      ],
      acknowledgedWildcards: [
        { resource: '*', reason: 'EC2 offers no resources for what only looks.' },
        ...[vpcs, subnets, gateways].map(resource => ({ resource, reason })),
      ],
    });
  }
}
