import { Rule } from '../aws/contract';

const LIMITS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html';

/** What IAM asks of roles and policies. */
export const IAM = {
  ROLE_NAME_UNIQUE: {
    id: 'iam/role-name-unique',
    statement: 'A role name exists once in an account, whatever the region: a named role in a StackSet of two regions collides with itself.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-bestpractices.html',
  },
  TRUST_PRINCIPALS_EXIST: {
    id: 'iam/trust-principals-exist',
    statement: 'Roles that a trust policy names as principals exist, and the template says that it waits for them.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_roles.html (Invalid principal in policy)',
  },
  TRUST_POLICY_SIZE: {
    id: 'iam/trust-policy-size',
    statement: 'A trust policy has at most 2,048 characters without whitespace.',
    source: LIMITS,
  },
  POLICY_SIZE: {
    id: 'iam/policy-size',
    statement: 'A managed policy has at most 6,144 characters, the inline policies of a role together at most 10,240, without whitespace.',
    source: LIMITS,
  },
  POLICY_GRAMMAR: {
    id: 'iam/policy-grammar',
    statement: 'A policy uses only the elements that its kind allows.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
  },
  MANAGED_POLICIES: {
    id: 'iam/managed-policies',
    statement: 'At most ten managed policies are attached to a role; each exists, and the template says that it is there first.',
    source: LIMITS,
  },
} as const satisfies Record<string, Rule>;
