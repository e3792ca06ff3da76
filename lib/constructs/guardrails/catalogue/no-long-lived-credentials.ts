import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis, fsbp } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * No new IAM user, and no new credential of an old one. To take a credential away stays possible for everybody: deleting and deactivating
 * is the clean-up that this guardrail asks for, and so is the policy by which a responder freezes a user. Nor does it bind the root
 * sessions of central root management, one of whose tasks is to give the root user a password.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp
 */
export const NO_LONG_LIVED_CREDENTIALS = new Guardrail({
  id: 'G12',
  title: 'No IAM users and no long-lived keys',
  intent: 'People come by IAM Identity Center and machines by roles: nobody makes an IAM user, a password or a key of one.',
  threat: 'An access key lies in a repository, on a laptop or in a ticket, works from anywhere, and never expires.',
  adoption: 'Look at the credential report for users and the last use of their keys. What exists goes on working, but is not renewed: '
    + 'move SES by SMTP, CodeCommit by Git password and vendors with access keys to roles, or exempt the role that deploys them.',
  breaks: 'Whoever makes or rotates credentials of IAM users: SMTP senders, Git clients of CodeCommit, Keyspaces, software outside of AWS that has no role.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: [
    ...cis('2.10', '2.9', '1.9'), ...cis('2.11', '2.11', '1.11'), ...cis('2.12', '2.13', '1.13'), ...cis('2.19', '2.20', '1.20'),
    ...fsbp('IAM.3', 'IAM.5', 'IAM.8', 'IAM.22'),
  ],
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{
    actions: [
      'iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:CreateServiceSpecificCredential', 'iam:CreateUser', 'iam:ResetServiceSpecificCredential',
      'iam:UpdateLoginProfile', 'iam:UploadSSHPublicKey', 'iam:UploadSigningCertificate',
    ],
    conditions: { Null: { 'aws:AssumedRoot': ['true'] } },
  }],
});
