import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SecurityAlarms, SecurityEvents } from '../../lib/constructs/detection';
import { RUNBOOK_URL } from '../../lib/core/runbook';
import { filesBelow, ROOT } from './source-files';

/** Sections by anchor: the heading is the name of the alarm or rule. */
const sections = new Map(readFileSync(join(ROOT, 'docs/runbook.md'), 'utf8').split(/^## /m).slice(1)
  .map(text => [text.slice(0, text.indexOf('\n')).trim(), text] as const));

interface Alert {
  readonly name: string;
  readonly severity: string;
  readonly kind: string;
}

const alarms: Alert[] = [
  ...SecurityAlarms.all(), SecurityAlarms.logArchiveTampering('111122223333'), SecurityAlarms.alertKeyTampering(['111122223333']),
]
  .map(({ alarmName, severity }) => ({ name: alarmName, severity: severity.severityName, kind: 'alarm' }));
const events: Alert[] = SecurityEvents.all().map(({ ruleName, severity }) => ({ name: ruleName, severity: severity.severityName, kind: 'event' }));

describe('the runbook', () => {
  test('is where alerts link to: on the page of the repository', () => {
    const { repository } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly repository: { readonly url: string } };
    expect(RUNBOOK_URL).toBe(`${repository.url.replace(/^git\+|\.git$/g, '')}/blob/main/docs/runbook.md`);
  });

  test.each([...alarms, ...events])('has a section for the $kind $name, of severity $severity', ({ name, severity, kind }) => {
    expect(sections.get(name)).toMatch(new RegExp(`^\\*${severity} · .*${kind}.*\\*$`, 'm'));
  });

  test('says in each section what it is, how to look into it, and what to do', () => {
    const alerts = [...sections].filter(([anchor]) => anchor.startsWith('lz-'));
    expect(alerts.filter(([, text]) => !/\*\*Description\.\*\* .{20}[^]*\*\*Investigation\.\*\* .{20}[^]*\*\*Resolution\.\*\* .{10}/.test(text)).map(([anchor]) => anchor)).toEqual([]);
  });

  test('has every section that the library links to', () => {
    const linked = filesBelow('lib', '.ts').flatMap(file => [...readFileSync(join(ROOT, file), 'utf8').matchAll(/(?:runbook\.md#|runbookLink\('|Name: alertName\(')([\w-]+)/g)].map(([, anchor]) => anchor.startsWith('lz-') ? anchor : `lz-${anchor}`));
    expect(linked).toEqual(expect.arrayContaining(['lz-stackset-instances-left', 'lz-events-undelivered', 'lz-alerts-undelivered']));
    expect([...new Set(linked)].filter(anchor => !sections.has(anchor))).toEqual([]);
  });

  test('names in its own text only sections that exist', () => {
    const named = [...sections.values()].flatMap(text => [...text.matchAll(/(?:in|see|See|to|and|with|If|comes) `(lz-[\w-]+)`/g)].map(([, anchor]) => anchor));
    const stacks = ['lz-organization', 'lz-trail', 'lz-log-archive', 'lz-delegation', 'lz-security-core', 'lz-security-tooling', 'lz-guardrails', 'lz-operations'];
    expect(named.filter(anchor => !sections.has(anchor) && !stacks.includes(anchor))).toEqual([]);
  });
});
