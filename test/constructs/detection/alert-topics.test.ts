import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AlertSubscription, AlertSubscriptions, AlertTopics, Severity } from '../../../lib/constructs/detection';
import { AlertDelivery } from '../../../lib/constructs/organization';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const MAIL = AlertSubscription.email('security@example.com');
const SLACK = AlertSubscription.slack({ workspaceId: 'T0123ABCDEF', channelId: 'C0123ABCDEF' });
const PAGER = AlertSubscription.webhook({ webhookName: 'pager', url: 'https://events.example.com/v2', secretName: 'alerts/pager', secretField: 'token' });

function newTopics(subscriptions: AlertSubscriptions = { critical: [MAIL] }, use: (topics: AlertTopics, stack: Stack) => void = () => {}) {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-central-1' } });
  const topics = new AlertTopics(stack, 'Topics', { subscriptions });
  use(topics, stack);
  return { stack, topics, template: Template.fromStack(stack) };
}

const newAlarm = (stack: Stack, alarmName: string) =>
  new Alarm(stack, alarmName, { alarmName, metric: new Metric({ namespace: 'n', metricName: 'm' }), threshold: 1, evaluationPeriods: 1 });

describe('defaults', () => {
  const { template, stack, topics } = newTopics();

  test('makes a topic for each severity, encrypted with one key', () => {
    for (const severity of ['critical', 'high', 'low']) {
      template.hasResourceProperties('AWS::SNS::Topic', {
        TopicName: `lz-alerts-${severity}`, KmsMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('Key'), 'Arn'] },
      });
    }
    template.resourceCountIs('AWS::SNS::Topic', 3);
    template.hasResource('AWS::KMS::Alias', { Properties: { AliasName: 'alias/lz/alerts' }, DeletionPolicy: 'Delete' });
  });

  test('lets EventBridge publish without a condition, CloudWatch and cost alerts for this account only, and nobody without TLS', () => {
    const policies = Object.values(template.findResources('AWS::SNS::TopicPolicy'));
    expect(policies).toHaveLength(3);
    for (const { Properties: { PolicyDocument: { Statement } } } of policies) {
      const of = (sid: string) => Statement.find(({ Sid }: { Sid: string }) => Sid === sid);
      expect(of('EventsPublish').Condition).toBeUndefined();
      for (const sid of ['CloudwatchPublishes', 'BudgetsPublishes', 'CostalertsPublishes']) {
        expect(of(sid)).toMatchObject({ Effect: 'Allow', Action: 'sns:Publish', Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } });
      }
      expect(of('TlsOnly')).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
      expect(of('OwnerManages').Action).not.toContain('sns:Publish');
      expect(Statement).toHaveLength(6);
    }
  });

  test('lets the publishing services use the key, and no other', () => {
    const [key] = Object.values(template.findResources('AWS::KMS::Key'));
    interface Statement { readonly Principal: { readonly Service?: string }; readonly Condition: object }
    const statements = key.Properties.KeyPolicy.Statement as Statement[];
    const services = statements.map(({ Principal }) => Principal.Service).filter(Boolean);
    expect(services).toEqual(['cloudwatch.amazonaws.com', 'events.amazonaws.com', 'budgets.amazonaws.com', 'costalerts.amazonaws.com']);
    const events = statements.find(({ Principal }) => Principal.Service === 'events.amazonaws.com');
    expect(events?.Condition).toEqual({ StringEqualsIfExists: { 'aws:SourceAccount': '111122223333' } });
  });

  test('mails what is critical and what is high to whom the critical alerts go, and what is low to nobody', () => {
    template.resourceCountIs('AWS::SNS::Subscription', 2);
    template.allResourcesProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'security@example.com' });
  });

  test('keeps what nobody could be told of in a queue whose messages people can read, and says so', () => {
    template.hasResourceProperties('AWS::SQS::Queue', { QueueName: 'lz-alerts', SqsManagedSseEnabled: true, KmsMasterKeyId: Match.absent() });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'lz-alerts-undelivered', AlarmActions: [{ Ref: Match.stringLikeRegexp('high') }],
      AlarmDescription: Match.stringLikeRegexp('docs/runbook.md#lz-alerts-undelivered$'),
    });
  });

  test('gives rules the topic alone, with the queue, where there is no webhook', () => {
    const [target, ...more] = topics.receiver(Severity.HIGH).ruleTargets({ inputTemplate: '"something"' });
    expect(more).toEqual([]);
    expect(stack.resolve(target)).toEqual({
      id: 'topic', arn: { Ref: expect.stringContaining('high') }, inputTransformer: { inputTemplate: '"something"' },
      deadLetterConfig: { arn: { 'Fn::GetAtt': [expect.stringContaining('Undelivered'), 'Arn'] } },
    });
    expect(topics.topicOfPeople(Severity.HIGH)).toBe(topics.topic(Severity.HIGH));
  });

  test('is clean under cdk-nag', () => {
    synthesizeUnderCdkNag(checked => {
      const all = new AlertTopics(checked, 'Topics', { subscriptions: { critical: [MAIL, PAGER], high: [SLACK], low: [SLACK] } });
      all.addAlarm(newAlarm(checked, 'lz-test'), Severity.CRITICAL);
    });
  });
});

