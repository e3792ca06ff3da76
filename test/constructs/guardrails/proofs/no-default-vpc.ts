import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { each, ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const WRITES = [
  'ec2:CreateDefaultSubnet', 'ec2:CreateDefaultVpc',
];

export const NO_DEFAULT_VPC_PROOF: Proof = {
  guardrail: Guardrails.NO_DEFAULT_VPC,
  set: GuardrailSet.RECOMMENDED,
  denied: [
    ...each('administrator', WRITES.map(action => on(action))),
    ...ofThePowerful(on('ec2:CreateDefaultVpc')),
  ],
  allowed: [
    { title: 'to make a VPC', by: 'developer', ...on('ec2:CreateVpc') },
    { title: 'to make a subnet', by: 'developer', ...on('ec2:CreateSubnet') },
    { title: 'to delete the default VPC', by: 'developer', ...on('ec2:DeleteVpc') },
    ...ofTheUnbound(on('ec2:CreateDefaultVpc')),
  ],
  exempt: ofThePlatform(on('ec2:CreateDefaultVpc')),
};
