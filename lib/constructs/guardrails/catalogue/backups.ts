import { Duration } from 'aws-cdk-lib';
import { PolicyType } from '../../organization';
import { GuardrailScope } from '../guardrail-scope';
import { BackupPlan } from '../policy-content/backup-plan';
import { BackupPolicyContent } from '../policy-content/backup-policy-content';
import { ParameterizedContent } from '../private/parameterized-content';
import { NO_FRAMEWORK } from './compliance';
import { NO_ONE } from './exemptions';

/** Daily, for five weeks, what is tagged for it. The role lies under the path that G10 protects. */
const daily = (regions: string[]): BackupPlan => ({
  planName: 'lz-daily',
  regions,
  rules: [{ ruleName: 'daily', scheduleExpression: 'cron(0 5 ? * * *)', vaultName: 'lz-backup', lifecycle: { deleteAfter: Duration.days(35) } }],
  selections: [{ selectionName: 'tagged', roleName: 'lz/lz-backup', tagKey: 'backup', tagValues: ['daily'] }],
});

/**
 * Backup plans that account administrators can neither change nor delete.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup.html
 */
export const BACKUPS = new ParameterizedContent({
  id: 'G74',
  title: 'What is tagged is backed up',
  intent: 'Resources with the backup tag are backed up daily, by plans that nobody in the account can change.',
  threat: 'An intruder or a mistake destroys data, and the team had no backup, or its own plan was deleted with it.',
  adoption: 'Deploy the vault lz-backup and the role lz/lz-backup into each account and governed Region first: jobs fail without them, and the policy makes '
    + 'neither. Enable trusted access of AWS Backup. Backups cost what they store. \'backupPlans\' replaces the plan.',
  breaks: 'Nothing, for nobody; it adds costs.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.BACKUP_POLICY,
  exemptions: NO_ONE,
  contains: ({ backupPlans, governedRegions }) => new BackupPolicyContent({ plans: backupPlans ?? [daily(governedRegions)] }).content,
});
