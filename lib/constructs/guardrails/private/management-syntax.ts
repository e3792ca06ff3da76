/**
 * Operators of the policies that AWS merges along the way from the root to an account.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_inheritance_mgmt.html
 */
export const ASSIGN = '@@assign';

/** Beside a value: no policy further down may change it. */
export const LOCKED = { '@@operators_allowed_for_child_policies': ['@@none'] };

/** Sets a value, whatever stands above. */
export function assign(value: unknown): Record<string, unknown> {
  return { [ASSIGN]: value };
}

/** Sets the values that are given; undefined when none is, so that the attribute is left out. */
export function assignAll(values: Record<string, unknown>): Record<string, unknown> | undefined {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return given.length > 0 ? Object.fromEntries(given.map(([key, value]) => [key, assign(value)])) : undefined;
}

/** An object without what is undefined. */
export function compact(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
