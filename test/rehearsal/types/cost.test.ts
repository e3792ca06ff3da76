import { lostCostAlerts } from '../../../rehearsal/aws/cost-alerts';
import { HOME, MANAGEMENT, refusalOf, strangersOf, Workbench } from './workbench';

const TOPIC = `arn:aws:sns:${HOME}:${MANAGEMENT}:costs`;
const publishes = (service: string, conditions: object = { StringEquals: { 'aws:SourceAccount': MANAGEMENT } }) =>
  ({ Effect: 'Allow', Principal: { Service: service }, Action: 'sns:Publish', Resource: TOPIC, Condition: conditions });
const BOTH = [publishes('budgets.amazonaws.com'), publishes('costalerts.amazonaws.com')];

const budget = { BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: 100, Unit: 'USD' } };
const notification = (Threshold: number, ...addresses: string[]) => ({
  Notification: { NotificationType: 'ACTUAL', ComparisonOperator: 'GREATER_THAN', Threshold },
  Subscribers: addresses.map(Address => ({ SubscriptionType: Address.includes('@') ? 'EMAIL' : 'SNS', Address })),
});
const BUDGET = { Budget: budget, NotificationsWithSubscribers: [notification(80, TOPIC)] };
const MONITOR = { MonitorName: 'services', MonitorType: 'DIMENSIONAL', MonitorDimension: 'SERVICE' };
const THRESHOLD = JSON.stringify({ Dimensions: { Key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE', MatchOptions: ['GREATER_THAN_OR_EQUAL'], Values: ['100'] } });
const subscription = (monitorArn: string) => ({
  SubscriptionName: 'anomalies', Frequency: 'IMMEDIATE', MonitorArnList: [monitorArn], Subscribers: [{ Type: 'SNS', Address: TOPIC }],
  ThresholdExpression: THRESHOLD,
});

async function bench(statements: object[] = BOTH, properties: object = {}) {
  const made = new Workbench();
  await made.create('AWS::SNS::Topic', 'Topic', { TopicName: 'costs', ...properties });
  await made.create('AWS::SNS::TopicPolicy', 'Policy', { Topics: [TOPIC], PolicyDocument: { Version: '2012-10-17', Statement: statements } });
  return made;
}

/** A budget and a subscription that tell the topic. */
async function watched(...args: Parameters<typeof bench>) {
  const made = await bench(...args);
  await made.create('AWS::Budgets::Budget', 'Budget', BUDGET);
  const { physicalId } = await made.create('AWS::CE::AnomalyMonitor', 'Monitor', MONITOR);
  await made.create('AWS::CE::AnomalySubscription', 'Subscription', subscription(physicalId));
  return made;
}

const lost = (made: Workbench) => lostCostAlerts(made.world).map(({ details }) => [details.rule?.id, details.message.split(' on ')[0]]);

describe('alerts about cost', () => {
  test('arrive when the topic lets both services publish for the account', async () => {
    expect(lost(await watched())).toEqual([]);
  });

  test('are lost when the policy of the topic lets one of them publish no more', async () => {
    expect(lost(await watched([BOTH[1]]))).toEqual([['cost/alerts-arrive', 'budgets.amazonaws.com must be allowed sns:Publish']]);
    expect(lost(await watched([BOTH[0]]))).toEqual([['cost/alerts-arrive', 'costalerts.amazonaws.com must be allowed sns:Publish']]);
  });

  test('are lost when the policy names another account', async () => {
    const other = { StringEquals: { 'aws:SourceAccount': '999999999999' } };
    expect(lost(await watched([publishes('budgets.amazonaws.com', other), BOTH[1]]))).toHaveLength(1);
  });

  test('are lost when the key of the topic does not know them', async () => {
    const made = new Workbench();
    const administers = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` }, Action: 'kms:*', Resource: '*' };
    const { attributes } = await made.create('AWS::KMS::Key', 'Key', { KeyPolicy: { Version: '2012-10-17', Statement: [administers] } });
    await made.create('AWS::SNS::Topic', 'Topic', { TopicName: 'costs', KmsMasterKeyId: attributes.Arn });
    await made.create('AWS::SNS::TopicPolicy', 'Policy', { Topics: [TOPIC], PolicyDocument: { Version: '2012-10-17', Statement: BOTH } });
    await made.create('AWS::Budgets::Budget', 'Budget', BUDGET);
    expect(lost(made).map(([, message]) => message)).toEqual([
      'budgets.amazonaws.com must be allowed kms:GenerateDataKey', 'budgets.amazonaws.com must be allowed kms:Decrypt',
    ]);
  });
});

describe('AWS::Budgets::Budget', () => {
  test('gets a name of its own and can be replaced', async () => {
    const made = await bench();
    const { physicalId } = await made.create('AWS::Budgets::Budget', 'Budget', BUDGET);
    const second = await made.create('AWS::Budgets::Budget', 'Budget', { ...BUDGET, NotificationsWithSubscribers: [notification(90, TOPIC)] });
    expect(second.physicalId).not.toBe(physicalId);
  });

  test('with a fixed name cannot be made twice', async () => {
    const made = await bench();
    const named = { ...BUDGET, Budget: { ...budget, BudgetName: 'costs' } };
    await made.create('AWS::Budgets::Budget', 'Budget', named);
    expect((await refusalOf(made.create('AWS::Budgets::Budget', 'Second', named))).message).toContain('exists already');
  });

  test.each([
    ['cost/budget-topic', [notification(80, TOPIC.replace('costs', 'none'))]],
    ['cost/budget-topic', [notification(80, TOPIC.replace(MANAGEMENT, '999999999999'))]],
    ['cost/budget-notifications', [notification(80)]],
    ['cost/budget-notifications', [notification(80, TOPIC, TOPIC)]],
    ['cost/budget-notifications', [notification(80, TOPIC), notification(80, TOPIC)]],
    ['cost/budget-notifications', Array.from({ length: 11 }, (_, i) => notification(i + 1, TOPIC))],
  ])('fails by %s with %j', async (rule, notifications) => {
    const made = await bench();
    const properties = { ...BUDGET, NotificationsWithSubscribers: notifications };
    expect((await refusalOf(made.create('AWS::Budgets::Budget', 'Budget', properties))).rule).toBe(rule);
  });

  test.each([
    ["'BudgetType' must be one of", { BudgetType: 'MONEY' }],
    ["'TimeUnit' must be one of", { TimeUnit: 'HOURLY' }],
    ["'BudgetName' must be", { BudgetName: 'costs:all' }],
    ["'BudgetLimit' must be given", { BudgetLimit: undefined }],
    ["'Amount' must be a number", { BudgetLimit: { Amount: -5, Unit: 'USD' } }],
    ["'Amount' must be a number", { BudgetLimit: { Unit: 'USD' } }],
    ["'Unit' must be a currency", { BudgetLimit: { Amount: 5, Unit: 'dollars' } }],
  ])('fails: %s … for %j', async (message, more) => {
    const made = await bench();
    const refused = await refusalOf(made.create('AWS::Budgets::Budget', 'Budget', { Budget: { ...budget, ...more } }));
    expect(refused).toMatchObject({ code: 'InvalidParameterException', message: expect.stringContaining(message) });
  });

  test('needs no limit where it watches how much of a reservation is used', async () => {
    const made = await bench();
    await made.create('AWS::Budgets::Budget', 'Budget', { Budget: { BudgetType: 'RI_UTILIZATION', TimeUnit: 'MONTHLY' } });
    expect(made.world.state.costManagement.budgets.size).toBe(1);
  });

  test.each([
    ["'NotificationType'", { NotificationType: 'X' }, {}],
    ["'ComparisonOperator'", { ComparisonOperator: undefined }, {}],
    ["'Threshold' must be a number from 0", { Threshold: -5 }, {}],
    ["'Threshold' must be a number from 0", { Threshold: 'high' }, {}],
    ["'ThresholdType'", { ThresholdType: 'SHARE' }, {}],
    ["'SubscriptionType'", {}, { SubscriptionType: 'PIGEON' }],
    ["'Address' must be a mail address", {}, { SubscriptionType: 'EMAIL' }],
  ])('fails with a notification of another kind: %s', async (message, more, subscriber) => {
    const made = await bench();
    const { Notification, Subscribers } = notification(80, TOPIC);
    const notifications = [{ Notification: { ...Notification, ...more }, Subscribers: [{ ...Subscribers[0], ...subscriber }] }];
    const refused = await refusalOf(made.create('AWS::Budgets::Budget', 'Budget', { ...BUDGET, NotificationsWithSubscribers: notifications }));
    expect(refused.message).toContain(message);
  });

  test('has no members that the model does not know', () => {
    const strange = { ...notification(80, TOPIC), Subscribers: [{ Address: TOPIC, SubscriptionType: 'SNS', Loud: true }] };
    expect(strangersOf('AWS::Budgets::Budget', BUDGET)).toBeUndefined();
    expect(strangersOf('AWS::Budgets::Budget', { ...BUDGET, NotificationsWithSubscribers: [strange] })).toContain("'NotificationsWithSubscribers.Subscribers.Loud'");
    expect(strangersOf('AWS::Budgets::Budget', { Budget: { ...budget, CostFilters: { Colour: ['red'] } } })).toContain("'Budget.CostFilters'");
  });
});

describe('AWS::CE::AnomalyMonitor', () => {
  test('is one for the services of an account', async () => {
    const made = await bench();
    await made.create('AWS::CE::AnomalyMonitor', 'Monitor', MONITOR);
    expect((await refusalOf(made.create('AWS::CE::AnomalyMonitor', 'Second', MONITOR))).rule).toBe('cost/one-monitor');
  });

  test.each([
    ["'MonitorDimension' belongs to", { MonitorDimension: undefined }],
    ["'MonitorDimension' must be one of", { MonitorDimension: 'COLOUR' }],
    ["'MonitorType' must be one of", { MonitorType: 'SOME', MonitorDimension: undefined }],
    ["'MonitorSpecification' belongs to", { MonitorSpecification: '{}' }],
    ["'MonitorSpecification' belongs to", { MonitorType: 'CUSTOM', MonitorDimension: undefined }],
    ["'MonitorSpecification' must be the text of a JSON object", { MonitorType: 'CUSTOM', MonitorDimension: undefined, MonitorSpecification: 'all' }],
  ])('fails: %s for %j', async (message, more) => {
    const made = await bench();
    expect((await refusalOf(made.create('AWS::CE::AnomalyMonitor', 'M', { ...MONITOR, ...more }))).message).toContain(message);
  });
});

describe('AWS::CE::AnomalySubscription', () => {
  const TYPE = 'AWS::CE::AnomalySubscription';

  test('takes a monitor that the account had before', async () => {
    const made = await bench();
    const before = `arn:aws:ce::${MANAGEMENT}:anomalymonitor/0a1b`;
    await made.create(TYPE, 'Subscription', subscription(before));
    expect([...made.world.state.costManagement.subscriptions.values()]).toMatchObject([{ monitorArns: [before], topicArns: [TOPIC] }]);
  });

  test.each([
    ["'Frequency' must be one of", { Frequency: 'YEARLY' }],
    ["'Subscribers' is empty", { Subscribers: [] }],
    ["'MonitorArnList' is empty", { MonitorArnList: [] }],
    ["'Type' must be one of", { Subscribers: [{ Type: 'PIGEON', Address: TOPIC }] }],
    ["'Address' must be a mail address", { Frequency: 'DAILY', Subscribers: [{ Type: 'EMAIL', Address: TOPIC }] }],
    ["one of 'Threshold' and 'ThresholdExpression'", { ThresholdExpression: undefined }],
    ["one of 'Threshold' and 'ThresholdExpression'", { Threshold: 100 }],
    ["'Threshold' must be a number", { Threshold: -1, ThresholdExpression: undefined }],
    ["'ThresholdExpression' must be the text of a JSON object", { ThresholdExpression: '100' }],
  ])('fails: %s for %j', async (message, more) => {
    const made = await bench();
    const refused = made.create(TYPE, 'S', { ...subscription(`arn:aws:ce::${MANAGEMENT}:anomalymonitor/0a1b`), ...more });
    expect(await refusalOf(refused)).toMatchObject({ code: 'ValidationException', message: expect.stringContaining(message) });
  });

  test('has no members of subscribers that the model does not know', () => {
    const loud = { ...subscription('a'), Subscribers: [{ Type: 'SNS', Address: TOPIC, Loud: true }] };
    expect(strangersOf(TYPE, loud)).toContain("'Subscribers.Loud'");
  });

  test('does not take what only looks like a monitor of the account', async () => {
    const made = await bench();
    const strange = `arn:aws:s3::${MANAGEMENT}:anomalymonitor/0a1b`;
    expect((await refusalOf(made.create(TYPE, 'S', subscription(strange)))).rule).toBe('cost/monitor-exists');
  });

  test('does not take the monitor of another account', async () => {
    const made = await bench();
    expect((await refusalOf(made.create(TYPE, 'S', subscription('arn:aws:ce::999999999999:anomalymonitor/0a1b')))).rule).toBe('cost/monitor-exists');
  });

  test('tells a topic at once only, and mail addresses never at once', async () => {
    const made = await bench();
    const { physicalId } = await made.create('AWS::CE::AnomalyMonitor', 'Monitor', MONITOR);
    const daily = { ...subscription(physicalId), Frequency: 'DAILY' };
    expect((await refusalOf(made.create(TYPE, 'S', daily))).rule).toBe('cost/subscription-frequency');
  });
});
