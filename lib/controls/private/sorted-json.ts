/** JSON with the members of objects in the order of the alphabet, so that equal values have equal texts. */
export function sorted(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) => typeof member === 'object' && member !== null && !Array.isArray(member)
    ? Object.fromEntries(Object.entries(member).sort(([one], [other]) => one < other ? -1 : 1)) : member);
}
