import { Operation, ResourceType } from '../aws/contract';
import { decide } from '../aws/authorization';
import { scheduleProblem } from '../aws/schedule-expression';
import { BackupPlan, BackupSelection, BackupVault } from '../aws/services/backup';
import { serviceCaller } from '../aws/services/iam';
import { BACKUP } from '../rules/files-and-backups';
import { given, inert, permissions, schema, TAGS } from './permission';
import { requirePrincipals } from './principals';
import { serviceKey } from './service-keys';
import { serviceRole } from './service-roles';
import { arnHere, inPlace, placeOf, storedType } from './stored';
import { document, flag, list, numeric, record, records, text } from './values';

const SERVICE = 'backup.amazonaws.com';
/** https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html */
const KEY_USES = ['kms:DescribeKey', 'kms:CreateGrant', 'kms:GenerateDataKey', 'kms:Decrypt', 'kms:RetireGrant'];
const COLD_DAYS = 90;
const CONTINUOUS_DAYS = 35;
const MAX_LOCK_DAYS = 36_500;
const NO_BACKUPS = inert('nothing is backed up in the rehearsal');

const onVault = (operation: Operation) => arnHere(operation, 'backup', `backup-vault:${String(operation.properties.BackupVaultName)}`);
const onPlan = (operation: Operation) => arnHere(operation, 'backup', `backup-plan:${operation.physicalId ?? '*'}`);
const ofPlan = (operation: Operation) => arnHere(operation, 'backup', `backup-plan:${String(operation.properties.BackupPlanId)}`);
const put = (action: string, property: string) => permissions([`backup:${action}`], onVault, { when: operation => given(property)(operation) && operation.properties[property] !== undefined });
const drop = (action: string, property: string) => permissions([`backup:${action}`], onVault, { when: operation => operation.changes(property) && operation.properties[property] === undefined });

/** A vault. */
export const BACKUP_VAULT: ResourceType = storedType<BackupVault>({
  typeName: 'AWS::Backup::BackupVault',
  source: schema('aws-backup-backupvault'),
  properties: {
    BackupVaultName: 'interpreted', EncryptionKeyArn: 'interpreted', AccessPolicy: 'interpreted', LockConfiguration: 'interpreted', Notifications: 'interpreted', BackupVaultTags: TAGS,
  },
  nested: { LockConfiguration: ['MinRetentionDays', 'MaxRetentionDays', 'ChangeableForDays'], Notifications: ['SNSTopicArn', 'BackupVaultEvents'] },
  required: ['BackupVaultName'],
  createOnly: ['BackupVaultName', 'EncryptionKeyArn'],
  permissions: {
    create: [
      ...permissions(['backup:CreateBackupVault'], onVault),
      ...permissions(['backup-storage:MountCapsule']),
      ...put('PutBackupVaultAccessPolicy', 'AccessPolicy'), ...put('PutBackupVaultLockConfiguration', 'LockConfiguration'), ...put('PutBackupVaultNotifications', 'Notifications'),
      ...permissions(['backup:TagResource'], onVault, { when: given('BackupVaultTags') }),
    ],
    update: [
      ...permissions(['backup:DescribeBackupVault'], onVault),
      ...put('PutBackupVaultAccessPolicy', 'AccessPolicy'), ...put('PutBackupVaultLockConfiguration', 'LockConfiguration'), ...put('PutBackupVaultNotifications', 'Notifications'),
      ...drop('DeleteBackupVaultAccessPolicy', 'AccessPolicy'), ...drop('DeleteBackupVaultLockConfiguration', 'LockConfiguration'),
      ...drop('DeleteBackupVaultNotifications', 'Notifications'),
      ...permissions(['backup:ListTags', 'backup:TagResource', 'backup:UntagResource'], onVault, { when: given('BackupVaultTags') }),
    ],
    delete: permissions(['backup:DeleteBackupVault'], onVault),
  },
  parts: world => world.state.backup.vaults,
  codes: { exists: 'AlreadyExistsException', missing: 'ResourceNotFoundException' },
  make: operation => {
    const name = String(operation.properties.BackupVaultName);
    operation.require(BACKUP.VAULT_NAME, /^[\w-]{2,50}$/.test(name), `'BackupVaultName' is ${name}`, 'shorten it to letters, digits, "-" and "_"');
    const keyArn = serviceKey(operation, 'backup', text(operation.properties, 'EncryptionKeyArn'), KEY_USES);
    return { ...placeOf(operation), arn: onVault(operation), name, keyArn, ...settings(operation) };
  },
  change: (operation, vault) => {
    const { lock } = vault;
    const next = settings(operation);
    const changes = lock?.permanent === true && operation.changes('LockConfiguration');
    operation.require(BACKUP.VAULT_LOCK, !changes, `the lock of ${vault.name} can no longer be changed, once its days are over`, 'leave it as it is');
    Object.assign(vault, next);
  },
  remove: (operation, vault) => {
    const plans = inPlace(operation, operation.world.state.backup.plans)
      .filter(({ vaultNames }) => vaultNames.includes(vault.name)).map(({ id }) => id);
    operation.require(BACKUP.VAULT_EMPTY, plans.length === 0, `the plans ${plans.join(', ')} store backups in ${vault.name}`, 'retain the vault, or let the plans store elsewhere first');
  },
  physicalId: ({ name }) => name,
  attributes: ({ name, arn }) => ({ BackupVaultName: name, BackupVaultArn: arn }),
});

