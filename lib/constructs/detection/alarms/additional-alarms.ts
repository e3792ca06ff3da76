import { BREAK_GLASS_ROLE, PATH_PATTERN } from '../../../core/naming';
import { anyEvent, list, listOf } from '../private/filter-pattern';
import { SecurityAlarm } from '../security-alarm';
import { Severity } from '../severity';

/** What the lists of CIS leave out. */
export const ADDITIONAL_ALARMS: SecurityAlarm[] = [
  new SecurityAlarm({
    id: 'break-glass-use',
    severity: Severity.CRITICAL,
    description: 'Somebody took the break-glass role of an account, or tried to.',
    pattern: `{ ($.eventName = AssumeRole) && ($.requestParameters.roleArn = "*/${BREAK_GLASS_ROLE}") }`,
  }),
  new SecurityAlarm({
    id: 'detection-disabled',
    severity: Severity.CRITICAL,
    description: 'A detector, a recorder, Security Hub, Macie, Inspector or an access analyzer was switched off or deleted.',
    pattern: list('DeleteDetector', 'StopMonitoringMembers', 'DisassociateMembers', 'DisassociateFromAdministratorAccount', 'DisassociateFromMasterAccount',
      'DeletePublishingDestination', 'StopConfigurationRecorder', 'DeleteConfigurationRecorder', 'DeleteDeliveryChannel', 'DisableSecurityHub',
      'BatchDisableStandards', 'DisableMacie', 'DeleteAnalyzer')
      .replace(/ }$/, ' || (($.eventSource = inspector2.amazonaws.com) && ($.eventName = Disable)) }'),
    cis: ['2.18', '4.3', '5.16'],
  }),
  new SecurityAlarm({
    id: 'alarm-tampering',
    severity: Severity.CRITICAL,
    description: 'A log group of the landing zone, its retention, its key or one of its metric filters was changed or deleted.',
    pattern: `{ ($.eventSource = logs.amazonaws.com) && ($.requestParameters.logGroupName = "${PATH_PATTERN}") && ${anyEvent('DeleteMetricFilter',
      'DeleteLogGroup', 'DeleteLogStream', 'PutRetentionPolicy', 'DisassociateKmsKey')} }`,
  }),
  new SecurityAlarm({
    id: 'trail-selector-changes',
    severity: Severity.HIGH,
    description: 'What a trail records was changed.',
    pattern: listOf('cloudtrail', 'PutEventSelectors', 'PutInsightSelectors'),
    cis: ['5.5'],
  }),
  new SecurityAlarm({
    id: 'organization-resource-policy',
    severity: Severity.HIGH,
    description: 'Who may manage the policies of the organization was changed.',
    pattern: listOf('organizations', 'PutResourcePolicy', 'DeleteResourcePolicy'),
    cis: ['2.1.5'],
  }),
  new SecurityAlarm({
    id: 'delegated-administrator-changes',
    severity: Severity.HIGH,
    description: 'Another account administers a service of the organization, or trusted access of a service was changed.',
    pattern: listOf('organizations', 'RegisterDelegatedAdministrator', 'DeregisterDelegatedAdministrator', 'EnableAWSServiceAccess', 'DisableAWSServiceAccess'),
    cis: ['2.1.6'],
  }),
  new SecurityAlarm({
    id: 'long-lived-credentials',
    severity: Severity.HIGH,
    description: 'An access key, a console password or an IAM user was created, or tried to be.',
    pattern: listOf('iam', 'CreateAccessKey', 'CreateLoginProfile', 'UpdateLoginProfile', 'CreateUser', 'CreateServiceSpecificCredential'),
    cis: ['2.12', '2.19'],
  }),
  new SecurityAlarm({
    id: 'public-access-block-removed',
    severity: Severity.HIGH,
    description: 'The block of public access was taken off a bucket or an account.',
    pattern: list('DeleteBucketPublicAccessBlock', 'DeleteAccountPublicAccessBlock', 'DeletePublicAccessBlock'),
    cis: ['3.1.4'],
  }),
  new SecurityAlarm({
    id: 'snapshot-shared',
    severity: Severity.HIGH,
    description: 'Who may use a snapshot or a machine image was changed.',
    pattern: list('ModifySnapshotAttribute', 'ModifyImageAttribute', 'ModifyDBSnapshotAttribute', 'ModifyDBClusterSnapshotAttribute'),
  }),
  new SecurityAlarm({
    id: 'ebs-encryption-disabled',
    severity: Severity.HIGH,
    description: 'Encryption of new volumes by default was switched off in a region.',
    pattern: listOf('ec2', 'DisableEbsEncryptionByDefault'),
    cis: ['6.1.1'],
  }),
  new SecurityAlarm({
    id: 'trust-policy-changes',
    severity: Severity.LOW,
    description: 'Who may assume a role was changed.',
    pattern: listOf('iam', 'UpdateAssumeRolePolicy'),
    cis: ['5.4'],
  }),
  new SecurityAlarm({
    id: 'permissions-boundary-changes',
    severity: Severity.LOW,
    description: 'The permissions boundary of a role or a user was set or taken away.',
    pattern: listOf('iam', 'PutRolePermissionsBoundary', 'PutUserPermissionsBoundary', 'DeleteRolePermissionsBoundary', 'DeleteUserPermissionsBoundary'),
    cis: ['5.4'],
  }),
  new SecurityAlarm({
    id: 'public-access-block-changes',
    severity: Severity.LOW,
    description: 'The block of public access of a bucket or an account was set.',
    pattern: list('PutBucketPublicAccessBlock', 'PutAccountPublicAccessBlock', 'PutPublicAccessBlock'),
    cis: ['3.1.4', '5.8'],
  }),
  new SecurityAlarm({
    id: 'key-policy-changes',
    severity: Severity.LOW,
    description: 'The policy of a key was changed, or a grant on it was given by somebody who is no service.',
    pattern: '{ ($.eventSource = kms.amazonaws.com) && (($.eventName = PutKeyPolicy) || (($.eventName = CreateGrant) && ($.userIdentity.invokedBy NOT EXISTS))) }',
  }),
];

/** What would make the archive's logs unreadable, or take them away. */
export const archiveAlarm = (logArchiveAccountId: string): SecurityAlarm => new SecurityAlarm({
  id: 'log-archive-tampering',
  severity: Severity.CRITICAL,
  description: 'Somebody changed a key, a bucket policy or the retention of the log archive, or tried to.',
  pattern: `{ ($.recipientAccountId = "${logArchiveAccountId}") && ${anyEvent('ScheduleKeyDeletion', 'DisableKey', 'PutKeyPolicy', 'DeleteAlias', 'UpdateAlias',
    'DeleteBucket', 'DeleteBucketPolicy', 'PutBucketPolicy', 'PutBucketLifecycle', 'PutBucketVersioning', 'PutBucketObjectLockConfiguration',
    'PutBucketReplication', 'PutBucketEncryption', 'DeleteBucketEncryption')} }`,
});
