import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { NO_FRAMEWORK } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * Inspector keeps scanning. CIS scans and code repositories of teams are theirs.
 *
 * @see https://docs.aws.amazon.com/inspector/latest/user/managing-multiple-accounts.html
 */
export const INSPECTOR_PROTECTED = new Guardrail({
  id: 'G34c',
  title: 'Inspector keeps scanning',
  intent: 'Nobody but the platform disables a type of scan, narrows it, suppresses what it finds, or takes an account from its administrator.',
  threat: 'A team whose deadline is near disables the scan that blocks its release, and it stays off.',
  adoption: 'Delegate the administration of Inspector to the security account first, and move suppression rules there.',
  breaks: 'People who disable Inspector or add suppression rules by hand; where Inspector is not used, nobody.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{
    actions: [
      'inspector2:CreateFilter', 'inspector2:Disable', 'inspector2:DisassociateMember', 'inspector2:UpdateConfiguration', 'inspector2:UpdateFilter',
      'inspector2:UpdateOrganizationConfiguration',
    ],
  }],
});
