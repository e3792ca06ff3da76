import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
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
