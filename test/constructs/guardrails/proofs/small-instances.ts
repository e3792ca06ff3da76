import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const launch = (type: string) => on('ec2:RunInstances', 'arn:aws:ec2:eu-central-1:222222222222:instance/*', {
  'ec2:InstanceType': type, 'ec2:MetadataHttpTokens': 'required',
});

export const SMALL_INSTANCES_PROOF: Proof = {
  guardrail: Guardrails.SMALL_INSTANCES,
  set: GuardrailSet.SANDBOX,
  denied: [
    ...['p5.48xlarge', 'g6.xlarge', 'm7g.2xlarge', 'u-6tb1.metal', 'c7i.metal-24xl'].map(type =>
      ({ title: `to launch ${type}`, by: 'developer' as const, ...launch(type) })),
    ...ofThePowerful(launch('p5.48xlarge')),
  ],
  allowed: [
    ...['t4g.nano', 't3.micro', 't3a.small', 'm7g.medium', 'c7i.large'].map(type => ({ title: `to launch ${type}`, by: 'developer' as const, ...launch(type) })),
    { title: 'to launch into a subnet', by: 'developer', ...on('ec2:RunInstances', 'arn:aws:ec2:eu-central-1:222222222222:subnet/subnet-1') },
    { title: 'to look at types', by: 'developer', ...on('ec2:DescribeInstanceTypes') },
    ...ofTheUnbound(launch('p5.48xlarge')),
  ],
  exempt: ofThePlatform(launch('p5.48xlarge')),
};
