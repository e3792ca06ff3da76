import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { fsbp } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * The detector keeps detecting, reports to its administrator, and is not told what to overlook. There are two names of leaving the
 * administrator, of which many public examples know the old one only; the pattern means both. Plans that protect buckets of a team from
 * malware are left to the team.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_organizations.html
 */
export const GUARDDUTY_PROTECTED = new Guardrail({
  id: 'G32',
  title: 'GuardDuty keeps detecting',
  intent: 'Nobody but the platform switches a detector off, takes it from its administrator, or tells it what to trust or suppress.',
  threat: 'An intruder suspends the detector, or puts the own address on the list of trusted ones.',
  adoption: 'Suppression rules and lists of addresses are to be deployed by the platform; look for those made by hand.',
  breaks: 'People of the security account who tune detectors, filters and lists by hand; archiving a finding is still theirs.',
  belongsTo: GuardrailScope.units(),
  compliance: fsbp('GuardDuty.1'),
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{
    actions: [
      'guardduty:CreateFilter', 'guardduty:CreateIPSet', 'guardduty:CreateTrustedEntitySet', 'guardduty:DeleteDetector', 'guardduty:DeleteMembers',
      'guardduty:DeletePublishingDestination', 'guardduty:DeleteThreat*', 'guardduty:Disassociate*', 'guardduty:StopMonitoringMembers',
      'guardduty:UpdateDetector', 'guardduty:UpdateFilter', 'guardduty:UpdateIPSet', 'guardduty:UpdateMalwareScanSettings',
      'guardduty:UpdateMemberDetectors', 'guardduty:UpdateOrganizationConfiguration', 'guardduty:UpdatePublishingDestination',
      'guardduty:UpdateThreat*', 'guardduty:UpdateTrustedEntitySet',
    ],
  }],
});
