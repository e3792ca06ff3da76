import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * Where a network ends and another one begins: to the internet, to other VPCs, to data centers. What leads out is made, what is made is
 * attached, and what a stranger offers is accepted, so all three are denied; removing is not. A range that a VPC is given later is
 * announced by its attachment as the first one is, so that is denied too: whoever adds a part of another's range takes his traffic.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/extend-intro.html
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html
 */
export const NETWORK_EDGES = new Guardrail({
  id: 'G50b',
  title: 'Networks are connected by the network team',
  intent: 'Nobody but the platform connects a VPC to the internet, to another network or to a data center, or exempts it from VPC Block Public Access.',
  threat: 'A gateway that was made for a test stays, and a database that nobody meant to publish has a way to the internet. Or a VPC is given a part of '
    + 'another account\'s range, and the transit gateway sends it what is meant for the other one.',
  adoption: 'For units whose networks are made by the network team, in shared subnets or by the platform\'s stacks. Exempt the roles of that team by '
    + '`Guardrails.NETWORK_EDGES.exempting(…)` where it deploys into accounts of teams.',
  breaks: 'Teams that make VPCs with internet gateways, peering, VPN or transit gateway attachments, more ranges than the first or IPv6; the default VPC construct of CDK among them.',
  belongsTo: [GuardrailScope.WORKLOADS, GuardrailScope.SANDBOX, GuardrailScope.STAGING],
  compliance: cis('6.6', '6.6', '5.6'),
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{
    actions: [
      'directconnect:CreatePrivateVirtualInterface', 'directconnect:CreatePublicVirtualInterface', 'directconnect:CreateTransitVirtualInterface',
      'ec2:AcceptTransitGatewayPeeringAttachment', 'ec2:AcceptVpcPeeringConnection', 'ec2:AssociateSubnetCidrBlock',
      'ec2:AssociateVpcCidrBlock', 'ec2:AttachInternetGateway', 'ec2:AttachVpnGateway', 'ec2:CreateCarrierGateway',
      'ec2:CreateClientVpnEndpoint', 'ec2:CreateCustomerGateway', 'ec2:CreateEgressOnlyInternetGateway', 'ec2:CreateInternetGateway',
      'ec2:CreateTransitGateway', 'ec2:CreateTransitGatewayConnect*', 'ec2:CreateTransitGatewayPeeringAttachment',
      'ec2:CreateTransitGatewayVpcAttachment', 'ec2:CreateVpcBlockPublicAccessExclusion', 'ec2:CreateVpcPeeringConnection',
      'ec2:CreateVpnConnection', 'ec2:CreateVpnGateway', 'ec2:ModifyTransitGatewayVpcAttachment',
      'ec2:ModifyVpcBlockPublicAccessExclusion', 'ec2:ModifyVpcBlockPublicAccessOptions', 'globalaccelerator:CreateAccelerator',
      'globalaccelerator:CreateCustomRoutingAccelerator', 'networkmanager:Create*Attachment',
    ],
  }],
});
