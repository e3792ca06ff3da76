import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis } from './compliance';
import { NO_ONE } from './exemptions';

/**
 * An account stays in the organization. Accepting a handshake belongs here: since accounts can be transferred directly, an invitation of
 * another organization is a way out.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_leave-as-member.html
 */
export const NO_LEAVING = new Guardrail({
  id: 'G02',
  title: 'Accounts stay in the organization',
  intent: 'No account leaves the organization, accepts the invitation of another one, or closes itself.',
  threat: 'An administrator, or who stole the session of one, takes an account out: with it go every guardrail, the trail and its data.',
  adoption: 'Accounts are moved and closed from the management account, which is not bound. '
    + 'Detach it while invited accounts have to approve that all features are enabled: they do so by a handshake.',
  breaks: 'Account administrators cannot close their account or answer an invitation; the management account does it for them.',
  belongsTo: GuardrailScope.all(),
  compliance: cis('2.1.2'),
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: NO_ONE,
  statements: [{ actions: ['organizations:LeaveOrganization', 'organizations:AcceptHandshake', 'account:CloseAccount'] }],
});
