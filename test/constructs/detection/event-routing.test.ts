import { App, Aws, CfnParameter, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import {
  AlertSubscription, AlertTopics, EventForwarding, EventForwardingProps, EventForwardingRole, EventRouting, EventRoutingProps,
  SecurityEvent, SecurityEventBus, SecurityEventOrigin, SecurityEvents, Severity,
} from '../../../lib/constructs/detection';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const MAIL = AlertSubscription.email('security@example.com');
const BUS_ARN = SecurityEventBus.busArn('222233334444', 'eu-central-1');
const environment = { env: { account: '222233334444', region: 'eu-central-1' } };

function core(scope: Stack, options: Partial<EventRoutingProps> = {}, subscription = MAIL) {
  const topics = new AlertTopics(scope, 'Topics', { subscriptions: { critical: [subscription] } });
  const eventBus = new SecurityEventBus(scope, 'Bus', { organizationId: 'o-a1b2c3d4e5', topics });
  const routing = new EventRouting(scope, 'Routing', { eventBus, topics, ...options });
  return { topics, eventBus, routing };
}

function newCore(options: Partial<EventRoutingProps> = {}, subscription = MAIL) {
  const stack = new Stack(new App(), 'Stack', environment);
  return { stack, ...core(stack, options, subscription), template: Template.fromStack(stack) };
}

function newForwarding(props: Partial<EventForwardingProps> = {}) {
  const stack = new Stack(new App(), 'Stack');
  const forwarding = new EventForwarding(stack, 'Forwarding', { busArn: BUS_ARN, ...props });
  return { stack, forwarding, template: Template.fromStack(stack) };
}

const ruleOf = (template: Template, Name: string) => Object.values(template.findResources('AWS::Events::Rule', { Properties: { Name } }))[0];
const EVENT = new SecurityEvent({
  id: 'own', severity: Severity.HIGH, description: 'Something happened.', origin: SecurityEventOrigin.EVERY_ACCOUNT, pattern: { source: ['aws.test'] },
});

describe('defaults', () => {
  test('the bus takes what the organization\'s rules forward, and nothing from anybody else', () => {
    newCore().template.hasResourceProperties('AWS::Events::EventBus', {
      Name: 'lz-security',
      Policy: {
        Statement: [Match.objectLike({
          Effect: 'Allow', Principal: '*', Action: 'events:PutEvents',
          Condition: {
            StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
            ArnLike: { 'aws:PrincipalArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::*:role/lz/lz-event-forwarding']] } },
          },
        })],
      },
    });
  });

  test('what cannot be delivered waits in a queue whose messages people can read, and somebody is told', () => {
    const { template } = newCore();
    template.hasResourceProperties('AWS::SQS::Queue', { QueueName: 'lz-security', MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true, KmsMasterKeyId: Match.absent() });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'lz-events-undelivered', MetricName: 'ApproximateNumberOfMessagesVisible', Threshold: 1, TreatMissingData: 'notBreaching',
      AlarmActions: [{ Ref: Match.stringLikeRegexp('^Topicshigh') }],
    });
  });

  test('the queue is written by rules of the account and region alone, with TLS alone', () => {
    newCore().template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({
            Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage',
            Condition: { ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':events:eu-central-1:222233334444:rule/*']] } } },
          }),
        ],
      },
    });
  });

  test('every event of the catalogue has a route to the topic of its severity, and to the queue', () => {
    const { template } = newCore();
    template.resourceCountIs('AWS::Events::Rule', SecurityEvents.all().length);
    for (const { ruleName, severity } of SecurityEvents.all()) {
      const [target, ...more] = ruleOf(template, ruleName).Properties.Targets;
      expect(more).toEqual([]);
      expect(target.Arn).toEqual({ Ref: expect.stringMatching(`^Topics${severity.severityName}`) });
      expect(target.DeadLetterConfig).toBeDefined();
    }
  });

  test('routes are on the bus; those of findings that Security Hub aggregates are on the default bus', () => {
    const { template } = newCore();
    expect(ruleOf(template, 'lz-root-usage').Properties.EventBusName).toBeDefined();
    expect(ruleOf(template, 'lz-security-hub-critical').Properties.EventBusName).toBeUndefined();
  });

  test('a message says what happened, where, who did it and where the runbook is', () => {
    const { InputTransformer } = ruleOf(newCore().template, 'lz-root-usage').Properties.Targets[0];
    expect(InputTransformer.InputTemplate.split('\n')).toEqual([
      '"[critical] The root user of an account made a call."', '"account: <eventAccount>"', '"region: <eventRegion>"', '"time: <eventTime>"',
      '"what: <what>"', '"who: <who>"', '"identity: <identity>"', '"from: <from>"', '"error: <error>"', '"CIS 7.0: 5.3"',
      '"runbook: https://github.com/cdk-secure-landing-zone/cdk-secure-landing-zone/blob/main/docs/runbook.md#lz-root-usage"',
    ]);
    expect(InputTransformer.InputPathsMap).toMatchObject({ eventAccount: '$.account', who: '$.detail.userIdentity.arn' });
  });

  test('every account forwards what comes up in it, by the role of the account', () => {
    const { template } = newForwarding();
    template.resourceCountIs('AWS::Events::Rule', SecurityEvents.ofEveryAccount().length);
    const [target] = ruleOf(template, 'lz-forward-root-usage').Properties.Targets;
    expect(target.Arn).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':events:eu-central-1:222233334444:event-bus/lz-security']] });
    expect(target.RoleArn).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':role/lz/lz-event-forwarding']],
    });
    template.hasResourceProperties('AWS::SQS::Queue', { QueueName: 'lz-event-forwarding', SqsManagedSseEnabled: true });
  });

  test('forwards events of global services where the partition has them, and holds no IAM', () => {
    const { template } = newForwarding();
    expect(ruleOf(template, 'lz-forward-account-leaves').Condition).toEqual(expect.any(String));
    expect(ruleOf(template, 'lz-forward-root-console-sign-in').Condition).toBeUndefined();
    template.hasCondition('*', { 'Fn::Or': ['us-east-1', 'us-gov-west-1', 'cn-north-1', 'cn-northwest-1'].map(region => ({ 'Fn::Equals': [{ Ref: 'AWS::Region' }, region] })) });
    expect(Object.values(template.toJSON().Resources as Record<string, { readonly Type: string }>).filter(({ Type }) => Type.startsWith('AWS::IAM::'))).toEqual([]);
  });

  test('the role sends to the bus only, for rules of its account only', () => {
    const stack = new Stack(new App(), 'Stack');
    new EventForwardingRole(stack, 'Role', { busArn: BUS_ARN });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'lz-event-forwarding',
      Path: '/lz/',
      AssumeRolePolicyDocument: {
        Statement: [{
          Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'events.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        }],
      },
      Policies: [{ PolicyDocument: { Statement: [Match.objectLike({ Action: 'events:PutEvents', Effect: 'Allow' })] } }],
    });
  });

  test('calls that only read come to the rules on root users and on roles, on both buses, and to no others', () => {
    const stateOf = (template: Template, name: string) => ruleOf(template, name).Properties.State;
    const [{ template: routes }, { template: forwards }] = [newCore(), newForwarding({ events: SecurityEvents.all() })];
    const reading = ['root-usage', 'assume-root', 'break-glass-use', 'deployment-role-misuse', 'deployment'];
    for (const { id } of SecurityEvents.all()) {
      const state = reading.includes(id) ? 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' : 'ENABLED';
      expect([stateOf(routes, `lz-${id}`), stateOf(forwards, `lz-forward-${id}`)]).toEqual([state, state]);
    }
  });

  test('are clean under cdk-nag', () => {
    synthesizeUnderCdkNag(stack => {
      core(stack);
      new EventForwardingRole(stack, 'Role', { busArn: BUS_ARN });
      new EventForwarding(stack, 'Forwarding', { busArn: BUS_ARN });
    });
  });
});

