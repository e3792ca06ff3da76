import { BOUNDARIES, Call, pathfinding, RHINO, Technique } from '../technique';

const EVERYTHING = 'every permission, as far as the permissions boundary and the organization let it';
const on = (action: string, context?: Call['context']): Call => ({ action, on: '{target}', context });
const ADMINISTRATOR = { 'iam:PolicyARN': 'arn:{partition}:iam::aws:policy/AdministratorAccess' };

/** Techniques that change permissions of a role or user whose credentials are held. */
export const IDENTITY_CHANGES: readonly Technique[] = [
  {
    id: 'iam-create-policy-version', title: 'Write a new version of a managed policy that one has', way: 'policy', source: pathfinding('iam-001'),
    calls: [on('iam:CreatePolicyVersion')], gains: EVERYTHING,
  },
  {
    id: 'iam-set-default-policy-version', title: 'Bring back an earlier version of a managed policy', way: 'version', source: RHINO,
    calls: [on('iam:SetDefaultPolicyVersion')], gains: 'what the policy allowed before',
  },
  {
    id: 'iam-attach-role-policy', title: 'Attach AdministratorAccess to a role that one has', way: 'role', source: pathfinding('iam-014'),
    calls: [on('iam:AttachRolePolicy', ADMINISTRATOR)], gains: EVERYTHING,
  },
  {
    id: 'iam-put-role-policy', title: 'Write an inline policy into a role that one has', way: 'role', source: RHINO,
    calls: [on('iam:PutRolePolicy')], gains: EVERYTHING,
  },
  {
    id: 'iam-attach-user-policy', title: 'Attach AdministratorAccess to a user that one is', way: 'user', source: pathfinding('iam-007'),
    calls: [on('iam:AttachUserPolicy', ADMINISTRATOR)], gains: EVERYTHING,
  },
  {
    id: 'iam-put-user-policy', title: 'Write an inline policy into a user that one is', way: 'user', source: RHINO,
    calls: [on('iam:PutUserPolicy')], gains: EVERYTHING,
  },
  {
    id: 'iam-attach-group-policy', title: "Attach AdministratorAccess to one's group", way: 'group', source: RHINO,
    calls: [on('iam:AttachGroupPolicy', ADMINISTRATOR)], gains: EVERYTHING,
  },
  {
    id: 'iam-put-group-policy', title: "Write an inline policy into one's group", way: 'group', source: pathfinding('iam-011'),
    calls: [on('iam:PutGroupPolicy')], gains: EVERYTHING,
  },
  {
    id: 'iam-add-user-to-group', title: 'Join a group', way: 'membership', source: RHINO,
    calls: [on('iam:AddUserToGroup')], gains: 'the policies of the group',
  },
  {
    id: 'iam-remove-denying-policy', title: 'Take off a managed policy that denies', way: 'denial',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html',
    calls: [on('iam:Detach{Kind}Policy', { 'iam:PolicyARN': '{policy}' })], gains: 'what the policy denied',
  },
  {
    id: 'iam-delete-boundary', title: 'Remove the permissions boundary', way: 'boundary-removed', source: BOUNDARIES,
    calls: [on('iam:Delete{Kind}PermissionsBoundary')], gains: 'what the boundary held back',
  },
  {
    id: 'iam-put-boundary', title: 'Put another permissions boundary in its place', way: 'boundary-replaced', source: BOUNDARIES,
    calls: [on('iam:Put{Kind}PermissionsBoundary', { 'iam:PermissionsBoundary': '{policy}' })], gains: 'what the boundary held back, as far as the other allows it',
  },
  {
    id: 'iam-edit-boundary', title: 'Write a new version of the policy that is the permissions boundary', way: 'boundary-rewritten', source: BOUNDARIES,
    calls: [on('iam:CreatePolicyVersion')], gains: 'what the boundary held back',
  },
  {
    id: 'iam-tag-identity', title: 'Tag a role or user whose policies ask for its tags', way: 'tags',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_iam-tags.html',
    calls: [on('iam:Tag{Kind}')], gains: 'what policies allow to some tags',
  },
];
