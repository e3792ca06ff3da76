import { NAME_PATTERN } from '../../../core/naming';
import { SecurityEvent, SecurityEventOrigin } from '../security-event';
import { Severity } from '../severity';
import { BY_HAND, calls } from './call-pattern';

const OURS = NAME_PATTERN.replace('*', '');
const everywhere = { severity: Severity.CRITICAL, origin: SecurityEventOrigin.EVERY_ACCOUNT };

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
    description: 'A service that detects threats was switched off or cut loose, or somebody tried to.',
    pattern: {
      'source': ['aws.guardduty', 'aws.securityhub', 'aws.macie2', 'aws.inspector2', 'aws.access-analyzer'],
      'detail-type': ['AWS API Call via CloudTrail'],
      'detail': {
        eventName: [
          'DeleteDetector', 'DisassociateFromAdministratorAccount', 'DisassociateFromMasterAccount', 'DisassociateMembers', 'DisassociateMember',
          'StopMonitoringMembers', 'DisableOrganizationAdminAccount', 'DisableDelegatedAdminAccount', 'DisableSecurityHub', 'DisableMacie', 'Disable',
          'DeleteFindingAggregator', 'DeleteAnalyzer',
        ],
        ...BY_HAND,
      },
    },
  }),
  new SecurityEvent({
    ...everywhere,
    id: 'alarm-tampering',
    description: 'A rule, bus, topic or alarm of the landing zone was switched off or deleted by hand, or somebody tried to.',
    pattern: {
      'source': ['aws.events', 'aws.sns', 'aws.monitoring'],
      'detail-type': ['AWS API Call via CloudTrail'],
      'detail': {
        ...BY_HAND,
        eventName: ['DeleteRule', 'DisableRule', 'RemoveTargets', 'DeleteEventBus', 'RemovePermission', 'DeleteTopic', 'Unsubscribe', 'DeleteAlarms', 'DisableAlarmActions'],
        $or: [
          { requestParameters: { name: [{ prefix: OURS }] } },
          { requestParameters: { rule: [{ prefix: OURS }] } },
          { requestParameters: { eventBusName: [{ prefix: OURS }] } },
          { requestParameters: { alarmNames: [{ prefix: OURS }] } },
          { requestParameters: { topicArn: [{ wildcard: `*:${OURS}*` }] } },
          { requestParameters: { subscriptionArn: [{ wildcard: `*:${OURS}*` }] } },
        ],
      },
    },
  }),
];
