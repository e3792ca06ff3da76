import { duplicateProblems } from '../../core/validation';
import { AccessAssignment } from '../access-configuration';
import { LandingZoneProps } from '../landing-zone-props';
import { MANAGEMENT_ACCOUNT, ROOT } from '../organizational-unit-path';
import { pathsOf } from './organizational-unit-problems';

/** Access: job functions of one name are one, everybody comes somewhere, and that place exists. */
export function accessProblems(props: LandingZoneProps): string[] {
  const { identityCenter, roles = [] } = props.access ?? {};
  const assignments = identityCenter?.assignments ?? [];
  return [
    ...duplicateProblems('access.roles', roles.map(({ jobFunction }) => jobFunction.jobFunctionName), 'trust several in one role'),
    ...namesakeProblems(assignments),
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
