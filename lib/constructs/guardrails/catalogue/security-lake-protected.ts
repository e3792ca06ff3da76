import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { NO_FRAMEWORK } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * Security Lake keeps collecting. Who subscribes to it is left to the people who run it.
 *
 * @see https://docs.aws.amazon.com/security-lake/latest/userguide/multi-account-management.html
 */
export const SECURITY_LAKE_PROTECTED = new Guardrail({
  id: 'G34e',
  title: 'Security Lake keeps collecting',
  intent: 'Nobody but the platform deletes the data lake, shortens its retention or takes a source or an account from it.',
  threat: 'The lake runs dry for the hours in which something happens.',
  adoption: 'Delegate the administration of Security Lake to the account that runs it, and add its role to the exemptions if that is not a platform role.',
  breaks: 'People who manage sources and Regions of Security Lake by hand; where it is not used, nobody.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{
    actions: [
      'securitylake:DeleteAwsLogSource', 'securitylake:DeleteCustomLogSource', 'securitylake:DeleteDataLake',
      'securitylake:DeleteDataLakeOrganizationConfiguration', 'securitylake:UpdateDataLake',
    ],
  }],
});
