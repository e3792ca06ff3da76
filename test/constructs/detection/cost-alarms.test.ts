import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AlertSubscription, AlertTopics, BudgetThreshold, CostAlarms, CostAlarmsProps, Severity } from '../../../lib/constructs/detection';
import { synthesizeUnderCdkNag } from '../cdk-nag';

const TOPIC_ARN = 'arn:aws:sns:eu-central-1:111111111111:lz-alerts-high';

function alarms(props: Partial<CostAlarmsProps> = {}) {
  const stack = new Stack(new App(), 'Trail', { env: { account: '111111111111', region: 'eu-central-1' } });
  const topic = Topic.fromTopicArn(stack, 'Topic', TOPIC_ARN);
  const construct = new CostAlarms(stack, 'CostAlarms', { topic, monthlyBudget: 1000, ...props });
  return { construct, template: Template.fromStack(stack) };
}

const notification = (notificationType: string, threshold: number) => ({
  Notification: { NotificationType: notificationType, ComparisonOperator: 'GREATER_THAN', Threshold: threshold, ThresholdType: 'PERCENTAGE' },
  Subscribers: [{ SubscriptionType: 'SNS', Address: TOPIC_ARN }],
});

describe('defaults', () => {
  test('a budget of the whole organization tells the topic at 80 and 100 percent and when 100 percent are forecast', () => {
    alarms().template.hasResourceProperties('AWS::Budgets::Budget', {
      Budget: { BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: 1000, Unit: 'USD' }, CostFilters: Match.absent() },
      NotificationsWithSubscribers: [notification('ACTUAL', 80), notification('ACTUAL', 100), notification('FORECASTED', 100)],
    });
  });

  test('the budget has no fixed name, since new thresholds replace it', () => {
    alarms().template.hasResourceProperties('AWS::Budgets::Budget', { Budget: { BudgetName: Match.absent() } });
  });

  test('a monitor of every service tells the topic at once of what costs 100 dollars more than expected', () => {
    const { template } = alarms();
    template.hasResourceProperties('AWS::CE::AnomalyMonitor', { MonitorName: 'lz-services', MonitorType: 'DIMENSIONAL', MonitorDimension: 'SERVICE' });
    template.hasResourceProperties('AWS::CE::AnomalySubscription', {
      Frequency: 'IMMEDIATE',
      Subscribers: [{ Type: 'SNS', Address: TOPIC_ARN }],
      ThresholdExpression: Match.serializedJson({
        Dimensions: { Key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE', MatchOptions: ['GREATER_THAN_OR_EQUAL'], Values: ['100'] },
      }),
    });
  });

  test('cdk-nag finds nothing in it', () => {
    expect(() => synthesizeUnderCdkNag(stack => {
      const topics = new AlertTopics(stack, 'Topics', { subscriptions: { critical: [AlertSubscription.email('security@example.com')] } });
      new CostAlarms(stack, 'CostAlarms', { topic: topics.topic(Severity.HIGH), monthlyBudget: 500 });
    })).not.toThrow();
  });
});

describe('options', () => {
  test('takes other thresholds and another impact', () => {
    const { template } = alarms({ thresholds: [BudgetThreshold.forecasted(120)], anomalyImpact: 20 });
    template.hasResourceProperties('AWS::Budgets::Budget', { NotificationsWithSubscribers: [notification('FORECASTED', 120)] });
    template.hasResourceProperties('AWS::CE::AnomalySubscription', { ThresholdExpression: Match.stringLikeRegexp('"20"') });
  });
});

describe('import', () => {
  test('takes over the monitor that the account has, since there is one at most', () => {
    const anomalyMonitorArn = 'arn:aws:ce::111111111111:anomalymonitor/0a1b2c3d-0000-1111-2222-333344445555';
    const { construct, template } = alarms({ anomalyMonitorArn });
    template.resourceCountIs('AWS::CE::AnomalyMonitor', 0);
    template.hasResourceProperties('AWS::CE::AnomalySubscription', { MonitorArnList: [anomalyMonitorArn] });
    expect(construct.anomalyMonitorArn).toBe(anomalyMonitorArn);
  });
});

describe('validation', () => {
  test.each([
    ['no budget', { monthlyBudget: 0 }, "'monthlyBudget' must be above 0, got 0"],
    ['no thresholds', { thresholds: [] }, "'thresholds' must have 1 to 10 entries, got 0"],
    ['a threshold below zero', { thresholds: [BudgetThreshold.actual(-1)] }, "'thresholds' must be above 0 percent, got -1"],
    ['an impact below zero', { anomalyImpact: -5 }, "'anomalyImpact' must be above 0, got -5"],
    ['what is no ARN of a monitor', { anomalyMonitorArn: 'monitor' }, "'anomalyMonitorArn' must be the ARN of a monitor"],
  ])('fails with %s, and says what is wrong', (_title, props, message) => {
    expect(() => alarms(props)).toThrow(message);
  });
});
