import { SecurityEvent, SecurityEventOrigin } from '../security-event';
import { Severity } from '../severity';
import { calls } from './call-pattern';

/**
 * Every use of a root user. Sign-ins come up in us-east-1 or, where the regional page was used, in another region; so they are caught in
 * all of them.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
export const ROOT_EVENTS: SecurityEvent[] = [
  new SecurityEvent({
    id: 'root-console-sign-in',
    severity: Severity.CRITICAL,
    description: 'The root user of an account signed in to the console, or tried to.',
    origin: SecurityEventOrigin.EVERY_ACCOUNT,
    pattern: { 'source': ['aws.signin'], 'detail-type': ['AWS Console Sign In via CloudTrail'], 'detail': { userIdentity: { type: ['Root'] } } },
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
      'detail-type': ['AWS API Call via CloudTrail'],
      'detail': { userIdentity: { type: ['Root'], invokedBy: [{ exists: false }] }, eventType: [{ 'anything-but': 'AwsServiceEvent' }] },
    },
    cis: ['5.3'],
  }),
  new SecurityEvent({
    id: 'assume-root',
    severity: Severity.CRITICAL,
    description: 'Somebody began a privileged session of a member account\'s root user.',
    origin: SecurityEventOrigin.EVERY_ACCOUNT,
    pattern: calls('sts', ['AssumeRoot']),
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
