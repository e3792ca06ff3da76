import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis, fsbp } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * A function URL asks for IAM, or for nothing: the second is denied, when the URL is made or changed and when the world is let in. The
 * value is named, since the examples that name the other one deny every change of a URL that does not mention it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export const NO_PUBLIC_FUNCTION_URLS = new Guardrail({
  id: 'G49',
  title: 'No public function URLs',
  intent: 'No Lambda function answers the internet without authentication by a URL of its own.',
  threat: 'A function with a role is called by anybody who finds its URL, past firewall, log and limit.',
  adoption: 'Put webhooks behind API Gateway, a load balancer, or CloudFront with origin access control, which signs its calls.',
  breaks: 'Teams that serve webhooks or sites by function URLs without authentication.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: [...cis('2.21'), ...fsbp('Lambda.1')],
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{
    actions: ['lambda:AddPermission', 'lambda:CreateFunctionUrlConfig', 'lambda:UpdateFunctionUrlConfig'],
    conditions: { StringEquals: { 'lambda:FunctionUrlAuthType': ['NONE'] } },
  }],
});
