import { readFileSync } from 'node:fs';
import { SecurityEvent, SecurityEventOrigin, SecurityEvents, Severity } from '../../../lib/constructs/detection';
import { BusEvent, matchesPattern, patternProblem } from '../../../rehearsal/aws/event-pattern';

const call = (source: string, eventName: string, more: Record<string, unknown> = {}): BusEvent => ({
  'source': `aws.${source}`, 'detail-type': 'AWS API Call via CloudTrail',
  'detail': { eventSource: `${source}.amazonaws.com`, eventName, eventType: 'AwsApiCall', sourceIPAddress: '198.51.100.7', userIdentity: { type: 'AssumedRole' }, ...more },
});
const root = (more: Record<string, unknown> = {}) => ({ userIdentity: { type: 'Root' }, ...more });
const byCloudFormation = { sourceIPAddress: 'cloudformation.amazonaws.com' };
const ofRole = (name: string) => ({ userIdentity: { type: 'AssumedRole', sessionContext: { sessionIssuer: { arn: `arn:aws:iam::111122223333:role/lz/${name}` } } } });
const role = (roleArn: string) => ({ requestParameters: { roleArn } });
const guardDuty = (severity: number): BusEvent => ({ 'source': 'aws.guardduty', 'detail-type': 'GuardDuty Finding', 'detail': { severity } });
const hub = (label: string, more: Record<string, unknown> = {}): BusEvent => ({
  'source': 'aws.securityhub', 'detail-type': 'Security Hub Findings - Imported',
  'detail': { findings: [{ Severity: { Label: label }, Workflow: { Status: 'NEW' }, RecordState: 'ACTIVE', ProductName: 'Security Hub', ...more }] },
});
const health = (type: string, detail: Record<string, unknown> = {}): BusEvent => ({ 'source': 'aws.health', 'detail-type': type, detail });

const idsOf = (event: BusEvent) => SecurityEvents.all().filter(({ pattern }) => matchesPattern(pattern, event)).map(({ id }) => id);

