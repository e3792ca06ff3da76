import { PLATFORM_POLICY_PATTERN } from '../../../core/naming';
import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { NO_FRAMEWORK } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * Customer managed policies under the path of the platform: what its roles may do, and the permissions boundaries of everybody else. To
 * create one is denied too, since a name that is taken cannot be deployed. A test compares the list with the action catalogue.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html#customer-managed-policies
 */
export const PLATFORM_POLICIES_PROTECTED = new Guardrail({
  id: 'G11',
  title: 'Platform policies are out of reach',
  intent: 'Nobody but the platform creates, edits or deletes a customer managed policy under the path /lz/.',
  threat: 'An administrator adds a version to the policy of a platform role or to the boundary of their own, and has every permission there is.',
  adoption: 'Look for customer managed policies under the path /lz/ that other tools made, and rename those. Put permissions boundaries there.',
  breaks: 'Tools whose policies lie under the path /lz/ can no longer be deployed.',
  belongsTo: GuardrailScope.all(),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{
    actions: [
      'iam:CreatePolicy', 'iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:DeletePolicyVersion', 'iam:SetDefaultPolicyVersion', 'iam:TagPolicy',
      'iam:UntagPolicy',
    ],
    resources: [PLATFORM_POLICY_PATTERN],
  }],
});
