import { Duration, Token } from 'aws-cdk-lib';
import { accountIdProblems, duplicateProblems, organizationIdProblems, shapeProblems } from '../../../core/validation';
import { GuardrailParameters } from '../guardrail-parameters';
import { OidcProviderTrust } from '../oidc-provider-trust';

/** Everything that is wrong with the parameters, at once. */
export function parameterProblems(parameters: GuardrailParameters): string[] {
  const { governedRegions, organizationId, trustedAccounts = [], globalServices, usEast1Services = [], rcpServices } = parameters;
  const { allowedInstanceTypes, loadBalancerTlsPolicies, permissionsBoundaries, reservedTagPrefix, webIdentityAudiences = [] } = parameters;
  return [
    ...emptyProblems('governedRegions', governedRegions, 'name the home region at least, or every account is locked out'),
    ...governedRegions.flatMap(region => shapeProblems('governedRegions', region, /^[a-z]{2}(-[a-z]+)+-\d$/, 'be Region names such as "eu-central-1"', 'correct it')),
    ...duplicateProblems('governedRegions', governedRegions, 'name each region once'),
    ...organizationIdProblems('organizationId', organizationId),
    ...trustedAccounts.flatMap(account => accountIdProblems('trustedAccounts', account)),
    ...duplicateProblems('trustedAccounts', trustedAccounts, 'name each account once'),
    ...actionListProblems('globalServices', globalServices ?? []),
    ...actionListProblems('usEast1Services', usEast1Services),
    ...actionListProblems('additionalGlobalServices', parameters.additionalGlobalServices ?? []),
    ...actionListProblems('additionalUsEast1Services', parameters.additionalUsEast1Services ?? []),
    ...loginProblems(globalServices),
    ...(rcpServices ? serviceProblems(rcpServices) : []),
    ...(permissionsBoundaries ? boundaryProblems(permissionsBoundaries) : []),
    ...oidcProblems(parameters.trustedOidcProviders ?? []),
    ...signatureAgeProblems(parameters.maximumSignatureAge),
    ...duplicateProblems('webIdentityAudiences', webIdentityAudiences, 'name each audience once'),
    ...(allowedInstanceTypes ? instanceTypeProblems(allowedInstanceTypes) : []),
    ...(loadBalancerTlsPolicies ? tlsPolicyProblems(loadBalancerTlsPolicies) : []),
    ...(reservedTagPrefix === undefined ? [] : shapeProblems('reservedTagPrefix', reservedTagPrefix, /^(?!aws:)[\w.:/=+@-]{1,64}$/,
      'be 1 to 64 characters that a tag may have, and not "aws:"', 'choose a short word and a colon')),
  ];
}

function emptyProblems(prop: string, values: readonly string[], remedy: string): string[] {
  return values.length > 0 ? [] : [`'${prop}' must have a value, got none: ${remedy}`];
}

function actionListProblems(prop: string, actions: readonly string[]): string[] {
  return [
    ...actions.flatMap(action => shapeProblems(prop, action, /^[a-z0-9-]+:[A-Za-z0-9*?]+$/, 'be actions such as "route53:*"', 'correct it')),
    ...duplicateProblems(prop, actions, 'name each action once'),
  ];
}

/** Who forgets IAM and STS in a list of their own can neither sign in to a role nor repair one: their endpoints count as us-east-1. */
function loginProblems(globalServices?: readonly string[]): string[] {
  if (!globalServices || Token.isUnresolved(globalServices)) {
    return [];
  }
  return ['iam:*', 'sts:*'].filter(action => !globalServices.includes(action))
    .map(action => `'globalServices' must contain "${action}", got ${JSON.stringify(globalServices)}: add it, or nobody can use roles`);
}

function serviceProblems(services: readonly string[]): string[] {
  return [
    ...emptyProblems('rcpServices', services, 'leave it out for the default'),
    ...services.flatMap(service => shapeProblems('rcpServices', service, /^(?!sts$)[a-z0-9-]+$/, 'be service prefixes such as "s3", other than "sts"',
      'leave it out: its actions are chosen by each guardrail')),
    ...duplicateProblems('rcpServices', services, 'name each service once'),
  ];
}

/** A name instead of an ARN equals no boundary there is, and nobody could make a role. */
function boundaryProblems(boundaries: readonly string[]): string[] {
  return [
    ...emptyProblems('permissionsBoundaries', boundaries, 'leave it out for the default'),
    ...boundaries.flatMap(boundary => shapeProblems('permissionsBoundaries', boundary, /^arn:\*:iam::(\*|\d{12}|aws):policy\/.+$/,
      'be ARN patterns such as "arn:*:iam::*:policy/lz/*"', 'write it so')),
    ...duplicateProblems('permissionsBoundaries', boundaries, 'name each boundary once'),
  ];
}

function instanceTypeProblems(types: readonly string[]): string[] {
  return [
    ...emptyProblems('allowedInstanceTypes', types, 'leave it out for the default, or leave the guardrail out'),
    ...types.flatMap(type => shapeProblems('allowedInstanceTypes', type, /^[a-z0-9*?-]+\.[a-z0-9*?-]+$/, 'be instance types such as "t4g.*"', 'correct it')),
    ...duplicateProblems('allowedInstanceTypes', types, 'name each type once'),
  ];
}

function tlsPolicyProblems(policies: readonly string[]): string[] {
  return [
    ...emptyProblems('loadBalancerTlsPolicies', policies, 'leave it out for the default'),
    ...policies.flatMap(policy => shapeProblems('loadBalancerTlsPolicies', policy, /^ELBSecurityPolicy-[\w*?-]+$/,
      'be security policies such as "ELBSecurityPolicy-TLS13-1-3-*"', 'correct it')),
    ...duplicateProblems('loadBalancerTlsPolicies', policies, 'name each policy once'),
  ];
}

/** Issuers become names of condition keys, and a subject of "*" would let in every customer of the provider. */
function oidcProblems(providers: readonly OidcProviderTrust[]): string[] {
  return [
    ...duplicateProblems('trustedOidcProviders', providers.map(({ issuer }) => issuer), 'name each issuer once, with all its subjects'),
    ...providers.flatMap(({ audiences, issuer, subjects }) => [
      ...shapeProblems('issuer', issuer, /^[a-z0-9.-]+(\/[\w./-]*\w)?$/, 'be the host and path of a provider', 'leave out "https://" and the last "/"'),
      ...(subjects.length === 0 ? [`'subjects' of "${issuer}" must have a value, got none: name your part of the provider`] : []),
      ...subjects.flatMap(subject => shapeProblems('subjects', subject, /[^*?]/, 'name your part of the provider', 'write it as "repo:acme/*"')),
      ...(audiences?.length === 0 ? [`'audiences' of "${issuer}" must have a value, got none: leave it out for any`] : []),
    ]),
  ];
}

/** A signature is valid for seven days at most. */
function signatureAgeProblems(age?: Duration): string[] {
  return age === undefined || (age.toMilliseconds() > 0 && age.toMilliseconds() <= Duration.days(7).toMilliseconds()) ? []
    : [`'maximumSignatureAge' must be more than nothing and at most 7 days, got ${age.toString()}: no signature is valid for longer`];
}