describe('the catalogue catches', () => {
  test.each<[string, BusEvent, string[]]>([
    ['a root sign-in', { 'source': 'aws.signin', 'detail-type': 'AWS Console Sign In via CloudTrail', 'detail': root({ eventName: 'ConsoleLogin' }) }, ['root-console-sign-in']],
    ['a call of root', call('s3', 'ListAllMyBuckets', root()), ['root-usage']],
    ['AssumeRoot', call('sts', 'AssumeRoot'), ['assume-root']],
    ['the end of central root management', call('iam', 'DisableOrganizationsRootSessions'), ['root-management-disabled']],
    ['a trail that is stopped', call('cloudtrail', 'StopLogging'), ['trail-stopped']],
    ['a recorder that is stopped', call('config', 'StopConfigurationRecorder'), ['recorder-stopped']],
    ['a detector that is deleted', call('guardduty', 'DeleteDetector'), ['detection-disabled']],
    ['Security Hub that is switched off', call('securityhub', 'DisableSecurityHub'), ['detection-disabled']],
    ['a rule of ours that is deleted', call('events', 'DeleteRule', { requestParameters: { name: 'lz-root-usage' } }), ['alert-route-tampering']],
    ['targets of a rule of ours that are removed', call('events', 'RemoveTargets', { requestParameters: { rule: 'lz-forward-root-usage' } }), ['alert-route-tampering']],
    ['a topic of ours that is deleted', call('sns', 'DeleteTopic', { requestParameters: { topicArn: 'arn:aws:sns:x:1:lz-alerts-critical' } }), ['alert-route-tampering']],
    ['a filter of the trail that is changed', call('logs', 'PutMetricFilter', { requestParameters: { logGroupName: '/lz/organization-trail' } }), ['alarm-tampering']],
    ['an alarm of ours that is changed', call('monitoring', 'PutMetricAlarm', { requestParameters: { alarmName: 'lz-root-usage' } }), ['alarm-tampering']],
    ['a subscription of ours that is filtered', call('sns', 'SetSubscriptionAttributes', { requestParameters: { subscriptionArn: 'arn:aws:sns:x:1:lz-alerts-high:2' } }), ['alert-route-tampering']],
    ['the alias of the alerts\' key', call('kms', 'DeleteAlias', { requestParameters: { aliasName: 'alias/lz/alerts' } }), ['alert-route-tampering']],
    ['a key that is disabled', call('kms', 'DisableKey', { requestParameters: { keyId: '1234' } }), ['alert-key-tampering']],
    ['a detector that is suspended', call('guardduty', 'UpdateDetector', { requestParameters: { enable: false } }), ['detection-disabled']],
    ['a detector that sees less', call('guardduty', 'UpdateDetector', { requestParameters: { features: [{ name: 'S3_DATA_EVENTS', status: 'DISABLED' }] } }), ['detection-weakened']],
    ['a list of trusted addresses', call('guardduty', 'CreateIPSet'), ['detection-weakened']],
    ['a finding that is suppressed', call('guardduty', 'CreateFilter'), ['detection-weakened']],
    ['an account that leaves the policy of Security Hub', call('securityhub', 'StartConfigurationPolicyDisassociation'), ['detection-weakened']],
    ['standards that are switched off', call('securityhub', 'BatchDisableStandards'), ['detection-disabled']],
    ['a root user\'s new password', { 'source': 'aws.signin', 'detail-type': 'AWS Console Sign In via CloudTrail', 'detail': root({ eventName: 'PasswordUpdated' }) }, ['root-password-or-mfa-change']],
    ['a root user\'s new address', { 'source': 'aws.signin', 'detail-type': 'AWS Service Event via CloudTrail', 'detail': root({ eventName: 'EmailUpdated' }) }, ['root-password-or-mfa-change']],
    ['a root user\'s MFA device', call('iam', 'DeactivateMFADevice', root()), ['root-password-or-mfa-change']],
    ['a root user\'s access key', call('iam', 'CreateAccessKey', root()), ['root-access-key']],
    ['another address for the root user of a member', call('account', 'StartPrimaryEmailUpdate'), ['root-email-change']],
    ['events that wait', { 'source': 'aws.cloudwatch', 'detail-type': 'CloudWatch Alarm State Change', 'detail': { alarmName: 'lz-events-unsent-event-forwarding', state: { value: 'ALARM' } } }, ['events-unsent']],
    ['unused access', { 'source': 'aws.access-analyzer', 'detail-type': 'Unused Access Finding for IAM entities', 'detail': { status: 'ACTIVE' } }, ['unused-access']],
    ['alarms of ours that are deleted', call('monitoring', 'DeleteAlarms', { requestParameters: { alarmNames: ['x', 'lz-root-usage'] } }), ['alarm-tampering']],
    ['break-glass use', call('sts', 'AssumeRole', role('arn:aws:iam::111122223333:role/lz/lz-break-glass')), ['break-glass-use']],
    ['CloudFormation\'s role used by hand', call('sts', 'AssumeRole', role('arn:aws:iam::1:role/cdk-hnb659fds-cfn-exec-role-1-eu-central-1')), ['deployment-role-misuse']],
    ['the execution role used by hand', call('sts', 'AssumeRole', role('arn:aws:iam::1:role/lz/lz-stackset-execution')), ['deployment-role-misuse']],
    ['a deployment', call('sts', 'AssumeRole', role('arn:aws:iam::1:role/cdk-hnb659fds-deploy-role-1-eu-central-1')), ['deployment']],
    ['an account that leaves', call('organizations', 'LeaveOrganization'), ['account-leaves']],
    ['a policy that is detached', call('organizations', 'DetachPolicy'), ['guardrail-detached']],
    ['the resource policy', call('organizations', 'PutResourcePolicy'), ['organization-resource-policy']],
    ['another administrator', call('organizations', 'RegisterDelegatedAdministrator'), ['delegated-administrator-changes']],
    ['a high finding of GuardDuty', guardDuty(7), ['guardduty-high']],
    ['a medium finding of GuardDuty', guardDuty(6.9), ['guardduty-medium']],
    ['a low finding of GuardDuty', guardDuty(3.9), ['guardduty-low']],
    ['a critical finding of Security Hub', hub('CRITICAL'), ['security-hub-critical']],
    ['a high finding of Security Hub', hub('HIGH'), ['security-hub-high']],
    ['a public resource', { 'source': 'aws.access-analyzer', 'detail-type': 'Access Analyzer Finding', 'detail': { status: 'ACTIVE', isPublic: true } }, ['public-resource']],
    ['a shared resource', { 'source': 'aws.access-analyzer', 'detail-type': 'Access Analyzer Finding', 'detail': { status: 'ACTIVE', isPublic: false } }, ['external-access']],
    ['a vulnerability', { 'source': 'aws.inspector2', 'detail-type': 'Inspector2 Finding', 'detail': { severity: 'CRITICAL', status: 'ACTIVE' } }, ['inspector-critical']],
    ['sensitive data', { 'source': 'aws.macie', 'detail-type': 'Macie Finding', 'detail': { severity: { description: 'High', score: 3 } } }, ['macie-high']],
    ['abuse', health('AWS Health Abuse Event'), ['health-abuse']],
    ['exposed credentials', health('AWS Health Event', { eventTypeCode: 'AWS_RISK_CREDENTIALS_EXPOSED', eventTypeCategory: 'issue' }), ['health-risk']],
    ['an issue of a service', health('AWS Health Event', { eventTypeCode: 'AWS_EC2_ISSUE', eventTypeCategory: 'issue' }), ['health-issue']],
    ['a check of Trusted Advisor', { 'source': 'aws.trustedadvisor', 'detail-type': 'Trusted Advisor Check Item Refresh Notification', 'detail': { status: 'ERROR' } }, ['trusted-advisor']],
    ['a resource that does not comply', {
      'source': 'aws.config', 'detail-type': 'Config Rules Compliance Change', 'detail': { messageType: 'ComplianceChangeNotification', newEvaluationResult: { complianceType: 'NON_COMPLIANT' } },
    }, ['config-noncompliant']],
  ])('%s', (_, event, ids) => {
    expect(idsOf(event)).toEqual(ids);
  });
});

