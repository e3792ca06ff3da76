import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './source-files';

const LINTS_WITHIN = 30_000;

/** Findings of the linter for a text as if it stood in that file, each as "line rule". */
function lint(file: string, ...lines: string[]): string[] {
  const eslint = join(ROOT, 'node_modules/eslint/bin/eslint.js');
  const { stdout, stderr } = spawnSync(process.execPath, [eslint, '--stdin', '--stdin-filename', file, '--format', 'json'],
    { cwd: ROOT, input: `${lines.join('\n')}\n`, encoding: 'utf8' });
  if (stdout === '') {
    throw new Error(`eslint did not run: ${stderr}`);
  }
  const [{ messages }] = JSON.parse(stdout) as [{ messages: { line: number; ruleId: string }[] }];
  return messages.map(({ line, ruleId }) => `${line} ${ruleId}`);
}

test('the linter refuses in a construct what the house style forbids', () => {
  expect(lint('lib/constructs/logging/sample.ts',
    'import { Bucket } from \'aws-cdk-lib/aws-s3\';',
    'import { other } from \'.\';',
    '/** A default export. */',
    'export default class Sample {',
    '  public readonly value: any = other;',
    '  implicit = process.env.HOME;',
    '  public check(x: unknown): boolean {',
    '    const unused = 1;',
    '    // eslint-disable-next-line no-console',
    '    console.log("double", `arn:aws:s3:::${x}`, \'arn:aws-cn:s3:::b\')',
    '    return x instanceof Bucket || x instanceof Error;',
    '  }',
    '}',
    'export class Undocumented {}',
  )).toEqual([
    '2 no-restricted-imports',
    '4 no-restricted-syntax',
    '5 @typescript-eslint/no-explicit-any',
    '6 @typescript-eslint/explicit-member-accessibility',
    '6 no-restricted-properties',
    '8 @typescript-eslint/no-unused-vars',
    '9 house/described-suppressions',
    '10 quotes',
    '10 no-restricted-syntax',
    '10 no-restricted-syntax',
    '10 semi',
    '11 no-restricted-syntax',
    '14 jsdoc/require-jsdoc',
  ]);
}, LINTS_WITHIN);

test('the linter refuses long files and long functions', () => {
  const lines = Array.from({ length: 351 }, () => '  console.error();');
  expect(lint('cli/sample.ts', '/** Long. */', 'export function long(): void {', ...lines, '}')).toEqual(['2 max-lines-per-function', '351 max-lines']);
}, LINTS_WITHIN);

test('the linter accepts the environment in a handler, and a suppression with its reason', () => {
  expect(lint('lib/core/sample.handler.ts',
    'export const region = process.env.AWS_REGION;',
    '// eslint-disable-next-line eqeqeq -- undefined and null mean the same in what CloudFormation sends',
    'export const isMissing = (value: unknown) => value == null;',
  )).toEqual([]);
}, LINTS_WITHIN);
