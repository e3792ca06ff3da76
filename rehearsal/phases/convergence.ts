import { TIME } from '../aws/snapshot';
import { World } from '../aws/world';
import { stackKey, StackState, stacksOf } from '../engine';
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
  const redrawn = new Map<string, string>();
  for (const stack of stacksOf(actual)) {
    const original = expected.stacks.get(stackKey(stack)) as StackState | undefined;
    for (const [logicalId, resource] of Object.entries(stack.resources)) {
      const before = original?.resources[logicalId];
      if (before === undefined || before === resource) continue;
      const [ids, originals] = [idsOf(resource), idsOf(before)];
      Object.entries(ids).filter(([name, id]) => isAnother(id, originals[name])).forEach(([name, id]) => redrawn.set(id as string, originals[name] as string));
    }
  }
  return redrawn;
}

type Ids = Readonly<Record<string, unknown>>;

const idsOf = ({ attributes, physicalId }: { readonly attributes: Ids; readonly physicalId: string }): Ids => ({ ...attributes, physicalId });

const isAnother = (id: unknown, original: unknown) => typeof id === 'string' && typeof original === 'string' && id !== '' && id !== original;

function renaming(ids: ReadonlyMap<string, string>): View['renamed'] {
  if (ids.size === 0) {
    return undefined;
  }
  const longestFirst = [...ids.keys()].sort((left, right) => right.length - left.length);
  const pattern = new RegExp(longestFirst.map(id => id.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')).join('|'), 'g');
  return text => text.replace(pattern, id => ids.get(id)!);
}
