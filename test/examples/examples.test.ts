import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { LandingZone } from '../../lib';
import { Rehearsal, rehearse } from '../../rehearsal';
import { configuration } from '../../config/landing-zone';
import { context } from '../../cdk.json';
import { judge, Judgement } from '../constructs/control-tower';
import { EXAMPLE_FILES, exampleOf, sourceOf } from './example-apps';

jest.setTimeout(300_000);

const NAMES = Object.keys(EXAMPLE_FILES);
/** Those that teams deploy into accounts of a landing zone. */
const OF_TEAMS = ['data-pipeline', 'serverless-api', 'static-site', 'three-tier'];

test('there is an app for each way to begin', () => {
  expect(NAMES).toEqual(expect.arrayContaining([...OF_TEAMS, 'guardrails', 'single-account']));
});

describe.each(NAMES)('the example %s', name => {
  let app: App;
  let judgement: Judgement;
  beforeAll(() => {
    app = exampleOf(name);
    judgement = judge(app, { nist: true });
  });

  test('is short, imports the package by its name, and acknowledges nothing', () => {
    const source = sourceOf(name);
    expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(80);
    expect([...source.matchAll(/from '([^']+)'/g)].map(([, specifier]) => specifier).filter(specifier => !/^(aws-cdk-lib(\/|$)|cdk-secure-landing-zone)/.test(specifier))).toEqual([]);
    expect(source).not.toMatch(/acknowledge|waiver/i);
  });

  test('has no finding of cdk-nag, NIST 800-53 R5 and Control Tower', () => {
    expect(judgement.findings).toEqual([]);
  });

  test('synthesises what it did', () => {
    for (const stack of app.node.findAll().filter(Stack.isStack)) {
      expect(JSON.parse(readFileSync(join(app.outdir, stack.templateFile), 'utf8'))).toMatchSnapshot(stack.stackName);
    }
  });
});

describe('in the landing zone', () => {
  let rehearsal: Rehearsal;
  beforeAll(async () => {
    const app = new App({ context });
    // CloudFront has what it needs in us-east-1, and where the platform makes no networks, teams make their own.
    new LandingZone(app, 'LandingZone', {
      ...configuration, governedRegions: [...configuration.governedRegions, 'us-east-1'], network: undefined,
    });
    rehearsal = await rehearse(app, { faults: 'none', phases: [] });
  });

  test.each(OF_TEAMS)('the example %s deploys in production, and runs', async name => {
    const deployed = await rehearsal.deploy(exampleOf(name).synth().directory, { accounts: { '222222222222': 'production' } });
    expect(deployed.failures).toEqual([]);
    expect(deployed.blocked).toEqual([]);
  });
});
