import { Call, pathfinding, RHINO, Technique } from '../technique';

const ITS_PERMISSIONS = 'the permissions of the target';
const on = (action: string): Call => ({ action, on: '{target}' });
const A_POLICY = { 'iam:PolicyARN': '{policy}' };

/** Techniques that give credentials of somebody else. */
export const SIGN_IN: readonly Technique[] = [
  {
    id: 'sts-assume-role', title: 'Assume a role of the account', way: 'assume',
    source: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html', calls: [on('sts:AssumeRole')], gains: ITS_PERMISSIONS,
  },
  {
    id: 'sts-assume-role-across-accounts', title: 'Assume a role of another account', way: 'assume-across',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html',
    calls: [on('sts:AssumeRole')], gains: ITS_PERMISSIONS,
  },
  {
    id: 'sts-tag-session', title: 'Assume a role whose policies ask for tags, with those tags', way: 'session-tags',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html', calls: [on('sts:AssumeRole'), on('sts:TagSession')],
    gains: 'what the policies of the role allow to some tags',
  },
  {
    id: 'iam-update-assume-role-policy', title: 'Let oneself into a role by its trust policy', way: 'trust', source: RHINO,
    calls: [on('iam:UpdateAssumeRolePolicy')], gains: ITS_PERMISSIONS,
  },
  {
    id: 'iam-create-access-key', title: 'Make an access key of another user', way: 'credentials', source: pathfinding('iam-002'),
    calls: [on('iam:CreateAccessKey')], gains: ITS_PERMISSIONS,
  },
  {
    id: 'iam-create-login-profile', title: 'Give another user a password', way: 'credentials', source: RHINO,
    calls: [on('iam:CreateLoginProfile')], gains: ITS_PERMISSIONS,
  },
  {
    id: 'iam-update-login-profile', title: 'Change the password of another user', way: 'credentials', source: RHINO,
    calls: [on('iam:UpdateLoginProfile')], gains: ITS_PERMISSIONS,
  },
  {
    id: 'iam-update-saml-provider', title: 'Put keys of one\'s own into a SAML provider that a role trusts', way: 'saml',
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateSAMLProvider.html',
    calls: [on('iam:UpdateSAMLProvider')], gains: ITS_PERMISSIONS,
  },
  {
    id: 'iam-create-saml-provider', title: 'Make a SAML provider that a role trusts and that does not exist', way: 'saml',
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html',
    calls: [on('iam:CreateSAMLProvider')], gains: ITS_PERMISSIONS,
  },
  {
    id: 'iam-create-oidc-provider', title: 'Make an OIDC provider that a role trusts and that does not exist', way: 'oidc',
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html',
    calls: [on('iam:CreateOpenIDConnectProvider')], gains: `${ITS_PERMISSIONS}, if one has tokens of its issuer`,
  },
  {
    id: 'iam-add-client-to-oidc-provider', title: 'Add an audience to an OIDC provider that a role trusts', way: 'oidc',
    source: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html',
    calls: [on('iam:AddClientIDToOpenIDConnectProvider')], gains: `${ITS_PERMISSIONS}, if one has tokens of its issuer`,
  },
  {
    id: 'sts-assume-root', title: 'Open a session of the root user of a member account', way: 'root-session',
    source: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html', calls: [on('sts:AssumeRoot')],
    gains: 'the tasks of central root access',
  },
  {
    id: 'iam-create-role', title: 'Make a role with the policies of one\'s choice, and assume it', way: 'new-role',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate',
    calls: [on('iam:CreateRole'), { ...on('iam:AttachRolePolicy'), context: A_POLICY }],
    gains: 'every permission, as far as the boundary that the role must have and the organization let it',
  },
  {
    id: 'iam-create-role-inline', title: 'Make a role with an inline policy of one\'s choice, and assume it', way: 'new-role',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate',
    calls: [on('iam:CreateRole'), on('iam:PutRolePolicy')],
    gains: 'every permission, as far as the boundary that the role must have and the organization let it',
  },
  {
    id: 'iam-create-user', title: 'Make a user with the policies of one\'s choice and a key', way: 'new-user', source: RHINO,
    calls: [on('iam:CreateUser'), { ...on('iam:AttachUserPolicy'), context: A_POLICY }, on('iam:CreateAccessKey')],
    gains: 'every permission, as far as the boundary that the user must have and the organization let it',
  },
];
