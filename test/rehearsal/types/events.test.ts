import { emitEvent } from '../../../rehearsal/aws/event-delivery';
import { unmetRules } from '../../../rehearsal/aws/event-feeds';
import { lostEvents } from '../../../rehearsal/aws/event-targets';
import type { StackSet } from '../../../rehearsal/aws/services/stack-sets';
import { HOME, LOG_ARCHIVE as SECURITY, MANAGEMENT, ORGANIZATION, refusalOf, strangersOf, trusts, typeOf, WORKLOAD, Workbench } from './workbench';

const RULE = 'AWS::Events::Rule';
const BUS = 'AWS::Events::EventBus';
const arn = (service: string, resource: string, account = MANAGEMENT, region = HOME) => `arn:aws:${service}:${region}:${account}:${resource}`;
const statement = (Principal: unknown, Action: string | string[], Resource: string, Condition?: object) =>
  ({ Effect: 'Allow', Principal, Action, Resource, ...Condition && { Condition } });
const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const EVENTS = { Service: 'events.amazonaws.com' };
const catching = { EventPattern: { source: ['aws.test'] } };
const rule = (Targets: object[] = [], more: object = {}) => ({ Name: 'rule', ...catching, Targets, ...more });
const target = (Arn: string, more: object = {}) => ({ Id: 'target', Arn, ...more });
const putEvents = (Resource: string) => ({
  RoleName: 'sender', AssumeRolePolicyDocument: trusts('events.amazonaws.com'),
  Policies: [{ PolicyName: 'p', PolicyDocument: policy({ Effect: 'Allow', Action: 'events:PutEvents', Resource }) }],
});
const happens = (bench: Workbench, accountId = WORKLOAD, region = HOME, more: object = {}) =>
  emitEvent(bench.world, { accountId, region, source: 'aws.test', detailType: 'Test', detail: {}, ...more });
const record = (bench: Workbench, more: object = {}) => bench.world.state.cloudtrail.trails.set('trail', {
  arn: arn('cloudtrail', 'trail/t'), name: 't', accountId: MANAGEMENT, region: HOME, bucketName: 'b', organization: true, logging: true, multiRegion: true, globalServices: true, ...more,
});
const lostBy = (bench: Workbench) => lostEvents(bench.world).map(({ details }) => details.rule?.id);

