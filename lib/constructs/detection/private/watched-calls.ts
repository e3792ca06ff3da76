import { NAME_PATTERN, PATH_PATTERN } from '../../../core/naming';

/** Calls of some services on what has our names: both ways of alerts, filters and events, watch for the same ones. */
export interface WatchedCalls {
  /** Services, as EventBridge names them behind "aws.". */
  readonly services: readonly string[];
  readonly eventNames: readonly string[];
  /** Fields of the request that name what is changed, with the names that are ours; "*" stands for whatever precedes or follows. */
  readonly resources: Readonly<Record<string, string>>;
}

const OURS = NAME_PATTERN;
const ARN_OF_OURS = `*:${NAME_PATTERN}`;

/**
 * What makes alarms out of what the trail records. SetAlarmState is none of it: it is how the way of an alarm is tried, and CloudWatch sets
 * the alarm back within seconds.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html
 */
export const ALARM_CALLS: WatchedCalls = {
  services: ['logs', 'monitoring'],
  eventNames: [
    'DeleteMetricFilter', 'PutMetricFilter', 'DeleteLogGroup', 'DeleteLogStream', 'PutRetentionPolicy', 'DisassociateKmsKey',
    'PutMetricAlarm', 'DeleteAlarms', 'DisableAlarmActions',
  ],
  resources: { logGroupName: PATH_PATTERN, alarmName: OURS, alarmNames: OURS },
};

/** What brings events and alarms to people. */
export const ALERT_ROUTE_CALLS: WatchedCalls = {
  services: ['events', 'sns', 'kms'],
  eventNames: [
    'PutRule', 'DeleteRule', 'DisableRule', 'PutTargets', 'RemoveTargets', 'DeleteEventBus', 'PutPermission', 'RemovePermission',
    'DeleteTopic', 'SetTopicAttributes', 'Unsubscribe', 'SetSubscriptionAttributes', 'DeleteAlias', 'UpdateAlias',
  ],
  resources: {
    name: OURS, rule: OURS, eventBusName: OURS, topicArn: ARN_OF_OURS, subscriptionArn: ARN_OF_OURS, aliasName: `alias${PATH_PATTERN}`,
  },
};

/** What switches detection off. `UpdateDetector` does so too, where it says that the detector is not enabled. */
export const DETECTION_DISABLING_CALLS: readonly string[] = [
  'DeleteDetector', 'StopMonitoringMembers', 'DisassociateMembers', 'DisassociateMember', 'DeleteMembers', 'DisassociateFromAdministratorAccount',
  'DisassociateFromMasterAccount', 'DisableOrganizationAdminAccount', 'DisableDelegatedAdminAccount', 'DisableSecurityHub', 'BatchDisableStandards',
  'DisableMacie', 'DeleteFindingAggregator', 'DeleteAnalyzer',
];

/** What lets GuardDuty and Security Hub see less, or say less of what they see. */
export const DETECTION_WEAKENING_CALLS: readonly string[] = [
  'UpdateDetector', 'UpdateMemberDetectors', 'UpdateOrganizationConfiguration', 'CreateIPSet', 'UpdateIPSet', 'CreateTrustedEntitySet',
  'UpdateTrustedEntitySet', 'DeletePublishingDestination', 'CreateFilter', 'UpdateFilter', 'StartConfigurationPolicyDisassociation',
  'UpdateConfigurationPolicy', 'DeleteConfigurationPolicy', 'BatchUpdateStandardsControlAssociations',
  'CreateAutomationRule', 'BatchUpdateAutomationRules',
];

/** What takes a key of alerts away. Its alias is not in the call, so the account tells which keys are meant. */
export const KEY_CALLS: readonly string[] = ['DisableKey', 'ScheduleKeyDeletion', 'PutKeyPolicy'];

/** Changes of a root user's credentials, as CloudTrail names them: the password by its sign-in service, devices by IAM. */
export const ROOT_CREDENTIAL_CALLS: readonly string[] = [
  'PasswordRecoveryRequested', 'PasswordRecoveryCompleted', 'PasswordUpdated', 'EmailUpdated', 'CreateVirtualMFADevice', 'EnableMFADevice',
  'DeactivateMFADevice', 'DeleteVirtualMFADevice', 'ResyncMFADevice',
];
export const ROOT_KEY_CALLS: readonly string[] = ['CreateAccessKey', 'UpdateAccessKey', 'DeleteAccessKey'];

/** Another e-mail address for the root user of a member account, by which its password is recovered. */
export const ROOT_EMAIL_CALLS: readonly string[] = ['StartPrimaryEmailUpdate', 'AcceptPrimaryEmailUpdate'];
