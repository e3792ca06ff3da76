import { CfnResource, DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Rehearsal, rehearse, WrongUseError } from '../../../rehearsal';
import { app, bucketApp, HOME, MANAGEMENT, tinyOrganization } from '../api/tiny-app';
import { deployed as zoneOf, EXEMPT, landingZone, queueApp, tinyPerimeter } from './tiny-landing-zone';

let rehearsal: Rehearsal;
beforeAll(async () => {
  rehearsal = await landingZone();
});

describe('an app in an account', () => {
  test('deploys where the guardrails let it, and runs', async () => {
    const deployed = await rehearsal.deploy(queueApp({}), { account: 'production' });
    expect(deployed.failures.map(({ message }) => message)).toEqual([]);
    expect(deployed.blocked).toEqual([]);
    expect(deployed.runs).toBe(true);
    expect(deployed.phases.map(({ id, status }) => `${id} ${status}`))
      .toEqual(['deployer passed', 'first-deployment passed', 'reverse-order passed', 'deliveries passed', 'second-deployment passed']);
    expect(deployed.stacks).toEqual([{ name: 'Queue0', displayName: 'Queue0', account: expect.stringMatching(/^production \(\d{12}\)$/), region: HOME }]);
    expect(deployed.resources().map(({ type }) => type).sort()).toEqual(['AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::SQS::Queue']);
  });

  test('is refused where they do not, by statement and guardrail, with what to do', async () => {
    const deployed = await rehearsal.deploy(queueApp({}), { account: 'production', region: 'eu-west-1' });
    expect(deployed.succeeded).toBe(false);
    expect(deployed.toJSON().failures[0]).toMatchObject({
      phase: 'deployer', kind: 'denied', region: 'eu-west-1', remedy: expect.stringContaining(`use one of the regions ${HOME}`),
      decision: { policy: 'tiny-policy', sid: 'Tiny', guardrail: 'ACME-1', node: 'Root' },
    });
    expect(deployed.toJSON().failures[1]).toMatchObject({ phase: 'first-deployment', constructPath: 'Queue0/Queue/Resource' });
  });

  test('leaves the landing zone as it was, so that the next app finds it the same', async () => {
    const before = JSON.stringify(rehearsal);
    const once = await rehearsal.deploy(queueApp({ stackName: 'mine' }), { account: 'production' });
    const twice = await rehearsal.deploy(queueApp({ stackName: 'mine' }), { account: 'production' });
    expect(JSON.stringify(rehearsal)).toBe(before);
    expect(rehearsal.resources({ stackName: 'mine' })).toEqual([]);
    const timeless = (summary: object) => JSON.stringify(summary, (key, value: unknown) => key === 'milliseconds' ? 0 : value);
    expect(timeless(twice.toJSON())).toBe(timeless(once.toJSON()));
  });

  test('can be asked about, once deployed', async () => {
    const deployed = await rehearsal.deploy(queueApp({}), { account: 'production' });
    const [role] = deployed.resources({ type: 'AWS::IAM::Role' });
    const [queue] = deployed.resources({ type: 'AWS::SQS::Queue' });
    const receive = { as: `role/${role.physicalId}`, account: 'production', action: 'sqs:ReceiveMessage', resource: String(queue.attributes.Arn) };
    expect(deployed.simulate(receive).outcome).toBe('allowed');
    expect(deployed.simulate({ ...receive, region: 'eu-west-1' }).decision?.guardrails).toEqual([{ id: 'ACME-1', title: 'One region' }]);
  });

  test('needs the types that the model knows: any other is refused by name', async () => {
    const own = app();
    new CfnResource(new Stack(own, 'Strange'), 'Thing', { type: 'AWS::Strange::Thing' });
    const { failure } = await rehearsal.deploy(own, { account: 'production' });
    expect(failure?.details).toMatchObject({ kind: 'unknown', message: expect.stringContaining('AWS::Strange::Thing') });
  });
});

