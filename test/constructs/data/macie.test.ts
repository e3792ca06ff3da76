import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { DataClassification, MacieDiscoveryJob, MacieDiscoveryJobProps, MacieSchedule } from '../../../lib/constructs/data';
import { KeyPurpose, ManagedKey } from '../../../lib/constructs/encryption';
import { enableMacie } from '../../../rehearsal/aws/services/macie2';
import { World } from '../../../rehearsal/aws/world';
import { Build, deploy, HOME, refusalOf, WORKLOAD, worldWith, writesOf } from '../deployed';

const templateOf = (props?: MacieDiscoveryJobProps) => {
  const stack = new Stack(new App(), 'Stack');
  new MacieDiscoveryJob(stack, 'Job', props);
  return Template.fromStack(stack);
};

const definitionOf = (props?: MacieDiscoveryJobProps) =>
  JSON.parse(Object.values(templateOf(props).findResources('Custom::MacieDiscoveryJob'))[0].Properties.Definition);

const worldWithMacie = () => {
  const world = worldWith();
  enableMacie(world, WORKLOAD, HOME);
  return world;
};
const job = (props?: MacieDiscoveryJobProps): Build => stack => { new MacieDiscoveryJob(stack, 'Job', props); };
const deployed = (world: World, build: Build) => deploy(world, { account: WORKLOAD, build });
const jobsOf = (world: World) =>
  [...world.state.macie.jobs.values()].map(({ jobStatus, definition }) => [jobStatus, definition.samplingPercentage]);

describe('defaults', () => {
  test('looks every Monday at a tenth of the buckets whose class is discovered', () => {
    expect(definitionOf()).toMatchObject({
      jobType: 'SCHEDULED', scheduleFrequency: { weeklySchedule: { dayOfWeek: 'MONDAY' } }, initialRun: true, samplingPercentage: 10,
      s3JobDefinition: { bucketCriteria: { includes: { and: [{ tagCriterion: { comparator: 'EQ', tagValues: [
        { key: 'DataClassification', value: 'confidential' }, { key: 'DataClassification', value: 'restricted' },
      ] } }] } } },
    });
  });

  test('its function and role have names and a place that guardrails leave to application teams', () => {
    const template = templateOf();
    template.hasResourceProperties('AWS::IAM::Role', { Path: Match.absent(), RoleName: Match.absent() });
    template.hasResourceProperties('AWS::Lambda::Function', { FunctionName: Match.absent() });
    template.hasResourceProperties('AWS::IAM::Role', { Policies: [Match.objectLike({ PolicyDocument: { Statement: Match.arrayWith([
      Match.objectLike({ Action: ['macie2:GetMacieSession', 'macie2:ListClassificationJobs'], Resource: '*' }),
    ]) } })] });
  });

  test('is made once, and deployed again without a call that changes something', async () => {
    const world = worldWithMacie();
    await deployed(world, job());
    expect(jobsOf(world)).toEqual([['IDLE', 10]]);
    const before = world.calls.length;
    await deployed(world, job());
    expect(writesOf(world.calls.slice(before)).filter(action => action.startsWith('macie2'))).toEqual([]);
    expect(jobsOf(world)).toEqual([['IDLE', 10]]);
  });
});

describe('options', () => {
  test.each([
    ['every day', MacieSchedule.daily(), { jobType: 'SCHEDULED', scheduleFrequency: { dailySchedule: {} } }],
    ['every month', MacieSchedule.monthly(1), { jobType: 'SCHEDULED', scheduleFrequency: { monthlySchedule: { dayOfMonth: 1 } } }],
  ])('can look %s', (_, schedule, expected) => {
    expect(definitionOf({ schedule })).toMatchObject(expected);
  });

  test('can look once, at all of a class of your own', () => {
    const health = DataClassification.custom({ className: 'health' });
    const definition = definitionOf({ schedule: MacieSchedule.once(), classes: [health], samplingPercentage: 100 });
    expect(definition).toMatchObject({ jobType: 'ONE_TIME', samplingPercentage: 100 });
    expect(definition).not.toHaveProperty('initialRun');
    expect(JSON.stringify(definition)).toContain('"value":"health"');
  });

  test('what changes is another job, and the old one is cancelled; so is the last one with the stack', async () => {
    const world = worldWithMacie();
    await deployed(world, job());
    await deployed(world, job({ samplingPercentage: 50 }));
    expect(jobsOf(world)).toEqual([['CANCELLED', 10], ['IDLE', 50]]);
    await deployed(world, stack => { new CfnResource(stack, 'Nothing', { type: 'AWS::SNS::Topic' }); });
    expect(jobsOf(world)).toEqual([['CANCELLED', 10], ['CANCELLED', 50]]);
  });

  test('Macie may decrypt with the keys of the buckets', () => {
    const stack = new Stack(new App(), 'Stack');
    new MacieDiscoveryJob(stack, 'Job', { encryptionKeys: [new Key(stack, 'Key')] });
    new ManagedKey(stack, 'Managed', { alias: 'alias/x', description: 'x', purposes: [KeyPurpose.macie()] });
    const keys = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
    expect(keys.map(({ Properties }) => Properties.KeyPolicy.Statement.some(({ Sid }: { Sid?: string }) => Sid === 'MacieDecrypts'))).toEqual([true, true]);
    expect(stack.node.findAll().flatMap(one => one.node.validate())).toEqual([]);
  });
});

describe('import', () => {
  test('cancels nothing where Macie is gone, or where somebody has cancelled the job', async () => {
    const world = worldWithMacie();
    await deployed(world, job());
    [...world.state.macie.jobs.values()][0].jobStatus = 'CANCELLED';
    await deployed(world, job({ samplingPercentage: 50 }));
    world.state.macie.sessions.clear();
    await deployed(world, stack => { new CfnResource(stack, 'Nothing', { type: 'AWS::SNS::Topic' }); });
    expect(jobsOf(world)).toEqual([['CANCELLED', 10], ['IDLE', 50]]);
  });
});

describe('validation', () => {
  test('fails where Macie is not enabled, and says so', async () => {
    expect((await refusalOf(deployed(worldWith(), job()))).message).toMatch(/Macie is not enabled in this account and Region: enable it first/);
  });

  test('fails on all mistakes at once', () => {
    const attempt = () => templateOf({
      classes: [DataClassification.PUBLIC], samplingPercentage: 0, schedule: MacieSchedule.once(), looksAtExistingObjects: false,
    });
    expect(attempt).toThrow(/3 problems/);
    expect(attempt).toThrow(/'classes' must have a class that is discovered, got \["public"\]/);
    expect(attempt).toThrow(/'samplingPercentage' must be 1 to 100 whole percent, got 0/);
    expect(attempt).toThrow(/'looksAtExistingObjects' must not be false for MacieSchedule.once/);
    expect(() => MacieSchedule.monthly(32)).toThrow(/'day' must be 1 to 31 whole days/);
  });
});
