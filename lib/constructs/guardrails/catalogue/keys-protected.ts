import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { GuardrailStatement } from '../guardrail-statement';
import { cis, fsbp } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/** Rotation is free, and imported material that is deleted is gone at once: the waiting period of keys does not hold for it. */
const WEAKENING: GuardrailStatement = { actions: ['kms:DeleteImportedKeyMaterial', 'kms:DisableKeyRotation'] };

const LOCKOUTS: GuardrailStatement = {
  actions: ['kms:CreateKey', 'kms:PutKeyPolicy'],
  conditions: { Bool: { 'kms:BypassPolicyLockoutSafetyCheck': ['true'] } },
};

/** Deleting a key is what every test stack does, so it is not denied; who says nothing of the period gets 30 days, and has no such key. */
const DELETIONS: GuardrailStatement = {
  actions: ['kms:ScheduleKeyDeletion'],
  conditions: { NumericLessThan: { 'kms:ScheduleKeyDeletionPendingWindowInDays': ['30'] } },
};

/**
 * Keys are not lost by accident or in a hurry: all that a key encrypted is lost with it.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
 */
export const KEYS_PROTECTED = new Guardrail({
  id: 'G48',
  title: 'Keys are not lost in a hurry',
  intent: 'A key that is to be deleted waits for 30 days, keeps rotating and keeps its administrators.',
  threat: 'An intruder deletes the keys of an account: nothing is copied, and all data is lost a week later.',
  adoption: 'Look for templates with a shorter pending window, and for keys with imported material that is deleted and imported on a schedule.',
  breaks: 'Templates whose keys have a pending window of less than 30 days; people who expire imported key material by hand.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: [...cis('4.6', '4.6', '3.6'), ...fsbp('KMS.3', 'KMS.4')],
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [WEAKENING, LOCKOUTS, DELETIONS],
});
