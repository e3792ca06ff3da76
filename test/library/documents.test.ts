import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { snippetProblems, snippetsOf } from './snippets';
import { filesBelow, ROOT } from './source-files';

const COMPILES_WITHIN = 120_000;
const read = (page: string) => readFileSync(join(ROOT, page), 'utf8');
const pages = [
  ...['README.md', 'CONTRIBUTING.md'].filter(page => existsSync(join(ROOT, page))),
  ...['docs', 'decisions', 'lib'].filter(folder => existsSync(join(ROOT, folder))).flatMap(folder => filesBelow(folder, '.md')),
].filter(page => !page.startsWith('docs/api/')); // jsii-docgen writes those, with signatures where TypeScript would be

describe('the pages', () => {
  test('show TypeScript that compiles', () => {
    expect(snippetProblems(pages.flatMap(page => snippetsOf(page, read(page))))).toEqual([]);
  }, COMPILES_WITHIN);

  test('link to files that exist', () => {
    expect(pages.flatMap(page => deadLinks(page, read(page)))).toEqual([]);
  });
});

describe('the sections of the pages', () => {
  test('are there where a link goes to one', () => {
    expect(pages.flatMap(page => deadAnchors(page, read(page), read))).toEqual([]);
  });
});

describe('the check of links', () => {
  test('finds sections that do not exist', () => {
    const text = () => '## What AWS says: by itself\n';
    expect(deadAnchors('README.md', '[a](#what-aws-says-by-itself) [b](#gone) [c](CONTRIBUTING.md#gone)', text)).toEqual(['README.md: README.md#gone', 'README.md: CONTRIBUTING.md#gone']);
  });
});

describe('the commands in the pages', () => {
  const commands = pages.flatMap(page => [...read(page).matchAll(/npx cdk (?:deploy|diff|import|destroy|synth)[^\n`#]*/g)].map(([command]) => `${page}: ${command}`));

  test('name stacks by the ids that CDK selects them by, which are not the names in CloudFormation', () => {
    expect(commands.length).toBeGreaterThan(5);
    expect(commands.filter(command => /\slz-/.test(command))).toEqual([]);
  });

  test('take no option that cdk diff does not know', () => {
    expect(commands.filter(command => /cdk diff.*--all/.test(command))).toEqual([]);
  });
});

describe('the check of snippets', () => {
  const check = (...lines: string[]) => snippetProblems(snippetsOf('page.md', lines.join('\n')), 'declare const given: number;');

  test('accepts code of several files, and what the fixture declares', () => {
    expect(check('```ts', '// config/one.ts', 'export const one = given;', '```', '', '1. a step', '', '   ```typescript',
      '   import { one } from \'./config/one\';', '   console.log(one.toFixed());', '   ```')).toEqual([]);
  }, COMPILES_WITHIN);

  test('fails when a snippet does not compile, and says page and line', () => {
    expect(check('# Title', '```ts', 'const a = 1;', 'const b: string = a;', '```', '```ts', 'missing();', '```')).toEqual([
      'page.md:4: Type \'number\' is not assignable to type \'string\'.',
      'page.md:7: Cannot find name \'missing\'.',
    ]);
  }, COMPILES_WITHIN);

  test('skips blocks of other languages', () => {
    expect(snippetsOf('page.md', '```sh\nnpm ci\n```\n```text\nno code\n```\n```ts-sketch\nno(code\n```\n')).toEqual([]);
  });

  test('finds links to files that do not exist', () => {
    expect(deadLinks('docs/page.md', '[a](../package.json) [b](https://example.com) [c](#here) [d](gone.md#x)')).toEqual(['docs/page.md: gone.md']);
  });
});

/** Links of a page to sections that do not exist, in it or in another page. */
function deadAnchors(page: string, markdown: string, textOf: (page: string) => string): string[] {
  return [...markdown.matchAll(/\]\(([^):#\s]*\.md)?#([^)\s]+)\)/g)]
    .map(([, target, anchor]) => ({ target: target === undefined ? page : join(dirname(page), target), anchor }))
    .filter(({ target, anchor }) => existsSync(join(ROOT, target)) && !anchorsOf(textOf(target)).includes(anchor))
    .map(({ target, anchor }) => `${page}: ${target}#${anchor}`);
}

/** As GitHub makes them of headings. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/ /g, '-'));
}

/** Relative links of a page that lead nowhere. */
function deadLinks(page: string, markdown: string): string[] {
  return [...markdown.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target]) => target)
    .filter(target => !/^\w+:/.test(target) && !existsSync(join(ROOT, dirname(page), target)))
    .map(target => `${page}: ${target}`);
}
