import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';

const POLICIES = ['AdministratorAccess', 'AWSCloudShellFullAccess', 'IAMFullAccess'];

const attach = (to: 'Group' | 'Role' | 'User', policyName: string) => ({
  action: `iam:Attach${to}Policy`,
  resource: `arn:aws:iam::222222222222:${to.toLowerCase()}/teams/app`,
  context: {
    'iam:PolicyARN': `arn:aws:iam::aws:policy/${policyName}`,
    'iam:PermissionsBoundary': 'arn:aws:iam::222222222222:policy/lz/lz-boundary',
  },
});

export const NO_ADMINISTRATOR_POLICIES_PROOF: Proof = {
  guardrail: Guardrails.NO_ADMINISTRATOR_POLICIES,
  set: GuardrailSet.STRICT,
  denied: [
    ...POLICIES.map(name => ({ title: `to make a role ${name}`, by: 'administrator' as const, ...attach('Role', name) })),
    { title: 'to a user', by: 'administrator', ...attach('User', 'AdministratorAccess') },
    { title: 'to a group', by: 'administrator', ...attach('Group', 'AdministratorAccess') },
    { title: 'of a pipeline', by: 'cdkDeployRole', ...attach('Role', 'AdministratorAccess') },
    { title: 'of a role that looks like break-glass', by: 'impostor', ...attach('Role', 'AdministratorAccess') },
  ],
  allowed: [
    { title: 'to let a role read', by: 'developer', ...attach('Role', 'ReadOnlyAccess') },
    { title: 'to let a role run as a function', by: 'developer', ...attach('Role', 'service-role/AWSLambdaBasicExecutionRole') },
    { title: 'to let a team work', by: 'administrator', ...attach('Role', 'PowerUserAccess') },
    { title: 'to take it off', by: 'developer', ...attach('Role', 'AdministratorAccess'), action: 'iam:DetachRolePolicy' },
    { title: 'to assign a permission set, by the service-linked role', by: 'serviceLinkedRole', ...attach('Role', 'AdministratorAccess') },
    { title: 'of the management account', by: 'management', ...attach('Role', 'AdministratorAccess') },
  ],
  exempt: [
    { title: 'StackSets, which deploys break-glass', by: 'stackSets', ...attach('Role', 'AdministratorAccess') },
    { title: 'break-glass', by: 'breakGlass', ...attach('Role', 'AdministratorAccess') },
  ],
};
