import { execFileSync } from 'child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { synthesise } from './synth';

const ROOT = join(__dirname, '../..');

/** What `cdk synth` runs on; the rest of the checkout does not take part. */
const CHECKOUT = ['bin', 'config', 'lib', 'cdk.json', 'package.json', 'tsconfig.json'];

/** Every file of an assembly but the ones that only the way to call CDK decides. */
function filesOf(directory: string): Record<string, string> {
  const files = readdirSync(directory).filter(file => !/^(cdk\.out|manifest\.json|tree\.json|validation-report\.json|.*\.metadata\.json)$/.test(file)).sort();
  return Object.fromEntries(files.map(file => [file, readFileSync(join(directory, file), 'utf8')]));
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
    expect(filesOf(byCli(copy, 'Pacific/Auckland'))).toEqual(here);
  });

  test('by the CLI and in process', () => {
    expect(filesOf(synthesise())).toEqual(here);
  });
});
