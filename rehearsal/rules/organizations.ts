import { Rule } from '../aws/contract';

const USER_GUIDE = 'https://docs.aws.amazon.com/organizations/latest/userguide';
const TEMPLATE_REFERENCE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';

/** What AWS Organizations asks for. */
export const ORGANIZATIONS = {
  POLICY_TYPE_ENABLED: {
    id: 'organizations/policy-type-enabled',
    statement: 'A policy is created only after its type is ENABLED in the root (PENDING_ENABLE is not enough), and the template says that it waits for that.',
    source: `${USER_GUIDE}/enable-policy-type.html`,
  },
  POLICY_SIZE: {
    id: 'organizations/policy-size',
    statement: 'The content of a policy, as it is sent, is not larger than the quota of its type.',
    source: `${USER_GUIDE}/orgs_reference_limits.html`,
  },
  POLICY_ATTACHMENTS: {
    id: 'organizations/policy-attachments',
    statement: 'A root, unit or account has no more policies of a type attached than the quota; the one that AWS attaches counts.',
    source: `${USER_GUIDE}/orgs_reference_limits.html`,
  },
  POLICY_GRAMMAR: {
    id: 'organizations/policy-grammar',
    statement: 'A service or resource control policy uses only the elements that its type allows.',
    source: `${USER_GUIDE}/orgs_manage_policies_scps_syntax.html`,
  },
  POLICY_NAME_UNIQUE: {
    id: 'organizations/policy-name-unique',
    statement: 'No two policies of a type have one name.',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html (DuplicatePolicyException)',
  },
  LAST_POLICY_STAYS: {
    id: 'organizations/last-policy-stays',
    statement: 'At least one service control policy stays attached to every root, unit and account.',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_DetachPolicy.html',
  },
  ACCOUNTS_ONE_BY_ONE: {
    id: 'organizations/accounts-one-by-one',
    statement: 'Accounts are created one after the other: each Account resource depends on the one before.',
    source: `${TEMPLATE_REFERENCE}/aws-resource-organizations-account.html`,
  },
  ACCOUNT_EMAIL_UNIQUE: {
    id: 'organizations/account-email-unique',
    statement: 'Each account has an e-mail address that no other AWS account has.',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html (EMAIL_ALREADY_EXISTS)',
  },
  ACCOUNT_IMMUTABLE: {
    id: 'organizations/account-immutable',
    statement: 'Name, e-mail and role name of an account do not change: CloudFormation refuses the update, and its rollback too.',
    source: `${TEMPLATE_REFERENCE}/aws-resource-organizations-account.html`,
  },
  ROOT_MANAGEMENT_FIRST: {
    id: 'organizations/root-management-first',
    statement: 'Central management of root credentials is on before the first account is created, so that accounts are born without root credentials.',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-enable-root-access.html',
  },
  UNIT_DEPTH: {
    id: 'organizations/unit-depth',
    statement: 'Organizational units are nested at most five levels below the root.',
    source: `${USER_GUIDE}/orgs_reference_limits.html`,
  },
  UNIT_EMPTY: {
    id: 'organizations/unit-empty',
    statement: 'An organizational unit is deleted only when no account and no unit is in it.',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeleteOrganizationalUnit.html',
  },
  ORGANIZATION_EMPTY: {
    id: 'organizations/organization-empty',
    statement: 'An organization is deleted only when no member account is in it.',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_DeleteOrganization.html',
  },
  FEATURE_SET_FIXED: {
    id: 'organizations/feature-set',
    statement: 'An organization has all features, and CloudFormation cannot change that later.',
    source: `${TEMPLATE_REFERENCE}/aws-resource-organizations-organization.html`,
  },
  RESOURCE_POLICY_SIZE: {
    id: 'organizations/resource-policy-size',
    statement: 'The resource policy of an organization has at most 40,000 characters.',
    source: `${TEMPLATE_REFERENCE}/aws-resource-organizations-resourcepolicy.html`,
  },
  RESOURCE_POLICY_ACTIONS: {
    id: 'organizations/resource-policy-actions',
    statement: 'The resource policy of an organization delegates to look at the organization and to manage policies, and names each action.',
    source: `${USER_GUIDE}/orgs_delegate_policies.html; https://docs.aws.amazon.com/organizations/latest/APIReference/API_PutResourcePolicy.html`,
  },
  RESOURCE_POLICY_DELEGATES: {
    id: 'organizations/resource-policy-delegates',
    statement: 'The resource policy of an organization delegates to member accounts that exist, and the template says that they are there first.',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_PutResourcePolicy.html',
  },
} as const satisfies Record<string, Rule>;
