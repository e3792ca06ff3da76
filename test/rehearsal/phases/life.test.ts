import { CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Rehearsal, rehearse, RehearsalOptions } from '../../../rehearsal';
import { app, bucketApp, deny, HOME, MANAGEMENT, TinyOrganization, tinyOrganization } from '../api/tiny-app';

/** Rehearses the tiny organization with something added to it. */
async function rehearseTiny(change: (tiny: TinyOrganization) => void, options: RehearsalOptions = {}): Promise<Rehearsal> {
  const tiny = tinyOrganization();
  change(tiny);
  return rehearse(tiny.app, options);
}

const EXEMPT = { ArnNotLike: { 'aws:PrincipalArn': ['arn:*:iam::*:role/lz/*', 'arn:*:iam::*:role/stacksets-exec-*'] } };

const statusOf = (rehearsal: Rehearsal, id: string) => rehearsal.phases.find(phase => phase.id === id)?.status;

describe('a sound organization', () => {
  let rehearsal: Rehearsal;
  beforeAll(async () => {
    rehearsal = await rehearseTiny(tiny => deny(tiny, { Action: ['organizations:LeaveOrganization', 'iam:*', 'ec2:*'], Condition: EXEMPT }), { faults: 'all' });
  });

  test('passes every phase', () => {
    expect(rehearsal.failures.map(failure => failure.message)).toEqual([]);
    expect(rehearsal.phases.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'first-deployment passed', 'reverse-order passed', 'log-delivery skipped', 'alerts skipped', 'way-in passed', 'member-stacks-updated passed', 'accounts-join passed', 'accounts-move passed',
      'accounts-suspended passed', 'reconciliation skipped', 'second-deployment passed', 'faults passed', 'destruction passed',
    ]);
  });

  test('lets an account join the root and every unit', () => {
    expect(rehearsal.phases.find(({ id }) => id === 'accounts-join')?.detail).toBe('Root, Workloads, PolicyStaging');
  });

  test('answers about the first deployment, not about the accounts that joined in rehearsal', () => {
    expect(JSON.stringify(rehearsal.tree())).not.toContain('rehearsal-');
  });
});

