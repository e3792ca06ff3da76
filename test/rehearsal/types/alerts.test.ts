import { alarmEvent, deliverLogEvent } from '../../../rehearsal/aws/alert-delivery';
import { lostAlerts } from '../../../rehearsal/aws/lost-alerts';
import { subscribersOf } from '../../../rehearsal/aws/services/sns';
import { HOME, LOG_ARCHIVE, MANAGEMENT, refusalOf, trusts, WORKLOAD, Workbench } from './workbench';

const allow = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const service = (name: string, Action: string | string[], Resource: string, Condition?: object) =>
  ({ Effect: 'Allow', Principal: { Service: name }, Action, Resource, ...Condition ? { Condition } : {} });
const manages = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` }, Action: 'kms:*', Resource: '*' };
const ofAccount = { StringEquals: { 'aws:SourceAccount': MANAGEMENT } };
const TOPIC_ARN = `arn:aws:sns:${HOME}:${MANAGEMENT}:alerts`;
const GROUP = '/trail';

const FILTER = 'AWS::Logs::MetricFilter';
const ALARM = 'AWS::CloudWatch::Alarm';
const TOPIC = 'AWS::SNS::Topic';
const POLICY = 'AWS::SNS::TopicPolicy';
const SUBSCRIPTION = 'AWS::SNS::Subscription';
const SLACK = 'AWS::Chatbot::SlackChannelConfiguration';
const CONNECTION = 'AWS::Events::Connection';
const DESTINATION = 'AWS::Events::ApiDestination';

const filter = (more: object = {}) => ({
  FilterName: 'root', LogGroupName: GROUP, FilterPattern: '{ $.userIdentity.type = Root }',
  MetricTransformations: [{ MetricName: 'root', MetricNamespace: 'n', MetricValue: '1' }], ...more,
});
const alarm = (more: object = {}) => ({
  AlarmName: 'root', AlarmDescription: 'Root', Namespace: 'n', MetricName: 'root', Statistic: 'Sum', Period: 300, EvaluationPeriods: 1, Threshold: 1,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'notBreaching', AlarmActions: [TOPIC_ARN], ...more,
});
const topicPolicy = (...statements: object[]) => ({ Topics: [TOPIC_ARN], PolicyDocument: allow(...statements) });
const publishes = service('cloudwatch.amazonaws.com', 'sns:Publish', TOPIC_ARN, ofAccount);
const mail = { TopicArn: TOPIC_ARN, Protocol: 'email', Endpoint: 'security@example.com' };

async function withGroup(): Promise<Workbench> {
  const bench = new Workbench();
  await bench.create('AWS::Logs::LogGroup', 'G', { LogGroupName: GROUP });
  return bench;
}

/** A log group that an organization trail writes to, a filter, an alarm, and an encrypted topic with a mailbox. */
async function alerting(): Promise<Workbench> {
  const bench = await withGroup();
  bench.world.state.cloudtrail.trails.set('trail', {
    arn: 'trail', name: 'trail', accountId: MANAGEMENT, region: HOME, bucketName: 'b', organization: true, logging: true, multiRegion: true, globalServices: true,
    logGroupArn: `arn:aws:logs:${HOME}:${MANAGEMENT}:log-group:${GROUP}:*`,
  });
  const key = await bench.create('AWS::KMS::Key', 'K', keyPolicy(service('cloudwatch.amazonaws.com', ['kms:GenerateDataKey*', 'kms:Decrypt'], '*', ofAccount)));
  await bench.create(TOPIC, 'T', { TopicName: 'alerts', KmsMasterKeyId: key.attributes.Arn });
  await bench.create(POLICY, 'P', topicPolicy(publishes));
  await bench.create(SUBSCRIPTION, 'S', mail);
  await bench.create(FILTER, 'F', filter());
  await bench.create(ALARM, 'A', alarm());
  return bench;
}

const keyPolicy = (...statements: object[]) => ({ KeyPolicy: allow(manages, ...statements) });
const ROOT_EVENT = { eventName: 'ConsoleLogin', userIdentity: { type: 'Root' } };
const told = ({ world }: Workbench, event: object = ROOT_EVENT, accountId = WORKLOAD, times = 1) =>
  deliverLogEvent(world, accountId, 'us-east-1', { ...event }, times).flatMap(({ alarmName, subscribers }) => subscribers.map(who => `${alarmName}: ${who}`));
const lost = ({ world }: Workbench) => lostAlerts(world).map(({ details }) => details.rule?.id);

describe('an event of any account', () => {
  test('reaches the mailbox by trail, filter, alarm and topic', async () => {
    const bench = await alerting();
    expect(told(bench)).toEqual(['root: email security@example.com']);
    expect(told(bench, ROOT_EVENT, MANAGEMENT)).toHaveLength(1);
    expect(told(bench, { eventName: 'ConsoleLogin', userIdentity: { type: 'IAMUser' } })).toEqual([]);
    expect(lost(bench)).toEqual([]);
  });

  test('reaches nobody when its account is none of the organization, or when the trail stands still', async () => {
    const bench = await alerting();
    expect(told(bench, ROOT_EVENT, '999999999999')).toEqual([]);
    bench.world.state.cloudtrail.trails.get('trail')!.logging = false;
    expect(told(bench)).toEqual([]);
  });

  test('sets an alarm with a threshold off when there are enough of them', async () => {
    const bench = await alerting();
    await bench.update(ALARM, 'A', alarm({ Threshold: 10 }));
    expect([9, 10].map(times => told(bench, ROOT_EVENT, LOG_ARCHIVE, times).length)).toEqual([0, 1]);
    await bench.update(ALARM, 'A', alarm({ Threshold: 10, ComparisonOperator: 'GreaterThanThreshold' }));
    expect([10, 11].map(times => told(bench, ROOT_EVENT, LOG_ARCHIVE, times).length)).toEqual([0, 1]);
    await bench.update(ALARM, 'A', alarm({ Threshold: 1, ComparisonOperator: 'LessThanOrEqualToThreshold' }));
    expect(told(bench)).toHaveLength(1);
    await bench.update(ALARM, 'A', alarm({ Threshold: 1, ComparisonOperator: 'LessThanThreshold' }));
    expect(told(bench)).toEqual([]);
  });

  test.each([
    ['Sum', 10, [9, 10], [0, 1]],
    ['SampleCount', 5, [4, 5], [0, 1]],
    ['Average', 2, [1, 100], [1, 1]],
    ['Minimum', 3, [1, 100], [0, 0]],
    ['Maximum', 2, [1, 100], [1, 1]],
  ])('sets an alarm off by its statistic %s', async (Statistic, Threshold, times, expected) => {
    const bench = await alerting();
    const MetricValue = Statistic === 'Sum' ? '1' : '2';
    await bench.update(FILTER, 'F', filter({ MetricTransformations: [{ MetricName: 'root', MetricNamespace: 'n', MetricValue }] }));
    await bench.update(ALARM, 'A', alarm({ Statistic, Threshold }));
    expect(times.map(many => told(bench, ROOT_EVENT, WORKLOAD, many).length)).toEqual(expected);
  });

  test('sets no alarm off by one burst that waits for a second datapoint', async () => {
    const bench = await alerting();
    await bench.update(ALARM, 'A', alarm({ EvaluationPeriods: 3 }));
    expect(told(bench, ROOT_EVENT, WORKLOAD, 1000)).toEqual([]);
    await bench.update(ALARM, 'A', alarm({ EvaluationPeriods: 3, DatapointsToAlarm: 1 }));
    expect(told(bench)).toHaveLength(1);
  });

  test('reaches nobody when the trail does not record its region, its kind or its account', async () => {
    const bench = await alerting();
    const { trails } = bench.world.state.cloudtrail;
    const trail = trails.get('trail')!;
    const recording = (more: object) => {
      trails.set('trail', { ...trail, ...more });
      return [told(bench).length, told(bench, { ...ROOT_EVENT, eventSource: 'signin.amazonaws.com' }).length];
    };
    expect(recording({})).toEqual([1, 1]);
    expect(recording({ multiRegion: false })).toEqual([0, 0]);
    expect(recording({ multiRegion: false, region: 'us-east-1' })).toEqual([1, 1]);
    expect(recording({ globalServices: false })).toEqual([1, 0]);
    expect(recording({ selectors: [[{ field: 'eventSource', operators: { NotStartsWith: ['signin.'] } }]] })).toEqual([1, 0]);
    expect(recording({ selectors: [[{ field: 'eventSource', operators: { EndsWith: ['.amazonaws.com'] } }]] })).toEqual([0, 1]);
    expect(recording({ selectors: [[{ field: 'userIdentity.type', operators: { NotEquals: ['Root'] } }]] })).toEqual([0, 0]);
  });

  test('makes an event of EventBridge too', async () => {
    const bench = await alerting();
    const [made] = [...bench.world.state.cloudwatch.alarms.values()].map(alarmEvent);
    expect(made).toMatchObject({ accountId: MANAGEMENT, region: HOME, source: 'aws.cloudwatch', detail: { alarmName: 'root', state: { value: 'ALARM' } } });
  });

  test('tells nobody by an alarm whose actions are off', async () => {
    const bench = await alerting();
    await bench.update(ALARM, 'A', alarm({ ActionsEnabled: false }));
    expect(told(bench)).toEqual([]);
  });
});

describe('an alert is lost', () => {
  const cases: readonly (readonly [string, string, (bench: Workbench) => Promise<unknown>])[] = [
    ['when the topic policy does not name CloudWatch', 'cloudwatch/alarm-delivery', bench => bench.update(POLICY, 'P', topicPolicy(service('events.amazonaws.com', 'sns:Publish', TOPIC_ARN)))],
    ['when the topic policy names another account', 'cloudwatch/alarm-delivery', bench => bench.update(POLICY, 'P', topicPolicy(service('cloudwatch.amazonaws.com', 'sns:Publish', TOPIC_ARN,
      { StringEquals: { 'aws:SourceAccount': WORKLOAD } })))],
    ['when the topic has the policy that SNS gives it', 'cloudwatch/alarm-delivery', bench => bench.delete(POLICY, 'P')],
    ['when the key does not let CloudWatch in', 'cloudwatch/alarm-delivery', bench => bench.update('AWS::KMS::Key', 'K', keyPolicy(service('cloudwatch.amazonaws.com', 'kms:Decrypt', '*')))],
    ['when there is no such topic', 'cloudwatch/alarm-delivery', bench => bench.update(ALARM, 'A', alarm({ AlarmActions: [`${TOPIC_ARN}-of-nobody`] }))],
    ['when no filter makes the metric', 'cloudwatch/alarm-fed', bench => bench.delete(FILTER, 'F')],
    ['when the filter makes another metric', 'cloudwatch/alarm-fed', bench => bench.update(FILTER, 'F', filter({
      MetricTransformations: [{ MetricName: 'Root', MetricNamespace: 'n', MetricValue: '1' }],
    }))],
    ['when the alarm asks for a dimension that the filter does not give', 'cloudwatch/alarm-fed', bench => bench.update(ALARM, 'A', alarm({ Dimensions: [{ Name: 'a', Value: 'b' }] }))],
    ['when no alarm watches the metric', 'logs/filter-watched', bench => bench.delete(ALARM, 'A')],
    ['when the alarm tells nobody', 'logs/filter-watched', bench => bench.update(ALARM, 'A', alarm({ AlarmActions: [] }))],
    ['when the actions of the alarm are off', 'logs/filter-watched', bench => bench.update(ALARM, 'A', alarm({ ActionsEnabled: false }))],
    ['when no trail writes to the log group', 'cloudwatch/alarm-fed', ({ world }) => Promise.resolve(world.state.cloudtrail.trails.clear())],
    ['when a trail writes elsewhere', 'cloudwatch/alarm-fed', ({ world }) => Promise.resolve(world.state.cloudtrail.trails.get('trail')!.logGroupArn = undefined)],
    ['when the trail does not log', 'cloudwatch/alarm-fed', ({ world }) => Promise.resolve(world.state.cloudtrail.trails.get('trail')!.logging = false)],
    ['when its statistic does not grow', 'cloudwatch/alarm-goes-off', bench => bench.update(ALARM, 'A', alarm({ Statistic: 'Maximum', Threshold: 2 }))],
    ['when nobody subscribed', 'cloudwatch/somebody-is-told', bench => bench.delete(SUBSCRIPTION, 'S')],
  ];
  test.each(cases)('%s: %s', async (_, rule, change) => {
    const bench = await alerting();
    await change(bench);
    expect(new Set(lost(bench))).toEqual(new Set([rule]));
    expect(told(bench)).toEqual([]);
  });

  const ofQueue = (more: object = {}) => alarm({
    AlarmName: 'b', Namespace: 'AWS/SQS', MetricName: 'ApproximateNumberOfMessagesVisible', Dimensions: [{ Name: 'QueueName', Value: 'q' }],
    AlarmActions: [`arn:aws:sns:${HOME}:${MANAGEMENT}:low`], ...more,
  });

  async function withQueue(more?: object): Promise<Workbench> {
    const bench = await alerting();
    await bench.create('AWS::SQS::Queue', 'Q', { QueueName: 'q' });
    await bench.create(TOPIC, 'L', { TopicName: 'low' });
    await bench.create(POLICY, 'LP', { Topics: [`arn:aws:sns:${HOME}:${MANAGEMENT}:low`], PolicyDocument: allow(service('cloudwatch.amazonaws.com', 'sns:Publish', '*')) });
    await bench.create(ALARM, 'B', ofQueue(more));
    return bench;
  }

  test('but not when a metric of AWS feeds it, nor when another topic has a subscriber', async () => {
    expect(lost(await withQueue())).toEqual([]);
  });

  test.each([
    ['a namespace that the model does not know', { Namespace: 'AWS/Queues' }],
    ['a metric that the service does not have', { MetricName: 'Messages' }],
    ['something that is not there', { Dimensions: [{ Name: 'QueueName', Value: 'other' }] }],
    ['another dimension', { Dimensions: [{ Name: 'FunctionName', Value: 'q' }] }],
    ['nothing in particular', { Dimensions: [] }],
  ])('when its metric of AWS is of %s', async (_, more) => {
    expect(lost(await withQueue(more))).toEqual(['cloudwatch/alarm-fed']);
  });

  test('when the topic for what is critical has no subscriber, whoever subscribed elsewhere', async () => {
    const bench = await alerting();
    const critical = `arn:aws:sns:${HOME}:${MANAGEMENT}:lz-critical`;
    await bench.create(TOPIC, 'C', { TopicName: 'lz-critical' });
    await bench.create(POLICY, 'CP', { Topics: [critical], PolicyDocument: allow(service('cloudwatch.amazonaws.com', 'sns:Publish', '*')) });
    expect(lost(bench)).toEqual([]);
    await bench.update(ALARM, 'A', alarm({ AlarmActions: [TOPIC_ARN, critical] }));
    expect(lost(bench)).toEqual(['sns/critical-heard']);
    await bench.create(SUBSCRIPTION, 'CS', { ...mail, TopicArn: critical });
    expect(lost(bench)).toEqual([]);
    await bench.delete(SUBSCRIPTION, 'CS');
    await bench.update(ALARM, 'A', alarm());
    await bench.create('AWS::Events::Rule', 'R', { EventPattern: { source: ['aws.test'] }, Targets: [{ Id: 'critical', Arn: critical }] });
    expect(lost(bench)).toEqual(['sns/critical-heard']);
  });

  test('when a trail leaves out what its alarms should see', async () => {
    const bench = await alerting();
    const { trails } = bench.world.state.cloudtrail;
    const recording = (more: object) => {
      trails.set('trail', { ...trails.get('trail')!, organization: true, multiRegion: true, globalServices: true, selectors: undefined, ...more });
      return lostAlerts(bench.world).map(({ details, message }) => `${details.rule?.id}: ${message.replace(/^.* and it/, 'it')}`);
    };
    const management = { field: 'eventCategory', operators: { Equals: ['Management'] } };
    const but = (field: string, operator: string, value: string) => ({
      selectors: [[management, { field, operators: { [operator]: [value] } }]],
    });
    expect(recording({ selectors: [[management]] })).toEqual([]);
    expect(recording({ multiRegion: false })).toEqual([`cloudtrail/feeds-alarms: it records ${HOME} alone`]);
    expect(recording({ organization: false })).toEqual([`cloudtrail/feeds-alarms: it records the account ${MANAGEMENT} alone`]);
    expect(recording({ globalServices: false })[0]).toBe('cloudtrail/feeds-alarms: it leaves out what is read from iam.amazonaws.com');
    expect(recording(but('readOnly', 'Equals', 'false'))[0]).toBe('cloudtrail/feeds-alarms: it leaves out what is read from iam.amazonaws.com');
    expect(recording(but('eventSource', 'NotEquals', 'kms.amazonaws.com'))[0]).toMatch(/it leaves out what is read from kms.amazonaws.com$/);
    expect(recording({ selectors: [[{ field: 'eventCategory', operators: { Equals: ['Data'] } }]] })).toHaveLength(1);
    trails.set('complete', { ...trails.get('trail')!, arn: 'complete', selectors: undefined });
    expect(lostAlerts(bench.world)).toEqual([]);
  });
});

describe(FILTER, () => {
  test.each([
    ['logs/filter-log-group', { LogGroupName: '/nobody' }],
    ['logs/filter-pattern', { FilterPattern: '{ $.a == 1 }' }],
    ['logs/filter-pattern', { FilterPattern: `{ $.a = ${'x'.repeat(1024)} }` }],
    ['logs/filter-quota', { MetricTransformations: [] }],
  ])('fails by %s', async (rule, more) => {
    expect((await refusalOf((await withGroup()).create(FILTER, 'F', filter(more)))).rule).toBe(rule);
  });

  test('fails when the log group may come later, when its name is taken, and beyond 100', async () => {
    const bench = await withGroup();
    expect(await refusalOf(bench.create(FILTER, 'F', filter(), { undeclared: true }))).toMatchObject({ kind: 'order', rule: 'logs/filter-log-group' });
    await bench.create(FILTER, 'F', filter());
    expect((await refusalOf(bench.create(FILTER, 'F2', filter()))).code).toBe('AlreadyExists');
    for (const index of Array(99).keys()) {
      await bench.create(FILTER, `F${index}`, filter({ FilterName: `f${index}` }));
    }
    expect((await refusalOf(bench.create(FILTER, 'Last', filter({ FilterName: 'last' })))).rule).toBe('logs/filter-quota');
  });

  test('fails when the value is no number', async () => {
    const strange = filter({ MetricTransformations: [{ MetricName: 'root', MetricNamespace: 'n', MetricValue: '$.latency' }] });
    expect((await refusalOf((await withGroup()).create(FILTER, 'F', strange))).message).toContain('the rehearsal knows numbers only');
  });
});

describe(ALARM, () => {
  test.each([
    ['cloudwatch/alarm-settings', { Period: 45 }],
    ['cloudwatch/alarm-settings', { Period: 86_400, EvaluationPeriods: 8 }],
    ['cloudwatch/alarm-settings', { DatapointsToAlarm: 2 }],
    ['cloudwatch/alarm-settings', { ComparisonOperator: 'Equals' }],
    ['cloudwatch/alarm-settings', { TreatMissingData: 'ok' }],
    ['cloudwatch/alarm-settings', { Threshold: undefined }],
    ['cloudwatch/alarm-settings', { MetricName: undefined }],
    ['cloudwatch/alarm-actions', { AlarmActions: Array(6).fill(TOPIC_ARN) }],
    ['cloudwatch/alarm-actions', { OKActions: [`arn:aws:sns:us-east-1:${MANAGEMENT}:alerts`] }],
  ])('fails by %s: %j', async (rule, more) => {
    expect((await refusalOf(new Workbench().create(ALARM, 'A', alarm(more)))).rule).toBe(rule);
  });

  test('fails when its name is taken, and for an action that is no topic', async () => {
    const bench = new Workbench();
    await bench.create(ALARM, 'A', alarm());
    expect((await refusalOf(bench.create(ALARM, 'B', alarm()))).code).toBe('AlreadyExists');
    expect((await refusalOf(bench.create(ALARM, 'C', alarm({ AlarmActions: ['arn:aws:automate:eu-central-1:ec2:stop'] })))).message).toContain('does not know the action');
    await bench.delete(ALARM, 'A');
    expect(bench.world.state.cloudwatch.alarms.size).toBe(0);
  });
});

describe('topics', () => {
  test('are imported by their ARN, and deleted', async () => {
    const bench = new Workbench();
    await bench.create(TOPIC, 'T', { TopicName: 'alerts' });
    expect(bench.import(TOPIC, 'T', TOPIC_ARN, { TopicName: 'alerts' }).physicalId).toBe(TOPIC_ARN);
    expect((await refusalOf(bench.create(TOPIC, 'T2', { TopicName: 'alerts' }))).code).toBe('AlreadyExists');
    await bench.delete(TOPIC, 'T');
    expect(bench.world.state.sns.topics.size).toBe(0);
  });

  test('fail by sns/key-usable when their key is not there, or may come later', async () => {
    const bench = new Workbench();
    expect((await refusalOf(bench.create(TOPIC, 'T', { KmsMasterKeyId: 'alias/aws/sns' }))).rule).toBe('sns/key-usable');
    const key = await bench.create('AWS::KMS::Key', 'K', keyPolicy());
    expect(await refusalOf(bench.create(TOPIC, 'T', { KmsMasterKeyId: key.attributes.Arn }, { undeclared: true }))).toMatchObject({ kind: 'order', rule: 'sns/key-usable' });
  });

  test('fail by sns/policy-principals-exist when their policy names a role that is created later', async () => {
    const bench = new Workbench();
    await bench.create(TOPIC, 'T', { TopicName: 'alerts' });
    const account = await bench.create('AWS::Organizations::Account', 'A', { AccountName: 'a', Email: 'a@example.com' });
    const stranger = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account.physicalId}:role/none` }, Action: 'sns:Publish', Resource: TOPIC_ARN };
    expect((await refusalOf(bench.create(POLICY, 'P', topicPolicy(stranger)))).rule).toBe('sns/policy-principals-exist');
    expect((await refusalOf(bench.create(POLICY, 'P', { Topics: [`${TOPIC_ARN}-of-nobody`], PolicyDocument: allow() }))).code).toBe('NotFound');
  });

  test.each([
    ['a topic that is not there', { TopicArn: `${TOPIC_ARN}-of-nobody` }],
    ['a protocol that SNS does not know', { Protocol: 'pigeon' }],
    ['an endpoint of another protocol', { Endpoint: 'https://example.com' }],
    ['no endpoint', { Endpoint: undefined }],
    ['a number that nobody has', { Protocol: 'sms', Endpoint: 'hello' }],
    ['a queue that is not there', { Protocol: 'sqs', Endpoint: `arn:aws:sqs:${HOME}:${MANAGEMENT}:none` }],
    ['a function that is not there', { Protocol: 'lambda', Endpoint: `arn:aws:lambda:${HOME}:${MANAGEMENT}:function:none` }],
  ])('fail by sns/subscription for %s', async (_, more) => {
    const bench = new Workbench();
    await bench.create(TOPIC, 'T', { TopicName: 'alerts' });
    expect((await refusalOf(bench.create(SUBSCRIPTION, 'S', { ...mail, ...more }))).rule).toBe('sns/subscription');
  });

  test('take subscriptions of phones and queues, and none by what is not modelled', async () => {
    const bench = new Workbench();
    await bench.create(TOPIC, 'T', { TopicName: 'alerts' });
    const { attributes } = await bench.create('AWS::SQS::Queue', 'Q', { QueueName: 'q' });
    await bench.create(SUBSCRIPTION, 'P', { ...mail, Protocol: 'sms', Endpoint: '+491701234567' });
    await bench.create(SUBSCRIPTION, 'S', { ...mail, Protocol: 'sqs', Endpoint: attributes.Arn });
    expect(subscribersOf(bench.world, TOPIC_ARN)).toHaveLength(2);
    const stream = `arn:aws:firehose:${HOME}:${MANAGEMENT}:deliverystream/s`;
    expect(await refusalOf(bench.create(SUBSCRIPTION, 'F', { ...mail, Protocol: 'firehose', Endpoint: stream })))
      .toMatchObject({ kind: 'unknown', message: 'the rehearsal does not know how SNS delivers by firehose' });
  });

  test('fail with a name that no topic has', async () => {
    expect((await refusalOf(new Workbench().create(TOPIC, 'T', { TopicName: 'a b?c' }))).code).toBe('InvalidParameter');
  });

  test('keep their subscriptions through an update', async () => {
    const bench = await alerting();
    const { physicalId } = await bench.update(SUBSCRIPTION, 'S', { ...mail, FilterPolicy: { severity: ['high'] } });
    expect(bench.world.state.sns.subscriptions.has(physicalId)).toBe(true);
  });
});

