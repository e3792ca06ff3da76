import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, DefaultStackSynthesizer, Duration, PermissionsBoundary, RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import pc from 'picocolors';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { data, defaults, encryption } from 'cdk-secure-landing-zone';
import * as testing from 'cdk-secure-landing-zone/testing';
import { configuration } from '../../config/landing-zone';
import { applicationText, Rehearsal, rehearse } from '../../rehearsal';
import { addKeyStore } from '../../rehearsal/aws/services/kms-key-stores';
import { ROOT } from '../library/source-files';
import { app } from '../rehearsal/api/tiny-app';
import { synthesise } from './synth';

/** An app of a team in the production account of the example, under all its guardrails. */
let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await rehearse(synthesise(), { phases: [], faults: 'none' });
  expect(rehearsal.failures.map(({ message }) => message)).toEqual([]);
}, 120_000);

function shop(props: StackProps = {}, build: (stack: Stack, role: iam.IGrantable) => void = () => undefined, own = app()): App {
  const stack = new Stack(own, 'Shop', props);
  const queue = new sqs.Queue(stack, 'Orders', { enforceSSL: true, encryption: sqs.QueueEncryption.SQS_MANAGED });
  const bucket = new s3.Bucket(stack, 'Invoices', {
    enforceSSL: true, blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, encryption: s3.BucketEncryption.S3_MANAGED,
  });
  const worker = new lambda.Function(stack, 'Worker', {
    runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = () => undefined'), timeout: Duration.seconds(10),
  });
  queue.grantConsumeMessages(worker);
  bucket.grantReadWrite(worker);
  build(stack, worker);
  return own;
}

const PRODUCTION = { account: 'production' };
const BOUNDARY = 'lz/lz-developer-boundary';

/** What docs/access.md has teams write into their cdk.json. */
const teams = () => ({ synthesizer: new DefaultStackSynthesizer({ qualifier: 'teams' }) });
const bounded = () => ({ ...teams(), permissionsBoundary: PermissionsBoundary.fromName(BOUNDARY) });
const AS_DEVELOPER = { ...PRODUCTION, boundary: BOUNDARY, as: 'permission-set/lz-developer' };

test('deploys and runs by the bootstrap of CDK', async () => {
  const deployed = await rehearsal.deploy(shop(), PRODUCTION);
  expect(deployed.failures.map(({ message }) => message)).toEqual([]);
  expect(deployed.blocked).toEqual([]);
  expect(deployed.conditional).toEqual([]);
}, 60_000);

test('deploys and runs by the bootstrap of teams, with the boundary of developers, run by one of them', async () => {
  const deployed = await rehearsal.deploy(shop(bounded()), AS_DEVELOPER);
  expect(deployed.failures.map(({ message }) => message)).toEqual([]);
  expect(deployed.blocked).toEqual([]);
}, 60_000);

test('is refused by that bootstrap where a role has no boundary, and told what to do', async () => {
  const { failure } = await rehearsal.deploy(shop(teams()), AS_DEVELOPER);
  expect(failure?.message).toMatch(/iam:CreateRole.*permissions boundary/);
  expect(failure?.details.remedy).toContain('"@aws-cdk/core:permissionsBoundary"');
}, 60_000);

test('is refused by the boundary of developers where it names another bootstrap, and told what to do', async () => {
  const { failure } = await rehearsal.deploy(shop(), { ...PRODUCTION, boundary: BOUNDARY });
  expect(failure?.message).toMatch(/cdk-hnb659fds-deploy-role.*iam:PassRole/);
  expect(failure?.details.remedy).toContain('"@aws-cdk/core:bootstrapQualifier"');
}, 60_000);

test('is refused in a region that is not governed', async () => {
  const deployed = await rehearsal.deploy(shop(), { ...PRODUCTION, region: 'ap-south-1' });
  expect(deployed.toJSON().failures.map(({ decision, remedy }) => [decision?.guardrail?.split(',')[0], remedy])).toEqual(
    Array(2).fill([expect.stringMatching(/^G05/), expect.stringContaining(configuration.governedRegions!.join(', '))]));
}, 60_000);

test('is refused where a stack of its own stands in another region, as those of CloudFront do, and the other stacks are told apart', async () => {
  const own = shop({ env: { region: configuration.homeRegion } });
  new sqs.Queue(new Stack(own, 'Edge', { env: { region: 'us-east-1' } }), 'Queue');
  const { failures, stacks } = await rehearsal.deploy(own, PRODUCTION);
  expect(stacks.map(({ displayName, region }) => `${displayName} ${region}`).sort()).toEqual(['Edge us-east-1', `Shop ${configuration.homeRegion}`]);
  expect(new Set(failures.map(({ details }) => details.stackName))).toEqual(new Set(['Edge']));
}, 60_000);

