import { Technique } from '../technique';

const PERMISSION_SET = 'arn:{partition}:sso:::permissionSet/{name}';
const STACK_SET = 'arn:{partition}:cloudformation:{region}:{account}:stackset/{name}';

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
];
