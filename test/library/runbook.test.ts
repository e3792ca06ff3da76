import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SecurityAlarms, SecurityEvents } from '../../lib/constructs/detection';
import { filesBelow, ROOT } from './source-files';

/** Sections by anchor: the heading is the name of the alarm or rule. */
const sections = new Map(readFileSync(join(ROOT, 'docs/runbook.md'), 'utf8').split(/^## /m).slice(1)
  .map(text => [text.slice(0, text.indexOf('\n')).trim(), text] as const));

interface Alert {
  readonly name: string;
  readonly severity: string;
  readonly kind: string;
}

const alarms: Alert[] = [...SecurityAlarms.all(), SecurityAlarms.logArchiveTampering('111122223333')]
  .map(({ alarmName, severity }) => ({ name: alarmName, severity: severity.severityName, kind: 'alarm' }));
const events: Alert[] = SecurityEvents.all().map(({ ruleName, severity }) => ({ name: ruleName, severity: severity.severityName, kind: 'event' }));

describe('the runbook', () => {
  test.each([...alarms, ...events])('has a section for the $kind $name, of severity $severity', ({ name, severity, kind }) => {
    expect(sections.get(name)).toMatch(new RegExp(`^\\*${severity} · .*${kind}.*\\*$`, 'm'));
  });

  test('says in each section what it is, how to look into it, and what to do', () => {
    const alerts = [...sections].filter(([anchor]) => anchor.startsWith('lz-'));
    expect(alerts.filter(([, text]) => !/\*\*Description\.\*\* .{20}[^]*\*\*Investigation\.\*\* .{20}[^]*\*\*Resolution\.\*\* .{10}/.test(text)).map(([anchor]) => anchor)).toEqual([]);
  });

  test('has every section that the library links to', () => {
    const linked = filesBelow('lib', '.ts').flatMap(file => [...readFileSync(join(ROOT, file), 'utf8').matchAll(/runbook\.md#([\w-]+)/g)].map(([, anchor]) => anchor));
    expect([...new Set(linked)].filter(anchor => !sections.has(anchor))).toEqual([]);
  });

  test('names in its own text only sections that exist', () => {
    const named = [...sections.values()].flatMap(text => [...text.matchAll(/(?:in|see|See|to|and|with|If|comes) `(lz-[\w-]+)`/g)].map(([, anchor]) => anchor));
    const stacks = ['lz-organization', 'lz-trail', 'lz-log-archive', 'lz-delegation', 'lz-security-core', 'lz-security-tooling', 'lz-guardrails', 'lz-operations'];
    expect(named.filter(anchor => !sections.has(anchor) && !stacks.includes(anchor))).toEqual([]);
  });
});
