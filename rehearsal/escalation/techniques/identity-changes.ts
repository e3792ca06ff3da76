import { BOUNDARIES, Call, pathfinding, RHINO, Technique } from '../technique';

const EVERYTHING = 'every permission, as far as the permissions boundary and the organization let it';
const on = (action: string, context?: Call['context']): Call => ({ action, on: '{target}', context });
const A_POLICY = { 'iam:PolicyARN': '{policy}' };

const DENIAL = {
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html', gains: 'what the policy denied',
};

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
    id: 'iam-attach-role-policy', title: 'Attach a managed policy to a role that one has', way: 'role', source: pathfinding('iam-014'),
    calls: [on('iam:AttachRolePolicy', A_POLICY)], gains: EVERYTHING,
  },
  {
    id: 'iam-put-role-policy', title: 'Write an inline policy into a role that one has', way: 'role', source: RHINO,
    calls: [on('iam:PutRolePolicy')], gains: EVERYTHING,
  },
  {
    id: 'iam-attach-user-policy', title: 'Attach a managed policy to a user that one is', way: 'user', source: pathfinding('iam-007'),
    calls: [on('iam:AttachUserPolicy', A_POLICY)], gains: EVERYTHING,
  },
  {
    id: 'iam-put-user-policy', title: 'Write an inline policy into a user that one is', way: 'user', source: RHINO,
    calls: [on('iam:PutUserPolicy')], gains: EVERYTHING,
  },
  {
    id: 'iam-attach-group-policy', title: "Attach a managed policy to one's group", way: 'group', source: RHINO,
    calls: [on('iam:AttachGroupPolicy', A_POLICY)], gains: EVERYTHING,
  },
  {
    id: 'iam-put-group-policy', title: "Write an inline policy into one's group", way: 'group', source: pathfinding('iam-011'),
    calls: [on('iam:PutGroupPolicy')], gains: EVERYTHING,
  },
  {
    id: 'iam-add-user-to-group', title: 'Join a group', way: 'membership', source: RHINO,
    calls: [on('iam:AddUserToGroup')], gains: 'the policies of the group',
  },
  { ...DENIAL, id: 'iam-remove-denying-policy', title: 'Take off a managed policy that denies', way: 'denial', calls: [on('iam:Detach{Kind}Policy', A_POLICY)] },
  { ...DENIAL, id: 'iam-delete-denying-policy', title: 'Delete an inline policy that denies', way: 'denial-inline', calls: [on('iam:Delete{Kind}Policy')] },
  { ...DENIAL, id: 'iam-rewrite-denying-policy', title: 'Write a new version of a policy that denies', way: 'denial-rewritten', calls: [on('iam:CreatePolicyVersion')] },
  { ...DENIAL, id: 'iam-leave-denying-group', title: 'Leave a group that denies', way: 'denial-of-group', calls: [on('iam:RemoveUserFromGroup')] },
  { ...DENIAL, id: 'iam-detach-denying-group-policy', title: "Take a policy that denies off one's group", way: 'group-denial', calls: [on('iam:DetachGroupPolicy', A_POLICY)] },
  { ...DENIAL, id: 'iam-delete-denying-group-policy', title: "Delete an inline policy of one's group that denies", way: 'group-denial-inline', calls: [on('iam:DeleteGroupPolicy')] },
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
    id: 'iam-earlier-boundary', title: 'Bring back an earlier version of the policy that is the permissions boundary', way: 'boundary-version', source: BOUNDARIES,
    calls: [on('iam:SetDefaultPolicyVersion')], gains: 'what the boundary held back, as far as the earlier version allows it',
  },
  {
    id: 'iam-tag-identity', title: 'Tag a role or user whose policies ask for its tags', way: 'tags',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_iam-tags.html',
    calls: [on('iam:Tag{Kind}')], gains: 'what policies allow to some tags',
  },
];
