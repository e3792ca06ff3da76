import { ConditionEntry } from '../lint/condition-entries';

/** Providers whose audience is an application of one customer, so that it is enough. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html */
const OF_ONE_APPLICATION = /^(cognito-identity\.amazonaws\.com|accounts\.google\.com|www\.amazon\.com|graph\.facebook\.com):(aud|app_id)$/i;

/** A claim of a web identity as a condition key: the issuer, a colon, and the claim. SAML's keys begin with `saml:`. */
const CLAIM = /^([^:]*\.[^:]*):([\w-]+)$/;

/**
 * Whether conditions keep a web identity to those of one customer.
 *
 * The audience alone does not: `sts.amazonaws.com` is what every workflow of GitHub asks for. The subject does, or another claim, when its
 * fixed beginning ends where a name does: `repo:acme*` also fits the repositories of "acme-evil".
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html#idp_oidc_Create_GitHub
 */
export function limitsIdentities(conditions: readonly ConditionEntry[]): boolean {
  return conditions.some(({ key, values }) => OF_ONE_APPLICATION.test(key)
    || (CLAIM.test(key) && !/:(aud|azp|amr)$/i.test(key) && values.length > 0 && values.every(namesCustomer)));
}

/**
 * Whether the subject of a token, or its pattern, is that of one customer: text up to the first wildcard has a name in it that is finished,
 * something, then "/", ":" or "@" behind the first part.
 */
export function namesCustomer(value: unknown): boolean {
  if (typeof value !== 'string') {
    return true;
  }
  const wildcard = value.search(/[*?]|\$\{/);
  return wildcard === -1 ? value !== '' : /^[^:/]+:[^:/@]+[:/@]|^\{[\w-]+\}:|^[^:]+\/[^/]+\//.test(value.slice(0, wildcard));
}
