import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SecurityEvents, UnsentEventsAlarms, UnsentEventsAlarmsProps } from '../../../lib/constructs/detection';
import { AlertReceiver } from '../../../lib/constructs/organization';
import { matchesPattern } from '../../../rehearsal/aws/event-pattern';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const TOPIC = 'arn:aws:sns:eu-central-1:111122223333:lz-alerts-high';

function templateOf(change: (stack: Stack) => Partial<UnsentEventsAlarmsProps> = () => ({})): Template {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-central-1' } });
  new UnsentEventsAlarms(stack, 'Unsent', { queueNames: ['lz-event-forwarding', 'own'], ...change(stack) });
  return Template.fromStack(stack);
}

describe('defaults', () => {
  test('watches each queue by its name', () => {
    const template = templateOf();
    template.resourceCountIs('AWS::CloudWatch::Alarm', 2);
    for (const [queue, name] of [['lz-event-forwarding', 'lz-events-unsent-event-forwarding'], ['own', 'lz-events-unsent-own']]) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: name, MetricName: 'ApproximateNumberOfMessagesVisible', Dimensions: [{ Name: 'QueueName', Value: queue }],
        TreatMissingData: 'notBreaching', AlarmActions: Match.absent(), AlarmDescription: Match.stringLikeRegexp('#lz-events-unsent$'),
      });
    }
  });

  test('is told by the event of the alarm, which every account forwards', () => {
    const told = SecurityEvents.ofEveryAccount().filter(({ pattern }) => matchesPattern(pattern, {
      'source': 'aws.cloudwatch', 'detail-type': 'CloudWatch Alarm State Change', 'detail': { alarmName: 'lz-events-unsent-own', state: { value: 'ALARM' } },
    }));
    expect(told.map(({ id }) => id)).toEqual(['events-unsent']);
  });

  test('is clean under cdk-nag', () => {
    synthesizeUnderCdkNag(stack => { new UnsentEventsAlarms(stack, 'Unsent', { queueNames: ['lz-event-forwarding'] }); });
  });
});

describe('options', () => {
  test('tells alerts of the account and region, and links to a copy of the runbook', () => {
    const template = templateOf(stack => ({
      alerts: AlertReceiver.ofTopic(Topic.fromTopicArn(stack, 'Topic', TOPIC)), runbookUrl: 'https://wiki.example.com/alerts',
    }));
    template.allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: [TOPIC], AlarmDescription: Match.stringLikeRegexp('^\\[high\\].*https://wiki.example.com/alerts#lz-events-unsent$'),
    });
  });
});

describe('import', () => {
  test('knows queues by their names, so they may stand in another template', () => {
    templateOf().resourceCountIs('AWS::SQS::Queue', 0);
  });
});

describe('validation', () => {
  test('fails without a queue, and with names that are none or come twice', () => {
    expect(() => templateOf(() => ({ queueNames: [] }))).toThrow(/'queueNames' must name a queue, got \[\]/);
    expect(() => templateOf(() => ({ queueNames: ['a b', 'own', 'own'] }))).toThrow(/2 problems[^]*'queueNames' must not repeat[^]*'queueNames' must be names of queues, got "a b"/);
  });
});
