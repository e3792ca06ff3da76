import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './source-files';

interface Row {
  readonly name: string;
  readonly reason: string;
  readonly licence: string;
}

/** Licences that ask nothing of our users but the notice. A copyleft tool may help to develop; it must never ship. */
const PERMISSIVE = ['Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

const json = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
const { dependencies, devDependencies, peerDependencies } = json('package.json');
const rows = tableOf(readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8'));

test('the table of dependencies names each dependency once', () => {
  const names = [...new Set([dependencies, devDependencies, peerDependencies].flatMap(Object.keys))].sort();
  expect(rows.map(({ name }) => name).sort()).toEqual(names);
});

test('the table of dependencies gives each a reason', () => {
  expect(rows.filter(({ reason }) => reason.split(' ').length < 2)).toEqual([]);
});

test('the table of dependencies states the licence of the installed package', () => {
  expect(rows).toEqual(rows.map(row => ({ ...row, licence: json(`node_modules/${row.name}/package.json`).license })));
});

test('what ships is under a permissive licence', () => {
  const shipped = [...Object.keys(dependencies), ...Object.keys(peerDependencies)];
  expect(rows.filter(({ name, licence }) => shipped.includes(name) && !PERMISSIVE.includes(licence))).toEqual([]);
});

test('the reader of the table takes all names of a row, and no other table', () => {
  const text = '| a | b | c |\n|---|---|---|\n| one | two | three |\n\n### Dependencies\n\n'
    + '| package | why | licence |\n|---|---|---|\n| `x`, `@y/z` | a reason | MIT |\n\n| `not` | this table | MIT |\n';
  expect(tableOf(text)).toEqual([
    { name: 'x', reason: 'a reason', licence: 'MIT' },
    { name: '@y/z', reason: 'a reason', licence: 'MIT' },
  ]);
});

/** Rows of the first table below the heading "Dependencies", one per package. */
function tableOf(markdown: string): Row[] {
  const table = /^#+ Dependencies\n[^|]*\n\|.*\n\|[-| ]+\n((\|.*\n)+)/m.exec(markdown)?.[1] ?? '';
  return table.trim().split('\n').flatMap(line => {
    const [names, reason, licence] = line.split('|').slice(1, 4).map(cell => cell.trim());
    return [...names?.matchAll(/`([^`]+)`/g) ?? []].map(([, name]) => ({ name, reason, licence }));
  });
}
