/**
 * Freezes plain data (objects and arrays), down to the last member: what never changes need not be copied with the world, and whoever
 * prepared it once, as the evaluation of policies does with documents, knows it again in every copy.
 */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}
