import { readFileSync } from 'node:fs';
import { Guardrails } from '../../../lib/constructs/guardrails';
import { guardrailsPage, PAGE } from '../../../scripts/generate-guardrails-page';

test('docs/guardrails.md is what the catalogue says: run `npm run docs`', () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(guardrailsPage());
});

test.each(Guardrails.all())('docs/guardrails.md has a section on $id, which its link in the table reaches', ({ id, title }) => {
  const page = guardrailsPage();
  const [, anchor] = page.match(new RegExp(`\\[${id}\\]\\(#([^)]+)\\)`)) ?? [];

  expect(page).toContain(`\n## ${id} ${title}\n`);
  expect(anchor).toBe(`${id} ${title}`.toLowerCase().replace(/[^a-z0-9 -]/g, '').replace(/ /g, '-'));
});
