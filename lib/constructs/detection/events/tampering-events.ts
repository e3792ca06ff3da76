import { alertName } from '../../../core/runbook';
import { ALARM_CALLS, ALERT_ROUTE_CALLS, DETECTION_DISABLING_CALLS, DETECTION_WEAKENING_CALLS, KEY_CALLS, WatchedCalls } from '../private/watched-calls';
import { SecurityEvent, SecurityEventOrigin } from '../security-event';
import { Severity } from '../severity';
import { BY_HAND, calls, notByFunction } from './call-pattern';

const everywhere = { severity: Severity.CRITICAL, origin: SecurityEventOrigin.EVERY_ACCOUNT };
const VIA_CLOUDTRAIL = ['AWS API Call via CloudTrail'];
const DETECTORS = ['guardduty', 'securityhub', 'macie2', 'inspector2', 'access-analyzer'].map(service => `aws.${service}`);

/** Calls on what is ours, by hand: the same as the filters watch for. */
function watched({ services, eventNames, resources }: WatchedCalls, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    'source': services.map(service => `aws.${service}`),
    'detail-type': VIA_CLOUDTRAIL,
    'detail': {
      ...BY_HAND, ...more, eventName: eventNames,
      $or: Object.entries(resources).map(([name, wildcard]) => ({ requestParameters: { [name]: [{ wildcard }] } })),
    },
  };
}

/** What blinds us: a trail, a recorder, a detector or the way of alerts is switched off. Attempts that are denied count too. */
export const TAMPERING_EVENTS: SecurityEvent[] = [
  new SecurityEvent({
    ...everywhere,
    id: 'trail-stopped',
    description: 'A trail was stopped or deleted, or somebody tried to.',
    pattern: calls('cloudtrail', ['StopLogging', 'DeleteTrail']),
    cis: ['5.5'],
  }),
  new SecurityEvent({
    ...everywhere,
    id: 'recorder-stopped',
    description: 'A recorder of AWS Config was stopped or deleted, or somebody tried to.',
    pattern: calls('config', ['StopConfigurationRecorder', 'DeleteConfigurationRecorder', 'DeleteDeliveryChannel']),
    cis: ['5.9'],
  }),
  new SecurityEvent({
    ...everywhere,
    id: 'detection-disabled',
    description: 'A service that detects threats was switched off, suspended or cut loose by hand, or somebody tried to.',
    pattern: {
      'source': DETECTORS,
      'detail-type': VIA_CLOUDTRAIL,
      'detail': {
        ...BY_HAND,
        $or: [{ eventName: [...DETECTION_DISABLING_CALLS, 'Disable'] }, { eventName: ['UpdateDetector'], requestParameters: { enable: [false] } }],
      },
    },
  }),
  new SecurityEvent({
    ...everywhere,
    severity: Severity.HIGH,
    id: 'detection-weakened',
    description: 'GuardDuty or Security Hub was made to see less, or to say less of what they see, by hand.',
    pattern: {
      'source': ['aws.guardduty', 'aws.securityhub'],
      'detail-type': VIA_CLOUDTRAIL,
      'detail': {
        ...BY_HAND, ...notByFunction('guardduty-organization'),
        $or: [
          { eventName: DETECTION_WEAKENING_CALLS.filter(name => name !== 'UpdateDetector') },
          { eventName: ['UpdateDetector'], requestParameters: { enable: [{ exists: false }, true] } },
        ],
      },
    },
  }),
  new SecurityEvent({
    ...everywhere,
    id: 'alarm-tampering',
    description: 'A log group of the landing zone, its retention, a metric filter or an alarm was changed or deleted by hand, or somebody tried to.',
    pattern: watched(ALARM_CALLS, notByFunction('session-manager-defaults')),
  }),
  new SecurityEvent({
    ...everywhere,
    id: 'alert-route-tampering',
    description: 'A rule, bus, topic, subscription or key alias of the landing zone was changed or deleted by hand, or somebody tried to.',
    pattern: watched(ALERT_ROUTE_CALLS),
  }),
  new SecurityEvent({
    id: 'alert-key-tampering',
    severity: Severity.CRITICAL,
    origin: SecurityEventOrigin.MANAGEMENT_ACCOUNT,
    description: 'A key of the management account was disabled, scheduled for deletion or given another policy by hand, or somebody tried to.',
    pattern: calls('kms', KEY_CALLS, BY_HAND),
  }),
  new SecurityEvent({
    ...everywhere,
    severity: Severity.HIGH,
    id: 'events-unsent',
    description: 'Events of an account could not be sent to the security account, and wait in a queue.',
    pattern: {
      'source': ['aws.cloudwatch'],
      'detail-type': ['CloudWatch Alarm State Change'],
      'detail': { alarmName: [{ prefix: alertName('events-unsent-') }], state: { value: ['ALARM'] } },
    },
    details: { alarm: '$.detail.alarmName', why: '$.detail.state.reason' },
  }),
];
