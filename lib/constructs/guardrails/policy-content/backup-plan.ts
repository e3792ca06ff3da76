import { Duration } from 'aws-cdk-lib';

/** How long a backup is kept, and where. */
export interface BackupLifecycle {
  /**
   * When it is deleted; at least 90 days after it moved to cold storage.
   *
   * @default - never
   */
  readonly deleteAfter?: Duration;

  /**
   * When it moves to cold storage.
   *
   * @default - never
   */
  readonly moveToColdStorageAfter?: Duration;
}

/** A second place for a backup. */
export interface BackupCopy {
  /**
   * ARN of the vault it is copied to, known at synth; `$account` stands for the account that is backed up.
   *
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html
   */
  readonly vaultArn: string;

  /**
   * How long the copy is kept.
   *
   * @default - for ever, in warm storage
   */
  readonly lifecycle?: BackupLifecycle;
}

/** When a backup is made, and where it goes. */
export interface BackupRule {
  /** Its name: letters, digits, hyphens and underscores. */
  readonly ruleName: string;

  /** When it starts, in UTC, such as `cron(0 5 ? * * *)`. */
  readonly scheduleExpression: string;

  /** Name of the vault, which has to be in each account and Region of the plan before. */
  readonly vaultName: string;

  /**
   * How long it is kept.
   *
   * @default - for ever, in warm storage
   */
  readonly lifecycle?: BackupLifecycle;

  /**
   * How long it may wait for its start; 60 minutes at least.
   *
   * @default - AWS's default, 8 hours
   */
  readonly startWindow?: Duration;

  /**
   * How long it may take once it started.
   *
   * @default - AWS's default, 7 days
   */
  readonly completionWindow?: Duration;

  /**
   * Whether any point in time can be restored, where the service has it; such backups are kept for 35 days at most.
   *
   * @default false
   */
  readonly continuousBackup?: boolean;

  /**
   * Where copies go.
   *
   * @default - nowhere
   */
  readonly copies?: BackupCopy[];
}

/** Which resources are backed up: those with a tag. */
export interface BackupSelection {
  /** Its name: letters, digits, hyphens and underscores. */
  readonly selectionName: string;

  /** Path and name of the role that AWS Backup assumes, such as `lz/lz-backup`; it has to be in each account before. */
  readonly roleName: string;

  /** Key of the tag. */
  readonly tagKey: string;

  /** The values of it that count. */
  readonly tagValues: string[];
}

/**
 * A backup plan that AWS makes in each account.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html
 */
export interface BackupPlan {
  /** Its name: letters, digits, hyphens and underscores. */
  readonly planName: string;

  /** The Regions in which it looks for resources. */
  readonly regions: string[];

  /** When backups are made. */
  readonly rules: BackupRule[];

  /** What is backed up. */
  readonly selections: BackupSelection[];
}
