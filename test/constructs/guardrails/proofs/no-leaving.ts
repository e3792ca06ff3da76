import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';

const account = (action: string) => ({ action, resource: '*' });
const handshake = { action: 'organizations:AcceptHandshake', resource: 'arn:aws:organizations::111111111111:handshake/o-z9y8x7w6v5/transfer/h-abc' };

export const NO_LEAVING_PROOF: Proof = {
  guardrail: Guardrails.NO_LEAVING,
  set: GuardrailSet.FOUNDATION,
  denied: [
    { title: 'to leave', by: 'administrator', ...account('organizations:LeaveOrganization') },
    { title: 'to close the account from inside', by: 'administrator', ...account('account:CloseAccount') },
    { title: 'to be transferred to another organization', by: 'administrator', ...handshake },
    { title: 'of the role that AWS Organizations made', by: 'organizationAccessRole', ...account('organizations:LeaveOrganization') },
    { title: 'of break-glass', by: 'breakGlass', ...account('organizations:LeaveOrganization') },
    { title: 'of StackSets', by: 'stackSets', ...account('account:CloseAccount') },
  ],
  allowed: [
    { title: 'to look at the organization', by: 'developer', ...account('organizations:DescribeOrganization') },
    { title: 'to read the contacts', by: 'administrator', ...account('account:GetContactInformation') },
    { title: 'to close an account, from the management account', by: 'management', ...account('organizations:CloseAccount') },
    { title: 'to accept a handshake, in the management account', by: 'management', ...handshake },
  ],
  exempt: [],
};