describe('the catalogue keeps quiet about', () => {
  test.each<[string, BusEvent]>([
    ['a sign-in of a user', { 'source': 'aws.signin', 'detail-type': 'AWS Console Sign In via CloudTrail', 'detail': { userIdentity: { type: 'IAMUser' } } }],
    ['what a service does for root', call('s3', 'GetObject', { userIdentity: { type: 'Root', invokedBy: 'support.amazonaws.com' } })],
    ['an event of a service on root\'s behalf', call('kms', 'RotateKey', root({ eventType: 'AwsServiceEvent' }))],
    ['a rule of ours that a deployment deletes', call('events', 'DeleteRule', { requestParameters: { name: 'lz-root-usage' }, ...byCloudFormation })],
    ['a root user that a sandbox makes up', { ...call('s3', 'ListBuckets', root()), source: 'sandbox' }],
    ['the platform\'s function that sets retention', call('logs', 'PutRetentionPolicy', { requestParameters: { logGroupName: '/lz/session-manager' }, ...ofRole('lz-session-manager-defaults') })],
    ['the platform\'s function that sets GuardDuty up', call('guardduty', 'UpdateDetector', { requestParameters: { enable: true }, ...ofRole('lz-guardduty-organization') })],
    ['a filter that a deployment makes', call('guardduty', 'CreateFilter', byCloudFormation)],
    ['a key that a deployment changes', call('kms', 'PutKeyPolicy', byCloudFormation)],
    ['a rule of somebody else', call('events', 'DeleteRule', { requestParameters: { name: 'nightly' } })],
    ['CloudFormation that assumes its own role', call('sts', 'AssumeRole', { ...role('arn:aws:iam::1:role/lz/lz-stackset-execution'), ...byCloudFormation })],
    ['any other role', call('sts', 'AssumeRole', role('arn:aws:iam::1:role/developer'))],
    ['a policy that a deployment detaches', call('organizations', 'DetachPolicy', byCloudFormation)],
    ['a finding that somebody looks at', hub('CRITICAL', { Workflow: { Status: 'NOTIFIED' } })],
    ['GuardDuty\'s finding in Security Hub, which is told already', hub('CRITICAL', { ProductName: 'GuardDuty' })],
    ['two findings of which none is new and critical', {
      'source': 'aws.securityhub', 'detail-type': 'Security Hub Findings - Imported',
      'detail': { findings: [{ Severity: { Label: 'CRITICAL' }, Workflow: { Status: 'RESOLVED' } }, { Severity: { Label: 'LOW' }, Workflow: { Status: 'NEW' } }] },
    }],
    ['a resource that complies', { 'source': 'aws.config', 'detail-type': 'Config Rules Compliance Change', 'detail': { messageType: 'ComplianceChangeNotification', newEvaluationResult: { complianceType: 'COMPLIANT' } } }],
  ])('%s', (_, event) => {
    expect(idsOf(event)).toEqual([]);
  });
});

test('every event has a pattern that EventBridge takes, an id of its own, and comes up in one of the places that are caught', () => {
  const events = SecurityEvents.all();
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  expect(events.map(({ pattern }) => patternProblem(pattern)).filter(problem => problem !== undefined)).toEqual([]);
  const home = events.filter(({ origin }) => origin === SecurityEventOrigin.SECURITY_ACCOUNT_HOME);
  const forwarded = [SecurityEvents.ofEveryAccount(), SecurityEvents.ofManagementAccount(), SecurityEvents.ofSecurityAccount()];
  const caught = [...forwarded.flat(), ...home];
  expect(caught.map(({ id }) => id).sort()).toEqual(events.map(({ id }) => id).sort());
});

test.each(SecurityEvents.all().map(({ ruleName }) => ruleName).concat('lz-events-undelivered', 'lz-alerts-undelivered'))('%s has a section in the runbook', name => {
  const section = readFileSync('docs/runbook.md', 'utf8').split(/^## /m).find(text => text.split('\n')[0] === name);
  expect(section).toMatch(/\*\*Description\.\*\*[^]*\*\*Investigation\.\*\*[^]*\*\*Resolution\.\*\*/);
});

test('an event can be more or less urgent, all else as it was; nobody adds to the catalogue', () => {
  const [event] = SecurityEvents.ROOT;
  const other = event.withSeverity(Severity.LOW);
  expect(other).toBeInstanceOf(SecurityEvent);
  expect({ ...other, severity: event.severity }).toEqual({ ...event });
  expect(() => SecurityEvents.ROOT.push(other)).toThrow();
});

test('nobody but services of AWS can make up an event of the catalogue: each asks for a source that is theirs', () => {
  for (const { pattern } of SecurityEvents.all()) {
    for (const source of pattern.source as (string | { readonly prefix: string })[]) {
      expect(typeof source === 'string' ? source : source.prefix).toMatch(/^aws\./);
    }
  }
});
