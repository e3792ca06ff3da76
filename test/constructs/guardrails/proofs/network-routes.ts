import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { each, ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const WRITES = [
  'ec2:AssociateRouteTable', 'ec2:CreateRoute', 'ec2:CreateRouteTable', 'ec2:DeleteRoute', 'ec2:DeleteRouteTable',
  'ec2:DisassociateRouteTable', 'ec2:ReplaceRoute', 'ec2:ReplaceRouteTableAssociation', 'route53:AssociateVPCWithHostedZone',
  'route53:DisassociateVPCFromHostedZone',
];

export const NETWORK_ROUTES_PROOF: Proof = {
  guardrail: Guardrails.NETWORK_ROUTES,
  set: GuardrailSet.NETWORK,
  denied: [
    ...each('administrator', WRITES.map(action => on(action))),
    ...ofThePowerful(on('ec2:CreateRoute')),
  ],
  allowed: [
    { title: 'to look at routes', by: 'developer', ...on('ec2:DescribeRouteTables') },
    { title: 'to run instances in a subnet', by: 'developer', ...on('ec2:RunInstances', 'arn:aws:ec2:eu-central-1:222222222222:subnet/subnet-1') },
    { title: 'to change a record', by: 'developer', ...on('route53:ChangeResourceRecordSets') },
    ...ofTheUnbound(on('ec2:CreateRoute')),
  ],
  exempt: ofThePlatform(on('ec2:CreateRoute')),
};
