import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { each, ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const ec2 = (resource: string) => `arn:aws:ec2:eu-central-1:222222222222:${resource}`;
const lightsail = (resource: string) => `arn:aws:lightsail:eu-central-1:222222222222:${resource}`;
const PAIR = ec2('key-pair/laptop');

export const NO_SSH_KEYS_PROOF: Proof = {
  guardrail: Guardrails.NO_SSH_KEYS,
  set: GuardrailSet.NETWORK,
  denied: [
    ...each('developer', [
      on('ec2:CreateKeyPair', PAIR), on('ec2:ImportKeyPair', PAIR), on('ec2:RunInstances', PAIR),
      on('ec2-instance-connect:SendSerialConsoleSSHPublicKey', ec2('instance/i-1')),
      on('lightsail:CreateKeyPair', lightsail('KeyPair/k')), on('lightsail:ImportKeyPair', lightsail('KeyPair/k')), on('lightsail:DownloadDefaultKeyPair'),
    ]),
    ...ofThePowerful(on('ec2:CreateKeyPair', PAIR)),
    ...ofThePowerful(on('ec2:RunInstances', PAIR)),
  ],
  allowed: [
    ...each('developer', [
      on('ec2:DeleteKeyPair', PAIR), on('ec2:DescribeKeyPairs'), on('ec2-instance-connect:SendSSHPublicKey', ec2('instance/i-1')),
      on('ec2-instance-connect:OpenTunnel', ec2('instance-connect-endpoint/eice-1')), on('ssm:StartSession', ec2('instance/i-1')),
    ]),
    { title: 'to launch into a subnet', by: 'developer', ...on('ec2:RunInstances', ec2('subnet/subnet-1')) },
    ...ofTheUnbound(on('ec2:RunInstances', PAIR)),
    ...ofTheUnbound(on('ec2:CreateKeyPair', PAIR)),
  ],
  exempt: ofThePlatform(on('ec2:CreateKeyPair', PAIR), on('ec2:RunInstances', PAIR)),
};