describe(SLACK, () => {
  const channel = (more: object = {}) => ({
    ConfigurationName: 'alerts', SlackWorkspaceId: 'T1', SlackChannelId: 'C1', IamRoleArn: `arn:aws:iam::${MANAGEMENT}:role/chat`, SnsTopicArns: [TOPIC_ARN], ...more,
  });
  const newBench = async (trusted = 'chatbot.amazonaws.com') => {
    const bench = new Workbench();
    await bench.create(TOPIC, 'T', { TopicName: 'alerts' });
    await bench.create('AWS::IAM::Role', 'R', { RoleName: 'chat', AssumeRolePolicyDocument: trusts(trusted) });
    return bench;
  };

  test('is told of what its topics carry, as an update left them', async () => {
    const bench = await newBench();
    await bench.create(SLACK, 'C', channel());
    expect(subscribersOf(bench.world, TOPIC_ARN)).toEqual(['slack C1']);
    await bench.update(SLACK, 'C', channel({ SnsTopicArns: [] }));
    expect(subscribersOf(bench.world, TOPIC_ARN)).toEqual([]);
    expect((await refusalOf(bench.create(SLACK, 'C2', channel()))).code).toBe('ConflictException');
    await bench.delete(SLACK, 'C');
    expect(bench.world.state.sns.slackChannels.size).toBe(0);
  });

  test('fails when its role trusts another service, or its topic is not there', async () => {
    expect((await refusalOf((await newBench('lambda.amazonaws.com')).create(SLACK, 'C', channel()))).rule).toBe('chatbot/role-assumable');
    expect((await refusalOf((await newBench()).create(SLACK, 'C', channel({ SnsTopicArns: [`${TOPIC_ARN}2`] })))).rule).toBe('chatbot/topics-exist');
    expect((await refusalOf((await newBench()).create(SLACK, 'C', channel(), { undeclared: true }))).kind).toBe('order');
  });
});

