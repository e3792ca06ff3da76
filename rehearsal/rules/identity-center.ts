import { Rule } from '../aws/contract';

const QUOTAS = 'https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html';

/** What IAM Identity Center asks of permission sets and assignments. */
export const IDENTITY_CENTER = {
  INSTANCE: {
    id: 'sso/instance',
    statement: 'An organization has one instance of IAM Identity Center, made by hand; its permission sets are kept in the region that it was made in.',
    source: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/identity-center-instances.html',
  },
  MANAGEMENT_ACCOUNT: {
    id: 'sso/management-account',
    statement: 'Permission sets of the organization are kept from the management account, unless another account administers sso.amazonaws.com.',
    source: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html',
  },
  PERMISSION_SET_SHAPE: {
    id: 'sso/permission-set-shape',
    statement: 'A permission set has a name of 1 to 32 letters, digits or "+=,.@-_" that is free, and a session of 1 to 12 hours.',
    source: 'https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html',
  },
  POLICY_SIZE: {
    id: 'sso/inline-policy-size',
    statement: 'The inline policy of a permission set has at most 10,240 characters without whitespace.',
    source: QUOTAS,
  },
  MANAGED_POLICIES: {
    id: 'sso/managed-policies',
    statement: 'A permission set has at most 10 managed policies, since it becomes a role (20 where the quota of IAM was raised).',
    source: QUOTAS,
  },
  BOUNDARY: {
    id: 'sso/boundary',
    statement: 'The permissions boundary of a permission set is one managed policy of AWS, or the name and path of one of the account.',
    source: 'https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PermissionsBoundary.html',
  },
  POLICIES_IN_ACCOUNT: {
    id: 'sso/policies-in-account',
    statement: 'Customer managed policies and the boundary that a permission set names stand in every account that it is assigned in, before that.',
    source: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/howtocmp.html',
  },
  ASSIGNMENT: {
    id: 'sso/assignment',
    statement: 'An assignment gives a permission set that exists to a user or group that exists, in an active account of the organization, once.',
    source: 'https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html',
  },
  ASSIGNMENTS_PER_ACCOUNT: {
    id: 'sso/permission-sets-per-account',
    statement: 'At most 500 permission sets are provisioned in an account, 3,500 stand in the instance.',
    source: QUOTAS,
  },
  UNASSIGNED_FIRST: {
    id: 'sso/unassigned-first',
    statement: 'A permission set is deleted only when it is assigned nowhere.',
    source: 'https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_DeletePermissionSet.html (ConflictException)',
  },
} as const satisfies Record<string, Rule>;
