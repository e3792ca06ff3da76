import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { each, ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const WRITES = [
  'backup:DeleteBackupVaultLockConfiguration', 'backup:DeleteRecoveryPoint', 'backup:DisassociateBackupVaultMpaApprovalTeam',
  'backup:DisassociateRecoveryPoint', 'backup:DisassociateRecoveryPointFromParent', 'backup:UpdateRecoveryPointLifecycle',
  'backup:UpdateRegionSettings',
];

export const BACKUPS_PROTECTED_PROOF: Proof = {
  guardrail: Guardrails.BACKUPS_PROTECTED,
  set: GuardrailSet.RECOMMENDED,
  denied: [
    ...each('administrator', WRITES.map(action => on(action))),
    ...ofThePowerful(on('backup:DeleteRecoveryPoint')),
  ],
  allowed: [
    { title: 'to back up', by: 'developer', ...on('backup:StartBackupJob') },
    { title: 'to restore', by: 'developer', ...on('backup:StartRestoreJob') },
    { title: 'to make a plan', by: 'developer', ...on('backup:CreateBackupPlan') },
    { title: 'to delete a plan', by: 'developer', ...on('backup:DeleteBackupPlan') },
    { title: 'to delete a snapshot of one\'s own', by: 'developer', ...on('ec2:DeleteSnapshot') },
    ...ofTheUnbound(on('backup:DeleteRecoveryPoint')),
  ],
  exempt: ofThePlatform(on('backup:DeleteRecoveryPoint')),
};
