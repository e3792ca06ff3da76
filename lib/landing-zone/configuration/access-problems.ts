import { JobFunction, PermissionsBoundary } from '../../constructs/identity';
import { duplicateProblems } from '../../core/validation';
import { AccessAssignment } from '../access-configuration';
import { LandingZoneProps } from '../landing-zone-props';
import { MANAGEMENT_ACCOUNT, ROOT } from '../organizational-unit-path';
import { pathsOf } from './organizational-unit-problems';

/** Access: job functions and providers of one name are one, everybody comes somewhere, and that place exists. */
export function accessProblems(props: LandingZoneProps): string[] {
  const { identityCenter, oidcIssuers = [], roles = [], samlProviders = [] } = props.access ?? {};
  const assignments = identityCenter?.assignments ?? [];
  return [
    ...duplicateProblems('access.roles', roles.map(({ jobFunction }) => jobFunction.jobFunctionName), 'trust several in one role'),
    ...duplicateProblems('access.samlProviders', samlProviders.map(({ providerName }) => providerName), 'name each provider once'),
    ...duplicateProblems('access.oidcIssuers', oidcIssuers.map(({ host }) => host), 'name each address once, with all of its audiences'),
    ...namesakeProblems(assignments),
    ...roles.flatMap(({ jobFunction }, index) => boundaryProblems(`access.roles[${index}]`, jobFunction)),
    ...assignments.flatMap(({ jobFunction }, index) => boundaryProblems(`access.identityCenter.assignments[${index}]`, jobFunction)),
    ...assignments.flatMap((assignment, index) => placeProblems(`access.identityCenter.assignments[${index}]`, assignment, props)),
    ...identityCenter && assignments.length === 0
      ? ["'access.identityCenter.assignments' must hold an assignment, got none: add one, or leave 'access.identityCenter' out"] : [],
  ];
}

/** A permission set is made for each name, so two job functions of one name would be the first of them for both. */
function namesakeProblems(assignments: readonly AccessAssignment[]): string[] {
  const functions = [...new Set(assignments.map(({ jobFunction }) => jobFunction))];
  return [...duplicateProblems('access.identityCenter.assignments', functions.map(({ jobFunctionName }) => jobFunctionName), 'use the same job function in each')];
}

/** Every account has these two, and no other: a role or an assignment with one that the account lacks fails when it is deployed. */
const BOUNDARIES = [PermissionsBoundary.DEVELOPER, PermissionsBoundary.ADMINISTRATOR].map(({ policyArn }) => policyArn);

function boundaryProblems(where: string, { boundary }: JobFunction): string[] {
  return BOUNDARIES.includes(boundary.policyArn) ? []
    : [`'${where}.jobFunction' must have the boundary of developers or of administrators, got "${boundary.policyPath}${boundary.policyName}": take one of `
      + 'PermissionsBoundary, and deny the rest in the statements of the job function'];
}

function placeProblems(where: string, { organizationalUnits = [], accounts = [] }: AccessAssignment, props: LandingZoneProps): string[] {
  const paths = [ROOT, ...pathsOf(props)];
  const names = [
    MANAGEMENT_ACCOUNT, props.logArchive.account.name, props.security.account.name, ...(props.accounts ?? []).map(({ name }) => name),
  ];
  const unknown = (prop: string, given: readonly string[], known: readonly string[]) => given.filter(name => !known.includes(name))
    .map(name => `'${where}.${prop}' must be among ${JSON.stringify(known)}, got "${name}": correct it`);
  return [
    ...organizationalUnits.length + accounts.length === 0
      ? [`'${where}' must name a unit or an account, got none: fill 'organizationalUnits' or 'accounts'`] : [],
    ...unknown('organizationalUnits', organizationalUnits, paths),
    ...unknown('accounts', accounts, names),
  ];
}
