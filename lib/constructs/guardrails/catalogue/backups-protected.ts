import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { NO_FRAMEWORK } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * A backup ends when its lifecycle says so: AWS Backup deletes it by its service-linked role, which no service control policy binds.
 * Vaults are another guardrail, since every test stack deletes its own; one that still holds a backup cannot be deleted anyway.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/deleting-backups.html
 */
export const BACKUPS_PROTECTED = new Guardrail({
  id: 'G37',
  title: 'Backups end by their lifecycle',
  intent: 'Nobody but the platform deletes a backup, shortens its life, detaches it, or unlocks the vault that holds it.',
  threat: 'Who encrypts data for ransom deletes the backups first.',
  adoption: 'Give plans a lifecycle: a backup without one stays until the platform deletes it.',
  breaks: 'People and scripts that delete backups of AWS Backup by hand.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{
    actions: [
      'backup:DeleteBackupVaultLockConfiguration', 'backup:DeleteRecoveryPoint', 'backup:Disassociate*', 'backup:UpdateRecoveryPointLifecycle',
      'backup:UpdateRegionSettings',
    ],
  }],
});
