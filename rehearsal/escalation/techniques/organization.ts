import { Call, Technique } from '../technique';

const PERMISSION_SET = 'arn:{partition}:sso:::permissionSet/{name}';
const STACK_SET = 'arn:{partition}:cloudformation:{region}:{account}:stackset/{name}';

const PROVISIONING = 'https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ProvisionPermissionSet.html';

/** What was changed in a permission set reaches the accounts when it is provisioned. */
const provisioned = (action: string): readonly Call[] => [action, 'sso:ProvisionPermissionSet'].map(one => ({ action: one, on: PERMISSION_SET }));

/** Techniques of the management account and of delegated administrators: they reach into other accounts. */
export const OF_ORGANIZATION: readonly Technique[] = [
  {
    id: 'sso-assign-permission-set', title: 'Assign oneself a permission set of an administrator', way: 'permission-set',
    source: 'https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html',
    calls: [
      { action: 'sso:CreatePermissionSet', on: 'arn:{partition}:sso:::instance/{name}' },
      { action: 'sso:AttachManagedPolicyToPermissionSet', on: PERMISSION_SET },
      { action: 'sso:CreateAccountAssignment', on: PERMISSION_SET },
    ],
    gains: 'every permission in the account, as far as the organization lets it',
  },
  {
    id: 'sso-assign-existing-permission-set', title: 'Assign oneself a permission set that exists', way: 'permission-set-assigned',
    source: 'https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html',
    calls: [{ action: 'sso:CreateAccountAssignment', on: PERMISSION_SET }], gains: 'the permissions of the permission set, in every account',
  },
  {
    id: 'sso-put-inline-policy', title: 'Write an inline policy into a permission set that is assigned', way: 'permission-set-written',
    source: PROVISIONING, calls: provisioned('sso:PutInlinePolicyToPermissionSet'), gains: 'every permission, as far as the boundary and the organization let it',
  },
  {
    id: 'sso-attach-managed-policy', title: 'Attach AdministratorAccess to a permission set that is assigned', way: 'permission-set-written',
    source: PROVISIONING, calls: provisioned('sso:AttachManagedPolicyToPermissionSet'), gains: 'every permission, as far as the boundary and the organization let it',
  },
  {
    id: 'sso-delete-boundary', title: 'Remove the permissions boundary of a permission set', way: 'permission-set-unbounded',
    source: PROVISIONING, calls: provisioned('sso:DeletePermissionsBoundaryFromPermissionSet'), gains: 'what the boundary held back',
  },
  {
    id: 'sso-put-boundary', title: 'Put another permissions boundary on a permission set', way: 'permission-set-unbounded',
    source: PROVISIONING, calls: provisioned('sso:PutPermissionsBoundaryToPermissionSet'), gains: 'what the boundary held back',
  },
  {
    id: 'sso-directory-update-password', title: 'Change the password of somebody in IAM Identity Center', way: 'membership-of-directory',
    source: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/iam-auth-access-using-id-policies.html',
    calls: [{ action: 'sso-directory:UpdatePassword', on: '*' }], gains: 'the permissions of the target',
  },
  {
    id: 'identitystore-join-group', title: 'Join a group of IAM Identity Center that has a permission set', way: 'membership-of-directory',
    source: 'https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_CreateGroupMembership.html',
    calls: [{ action: 'identitystore:CreateGroupMembership', on: 'arn:{partition}:identitystore:::group/{name}' }], gains: 'the permissions of the target',
  },
  {
    id: 'cloudformation-create-stack-set', title: 'Run a template in member accounts as StackSets\' own role', way: 'stack-set',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-enable-trusted-access.html',
    calls: [{ action: 'cloudformation:CreateStackSet', on: STACK_SET }, { action: 'cloudformation:CreateStackInstances', on: STACK_SET }],
    gains: 'the permissions of stacksets-exec-* in every member account',
  },
  {
    id: 'cloudformation-update-stack-set', title: 'Change the template of a StackSet that runs in member accounts', way: 'stack-set',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStackSet.html',
    calls: [{ action: 'cloudformation:UpdateStackSet', on: '{target}' }], gains: 'the permissions of stacksets-exec-* in every member account',
  },
  {
    id: 'cloudformation-update-self-managed-stack-set', title: 'Change the template of a StackSet that works with roles of its own', way: 'self-managed-stack-set',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed.html',
    calls: [{ action: 'cloudformation:UpdateStackSet', on: '{target}' }], gains: 'the permissions of the execution role in every account that has one',
  },
];
