import { GuardrailPolicies, Guardrails, GuardrailScope, GuardrailSet, IGuardrail } from '../../constructs/guardrails';
import { MAX_ORGANIZATION_ID } from '../../core/quotas';
import { duplicateProblems } from '../../core/validation';
import { guardrailOptionsOf, tagPlacements } from '../data-classes';
import { GuardrailPlacement } from '../guardrail-rollout';
import { LandingZoneProps } from '../landing-zone-props';
import { ROOT, SECURITY_UNIT, STAGING_UNIT, isWithin } from '../organizational-unit-path';
import { dataClassificationProblems } from './data-classification-problems';
import { networkUnitsOf } from './network-problems';
import { pathsOf } from './organizational-unit-problems';
import { openUnitProblems } from './root-lockdown-problems';

/** The configured placements, or the recommended ones with those of networks. */
export function placementsOf(props: LandingZoneProps): GuardrailPlacement[] {
  return props.guardrails?.placements ?? [...GuardrailPlacement.recommended(), ...networkPlacements(props), ...tagPlacements(props)];
}

/**
 * Where the landing zone makes the networks, teams neither connect them nor log in to them by keys of their own; and on the unit on which
 * guardrails are tried. Units of infrastructure make what these deny.
 */
function networkPlacements(props: LandingZoneProps): GuardrailPlacement[] {
  if (!props.network) {
    return [];
  }
  const paths = pathsOf(props);
  const units = [...new Set([...networkUnitsOf(props), STAGING_UNIT])].filter(path => paths.includes(path));
  return [GuardrailSet.NETWORK, GuardrailSet.PRIVATE_NETWORKS]
    .map(set => GuardrailPlacement.on(set, units.filter(unit => strangersOf(set, unit).length === 0)))
    .filter(({ organizationalUnits = [] }) => organizationalUnits.length > 0);
}

/** Guardrails: every named unit exists, every set is placed once. */
export function guardrailProblems(props: LandingZoneProps): string[] {
  const paths = [ROOT, ...pathsOf(props)];
  const placements = placementsOf(props);
  const unknown = (prop: string, named: readonly string[]) => named.filter(path => !paths.includes(path)).map(path =>
    `'${prop}' must name units of the organization, got "${path}": choose one of ${JSON.stringify(paths)}`);
  return [
    ...duplicateProblems('guardrails.placements', placements.map(placement => placement.set.id), 'list all units of a set in one placement'),
    ...placements.flatMap(placement => unknown('guardrails.placements', [...placement.organizationalUnits ?? [], ...placement.excludedUnits])),
    ...placements.filter(placement => !placement.isAgainstAdvice).flatMap(placement => adviceProblems(placement, pathsOf(props))),
    ...unknown('guardrails.rollout', props.guardrails?.rollout?.organizationalUnits ?? []),
    ...unknown('security.policyDelegation.organizationalUnits', props.security.policyDelegation?.organizationalUnits ?? []),
    ...delegationProblems(props, placements),
    ...optionProblems(props, placements),
    ...openUnitProblems(placements, pathsOf(props)),
  ];
}

/** The guardrail that keeps the organization in the management account's hands binds the delegate too, unless a role of it is exempt. */
function delegationProblems(props: LandingZoneProps, placements: GuardrailPlacement[]): string[] {
  const protection = Guardrails.ORGANIZATION_PROTECTED;
  const isClosed = ({ set }: GuardrailPlacement) =>
    set.guardrails.some(({ id, exemptions }) => id === protection.id && exemptions.length <= protection.exemptions.length);
  const closed = placements.filter(placement => isClosed(placement)
    && placement.placedOn([ROOT, ...pathsOf(props)]).some(path => path === ROOT || path === SECURITY_UNIT));
  return props.security.policyDelegation === undefined ? [] : closed.map(({ set }) =>
    `'security.policyDelegation' must name what "${SECURITY_UNIT}" may do, got it beside ${protection.id} of set "${set.id}", which denies it there: `
    + 'exempt the role that manages policies by set.replacing(Guardrails.ORGANIZATION_PROTECTED.exempting([...])), or leave the delegation out');
}

/** Units whose purpose is known by their name; on others the user knows best. */
const PURPOSES: readonly [string, GuardrailScope][] = [
  [SECURITY_UNIT, GuardrailScope.SECURITY], ['Infrastructure', GuardrailScope.INFRASTRUCTURE], ['Workloads', GuardrailScope.WORKLOADS],
  ['Sandbox', GuardrailScope.SANDBOX], ['Suspended', GuardrailScope.SUSPENDED], [STAGING_UNIT, GuardrailScope.STAGING],
];

function purposeOf(path: string): GuardrailScope | undefined {
  return path === ROOT ? GuardrailScope.ROOT : PURPOSES.find(([unit]) => isWithin(path, unit))?.[1];
}

/** The guardrails of a set that do not belong on a unit. */
function strangersOf({ guardrails }: GuardrailSet, path: string): IGuardrail[] {
  const purpose = purposeOf(path);
  return guardrails.filter(({ belongsTo }) => purpose && belongsTo && !belongsTo.some(({ scopeName }) => scopeName === purpose.scopeName));
}

/** A guardrail in a place that it says it does not belong to: some would cut off the log archive, or its people. */
function adviceProblems(placement: GuardrailPlacement, paths: string[]): string[] {
  return placement.placedOn(paths).flatMap(path => {
    const strangers = strangersOf(placement.set, path);
    return strangers.length === 0 ? [] : [
      `'guardrails.placements' must put a set where its guardrails belong, got "${placement.set.id}" on "${path}", which ${strangers.map(({ id }) => id).join(', ')} `
      + 'does not belong to: leave the unit out, or say so by GuardrailPlacement.againstAdvice',
    ];
  });
}

/** As long as an organization's id can be: what fits with it fits with every other. */
const ANY_ORGANIZATION = `o-${'x'.repeat(MAX_ORGANIZATION_ID - 2)}`;

/** What the guardrails themselves refuse, told with the rest of the configuration's mistakes. */
function optionProblems(props: LandingZoneProps, placements: GuardrailPlacement[]): string[] {
  const { quotas } = props.guardrails ?? {};
  // Mistakes about classes of data have been told already, and no tag policy could be made of them.
  const options = dataClassificationProblems(props).length > 0 ? props.guardrails?.options : guardrailOptionsOf(props);
  const parameters = { ...options, governedRegions: [...new Set(props.governedRegions)], organizationId: ANY_ORGANIZATION };
  const problems = placements.flatMap(placement => GuardrailPolicies.problems(placement.set, parameters, quotas));
  // Regions have been looked at already, in the user's own words.
  return [...new Set(problems)].filter(problem => !problem.startsWith("'governedRegions'"))
    .map(problem => `guardrails: ${problem}`);
}
