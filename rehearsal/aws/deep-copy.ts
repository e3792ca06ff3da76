import { types } from 'node:util';

/**
 * A copy of plain data, maps and sets, down to the last member; what is shared in the original is shared in the copy, and what is frozen
 * with the original.
 *
 * structuredClone would do, but in a test of jest it makes objects of another realm, which no deep comparison takes for equal to the
 * own ones of the test.
 */
export function deepCopy<T>(value: T): T {
  return copyOf(value, new Map()) as T;
}

function copyOf(value: unknown, copies: Map<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) {
    return value;
  }
  const known = copies.get(value);
  if (known !== undefined) {
    return known;
  }
  const copy = copyOfObject(value, copies);
  copies.set(value, copy);
  return copy;
}

function copyOfObject(value: object, copies: Map<object, unknown>): unknown {
  if (Array.isArray(value)) {
    return value.map(member => copyOf(member, copies));
  }
  if (types.isMap(value)) {
    return new Map([...value].map(([key, member]) => [key, copyOf(member, copies)]));
  }
  if (types.isSet(value)) {
    return new Set([...value].map(member => copyOf(member, copies)));
  }
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    copy[key] = copyOf((value as Readonly<Record<string, unknown>>)[key], copies);
  }
  return copy;
}
