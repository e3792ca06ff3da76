import { Rule } from '../aws/contract';

const EFS_API = 'https://docs.aws.amazon.com/efs/latest/ug';
const BACKUP_API = 'https://docs.aws.amazon.com/aws-backup/latest/devguide';

/** What EFS asks of file systems. */
export const EFS = {
  SETTINGS: {
    id: 'efs/settings',
    statement: 'A file system with a key is encrypted, says its throughput where it is provisioned, and has one transition in each of its lifecycle policies.',
    source: `${EFS_API}/API_CreateFileSystem.html; ${EFS_API}/API_LifecyclePolicy.html`,
  },
  POLICY: {
    id: 'efs/file-system-policy',
    statement: 'The policy of a file system names principals that exist and are there first, and lets whoever puts it put the next one.',
    source: `${EFS_API}/API_PutFileSystemPolicy.html`,
  },
  MOUNT_TARGET: {
    id: 'efs/mount-target',
    statement: 'A mount target is of a file system that is there first; all of them are in one VPC, one in a zone, with up to five security groups of that VPC.',
    source: `${EFS_API}/API_CreateMountTarget.html`,
  },
  ACCESS_POINT: {
    id: 'efs/access-point',
    statement: 'An access point is of a file system that is there first; its path begins with "/" and has up to four directories.',
    source: `${EFS_API}/API_CreateAccessPoint.html; ${EFS_API}/API_RootDirectory.html`,
  },
  IN_USE: {
    id: 'efs/in-use',
    statement: 'A file system is deleted when it has no more mount targets.',
    source: `${EFS_API}/API_DeleteFileSystem.html (FileSystemInUse)`,
  },
} as const satisfies Record<string, Rule>;

/** What AWS Backup asks of vaults, plans and selections. */
export const BACKUP = {
  VAULT_NAME: {
    id: 'backup/vault-name',
    statement: 'A vault has a name of 2 to 50 letters, digits, "-" and "_".',
    source: `${BACKUP_API}/API_CreateBackupVault.html`,
  },
  VAULT_POLICY: {
    id: 'backup/vault-policy',
    statement: 'The policy of a vault names principals that exist, and the template says that it waits for them.',
    source: `${BACKUP_API}/create-a-vault-access-policy.html`,
  },
  VAULT_LOCK: {
    id: 'backup/vault-lock',
    statement: 'A lock keeps backups for a day or longer and up to 100 years, and can be changed for 3 days or longer, or for ever.',
    source: `${BACKUP_API}/API_PutBackupVaultLockConfiguration.html`,
  },
  VAULT_NOTIFICATIONS: {
    id: 'backup/vault-notifications',
    statement: 'The topic that a vault tells exists, its policy lets backup.amazonaws.com publish, and the template says that both are there first.',
    source: `${BACKUP_API}/API_PutBackupVaultNotifications.html; ${BACKUP_API}/backup-notifications.html`,
  },
  VAULT_EMPTY: {
    id: 'backup/vault-in-use',
    statement: 'A vault is deleted when no plan of the account and region stores backups there: one that holds backups cannot be deleted.',
    source: `${BACKUP_API}/API_DeleteBackupVault.html (that a plan has stored something there is the model's own)`,
  },
  PLAN: {
    id: 'backup/plan',
    statement: 'Rules of a plan have names of their own, vaults that exist and are there first, schedules that AWS Backup knows, and windows that fit.',
    source: `${BACKUP_API}/API_BackupRuleInput.html`,
  },
  LIFECYCLE: {
    id: 'backup/lifecycle',
    statement: 'A backup stays 90 days in cold storage; a continuous one is kept for up to 35 days and never gets there; a locked vault takes backups that are kept as long as its lock asks.',
    source: `${BACKUP_API}/API_Lifecycle.html; ${BACKUP_API}/point-in-time-recovery.html; ${BACKUP_API}/vault-lock.html`,
  },
  SELECTION: {
    id: 'backup/selection',
    statement: 'A selection is of a plan that is there first, has a name, and selects by ARNs, tags or conditions.',
    source: `${BACKUP_API}/API_CreateBackupSelection.html`,
  },
  SELECTION_ROLE: {
    id: 'backup/selection-role',
    statement: 'The role of a selection exists in the account, trusts backup.amazonaws.com, and the template says that it is there first.',
    source: `${BACKUP_API}/iam-service-roles.html`,
  },
} as const satisfies Record<string, Rule>;
