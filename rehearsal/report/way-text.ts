import type { ReachablePrincipal } from '../escalation/principals-reachable';

/** The way to a principal for people: one line for it, one for each step. */
export function wayText({ principal, isAdministrator, path }: ReachablePrincipal): string {
  const steps = path.map(({ technique, from, explanation }, index) => `   ${index + 1}. ${technique} by ${from}\n      ${explanation}`);
  return [`${principal}${isAdministrator ? ', an administrator' : ''}`, ...steps].join('\n');
}
