/** Where the runbook is in the repository. A section's anchor is the name of the alarm or of the rule. */
export const RUNBOOK = 'docs/runbook.md';

/** The name of what alerts: an alarm, a rule. */
export const alarmName = (id: string): string => `lz-${id}`;
