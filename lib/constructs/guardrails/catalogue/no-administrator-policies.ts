import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis, fsbp } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * Policies of AWS by which a role has everything, can give itself everything, or has a shell that moves files in and out. PowerUserAccess
 * is not among them: it has no IAM, and is how teams work. A policy of one's own may still say the same: permissions boundaries (G15) and
 * detection are the answer to that. Permission sets of Identity Center are attached by a service-linked role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#available-keys-for-iam
 */
export const NO_ADMINISTRATOR_POLICIES = new Guardrail({
  id: 'G16',
  title: 'Nobody is made administrator by hand',
  intent: 'Nobody but the platform attaches AdministratorAccess, IAMFullAccess or AWSCloudShellFullAccess to a role, a user or a group.',
  threat: 'A role for one purpose gets every permission because that was quicker, and whoever reaches it has the account.',
  adoption: 'Look for roles that have these policies; they keep them. Administrators come by a permission set of IAM Identity Center, which is not bound. '
    + 'Bootstrap CDK with --cloudformation-execution-policies that name policies of yours, or by a StackSet.',
  breaks: 'A default bootstrap of CDK in a member account, whose execution role gets AdministratorAccess; installers that ask for an administrator role.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: [...cis('2.14', '2.15', '1.15'), ...cis('2.20', '2.21', '1.21'), ...fsbp('IAM.1')],
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{
    actions: ['iam:AttachGroupPolicy', 'iam:AttachRolePolicy', 'iam:AttachUserPolicy'],
    conditions: {
      ArnLike: {
        'iam:PolicyARN': ['AdministratorAccess', 'AWSCloudShellFullAccess', 'IAMFullAccess'].map(name => `arn:*:iam::aws:policy/${name}`),
      },
    },
  }],
});
