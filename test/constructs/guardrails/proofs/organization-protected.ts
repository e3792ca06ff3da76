import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';

const on = (action: string) => ({ action, resource: '*' });

const WRITES = [
  'cloudformation:ActivateOrganizationsAccess', 'cloudformation:DeactivateOrganizationsAccess', 'iam:DisableOrganizationsRootCredentialsManagement',
  'iam:DisableOrganizationsRootSessions', 'iam:EnableOrganizationsRootSessions', 'organizations:AttachPolicy', 'organizations:CloseAccount',
  'organizations:CreatePolicy', 'organizations:DeletePolicy', 'organizations:DeleteResourcePolicy', 'organizations:DeregisterDelegatedAdministrator',
  'organizations:DetachPolicy', 'organizations:DisableAWSServiceAccess', 'organizations:DisablePolicyType', 'organizations:EnableAWSServiceAccess',
  'organizations:InviteAccountToOrganization', 'organizations:MoveAccount', 'organizations:PutResourcePolicy',
  'organizations:RegisterDelegatedAdministrator', 'organizations:RemoveAccountFromOrganization', 'organizations:TagResource',
  'organizations:TerminateResponsibilityTransfer', 'organizations:UntagResource', 'organizations:UpdatePolicy',
];

const READS = [
  'cloudformation:DescribeOrganizationsAccess', 'iam:GetOrganizationsAccessReport', 'iam:ListOrganizationsFeatures', 'organizations:DescribeOrganization',
  'organizations:DescribeResourcePolicy', 'organizations:ListAccounts', 'organizations:ListDelegatedAdministrators', 'organizations:ListPolicies',
];

export const ORGANIZATION_PROTECTED_PROOF: Proof = {
  guardrail: Guardrails.ORGANIZATION_PROTECTED,
  set: GuardrailSet.RECOMMENDED,
  denied: [
    ...WRITES.map(action => ({ title: `to ${action}`, by: 'administrator' as const, ...on(action) })),
    { title: 'of the role that AWS Organizations made', by: 'organizationAccessRole', ...on('organizations:DetachPolicy') },
    { title: 'of a role that looks like break-glass', by: 'impostor', ...on('organizations:DetachPolicy') },
    { title: 'of a pipeline', by: 'cdkDeployRole', ...on('organizations:UpdatePolicy') },
  ],
  allowed: [
    ...READS.map(action => ({ title: `to ${action}`, by: 'developer' as const, ...on(action) })),
    { title: 'to decline an invitation', by: 'administrator', ...on('organizations:DeclineHandshake') },
    { title: 'to open a central root session, of the delegated administrator', by: 'administrator', ...on('sts:AssumeRoot') },
    { title: 'to deploy StackSets, of the delegated administrator', by: 'administrator', ...on('cloudformation:CreateStackSet') },
    { title: 'of the management account', by: 'management', ...on('organizations:AttachPolicy') },
    { title: 'of a service-linked role', by: 'serviceLinkedRole', ...on('organizations:EnableAWSServiceAccess') },
  ],
  exempt: [
    { title: 'the platform', by: 'platformRole', ...on('organizations:UpdatePolicy') },
    { title: 'StackSets', by: 'stackSets', ...on('organizations:UpdatePolicy') },
  ],
};
