import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { each, ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const WRITES = [
  'directconnect:CreatePrivateVirtualInterface', 'directconnect:CreatePublicVirtualInterface',
  'directconnect:CreateTransitVirtualInterface', 'ec2:AcceptTransitGatewayPeeringAttachment', 'ec2:AcceptVpcPeeringConnection',
  'ec2:AssociateSubnetCidrBlock', 'ec2:AssociateVpcCidrBlock', 'ec2:AttachInternetGateway', 'ec2:AttachVpnGateway', 'ec2:CreateCarrierGateway', 'ec2:CreateClientVpnEndpoint',
  'ec2:CreateCustomerGateway', 'ec2:CreateEgressOnlyInternetGateway', 'ec2:CreateInternetGateway', 'ec2:CreateTransitGateway',
  'ec2:CreateTransitGatewayConnect', 'ec2:CreateTransitGatewayConnectPeer', 'ec2:CreateTransitGatewayPeeringAttachment', 'ec2:CreateTransitGatewayVpcAttachment',
  'ec2:CreateVpcBlockPublicAccessExclusion', 'ec2:CreateVpcPeeringConnection', 'ec2:CreateVpnConnection', 'ec2:CreateVpnGateway',
  'ec2:ModifyTransitGatewayVpcAttachment', 'ec2:ModifyVpcBlockPublicAccessExclusion', 'ec2:ModifyVpcBlockPublicAccessOptions', 'globalaccelerator:CreateAccelerator',
  'globalaccelerator:CreateCustomRoutingAccelerator', 'networkmanager:CreateConnectAttachment',
  'networkmanager:CreateDirectConnectGatewayAttachment', 'networkmanager:CreateSiteToSiteVpnAttachment',
  'networkmanager:CreateTransitGatewayRouteTableAttachment', 'networkmanager:CreateVpcAttachment',
];

export const NETWORK_EDGES_PROOF: Proof = {
  guardrail: Guardrails.NETWORK_EDGES,
  set: GuardrailSet.NETWORK,
  denied: [
    ...each('administrator', WRITES.map(action => on(action))),
    ...ofThePowerful(on('ec2:CreateInternetGateway')),
    { title: 'to give a VPC a part of another account\'s range', by: 'developer', ...on('ec2:AssociateVpcCidrBlock') },
  ],
  allowed: [
    { title: 'to make a VPC', by: 'developer', ...on('ec2:CreateVpc') },
    { title: 'to make a security group', by: 'developer', ...on('ec2:CreateSecurityGroup') },
    { title: 'to make an endpoint of an AWS service', by: 'developer', ...on('ec2:CreateVpcEndpoint') },
    { title: 'to make a subnet', by: 'developer', ...on('ec2:CreateSubnet') },
    { title: 'to take a range off', by: 'developer', ...on('ec2:DisassociateVpcCidrBlock') },
    { title: 'to take a gateway off', by: 'developer', ...on('ec2:DetachInternetGateway') },
    { title: 'to delete a peering', by: 'developer', ...on('ec2:DeleteVpcPeeringConnection') },
    { title: 'to look at gateways', by: 'developer', ...on('ec2:DescribeInternetGateways') },
    ...ofTheUnbound(on('ec2:CreateInternetGateway')),
  ],
  exempt: ofThePlatform(on('ec2:CreateInternetGateway')),
};
