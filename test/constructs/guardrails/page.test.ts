import { readFileSync } from 'node:fs';
import { Guardrails } from '../../../lib/constructs/guardrails';
import { guardrailsPage, PAGE } from '../../../scripts/generate-guardrails-page';

const PAGE_TEXT = guardrailsPage();

test('docs/guardrails.md is what the catalogue says: run `npm run docs`', () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(PAGE_TEXT);
});

test.each(Guardrails.all())('docs/guardrails.md has a section on $id, which its link in the table reaches', ({ id, title }) => {
  const [, anchor] = PAGE_TEXT.match(new RegExp(`\\[${id}\\]\\(#([^)]+)\\)`)) ?? [];

  expect(PAGE_TEXT).toContain(`\n## ${id} ${title}\n`);
  expect(anchor).toBe(`${id} ${title}`.toLowerCase().replace(/[^a-z0-9 -]/g, '').replace(/ /g, '-'));
});
