import { Rule } from '../aws/contract';

/** What AWS Budgets and Cost Anomaly Detection ask for. */
export const COST = {
  BUDGET_NOTIFICATIONS: {
    id: 'cost/budget-notifications',
    statement: 'A budget has at most 10 notifications, none of them twice, each with 1 topic at most and up to 10 mail addresses.',
    source: 'https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CreateBudget.html; botocore 1.43.11',
  },
  BUDGET_TOPIC: {
    id: 'cost/budget-topic',
    statement: 'A topic that a budget or an anomaly subscription tells is in its account and exists, and the template says that it is there first.',
    source: 'https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html',
  },
  ONE_MONITOR: {
    id: 'cost/one-monitor',
    statement: 'An account has one anomaly monitor for each dimension, such as the services, that of AWS included.',
    source: 'https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2515',
  },
  MONITOR_EXISTS: {
    id: 'cost/monitor-exists',
    statement: 'The monitors that an anomaly subscription names exist, and the template says that they are there first.',
    source: 'https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_CreateAnomalySubscription.html',
  },
  FREQUENCY: {
    id: 'cost/subscription-frequency',
    statement: 'An anomaly subscription tells topics at once, and mail addresses daily or weekly.',
    source: 'https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_AnomalySubscription.html',
  },
  ALERTS_ARRIVE: {
    id: 'cost/alerts-arrive',
    statement: 'The policy of the topic lets budgets.amazonaws.com or costalerts.amazonaws.com publish for the account, and so does the key of an encrypted topic.',
    source: 'https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html; https://docs.aws.amazon.com/cost-management/latest/userguide/ad-SNS.html',
  },
} as const satisfies Record<string, Rule>;
