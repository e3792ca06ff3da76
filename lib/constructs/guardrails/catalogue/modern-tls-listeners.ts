import { PolicyType } from '../../organization';
import { GuardrailScope } from '../guardrail-scope';
import { GuardrailStatement } from '../guardrail-statement';
import { ParameterizedGuardrail } from '../private/parameterized-guardrail';
import { NO_FRAMEWORK } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * Policies whose oldest version is TLS 1.2 or 1.3, which their names tell, with all variants (forward secrecy, FIPS, post-quantum).
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
export const MODERN_TLS_POLICIES = ['ELBSecurityPolicy-*-1-2-*', 'ELBSecurityPolicy-TLS13-1-3-*'];

/** The actions of application, network and gateway load balancers. */
const LISTENER_WRITES = ['elasticloadbalancing:CreateListener', 'elasticloadbalancing:ModifyListener'];

/**
 * TLS that ends at a load balancer is TLS 1.2 at least. A listener that does not name a policy gets one of 2016, which speaks TLS 1.0, so
 * saying nothing is denied where TLS is spoken. Listeners without TLS have no policy and stay: an HTTP listener that redirects is good, and
 * TCP passes encrypted traffic on. Both keys are lists, hence the set operators; absent, they match `ForAnyValue` never.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/security_iam_service-with-iam.html
 */
export const MODERN_TLS_LISTENERS = new ParameterizedGuardrail({
  id: 'G51',
  title: 'Load balancers speak TLS 1.2 at least',
  intent: 'No HTTPS or TLS listener of a load balancer is given a security policy that speaks less than TLS 1.2.',
  threat: 'A client is talked down to TLS 1.0, and what it sends is read.',
  adoption: 'Name a security policy in every template: CDK leaves it out unless sslPolicy is set, and then AWS takes one of 2016. '
    + '\'loadBalancerTlsPolicies\' replaces the list. Classic load balancers name policies of their own, and are not covered.',
  breaks: 'Templates of HTTPS and TLS listeners that name no security policy, and clients that speak nothing newer than TLS 1.1.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  denies: ({ loadBalancerTlsPolicies = MODERN_TLS_POLICIES }): GuardrailStatement[] => [
    {
      actions: LISTENER_WRITES,
      conditions: { 'ForAnyValue:StringNotLike': { 'elasticloadbalancing:SecurityPolicy': loadBalancerTlsPolicies } },
    },
    {
      actions: LISTENER_WRITES,
      conditions: {
        'ForAnyValue:StringEquals': { 'elasticloadbalancing:ListenerProtocol': ['HTTPS', 'TLS'] },
        Null: { 'elasticloadbalancing:SecurityPolicy': ['true'] },
      },
    },
  ],
});
