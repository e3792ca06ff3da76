import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const grant = (forAws: string[]) =>
  on('kms:CreateGrant', 'arn:aws:kms:eu-central-1:222222222222:key/11111111-2222-3333-4444-555555555555', { 'kms:GrantIsForAWSResource': forAws });

export const KEY_GRANTS_FOR_SERVICES_PROOF: Proof = {
  guardrail: Guardrails.KEY_GRANTS_FOR_SERVICES,
  set: GuardrailSet.STRICT,
  denied: [
    { title: 'to hand a key on', by: 'developer', ...grant(['false']) },
    { title: 'to hand a key on without saying for whom', by: 'developer', ...grant([]) },
    ...ofThePowerful(grant(['false'])),
  ],
  allowed: [
    { title: 'to let a service work with the key, as EBS asks', by: 'developer', ...grant(['true']) },
    { title: 'to take a grant back', by: 'developer', ...on('kms:RevokeGrant', 'arn:aws:kms:eu-central-1:222222222222:key/x') },
    ...ofTheUnbound(grant(['false'])),
  ],
  exempt: ofThePlatform(grant(['false'])),
};
