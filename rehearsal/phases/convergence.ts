import { TIME } from '../aws/snapshot';
import { World } from '../aws/world';
import { ResourceState, stackKey, StackState, stacksOf } from '../engine';
import { differences, View } from './differences';

/**
 * Where a world differs from another one that the same assembly was deployed into. Ids that AWS draws anew each time count as equal when
 * the same resource of the same stack has them. Time is no difference, and who came first to make a thing neither.
 */
export function convergenceDifferences(expected: World, actual: World): readonly string[] {
  return differences(expected.state, actual.state, 5, { ...viewOf(expected, actual), skips: (key, member) => isPassing(key, member) || key === 'origin' });
}

/** Whether all that later steps can see, but for the time and ids that AWS draws, is the same in two worlds: then they end in the same. */
export function isSameSoFar(expected: World, actual: World): boolean {
  return differences(expected.state, actual.state, 1, viewOf(expected, actual)).length === 0;
}

function viewOf(expected: World, actual: World): View {
  return { skips: isPassing, renamed: renaming(redrawnIds(expected, actual)) };
}

const isPassing = (key: string, member: unknown) => TIME.has(key) || isLeaving(member);

/** What a rollback deleted and AWS keeps for a while: a key waits out its window. */
const isLeaving = (member: unknown) => typeof member === 'object' && member !== null && 'pendingDeletion' in member && member.pendingDeletion === true;

/** Ids of the actual world and what they are in the expected one, where they differ. */
function redrawnIds(expected: World, actual: World): ReadonlyMap<string, string> {
  return new Map(stacksOf(actual).flatMap(stack => {
    const original = expected.stacks.get(stackKey(stack)) as StackState | undefined;
    return Object.entries(stack.resources).flatMap(([logicalId, resource]) => otherIds(original?.resources[logicalId], resource));
  }));
}

function otherIds(before: ResourceState | undefined, after: ResourceState): readonly [string, string][] {
  if (before === undefined || before === after) {
    return [];
  }
  const originals = idsOf(before);
  return Object.entries(idsOf(after)).flatMap(([name, id]): [string, string][] => {
    const original = originals[name];
    return typeof id === 'string' && typeof original === 'string' && id !== '' && id !== original ? [[id, original]] : [];
  });
}

const idsOf = ({ attributes, physicalId }: ResourceState): Readonly<Record<string, unknown>> => ({ ...attributes, physicalId });

function renaming(ids: ReadonlyMap<string, string>): View['renamed'] {
  if (ids.size === 0) {
    return undefined;
  }
  const longestFirst = [...ids.keys()].sort((left, right) => right.length - left.length);
  const pattern = new RegExp(longestFirst.map(id => id.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')).join('|'), 'g');
  return text => text.replace(pattern, id => ids.get(id)!);
}
