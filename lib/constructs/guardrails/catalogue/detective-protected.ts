import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { NO_FRAMEWORK } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * The behavior graph stays, with a year of what happened in it and every account that is part of it.
 *
 * @see https://docs.aws.amazon.com/detective/latest/userguide/accounts.html
 */
export const DETECTIVE_PROTECTED = new Guardrail({
  id: 'G34d',
  title: 'Detective keeps its graph',
  intent: 'Nobody but the platform deletes the behavior graph or takes an account out of it.',
  threat: 'With the graph goes the year of history by which an intrusion is understood; it cannot be built again.',
  adoption: 'Delegate the administration of Detective to the security account first: who manages members from elsewhere can no longer.',
  breaks: 'People who manage members of Detective by hand; where Detective is not used, nobody.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{
    actions: ['detective:DeleteGraph', 'detective:DeleteMembers', 'detective:DisassociateMembership', 'detective:UpdateOrganizationConfiguration'],
  }],
});
