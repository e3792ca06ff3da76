import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * Where packets go. In shared subnets only the owner routes anyway; this is for VPCs that the platform puts into accounts of teams.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
 */
export const NETWORK_ROUTES = new Guardrail({
  id: 'G50c',
  title: 'Routes are the network team\'s',
  intent: 'Nobody but the platform changes where a subnet sends its packets.',
  threat: 'A route around the firewall is set, and inspection sees nothing any more.',
  adoption: 'For units whose networks are made by the network team. Leave it out by `GuardrailSet.NETWORK.without(\'G50c\')` where teams make VPCs of their own.',
  breaks: 'Teams that make VPCs of their own: every one has route tables.',
  belongsTo: [GuardrailScope.WORKLOADS, GuardrailScope.SANDBOX, GuardrailScope.STAGING],
  compliance: cis('6.6', '6.6', '5.6'),
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{
    actions: [
      'ec2:AssociateRouteTable', 'ec2:CreateRoute', 'ec2:CreateRouteTable', 'ec2:DeleteRoute', 'ec2:DeleteRouteTable', 'ec2:DisassociateRouteTable',
      'ec2:ReplaceRoute', 'ec2:ReplaceRouteTableAssociation', 'route53:AssociateVPCWithHostedZone', 'route53:DisassociateVPCFromHostedZone',
    ],
  }],
});
