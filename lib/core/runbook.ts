/** The page that alerts link to where nobody names another one: the repository's own. A section's anchor is the name of the alert. */
export const RUNBOOK_URL = 'https://github.com/cdk-secure-landing-zone/cdk-secure-landing-zone/blob/main/docs/runbook.md';

/** The name of what alerts: an alarm, a rule. */
export const alertName = (id: string): string => `lz-${id}`;

/** The section on an alert, on the page of the library or on a copy of it. */
export const runbookLink = (name: string, runbookUrl = RUNBOOK_URL): string => `${runbookUrl}#${name}`;
