import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { NO_FRAMEWORK } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * `aws login` turns a session of the console into credentials on a laptop, which are refreshed for twelve hours. It is authorized on two
 * OAuth clients of its own; OAuth for other services is another resource and stays. `aws sso login` is another service altogether.
 *
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sign-in.html
 */
export const NO_CLI_LOGIN = new Guardrail({
  id: 'G17',
  title: 'The console hands out no credentials',
  intent: 'Nobody turns a session of the console into credentials for the command line by `aws login`.',
  threat: 'A consent page that an intruder sends is confirmed with one click, and he has credentials for half a day, past every key that is forbidden.',
  adoption: 'Let people use `aws sso login`, which is not touched, or CloudShell.',
  breaks: 'Developers who use `aws login`, or tools that do so for them.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{
    actions: ['signin:AuthorizeOAuth2Access', 'signin:CreateOAuth2Token'],
    resources: ['arn:*:signin:*:*:oauth2/public-client/*'],
  }],
});