describe('AWS::Events::Rule', () => {
  const fails = async (properties: object, bench = new Workbench()) => refusalOf(bench.create(RULE, 'R', properties as Record<string, unknown>));

  test.each([
    ['events/pattern', { EventPattern: { source: [{ regex: 'x' }] } }],
    ['events/pattern', { EventPattern: { source: Array.from({ length: 300 }, (_, i) => `aws.service${i}`) } }],
    ['events/trigger', { Name: 'rule' }],
    ['events/trigger', { ScheduleExpression: 'every day' }],
    ['events/trigger', { ScheduleExpression: 'rate(1 days)' }],
    ['events/bus-exists', rule([], { EventBusName: 'none' })],
    ['events/targets', rule([target(arn('sns', 'a')), target(arn('sns', 'b'))])],
    ['events/targets', rule(Array.from({ length: 6 }, (_, i) => ({ Id: `${i}`, Arn: arn('sns', 'a') })))],
    ['events/target-region', rule([target(arn('sns', 'a', MANAGEMENT, 'us-east-1'))])],
    ['events/target-region', rule([target(arn('sns', 'a'), { DeadLetterConfig: { Arn: arn('sqs', 'q', MANAGEMENT, 'us-east-1') } })])],
    ['events/transformer', rule([target(arn('sns', 'a'), { InputTransformer: { InputPathsMap: { who: '$.detail.who' }, InputTemplate: '"<what>"' } })])],
    ['events/transformer', rule([target(arn('sns', 'a'), { InputTransformer: { InputPathsMap: { who: 'detail.who' }, InputTemplate: '"<who>"' } })])],
    ['events/target-role', rule([target(arn('events', 'event-bus/default', SECURITY))])],
    ['events/target-role', rule([target(arn('events', 'event-bus/default', SECURITY), { RoleArn: `arn:aws:iam::${MANAGEMENT}:role/none` })])],
  ])('fails by %s', async (id, properties) => {
    expect((await fails(properties)).rule).toBe(id);
  });

  const sns = (more: object) => rule([target(arn('sns', 'a'), more)]);
  test.each([
    ["'Name' must be", rule([], { Name: 'a b/c' })],
    ["'Id' must be", sns({ Id: 'a b' })],
    ["target target has both 'Input' and 'InputTransformer'", sns({ Input: '{}', InputTransformer: { InputTemplate: '"x"' } })],
    ["'Input' of target target is no JSON: it happened", sns({ Input: 'it happened' })],
    ["'MaximumRetryAttempts' must be a number from 0 to 185", sns({ RetryPolicy: { MaximumRetryAttempts: 186 } })],
    ["'MaximumEventAgeInSeconds' must be a number from 60 to 86400", sns({ RetryPolicy: { MaximumEventAgeInSeconds: 'soon' } })],
    ["target target has 'HttpParameters' and is no API destination", sns({ HttpParameters: {} })],
  ])('fails: %s', async (message, properties) => {
    expect(await fails(properties)).toMatchObject({ code: 'ValidationException', message: expect.stringContaining(message) });
  });

  test('has no members below targets that the model does not know', () => {
    expect(strangersOf(RULE, sns({ RetryPolicy: { MaximumRetryAttempts: 3 } }))).toBeUndefined();
    expect(strangersOf(RULE, sns({ RetryPolicy: { Patience: 3 } }))).toContain("'Targets.RetryPolicy.Patience'");
    expect(strangersOf(RULE, sns({ HttpParameters: { Cookies: {} } }))).toContain("'Targets.HttpParameters.Cookies'");
  });

  test('needs the right to tag where it has tags', () => {
    const { permissions: { create } } = typeOf(RULE);
    const asked = (more: object) => create.filter(({ when }) => when?.({ kind: 'create', properties: rule([], more) } as never) ?? true).map(({ action }) => action);
    expect(asked({})).toEqual(['events:PutRule', 'events:PutTargets']);
    expect(asked({ Tags: [] })).toContain('events:TagResource');
  });

  test('fails when its role trusts another service, or may not be there yet', async () => {
    const bench = new Workbench();
    const bus = arn('events', 'event-bus/default', SECURITY);
    const made = await bench.create('AWS::IAM::Role', 'Wrong', { ...putEvents(bus), AssumeRolePolicyDocument: trusts('ec2.amazonaws.com') });
    expect((await fails(rule([target(bus, { RoleArn: made.attributes.Arn })]), bench)).rule).toBe('events/target-role');
    const right = await bench.create('AWS::IAM::Role', 'Right', { ...putEvents(bus), RoleName: 'right' });
    const early = bench.create(RULE, 'R', rule([target(bus, { RoleArn: right.attributes.Arn })]), { undeclared: true });
    expect(await refusalOf(early)).toMatchObject({ kind: 'order', rule: 'events/target-role' });
  });

  test('runs on a schedule, on the default bus alone', async () => {
    const bench = new Workbench();
    expect((await bench.create(RULE, 'R', { ScheduleExpression: 'rate(12 hours)' })).physicalId).toMatch(/^stack-R-/);
    await bench.create(BUS, 'B', { Name: 'own' });
    expect((await fails({ ScheduleExpression: 'cron(0 8 * * ? *)', EventBusName: 'own' }, bench)).rule).toBe('events/trigger');
  });

  test('carries the name of its bus', async () => {
    const bench = new Workbench();
    await bench.create(BUS, 'B', { Name: 'own' });
    expect(await bench.create(RULE, 'R', rule([], { EventBusName: 'own' }))).toEqual({ physicalId: 'own|rule', attributes: { Arn: arn('events', 'rule/own/rule') } });
    expect(await bench.create(RULE, 'D', rule())).toEqual({ physicalId: 'rule', attributes: { Arn: arn('events', 'rule/rule') } });
    expect((await fails(rule(), bench)).message).toContain('rule already exists on the bus default');
    await bench.delete(RULE, 'R');
    await bench.delete(BUS, 'B');
    expect([...bench.world.state.eventBridge.buses.keys()]).toEqual([]);
  });

  test('is updated: caught is what its pattern says now, and nothing once it is disabled', async () => {
    const bench = new Workbench();
    const made = await bench.create('AWS::SQS::Queue', 'Q', { QueueName: 'queue' });
    const to = [target(String(made.attributes.Arn))];
    await bench.create(RULE, 'R', rule(to));
    expect(happens(bench, MANAGEMENT)).toHaveLength(1);
    await bench.update(RULE, 'R', rule(to, { EventPattern: { source: ['aws.other'] } }));
    expect(happens(bench, MANAGEMENT)).toEqual([]);
    await bench.update(RULE, 'R', rule(to, { State: 'DISABLED' }));
    expect(happens(bench, MANAGEMENT)).toEqual([]);
    expect((await refusalOf(bench.update(RULE, 'R', rule(to, { State: 'ON' })))).code).toBe('ValidationException');
  });
});

