import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { each, ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const WRITES = [
  'ec2:DisableEbsEncryptionByDefault', 'ec2:ModifyEbsDefaultKmsKeyId', 'ec2:ResetEbsDefaultKmsKeyId',
];

export const EBS_DEFAULT_ENCRYPTION_PROOF: Proof = {
  guardrail: Guardrails.EBS_DEFAULT_ENCRYPTION,
  set: GuardrailSet.FOUNDATION,
  denied: [
    ...each('administrator', WRITES.map(action => on(action))),
    ...ofThePowerful(on('ec2:DisableEbsEncryptionByDefault')),
  ],
  allowed: [
    { title: 'to switch it on', by: 'developer', ...on('ec2:EnableEbsEncryptionByDefault') },
    { title: 'to look at the key', by: 'developer', ...on('ec2:GetEbsDefaultKmsKeyId') },
    { title: 'to create a volume', by: 'developer', ...on('ec2:CreateVolume') },
    ...ofTheUnbound(on('ec2:DisableEbsEncryptionByDefault')),
  ],
  exempt: ofThePlatform(on('ec2:DisableEbsEncryptionByDefault')),
};
