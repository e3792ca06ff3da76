import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { controls, data, detection, edge, guardrails } from '../../lib';
import { RootLockdown } from '../../lib/landing-zone/root-lockdown';
import { PAGE as SECURE_DEFAULTS, securityRulesPage } from '../../scripts/generate-security-rules-page';
import { ExampleStacks } from '../landing-zone/example-stacks';
import { filesBelow, ROOT } from './source-files';

const page = (path: string) => readFileSync(join(ROOT, path), 'utf8');

describe('README.md', () => {
  const readme = page('README.md');

  test('draws every stack and every StackSet of the example', () => {
    const example = new ExampleStacks();
    const stacks = example.paths.filter(path => !path.endsWith('/Template')).map(path => example.stack(path).stackName);
    const drawn = (/```\n stacks, in this order[^]*?```/.exec(readme)?.[0] ?? '').split('\n').slice(3, -1)
      .flatMap(line => line.slice(0, 54).split(/ {2,}/)).map(name => name.trim()).filter(name => name !== '');
    const deployed = [...stacks, ...example.stackSetNames].map(name => name.replace(/^lz-accounts-\d$/, 'lz-accounts-0 … 7'));
    expect(new Set(drawn)).toEqual(new Set(deployed));
    expect(stacks).toHaveLength(Number(/there are (\d+) stacks/.exec(readme)?.[1]));
  });

  test('says what the presets cost as the estimate does', () => {
    for (const [preset, services] of Object.entries(controls.ServicePresets.all())) {
      const { total } = controls.CostEstimate.of({ accounts: 8, regions: 3 }, services);
      expect(readme).toMatch(new RegExp(`\\b${Math.round(total)} \\$\\s[^$]*\`${preset}\``));
    }
  });

  test('has every prop of the configuration', () => {
    const [, props] = /export interface LandingZoneProps \{\n([^]*?)\n\}/.exec(page('lib/landing-zone/landing-zone-props.ts')) ?? [];
    const [, table] = /### Configure\n([^]*?)\n### /.exec(readme) ?? [];
    const names = [...props.matchAll(/^ {2}readonly (\w+)/gm)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter(name => !table.includes(`\`${name}\``))).toEqual([]);
  });

  test('links to every page for operators and users', () => {
    expect(['API.md', ...filesBelow('docs', '.md')].filter(path => !path.startsWith('docs/api/') && !readme.includes(`](${path}`))).toEqual([]);
  });

  test('links to the page of each folder of constructs', () => {
    expect(filesBelow('lib', 'README.md').filter(path => !/^lib\/policy\//.test(path) && !readme.includes(`](${path})`))).toEqual([]);
  });
});

describe('docs/applications.md', () => {
  const text = page('docs/applications.md');

  test('has each example, and counts its lines', () => {
    const rows = filesBelow('examples', '.ts').filter(path => !path.includes('/languages/'))
      .map(path => ({ path, lines: page(path).trimEnd().split('\n').length })).map(({ path, lines }) => `](../${path}) | ${lines} |`);
    expect(rows.filter(row => !text.includes(row))).toEqual([]);
  });

  test('has each class that is a secure one of the CDK', () => {
    const rooms = { data, edge };
    const classes = Object.entries(rooms).flatMap(([room, exported]) => Object.entries(exported as Readonly<Record<string, unknown>>)
      .filter(([name, value]) => name.startsWith('Secure') && typeof value === 'function' && 'defaults' in value).map(([name]) => `${room}.${name}`));
    expect(classes.length).toBeGreaterThan(10);
    expect(classes.filter(name => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('docs/root-user.md', () => {
  const text = page('docs/root-user.md');

  test('has the checklist of RootLockdown, word for word', () => {
    const steps = [...text.matchAll(/^\d+\. (.+)\n {3}- watched by: (.+)\n {3}- how: <(.+)>$/gm)].map(([, step, watchedBy, how]) => ({ step, watchedBy, page: how }));
    expect(steps).toEqual(RootLockdown.CHECKLIST);
  });

  test('names every alarm and event of root users, as what they come', () => {
    const { SecurityAlarms, SecurityEvents } = detection;
    const events = SecurityEvents.ROOT.map(({ ruleName }) => ruleName);
    const rows = SecurityAlarms.ROOT.map(({ alarmName }) => new RegExp(`^\\| \\[${alarmName}\\].*\\| alarm${events.includes(alarmName) ? ', event' : ''} \\|$`, 'm'));
    rows.forEach(row => expect(text).toMatch(row));
    events.forEach(name => expect(text).toContain(`[${name}]`));
  });
});

describe('docs/detection.md', () => {
  const text = page('docs/detection.md');

  test('says of every alarm and event how urgent it is', () => {
    const { SecurityAlarms, SecurityEvents } = detection;
    const alerts = [...SecurityAlarms.all(), SecurityAlarms.logArchiveTampering('111122223333'), ...SecurityEvents.all()];
    for (const { severityName } of detection.Severity.all()) {
      const row = new RegExp(`^\\| ${severityName} \\|.*$`, 'm').exec(text)?.[0] ?? '';
      const expected = alerts.filter(({ severity }) => severity.severityName === severityName).map(({ id }) => id);
      expect(new Set([...row.matchAll(/`([a-z0-9-]+)`/g)].map(([, id]) => id))).toEqual(new Set(expected));
    }
  });

  test('counts the rules of AWS Config as they are', () => {
    for (const { themeName, rules } of detection.ConformanceTheme.all()) {
      expect(text).toMatch(new RegExp(`^\\| \`${themeName}\` \\| ${rules.length} \\|`, 'm'));
    }
  });

  test('names guardrails that exist', () => {
    const known = guardrails.Guardrails.all().map(({ id }) => id);
    expect([...text.matchAll(/\bG\d{2}[a-z]?\b/g)].map(([id]) => id).filter(id => !known.includes(id))).toEqual([]);
  });
});

test('docs/secure-defaults.md is what the catalogue of rules says: run `npm run docs`', () => {
  expect(readFileSync(SECURE_DEFAULTS, 'utf8')).toBe(securityRulesPage());
});
