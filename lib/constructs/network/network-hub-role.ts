import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { InlineHandlerRole } from '../../core/inline-handler-role';
import { functionName } from '../../core/naming';
import { NetworkReaderRole, NetworkReaderRoleProps } from './network-reader-role';

/**
 * The roles behind `NetworkHub` and `NetworkLookup`, in the template that goes once into the network account: `NetworkHub` goes to many
 * regions and holds none.
 */
export class NetworkHubRole extends Construct {
  public constructor(scope: Construct, id: string, props: NetworkReaderRoleProps) {
    super(scope, id);
    new NetworkReaderRole(this, 'Reader', props);
    const [gateways, tables] = ['transit-gateway', 'transit-gateway-route-table'].map(type => `arn:${Aws.PARTITION}:ec2:*:${Aws.ACCOUNT_ID}:${type}/*`);
    const reason = 'AWS makes up the ids of transit gateways and of their tables, and this role is in the account before they are.';
    InlineHandlerRole.forEveryRegion(this, 'TransitGatewayRoutes', {
      functionName: functionName('transit-gateway-routes'),
      statements: [
        new PolicyStatement({ sid: 'LookAround', actions: ['ec2:DescribeTransitGateways'], resources: ['*'] }),
        new PolicyStatement({ sid: 'SetDefaultTables', actions: ['ec2:ModifyTransitGateway'], resources: [gateways, tables] }),
      ],
      acknowledgedWildcards: [
        { resource: '*', reason: 'EC2 offers no resources for what only looks.' },
        { resource: gateways, reason },
        { resource: tables, reason },
      ],
    });
  }
}
