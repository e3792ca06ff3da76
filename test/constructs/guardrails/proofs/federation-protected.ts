import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';

const IDENTITY_CENTER = 'arn:aws:iam::222222222222:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE';
const GITHUB = 'arn:aws:iam::222222222222:oidc-provider/token.actions.githubusercontent.com';
const CLUSTER = 'arn:aws:iam::222222222222:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF';
const on = (action: string, resource = '*') => ({ action, resource });

const SAML = ['iam:CreateSAMLProvider', 'iam:DeleteSAMLProvider', 'iam:UpdateSAMLProvider'];

const OIDC = [
  'iam:AddClientIDToOpenIDConnectProvider', 'iam:CreateOpenIDConnectProvider', 'iam:DeleteOpenIDConnectProvider',
  'iam:RemoveClientIDFromOpenIDConnectProvider', 'iam:UpdateOpenIDConnectProviderThumbprint',
];

const ANCHORS = [
  'rolesanywhere:CreateTrustAnchor', 'rolesanywhere:EnableTrustAnchor', 'rolesanywhere:UpdateTrustAnchor', 'rolesanywhere:DeleteCrl',
  'rolesanywhere:DisableCrl', 'rolesanywhere:ImportCrl', 'rolesanywhere:UpdateCrl',
];

export const FEDERATION_PROTECTED_PROOF: Proof = {
  guardrail: Guardrails.FEDERATION_PROTECTED,
  set: GuardrailSet.STRICT,
  denied: [
    ...SAML.map(action => ({ title: `to ${action}`, by: 'administrator' as const, ...on(action, IDENTITY_CENTER) })),
    ...OIDC.map(action => ({ title: `to ${action}`, by: 'administrator' as const, ...on(action, GITHUB) })),
    ...ANCHORS.map(action => ({ title: `to ${action}`, by: 'administrator' as const, ...on(action) })),
    { title: 'to have an Identity Center of one\'s own', by: 'administrator', ...on('sso:CreateInstance') },
    { title: 'to trust a cluster, since anybody can have one', by: 'cdkDeployRole', ...on('iam:CreateOpenIDConnectProvider', CLUSTER) },
    { title: 'of a role that looks like break-glass', by: 'impostor', ...on('iam:CreateSAMLProvider', IDENTITY_CENTER) },
  ],
  allowed: [
    { title: 'to look at the providers', by: 'developer', ...on('iam:ListOpenIDConnectProviders') },
    { title: 'to give pods roles without a provider', by: 'developer', ...on('eks:CreatePodIdentityAssociation') },
    { title: 'to remove a trust anchor', by: 'administrator', ...on('rolesanywhere:DeleteTrustAnchor') },
    { title: 'to use one that exists', by: 'developer', ...on('rolesanywhere:CreateProfile') },
    { title: 'to enable a revocation list', by: 'administrator', ...on('rolesanywhere:EnableCrl') },
    { title: 'to keep the provider of Identity Center, by its service-linked role', by: 'serviceLinkedRole', ...on('iam:UpdateSAMLProvider', IDENTITY_CENTER) },
    { title: 'to sign in by a provider', by: 'saml', action: 'sts:AssumeRoleWithSAML', resource: 'arn:aws:iam::222222222222:role/teams/app' },
    { title: 'of the management account', by: 'management', ...on('sso:CreateInstance') },
  ],
  exempt: [
    { title: 'the platform, which deploys the providers', by: 'platformRole', ...on('iam:CreateOpenIDConnectProvider', GITHUB) },
    { title: 'StackSets', by: 'stackSets', ...on('iam:CreateOpenIDConnectProvider', GITHUB) },
    { title: 'break-glass', by: 'breakGlass', ...on('iam:DeleteSAMLProvider', IDENTITY_CENTER) },
  ],
};
