import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * Security Hub, by which AWS means two services since 2025: CSPM, with its standards and controls, and the one whose actions end in V2.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/central-configuration-intro.html
 */
export const SECURITY_HUB_PROTECTED = new Guardrail({
  id: 'G33',
  title: 'Security Hub keeps checking',
  intent: 'Nobody but the platform switches Security Hub, a standard or a control off, suppresses findings by a rule, or cuts an account from its administrator.',
  threat: 'A control that shows a weakness is disabled, or a rule hides what it finds, instead of the weakness being repaired.',
  adoption: 'Controls that do not apply are to be disabled by the platform\'s configuration policies, and automation rules are its too; findings can still be suppressed one by one.',
  breaks: 'Administrators of accounts, and people of the security account, who disable standards or controls, write automation rules, '
    + 'or make and associate configuration policies by hand.',
  belongsTo: GuardrailScope.units(),
  compliance: cis('5.16', '5.16', '4.16'),
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{
    actions: [
      'securityhub:BatchDisableStandards', 'securityhub:BatchUpdateStandardsControlAssociations', 'securityhub:Create*Rule*',
      'securityhub:CreateConfigurationPolicy', 'securityhub:*Delete*Rule*', 'securityhub:Delete*Aggregator*',
      'securityhub:DeleteConfigurationPolicy', 'securityhub:DeleteMembers', 'securityhub:Disable*', 'securityhub:Disassociate*',
      'securityhub:StartConfigurationPolicy*', 'securityhub:*Update*Rule*', 'securityhub:Update*Aggregator*',
      'securityhub:UpdateConfigurationPolicy', 'securityhub:UpdateOrganizationConfiguration', 'securityhub:UpdateSecurity*',
      'securityhub:UpdateStandardsControl',
    ],
  }],
});
