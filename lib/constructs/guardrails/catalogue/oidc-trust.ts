import { PolicyType } from '../../organization';
import { GuardrailScope } from '../guardrail-scope';
import { GuardrailStatement } from '../guardrail-statement';
import { OidcProviderTrust } from '../oidc-provider-trust';
import { ParameterizedGuardrail } from '../private/parameterized-guardrail';
import { NO_FRAMEWORK } from './compliance';
import { NO_ONE } from './exemptions';

const ACTIONS = ['sts:AssumeRoleWithWebIdentity'];

/** Every token has a subject, under a key that is named after its issuer: who has the subject of none of ours comes from elsewhere. */
function fromElsewhere(providers: OidcProviderTrust[]): GuardrailStatement {
  const subjects = Object.fromEntries(providers.map(({ issuer }) => [`${issuer}:sub`, ['true']]));
  return providers.length === 0 ? { actions: ACTIONS } : { actions: ACTIONS, conditions: { Null: subjects } };
}

/** Keys of one operator must all match, so that each provider needs statements of its own. */
function fromStrangers({ audiences = [], issuer, subjects }: OidcProviderTrust): GuardrailStatement[] {
  const fromIssuer = { Null: { [`${issuer}:sub`]: ['false'] } };
  const foreignSubject = { actions: ACTIONS, conditions: { StringNotLike: { [`${issuer}:sub`]: subjects }, ...fromIssuer } };
  const foreignAudience = { actions: ACTIONS, conditions: { StringNotEqualsIfExists: { [`${issuer}:aud`]: audiences }, ...fromIssuer } };
  return audiences.length > 0 ? [foreignSubject, foreignAudience] : [foreignSubject];
}

/**
 * Roles are assumed by web identity through named providers only, and through shared ones by our part of them only, whatever a trust
 * policy forgets. SAML, and so IAM Identity Center, has an action of its own and is not concerned.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
export const OIDC_TRUST = new ParameterizedGuardrail({
  id: 'G64',
  title: 'Web identities of named tenants only',
  intent: 'Tokens are exchanged for a role when they come from a named provider, and there from our repositories, projects or clusters.',
  threat: 'A trust policy names GitHub and forgets the repository: every customer of GitHub assumes the role.',
  adoption: 'Look for AssumeRoleWithWebIdentity in CloudTrail, and name each provider in \'trustedOidcProviders\': pipelines, each EKS cluster with roles '
    + 'for service accounts, identity pools of Cognito.',
  breaks: 'Every provider that is not in \'trustedOidcProviders\', and with none named, all of them: pipelines, pods, and users of Cognito identity pools.',
  belongsTo: GuardrailScope.units(),
  compliance: NO_FRAMEWORK,
  policyType: PolicyType.RESOURCE_CONTROL_POLICY,
  exemptions: NO_ONE,
  denies: ({ trustedOidcProviders = [] }) => [fromElsewhere(trustedOidcProviders), ...trustedOidcProviders.flatMap(fromStrangers)],
});
