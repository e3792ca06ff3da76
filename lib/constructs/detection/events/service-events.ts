import { CONFIG_NONCOMPLIANT_PATTERN } from '../private/config-events';
import { SecurityEvent, SecurityEventOrigin } from '../security-event';
import { Severity } from '../severity';

/** How the codes of events begin that tell of a risk; AWS files them among the issues. */
const RISK = 'AWS_RISK_';
const HEALTH = {
  what: '$.detail.eventTypeCode', affected: '$.detail.affectedAccount', where: '$.detail.eventRegion', text: '$.detail.eventDescription[0].latestDescription',
};

/**
 * What AWS itself has to say. Health tells each account of its own events without a support plan; checks of Trusted Advisor beyond the free
 * ones, and their events, need Business, Enterprise On-Ramp or Enterprise Support in the account.
 *
 * @see https://docs.aws.amazon.com/health/latest/ug/cloudwatch-events-health.html
 * @see https://docs.aws.amazon.com/awssupport/latest/user/cloudwatch-events-ta.html
 * @see https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html
 */
export const SERVICE_EVENTS: SecurityEvent[] = [
  new SecurityEvent({
    id: 'health-abuse',
    severity: Severity.CRITICAL,
    description: 'AWS was told that resources of an account are used for abuse.',
    origin: SecurityEventOrigin.EVERY_ACCOUNT,
    pattern: { 'source': ['aws.health'], 'detail-type': ['AWS Health Abuse Event'] },
    details: HEALTH,
  }),
  new SecurityEvent({
    id: 'health-risk',
    severity: Severity.CRITICAL,
    description: 'AWS found a risk in an account, such as credentials that are published.',
    origin: SecurityEventOrigin.EVERY_ACCOUNT,
    pattern: { 'source': ['aws.health'], 'detail-type': ['AWS Health Event'], 'detail': { eventTypeCode: [{ prefix: RISK }] } },
    details: HEALTH,
  }),
  new SecurityEvent({
    id: 'health-issue',
    severity: Severity.LOW,
    description: 'A service of AWS has an issue that affects an account.',
    origin: SecurityEventOrigin.EVERY_ACCOUNT,
    pattern: {
      'source': ['aws.health'],
      'detail-type': ['AWS Health Event'],
      'detail': { eventTypeCategory: ['issue', 'investigation'], eventTypeCode: [{ 'anything-but': { prefix: RISK } }] },
    },
    details: HEALTH,
  }),
  new SecurityEvent({
    id: 'trusted-advisor',
    severity: Severity.LOW,
    description: 'A check of Trusted Advisor recommends action.',
    origin: SecurityEventOrigin.EVERY_ACCOUNT_GLOBAL,
    pattern: { 'source': ['aws.trustedadvisor'], 'detail-type': ['Trusted Advisor Check Item Refresh Notification'], 'detail': { status: ['ERROR'] } },
    details: { check: '$.detail.check-name', resource: '$.detail.resource_id' },
  }),
  new SecurityEvent({
    id: 'config-noncompliant',
    severity: Severity.LOW,
    description: 'A resource does not comply with a rule of AWS Config any more.',
    origin: SecurityEventOrigin.EVERY_ACCOUNT,
    pattern: CONFIG_NONCOMPLIANT_PATTERN,
    details: { rule: '$.detail.configRuleName', resource: '$.detail.resourceId', type: '$.detail.resourceType' },
  }),
];