describe('permissions of roles', () => {
  const write = { Action: 'sqs:DeleteMessage', Condition: EXEMPT };

  test('that a guardrail denies are blocked, with role, statement, guardrail and remedy', async () => {
    const deployed = await (await landingZone(write)).deploy(queueApp({}), { account: 'production' });
    expect(deployed.succeeded).toBe(true);
    expect(deployed.runs).toBe(false);
    expect(deployed.blocked).toEqual([expect.objectContaining({
      constructPath: 'Queue0/Worker/Resource', actions: ['sqs:DeleteMessage'], region: HOME, resource: expect.stringMatching(/^arn:aws:sqs:eu-central-1:\d{12}:/),
      grantedBy: { policy: expect.stringMatching(/^WorkerDefaultPolicy/), statement: 0 },
      layer: 'service-control', node: 'Root', policy: 'tiny-policy', statement: 0, sid: 'Tiny', guardrails: [{ id: 'ACME-1', title: 'One region' }],
      remedy: 'do without it, or ask whoever runs the landing zone for another organizational unit',
    })]);
  });

  test('that a guardrail denies in the region of their resource are blocked', async () => {
    const own = app();
    const role = new iam.Role(new Stack(own, 'Reader'), 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(new iam.PolicyStatement({ actions: ['sqs:Receive*', 'sqs:SendMessage'], resources: [`arn:aws:sqs:us-east-1:${MANAGEMENT}:orders`, '*'] }));
    const { blocked } = await rehearsal.deploy(own, { account: 'production' });
    expect(blocked).toEqual([expect.objectContaining({ actions: ['sqs:ReceiveMessage', 'sqs:SendMessage'], region: 'us-east-1', remedy: expect.stringContaining(HOME) })]);
  });

  test('that a guardrail denies unless the request says otherwise are conditional', async () => {
    const zone = await landingZone({ ...write, Condition: { ...EXEMPT, StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } } });
    const deployed = await zone.deploy(queueApp({}), { account: 'production' });
    expect(deployed.blocked).toEqual([]);
    expect(deployed.runs).toBe(true);
    expect(deployed.conditional).toEqual([expect.objectContaining({ actions: ['sqs:DeleteMessage'], dependsOn: ['aws:SourceVpc'] })]);
  });

  test('that a boundary leaves out are blocked, with what to do', async () => {
    const own = queueApp({});
    const stack = own.node.findChild('Queue0') as Stack;
    const boundary = new iam.ManagedPolicy(stack, 'Boundary', {
      statements: [new iam.PolicyStatement({ notActions: ['sqs:DeleteMessage'], resources: ['*'] })],
    });
    iam.PermissionsBoundary.of(stack.node.findChild('Worker')).apply(boundary);
    const { runs, blocked } = await rehearsal.deploy(own, { account: 'production' });
    expect(runs).toBe(false);
    expect(blocked).toEqual([expect.objectContaining({
      actions: ['sqs:DeleteMessage'], layer: 'boundary', guardrails: [],
      remedy: 'do without it: the boundary of whoever deploys bounds what is deployed too',
    })]);
  });

  test('that a resource control policy denies are blocked, on resources of the app', async () => {
    const zone = await zoneOf(tinyPerimeter({ Action: 'sqs:DeleteMessage' }));
    const { runs, blocked } = await zone.deploy(queueApp({}), { account: 'production' });
    expect(runs).toBe(false);
    expect(blocked).toEqual([expect.objectContaining({
      actions: ['sqs:DeleteMessage'], layer: 'resource-control', node: 'Root', policy: 'tiny-perimeter', sid: 'Perimeter',
      remedy: 'do without it, or ask whoever runs the landing zone for another organizational unit',
    })]);
  });

  const reader = (...statements: iam.PolicyStatementProps[]) => {
    const own = app();
    const role = new iam.Role(new Stack(own, 'Reader'), 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    statements.forEach(statement => role.addToPolicy(new iam.PolicyStatement(statement)));
    return own;
  };

  test.each<[string, string]>([
    ['*', 'arn:aws:sqs:*:*:audit-*'],
    ['arn:aws:sqs:*:*:aud*', 'arn:*:sqs:*:*:audit-*'],
    ['arn:aws:sqs:*:*:*-log', 'arn:aws:sqs:*:*:audit-*'],
  ])('on %s that a guardrail denies for some of it are conditional, and tell for which', async (resource, denied) => {
    const zone = await landingZone({ Action: 'sqs:Send*', Condition: EXEMPT, Resource: [denied, 'arn:aws:sqs:*:*:other'] });
    const { blocked, conditional, runs } = await zone.deploy(reader({ actions: ['sqs:SendMessage', 'sqs:ReceiveMessage'], resources: [resource] }), { account: 'production' });
    expect(blocked).toEqual([]);
    expect(runs).toBe(true);
    expect(conditional.filter(({ deniedFor }) => deniedFor === denied))
      .toEqual([expect.objectContaining({ actions: ['sqs:SendMessage'], resource, policy: 'tiny-policy', sid: 'Tiny' })]);
    expect(conditional).toHaveLength(resource === '*' ? 2 : 1);
  });

  test('on what is another service, or spared, are not conditional', async () => {
    const zone = await landingZone({ Action: '*', Condition: EXEMPT, Resource: 'arn:aws:s3:::audit-*' });
    const { conditional } = await zone.deploy(reader({ actions: ['sqs:SendMessage'], resources: ['*'] }), { account: 'production' });
    expect(conditional).toEqual([]);
  });

  test('to do anything are asked for what guardrails deny by name', async () => {
    const { runs, blocked } = await (await landingZone(write)).deploy(reader({ actions: ['*'], resources: ['*'] }), { account: 'production' });
    expect(runs).toBe(false);
    expect(blocked).toEqual([expect.objectContaining({ actions: ['sqs:DeleteMessage'], resource: '*' })]);
    const spared = reader({ notActions: ['sqs:*'], resources: ['*'] });
    expect((await (await landingZone(write)).deploy(spared, { account: 'production' })).runs).toBe(true);
  });

  test('of users are asked too, those of their groups among them', async () => {
    const own = app();
    const stack = new Stack(own, 'People');
    const group = new iam.Group(stack, 'Group');
    const user = new iam.User(stack, 'User', { groups: [group] });
    group.addToPolicy(new iam.PolicyStatement({ actions: ['sqs:DeleteMessage'], resources: ['*'] }));
    const { blocked } = await (await landingZone(write)).deploy(own, { account: 'production' });
    expect(blocked).toEqual([expect.objectContaining({ actions: ['sqs:DeleteMessage'], constructPath: `${user.node.path}/Resource`, roleArn: expect.stringContaining(':user/') })]);
  });

  test('that the role denies itself, or that cannot be listed, are not', async () => {
    const own = app();
    const role = new iam.Role(new Stack(own, 'Own'), 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(new iam.PolicyStatement({ actions: ['sqs:*'], resources: ['*'] }));
    role.addToPolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['sqs:DeleteMessage'], resources: ['*'] }));
    role.addToPolicy(new iam.PolicyStatement({ actions: ['*'], resources: ['*'] }));
    const { blocked, assumptions } = await (await landingZone(write)).deploy(own, { account: 'production' });
    expect(blocked).toEqual([]);
    expect(assumptions).toContainEqual(expect.stringMatching(/^Own-Role.* allows more than can be listed/));
  });
});

