import { types } from 'node:util';
import { World } from '../aws/world';
import { stacksOf } from '../engine';
import { differences } from './differences';

/** When something became ready, how often somebody looked, and who came first to make it, is no difference between two worlds. */
const PASSING: readonly string[] = ['readyAt', 'events', 'seenEvents', 'clock', 'identifiers', 'origin'];

/**
 * Where a world differs from another one that the same assembly was deployed into. Ids that AWS draws anew each time count as equal when
 * the same resource of the same stack has them.
 */
export function convergenceDifferences(expected: World, actual: World): readonly string[] {
  const renamed = [...redrawnIds(expected, actual)].sort(([left], [right]) => right.length - left.length);
  const text = renamed.reduce((json, [id, original]) => json.replaceAll(id, original), plainText(actual));
  const wanted = plainText(expected);
  return text === wanted ? [] : differences(JSON.parse(wanted), JSON.parse(text));
}

/** Ids of the actual world and what they are in the expected one, where they differ. */
function redrawnIds(expected: World, actual: World): ReadonlyMap<string, string> {
  const originals = stringsOf(expected);
  return new Map([...stringsOf(actual)].flatMap(([place, id]): [string, string][] => {
    const original = originals.get(place);
    return id === '' || original === undefined || original === id ? [] : [[id, original]];
  }));
}

/** Physical ids and attributes of all resources, by where they stand. */
function stringsOf(world: World): ReadonlyMap<string, string> {
  return new Map(stacksOf(world).flatMap(({ stackId, resources }) =>
    Object.entries(resources).flatMap(([logicalId, { physicalId, attributes }]) =>
      Object.entries({ ...attributes, physicalId })
        .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
        .map(([name, value]): [string, string] => [`${stackId} ${logicalId} ${name}`, value]))));
}

/** What a rollback deleted and AWS keeps for a while: a key waits out its window. */
const isLeaving = (member: unknown) => typeof member === 'object' && member !== null && 'pendingDeletion' in member && member.pendingDeletion === true;

const byName = ([left]: readonly [string, unknown], [right]: readonly [string, unknown]) => left < right ? -1 : 1;

/** JSON of a world, maps and sets in order, so that equal worlds have equal texts. */
function plainText(world: World): string {
  return JSON.stringify(world.snapshot(), (key, value: unknown) => {
    if (PASSING.includes(key)) return undefined;
    if (types.isMap(value)) {
      return Object.fromEntries([...value as ReadonlyMap<string, unknown>].filter(([, member]) => !isLeaving(member)).sort(byName));
    }
    return types.isSet(value) ? [...value].sort() : value;
  });
}
