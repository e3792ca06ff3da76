import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis, fsbp } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * Macie keeps looking for sensitive data. Jobs, identifiers and allow lists of teams are theirs.
 *
 * @see https://docs.aws.amazon.com/macie/latest/user/accounts-mgmt-ao.html
 */
export const MACIE_PROTECTED = new Guardrail({
  id: 'G34b',
  title: 'Macie keeps classifying',
  intent: 'Nobody but the platform switches Macie or its automated discovery off, or cuts an account from its administrator.',
  threat: 'Personal data is moved into buckets that nobody looks into any more.',
  adoption: 'Delegate the administration of Macie to the security account first.',
  breaks: 'People who pause or disable Macie by hand; where Macie is not used, nobody.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: [...cis('3.1.3', '3.1.3', '2.1.3'), ...fsbp('Macie.1')],
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{
    actions: [
      'macie2:BatchUpdateAutomatedDiscoveryAccounts', 'macie2:DeleteMember', 'macie2:DisableMacie', 'macie2:Disassociate*',
      'macie2:PutFindingsPublicationConfiguration', 'macie2:UpdateAutomatedDiscoveryConfiguration', 'macie2:UpdateClassificationScope',
      'macie2:UpdateMacieSession', 'macie2:UpdateMemberSession', 'macie2:UpdateOrganizationConfiguration',
    ],
  }],
});