describe(BUS, () => {
  const own = arn('events', 'event-bus/own');
  const withPolicy = (...statements: object[]) => ({ Name: 'own', Policy: policy(...statements) });
  const everybody = { Sid: 'All', ...statement('*', 'events:PutEvents', own) };

  test.each(['default', 'aws.mine', 'a b', 'a/b'])('is not named %s', async name => {
    expect((await refusalOf(new Workbench().create(BUS, 'B', { Name: name }))).message).toContain("'Name' must be");
  });

  test.each([
    ['an action of another service', withPolicy(statement('*', 's3:GetObject', own))],
    ['another bus', withPolicy(statement('*', 'events:PutEvents', arn('events', 'event-bus/other')))],
    ['nobody', withPolicy({ Effect: 'Allow', Action: 'events:PutEvents', Resource: own })],
  ])('fails by events/bus-policy for %s', async (_, properties) => {
    expect((await refusalOf(new Workbench().create(BUS, 'B', properties))).rule).toBe('events/bus-policy');
  });

  test('fails by events/bus-policy for a role of a new account that is not there', async () => {
    const bench = new Workbench();
    const account = await bench.create('AWS::Organizations::Account', 'A', { AccountName: 'a', Email: 'a@example.com' });
    const stranger = statement({ AWS: `arn:aws:iam::${account.physicalId}:role/none` }, 'events:PutEvents', own);
    expect((await refusalOf(bench.create(BUS, 'B', withPolicy(stranger)))).rule).toBe('events/bus-policy');
    await bench.create(BUS, 'B', { Name: 'own' });
    const one = { EventBusName: 'own', StatementId: 'one', Statement: stranger };
    expect((await refusalOf(bench.create('AWS::Events::EventBusPolicy', 'P', one))).rule).toBe('events/bus-policy');
    expect((await refusalOf(bench.create('AWS::Events::EventBusPolicy', 'P', { ...one, StatementId: 'a b' }))).message).toContain("'StatementId' must be");
  });

  test('keeps what another stack put into its policy under the same logical id', async () => {
    const bench = new Workbench();
    await bench.create(BUS, 'Same', withPolicy(everybody));
    const bus = bench.world.state.eventBridge.buses.get(own)!;
    bus.statements.set('elsewhere', { statement: everybody as never, origin: { stackId: 'another', logicalId: 'Same' } });
    await bench.update(BUS, 'Same', { Name: 'own' });
    expect([...bus.statements.keys()]).toEqual(['elsewhere']);
  });
});

