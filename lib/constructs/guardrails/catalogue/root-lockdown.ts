import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis, fsbp } from './compliance';
import { NO_ONE } from './exemptions';

/**
 * The root user of a member account can do nothing. Central root management is spared: its sessions come from sts:AssumeRoot, last 15
 * minutes, carry one of five task policies and have `aws:AssumedRoot` in their context, which a signed-in root user has not.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-assumedroot
 */
export const ROOT_LOCKDOWN = new Guardrail({
  id: 'G01',
  title: 'Root users are locked down',
  intent: 'The root user of a member account can do nothing; centrally issued root sessions for one task still can.',
  threat: 'Whoever takes over the mailbox of an account resets its root password and owns the account, past every role and boundary.',
  adoption: 'Look at the last use of root in the credential report, and move what it does to a role. '
    + 'Then delete the root credentials by central root management. The management account is not bound: protect its root user by hardware MFA.',
  breaks: 'Everything that somebody still does as root of a member account; for the few tasks that need root, central root access issues a session.',
  belongsTo: GuardrailScope.all(),
  compliance: [...cis('2.1.1'), ...cis('2.4', '2.3', '1.3'), ...cis('2.7', '2.6', '1.6'), ...fsbp('IAM.4')],
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: NO_ONE,
  statements: [{
    actions: ['*'],
    conditions: {
      ArnLike: { 'aws:PrincipalArn': ['arn:*:iam::*:root'] },
      Null: { 'aws:AssumedRoot': ['true'] },
    },
  }],
});
