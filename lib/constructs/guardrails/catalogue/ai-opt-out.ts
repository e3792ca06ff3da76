import { PolicyType } from '../../organization';
import { GuardrailScope } from '../guardrail-scope';
import { AiOptOutPolicyContent } from '../policy-content/ai-opt-out-policy-content';
import { ParameterizedContent } from '../private/parameterized-content';
import { NO_FRAMEWORK } from './compliance';
import { NO_ONE } from './exemptions';

/**
 * Opts the organization out of every AWS AI service that may keep content, those to come included, and lets no policy
 * below opt an account in again.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_ai-opt-out_syntax.html
 */
export const AI_OPT_OUT = new ParameterizedContent({
  id: 'G72',
  title: 'Content does not train AWS AI services',
  intent: 'AWS neither stores nor uses the content that AI services process to improve them, in any account.',
  threat: 'Customer data is kept in other regions and read by people who develop a service.',
  adoption: 'Breaks nothing, and asks AWS to delete what it kept before. May be attached to the root on the first day.',
  breaks: 'Nothing, for nobody.',
  belongsTo: GuardrailScope.all(),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.AISERVICES_OPT_OUT_POLICY,
  exemptions: NO_ONE,
  contains: ({ aiServices }) => new AiOptOutPolicyContent({ optedIn: aiServices }).content,
});
