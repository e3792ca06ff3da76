/** A list of the catalogue as everybody may read it: in JavaScript, who adds to it fails, and changes nothing for others. */
export const frozen = <T>(catalogue: readonly T[]): T[] => Object.freeze([...catalogue]) as T[];
