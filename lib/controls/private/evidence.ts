import { ControlAnswer } from '../control-answer';
import { ControlEvidence } from '../control-status';
import { ControlledResource } from '../controlled-resource';
import { Deployment, placeOf } from './deployment';
import { ResourceSelector } from './resource-selector';

const MOST_NAMED = 3;

/** What is there of an answer, and what is not. */
export function evidenceOf(answer: ControlAnswer, deployment: Deployment): ControlEvidence {
  const { resources } = deployment;
  const found = answer._selectors.map(selector => ({ selector, matching: resources.filter(one => selector.matches(one, resources)) }));
  return {
    answer,
    resources: [...new Set(found.flatMap(({ matching }) => matching))],
    missing: found.flatMap(({ selector, matching }) => missingOf(answer, selector, matching, deployment)),
  };
}

function missingOf(
  answer: ControlAnswer, { description, ...selector }: ResourceSelector, matching: readonly ControlledResource[], deployment: Deployment,
): readonly string[] {
  const coverage = selector.coverage ?? answer.coverage;
  const places = selector.places?.(deployment) ?? deployment.places[coverage];
  const covered = new Set(matching.map(resource => placeOf(resource, coverage)));
  const gaps = [...places.filter(place => !covered.has(place)), ...selector.leftOut?.(matching, deployment.resources) ?? []];
  if (gaps.length === 0 && (matching.length > 0 || places.length === 0)) {
    return [];
  }
  const more = gaps.length > MOST_NAMED ? ` and ${gaps.length - MOST_NAMED} more` : '';
  return [`${description} in ${gaps.slice(0, MOST_NAMED).join(', ') || 'the organization'}${more}`];
}
