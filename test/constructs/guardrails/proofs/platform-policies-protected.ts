import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';

const BOUNDARY = 'arn:aws:iam::222222222222:policy/lz/lz-boundary';
const on = (action: string, resource: string) => ({ action, resource });

const WRITES = [
  'iam:CreatePolicy', 'iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:DeletePolicyVersion', 'iam:SetDefaultPolicyVersion', 'iam:TagPolicy',
  'iam:UntagPolicy',
];

export const PLATFORM_POLICIES_PROTECTED_PROOF: Proof = {
  guardrail: Guardrails.PLATFORM_POLICIES_PROTECTED,
  set: GuardrailSet.FOUNDATION,
  denied: [
    ...WRITES.map(action => ({ title: `to ${action}`, by: 'administrator' as const, ...on(action, BOUNDARY) })),
    { title: 'of the role that AWS Organizations made', by: 'organizationAccessRole', ...on('iam:CreatePolicyVersion', BOUNDARY) },
    { title: 'of a role that looks like break-glass', by: 'impostor', ...on('iam:CreatePolicyVersion', BOUNDARY) },
    { title: 'of a pipeline', by: 'cdkDeployRole', ...on('iam:DeletePolicy', BOUNDARY) },
  ],
  allowed: [
    ...WRITES.map(action => ({ title: `to ${action}, one's own`, by: 'developer' as const, ...on(action, 'arn:aws:iam::222222222222:policy/teams/app') })),
    { title: 'to make one whose name only looks like the platform\'s', by: 'developer', ...on('iam:CreatePolicy', 'arn:aws:iam::222222222222:policy/lz-app') },
    { title: 'to read the boundary', by: 'developer', ...on('iam:GetPolicyVersion', BOUNDARY) },
    { title: 'of a service-linked role', by: 'serviceLinkedRole', ...on('iam:CreatePolicyVersion', BOUNDARY) },
  ],
  exempt: [
    { title: 'StackSets, which deploys the boundary', by: 'stackSets', ...on('iam:CreatePolicy', BOUNDARY) },
    { title: 'break-glass, to repair it', by: 'breakGlass', ...on('iam:SetDefaultPolicyVersion', BOUNDARY) },
  ],
};
