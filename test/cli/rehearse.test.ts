import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnResource, Stack } from 'aws-cdk-lib';
import { RehearsalSummary } from '../../rehearsal';
import { bucketApp, app as emptyApp } from '../rehearsal/api/tiny-app';
import { BROKEN_ASSEMBLIES } from './broken-assemblies';
import { landingZone } from './command-line';

const folder = mkdtempSync(join(tmpdir(), 'landing-zone'));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('landing-zone rehearse', () => {
  const good = bucketApp().synth().directory;

  test('prints progress and the verdict, and ends with 0 when AWS would accept the deployment', async () => {
    const { code, out } = await landingZone('rehearse', good);
    expect(out).toContain('Data (data): deploying... [1/1]');
    expect(out).toMatch(/data \| 1\/1 \| CREATE_COMPLETE +\| AWS::S3::Bucket +\| Data\/Bucket \(Bucket\)/);
    expect(out).toContain('AWS would accept this deployment');
    expect(code).toBe(0);
  });

  test('ends with 1 when something is refused, and names the resource and its path', async () => {
    const app = emptyApp();
    const stack = new Stack(app, 'Data', { env: { account: '111111111111', region: 'eu-central-1' }, stackName: 'data' });
    new CfnResource(stack, 'Bucket', { type: 'AWS::S3::Bucket', properties: { Strange: true } });
    const { code, out } = await landingZone('rehearse', app.synth().directory);
    expect(out).toContain('resource   Bucket (AWS::S3::Bucket)');
    expect(out).toContain('construct  Data/Bucket');
    expect(out).toContain('refused: 1 problem');
    expect(code).toBe(1);
  });

  test('writes the result as JSON beside it', async () => {
    const path = join(folder, 'result.json');
    await landingZone('rehearse', good, '--json', path);
    const summary = JSON.parse(readFileSync(path, 'utf8')) as RehearsalSummary;
    expect(summary).toMatchObject({ formatVersion: 1, succeeded: true, failures: [], counts: { stacks: 1, resources: 1 } });
    expect(summary.phases[0]).toMatchObject({ id: 'first-deployment', status: 'passed' });
  });

  test('leaves the faults out when asked to', async () => {
    const { out } = await landingZone('rehearse', good, '--faults', 'none');
    expect(out).toContain('a failed step, its rollback, and the next attempt · not asked for');
  });

  test('runs only the phases that are asked for', async () => {
    const { code, out } = await landingZone('rehearse', good, '--phases', 'second-deployment, destruction');
    expect(out).toContain('cdk destroy --all');
    expect(out).not.toContain('the other way round');
    expect(code).toBe(0);
  });

  test('takes the quotas that AWS raised', async () => {
    const { code } = await landingZone('rehearse', good, '--quotas', file('quotas.json', '{"policySize":{"SERVICE_CONTROL_POLICY":10240}}'));
    expect(code).toBe(0);
  });

  test('rehearses the update from a previous assembly', async () => {
    const { code, out } = await landingZone('rehearse', good, '--previous', good);
    expect(code).toBe(0);
    expect(out).toContain('(no changes)');
  });
});

describe('wrong use', () => {
  test.each<[string, string[], string]>([
    ['an unknown option', ['rehearse', '--strange'], "unknown option '--strange'"],
    ['an unknown command', ['strange'], "unknown command 'strange'"],
    ['a folder without an assembly', ['rehearse', folder], 'must be a cloud assembly'],
    ['a strange choice of faults', ['rehearse', folder, '--faults', 'some'], 'Allowed choices are none, stacks, all'],
    ['a phase that does not exist', ['rehearse', folder, '--phases', 'strange'], "'--phases' must be among first-deployment"],
    ['quotas with strange members', ['rehearse', folder, '--quotas', file('quota.json', '{"size":1}')], "'--quotas' must have the members policySize, policyAttachments, got size"],
    ...BROKEN_ASSEMBLIES.map(({ what, directory, message }) => [what, ['rehearse', directory], message] as [string, string[], string]),
    ['quotas of null', ['rehearse', folder, '--quotas', file('null.json', 'null')], "'--quotas' must be a JSON object, got null"],
    ['quotas that are a list', ['rehearse', folder, '--quotas', file('list.json', '[]')], "'--quotas' must be a JSON object, got []"],
    ['a world of null', ['rehearse', folder, '--world', file('null.json', 'null')], "'--world' must be a JSON object, got null"],
    ['a world that is no JSON', ['rehearse', folder, '--world', file('broken.json', '{')], "'--world' must be a JSON file"],
    ['a world without ids', ['rehearse', folder, '--world', file('empty.json', '{}')], "'--world' must name organizationId and rootId"],
    ['a world with strange members', ['rehearse', folder, '--world', file('strange.json', '{"organizationId":"o-a1b2c3d4e5","rootId":"r-a1b2","ous":[]}')],
      'got ous in'],
  ])('%s ends with 2, and says what is wrong', async (_, args, message) => {
    const { code, errors } = await landingZone(...args);
    expect(errors).toContain(message);
    expect(code).toBe(2);
  });

  test('an assembly that no CDK wrote ends with 2, and says what is wrong with it', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'landing-zone'));
    writeFileSync(join(directory, 'manifest.json'), JSON.stringify({
      version: '48.0.0',
      artifacts: { Data: { type: 'aws:cloudformation:stack', environment: 'somewhere', properties: { templateFile: 'data.json' } } },
    }));
    const { code, errors } = await landingZone('rehearse', directory);
    expect(errors).toContain('the environment of stack "Data" must be aws://account/region');
    expect(code).toBe(2);
  });

  test('help is no wrong use', async () => {
    const { code, out } = await landingZone('rehearse', '--help');
    expect(out).toContain('Usage: landing-zone rehearse');
    expect(code).toBe(0);
  });
});
