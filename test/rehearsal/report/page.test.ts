import { readFileSync } from 'node:fs';
import { LIFE_RULES, PHASES } from '../../../rehearsal/phases/all-phases';
import { RULES } from '../../../rehearsal/rules';
import { PAGE, rehearsalPage } from '../../../scripts/generate-rehearsal-page';

test('docs/rehearsal.md is fresh: if this fails, run `npm run docs` and commit', () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(rehearsalPage());
});

test('docs/rehearsal.md shows every rule with its source, and every phase', () => {
  const page = rehearsalPage();
  for (const { id, source } of [...RULES, ...LIFE_RULES]) {
    expect(page).toContain(`\`${id}\``);
    expect(page).toContain(source.split(/[\s;,]/)[0]);
  }
  PHASES.forEach(({ claim }) => expect(page).toContain(claim));
});

test('each rule has an id of its own', () => {
  const ids = [...RULES, ...LIFE_RULES].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
