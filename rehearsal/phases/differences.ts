import { isDeepStrictEqual, types } from 'node:util';

/** Where two pictures of the world differ, as paths; at most `max` of them. Order in maps and sets does not count. */
export function differences(before: unknown, after: unknown, max = 5): readonly string[] {
  const found: string[] = [];
  compare('', before, after, found, max);
  return found;
}

function compare(path: string, before: unknown, after: unknown, found: string[], max: number): void {
  if (found.length >= max || isDeepStrictEqual(before, after)) {
    return;
  }
  const [left, right] = [members(before), members(after)];
  if (left === undefined || right === undefined) {
    found.push(`${path || '.'}: ${brief(before)} became ${brief(after)}`);
    return;
  }
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    compare(path ? `${path}.${key}` : key, left.get(key), right.get(key), found, max);
  }
}

function members(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (types.isMap(value)) {
    return new Map([...value].map(([key, member]) => [String(key), member]));
  }
  return typeof value === 'object' && value !== null && !types.isSet(value) ? new Map(Object.entries(value)) : undefined;
}

function brief(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(types.isSet(value) ? [...value] : value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