describe('guardrails that go too far', () => {
  test('that bind break-glass fail the rehearsal, and the deciding statement is named', async () => {
    const rehearsal = await rehearseTiny(tiny => deny(tiny, { Action: 'ec2:*' }), { phases: ['way-in'] });
    expect(rehearsal.failure?.details).toMatchObject({ kind: 'invariant', rule: { id: 'lock-out/way-in' } });
    expect(rehearsal.toJSON().failures[0]).toMatchObject({
      phase: 'way-in', account: expect.stringMatching(/^production \(\d{12}\)$/), decision: { layer: 'service-control', policy: 'tiny-policy', sid: 'Tiny', statement: 0 },
    });
  });

  test('that bind StackSets fail when an account joins, and when StackSets update', async () => {
    const rehearsal = await rehearseTiny(tiny => deny(tiny, { Action: 'iam:*', Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:*:iam::*:role/lz/*' } } }));
    expect(statusOf(rehearsal, 'accounts-join')).toBe('failed');
    expect(statusOf(rehearsal, 'member-stacks-updated')).toBe('failed');
    expect(statusOf(rehearsal, 'accounts-move')).toBe('skipped');
    expect(rehearsal.failure?.message).toContain('iam:');
  });

  test('that bind StackSets in a region fail the invariant of their role', async () => {
    const rehearsal = await rehearseTiny(tiny => deny(tiny, { Action: 'cloudformation:DeleteStack' }), { phases: ['way-in'] });
    expect(rehearsal.failure?.details.rule?.id).toBe('lock-out/stack-sets-role');
  });
});

/** A custom resource whose handler writes at every update. */
function busyHandler({ stack, activation }: TinyOrganization): void {
  const role = new CfnResource(stack, 'BusyRole', {
    type: 'AWS::IAM::Role',
    properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
      },
      Policies: [{ PolicyName: 'busy', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'organizations:*', Resource: '*' }] } }],
    },
  });
  const code = `const { OrganizationsClient, EnableAWSServiceAccessCommand } = require('@aws-sdk/client-organizations');
exports.handler = async event => {
  await new OrganizationsClient({}).send(new EnableAWSServiceAccessCommand({ ServicePrincipal: 'config.amazonaws.com' }));
  await fetch(event.ResponseURL, { method: 'PUT', headers: { 'content-type': '' }, body: JSON.stringify({ Status: 'SUCCESS', PhysicalResourceId: 'busy', StackId: event.StackId,
    RequestId: event.RequestId, LogicalResourceId: event.LogicalResourceId }) });
};`;
  const handler = new CfnResource(stack, 'BusyFunction', {
    type: 'AWS::Lambda::Function',
    properties: { FunctionName: 'busy', Runtime: 'nodejs24.x', Handler: 'index.handler', Role: role.getAtt('Arn'), Code: { ZipFile: code } },
  });
  const busy = new CfnResource(stack, 'Busy', { type: 'Custom::Busy', properties: { ServiceToken: handler.getAtt('Arn') } });
  busy.node.addDependency(activation);
}

describe('a second deployment', () => {
  test('fails when a handler writes again, and names the call', async () => {
    const rehearsal = await rehearseTiny(busyHandler, { phases: ['second-deployment'] });
    expect(rehearsal.failure?.details.rule?.id).toBe('life/second-deployment');
    expect(rehearsal.failure?.message).toContain('organizations:EnableAWSServiceAccess');
  });
});

describe('a failed step', () => {
  test('is followed by adoption where rollback keeps what has a fixed name', async () => {
    const kept = app();
    const stack = new Stack(kept, 'Data', { env: { account: MANAGEMENT, region: HOME }, stackName: 'data' });
    const bucket = new CfnResource(stack, 'Bucket', { type: 'AWS::S3::Bucket', properties: { BucketName: 'kept-data' } });
    bucket.applyRemovalPolicy(RemovalPolicy.RETAIN);
    new CfnResource(stack, 'Group', { type: 'AWS::Logs::LogGroup', properties: { LogGroupName: 'group' } }).addResourceDependency(bucket);
    const rehearsal = await rehearse(kept, { faults: 'all' });
    expect(rehearsal.failures.map(failure => failure.message)).toEqual([]);
    expect(rehearsal.phases.find(({ id }) => id === 'faults')?.detail).toMatch(/^2 steps failed, \d resources? adopted$/);
  });

  test('needs no adoption with RetainExceptOnCreate', async () => {
    const rehearsal = await rehearse(bucketApp(), { faults: 'all' });
    expect(rehearsal.phases.find(({ id }) => id === 'faults')?.detail).toBe('1 step failed');
  });
});

describe('delivery of logs', () => {
  test('fails when a bucket of access logs lets nobody write, and says what to allow', async () => {
    const silent = app();
    const stack = new Stack(silent, 'Data', { env: { account: MANAGEMENT, region: HOME }, stackName: 'data' });
    const target = new CfnResource(stack, 'Logs', { type: 'AWS::S3::Bucket', properties: { BucketName: 'access-logs' } });
    const source = new CfnResource(stack, 'Bucket', {
      type: 'AWS::S3::Bucket', properties: { BucketName: 'data', LoggingConfiguration: { DestinationBucketName: target.ref } },
    });
    [target, source].forEach(bucket => bucket.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE));
    const rehearsal = await rehearse(silent, { phases: ['log-delivery'] });
    expect(rehearsal.failure?.details).toMatchObject({ rule: { id: 's3/access-log-delivery' }, remedy: expect.stringContaining('logging.s3.amazonaws.com') });
  });
});

describe('destruction', () => {
  test('fails when it would delete a bucket, and says what to do', async () => {
    const careless = app();
    const stack = new Stack(careless, 'Data', { env: { account: MANAGEMENT, region: HOME }, stackName: 'data' });
    new CfnResource(stack, 'Bucket', { type: 'AWS::S3::Bucket', properties: { BucketName: 'lost-data' } });
    const rehearsal = await rehearse(careless);
    expect(rehearsal.failure?.message).toBe('destroy deletes bucket lost-data');
    expect(rehearsal.failure?.details.remedy).toContain('RETAIN_ON_UPDATE_OR_DELETE');
  });
});

describe('an update', () => {
  test('from the previous assembly is rehearsed instead of a first deployment', async () => {
    const previous = bucketApp().synth().directory;
    const rehearsal = await rehearse(bucketApp(), { previous });
    expect(rehearsal.succeeded).toBe(true);
    expect(statusOf(rehearsal, 'reverse-order')).toBe('skipped');
  });
});
