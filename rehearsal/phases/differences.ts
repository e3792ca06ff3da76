import { isDeepStrictEqual, types } from 'node:util';

/** How two pictures are looked at. */
export interface View {
  /** What does not count, with all that is below it. @default everything counts */
  readonly skips?: (key: string, member: unknown) => boolean;
  /** What a text of the later picture is called in the earlier one. @default the same */
  readonly renamed?: (text: string) => string;
}

/** What is compared, and what was found so far. */
interface Comparison extends View {
  readonly found: string[];
  readonly max: number;
}

/** Where two pictures of the world differ, as paths; at most `max` of them. Order in maps and sets does not count. */
export function differences(before: unknown, after: unknown, max = 5, view: View = {}): readonly string[] {
  const comparison = { ...view, found: [], max };
  compare('', before, after, comparison);
  return comparison.found;
}

/** Pictures of one origin share what did not change: the same object needs no second look. */
function compare(path: string, before: unknown, after: unknown, comparison: Comparison): void {
  const { found, max, skips, renamed } = comparison;
  if (found.length >= max || before === after) {
    return;
  }
  const [left, right] = [members(before), members(after)];
  if (left === undefined || right === undefined) {
    if (!isDeepStrictEqual(atom(before), atom(after, renamed))) {
      found.push(`${path || '.'}: ${brief(before)} became ${brief(after)}`);
    }
    return;
  }
  const later = renamed ? new Map([...right].map(([key, member]) => [left.has(key) ? key : renamed(key), member])) : right;
  for (const key of new Set([...left.keys(), ...later.keys()])) {
    const [one, other] = [left.get(key), later.get(key)].map(member => skips?.(key, member) ? undefined : member);
    compare(path ? `${path}.${key}` : key, one, other, comparison);
  }
}

function members(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (types.isMap(value)) {
    return new Map([...value].map(([key, member]) => [String(key), member]));
  }
  return typeof value === 'object' && value !== null && !types.isSet(value) ? new Map(Object.entries(value)) : undefined;
}

/** A value without members, as it is compared. */
function atom(value: unknown, renamed: (text: string) => string = text => text): unknown {
  if (types.isSet(value)) {
    return new Set([...value].map(member => atom(member, renamed)));
  }
  return typeof value === 'string' ? renamed(value) : value;
}

function brief(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(types.isSet(value) ? [...value] : value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
