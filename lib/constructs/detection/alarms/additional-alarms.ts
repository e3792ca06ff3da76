import { STACKSET_ADMINISTRATION_ROLE, STACKSET_EXECUTION_ROLE } from '../../../core/naming';
import { BreakGlassRole } from '../../identity';
import { anyEvent, BY_HAND, list, listOf, NOT_BY_STACK_SETS, notByFunction } from '../private/filter-pattern';
import { ALARM_CALLS, ALERT_ROUTE_CALLS, DETECTION_DISABLING_CALLS, DETECTION_WEAKENING_CALLS, KEY_CALLS, WatchedCalls } from '../private/watched-calls';
import { SecurityAlarm } from '../security-alarm';
import { Severity } from '../severity';

/** Of a list a filter sees the first entry only; events are matched by every one. */
const fieldOf = (name: string): string => `$.requestParameters.${name === 'alarmNames' ? 'alarmNames[0]' : name}`;

/** Calls on what is ours, by hand. Names of events and of what is ours tell services apart well enough. */
function watched({ eventNames, resources }: WatchedCalls): string {
  const ours = Object.entries(resources).map(([name, value]) => `(${fieldOf(name)} = "${value}")`).join(' || ');
  return `${BY_HAND} && (${ours}) && ${anyEvent(...eventNames)}`;
}

/** What the lists of CIS leave out. */
export const ADDITIONAL_ALARMS: SecurityAlarm[] = [
  new SecurityAlarm({
    id: 'break-glass-use',
    severity: Severity.CRITICAL,
    description: 'Somebody took the break-glass role of an account, or tried to.',
    pattern: BreakGlassRole.useFilter,
  }),
  new SecurityAlarm({
    id: 'deployment-role-misuse',
    severity: Severity.CRITICAL,
    description: 'A role that CloudFormation deploys with was used by something else, or somebody tried to.',
    pattern: `{ ($.eventSource = sts.amazonaws.com) && ($.eventName = AssumeRole) && ${BY_HAND} && (${[
      `*/${STACKSET_ADMINISTRATION_ROLE}`, `*/${STACKSET_EXECUTION_ROLE}`, '*-cfn-exec-role-*',
    ].map(role => `($.requestParameters.roleArn = "${role}")`).join(' || ')}) }`,
  }),
  new SecurityAlarm({
    id: 'detection-disabled',
    severity: Severity.CRITICAL,
    description: 'A detector, a recorder, Security Hub, Macie, Inspector or an access analyzer was switched off, suspended or deleted by hand.',
    pattern: `{ ${BY_HAND} && (${anyEvent(...DETECTION_DISABLING_CALLS, 'StopConfigurationRecorder', 'DeleteConfigurationRecorder', 'DeleteDeliveryChannel')}`
      + ' || (($.eventName = UpdateDetector) && ($.requestParameters.enable IS FALSE))'
      + ' || (($.eventSource = inspector2.amazonaws.com) && ($.eventName = Disable))) }',
    cis: ['2.18', '4.3', '5.16'],
  }),
  new SecurityAlarm({
    id: 'recorder-changes',
    severity: Severity.HIGH,
    description: 'A recorder or a delivery channel of AWS Config was changed, stopped or deleted, by something else than the platform.',
    pattern: `{ ($.eventSource = config.amazonaws.com) && ${anyEvent('StopConfigurationRecorder', 'DeleteConfigurationRecorder', 'DeleteDeliveryChannel',
      'PutDeliveryChannel', 'PutConfigurationRecorder')} && ${notByFunction('config-recorder')} }`,
    cis: ['5.9'],
  }),
  new SecurityAlarm({
    id: 'detection-weakened',
    severity: Severity.HIGH,
    description: 'GuardDuty or Security Hub was made to see less, or to say less of what they see, by hand.',
    pattern: `{ (($.eventSource = guardduty.amazonaws.com) || ($.eventSource = securityhub.amazonaws.com)) && ${BY_HAND}`
      + ` && ${notByFunction('guardduty-organization')} && ${anyEvent(...DETECTION_WEAKENING_CALLS)} }`,
    cis: ['5.16'],
  }),
  new SecurityAlarm({
    id: 'alarm-tampering',
    severity: Severity.CRITICAL,
    description: 'A log group of the landing zone, its retention, a metric filter or an alarm was changed or deleted by hand, or somebody tried to.',
    pattern: `{ ${watched(ALARM_CALLS)} && ${notByFunction('session-manager-defaults')} }`,
  }),
  new SecurityAlarm({
    id: 'alert-route-tampering',
    severity: Severity.CRITICAL,
    description: 'A rule, bus, topic, subscription or key alias of the landing zone was changed or deleted by hand, or somebody tried to.',
    pattern: `{ ${watched(ALERT_ROUTE_CALLS)} }`,
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
  description: 'Somebody changed a key, a bucket policy or the retention of the log archive, or tried to, without a StackSet.',
  pattern: `{ ($.recipientAccountId = "${logArchiveAccountId}") && ${NOT_BY_STACK_SETS} && ${anyEvent('ScheduleKeyDeletion', 'DisableKey', 'PutKeyPolicy', 'DeleteAlias', 'UpdateAlias',
    'DeleteBucket', 'DeleteBucketPolicy', 'PutBucketPolicy', 'PutBucketLifecycle', 'PutBucketVersioning', 'PutBucketObjectLockConfiguration',
    'PutBucketReplication', 'PutBucketEncryption', 'DeleteBucketEncryption')} }`,
});

/** What would make topics of alerts fall silent. In those accounts the platform has few keys, and a call does not say the alias. */
export const alertKeyAlarm = (accountIds: readonly string[]): SecurityAlarm => new SecurityAlarm({
  id: 'alert-key-tampering',
  severity: Severity.CRITICAL,
  description: 'A key of an account that sends alerts was disabled, scheduled for deletion or given another policy by hand, or somebody tried to.',
  pattern: `{ (${accountIds.map(id => `($.recipientAccountId = "${id}")`).join(' || ')}) && ($.eventSource = kms.amazonaws.com) && ${BY_HAND}`
    + ` && ${anyEvent(...KEY_CALLS)} }`,
});
