import { readFileSync } from 'node:fs';
import { createSourceFile, forEachChild, isStringLiteralLike, isTemplateHead, Node, ScriptTarget } from 'typescript';
import { exceptions, exceptionsPage, PAGE, sources } from '../../scripts/generate-exceptions-page';

jest.setTimeout(120_000);

const found = exceptions();
const reasons = found.map(({ reason }) => reason);

test('docs/exceptions.md has every rule that a construct contradicts: run `npm run docs`', () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(exceptionsPage(found));
});

test('every exception says why', () => {
  expect(found.filter(({ reason }) => reason.trim().length < 20)).toEqual([]);
});

/** What is written in a file, as far as it is one literal each. */
function literalsOf(text: string): string[] {
  const literals: string[] = [];
  const visit = (node: Node) => {
    if (isStringLiteralLike(node) || isTemplateHead(node)) {
      literals.push(node.text);
    }
    forEachChild(node, visit);
  };
  visit(createSourceFile('file.ts', text, ScriptTarget.ES2022));
  return literals.filter(literal => literal.length > 15 && literal.includes(' '));
}

const ACKNOWLEDGES = /(?<!static )\backnowledge(Wildcards|AwsPolicies|Patterns)?\(|acknowledgedWildcards: \[\s*\{/;
/** Where the reason is a caller's, or that of a waiver or a grant in an application. */
const PASSES_ON = /^constructs\/defaults\/private\/(granted-wildcards|report)\.ts$|^core\/(acknowledge(-wildcards)?|application-handler|inline-handler-role)\.ts$|^constructs\/identity\/private\//;

test('no file of the library acknowledges something that is not on the page', () => {
  const silent = [...sources()].filter(([file, text]) => ACKNOWLEDGES.test(text) && !PASSES_ON.test(file))
    .filter(([, text]) => !literalsOf(text).some(literal => reasons.some(reason => reason.includes(literal))));
  expect(silent.map(([file]) => file)).toEqual([]);
});