test('is refused where it makes a bucket public, whatever the bucket says', async () => {
  const own = app();
  new s3.Bucket(new Stack(own, 'Site'), 'Website', {
    publicReadAccess: true,
    blockPublicAccess: new s3.BlockPublicAccess({
      blockPublicPolicy: false, restrictPublicBuckets: false, blockPublicAcls: true, ignorePublicAcls: true,
    }),
  });
  const { failure } = await rehearsal.deploy(own, PRODUCTION);
  expect(failure?.details.rule?.id).toBe('s3/no-public-policy');
  expect(failure?.message).toMatch(/makes site-website\w+-\w+ public, which policy "lz-\S+" of the organization blocks/);
  expect(failure?.details.remedy).toContain('CloudFront');
}, 60_000);

test('has roles that may less than their policies say, where a guardrail says so', async () => {
  const own = shop({}, (_, worker) => {
    worker.grantPrincipal.addToPrincipalPolicy(new iam.PolicyStatement({
      sid: 'Audit', actions: ['cloudtrail:LookupEvents', 'organizations:LeaveOrganization'], resources: ['*'],
    }));
  });
  const { succeeded, blocked } = await rehearsal.deploy(own, PRODUCTION);
  expect(succeeded).toBe(true);
  expect(blocked).toEqual([expect.objectContaining({
    actions: ['organizations:LeaveOrganization'], guardrails: [expect.objectContaining({ id: 'G02' })], constructPath: 'Shop/Worker/ServiceRole/Resource',
    grantedBy: expect.objectContaining({ sid: 'Audit' }), layer: 'service-control', node: 'Workloads',
  })]);
}, 60_000);

describe('functions of constructs, whose names CloudFormation makes up, are let in by the guardrails', () => {
  const id = 'cks-1234567890abcdef0';
  beforeAll(() => {
    const { deployed } = rehearsal['run'];
    const production = [...deployed.state.organizations.accounts.values()].find(({ name }) => name === 'production')!.id;
    addKeyStore(deployed, production, configuration.homeRegion, { id, kind: 'AWS_CLOUDHSM' });
  });

  test.each<[string, (stack: Stack) => void]>([
    ['keys in custom key stores', stack => new encryption.KeyStoreKey(stack, 'Key', {
      alias: 'alias/orders', description: 'Encrypts orders', purposes: [], keyStore: encryption.KeyStore.cloudHsm(id), removalPolicy: RemovalPolicy.DESTROY,
    })],
    ['jobs of Macie', stack => new data.MacieDiscoveryJob(stack, 'Job')],
  ])('%s', async (_, build) => {
    const own = app();
    build(new Stack(own, 'Shop'));
    const deployed = await rehearsal.deploy(own, PRODUCTION);
    expect(deployed.failures.map(({ message }) => message)).toEqual([]);
    expect(deployed.blocked).toEqual([]);
    const [handler] = deployed.resources({ type: 'AWS::Lambda::Function' });
    expect(handler.physicalId).toMatch(/^Shop-/);
  }, 60_000);
});

describe('docs/testing.md', () => {
  const page = readFileSync(join(ROOT, 'docs/testing.md'), 'utf8');
  const snippets = [...page.matchAll(/```ts\n([^]*?)```/g)].map(([, code]) =>
    transpileModule(code, { compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 } }).outputText);
  const modules: Readonly<Record<string, unknown>> = {
    'cdk-secure-landing-zone/testing': testing,
    'cdk-secure-landing-zone/rehearsal': { rehearse: () => Promise.resolve(rehearsal) },
  };
  const secured = app();
  defaults.SecureDefaults.applyTo(secured, { asOf: '2026-11-22' });
  data.DataClassification.INTERNAL.applyTo(secured);
  const own = shop({}, undefined, secured);

  /** Tests of the page become tests of this file. */
  const run = (code: string) => (new Function('require', 'exports', 'app', 'stack', code) as (load: (name: string) => unknown, ...given: unknown[]) => void)(
    name => modules[name], {}, own, own.node.findChild('Shop'));
  const tests = snippets.filter(code => code.includes('test('));
  expect(tests).toHaveLength(2);
  tests.forEach(run);

  test('shows what the command prints', async () => {
    const worker = shop({}, (_, role) => role.grantPrincipal.addToPrincipalPolicy(
      new iam.PolicyStatement({ sid: 'Mail', actions: ['ses:SendEmail'], resources: ['arn:aws:ses:us-west-2:*:identity/shop.example.com'] })));
    const printed = applicationText((await rehearsal.deploy(worker, PRODUCTION)).toJSON(), pc.createColors(false));
    expect(printed.split('\n').filter(line => !page.includes(line))).toEqual([]);
  }, 60_000);
});