describe('options', () => {
  test('an event can be left out, or be more or less urgent', () => {
    const { template, routing } = newCore({ without: ['trusted-advisor'], severities: { deployment: Severity.HIGH }, runbookUrl: 'https://wiki.example.com/runbook' });
    expect(ruleOf(template, 'lz-trusted-advisor')).toBeUndefined();
    expect(routing.events.find(({ id }) => id === 'deployment')?.severity).toBe(Severity.HIGH);
    const [target] = ruleOf(template, 'lz-deployment').Properties.Targets;
    expect(target.Arn).toEqual({ Ref: expect.stringMatching('^Topicshigh') });
    expect(target.InputTransformer.InputTemplate).toContain('"runbook: https://wiki.example.com/runbook#lz-deployment"');
  });

  test('events of one\'s own are routed and forwarded', () => {
    expect(ruleOf(newCore({ events: [EVENT] }).template, 'lz-own').Properties.EventPattern).toEqual({ source: ['aws.test'] });
    const { template, forwarding } = newForwarding({ events: [EVENT], queueName: 'lz-own-events' });
    expect(ruleOf(template, 'lz-forward-own').Properties.Description).toBe('Something happened.');
    template.hasResourceProperties('AWS::SQS::Queue', { QueueName: 'lz-own-events' });
    expect(forwarding.events).toEqual([EVENT]);
  });

  test('a webhook gets the event itself, beside the topic', () => {
    const webhook = AlertSubscription.webhook({ webhookName: 'pager', url: 'https://pager.example.com/in', secretName: 'pager' });
    const targets = ruleOf(newCore({ events: [EVENT] }, webhook).template, 'lz-own').Properties.Targets;
    expect(targets.map(({ Id }: { readonly Id: string }) => Id)).toEqual(['topic', 'webhook-0']);
    expect(targets[1]).toMatchObject({ RoleArn: expect.anything(), DeadLetterConfig: expect.anything() });
    expect(targets[1].InputTransformer).toBeUndefined();
  });

  test('whoever cannot be told for an hour is a matter for the queue of the bus, people and endpoints alike', () => {
    const webhook = AlertSubscription.webhook({ webhookName: 'pager', url: 'https://pager.example.com/in', secretName: 'pager' });
    const { stack, eventBus, template } = newCore({ events: [EVENT] }, webhook);
    const delivery = {
      DeadLetterConfig: { Arn: stack.resolve(eventBus.deadLetterQueue.queueArn) },
      RetryPolicy: { MaximumEventAgeInSeconds: 3_600, MaximumRetryAttempts: 185 },
    };
    expect(ruleOf(template, 'lz-own').Properties.Targets).toEqual([expect.objectContaining(delivery), expect.objectContaining(delivery)]);
  });

  test('the bus may be a parameter of the template', () => {
    const stack = new Stack(new App(), 'Stack');
    const account = new CfnParameter(stack, 'Security').valueAsString;
    new EventForwarding(stack, 'Forwarding', { busArn: SecurityEventBus.busArn(account, 'eu-central-1') });
    const [target] = ruleOf(Template.fromStack(stack), 'lz-forward-root-usage').Properties.Targets;
    expect(JSON.stringify(target.Arn)).toContain('{"Ref":"Security"}');
  });
});