function settings(operation: Operation): Pick<BackupVault, 'policy' | 'lock'> {
  const { properties, origin } = operation;
  const policy = properties.AccessPolicy === undefined ? undefined : document(properties, 'AccessPolicy');
  if (policy) {
    requirePrincipals(operation, BACKUP.VAULT_POLICY, policy);
  }
  checkNotifications(operation);
  return { policy: policy && { document: policy, origin }, lock: lockOf(operation) };
}

function lockOf(operation: Operation): BackupVault['lock'] {
  if (operation.properties.LockConfiguration === undefined) {
    return undefined;
  }
  const config = record(operation.properties, 'LockConfiguration');
  const [minDays, maxDays, days] = [numeric(config, 'MinRetentionDays') ?? 0, numeric(config, 'MaxRetentionDays'), numeric(config, 'ChangeableForDays')];
  const holds = minDays >= 1 && (maxDays ?? minDays) >= minDays && (maxDays ?? 1) <= MAX_LOCK_DAYS
    && (days ?? 3) >= 3 && (days ?? 3) <= MAX_LOCK_DAYS;
  operation.require(BACKUP.VAULT_LOCK, holds, `'MinRetentionDays' is ${minDays}, 'MaxRetentionDays' is ${maxDays}, 'ChangeableForDays' is ${days}`, 'choose a day or longer, and 3 days to think it over');
  return { minDays, maxDays, permanent: days !== undefined };
}

function checkNotifications(operation: Operation): void {
  const arn = text(record(operation.properties, 'Notifications'), 'SNSTopicArn');
  if (arn === undefined) {
    return;
  }
  const { world, accountId, region } = operation;
  const topic = world.state.sns.topics.get(arn);
  operation.require(BACKUP.VAULT_NOTIFICATIONS, topic !== undefined, `topic ${arn} does not exist`, 'create the topic first');
  operation.requirePath(BACKUP.VAULT_NOTIFICATIONS, topic!.policy?.origin ?? topic!.origin, `topic ${topic!.name} may not be ready yet`);
  const told = decide(world, serviceCaller(SERVICE), { action: 'sns:Publish', resource: arn, resourceAccountId: topic!.accountId, region, context: { 'aws:SourceAccount': accountId } });
  operation.require(BACKUP.VAULT_NOTIFICATIONS, told.allowed, `${SERVICE} may not publish to ${topic!.name}: ${told.explanation}`, `allow ${SERVICE} in the policy of the topic`);
}

