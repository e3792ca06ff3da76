import { MAX_ORGANIZATIONAL_UNIT_DEPTH, MAX_ORGANIZATIONAL_UNIT_NAME } from '../../core/quotas';
import { duplicateProblems, lengthProblems, organizationalUnitIdProblems } from '../../core/validation';
import { LandingZoneProps } from '../landing-zone-props';
import { OrganizationalUnitConfiguration } from '../organization-configuration';
import { RECOMMENDED_UNITS, ROOT, SECURITY_UNIT, STAGING_UNIT, nameOf, parentOf, withAncestors } from '../organizational-unit-path';

/** The configured units, or the recommended ones. */
export function organizationalUnitsOf(props: LandingZoneProps): OrganizationalUnitConfiguration[] {
  return props.organizationalUnits ?? RECOMMENDED_UNITS.map(path => ({ path }));
}

/** Every path of the organization, parents first, without the root. */
export function pathsOf(props: LandingZoneProps): string[] {
  return withAncestors(organizationalUnitsOf(props).map(unit => unit.path));
}

/** Units: well-formed paths, not too deep, no reserved name, adopted ones reachable. */
export function organizationalUnitProblems(props: LandingZoneProps): string[] {
  const units = organizationalUnitsOf(props);
  const paths = pathsOf(props);
  return [
    ...duplicateProblems('organizationalUnits', units.map(unit => unit.path), 'name each unit once'),
    ...units.flatMap(pathProblems),
    ...units.flatMap(unit => (unit.organizationalUnitId ? adoptionProblems(props, unit) : [])),
    ...[SECURITY_UNIT, STAGING_UNIT].filter(path => !paths.includes(path)).map(path =>
      `'organizationalUnits' must contain "${path}", got ${JSON.stringify(paths)}: add it (a unit that exists is adopted by its id)`),
  ];
}

function pathProblems(unit: OrganizationalUnitConfiguration): string[] {
  const names = unit.path.split('/');
  const malformed = names.some(name => name.trim() !== name || name === '');
  return [
    ...(malformed ? [`'organizationalUnits' must hold paths such as "Workloads/Production", got "${unit.path}": remove empty names and outer blanks`] : []),
    ...(names.length > MAX_ORGANIZATIONAL_UNIT_DEPTH
      ? [`'organizationalUnits' must be nested at most ${MAX_ORGANIZATIONAL_UNIT_DEPTH} levels deep, got ${names.length} in "${unit.path}": `
        + 'flatten the tree'] : []),
    ...(names[0] === ROOT ? [`'organizationalUnits' must not use the reserved name "${ROOT}", got "${unit.path}": paths begin below the root`] : []),
    ...(malformed ? [] : lengthProblems('organizationalUnits', nameOf(unit.path), MAX_ORGANIZATIONAL_UNIT_NAME)),
  ];
}

function adoptionProblems(props: LandingZoneProps, unit: OrganizationalUnitConfiguration): string[] {
  const parent = parentOf(unit.path);
  const parentIsNew = parent !== ROOT && !organizationalUnitsOf(props).some(other => other.path === parent && other.organizationalUnitId);
  return [
    ...organizationalUnitIdProblems(`organizationalUnits "${unit.path}"`, unit.organizationalUnitId!),
    ...(props.organization ? [] : [`'organizationalUnits' "${unit.path}" must not have an id in a new organization, got "${unit.organizationalUnitId}": name 'organization' to adopt it`]),
    ...(parentIsNew ? [`'organizationalUnits' "${unit.path}" must lie below a unit that exists too, but "${parent}" would be created: give its 'organizationalUnitId'`] : []),
  ];
}