describe('an event from account to account', () => {
  const bus = arn('events', 'event-bus/security', SECURITY);
  const members = policy({ Sid: 'Members', ...statement('*', 'events:PutEvents', bus, { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION.organizationId } }) });

  async function forwarding({ region = HOME, busPolicy = members, resource = bus, bench = new Workbench() } = {}) {
    await bench.create(BUS, 'Bus', { Name: 'security', Policy: busPolicy }, { accountId: SECURITY });
    const role = await bench.create('AWS::IAM::Role', 'Role', putEvents(resource), { accountId: WORKLOAD });
    await bench.create(RULE, 'Forward', rule([target(bus, { RoleArn: role.attributes.Arn })]), { accountId: WORKLOAD, region });
    const queue = await bench.create('AWS::SQS::Queue', 'Queue', { QueueName: 'queue' }, { accountId: SECURITY });
    const queuePolicy = policy(statement(EVENTS, 'sqs:SendMessage', String(queue.attributes.Arn), { ArnLike: { 'aws:SourceArn': arn('events', 'rule/security/*', SECURITY) } }));
    await bench.create('AWS::SQS::QueuePolicy', 'QueuePolicy', { Queues: [queue.physicalId], PolicyDocument: queuePolicy }, { accountId: SECURITY });
    await bench.create(RULE, 'Route', { ...rule([target(String(queue.attributes.Arn))]), Name: 'route', EventBusName: 'security' }, { accountId: SECURITY });
    return bench;
  }

  test('arrives, from another region too', async () => {
    for (const region of [HOME, 'us-east-1']) {
      const bench = await forwarding({ region });
      expect(lostBy(bench)).toEqual([]);
      expect(happens(bench, WORKLOAD, region)).toMatchObject([
        { kind: 'queue', targetArn: arn('sqs', 'queue', SECURITY), rules: [`rule (${WORKLOAD} ${region})`, `route (${SECURITY} ${HOME})`] },
      ]);
      expect(happens(bench, WORKLOAD, region)[0].lost).toBeUndefined();
    }
  });

  test('is lost when the policy of the bus names another organization, or the role another bus', async () => {
    const strangers = policy({ Sid: 'S', ...statement('*', 'events:PutEvents', bus, { StringEquals: { 'aws:PrincipalOrgID': 'o-other00000' } }) });
    for (const bench of [await forwarding({ busPolicy: strangers }), await forwarding({ resource: arn('events', 'event-bus/other', SECURITY) })]) {
      expect(lostBy(bench)).toEqual(['events/role-sends']);
      expect(happens(bench)).toMatchObject([{ kind: 'bus', targetArn: bus, lost: { rule: { id: 'events/role-sends' } } }]);
    }
  });

  test('is lost when the bus is deleted, and arrives when a policy resource lets it in', async () => {
    const gone = await forwarding();
    await gone.delete(RULE, 'Route', { accountId: SECURITY });
    await gone.delete(BUS, 'Bus', { accountId: SECURITY });
    expect(lostBy(gone)).toEqual(['events/target-exists']);

    const bench = await forwarding({ busPolicy: undefined as never });
    await bench.update(BUS, 'Bus', { Name: 'security' }, { accountId: SECURITY });
    expect(lostBy(bench)).toEqual(['events/role-sends']);
    const one = { EventBusName: 'security', StatementId: 'Members', Statement: members.Statement[0] };
    await bench.create('AWS::Events::EventBusPolicy', 'Policy', one, { accountId: SECURITY });
    expect(lostBy(bench)).toEqual([]);
    await bench.delete('AWS::Events::EventBusPolicy', 'Policy', { accountId: SECURITY });
    expect(lostBy(bench)).toEqual(['events/role-sends']);
  });

  test('is not sent on to a third account', async () => {
    const bench = await forwarding();
    const third = arn('events', 'event-bus/default', MANAGEMENT);
    const role = await bench.create('AWS::IAM::Role', 'On', putEvents(third), { accountId: SECURITY });
    await bench.create('AWS::Events::EventBusPolicy', 'Open', { StatementId: 'all', Statement: { ...statement('*', 'events:PutEvents', third) } });
    await bench.create(RULE, 'Third', { ...rule([target(third, { RoleArn: role.attributes.Arn })]), Name: 'third', EventBusName: 'security' }, { accountId: SECURITY });
    expect(happens(bench).map(({ lost }) => lost?.rule.id)).toEqual([undefined, 'events/one-account-on']);
  });

  test('a call is not brought by CloudTrail unless a trail records the account', async () => {
    const call = { detailType: 'AWS API Call via CloudTrail', detail: { eventName: 'StopLogging' } };
    const bench = await forwarding();
    expect(happens(bench, WORKLOAD, HOME, call)).toEqual([]);
    record(bench);
    expect(happens(bench, WORKLOAD, HOME, call)).toHaveLength(1);
    record(bench, { organization: false });
    expect(happens(bench, WORKLOAD, HOME, call)).toEqual([]);
    record(bench, { logging: false });
    expect(happens(bench, WORKLOAD, HOME, call)).toEqual([]);
    record(bench, { multiRegion: false });
    expect(happens(bench, WORKLOAD, HOME, call)).toHaveLength(1);
    record(bench, { multiRegion: false, region: 'us-east-1' });
    expect(happens(bench, WORKLOAD, HOME, call)).toEqual([]);
    record(bench, { selectors: [[{ field: 'eventCategory', operators: { Equals: ['Management'] } }, { field: 'readOnly', operators: { Equals: ['true'] } }]] });
    expect(happens(bench, WORKLOAD, HOME, call)).toEqual([]);
  });

  test('a read-only call is caught only by a rule that asks for all of them', async () => {
    const read = { detailType: 'AWS API Call via CloudTrail', detail: { eventName: 'ListRoles' } };
    const bench = await forwarding();
    record(bench);
    expect(happens(bench, WORKLOAD, HOME, read)).toEqual([]);
    expect(happens(bench, WORKLOAD, HOME, { ...read, detail: { eventName: 'AssumeRole', readOnly: true } })).toEqual([]);
    expect(happens(bench, WORKLOAD, HOME, { ...read, detail: { eventName: 'AssumeRole' } })).toHaveLength(1);
    expect(happens(bench, WORKLOAD, HOME, { ...read, detail: { eventName: 'GetSessionToken' } })).toHaveLength(1);
    const State = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
    await bench.update(RULE, 'Forward', { ...rule([target(bus, { RoleArn: `arn:aws:iam::${WORKLOAD}:role/sender` })]), State }, { accountId: WORKLOAD });
    await bench.update(RULE, 'Route', { ...rule([target(arn('sqs', 'queue', SECURITY))]), Name: 'route', EventBusName: 'security', State }, { accountId: SECURITY });
    expect(happens(bench, WORKLOAD, HOME, read)).toHaveLength(1);
  });
});

