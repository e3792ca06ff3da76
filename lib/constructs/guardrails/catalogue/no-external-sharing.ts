import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { NO_FRAMEWORK } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * Resource Access Manager shares within the organization. A share says whether strangers may be added, and does so unless it is told
 * otherwise; shares that exist and allow it get no more members.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_ram.html
 */
export const NO_EXTERNAL_SHARING = new Guardrail({
  id: 'G47',
  title: 'Shares stay in the organization',
  intent: 'Nobody but the platform makes a resource share that admits accounts outside the organization, or adds to one.',
  threat: 'A subnet, a private certificate authority or a database cluster is shared with a stranger\'s account.',
  adoption: 'Set allowExternalPrincipals of existing shares to false; templates that leave it out have to say so, since the default is true.',
  breaks: 'Templates of resource shares that do not set allowExternalPrincipals to false; sharing with partners by Resource Access Manager.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [
    {
      actions: ['ram:CreateResourceShare', 'ram:UpdateResourceShare'],
      conditions: { Bool: { 'ram:RequestedAllowsExternalPrincipals': ['true'] } },
    },
    { actions: ['ram:AssociateResourceShare'], conditions: { Bool: { 'ram:AllowsExternalPrincipals': ['true'] } } },
  ],
});