/** A plan. Scans, indexes and logically air-gapped vaults are refused by name. */
export const BACKUP_PLAN: ResourceType = storedType<BackupPlan>({
  typeName: 'AWS::Backup::BackupPlan',
  source: schema('aws-backup-backupplan'),
  properties: { BackupPlan: 'interpreted', BackupPlanTags: TAGS },
  nested: {
    'BackupPlan': { BackupPlanName: inert('a name for people'), BackupPlanRule: 'interpreted', AdvancedBackupSettings: NO_BACKUPS },
    'BackupPlan.BackupPlanRule': {
      RuleName: 'interpreted', TargetBackupVault: 'interpreted', ScheduleExpression: 'interpreted', Lifecycle: 'interpreted', EnableContinuousBackup: 'interpreted',
      CopyActions: 'interpreted', StartWindowMinutes: 'interpreted', CompletionWindowMinutes: 'interpreted', RecoveryPointTags: NO_BACKUPS, ScheduleExpressionTimezone: NO_BACKUPS,
    },
    'BackupPlan.BackupPlanRule.Lifecycle': ['DeleteAfterDays', 'MoveToColdStorageAfterDays', 'OptInToArchiveForSupportedResources'],
    'BackupPlan.BackupPlanRule.CopyActions': ['DestinationBackupVaultArn', 'Lifecycle'],
  },
  required: ['BackupPlan'],
  createOnly: [],
  permissions: {
    create: [
      ...permissions(['backup:CreateBackupPlan'], onPlan), ...permissions(['backup:GetBackupPlan'], onPlan),
      ...permissions(['backup:TagResource'], onPlan, { when: given('BackupPlanTags') }),
    ],
    update: [
      ...permissions(['backup:UpdateBackupPlan'], onPlan, { when: operation => operation.changes('BackupPlan') }),
      ...permissions(['backup:ListTags', 'backup:TagResource', 'backup:UntagResource'], onPlan, { when: given('BackupPlanTags') }),
    ],
    delete: permissions(['backup:GetBackupPlan', 'backup:DeleteBackupPlan'], onPlan),
  },
  parts: world => world.state.backup.plans,
  codes: { exists: 'AlreadyExistsException', missing: 'ResourceNotFoundException' },
  make: operation => {
    const vaultNames = checkPlan(operation);
    const { world, accountId, region, stackName, logicalId } = operation;
    const id = world.identifiers.uuid(`plan:${accountId}:${region}:${stackName}:${logicalId}`);
    return { ...placeOf(operation), arn: arnHere(operation, 'backup', `backup-plan:${id}`), id, vaultNames };
  },
  change: (operation, plan) => {
    plan.vaultNames = checkPlan(operation);
  },
  remove: (operation, { id }) => {
    const used = inPlace(operation, operation.world.state.backup.selections).some(({ planId }) => planId === id);
    if (used) operation.fail('InvalidRequestException', `plan ${id} has selections: delete them first`);
  },
  physicalId: ({ id }) => id,
  attributes: ({ id, arn }) => ({ BackupPlanId: id, BackupPlanArn: arn, VersionId: `${id.slice(0, 8)}-version` }),
});

function checkPlan(operation: Operation): readonly string[] {
  const rules = records(record(operation.properties, 'BackupPlan'), 'BackupPlanRule');
  const names = rules.map(({ RuleName }) => String(RuleName));
  operation.require(BACKUP.PLAN, rules.length > 0 && new Set(names).size === names.length, `the rules are ${names.join(', ')}`, 'give a rule, and each a name of its own');
  return rules.map(rule => checkRule(operation, rule));
}

function checkRule(operation: Operation, rule: Readonly<Record<string, unknown>>): string {
  const { world } = operation;
  const name = String(rule.TargetBackupVault);
  const vault = inPlace(operation, world.state.backup.vaults).find(other => other.name === name);
  operation.require(BACKUP.PLAN, vault !== undefined || name === 'Default', `vault ${name} does not exist`, 'create the vault first');
  operation.requirePath(BACKUP.PLAN, vault?.origin, `vault ${name} may not exist yet`);
  const schedule = text(rule, 'ScheduleExpression');
  const problem = schedule === undefined ? undefined : scheduleProblem(schedule);
  operation.require(BACKUP.PLAN, problem === undefined, `'ScheduleExpression' is ${schedule}: ${problem}`, 'use cron(…)');
  const [start, end] = [numeric(rule, 'StartWindowMinutes') ?? 60, numeric(rule, 'CompletionWindowMinutes')];
  operation.require(BACKUP.PLAN, start >= 60 && (end ?? start + 60) >= start + 60, `'StartWindowMinutes' is ${start}, 'CompletionWindowMinutes' is ${end}`, 'begin within an hour or longer, and end an hour later');
  checkLifecycle(operation, rule, vault);
  records(rule, 'CopyActions').forEach(copy => {
    const arn = String(copy.DestinationBackupVaultArn);
    const own = arn.split(':')[4] === operation.accountId && arn.split(':')[3] === operation.region;
    operation.require(BACKUP.PLAN, !own || world.state.backup.vaults.has(arn), `vault ${arn}, where copies go, does not exist`, 'create the vault first');
    operation.requirePath(BACKUP.PLAN, world.state.backup.vaults.get(arn)?.origin, `vault ${arn} may not exist yet`);
    checkLifecycle(operation, { Lifecycle: copy.Lifecycle }, world.state.backup.vaults.get(arn));
  });
  return name;
}