describe('API destinations', () => {
  const connection = (ApiKeyValue = '{{resolve:secretsmanager:pager:SecretString:token::}}') =>
    ({ Name: 'pager', AuthorizationType: 'API_KEY', AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'Authorization', ApiKeyValue } } });
  const destination = (ConnectionArn: unknown, more: object = {}) =>
    ({ Name: 'pager', ConnectionArn, InvocationEndpoint: 'https://example.com', HttpMethod: 'POST', ...more });

  test('are made of a connection and an endpoint, updated and deleted', async () => {
    const bench = new Workbench();
    const { attributes: { Arn } } = await bench.create(CONNECTION, 'C', connection());
    await bench.create(DESTINATION, 'D', destination(Arn));
    await bench.update(CONNECTION, 'C', connection('{{resolve:secretsmanager:other}}'));
    await bench.update(DESTINATION, 'D', destination(Arn, { InvocationEndpoint: 'https://example.org' }));
    expect([...bench.world.state.apiDestinations.destinations.values()].map(({ endpoint }) => endpoint)).toEqual(['https://example.org']);
    expect((await refusalOf(bench.create(DESTINATION, 'D2', destination(Arn)))).code).toBe('ResourceAlreadyExistsException');
    await bench.delete(DESTINATION, 'D');
    await bench.delete(CONNECTION, 'C');
    expect(bench.world.state.apiDestinations.connections.size).toBe(0);
  });

  test('fail when the secret stands in the template, or the key is not given', async () => {
    expect(await refusalOf(new Workbench().create(CONNECTION, 'C', connection('s3cret')))).toMatchObject({ rule: 'events/connection', message: 'the secret stands in the template' });
    expect((await refusalOf(new Workbench().create(CONNECTION, 'C', { ...connection(), AuthorizationType: 'BASIC' }))).rule).toBe('events/connection');
  });

  test('fail without a connection, without TLS, and when the connection may come later', async () => {
    const bench = new Workbench();
    const { attributes: { Arn } } = await bench.create(CONNECTION, 'C', connection());
    expect((await refusalOf(bench.create(DESTINATION, 'D', destination('arn:aws:events:x:1:connection/y/z')))).rule).toBe('events/api-destination');
    expect((await refusalOf(bench.create(DESTINATION, 'D', destination(Arn, { InvocationEndpoint: 'http://example.com' })))).rule).toBe('events/api-destination');
    expect((await refusalOf(bench.create(DESTINATION, 'D', destination(Arn), { undeclared: true }))).kind).toBe('order');
  });
});
