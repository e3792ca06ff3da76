import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnResource, Stack } from 'aws-cdk-lib';
import { RowResult, Simulation } from '../../rehearsal';
import { synthesise } from '../app/synth';
import { ROOT } from '../library/source-files';
import { app as emptyApp, deny, HOME, tinyOrganization } from '../rehearsal/api/tiny-app';
import { landingZone } from './command-line';

const folder = mkdtempSync(join(tmpdir(), 'landing-zone'));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** An organization in which nobody stops a trail, nor starts a large instance; with ids of guardrails as GuardrailPolicies writes them. */
function organization(): string {
  const tiny = tinyOrganization();
  deny(tiny, { Action: 'cloudtrail:StopLogging', Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:*:iam::*:role/lz/*' } } });
  const policy = tiny.app.node.findChild('Guardrails').node.findChild('Policy').node.defaultChild as CfnResource;
  policy.addMetadata('Guardrails', ['ACME-1, ACME-2']);
  policy.addMetadata('GuardrailTitles', { 'ACME-1': 'The trail runs on', 'ACME-3': 'Small instances only' });
  policy.addPropertyOverride('Content.Statement.1', {
    Sid: 'Types', Effect: 'Deny', Action: 'ec2:RunInstances', Resource: '*', Condition: { StringNotLike: { 'ec2:InstanceType': 't*' } },
  });
  return tiny.app.synth().directory;
}

const directory = organization();
const stop = ['--account', 'production', '--action', 'cloudtrail:StopLogging'];
const start = ['--as', 'role/Developer', '--account', 'production', '--action', 'ec2:RunInstances'];

describe('landing-zone simulate', () => {
  test('ends with 1 when denied, and names statement, guardrail, and the way from the root to the account', async () => {
    const { code, out } = await landingZone('simulate', directory, '--as', 'role/Developer', ...stop);
    expect(out).toContain('❌ denied   cloudtrail:StopLogging on *');
    expect(out).toContain('decided by  statement 0 "Tiny" of service-control policy "tiny-policy" at Root');
    expect(out).toContain('guardrail   ACME-1 The trail runs on, ACME-2');
    expect(out).toContain('SCPs        Root (FullAWSAccess, tiny-policy) › Workloads (FullAWSAccess) › production (FullAWSAccess)');
    expect(out).toContain('RCPs        do not reach cloudtrail');
    expect(out).toMatch(/assumed {5}role Developer of production \(\d{12}\) was not deployed: taken with full permissions/);
    expect(code).toBe(1);
  });

  test('ends with 0 when allowed', async () => {
    const { code, out } = await landingZone('simulate', directory, '--as', 'role/lz/lz-break-glass', ...stop);
    expect(out).toContain('✅ allowed');
    expect(code).toBe(0);
  });

  test('ends with 2 when a condition key decides that nobody gave, and names it', async () => {
    const { code, out } = await landingZone('simulate', directory, ...start);
    expect(out).toContain('❔ undecided');
    expect(out).toContain('\'context\' must give "ec2:InstanceType"');
    expect(code).toBe(2);
  });

  test('takes condition keys, and that the request has none', async () => {
    expect((await landingZone('simulate', directory, ...start, '--context', 'ec2:InstanceType=t3.micro')).code).toBe(0);
    expect((await landingZone('simulate', directory, ...start, '--context', 'ec2:InstanceType=p5.48xlarge')).code).toBe(1);
    expect((await landingZone('simulate', directory, ...start, '--context', 'ec2:InstanceType=')).code).toBe(1);
  });

  test('prints the answer as JSON', async () => {
    const { out } = await landingZone('simulate', directory, '--as', 'role/Developer', ...stop, '--json');
    expect(JSON.parse(out) as Simulation).toMatchObject({ outcome: 'denied', region: HOME, decision: { policy: 'tiny-policy', statement: 0, sid: 'Tiny' } });
  });
});

describe('landing-zone simulate --table', () => {
  const row = { as: 'role/Developer', account: 'production', action: 'cloudtrail:StopLogging' };

  test('ends with 0 when every row is answered as expected', async () => {
    const rows = [
      { ...row, title: 'nobody stops the trail', expect: 'denied', by: 'ACME-2' },
      { ...row, as: 'role/lz/lz-break-glass', expect: 'allowed' },
    ];
    const { code, out } = await landingZone('simulate', directory, '--table', file('good.json', rows));
    expect(out).toMatch(/✅ +│ 1 +│ nobody stops the trail +│ role\/Developer +│ production +│ denied by ACME-2 +│ denied +│ ACME-1, ACME-2/);
    expect(out).toContain('all 2 requests are answered as expected');
    expect(code).toBe(0);
  });

  test('ends with 1 when rows differ, and names row, expectation, answer and statement', async () => {
    const rows = [
      { ...row, title: 'somebody stops the trail', expect: 'allowed' },
      { ...row, expect: 'denied', by: 'ACME-3' },
      { ...row, action: 'ec2:RunInstances', expect: 'denied' },
      { ...row, expect: 'denied' },
    ];
    const { code, out } = await landingZone('simulate', directory, '--table', file('bad.json', rows));
    expect(out).toContain('row 1 "somebody stops the trail": expected allowed, got denied: denied: service control policy "tiny-policy" at "Root", statement 0');
    expect(out).toContain('by        statement 0 "Tiny" of service-control policy "tiny-policy" at Root');
    expect(out).toContain('row 2: expected denied by ACME-3, got denied by ACME-1, ACME-2');
    expect(out).toContain('row 3: expected denied, got undecided: \'context\' must give "ec2:InstanceType"');
    expect(out).toContain('3 of 4 requests differ');
    expect(code).toBe(1);
  });

  test('ends with 2 when a row cannot be asked, and answers the others', async () => {
    const rows = [
      { ...row, account: 'strange', expect: 'denied' },
      { ...row, action: 'cloudtrail:StopLoging', expect: 'denied' },
      { ...row, expect: 'denied', by: 'G99' },
      { ...row, expect: 'denied', by: 'ACME-1' },
    ];
    const { code, out } = await landingZone('simulate', directory, '--table', file('misspelt.json', rows));
    expect(out).toContain('row 1: \'account\' must be the id or the name of one account, got "strange"');
    expect(out).toContain('row 2: \'action\' must be an action that AWS knows, got "cloudtrail:StopLoging": did you mean "cloudtrail:StopLogging"?');
    expect(out).toContain('row 3: \'by\' must be the id of a guardrail of the assembly, got "G99": write one of ACME-1, ACME-2, ACME-3');
    expect(out).toContain('3 of 4 requests differ');
    expect(code).toBe(2);
  });

  test('prints the answers as JSON', async () => {
    const { out } = await landingZone('simulate', directory, '--json', '--table', file('json.json', [{ ...row, expect: 'allowed' }]));
    expect(JSON.parse(out) as RowResult[]).toMatchObject([{ number: 1, passed: false, row: { ...row, expect: 'allowed' }, simulation: { outcome: 'denied' } }]);
  });

  test('holds for the example organization, with the table of the documentation', async () => {
    const { code, out } = await landingZone('simulate', synthesise(), '--table', join(ROOT, 'docs/requests.example.json'));
    expect(out).toContain('requests are answered as expected');
    expect(code).toBe(0);
  }, 60_000);
});

describe('wrong use', () => {
  const row = { as: 'root', account: 'production', action: 's3:GetObject', expect: 'denied' };

  test.each<[string, string[], string]>([
    ['a question without its parts', ['--as', 'root'], '--account, --action must be given'],
    ['an account that there is not', ['--as', 'root', '--account', 'strange', '--action', 's3:GetObject'], "'account' must be the id or the name"],
    ['a principal that is none', ['--as', 'me', '--account', 'production', '--action', 's3:GetObject'], "'as' must be root, root-session, role/…"],
    ['an action that is none', ['--as', 'root', '--account', 'production', '--action', 'GetObject'], "'action' must be one action"],
    ['a misspelt action', ['--as', 'root', '--account', 'production', '--action', 'ec2:StartInstanc'], 'did you mean "ec2:StartInstances"?'],
    ['a misspelt key', ['--as', 'root', '--account', 'production', '--action', 's3:GetObject', '--context', 'aws:SecureTransprt=true'],
      'did you mean "aws:SecureTransport"?'],
    ['a misspelt service', ['--as', 'cloudtrial.amazonaws.com', '--account', 'production', '--action', 's3:GetObject'],
      'did you mean "cloudtrail.amazonaws.com"?'],
    ['a context without a value', ['--context', 'aws:SourceIp'], 'Write KEY=VALUE'],
    ['a table and a question', ['--table', 'x.json', '--as', 'root'], '--table must stand alone, got --as too'],
    ['a table that is no JSON', ['--table', file('broken.json', '[')], "'--table' must be a JSON file"],
    ['a table without rows', ['--table', file('empty.json', [])], 'a table must be a list of rows'],
    ['a row that is no object', ['--table', file('texts.json', ['root'])], 'row 1: must be an object'],
    ['a row that says too little', ['--table', file('little.json', [row, { as: 'root' }])], "row 2: 'account' must be given"],
    ['a row that says something strange', ['--table', file('strange.json', [{ ...row, who: 'me' }])], "row 1: 'who' is no member of a row"],
    ['an expectation that is none', ['--table', file('maybe.json', [{ ...row, expect: 'maybe' }])], '\'expect\' must be "allowed" or "denied", got "maybe"'],
    ['a guardrail that allows', ['--table', file('by.json', [{ ...row, expect: 'allowed', by: 'G01' }])], "'by' must stand with"],
    ['a context of numbers', ['--table', file('numbers.json', [{ ...row, context: { 'ec2:InstanceType': 1 } }])], "'context' must map condition keys to a text"],
  ])('%s ends with 2, and says what is wrong', async (_, args, message) => {
    const { code, errors } = await landingZone('simulate', directory, ...args);
    expect(errors).toContain(message);
    expect(code).toBe(2);
  });

  test('an assembly that AWS would refuse ends with 2, since there is nobody to ask', async () => {
    const app = emptyApp();
    const stack = new Stack(app, 'Data', { env: { account: '111111111111', region: HOME }, stackName: 'data' });
    new CfnResource(stack, 'Bucket', { type: 'AWS::S3::Bucket', properties: { Strange: true } });
    const { code, errors } = await landingZone('simulate', app.synth().directory, '--as', 'root', ...stop);
    expect(errors).toMatch(/AWS would refuse this deployment, so there is nobody to ask: .*Strange/);
    expect(code).toBe(2);
  });
});
