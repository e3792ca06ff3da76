/** A property by its path, such as `SSESpecification.SSEEnabled`; undefined where nobody wrote it. */
export function propertyAt(properties: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined | null)?.[key], properties);
}

/** The problem of a property that is not as it must be: `'Path' must …, got …`. */
export function demand(properties: unknown, path: string, rule: string, isMet: (value: unknown) => boolean): string[] {
  const value = propertyAt(properties, path);
  return isMet(value) ? [] : [`'${path}' must ${rule}, got ${shown(value)}`];
}

/** True as JSON or as YAML has it; what only the deployment knows is not held against anybody. */
export const isTrue = (value: unknown): boolean => String(value) === 'true' || isUnknown(value);

/** False as JSON or as YAML has it. */
export const isFalse = (value: unknown): boolean => String(value) === 'false';

/** What only the deployment knows. */
export const isUnknown = (value: unknown): boolean => /^<.*>$/.test(String(value));

/** Whether somebody wrote it. */
export const isGiven = (value: unknown): boolean => value !== undefined;

/** The items of a list, none where there is no list. */
export const itemsOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value]).filter(one => typeof one === 'object' && one !== null);

/** The problems of a property that must be true. */
export const demandTrue = (properties: unknown, path: string): string[] => demand(properties, path, 'be true', isTrue);

/** The problems of a property that must not be true. */
export const demandNotTrue = (properties: unknown, path: string): string[] => demand(properties, path, 'not be true', value => String(value) !== 'true');

const MAX_SHOWN = 120;

/** A value as a message shows it. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'none';
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
