import { Rule } from '../aws/contract';

const LIMITS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html';

/** What IAM asks of roles and policies. */
export const IAM = {
  ROLE_NAME_UNIQUE: {
    id: 'iam/role-name-unique',
    statement: 'A role name exists once in an account, whatever the region and the path, upper or lower case: a named role in a StackSet of two regions '
      + 'collides with itself.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-bestpractices.html',
  },
  POLICY_NAME_UNIQUE: {
    id: 'iam/policy-name-unique',
    statement: 'The name of a managed policy exists once in an account, whatever the region and the path, upper or lower case.',
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html',
  },
  TRUST_PRINCIPALS_EXIST: {
    id: 'iam/trust-principals-exist',
    statement: 'Roles and users that a trust policy names as principals exist, and the template says that it waits for them.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_roles.html (Invalid principal in policy)',
  },
  TRUST_CYCLE: {
    id: 'iam/trust-cycle',
    statement: 'A new role does not name itself in its trust policy, and two roles do not name each other: no order would create them.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_roles.html (Invalid principal in policy)',
  },
  BOUNDARY_EXISTS: {
    id: 'iam/boundary-exists',
    statement: 'A permissions boundary is a managed policy of AWS or of the same account; it exists, and the template says that it is there first.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  },
  TRUST_POLICY_SIZE: {
    id: 'iam/trust-policy-size',
    statement: 'A trust policy has at most 2,048 characters without whitespace.',
    source: LIMITS,
  },
  POLICY_SIZE: {
    id: 'iam/policy-size',
    statement: 'A managed policy has at most 6,144 characters; the inline policies of a role together at most 10,240, of a group 5,120, of a user 2,048; '
      + 'without whitespace.',
    source: LIMITS,
  },
  POLICY_GRAMMAR: {
    id: 'iam/policy-grammar',
    statement: 'A policy uses only the elements that its kind allows.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
  },
  MANAGED_POLICIES: {
    id: 'iam/managed-policies',
    statement: 'At most ten managed policies are attached to a role, user or group; each exists, and the template says that it is there first.',
    source: LIMITS,
  },
  USER_NAME_UNIQUE: {
    id: 'iam/user-name-unique',
    statement: 'A user name exists once in an account, whatever the path, upper or lower case.',
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html',
  },
  GROUP_NAME_UNIQUE: {
    id: 'iam/group-name-unique',
    statement: 'A group name exists once in an account, whatever the path, upper or lower case.',
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html',
  },
  NO_ACCESS_KEYS: {
    id: 'iam/no-access-keys',
    statement: 'No template makes access keys: AWS would, and everybody who reads the outputs of the stack would have them.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  },
  ATTACHED_ENTITIES: {
    id: 'iam/attached-entities',
    statement: 'Roles, users and groups that a policy, a membership or an instance profile names exist, and the template says that they are there first.',
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html (NoSuchEntity)',
  },
  GROUPS: {
    id: 'iam/groups',
    statement: 'An account has at most 300 groups, a user is in at most ten.',
    source: LIMITS,
  },
  PROVIDER_UNIQUE: {
    id: 'iam/provider-unique',
    statement: 'An account has one identity provider for an OIDC address, and one for a SAML name, and at most 100 of each kind.',
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html (EntityAlreadyExists); ' + LIMITS,
  },
  PROVIDER_ADDRESS: {
    id: 'iam/provider-address',
    statement: 'The address of an OIDC provider begins with https:// and has neither query nor port.',
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html',
  },
  INSTANCE_PROFILE_ROLE: {
    id: 'iam/instance-profile-role',
    statement: 'An instance profile has exactly one role.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html',
  },
} as const satisfies Record<string, Rule>;
