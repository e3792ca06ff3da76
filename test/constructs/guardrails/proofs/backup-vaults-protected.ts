import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { each, ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const WRITES = [
  'backup:DeleteBackupVault', 'backup:DeleteBackupVaultAccessPolicy',
  'backup:PutBackupVaultAccessPolicy', 'backup:PutBackupVaultLockConfiguration', 'backup:PutBackupVaultSharingPolicy',
];

export const BACKUP_VAULTS_PROTECTED_PROOF: Proof = {
  guardrail: Guardrails.BACKUP_VAULTS_PROTECTED,
  set: GuardrailSet.STRICT,
  denied: [
    ...each('administrator', WRITES.map(action => on(action))),
    ...ofThePowerful(on('backup:DeleteBackupVault')),
  ],
  allowed: [
    { title: 'to make a vault', by: 'developer', ...on('backup:CreateBackupVault') },
    { title: 'to look at its policy', by: 'developer', ...on('backup:GetBackupVaultAccessPolicy') },
    { title: 'to copy a backup', by: 'developer', ...on('backup:StartCopyJob') },
    ...ofTheUnbound(on('backup:DeleteBackupVault')),
  ],
  exempt: ofThePlatform(on('backup:DeleteBackupVault')),
};
