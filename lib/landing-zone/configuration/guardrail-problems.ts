import { accountIdProblems, duplicateProblems } from '../../core/validation';
import { GuardrailPlacement } from '../guardrail-rollout';
import { LandingZoneProps } from '../landing-zone-props';
import { ROOT } from '../organizational-unit-path';
import { pathsOf } from './organizational-unit-problems';

/** The configured placements, or the recommended ones. */
export function placementsOf(props: LandingZoneProps): GuardrailPlacement[] {
  return props.guardrails?.placements ?? GuardrailPlacement.recommended();
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
    ...unknown('guardrails.rollout', props.guardrails?.rollout?.organizationalUnits ?? []),
    ...(props.guardrails?.trustedAccountIds ?? []).flatMap(id => accountIdProblems('guardrails.trustedAccountIds', id)),
  ];
}
