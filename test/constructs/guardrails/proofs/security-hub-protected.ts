import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';
import { each, ofThePlatform, ofThePowerful, ofTheUnbound, on } from '../rows';

const WRITES = [
  'securityhub:BatchDeleteAutomationRules', 'securityhub:BatchDisableStandards', 'securityhub:BatchUpdateAutomationRules',
  'securityhub:BatchUpdateStandardsControlAssociations', 'securityhub:CreateAutomationRule', 'securityhub:CreateAutomationRuleV2',
  'securityhub:CreateConfigurationPolicy', 'securityhub:DeleteAggregatorV2', 'securityhub:DeleteAutomationRuleV2',
  'securityhub:DeleteConfigurationPolicy', 'securityhub:DeleteFindingAggregator', 'securityhub:DeleteMembers',
  'securityhub:DisableImportFindingsForProduct', 'securityhub:DisableSecurityHub', 'securityhub:DisableSecurityHubFeatureV2',
  'securityhub:DisableSecurityHubV2', 'securityhub:DisassociateFromAdministratorAccount', 'securityhub:DisassociateFromMasterAccount',
  'securityhub:DisassociateMembers', 'securityhub:StartConfigurationPolicyAssociation', 'securityhub:StartConfigurationPolicyDisassociation',
  'securityhub:UpdateAggregatorV2', 'securityhub:UpdateAutomationRuleV2',
  'securityhub:UpdateConfigurationPolicy', 'securityhub:UpdateFindingAggregator', 'securityhub:UpdateOrganizationConfiguration',
  'securityhub:UpdateSecurityControl', 'securityhub:UpdateSecurityHubConfiguration', 'securityhub:UpdateStandardsControl',
];

export const SECURITY_HUB_PROTECTED_PROOF: Proof = {
  guardrail: Guardrails.SECURITY_HUB_PROTECTED,
  set: GuardrailSet.FOUNDATION,
  denied: [
    ...each('administrator', WRITES.map(action => on(action))),
    ...ofThePowerful(on('securityhub:DisableSecurityHub')),
  ],
  allowed: [
    { title: 'to read findings', by: 'developer', ...on('securityhub:GetFindings') },
    { title: 'to read the rules', by: 'developer', ...on('securityhub:ListAutomationRules') },
    { title: 'to suppress one', by: 'administrator', ...on('securityhub:BatchUpdateFindings') },
    { title: 'to send findings of one\'s own', by: 'developer', ...on('securityhub:BatchImportFindings') },
    { title: 'to check by more standards', by: 'administrator', ...on('securityhub:BatchEnableStandards') },
    { title: 'to switch it on', by: 'administrator', ...on('securityhub:EnableSecurityHubV2') },
    ...ofTheUnbound(on('securityhub:DisableSecurityHub')),
  ],
  exempt: ofThePlatform(on('securityhub:DisableSecurityHub')),
};
