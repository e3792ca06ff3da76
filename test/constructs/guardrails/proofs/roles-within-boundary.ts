import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';

const TEAM = 'arn:aws:iam::222222222222:role/teams/app';
const USER = 'arn:aws:iam::222222222222:user/alice';
const SERVICE_LINKED = 'arn:aws:iam::222222222222:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS';
const LZ = 'arn:aws:iam::222222222222:policy/lz/lz-boundary';
const OWN = 'arn:aws:iam::222222222222:policy/teams/everything';

const on = (action: string, resource: string, boundary?: string) => ({
  action,
  resource,
  context: {
    ...boundary ? { 'iam:PermissionsBoundary': boundary } : {},
    ...action.startsWith('iam:Attach') ? { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/PowerUserAccess' } : {},
  },
});

/** Policies of AWS that only deny, and one of the account's own that is called the same. */
const FREEZING = ['arn:aws:iam::aws:policy/AWSDenyAll', 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3'];
const OWN_DENIAL = 'arn:aws:iam::222222222222:policy/AWSDenyAll';
const attached = (policy: string) => ({ 'iam:PolicyARN': policy });

const ON_ROLES = ['iam:AttachRolePolicy', 'iam:CreateRole', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'];
const ON_USERS = ['iam:AttachUserPolicy', 'iam:CreateUser', 'iam:PutUserPermissionsBoundary', 'iam:PutUserPolicy'];

export const ROLES_WITHIN_BOUNDARY_PROOF: Proof = {
  guardrail: Guardrails.ROLES_WITHIN_BOUNDARY,
  set: GuardrailSet.PERMISSIONS_BOUNDARY,
  denied: [
    ...ON_ROLES.map(action => ({ title: `to ${action} without the boundary`, by: 'developer' as const, ...on(action, TEAM) })),
    ...ON_ROLES.map(action => ({ title: `to ${action} with a boundary of one's own`, by: 'developer' as const, ...on(action, TEAM, OWN) })),
    ...ON_USERS.map(action => ({ title: `to ${action} without the boundary`, by: 'administrator' as const, ...on(action, USER) })),
    { title: 'to attach what gives something, with the name of what only denies', by: 'developer', action: 'iam:AttachRolePolicy', resource: TEAM, context: attached(OWN_DENIAL) },
    { title: 'to write a policy into a role, whatever its name', by: 'developer', action: 'iam:PutRolePolicy', resource: TEAM, context: attached(FREEZING[0]) },
    { title: 'to take the boundary off', by: 'developer', ...on('iam:DeleteRolePermissionsBoundary', TEAM, LZ) },
    { title: 'to take it off a user', by: 'developer', ...on('iam:DeleteUserPermissionsBoundary', USER, LZ) },
    { title: 'of an administrator', by: 'administrator', ...on('iam:CreateRole', TEAM) },
    { title: 'of a pipeline', by: 'cdkDeployRole', ...on('iam:CreateRole', TEAM) },
    { title: 'of a role that looks like break-glass', by: 'impostor', ...on('iam:CreateRole', TEAM) },
  ],
  allowed: [
    ...ON_ROLES.map(action => ({ title: `to ${action} within the boundary`, by: 'developer' as const, ...on(action, TEAM, LZ) })),
    ...FREEZING.flatMap(policy => [
      { title: `to freeze a role without a boundary by ${policy}`, by: 'administrator' as const, action: 'iam:AttachRolePolicy', resource: TEAM, context: attached(policy) },
      { title: `to freeze a user without a boundary by ${policy}`, by: 'administrator' as const, action: 'iam:AttachUserPolicy', resource: USER, context: attached(policy) },
    ]),
    { title: 'of a pipeline, within the boundary', by: 'cdkDeployRole', ...on('iam:CreateRole', TEAM, LZ) },
    { title: 'to have a service-linked role made', by: 'developer', ...on('iam:CreateServiceLinkedRole', SERVICE_LINKED) },
    { title: 'to edit the trust of a role', by: 'developer', ...on('iam:UpdateAssumeRolePolicy', TEAM) },
    { title: 'to take a policy off, with or without a boundary', by: 'developer', ...on('iam:DetachRolePolicy', TEAM) },
    { title: 'to delete a role without one', by: 'developer', ...on('iam:DeleteRole', TEAM) },
    { title: 'to make the roles of permission sets, by the service-linked role', by: 'serviceLinkedRole', ...on('iam:CreateRole', TEAM) },
    { title: 'of the management account', by: 'management', ...on('iam:CreateRole', TEAM) },
  ],
  exempt: [
    { title: 'StackSets, whose roles need none', by: 'stackSets', ...on('iam:CreateRole', TEAM) },
    { title: 'StackSets, to change the boundary of a role', by: 'stackSets', ...on('iam:DeleteRolePermissionsBoundary', TEAM, LZ) },
    { title: 'StackSets, to give a role a policy', by: 'stackSets', ...on('iam:AttachRolePolicy', TEAM) },
    { title: 'break-glass', by: 'breakGlass', ...on('iam:PutRolePolicy', TEAM) },
    { title: 'break-glass, to give a role a policy', by: 'breakGlass', ...on('iam:AttachRolePolicy', TEAM) },
    { title: 'break-glass, to lift a boundary', by: 'breakGlass', ...on('iam:DeleteRolePermissionsBoundary', TEAM, LZ) },
  ],
};