describe('two ends that do not meet', () => {
  const bus = arn('events', 'event-bus/own');
  const sending = { 'source': ['aws.test', 'aws.more'], 'detail-type': ['A', 'B'] };

  async function ends(send: object | undefined, route: object | undefined, State = 'ENABLED', told = [target(arn('sns', 'told'))]) {
    const bench = new Workbench();
    await bench.create(BUS, 'B', { Name: 'own' });
    const { attributes: { Arn: RoleArn } } = await bench.create('AWS::IAM::Role', 'Role', putEvents(bus));
    const targets = [target(bus, { RoleArn })];
    await (send && bench.create(RULE, 'Send', { Name: 'send', EventPattern: send, Targets: targets, State }));
    await (route && bench.create(RULE, 'Route', { Name: 'route', EventPattern: route, EventBusName: 'own', Targets: told }));
    return unmetRules(bench.world).map(({ details }) => details.rule?.id);
  }

  test.each([
    ['the same events', sending, sending],
    ['fewer events than are sent', sending, { 'source': ['aws.test'], 'detail-type': ['B'], 'detail': { a: [1] } }],
    ['events of one\'s own, which anybody may put there', undefined, { source: ['com.example'] }],
  ])('meet when a rule looks for %s', async (_, send, route) => {
    expect(await ends(send, route)).toEqual([]);
  });

  test.each([
    ['nobody looks for what is sent', ['events/forwarded-caught'], sending, undefined],
    ['nobody sends what is looked for', ['events/rule-fed'], undefined, sending],
    ['nobody sends what any service tells', ['events/rule-fed'], undefined, { source: [{ prefix: 'aws.' }] }],
    ['more is looked for than is sent', ['events/rule-fed'], sending, { source: ['aws.test', 'aws.more', 'aws.last'] }],
    ['other events are sent', ['events/rule-fed', 'events/forwarded-caught'], sending, { source: ['aws.other'] }],
    ['other fields are asked for', ['events/rule-fed', 'events/forwarded-caught'], { ...sending, detail: { a: [1] } }, { ...sending, detail: { b: [1] } }],
  ])('do not when %s', async (_, rules, send, route) => {
    expect(await ends(send, route)).toEqual(rules);
  });

  test('do not when the one that looks for it tells nobody', async () => {
    expect(await ends(sending, sending, 'ENABLED', [])).toEqual(['events/forwarded-caught']);
  });

  test('do not when the one that sends is disabled', async () => {
    expect(await ends(sending, { 'detail-type': ['AWS API Call via CloudTrail'] }, 'DISABLED')).toEqual(['events/rule-fed']);
  });
});

