import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { NO_FRAMEWORK } from './compliance';
import { NO_ONE } from './exemptions';

/**
 * A long-term API key of Bedrock is an IAM user with a bearer token: who has the string has the models, until somebody deletes it. None
 * is made and those that exist are of no use, at either endpoint. Short-term keys end with the session they come from.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-permissions.html
 */
export const NO_BEDROCK_API_KEYS = new Guardrail({
  id: 'G19',
  title: 'No long-term Bedrock API keys',
  intent: 'Bedrock is called by roles, or by keys that last as long as their session; nobody makes or uses a long-term API key.',
  threat: 'A key in a notebook or a repository is found, and strangers run models at our expense.',
  adoption: 'Look for service-specific credentials of bedrock.amazonaws.com: software that uses one is to take short-term keys or the credentials of a role.',
  breaks: 'Software that knows nothing but a long-term Bedrock API key.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: NO_ONE,
  statements: [
    {
      actions: ['iam:CreateServiceSpecificCredential'],
      conditions: { StringEquals: { 'iam:ServiceSpecificCredentialServiceName': ['bedrock.amazonaws.com'] } },
    },
    { actions: ['bedrock:CallWithBearerToken'], conditions: { StringEquals: { 'bedrock:BearerTokenType': ['LONG_TERM'] } } },
    { actions: ['bedrock-mantle:CallWithBearerToken'], conditions: { StringEquals: { 'bedrock-mantle:BearerTokenType': ['LONG_TERM'] } } },
  ],
});
