import { Token } from 'aws-cdk-lib';
import { accountIdProblems, duplicateProblems, organizationIdProblems, shapeProblems } from '../../../core/validation';
import { GuardrailParameters } from '../guardrail-parameters';

/** Everything that is wrong with the parameters, at once. */
export function parameterProblems(parameters: GuardrailParameters): string[] {
  const { governedRegions, organizationId, trustedAccounts = [], globalServices, usEast1Services = [], rcpServices } = parameters;
  const { permissionsBoundaries, webIdentityAudiences = [] } = parameters;
  return [
    ...emptyProblems('governedRegions', governedRegions, 'name the home region at least, or every account is locked out'),
    ...governedRegions.flatMap(region => shapeProblems('governedRegions', region, /^[a-z]{2}(-[a-z]+)+-\d$/, 'be Region names such as "eu-central-1"', 'correct it')),
    ...duplicateProblems('governedRegions', governedRegions, 'name each region once'),
    ...organizationIdProblems('organizationId', organizationId),
    ...trustedAccounts.flatMap(account => accountIdProblems('trustedAccounts', account)),
    ...duplicateProblems('trustedAccounts', trustedAccounts, 'name each account once'),
    ...actionListProblems('globalServices', globalServices ?? []),
    ...actionListProblems('usEast1Services', usEast1Services),
    ...loginProblems(globalServices),
    ...(rcpServices ? serviceProblems(rcpServices) : []),
    ...(permissionsBoundaries ? boundaryProblems(permissionsBoundaries) : []),
    ...duplicateProblems('webIdentityAudiences', webIdentityAudiences, 'name each audience once'),
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
