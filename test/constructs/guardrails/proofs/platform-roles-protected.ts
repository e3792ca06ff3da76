import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';

const BREAK_GLASS = 'arn:aws:iam::222222222222:role/lz/lz-break-glass';
const STACKSETS = 'arn:aws:iam::222222222222:role/stacksets-exec-0123456789abcdef0123456789abcdef';
const ORGANIZATION_ACCESS = 'arn:aws:iam::222222222222:role/OrganizationAccountAccessRole';
const TEAM = 'arn:aws:iam::222222222222:role/teams/app';
const LOOKALIKE = 'arn:aws:iam::222222222222:role/lz-app';
const WITHIN_BOUNDARY = { 'iam:PermissionsBoundary': 'arn:aws:iam::222222222222:policy/lz/lz-boundary' };
const on = (action: string, resource: string) => ({ action, resource });

const WRITES = [
  'iam:AttachRolePolicy', 'iam:CreateRole', 'iam:DeleteRole', 'iam:DeleteRolePermissionsBoundary', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy',
  'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy', 'iam:TagRole', 'iam:UntagRole', 'iam:UpdateAssumeRolePolicy', 'iam:UpdateRole',
  'iam:UpdateRoleDescription', 'iam:PassRole', 'sts:AssumeRole',
];

export const PLATFORM_ROLES_PROTECTED_PROOF: Proof = {
  guardrail: Guardrails.PLATFORM_ROLES_PROTECTED,
  set: GuardrailSet.FOUNDATION,
  denied: [
    ...WRITES.map(action => ({ title: `to ${action} on break-glass`, by: 'administrator' as const, ...on(action, BREAK_GLASS) })),
    { title: 'to make a role under the exempt path', by: 'developer', ...on('iam:CreateRole', 'arn:aws:iam::222222222222:role/lz/mine') },
    { title: 'to make a role under the exempt name', by: 'developer', ...on('iam:CreateRole', 'arn:aws:iam::222222222222:role/stacksets-exec-mine') },
    { title: 'to edit the trust of StackSets\' role', by: 'organizationAccessRole', ...on('iam:UpdateAssumeRolePolicy', STACKSETS) },
    { title: 'to open the role of AWS Organizations to others', by: 'administrator', ...on('iam:UpdateAssumeRolePolicy', ORGANIZATION_ACCESS) },
    { title: 'to assume break-glass of another account', by: 'developer', ...on('sts:AssumeRole', 'arn:aws:iam::444444444444:role/lz/lz-break-glass') },
    { title: 'of a role that looks like break-glass', by: 'impostor', ...on('iam:PutRolePolicy', BREAK_GLASS) },
    { title: 'to give a function a platform role', by: 'cdkDeployRole', ...on('iam:PassRole', 'arn:aws:iam::222222222222:role/lz/lz-responder') },
  ],
  allowed: [
    { title: 'to make a role of a team', by: 'developer', ...on('iam:CreateRole', TEAM), context: WITHIN_BOUNDARY },
    { title: 'to pass it', by: 'developer', ...on('iam:PassRole', TEAM) },
    { title: 'to assume it', by: 'developer', ...on('sts:AssumeRole', TEAM) },
    { title: 'to make a role whose name only looks like the platform\'s', by: 'developer', ...on('iam:CreateRole', LOOKALIKE), context: WITHIN_BOUNDARY },
    { title: 'to look at break-glass', by: 'developer', ...on('iam:GetRole', BREAK_GLASS) },
    { title: 'to make StackSets\' role, by its service-linked role', by: 'serviceLinkedRole', ...on('iam:CreateRole', STACKSETS) },
    { title: 'to help out, from the management account', by: 'management', ...on('sts:AssumeRole', ORGANIZATION_ACCESS) },
    { title: 'to break the glass, from the management account', by: 'management', ...on('sts:AssumeRole', BREAK_GLASS) },
    { title: 'to run a function with a platform role', by: 'lambda', ...on('sts:AssumeRole', 'arn:aws:iam::222222222222:role/lz/lz-responder') },
    { title: 'to sign in by SAML', by: 'saml', ...on('sts:AssumeRoleWithSAML', TEAM) },
  ],
  exempt: [
    { title: 'StackSets, which deploys break-glass', by: 'stackSets', ...on('iam:CreateRole', BREAK_GLASS) },
    { title: 'break-glass, to repair it', by: 'breakGlass', ...on('iam:UpdateAssumeRolePolicy', BREAK_GLASS) },
    { title: 'the platform across accounts', by: 'platformRole', ...on('sts:AssumeRole', 'arn:aws:iam::444444444444:role/lz/lz-responder') },
  ],
};