describe('options', () => {
  test('configures a channel once, with all of its topics, and lets it do nothing', () => {
    const { template } = newTopics({ critical: [MAIL, SLACK], high: [SLACK], low: [SLACK] });
    template.resourceCountIs('AWS::Chatbot::SlackChannelConfiguration', 1);
    template.hasResourceProperties('AWS::Chatbot::SlackChannelConfiguration', {
      ConfigurationName: 'lz-alerts-C0123ABCDEF', SlackWorkspaceId: 'T0123ABCDEF', SlackChannelId: 'C0123ABCDEF',
      SnsTopicArns: [{ Ref: Match.stringLikeRegexp('critical') }, { Ref: Match.stringLikeRegexp('high') }, { Ref: Match.stringLikeRegexp('low') }],
    });
    template.hasResourceProperties('AWS::IAM::Role', { Policies: Match.absent(), ManagedPolicyArns: Match.absent(), Path: '/lz/' });
  });

  test('posts the alarms of a severity to its webhook, with a secret that stays out of the template', () => {
    const { template, topics } = newTopics({ critical: [PAGER], high: [] }, (all, stack) => {
      all.addAlarm(newAlarm(stack, 'lz-one'), Severity.CRITICAL);
      all.addAlarm(newAlarm(stack, 'lz-two'), Severity.CRITICAL);
      all.addAlarm(newAlarm(stack, 'lz-three'), Severity.HIGH);
    });
    template.hasResourceProperties('AWS::Events::Connection', {
      Name: 'lz-critical-pager', AuthorizationType: 'API_KEY',
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'Authorization', ApiKeyValue: '{{resolve:secretsmanager:alerts/pager:SecretString:token::}}' } },
    });
    template.hasResourceProperties('AWS::Events::ApiDestination', { InvocationEndpoint: 'https://events.example.com/v2', HttpMethod: 'POST' });
    template.resourceCountIs('AWS::Events::Rule', 1);
    template.hasResourceProperties('AWS::Events::Rule', {
      Name: 'lz-alarms-critical',
      EventPattern: { source: ['aws.cloudwatch'], detail: { alarmName: ['lz-one', 'lz-two'] } },
      Targets: [Match.objectLike({ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('pager'), 'Arn'] }, RoleArn: Match.anyValue(), DeadLetterConfig: { Arn: Match.anyValue() } })],
    });
    template.hasResourceProperties('AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [Match.objectLike({
      Principal: { Service: 'events.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    })] } });
    const ids = (severity: Severity) => topics.receiver(severity).ruleTargets({ inputTemplate: '"x"' }).map(({ id }) => id);
    expect(ids(Severity.CRITICAL)).toEqual(['topic', 'webhook-0']);
    expect(ids(Severity.HIGH)).toEqual(['topic']);
  });

  test('tells of a rule\'s events as the rule has it delivered, whoever is told', () => {
    const { stack, topics } = newTopics({ critical: [MAIL, PAGER] });
    const retryPolicy = { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 1 };
    const deadLetterQueue = Queue.fromQueueArn(stack, 'Own', 'arn:aws:sqs:eu-central-1:111122223333:own');
    const receiver = topics.receiver(Severity.CRITICAL);
    const targetsOf = (delivery?: AlertDelivery) => stack.resolve(receiver.ruleTargets({ inputTemplate: '"x"' }, delivery));
    const undelivered = { arn: { 'Fn::GetAtt': [expect.stringContaining('Undelivered'), 'Arn'] } };
    const both = (delivery: object) => ['topic', 'webhook-0'].map(id => expect.objectContaining({ id, ...delivery }));
    expect(targetsOf({ deadLetterQueue, retryPolicy })).toEqual(both({ retryPolicy, deadLetterConfig: { arn: deadLetterQueue.queueArn } }));
    expect(targetsOf({ retryPolicy })).toEqual(both({ retryPolicy, deadLetterConfig: undelivered }));
    const [topic, webhook] = targetsOf();
    expect(topic).not.toHaveProperty('retryPolicy');
    const aDay = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 };
    expect(webhook).toMatchObject({ retryPolicy: aDay, deadLetterConfig: undelivered });
  });

  test('posts more alarms than one rule can name by several', () => {
    const names = [...Array(60).keys()].map(index => `lz-an-alarm-with-a-rather-long-name-${index}`);
    const { template } = newTopics({ critical: [PAGER] }, (all, stack) => {
      names.forEach(name => all.addAlarm(newAlarm(stack, name), Severity.CRITICAL));
    });
    const rules = Object.values(template.findResources('AWS::Events::Rule', { Properties: { Name: Match.stringLikeRegexp('lz-alarms-critical') } }));
    expect(rules.length).toBeGreaterThan(1);
    expect(rules.flatMap(({ Properties }) => Properties.EventPattern.detail.alarmName)).toEqual(names);
    rules.forEach(({ Properties }) => expect(JSON.stringify(Properties.EventPattern).length).toBeLessThanOrEqual(2048));
  });

  test('watches alarms on another bus when told so', () => {
    const stack = new Stack(new App(), 'Stack');
    const topics = new AlertTopics(stack, 'Topics', { subscriptions: { critical: [PAGER] }, eventBus: EventBus.fromEventBusName(stack, 'Bus', 'other') });
    topics.addAlarm(newAlarm(stack, 'lz-one'), Severity.CRITICAL);
    Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', { EventBusName: 'other' });
  });

  test('lets a role publish, by the role\'s policy and the key\'s', () => {
    const { template } = newTopics(undefined, (topics, stack) => {
      topics.grantPublish(new Role(stack, 'Publisher', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }), Severity.HIGH);
    });
    template.hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: { Statement: Match.arrayWith([
      Match.objectLike({ Action: 'sns:Publish', Resource: { Ref: Match.stringLikeRegexp('high') } }),
      Match.objectLike({ Action: ['kms:GenerateDataKey', 'kms:Decrypt'] }),
    ]) } });
    template.hasResourceProperties('AWS::KMS::Key', { KeyPolicy: { Statement: Match.arrayWith([
      Match.objectLike({ Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Principal: { AWS: { 'Fn::GetAtt': [Match.stringLikeRegexp('Publisher'), 'Arn'] } } }),
    ]) } });
  });
});

