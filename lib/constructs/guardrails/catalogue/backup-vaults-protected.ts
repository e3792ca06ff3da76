import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { NO_FRAMEWORK } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * Who may copy out of a vault, or restore into it, is decided by its policy; a lock in compliance mode can never be taken back, which is
 * a weapon too.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html
 */
export const BACKUP_VAULTS_PROTECTED = new Guardrail({
  id: 'G37b',
  title: 'Backup vaults are the platform\'s',
  intent: 'Nobody but the platform deletes, opens, shares or locks a backup vault.',
  threat: 'A vault is opened to a stranger\'s account, and all backups are copied there; or its policy is changed so that nobody can restore.',
  adoption: 'Look for vaults in templates of teams: they have to use vaults of the platform.',
  breaks: 'Templates of teams that make a vault with a policy or a lock, or that delete a vault with its stack.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{
    actions: [
      'backup:DeleteBackupVault', 'backup:DeleteBackupVaultAccessPolicy', 'backup:PutBackupVaultAccessPolicy',
      'backup:PutBackupVaultLockConfiguration', 'backup:PutBackupVaultSharingPolicy',
    ],
  }],
});
