import { execFileSync } from 'child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { synthesise } from './synth';

const ROOT = join(__dirname, '../..');

/** What `cdk synth` runs on; the rest of the checkout does not take part. */
const CHECKOUT = ['bin', 'config', 'lib', 'cdk.json', 'package.json', 'tsconfig.json'];

/**
 * Every file of an assembly. CDK notes where an acknowledgement stands in the source: that line, for people, is the one thing that is left
 * out.
 */
function filesOf(directory: string): Record<string, string> {
  return Object.fromEntries(readdirSync(directory).sort().map(file => [file, withoutTraces(readFileSync(join(directory, file), 'utf8'))]));
}

function withoutTraces(text: string): string {
  return text.includes('ackTrace') || text.includes('"trace"')
    ? JSON.stringify(JSON.parse(text, (key, value: unknown) => (['trace', 'acknowledgedStackTrace'].includes(key) ? undefined : value)))
    : text;
}

/** Names of the files that differ: whole templates would drown the answer. */
function differences(one: Record<string, string>, other: Record<string, string>): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(file => one[file] !== other[file]);
}

function byCli(checkout: string, timeZone: string): string {
  const output = mkdtempSync(join(tmpdir(), 'cdk.out'));
  execFileSync(process.execPath, [join(ROOT, 'node_modules/aws-cdk/bin/cdk'), 'synth', '--quiet', '--output', output], {
    cwd: checkout, env: { ...process.env, TZ: timeZone, CDK_VALIDATION: 'false' }, stdio: 'pipe',
  });
  return output;
}

describe('the assembly is byte for byte the same', () => {
  const copy = mkdtempSync(join(tmpdir(), 'checkout-'));
  CHECKOUT.forEach(path => cpSync(join(ROOT, path), join(copy, path), { recursive: true }));
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  afterAll(() => rmSync(copy, { recursive: true }));
  const here = filesOf(byCli(ROOT, 'Europe/Berlin'));

  test('from another directory and in another time zone', () => {
    expect(Object.keys(here).length).toBeGreaterThan(8);
    expect(differences(filesOf(byCli(copy, 'Pacific/Auckland')), here)).toEqual([]);
  });

  test('by the CLI and in process', () => {
    // bin/ adds the judges, which write this report.
    expect(differences(filesOf(synthesise()), here)).toEqual(['validation-report.json']);
  });
});
