import { PolicyType } from '../../organization';
import { GuardrailScope } from '../guardrail-scope';
import { RegionalEnablement } from '../policy-content/regional-enablement';
import { SecurityHubPolicyContent } from '../policy-content/security-hub-policy-content';
import { ParameterizedContent } from '../private/parameterized-content';
import { cis } from './compliance';
import { NO_ONE } from './exemptions';

/**
 * Security Hub in each account and governed Region, those to come included.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_security_hub.html
 */
export const SECURITY_HUB = new ParameterizedContent({
  id: 'G75',
  title: 'Security Hub is on',
  intent: 'Every account reports its findings to Security Hub, in every governed Region, from its first day.',
  threat: 'An account that nobody enrolled is open for months, and no dashboard shows it.',
  adoption: 'Enable trusted access of Security Hub first, and name its delegated administrator. It costs per resource. '
    + 'The standards of Security Hub CSPM are configured apart.',
  breaks: 'Nothing, for nobody; it adds costs.',
  belongsTo: GuardrailScope.all(),
  compliance: cis('5.16', '5.16', '4.16'),
  policyType: PolicyType.SECURITYHUB_POLICY,
  exemptions: NO_ONE,
  contains: ({ governedRegions, securityHub }) =>
    new SecurityHubPolicyContent(securityHub ?? { regions: RegionalEnablement.inRegions(governedRegions) }).content,
});
