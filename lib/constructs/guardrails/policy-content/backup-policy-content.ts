import { Aws, Duration } from 'aws-cdk-lib';
import { throwProblems } from '../../../core/errors';
import { duplicateProblems, shapeProblems } from '../../../core/validation';
import { PolicyType } from '../../organization';
import { assign, assignAll, compact } from '../private/management-syntax';
import { BackupCopy, BackupLifecycle, BackupPlan, BackupRule, BackupSelection } from './backup-plan';
import { IPolicyContent } from './policy-content';

/** AWS's quotas: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html */
const MIN_START_WINDOW = Duration.hours(1);
const MIN_COLD_STORAGE = Duration.days(90);
const MAX_CONTINUOUS_RETENTION = Duration.days(35);

/** What a backup policy says. */
export interface BackupPolicyContentProps {
  /** The plans. */
  readonly plans: BackupPlan[];
}

/**
 * The content of a backup policy. AWS Backup makes the plans in every account; vaults and roles have to be there already.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html
 */
export class BackupPolicyContent implements IPolicyContent {
  public readonly policyType: PolicyType = PolicyType.BACKUP_POLICY;
  public readonly content: Record<string, unknown>;

  /** @param props what it says. */
  public constructor(props: BackupPolicyContentProps) {
    const { plans } = props;
    throwProblems(undefined, problems(plans));

    this.content = { plans: Object.fromEntries(plans.map(plan => [plan.planName, planContent(plan)])) };
  }
}

function planContent({ regions, rules, selections }: BackupPlan): Record<string, unknown> {
  return {
    regions: assign(regions),
    rules: Object.fromEntries(rules.map(rule => [rule.ruleName, ruleContent(rule)])),
    selections: { tags: Object.fromEntries(selections.map(selection => [selection.selectionName, selectionContent(selection)])) },
  };
}

function ruleContent(rule: BackupRule): Record<string, unknown> {
  const { completionWindow, continuousBackup, copies, lifecycle, scheduleExpression, startWindow, vaultName } = rule;
  return compact({
    ...assignAll({
      schedule_expression: scheduleExpression,
      target_backup_vault_name: vaultName,
      start_backup_window_minutes: minutes(startWindow),
      complete_backup_window_minutes: minutes(completionWindow),
      enable_continuous_backup: continuousBackup,
    }),
    lifecycle: lifecycle && lifecycleContent(lifecycle),
    copy_actions: copies && Object.fromEntries(copies.map(copy => [copy.vaultArn, copyContent(copy)])),
  });
}

function copyContent({ lifecycle, vaultArn }: BackupCopy): Record<string, unknown> {
  return compact({ target_backup_vault_arn: assign(vaultArn), lifecycle: lifecycle && lifecycleContent(lifecycle) });
}

function lifecycleContent({ deleteAfter, moveToColdStorageAfter }: BackupLifecycle): Record<string, unknown> | undefined {
  return assignAll({ move_to_cold_storage_after_days: days(moveToColdStorageAfter), delete_after_days: days(deleteAfter) });
}

/** AWS puts the id of each account in the place of `$account`. */
function selectionContent({ roleName, tagKey, tagValues }: BackupSelection): Record<string, unknown> {
  return assignAll({ iam_role_arn: `arn:${Aws.PARTITION}:iam::$account:role/${roleName}`, tag_key: tagKey, tag_value: tagValues })!;
}

const minutes = (duration?: Duration) => duration && String(duration.toMinutes());
const days = (duration?: Duration) => duration && String(duration.toDays());

function problems(plans: readonly BackupPlan[]): readonly string[] {
  return [
    ...(plans.length === 0 ? ['\'plans\' must name a plan, got none: add one, or leave the policy out'] : []),
    ...duplicateProblems('plans', plans.map(({ planName }) => planName), 'give each plan a name of its own'),
    ...plans.flatMap(plan => [
      ...nameProblems('planName', plan.planName),
      ...missingProblems(plan),
      ...duplicateProblems('rules', plan.rules.map(({ ruleName }) => ruleName), 'give each rule a name of its own'),
      ...plan.rules.flatMap(ruleProblems),
      ...plan.selections.flatMap(selectionProblems),
    ]),
  ];
}