describe('import', () => {
  test('topics of your own tell of alarms and events too', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-central-1' } });
    const [critical, high, low] = ['a', 'b', 'c'].map(name => Topic.fromTopicArn(stack, name, `arn:aws:sns:eu-central-1:111122223333:${name}`));
    const existing = AlertTopics.fromTopics({ critical, high, low });
    existing.addAlarm(newAlarm(stack, 'lz-one'), Severity.HIGH);
    expect(Severity.all().map(severity => existing.topic(severity))).toEqual([critical, high, low]);
    expect(existing.receiver(Severity.LOW).ruleTargets({ inputTemplate: '"x"' })).toEqual([{ id: 'topic', arn: low.topicArn, inputTransformer: { inputTemplate: '"x"' } }]);
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmActions: [high.topicArn] });
  });

  test('gives the topic of each severity', () => {
    const { stack, topics } = newTopics();
    expect(Severity.all().map(severity => stack.resolve(topics.topic(severity).topicArn).Ref)).toEqual([
      expect.stringContaining('critical'), expect.stringContaining('high'), expect.stringContaining('low'),
    ]);
  });
});

describe('validation', () => {
  test('fails with more webhooks than a rule has targets, and with a topic for a service where webhooks alone are told', () => {
    const hooks = ['a', 'b', 'c', 'd', 'e'].map(webhookName => AlertSubscription.webhook({ webhookName, url: 'https://example.com', secretName: 's' }));
    expect(() => newTopics({ critical: hooks, high: [MAIL] })).toThrow(/'critical' must have at most 4 webhooks, got 5/);
    const { topics } = newTopics({ critical: [MAIL], high: [PAGER] });
    expect(() => topics.topicOfPeople(Severity.HIGH)).toThrow(/'high' must name a mailbox or a channel of Slack, got none/);
    expect(topics.topicOfPeople(Severity.CRITICAL)).toBe(topics.topic(Severity.CRITICAL));
  });

  test('fails when nobody is called at once, and says why', () => {
    expect(() => newTopics({ critical: [] })).toThrow(/'critical' must name at least one subscription, got \[\]: nobody would hear of the worst/);
  });

  test('fails when somebody would be told twice, and says who', () => {
    expect(() => newTopics({ critical: [MAIL, PAGER, MAIL], high: [PAGER, PAGER] })).toThrow(/2 problems[^]*'critical' must not repeat, got "security@example.com" 2 times[^]*'high' must not repeat, got "pager" 2 times/);
  });

  test('fails with every problem of every subscription at once', () => {
    const wrong = () => newTopics({
      critical: [AlertSubscription.email('nobody'), AlertSubscription.slack({ workspaceId: 't', channelId: '#alerts' })],
      low: [AlertSubscription.webhook({ webhookName: 'P', url: 'http://example.com', secretName: 'a b' })],
    });
    expect(wrong).toThrow(/6 problems/);
    expect(wrong).toThrow(/'address' must be an e-mail address/);
    expect(wrong).toThrow(/'channelId' must be the id of a Slack channel, got "#alerts"/);
    expect(wrong).toThrow(/'url' must begin with "https:\/\/", got "http:\/\/example.com": use an endpoint with TLS/);
    expect(wrong).toThrow(/'secretName' must be the name of a secret, got "a b"/);
  });
});
