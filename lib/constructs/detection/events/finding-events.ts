import { SecurityEvent, SecurityEventOrigin } from '../security-event';
import { Severity } from '../severity';

const GUARDDUTY = {
  finding: '$.detail.title', type: '$.detail.type', severity: '$.detail.severity', account: '$.detail.accountId', where: '$.detail.region', id: '$.detail.id',
};
const guardDuty = (id: string, severity: Severity, description: string, range: readonly unknown[]) => new SecurityEvent({
  id, severity, description,
  origin: SecurityEventOrigin.SECURITY_ACCOUNT,
  pattern: { 'source': ['aws.guardduty'], 'detail-type': ['GuardDuty Finding'], 'detail': { severity: [{ numeric: range }] } },
  details: GUARDDUTY,
});

/** Findings that come to Security Hub from services which are routed by themselves, and faster. */
const ROUTED_BY_THEMSELVES = ['GuardDuty', 'Inspector', 'Macie', 'IAM Access Analyzer'];
const securityHub = (id: string, severity: Severity, description: string, label: string) => new SecurityEvent({
  id, severity, description,
  origin: SecurityEventOrigin.SECURITY_ACCOUNT_HOME,
  pattern: {
    'source': ['aws.securityhub'],
    'detail-type': ['Security Hub Findings - Imported'],
    'detail': {
      findings: {
        Severity: { Label: [label] }, Workflow: { Status: ['NEW'] }, RecordState: ['ACTIVE'], ProductName: [{ 'anything-but': ROUTED_BY_THEMSELVES }],
      },
    },
  },
  details: {
    finding: '$.detail.findings[0].Title', account: '$.detail.findings[0].AwsAccountId', where: '$.detail.findings[0].Region',
    resource: '$.detail.findings[0].Resources[0].Id', id: '$.detail.findings[0].Id',
  },
});

const analyzer = (id: string, severity: Severity, description: string, isPublic: boolean) => new SecurityEvent({
  id, severity, description,
  origin: SecurityEventOrigin.SECURITY_ACCOUNT,
  pattern: { 'source': ['aws.access-analyzer'], 'detail-type': ['Access Analyzer Finding'], 'detail': { status: ['ACTIVE'], isPublic: [isPublic] } },
  details: { resource: '$.detail.resource', owner: '$.detail.accountId', principal: '$.detail.principal', actions: '$.detail.action', id: '$.detail.id' },
});

/**
 * What services found, in the account that administers them. GuardDuty says a severity from 1 to 10: 7 and more is high, 4 and more medium.
 *
 * Security Hub tells a finding again each time that it is updated while nobody looked at it: set its workflow to NOTIFIED or SUPPRESSED.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-integration-types.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-eventbridge.html
 * @see https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html
 * @see https://docs.aws.amazon.com/macie/latest/user/findings-publish-event-schemas.html
 */
export const FINDING_EVENTS: SecurityEvent[] = [
  guardDuty('guardduty-high', Severity.CRITICAL, 'GuardDuty found a threat of high or critical severity.', ['>=', 7]),
  guardDuty('guardduty-medium', Severity.HIGH, 'GuardDuty found a threat of medium severity.', ['>=', 4, '<', 7]),
  guardDuty('guardduty-low', Severity.LOW, 'GuardDuty found something suspicious, of low severity.', ['<', 4]),
  securityHub('security-hub-critical', Severity.HIGH, 'Security Hub has a new critical finding.', 'CRITICAL'),
  securityHub('security-hub-high', Severity.LOW, 'Security Hub has a new finding of high severity.', 'HIGH'),
  analyzer('public-resource', Severity.HIGH, 'A resource can be reached by anybody on the internet.', true),
  analyzer('external-access', Severity.LOW, 'A resource can be reached from outside the organization.', false),
  new SecurityEvent({
    id: 'unused-access',
    severity: Severity.LOW,
    description: 'A role, a key, a password or a permission was not used for long.',
    origin: SecurityEventOrigin.SECURITY_ACCOUNT,
    pattern: { 'source': ['aws.access-analyzer'], 'detail-type': ['Unused Access Finding for IAM entities'], 'detail': { status: ['ACTIVE'] } },
    details: { finding: '$.detail.findingType', resource: '$.detail.resource', owner: '$.detail.accountId', id: '$.detail.findingId' },
  }),
  new SecurityEvent({
    id: 'inspector-critical',
    severity: Severity.HIGH,
    description: 'Inspector found a critical vulnerability.',
    origin: SecurityEventOrigin.SECURITY_ACCOUNT,
    pattern: { 'source': ['aws.inspector2'], 'detail-type': ['Inspector2 Finding'], 'detail': { severity: ['CRITICAL'], status: ['ACTIVE'] } },
    details: { finding: '$.detail.title', account: '$.detail.awsAccountId', resource: '$.detail.resources[0].id', id: '$.detail.findingArn' },
  }),
  new SecurityEvent({
    id: 'macie-high',
    severity: Severity.HIGH,
    description: 'Macie found sensitive data, or a bucket that exposes it, of high severity.',
    origin: SecurityEventOrigin.SECURITY_ACCOUNT,
    pattern: { 'source': ['aws.macie'], 'detail-type': ['Macie Finding'], 'detail': { severity: { description: ['High'] } } },
    details: { finding: '$.detail.title', account: '$.detail.accountId', bucket: '$.detail.resourcesAffected.s3Bucket.name', id: '$.detail.id' },
  }),
];
