import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis, fsbp } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * The password policy of an account is the organization's. It has no resource type in CloudFormation: a function of the platform sets it,
 * whose role is exempt.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
 */
export const PASSWORD_POLICY_PROTECTED = new Guardrail({
  id: 'G13',
  title: 'The password policy stays',
  intent: 'Nobody but the platform changes or deletes the password policy for the IAM users of an account.',
  threat: 'The rules for passwords are relaxed, and those of the remaining IAM users can be guessed.',
  adoption: 'Set the password policy of the accounts by a role of the platform first: from then on nobody else can.',
  breaks: 'Tools that set the password policy of each account, such as another baseline.',
  belongsTo: GuardrailScope.all(),
  compliance: [...cis('2.8', '2.7', '1.7'), ...cis('2.9', '2.8', '1.8'), ...fsbp('IAM.7')],
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{ actions: ['iam:DeleteAccountPasswordPolicy', 'iam:UpdateAccountPasswordPolicy'] }],
});
