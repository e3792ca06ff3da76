import { ControlAnswer, ControlCoverage } from '../control-answer';
import { ControlEvidence } from '../control-status';
import { ControlledResource } from '../controlled-resource';
import { ResourceSelector } from './selectors';

/** Where something must be, by how much is asked for. */
export type Places = Readonly<Record<ControlCoverage, readonly string[]>>;

const MOST_NAMED = 3;

/** Every account, and every account and region, in which there is anything. */
export function placesOf(resources: readonly ControlledResource[]): Places {
  return {
    [ControlCoverage.ONCE]: ['the organization'],
    [ControlCoverage.EVERY_ACCOUNT]: [...new Set(resources.map(resource => placeOf(resource, ControlCoverage.EVERY_ACCOUNT)))].sort(),
    [ControlCoverage.EVERY_REGION]: [...new Set(resources.map(resource => placeOf(resource, ControlCoverage.EVERY_REGION)))].sort(),
  };
}

const placeOf = ({ accountId, region }: ControlledResource, coverage: ControlCoverage): string => ({
  [ControlCoverage.ONCE]: 'the organization',
  [ControlCoverage.EVERY_ACCOUNT]: accountId,
  [ControlCoverage.EVERY_REGION]: `${accountId} ${region}`,
})[coverage];

/** What is there of an answer, and what is not. */
export function evidenceOf(answer: ControlAnswer, resources: readonly ControlledResource[], places: Places): ControlEvidence {
  const found = answer._selectors.map(selector => ({ selector, matching: resources.filter(selector.matches) }));
  return {
    answer,
    resources: [...new Set(found.flatMap(({ matching }) => matching))],
    missing: found.flatMap(({ selector, matching }) => {
      const own = selector.places?.(resources);
      return own ? missingOf(selector, matching, ControlCoverage.EVERY_REGION, own)
        : missingOf(selector, matching, answer.coverage, places[answer.coverage]);
    }),
  };
}

function missingOf(
  { description }: ResourceSelector, matching: readonly ControlledResource[], coverage: ControlCoverage, places: readonly string[],
): readonly string[] {
  const covered = new Set(matching.map(resource => placeOf(resource, coverage)));
  const gaps = places.filter(place => !covered.has(place));
  if (gaps.length === 0 && matching.length > 0) {
    return [];
  }
  const more = gaps.length > MOST_NAMED ? ` and ${gaps.length - MOST_NAMED} more` : '';
  return [`${description} in ${gaps.slice(0, MOST_NAMED).join(', ') || 'the organization'}${more}`];
}
