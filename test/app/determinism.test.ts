import { spawnSync } from 'child_process';
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

/** Synthesises as a user does, all validation on, without credentials or any other variable that AWS tools read. */
function byCli(checkout: string, timeZone: string): Synthesis {
  const output = mkdtempSync(join(tmpdir(), 'cdk.out'));
  const kept = Object.entries(process.env).filter(([name]) => !/^(AWS_|CDK_)/.test(name));
  const run = spawnSync(process.execPath, [join(ROOT, 'node_modules/aws-cdk/bin/cdk'), 'synth', '--quiet', '--output', output], {
    cwd: checkout, env: { ...Object.fromEntries(kept), TZ: timeZone, HOME: mkdtempSync(join(tmpdir(), 'home-')) }, encoding: 'utf8',
  });
  return { files: filesOf(output), printed: run.stdout + run.stderr, exitCode: run.status };
}

interface Synthesis { readonly files: Record<string, string>; readonly printed: string; readonly exitCode: number | null }

describe('the assembly is byte for byte the same', () => {
  const copy = mkdtempSync(join(tmpdir(), 'checkout-'));
  CHECKOUT.forEach(path => cpSync(join(ROOT, path), join(copy, path), { recursive: true }));
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  afterAll(() => rmSync(copy, { recursive: true }));
  const here = byCli(ROOT, 'Europe/Berlin');

  test('without credentials, and without a warning', () => {
    expect(here).toMatchObject({ exitCode: 0, printed: expect.not.stringMatching(/warn|error|deprecat/i) });
  });

  test('from another directory and in another time zone', () => {
    expect(Object.keys(here.files).length).toBeGreaterThan(8);
    expect(differences(byCli(copy, 'Pacific/Auckland').files, here.files)).toEqual([]);
  });

  test('by the CLI and in process', () => {
    // bin/ adds the judges, which write this report.
    expect(differences(filesOf(synthesise()), here.files)).toEqual(['validation-report.json']);
  });
});
