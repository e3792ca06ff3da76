import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const KEY = 'arn:aws:kms:eu-central-1:222222222222:key/11111111-2222-3333-4444-555555555555';
const policy = (action: string, bypass: string[]) =>
  on(action, action === 'kms:CreateKey' ? '*' : KEY, { 'kms:BypassPolicyLockoutSafetyCheck': bypass });
const deletion = (days: string[]) => on('kms:ScheduleKeyDeletion', KEY, { 'kms:ScheduleKeyDeletionPendingWindowInDays': days });

export const KEYS_PROTECTED_PROOF: Proof = {
  guardrail: Guardrails.KEYS_PROTECTED,
  set: GuardrailSet.RECOMMENDED,
  denied: [
    { title: 'to delete imported material, which is gone at once', by: 'developer', ...on('kms:DeleteImportedKeyMaterial', KEY) },
    { title: 'to rotate no longer', by: 'developer', ...on('kms:DisableKeyRotation', KEY) },
    { title: 'to make a key that nobody can manage', by: 'developer', ...policy('kms:CreateKey', ['true']) },
    { title: 'to make a key unmanageable', by: 'developer', ...policy('kms:PutKeyPolicy', ['true']) },
    { title: 'to delete a key in a week', by: 'developer', ...deletion(['7']) },
    { title: 'to delete a key a day early', by: 'developer', ...deletion(['29']) },
    ...ofThePowerful(deletion(['7'])),
    ...ofThePowerful(policy('kms:PutKeyPolicy', ['true'])),
  ],
  allowed: [
    { title: 'to delete a key in a month', by: 'developer', ...deletion(['30']) },
    { title: 'to delete a key without a word about when, which is a month', by: 'cdkDeployRole', ...deletion([]) },
    { title: 'to keep a key after all', by: 'developer', ...on('kms:CancelKeyDeletion', KEY) },
    { title: 'to make a key', by: 'developer', ...policy('kms:CreateKey', ['false']) },
    { title: 'to change who may use it', by: 'developer', ...policy('kms:PutKeyPolicy', ['false']) },
    { title: 'to rotate it', by: 'developer', ...on('kms:EnableKeyRotation', KEY) },
    { title: 'to disable it, which can be undone', by: 'developer', ...on('kms:DisableKey', KEY) },
    ...ofTheUnbound(deletion(['7'])),
  ],
  exempt: ofThePlatform(on('kms:DisableKeyRotation', KEY), policy('kms:PutKeyPolicy', ['true']), deletion(['7'])),
};
