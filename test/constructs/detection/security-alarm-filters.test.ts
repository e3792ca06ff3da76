import { SecurityAlarms, SecurityEvents } from '../../../lib/constructs/detection';
import { matchesFilter } from '../../../rehearsal/aws/log-filter';

const [MANAGEMENT, SECURITY, ARCHIVE, MEMBER] = ['111111111111', '222222222222', '333333333333', '444444444444'];
const alarms = [
  ...SecurityAlarms.all(), SecurityAlarms.logArchiveTampering(ARCHIVE), SecurityAlarms.alertKeyTampering([MANAGEMENT, SECURITY]),
];

const call = (service: string, eventName: string, more: Record<string, unknown> = {}) => ({
  eventSource: `${service}.amazonaws.com`, eventName, eventType: 'AwsApiCall', sourceIPAddress: '198.51.100.7', recipientAccountId: MEMBER,
  userIdentity: { type: 'IAMUser' }, ...more,
});
const by = (role: string, more: Record<string, unknown> = {}) => ({
  userIdentity: { type: 'AssumedRole', sessionContext: { sessionIssuer: { arn: `arn:aws:iam::${MEMBER}:role/${role}`, userName: role.replace(/^.*\//, '') } } }, ...more,
});
const CLOUDFORMATION = { sourceIPAddress: 'cloudformation.amazonaws.com' };
const request = (requestParameters: Record<string, unknown>) => ({ requestParameters });

const idsOf = (event: unknown) => alarms.filter(({ pattern }) => matchesFilter(pattern, event)).map(({ id }) => id);

describe('an alarm goes off', () => {
  test.each<[string, unknown, string[]]>([
    ['when a detector is suspended', call('guardduty', 'UpdateDetector', request({ enable: false })), ['detection-disabled', 'detection-weakened']],
    ['when a detector sees less', call('guardduty', 'UpdateDetector', request({ features: [] })), ['detection-weakened']],
    ['when addresses are trusted', call('guardduty', 'UpdateIPSet'), ['detection-weakened']],
    ['when findings are suppressed', call('guardduty', 'CreateFilter'), ['detection-weakened']],
    ['when members are deleted', call('guardduty', 'DeleteMembers'), ['detection-disabled']],
    ['when standards are switched off', call('securityhub', 'BatchDisableStandards'), ['detection-disabled']],
    ['when an account leaves the policy of Security Hub', call('securityhub', 'StartConfigurationPolicyDisassociation'), ['detection-weakened']],
    ['when an alarm of ours is changed', call('monitoring', 'PutMetricAlarm', request({ alarmName: 'lz-root-usage' })), ['alarm-tampering']],
    ['when alarms of ours are deleted', call('monitoring', 'DeleteAlarms', request({ alarmNames: ['lz-root-usage'] })), ['alarm-tampering']],
    ['when a filter of ours is changed', call('logs', 'PutMetricFilter', request({ logGroupName: '/lz/organization-trail' })), ['alarm-tampering']],
    ['when a rule of ours leads elsewhere', call('events', 'PutTargets', request({ rule: 'lz-root-usage' })), ['alert-route-tampering']],
    ['when a topic of ours is changed', call('sns', 'SetTopicAttributes', request({ topicArn: 'arn:aws:sns:eu-central-1:1:lz-alerts-high' })), ['alert-route-tampering']],
    ['when the alias of the alerts\' key is deleted', call('kms', 'DeleteAlias', request({ aliasName: 'alias/lz/alerts' })), ['alert-route-tampering']],
    ['when a key of an account with alerts is disabled', call('kms', 'DisableKey', { recipientAccountId: SECURITY }), ['key-deletion', 'alert-key-tampering']],
    ['when the e-mail address of a root user is changed', call('account', 'AcceptPrimaryEmailUpdate'), ['root-email-change']],
    ['when a deployment role is used by hand', call('sts', 'AssumeRole', request({ roleArn: `arn:aws:iam::${MANAGEMENT}:role/cdk-hnb659fds-cfn-exec-role-1-eu-central-1` })), ['deployment-role-misuse']],
    ['when somebody stops a recorder', call('config', 'StopConfigurationRecorder'), ['config-changes', 'detection-disabled', 'recorder-changes']],
    ['when a role of somebody else puts a recorder', call('config', 'PutConfigurationRecorder', by('lz-config-recorder')), ['config-changes', 'recorder-changes']],
    ['when an account joins, and its recorder is set up: a low one', call('config', 'PutConfigurationRecorder', by('lz/lz-config-recorder')), ['config-changes']],
    ['when its delivery channel is, likewise', call('config', 'PutDeliveryChannel', by('lz/lz-config-recorder')), ['config-changes']],
    ['when the archive is changed by hand', call('s3', 'PutBucketVersioning', { recipientAccountId: ARCHIVE }), ['log-archive-tampering']],
    ['when the archive is changed by a stack of somebody', call('s3', 'PutBucketVersioning', by('developer', { ...CLOUDFORMATION, recipientAccountId: ARCHIVE })), ['log-archive-tampering']],
    ['when the role of StackSets is used by hand there', call('s3', 'PutBucketVersioning', by('stacksets-exec-1234', { recipientAccountId: ARCHIVE })), ['log-archive-tampering']],
  ])('%s', (_, event, ids) => {
    expect(idsOf(event)).toEqual(ids);
  });
});

describe('no alarm goes off', () => {
  test.each<[string, unknown]>([
    ['when an account joins, and its log group is set up', call('logs', 'PutRetentionPolicy', by('lz/lz-session-manager-defaults', request({ logGroupName: '/lz/session-manager' })))],
    ['when the platform sets GuardDuty up', call('guardduty', 'UpdateOrganizationConfiguration', by('lz/lz-guardduty-organization'))],
    ['when a StackSet deploys the archive', call('s3', 'PutBucketVersioning', by('stacksets-exec-1234', { ...CLOUDFORMATION, recipientAccountId: ARCHIVE }))],
    ['when a deployment changes a rule of ours', call('events', 'PutRule', { ...CLOUDFORMATION, ...request({ name: 'lz-root-usage' }) })],
    ['when a deployment suppresses findings', call('guardduty', 'CreateFilter', CLOUDFORMATION)],
    ['when CloudFormation takes its own role', call('sts', 'AssumeRole', { ...CLOUDFORMATION, ...request({ roleArn: `arn:aws:iam::${MANAGEMENT}:role/lz/lz-stackset-execution` }) })],
    ['when somebody tries the way of an alarm', call('monitoring', 'SetAlarmState', request({ alarmName: 'lz-root-usage' }))],
    ['when somebody changes a rule of their own', call('events', 'PutRule', request({ name: 'nightly' }))],
  ])('%s', (_, event) => {
    expect(idsOf(event)).toEqual([]);
  });
});

test('5.9 is the text of the benchmark, and low; what the platform does not do itself is high', () => {
  const [benchmark] = alarms.filter(({ id }) => id === 'config-changes');
  expect(benchmark.pattern.replace(/[{}\s]/g, '')).toBe('($.eventSource=config.amazonaws.com)&&(($.eventName=StopConfigurationRecorder)'
    + '||($.eventName=DeleteDeliveryChannel)||($.eventName=PutDeliveryChannel)||($.eventName=PutConfigurationRecorder))');
  expect(alarms.filter(({ cis }) => cis.includes('5.9')).map(({ id, severity }) => [id, severity.severityName]))
    .toEqual([['config-changes', 'low'], ['recorder-changes', 'high']]);
});

test('whatever blinds us, and every use of root, comes both ways', () => {
  const events = SecurityEvents.all().map(({ id }) => id);
  const both = ['detection-disabled', 'detection-weakened', 'alarm-tampering', 'alert-route-tampering', 'alert-key-tampering', 'deployment-role-misuse', 'break-glass-use'];
  expect(events).toEqual(expect.arrayContaining([...both, ...SecurityAlarms.ROOT.map(({ id }) => id)]));
  expect(alarms.map(({ id }) => id)).toEqual(expect.arrayContaining([...both, ...SecurityEvents.ROOT.map(({ id }) => id)]));
});