describe('the accounts of the stacks', () => {
  const TEAM = '333333333333';

  test('may be ids that the team has for them: wherever a template names one, the rehearsed account takes its place', async () => {
    const own = queueApp({ env: { account: TEAM, region: HOME } }, { env: { account: MANAGEMENT, region: HOME } }, {});
    const deployed = await rehearsal.deploy(own, { account: 'management', accounts: { [TEAM]: 'production' } });
    expect(deployed.failures.map(({ message }) => message)).toEqual([]);
    expect(deployed.stacks.map(({ account }) => account.replace(/ .*/, ''))).toEqual(['production', 'management', 'management']);
    expect(deployed.resources({ account: 'production' })).toHaveLength(3);
  });

  test('must be accounts of the landing zone: all that are not are named, with what to do', async () => {
    const attempt = rehearsal.deploy(queueApp({ env: { account: TEAM, region: HOME } }, {}), { accounts: { '444444444444': 'production' } });
    await expect(attempt).rejects.toThrow(/'account' must be given .* \(Queue1\): name one of management, production; 'accounts' must say which account of the landing zone 333333333333 is, in which the app puts Queue0: accounts: \{ '333333333333': .*\}, .*; 'accounts' must have ids that the app has in its stacks or templates, got "444444444444": it has 333333333333, leave it out/);
    await expect(rehearsal.deploy(queueApp({}), { account: 'strange' })).rejects.toThrow(/'account' must be the id or the name of one account, got "strange"/);
  });

  test('may be ids that only a template has, wherever it has them', async () => {
    const own = queueApp({ env: { account: TEAM, region: HOME } });
    const stack = own.node.findChild('Queue0') as Stack;
    new iam.Role(stack, 'Auditor', { assumedBy: new iam.AccountPrincipal('444444444444') });
    const deployed = await rehearsal.deploy(own, { accounts: { [TEAM]: 'production', '444444444444': 'management' } });
    expect(deployed.failures.map(({ message }) => message)).toEqual([]);
    const auditor = deployed.resources({ type: 'AWS::IAM::Role' }).find(({ logicalId }) => logicalId.startsWith('Auditor'))!;
    expect(JSON.stringify(auditor.properties.AssumeRolePolicyDocument)).toContain(`arn:aws:iam::${MANAGEMENT}:root`);
  });

  test('and regions that would be passed over are refused, since every stack says its own', async () => {
    const own = () => queueApp({ env: { account: MANAGEMENT, region: HOME } });
    await expect(rehearsal.deploy(own(), { account: 'production' })).rejects.toThrow(/'account' must be for stacks that do not say their account, got "production"/);
    await expect(rehearsal.deploy(own(), { region: 'us-east-1' })).rejects.toThrow(/'region' must be for stacks that do not say their region, got "us-east-1"/);
    await expect(rehearsal.deploy(own(), { region: 'us-east-1' })).rejects.toBeInstanceOf(WrongUseError);
    expect((await rehearsal.deploy(own())).succeeded).toBe(true);
  });

  test('may be several, in several regions', async () => {
    const own = queueApp({ env: { region: HOME } }, { env: { region: 'us-east-1' } });
    const zone = await landingZone({ Action: 'sqs:*', Condition: { ...EXEMPT, StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } });
    const { runs, stacks } = await zone.deploy(own, { account: 'production' });
    expect(runs).toBe(true);
    expect(stacks.map(({ region }) => region)).toEqual([HOME, 'us-east-1']);
  });
});

