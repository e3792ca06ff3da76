import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * AWS lets few members write to the organization at all: delegated administrators, and whom the delegation policy names. In their accounts
 * this is what keeps an administrator from detaching policies, from naming further delegates and from switching off central root
 * management. Each wildcard stands for actions that write; a test compares them with the action catalogue.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_delegated_admin.html
 */
export const ORGANIZATION_PROTECTED = new Guardrail({
  id: 'G07',
  title: 'The organization is run from its management account',
  intent: 'Nobody in a member account, a delegated administrator included, changes accounts, units, policies, delegations or central root management.',
  threat: 'Whoever takes over the account of a delegated administrator detaches the guardrails of everybody else, or delegates to an account of his own.',
  adoption: 'Look at the resource policy of the organization: where it lets a member manage policies (CIS 7.0 2.1.5), exempt the role that does it. '
    + 'What delegated administrators do in their own services is not touched, nor is sts:AssumeRoot.',
  breaks: 'Delegated management of policies, such as backup policies from a backup account, unless its role is exempt.',
  belongsTo: GuardrailScope.all(),
  compliance: [...cis('2.1.1'), ...cis('2.1.2')],
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{
    actions: [
      'cloudformation:ActivateOrganizationsAccess', 'cloudformation:DeactivateOrganizationsAccess', 'iam:*OrganizationsRoot*',
      'organizations:Attach*', 'organizations:CloseAccount', 'organizations:Create*', 'organizations:Delete*', 'organizations:Deregister*',
      'organizations:Detach*', 'organizations:Disable*', 'organizations:Enable*', 'organizations:Invite*', 'organizations:MoveAccount',
      'organizations:Put*', 'organizations:Register*', 'organizations:Remove*', 'organizations:TagResource', 'organizations:Terminate*',
      'organizations:UntagResource', 'organizations:Update*',
    ],
  }],
});