describe('import', () => {
  test('the bus is found by its name in the security account', () => {
    const { stack, eventBus } = newCore();
    expect(stack.resolve(SecurityEventBus.busArn(Aws.ACCOUNT_ID, Aws.REGION))).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':events:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':event-bus/lz-security']],
    });
    expect(stack.resolve(eventBus.bus.eventBusArn)).toEqual({ 'Fn::GetAtt': [expect.stringMatching('^Bus'), 'Arn'] });
  });
});

describe('validation', () => {
  const wrong = (more: object) => new SecurityEvent({ ...{ id: 'own', severity: Severity.LOW, description: 'd', origin: SecurityEventOrigin.EVERY_ACCOUNT, pattern: { source: ['aws.test'] } }, ...more });

  test.each<[SecurityEvent[], RegExp]>([
    [[], /'events' must name at least one event, got \[\]/],
    [[EVENT, EVENT], /'events' must not repeat, got "own" 2 times/],
    [[wrong({ id: 'Own Event' })], /'id' must have 1 to 53 lower-case letters/],
    [[wrong({ description: '' })], /'description' must have 1 to 512 characters/],
    [[wrong({ pattern: { 'detail-type': ['Order Paid'] } })], /'source' in the pattern of event "own" must be a list of services of AWS, got undefined: begin each with "aws\."/],
    [[wrong({ pattern: { source: [] } })], /must be a list of services of AWS, got \[\]/],
    [[wrong({ pattern: { source: ['aws.ec2', 'com.example.orders'] } })], /must be a list of services of AWS, got \["aws\.ec2","com\.example\.orders"\]/],
    [[wrong({ pattern: { source: [{ prefix: 'aws' }] } })], /got \[\{"prefix":"aws"\}\]/],
    [[wrong({ pattern: { source: [{ 'anything-but': ['aws.ec2'] }] } })], /got \[\{"anything-but"/],
    [[wrong({ pattern: { source: [null] } })], /got \[null\]/],
    [[wrong({ pattern: { source: Array(500).fill('aws.test') } })], /'pattern' of event "own" must have at most 2048 characters, got \d+/],
    [[wrong({ details: { 'aws-who': '$.a' } })], /'details' must be words of letters and digits that do not begin with "aws", got "aws-who"/],
    [[wrong({ details: { who: 'detail' } })], /'details' must be JSON paths that begin with "\$\.", got "detail": correct "who" of event "own"/],
  ])('fails with events that EventBridge would refuse: %#', (events, message) => {
    expect(() => newForwarding({ events })).toThrow(message);
    expect(() => newCore({ events })).toThrow(message);
  });

  test('fails when an option names no event, and says which there are', () => {
    expect(() => newCore({ without: ['root'] })).toThrow(/'without' must name events, got "root": choose among root-console-sign-in, root-usage/);
    expect(() => newCore({ severities: { none: Severity.LOW } })).toThrow(/'severities' must name events, got "none"/);
  });

  test('fails with an id that is no organization\'s, and with a queue name that SQS refuses', () => {
    const stack = new Stack(new App(), 'Stack', environment);
    const topics = new AlertTopics(stack, 'Topics', { subscriptions: { critical: [MAIL] } });
    expect(() => new SecurityEventBus(stack, 'Bus', { organizationId: 'acme', topics })).toThrow(/'organizationId' must be an organization id/);
    expect(() => newForwarding({ queueName: 'a b' })).toThrow(/'queueName' must have 1 to 80 letters/);
  });
});