describe('the bootstrap', () => {
  test('is laid down where nobody did, and told', async () => {
    const { assumptions } = await rehearsal.deploy(queueApp({}), { account: 'production' });
    expect(assumptions).toEqual([`${HOME} of production was bootstrapped with the qualifier hnb659fds`]);
  });

  test('has the qualifier that the stacks name, or the one that is given: another fails', async () => {
    const own = () => queueApp({ synthesizer: new DefaultStackSynthesizer({ qualifier: 'teams' }) });
    expect((await rehearsal.deploy(own(), { account: 'production' })).succeeded).toBe(true);
    const { failure } = await rehearsal.deploy(own(), { account: 'production', bootstrapQualifier: 'hnb659fds' });
    expect(failure?.message).toContain('role/cdk-teams-file-publishing-role-');
    expect(failure?.details.remedy).toMatch(/bootstrap \d{12} in eu-central-1 with the qualifier teams/);
  });

  test('fails when its boundary is no policy of the account, and says which there are', async () => {
    await expect(rehearsal.deploy(queueApp({}), { account: 'production', boundary: 'lz/strange' }))
      .rejects.toThrow(/'boundary' must be path and name of a policy of production, got "lz\/strange": it has none/);
  });

  test('must let in whoever deploys', async () => {
    const zone = await landingZone({ Action: 'sts:AssumeRole', Condition: EXEMPT, Resource: 'arn:*:iam::*:role/cdk-*' });
    expect((await zone.deploy(queueApp({}), { account: 'production' })).succeeded).toBe(true);
    const { failure } = await zone.deploy(queueApp({}), { account: 'production', as: 'role/Developer' });
    expect(failure?.message).toMatch(/role Developer of \d+ is not authorized to perform sts:AssumeRole on .*cdk-hnb659fds-file-publishing-role/);
  });
});

test('nothing is deployed in a landing zone that AWS would refuse', async () => {
  const tiny = tinyOrganization();
  new CfnResource(tiny.stack, 'Thing', { type: 'AWS::Strange::Thing' });
  const refused = await rehearse(tiny.app, { phases: [], faults: 'none' });
  await expect(refused.deploy(bucketApp())).rejects.toThrow(/AWS would refuse the landing zone, so nothing can be deployed in it: /);
});