function checkLifecycle(operation: Operation, rule: Readonly<Record<string, unknown>>, vault: BackupVault | undefined): void {
  const [days, cold] = ['DeleteAfterDays', 'MoveToColdStorageAfterDays'].map(name => numeric(record(rule, 'Lifecycle'), name));
  const stays = cold === undefined || days === undefined || days >= cold + COLD_DAYS;
  operation.require(BACKUP.LIFECYCLE, stays, `'MoveToColdStorageAfterDays' is ${cold}, 'DeleteAfterDays' is ${days}`, `keep backups for ${COLD_DAYS} days in cold storage`);
  const continuous = flag(rule, 'EnableContinuousBackup') ?? false;
  operation.require(BACKUP.LIFECYCLE, !continuous || (cold === undefined && (days ?? 0) >= 1 && days! <= CONTINUOUS_DAYS), `continuous backups are kept for ${days} days`, `keep them for 1 to ${CONTINUOUS_DAYS} days`);
  const { minDays = 0, maxDays } = vault?.lock ?? {};
  const locked = (days ?? Infinity) >= minDays && (maxDays === undefined || (days ?? Infinity) <= maxDays);
  operation.require(BACKUP.LIFECYCLE, locked, `backups are kept for ${days ?? 'ever'} days, the lock of ${vault?.name} asks for ${minDays} to ${maxDays ?? 'any number of'} days`, 'keep them as long as the lock asks');
}

const roleOf = ({ properties }: Operation) => String(record(properties, 'BackupSelection').IamRoleArn);

/** What a plan backs up. */
export const BACKUP_SELECTION: ResourceType = storedType<BackupSelection>({
  typeName: 'AWS::Backup::BackupSelection',
  source: schema('aws-backup-backupselection'),
  properties: { BackupPlanId: 'interpreted', BackupSelection: 'interpreted' },
  nested: {
    'BackupSelection': ['SelectionName', 'IamRoleArn', 'Resources', 'NotResources', 'ListOfTags', 'Conditions'],
    'BackupSelection.ListOfTags': ['ConditionType', 'ConditionKey', 'ConditionValue'],
  },
  required: ['BackupPlanId', 'BackupSelection'],
  createOnly: ['BackupPlanId', 'BackupSelection'],
  permissions: {
    create: [
      ...permissions(['backup:CreateBackupSelection'], ofPlan),
      ...permissions(['iam:GetRole'], roleOf), ...permissions(['iam:PassRole'], roleOf, { context: () => ({ 'iam:PassedToService': SERVICE }) }),
      ...permissions(['iam:CreateServiceLinkedRole'], ({ partition, accountId }) => `arn:${partition}:iam::${accountId}:role/aws-service-role/${SERVICE}/AWSServiceRoleForBackup`, {
        context: () => ({ 'iam:AWSServiceName': SERVICE }),
      }),
    ],
    update: [],
    delete: permissions(['backup:GetBackupSelection', 'backup:DeleteBackupSelection'], ofPlan),
  },
  parts: world => world.state.backup.selections,
  codes: { exists: 'AlreadyExistsException', missing: 'ResourceNotFoundException' },
  make: operation => {
    const { world, accountId, region, stackName, logicalId, properties } = operation;
    const plan = inPlace(operation, world.state.backup.plans).find(({ id }) => id === properties.BackupPlanId);
    operation.require(BACKUP.SELECTION, plan !== undefined, `plan ${String(properties.BackupPlanId)} does not exist`, 'create the plan first');
    operation.requirePath(BACKUP.SELECTION, plan!.origin, `plan ${plan!.id} may not exist yet`);
    const selection = record(properties, 'BackupSelection');
    const selects = ['Resources', 'ListOfTags'].some(name => list(selection, name).length > 0) || Object.keys(record(selection, 'Conditions')).length > 0;
    operation.require(BACKUP.SELECTION, selects && /^[\w.-]{1,50}$/.test(String(selection.SelectionName)), `selection ${String(selection.SelectionName)} selects ${selects ? 'something' : 'nothing'}`, 'give it a name, and resources, tags or conditions');
    serviceRole(operation, BACKUP.SELECTION_ROLE, roleOf(operation), SERVICE);
    const id = world.identifiers.uuid(`selection:${accountId}:${region}:${stackName}:${logicalId}`);
    return { ...placeOf(operation), arn: `${plan!.arn}/${id}`, id, planId: plan!.id, roleArn: roleOf(operation) };
  },
  physicalId: ({ id, planId }) => `${id}_${planId}`,
  attributes: ({ id, planId }) => ({ Id: `${id}_${planId}`, SelectionId: id }),
});
