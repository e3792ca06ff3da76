import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { InlineHandlerRole } from '../../core/inline-handler-role';
import { functionName } from '../../core/naming';

/** The role of the functions behind `TransitGateway`, in the template that goes once into the account. */
export class TransitGatewayRole extends Construct {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const [gateways, tables] = ['transit-gateway', 'transit-gateway-route-table'].map(type => `arn:${Aws.PARTITION}:ec2:*:${Aws.ACCOUNT_ID}:${type}/*`);
    // AWS does not say whose account the ARN of an attachment of another account names: with the tables these are of this gateway anyway.
    const attachments = `arn:${Aws.PARTITION}:ec2:*:*:transit-gateway-attachment/*`;
    const reason = 'AWS makes up the ids of transit gateways, of their tables and attachments, and this role is in the account before they are.';
    InlineHandlerRole.forEveryRegion(this, 'Default', {
      functionName: functionName('transit-gateway-routes'),
      statements: [
        new PolicyStatement({
          sid: 'LookAround',
          actions: ['ec2:DescribeTransitGatewayAttachments', 'ec2:DescribeTransitGateways', 'ec2:GetTransitGatewayRouteTablePropagations'],
          resources: ['*'],
        }),
        new PolicyStatement({ sid: 'SetDefaultTables', actions: ['ec2:ModifyTransitGateway'], resources: [gateways, tables] }),
        new PolicyStatement({
          sid: 'SetTablesOfAttachments',
          actions: [
            'ec2:AssociateTransitGatewayRouteTable', 'ec2:DisableTransitGatewayRouteTablePropagation', 'ec2:DisassociateTransitGatewayRouteTable',
            'ec2:EnableTransitGatewayRouteTablePropagation',
          ],
          resources: [attachments, tables],
        }),
      ],
      acknowledgedWildcards: [
        { resource: '*', reason: 'EC2 offers no resources for what only looks.' },
        { resource: gateways, reason },
        { resource: tables, reason },
        { resource: attachments, reason },
      ],
    });
  }
}
