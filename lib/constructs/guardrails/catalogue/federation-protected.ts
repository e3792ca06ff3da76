import { PolicyType } from '../../organization';
import { Guardrail } from '../guardrail';
import { GuardrailScope } from '../guardrail-scope';
import { cis } from './compliance';
import { PLATFORM_ROLES } from './exemptions';

/**
 * Who vouches for identities: providers in IAM, trust anchors and revocation lists of Roles Anywhere, and instances of Identity Center in
 * a single account. Issuers of EKS are not spared: everybody can have a cluster, so its issuer proves nothing. Of trust anchors, the
 * removal is free; of revocation lists it is not, since it brings revoked certificates back.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html
 */
export const FEDERATION_PROTECTED = new Guardrail({
  id: 'G14',
  title: 'Identities come through the front door',
  intent: 'Nobody but the platform adds, edits or removes an identity provider, a trust anchor or an account instance of IAM Identity Center.',
  threat: 'An intruder adds an identity provider of his own and returns with fresh credentials long after every key was revoked.',
  adoption: 'Look for SAML and OIDC providers in the accounts; those that exist go on working. EKS: use Pod Identity, which needs no provider, instead of '
    + 'IAM roles for service accounts, or exempt the role that deploys clusters. Deploy the provider of your pipelines, such as GitHub\'s, by the platform.',
  breaks: 'Teams that deploy an OIDC provider themselves: EKS clusters with IAM roles for service accounts, pipelines outside of AWS; and '
    + 'applications that bring an instance of Identity Center of their own.',
  belongsTo: GuardrailScope.unitsExcept([GuardrailScope.SUSPENDED]),
  compliance: cis('2.19', '2.20', '1.20'),
  policyType: PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: PLATFORM_ROLES,
  statements: [{
    actions: [
      'iam:AddClientIDToOpenIDConnectProvider', 'iam:CreateOpenIDConnectProvider', 'iam:CreateSAMLProvider', 'iam:DeleteOpenIDConnectProvider',
      'iam:DeleteSAMLProvider', 'iam:RemoveClientIDFromOpenIDConnectProvider', 'iam:UpdateOpenIDConnectProviderThumbprint',
      'iam:UpdateSAMLProvider', 'rolesanywhere:CreateTrustAnchor', 'rolesanywhere:DeleteCrl', 'rolesanywhere:DisableCrl',
      'rolesanywhere:EnableTrustAnchor', 'rolesanywhere:ImportCrl', 'rolesanywhere:UpdateCrl', 'rolesanywhere:UpdateTrustAnchor',
      'sso:CreateInstance',
    ],
  }],
});
