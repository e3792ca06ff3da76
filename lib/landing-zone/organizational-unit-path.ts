/** Paths of organizational units: names from the root down, joined by "/". */

/** The organization's root, where a path is asked for. */
export const ROOT = 'Root';
/** The management account, where a name of an account is asked for. */
export const MANAGEMENT_ACCOUNT = 'Management';
/** The unit of the log archive and the security team. */
export const SECURITY_UNIT = 'Security';
/** The unit in which a guardrail is tried first. */
export const STAGING_UNIT = 'PolicyStaging';

export const RECOMMENDED_UNITS = [
  SECURITY_UNIT, 'Infrastructure', 'Workloads/Production', 'Workloads/NonProduction', 'Sandbox', 'Suspended', STAGING_UNIT,
];

/** `Workloads` of `Workloads/Production`; the root of a top-level unit. */
export function parentOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end < 0 ? ROOT : path.slice(0, end);
}

/** `Production` of `Workloads/Production`. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether `path` is `ancestor` or lies below it. */
export function isWithin(path: string, ancestor: string): boolean {
  return ancestor === ROOT || path === ancestor || path.startsWith(`${ancestor}/`);
}

/** The paths and every path above them, parents first, in the order of the first mention. */
export function withAncestors(paths: readonly string[]): string[] {
  return [...new Set(paths.flatMap(path => path.split('/').map((_, i, names) => names.slice(0, i + 1).join('/'))))];
}