describe('what accounts send to a bus', () => {
  const bus = arn('events', 'event-bus/own');
  const REGIONS = [HOME, 'us-east-1'];

  /** Rules of two accounts in two regions, but where one is left out, each with the queue of its region. */
  async function fleet(isThere: (accountId: string, region: string) => boolean, narrow: (accountId: string) => object = () => ({})) {
    const bench = new Workbench();
    await bench.create(BUS, 'B', { Name: 'own' });
    for (const accountId of [SECURITY, WORKLOAD]) {
      const { attributes: { Arn: RoleArn } } = await bench.create('AWS::IAM::Role', `Role${accountId}`, putEvents(bus), { accountId });
      for (const region of REGIONS) {
        const { attributes: { Arn } } = await bench.create('AWS::SQS::Queue', `Q${accountId}${region}`, { QueueName: 'unsent' }, { accountId, region });
        const Targets = [target(bus, { RoleArn, DeadLetterConfig: { Arn } })];
        await (isThere(accountId, region) && bench.create(RULE, `R${accountId}${region}`, rule(Targets, { Name: 'send', ...narrow(accountId) }), { accountId, region }));
      }
    }
    await bench.create(RULE, 'Route', rule([target(arn('sns', 'told'))], { Name: 'route', EventBusName: 'own' }));
    return unmetRules(bench.world).map(({ details, message }) => `${details.rule?.id}: ${message}`);
  }

  test('is missed from an account whose rules look for less, or leave out what only reads', async () => {
    const of = (more: object) => (accountId: string) => accountId === WORKLOAD ? more : { State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' };
    const missed = [`events/sent-everywhere: no rule send sends all its events to the bus own from workload ${HOME}, workload us-east-1`];
    expect(await fleet(() => true, of({ State: 'ENABLED' }))).toEqual(missed);
    expect(await fleet(() => true, of({ EventPattern: { source: ['aws.test'], detail: { a: [1] } } }))).toEqual(missed);
  });

  test('is missed from where a StackSet goes and makes neither rules nor a queue', async () => {
    const bench = new Workbench();
    await bench.create(BUS, 'B', { Name: 'own' });
    const { attributes: { Arn: RoleArn } } = await bench.create('AWS::IAM::Role', 'Role', putEvents(bus), { accountId: WORKLOAD });
    const { attributes: { Arn } } = await bench.create('AWS::SQS::Queue', 'Q', { QueueName: 'unsent' }, { accountId: WORKLOAD });
    await bench.create(RULE, 'R', rule([target(bus, { RoleArn, DeadLetterConfig: { Arn } })], { Name: 'send' }), { accountId: WORKLOAD });
    await bench.create(RULE, 'Route', rule([target(arn('sns', 'told'))], { Name: 'route', EventBusName: 'own' }));
    expect(unmetRules(bench.world)).toEqual([]);
    deployByStackSet(bench, 'send', [[WORKLOAD, HOME], [WORKLOAD, 'us-east-1'], [SECURITY, HOME]]);
    expect(unmetRules(bench.world).map(({ message }) => message))
      .toEqual([`no rule send sends all its events to the bus own from workload us-east-1, log-archive ${HOME}`]);
  });

  /** Has a rule come from a StackSet with such instances. */
  function deployByStackSet({ world }: Workbench, name: string, instances: readonly (readonly [string, string])[]): void {
    const made = [...world.state.eventBridge.rules.values()].find(one => one.name === name)!;
    const { accountId, region } = made;
    const stackId = `arn:aws:cloudformation:${region}:${accountId}:stack/instance/1`;
    made.origin = { stackId, logicalId: 'R' };
    world.stacks.set(`${accountId}/${region}/instance`, { stackId, stackSet: { name: 'fleet' } });
    world.state.cloudformation.stackSets.set('fleet', {
      instances: new Map(instances.map(([account, where]) => [`${account}/${where}`, { accountId: account, region: where, status: 'CURRENT' }])),
    } as StackSet);
  }

  test('comes from everywhere, or from us-east-1 alone', async () => {
    expect(await fleet(() => true)).toEqual([]);
    expect(await fleet((_, region) => region === 'us-east-1')).toEqual([]);
  });

  test.each([
    ['one account', (accountId: string) => accountId !== WORKLOAD, `workload ${HOME}, workload us-east-1`],
    ['one region', (_: string, region: string) => region === HOME, 'log-archive us-east-1, workload us-east-1'],
    ['one account in one region', (accountId: string, region: string) => accountId !== WORKLOAD || region !== HOME, `workload ${HOME}`],
    ['one account for what is global', (accountId: string, region: string) => accountId !== WORKLOAD && region === 'us-east-1', 'workload us-east-1'],
  ])('is missed from %s', async (_, isThere, from) => {
    expect(await fleet(isThere)).toEqual([`events/sent-everywhere: no rule send sends all its events to the bus own from ${from}`]);
  });
});

describe('a target is lost', () => {
  const topic = arn('sns', 'topic');

  async function publishing(topicStatement: object, key?: object) {
    const bench = new Workbench();
    const made = key && await bench.create('AWS::KMS::Key', 'K', { KeyPolicy: policy(statement({ AWS: `arn:aws:iam::${MANAGEMENT}:root` }, 'kms:*', '*'), key) });
    await bench.create('AWS::SNS::Topic', 'T', { TopicName: 'topic', ...made && { KmsMasterKeyId: made.attributes.Arn } });
    await bench.create('AWS::SNS::TopicPolicy', 'P', { Topics: [topic], PolicyDocument: policy(topicStatement) });
    await bench.create(RULE, 'R', rule([target(topic)]));
    return bench;
  }

  const publish = statement(EVENTS, 'sns:Publish', topic);

  test('as a topic whose policy has a condition, whichever', async () => {
    expect(lostBy(await publishing(publish))).toEqual([]);
    const conditioned = statement(EVENTS, 'sns:Publish', topic, { StringEquals: { 'aws:SourceAccount': MANAGEMENT } });
    expect(lostBy(await publishing(conditioned))).toEqual(['events/topic-policy']);
    expect(lostBy(await publishing(statement({ Service: 'cloudwatch.amazonaws.com' }, 'sns:Publish', topic)))).toEqual(['events/topic-policy']);
  });

  test('as a topic whose key lets other services alone use it', async () => {
    const use = (service: string) => statement({ Service: service }, ['kms:GenerateDataKey*', 'kms:Decrypt'], '*');
    expect(lostBy(await publishing(publish, use('events.amazonaws.com')))).toEqual([]);
    expect(lostBy(await publishing(publish, use('cloudwatch.amazonaws.com')))).toEqual(['events/topic-key', 'events/topic-key']);
  });

  test('as a function without a permission for the rule', async () => {
    const bench = new Workbench();
    const role = await bench.create('AWS::IAM::Role', 'Role', { RoleName: 'f', AssumeRolePolicyDocument: trusts('lambda.amazonaws.com') });
    const made = await bench.create('AWS::Lambda::Function', 'F', { FunctionName: 'f', Code: { ZipFile: '' }, Role: role.attributes.Arn, Handler: 'index.handler', Runtime: 'nodejs24.x' });
    await bench.create(RULE, 'R', rule([target(String(made.attributes.Arn))]));
    expect(lostBy(bench)).toEqual(['events/function-permission']);
    const permission = { FunctionName: 'f', Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' };
    await bench.create('AWS::Lambda::Permission', 'Other', { ...permission, SourceArn: arn('events', 'rule/other') });
    expect(lostBy(bench)).toEqual(['events/function-permission']);
    await bench.create('AWS::Lambda::Permission', 'Right', { ...permission, SourceArn: arn('events', 'rule/rule'), SourceAccount: MANAGEMENT });
    expect(lostBy(bench)).toEqual([]);
    await bench.delete('AWS::Lambda::Permission', 'Right');
    expect(lostBy(bench)).toEqual(['events/function-permission']);
    expect((await refusalOf(bench.create('AWS::Lambda::Permission', 'None', { ...permission, FunctionName: 'none' }))).rule).toBe('lambda/permission-function');
  });

  test('as a queue, and its dead-letter queue with it, without a policy or under a key that keeps EventBridge out', async () => {
    const bench = new Workbench();
    const key = await bench.create('AWS::KMS::Key', 'K', { KeyPolicy: policy(statement({ AWS: `arn:aws:iam::${MANAGEMENT}:root` }, 'kms:*', '*')) });
    const queue = await bench.create('AWS::SQS::Queue', 'Q', { QueueName: 'q' });
    const dead = await bench.create('AWS::SQS::Queue', 'D', { QueueName: 'd', KmsMasterKeyId: key.attributes.Arn });
    await bench.create(RULE, 'R', rule([target(String(queue.attributes.Arn), { DeadLetterConfig: { Arn: dead.attributes.Arn } })]));
    expect(lostBy(bench)).toEqual(['events/queue-policy', 'events/dead-letter-queue', 'events/dead-letter-queue', 'events/dead-letter-queue']);
    const allow = policy(statement(EVENTS, 'sqs:SendMessage', '*'));
    await bench.create('AWS::SQS::QueuePolicy', 'P', { Queues: [queue.physicalId, dead.physicalId], PolicyDocument: allow });
    expect(lostBy(bench)).toEqual(['events/dead-letter-queue', 'events/dead-letter-queue']);
    await bench.update('AWS::SQS::Queue', 'D', { QueueName: 'd' });
    expect(lostBy(bench)).toEqual([]);
    await bench.delete('AWS::SQS::Queue', 'D');
    expect(lostBy(bench)).toEqual(['events/dead-letter-queue']);
  });

  test('when a rule that is on has none', async () => {
    const bench = new Workbench();
    await bench.create(RULE, 'R', rule([]));
    expect(lostBy(bench)).toEqual(['events/has-target']);
    await bench.update(RULE, 'R', rule([], { State: 'DISABLED' }));
    expect(lostBy(bench)).toEqual([]);
  });

  test('as something that the rehearsal does not know, which is refused at once', async () => {
    const refusal = await refusalOf(new Workbench().create(RULE, 'R', rule([target(arn('kinesis', 'stream/s'))])));
    expect(refusal).toMatchObject({ kind: 'unknown', message: `the rehearsal does not know how EventBridge invokes ${arn('kinesis', 'stream/s')}` });
  });
});

test('a queue takes a key of its region that is there first, and no second way of encryption', async () => {
  const bench = new Workbench();
  const queue = (KmsMasterKeyId: unknown, more: object = {}) => bench.create('AWS::SQS::Queue', 'Q', { QueueName: 'q', KmsMasterKeyId, ...more });
  expect((await refusalOf(queue('alias/aws/sqs'))).rule).toBe('sqs/key-exists');
  const far = await bench.create('AWS::KMS::Key', 'Far', {}, { region: 'us-east-1' });
  expect((await refusalOf(queue(far.attributes.Arn))).rule).toBe('sqs/key-exists');
  const near = await bench.create('AWS::KMS::Key', 'Near', {});
  expect((await refusalOf(queue(near.attributes.Arn, { SqsManagedSseEnabled: true }))).code).toBe('InvalidAttributeValue');
  await queue(near.attributes.Arn);
  expect((await refusalOf(queue(near.attributes.Arn))).code).toBe('QueueAlreadyExists');
  const account = await bench.create('AWS::Organizations::Account', 'A', { AccountName: 'a', Email: 'a@example.com' });
  const missing = policy(statement({ AWS: `arn:aws:iam::${account.physicalId}:role/none` }, 'sqs:SendMessage', '*'));
  const put = bench.create('AWS::SQS::QueuePolicy', 'P', { Queues: [`https://sqs.${HOME}.amazonaws.com/${MANAGEMENT}/q`], PolicyDocument: missing });
  expect((await refusalOf(put)).rule).toBe('sqs/policy-principals-exist');
});

describe('AWS::SQS::Queue', () => {
  const QUEUE = 'AWS::SQS::Queue';
  const dead = (more: object = {}) => ({ QueueName: 'q', RedrivePolicy: { deadLetterTargetArn: arn('sqs', 'dead'), maxReceiveCount: 5, ...more } });

  test.each([
    { QueueName: 'a b' }, { MessageRetentionPeriod: 59 }, { VisibilityTimeout: 43_201 }, { DelaySeconds: -1 }, { ReceiveMessageWaitTimeSeconds: '21' },
    { MaximumMessageSize: 1 }, { KmsDataKeyReusePeriodSeconds: 'never' },
  ])('fails with %j', async properties => {
    expect((await refusalOf(new Workbench().create(QUEUE, 'Q', properties))).code).toBe('InvalidParameterValue');
  });

  test('takes the queue for what it cannot hand over where that is there first', async () => {
    const bench = new Workbench();
    const refused = async (properties: Record<string, unknown>, undeclared = false) => refusalOf(bench.create(QUEUE, 'Q', properties, { undeclared }));
    expect((await refused(dead())).rule).toBe('sqs/dead-letter-queue');
    await bench.create(QUEUE, 'Dead', { QueueName: 'dead' });
    expect((await refused(dead({ maxReceiveCount: 0 }))).rule).toBe('sqs/dead-letter-queue');
    expect(await refused(dead(), true)).toMatchObject({ kind: 'order', rule: 'sqs/dead-letter-queue' });
    await bench.create(QUEUE, 'Q', dead());
    expect(strangersOf(QUEUE, dead({ patience: 1 }))).toContain("'RedrivePolicy.patience'");
  });
});

test('a message is what the template makes of the event; what the event lacks leaves nothing', async () => {
  const bench = new Workbench();
  const queue = await bench.create('AWS::SQS::Queue', 'Q', { QueueName: 'q' });
  const InputTransformer = {
    InputPathsMap: { who: '$.detail.user.name', first: '$.detail.list[0].id', all: '$.detail.list', gone: '$.detail.gone.deep' },
    InputTemplate: '"<who> did <first>"\n"<gone>|<all>"',
  };
  await bench.create(RULE, 'R', rule([target(String(queue.attributes.Arn), { InputTransformer })]));
  const [{ message }] = happens(bench, MANAGEMENT, HOME, { detail: { user: { name: 'Alice' }, list: [{ id: 7 }] } });
  expect(message).toBe('Alice did 7\n|[{"id":7}]');
});