function missingProblems({ planName, regions, rules, selections }: BackupPlan): readonly string[] {
  return Object.entries({ regions, rules, selections }).filter(([, values]) => values.length === 0)
    .map(([prop]) => `'${prop}' of plan "${planName}" must not be empty, got none: a plan says where, when and what`);
}

function ruleProblems(rule: BackupRule): readonly string[] {
  const { continuousBackup, copies = [], lifecycle, ruleName, scheduleExpression, startWindow, vaultName } = rule;
  const retention = lifecycle?.deleteAfter;
  return [
    ...nameProblems('ruleName', ruleName),
    ...shapeProblems('scheduleExpression', scheduleExpression, /^cron\(.+\)$/, 'be a cron expression such as "cron(0 5 ? * * *)"', 'correct it'),
    ...shapeProblems('vaultName', vaultName, /^[A-Za-z0-9_-]{2,50}$/, 'be 2 to 50 letters, digits, hyphens and underscores', 'take the name of the vault'),
    ...(startWindow && startWindow.toMinutes() < MIN_START_WINDOW.toMinutes()
      ? [`'startWindow' of rule "${ruleName}" must be at least ${MIN_START_WINDOW.toMinutes()} minutes, got ${startWindow.toMinutes()}: lengthen it`] : []),
    ...(continuousBackup && (!retention || retention.toDays() > MAX_CONTINUOUS_RETENTION.toDays())
      ? [`'deleteAfter' of rule "${ruleName}" must be at most ${MAX_CONTINUOUS_RETENTION.toDays()} days with continuous backup, got ${retention?.toDays() ?? 'none'}: `
        + 'keep longer by a second rule'] : []),
    ...[lifecycle, ...copies.map(copy => copy.lifecycle)].flatMap(one => coldStorageProblems(ruleName, one)),
    ...copies.flatMap(({ vaultArn }) => vaultProblems(vaultArn)),
  ];
}

function coldStorageProblems(ruleName: string, { deleteAfter, moveToColdStorageAfter }: BackupLifecycle = {}): readonly string[] {
  const least = moveToColdStorageAfter && moveToColdStorageAfter.toDays() + MIN_COLD_STORAGE.toDays();
  return least !== undefined && deleteAfter && deleteAfter.toDays() < least
    ? [`'deleteAfter' of rule "${ruleName}" must be at least ${least} days, ${MIN_COLD_STORAGE.toDays()} after it moved to cold storage, got ${deleteAfter.toDays()}: keep it longer`]
    : [];
}

function vaultProblems(vaultArn: string): readonly string[] {
  // AWS wants it as a key too, and a key of a template cannot be a token.
  const known = /^arn:[^:]+:backup:[a-z0-9-]+:(\d{12}|\$account):backup-vault:.+$/.test(vaultArn);
  return known ? [] : [`'vaultArn' must be the ARN of a backup vault, known at synth, got ${JSON.stringify(vaultArn)}: `
    + 'name its partition, its Region, its account or "$account", and its name'];
}

function selectionProblems({ roleName, selectionName, tagKey, tagValues }: BackupSelection): readonly string[] {
  return [
    ...nameProblems('selectionName', selectionName),
    ...shapeProblems('roleName', roleName, /^[\w+=,.@-]+(\/[\w+=,.@-]+)*$/, 'be a role such as "lz/lz-backup"', 'leave out the ARN before "role/"'),
    ...(tagKey === '' || tagValues.length === 0
      ? [`'tagValues' of selection "${selectionName}" must name a tag and its values, got "${tagKey}" and ${tagValues.length} values: say what is backed up`] : []),
  ];
}

function nameProblems(prop: string, name: string): readonly string[] {
  return shapeProblems(prop, name, /^[A-Za-z0-9_-]{1,50}$/, 'be 1 to 50 letters, digits, hyphens and underscores', 'choose a short word');
}
