import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApplicationSummary, Rehearsal } from '../../rehearsal';
import { EXEMPT, queueApp, tinyLandingZone } from '../rehearsal/application/tiny-landing-zone';
import { HOME } from '../rehearsal/api/tiny-app';
import { landingZone } from './command-line';

const oneRegion = tinyLandingZone().synth().directory;
const noDelete = tinyLandingZone({ Action: 'sqs:DeleteMessage', Condition: EXEMPT }).synth().directory;
const agnostic = queueApp({}).synth().directory;
const explicit = queueApp({ env: { account: '333333333333', region: HOME } }).synth().directory;

describe('landing-zone rehearse --inside', () => {
  test('prints progress, where the app went and the verdict, and ends with 0 when it deploys and runs', async () => {
    const { code, out } = await landingZone('rehearse', agnostic, '--inside', oneRegion, '--account', 'production');
    expect(out).toMatch(/Queue0 \| 1\/3 \| CREATE_COMPLETE/);
    expect(out).toMatch(/Queue0 in production \(\d{12}\), eu-central-1/);
    expect(out).toContain('assumed    eu-central-1 of production was bootstrapped with the qualifier hnb659fds');
    expect(out).toContain('✅  the guardrails let this app deploy (3 resources) and run');
    expect(code).toBe(0);
  });

  test('ends with 1 when a guardrail refuses it, and names statement, guardrail and remedy', async () => {
    const { code, out } = await landingZone('rehearse', agnostic, '--inside', oneRegion, '--account', 'production', '--region', 'us-east-1');
    expect(out).toContain('statement 0 "Tiny" of policy "tiny-policy" at Root = guardrail ACME-1 One region');
    expect(out).toContain('construct  Queue0/Queue/Resource');
    expect(out).toContain(`remedy     use one of the regions ${HOME}`);
    expect(out).toContain('❌  refused: 2 problems');
    expect(code).toBe(1);
  });

  test('ends with 1 when it deploys and its roles may not do what their policies allow', async () => {
    const { code, out } = await landingZone('rehearse', agnostic, '--inside', noDelete, '--account', 'production');
    expect(out).toMatch(/❌ role Queue0-Worker\S* may sqs:DeleteMessage, and is denied/);
    expect(out).toContain('denied by  statement 0 "Tiny" of service-control policy "tiny-policy" at Root = guardrail ACME-1 One region');
    expect(out).toContain('❌  the guardrails let this app deploy, and deny 1 permission of its roles');
    expect(code).toBe(1);
  });

  test('takes the account that an id of the app stands for, and writes the result as JSON beside it', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'landing-zone')), 'result.json');
    const { code } = await landingZone('rehearse', explicit, '--inside', oneRegion, '--account', '333333333333=production', '--json', path);
    const summary = JSON.parse(readFileSync(path, 'utf8')) as ApplicationSummary;
    expect(summary).toMatchObject({ formatVersion: 1, succeeded: true, runs: true, resources: 3, blocked: [], failures: [] });
    expect(code).toBe(0);
  });
});

describe('wrong use', () => {
  test.each<[string, string[], string]>([
    ['an account that there is not', [agnostic, '--inside', oneRegion, '--account', 'strange'], "'account' must be the id or the name of one account"],
    ['an account that nobody named', [explicit, '--inside', oneRegion, '--account', 'production'], "'accounts' must say which account of the landing zone 333333333333 is"],
    ['two accounts for one', [agnostic, '--inside', oneRegion, '--account', 'production', '--account', 'management'], "'--account' must name one account"],
    ['a region that every stack says', [explicit, '--inside', oneRegion, '--account', '333333333333=production', '--region', HOME], "'region' must be for stacks"],
    ['a permission set that nobody has', [agnostic, '--inside', oneRegion, '--account', 'production', '--as', 'permission-set/x'], "'as' must name a permission set that is assigned in"],
    ['a boundary that there is not', [agnostic, '--inside', oneRegion, '--account', 'production', '--boundary', 'x'], "'boundary' must be path and name of a policy"],
    ['a principal that is none', [agnostic, '--inside', oneRegion, '--account', 'production', '--as', 'me'], "'as' must be root"],
    ['a landing zone that is no assembly', [agnostic, '--inside', tmpdir(), '--account', 'production'], "'CDK_OUT' must be a cloud assembly"],
    ['an account without a landing zone', [agnostic, '--account', 'production'], '--account must come with --inside'],
    ['phases inside', [agnostic, '--inside', oneRegion, '--phases', 'destruction', '--inert'], '--phases, --inert must not come with --inside'],
  ])('%s ends with 2, and says what is wrong', async (_, args, message) => {
    const { code, errors } = await landingZone('rehearse', ...args);
    expect(errors).toContain(message);
    expect(code).toBe(2);
  });
});

test('an error of the model is no wrong use: it is thrown', async () => {
  const deploy = jest.spyOn(Rehearsal.prototype, 'deploy').mockRejectedValue(new TypeError('x is not a function'));
  await expect(landingZone('rehearse', agnostic, '--inside', oneRegion, '--account', 'production')).rejects.toThrow(new TypeError('x is not a function'));
  deploy.mockRestore();
});
