import { SecurityEvent, SecurityEventOrigin } from '../security-event';
import { Severity } from '../severity';
import { ROOT_CREDENTIAL_CALLS, ROOT_EMAIL_CALLS, ROOT_KEY_CALLS } from '../private/watched-calls';
import { calls } from './call-pattern';

/** A service of AWS, whose name nobody else's events may have: what accounts send by hand is not taken for a use of root. */
const BY_AWS = [{ prefix: 'aws.' }];

/**
 * Every use of a root user. Sign-ins come up in us-east-1 or, where the regional page was used, in another region; so they are caught in
 * all of them. Calls that only read are uses too, and rules get them only if they ask for them.
 *
 * Each use is told by one of these events. CloudTrail has a change of the password as a sign-in event, one of a device or a key as a call
 * of IAM; as what a change of the address comes is not documented, so whatever CloudTrail brings of that name counts.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
export const ROOT_EVENTS: SecurityEvent[] = [
  new SecurityEvent({
    id: 'root-console-sign-in',
    severity: Severity.CRITICAL,
    description: 'The root user of an account signed in to the console, or tried to.',
    origin: SecurityEventOrigin.EVERY_ACCOUNT,
    pattern: {
      'source': ['aws.signin'],
      'detail-type': ['AWS Console Sign In via CloudTrail'],
      'detail': { userIdentity: { type: ['Root'] }, eventName: [{ 'anything-but': ROOT_CREDENTIAL_CALLS }] },
    },
    details: {
      what: '$.detail.eventName', outcome: '$.detail.responseElements.ConsoleLogin', mfa: '$.detail.additionalEventData.MFAUsed', from: '$.detail.sourceIPAddress',
    },
    cis: ['5.3'],
  }),
  new SecurityEvent({
    id: 'root-usage',
    severity: Severity.CRITICAL,
    description: 'The root user of an account made a call.',
    origin: SecurityEventOrigin.EVERY_ACCOUNT,
    pattern: {
      'source': BY_AWS,
      'detail-type': ['AWS API Call via CloudTrail'],
      'detail': {
        userIdentity: { type: ['Root'], invokedBy: [{ exists: false }] },
        eventType: [{ 'anything-but': 'AwsServiceEvent' }],
        eventName: [{ 'anything-but': [...ROOT_CREDENTIAL_CALLS, ...ROOT_KEY_CALLS] }],
      },
    },
    readOnlyCalls: true,
    cis: ['5.3'],
  }),
  new SecurityEvent({
    id: 'root-password-or-mfa-change',
    severity: Severity.CRITICAL,
    description: 'The password, the e-mail address or an MFA device of a root user was changed, or its recovery was asked for.',
    origin: SecurityEventOrigin.EVERY_ACCOUNT,
    pattern: {
      'source': BY_AWS,
      'detail-type': [{ suffix: ' via CloudTrail' }],
      'detail': { userIdentity: { type: ['Root'] }, eventName: ROOT_CREDENTIAL_CALLS },
    },
    cis: ['2.5', '2.7'],
  }),
  new SecurityEvent({
    id: 'root-access-key',
    severity: Severity.CRITICAL,
    description: 'An access key of a root user was created, activated or deleted.',
    origin: SecurityEventOrigin.EVERY_ACCOUNT_GLOBAL,
    pattern: calls('iam', ROOT_KEY_CALLS, { userIdentity: { type: ['Root'] } }),
    cis: ['2.4'],
  }),
  new SecurityEvent({
    id: 'root-email-change',
    severity: Severity.CRITICAL,
    description: 'Somebody changes the e-mail address of a member account\'s root user, by which its password can be recovered.',
    origin: SecurityEventOrigin.EVERY_ACCOUNT_GLOBAL,
    pattern: calls('account', ROOT_EMAIL_CALLS),
    details: {
      what: '$.detail.eventName', who: '$.detail.userIdentity.arn', target: '$.detail.requestParameters.accountId', from: '$.detail.sourceIPAddress',
      error: '$.detail.errorCode',
    },
    cis: ['2.7'],
  }),
  new SecurityEvent({
    id: 'assume-root',
    severity: Severity.CRITICAL,
    description: 'Somebody began a privileged session of a member account\'s root user.',
    origin: SecurityEventOrigin.EVERY_ACCOUNT,
    pattern: calls('sts', ['AssumeRoot']),
    readOnlyCalls: true,
    details: {
      who: '$.detail.userIdentity.arn', target: '$.detail.requestParameters.targetPrincipal', task: '$.detail.requestParameters.taskPolicyArn',
      from: '$.detail.sourceIPAddress', error: '$.detail.errorCode',
    },
  }),
  new SecurityEvent({
    id: 'root-management-disabled',
    severity: Severity.CRITICAL,
    description: 'Central management of root access was switched off: members may get root credentials again.',
    origin: SecurityEventOrigin.EVERY_ACCOUNT_GLOBAL,
    pattern: calls('iam', ['DisableOrganizationsRootCredentialsManagement', 'DisableOrganizationsRootSessions']),
  }),
];
