import { PolicyType } from '../../organization';
import { GuardrailScope } from '../guardrail-scope';
import { ParameterizedGuardrail } from '../private/parameterized-guardrail';
import { NO_FRAMEWORK } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

const ENABLE = 'iam:EnableOutboundWebIdentityFederation';
const MINT = 'sts:GetWebIdentityToken';

/**
 * AWS signs tokens by which a role proves itself to another cloud or service; for whom it does is the organization's decision. A service
 * control policy: a token is asked for by principals of the account alone, and it can exempt the platform, which a resource control policy
 * cannot. To switch the feature off stays possible for everybody.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_outbound_policies.html
 */
export const NO_OUTBOUND_TOKENS = new ParameterizedGuardrail({
  id: 'G18',
  title: 'No tokens for strangers',
  intent: 'AWS signs identity tokens of our roles for the audiences that are named only, and only the platform switches that on.',
  threat: 'A role carries data or commands to a service of an intruder as somebody trusted, and no credential is there to be found or revoked.',
  adoption: 'The feature is off in every account until somebody enables it. Look for iam:EnableOutboundWebIdentityFederation and sts:GetWebIdentityToken '
    + 'in the trail, and name the audiences that are in use in \'webIdentityAudiences\'.',
  breaks: 'Workloads that reach another cloud by a token of AWS for an audience that is not named.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  denies: ({ webIdentityAudiences = [] }) => webIdentityAudiences.length === 0
    ? [{ actions: [ENABLE, MINT] }]
    : [{ actions: [ENABLE] }, { actions: [MINT], conditions: { 'ForAnyValue:StringNotLike': { 'sts:IdentityTokenAudience': webIdentityAudiences } } }],
});
