/** Members that count time and draws: two worlds that differ only in them are in the same state. */
export const TIME: ReadonlySet<string> = new Set(['clock', 'deployments', 'deployment', 'identifiers', 'readyAt', 'seenEvents', 'events', 'assignmentRequests']);

/** A deep copy of plain data without what only time and order of the deployment tell. */
export function timeless(value: unknown): unknown {
  if (Object.isFrozen(value)) {
    return value; // what a template says
  }
  if (Array.isArray(value)) {
    return value.map(timeless);
  }
  if (value instanceof Map) {
    return new Map([...value].map(([key, item]) => [key, timeless(item)]));
  }
  if (value instanceof Set) {
    return new Set(value);
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).filter(([key]) => !TIME.has(key)).map(([key, item]) => [key, timeless(item)]));
  }
  return value;
}
