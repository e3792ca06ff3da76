import { Statement } from './editable-resource';
import { Mutation, Mutations } from './mutation';

const DELEGATION = 'Guardrails/PolicyDelegation/Resource';

const changed = (when: string, says: RegExp, change: (statement: Statement) => void): Mutation => ({
  when, says, at: DELEGATION, edit: example => change(example.at(DELEGATION).statement('Content', 'Navigate')),
});

/** Mutations of the resource policy of the organization. */
export const OF_POLICY_DELEGATION: Mutations = {
  'organizations/resource-policy-size': [changed('the policy is too long', /the policy has 4\d{4} characters, 40000 are allowed/,
    statement => { statement.Sid = 'N'.repeat(40_000); })],
  'organizations/resource-policy-actions': [
    changed('every action is delegated', /organizations:\* cannot be delegated/, statement => { statement.Action = 'organizations:*'; }),
    changed('accounts may be closed', /organizations:CloseAccount cannot be delegated/, statement => { statement.Action = ['organizations:CloseAccount']; }),
  ],
  'organizations/resource-policy-delegates': [
    changed('the management account is a delegate', /111111111111 is no member account/, statement => { statement.Principal = { AWS: '111111111111' }; }),
    changed('a stranger is a delegate', /999999999999 is no member account/, statement => { statement.Principal = { AWS: 'arn:aws:iam::999999999999:root' }; }),
    changed('everybody is a delegate', /a statement names no account/, statement => { statement.Principal = '*'; }),
  ],
};
