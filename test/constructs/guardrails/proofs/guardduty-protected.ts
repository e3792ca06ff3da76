import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { each, ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const WRITES = [
  'guardduty:CreateFilter', 'guardduty:CreateIPSet', 'guardduty:CreateTrustedEntitySet', 'guardduty:DeleteDetector',
  'guardduty:DeleteMembers', 'guardduty:DeletePublishingDestination', 'guardduty:DeleteThreatEntitySet', 'guardduty:DeleteThreatIntelSet',
  'guardduty:DisassociateFromAdministratorAccount', 'guardduty:DisassociateFromMasterAccount', 'guardduty:DisassociateMembers',
  'guardduty:StopMonitoringMembers', 'guardduty:UpdateDetector', 'guardduty:UpdateFilter', 'guardduty:UpdateIPSet',
  'guardduty:UpdateMalwareScanSettings', 'guardduty:UpdateMemberDetectors', 'guardduty:UpdateOrganizationConfiguration',
  'guardduty:UpdatePublishingDestination', 'guardduty:UpdateThreatEntitySet', 'guardduty:UpdateThreatIntelSet',
  'guardduty:UpdateTrustedEntitySet',
];

export const GUARDDUTY_PROTECTED_PROOF: Proof = {
  guardrail: Guardrails.GUARDDUTY_PROTECTED,
  set: GuardrailSet.FOUNDATION,
  denied: [
    ...each('administrator', WRITES.map(action => on(action))),
    ...ofThePowerful(on('guardduty:UpdateDetector')),
  ],
  allowed: [
    { title: 'to read findings', by: 'developer', ...on('guardduty:GetFindings') },
    { title: 'to archive one', by: 'administrator', ...on('guardduty:ArchiveFindings') },
    { title: 'to have an upload scanned', by: 'developer', ...on('guardduty:CreateMalwareProtectionPlan') },
    { title: 'to stop having it scanned', by: 'developer', ...on('guardduty:DeleteMalwareProtectionPlan') },
    { title: 'to try it out', by: 'developer', ...on('guardduty:CreateSampleFindings') },
    { title: 'to trust an address no longer', by: 'administrator', ...on('guardduty:DeleteIPSet') },
    ...ofTheUnbound(on('guardduty:UpdateDetector')),
  ],
  exempt: ofThePlatform(on('guardduty:UpdateDetector')),
};
