import { isDeepStrictEqual } from 'node:util';
import { EventRule, RuleState } from './services/eventbridge';

/** States of a rule, the one that catches more behind the one that catches less. */
const STATES: readonly RuleState[] = ['DISABLED', 'ENABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'];

/**
 * Whether every event of the one rule is one of the other: each of its fields is asked for there too, for the same values or fewer, and
 * calls that only read are caught by both or not by the narrow one.
 */
export const covers = (broad: EventRule, narrow: EventRule): boolean =>
  STATES.indexOf(broad.state) >= STATES.indexOf(narrow.state) && isWithin(narrow.pattern ?? {}, broad.pattern ?? {});

function isWithin(narrow: unknown, broad: unknown): boolean {
  if (Array.isArray(broad)) {
    return Array.isArray(narrow) && narrow.every(value => broad.some(other => isDeepStrictEqual(other, value)));
  }
  const [inner, outer] = [narrow, broad] as readonly Readonly<Record<string, unknown>>[];
  return typeof inner === 'object' && inner !== null && Object.entries(outer).every(([name, values]) => isWithin(inner[name], values));
}
