import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { CfnAnomalyMonitor, CfnAnomalySubscription } from 'aws-cdk-lib/aws-ce';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { COST_ANOMALY_MONITOR, COST_ANOMALY_SUBSCRIPTION } from '../../core/naming';
import { Problems, shapeProblems } from '../../core/validation';

/**
 * Notifications that one budget can have.
 *
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CreateBudget.html
 */
const MAX_THRESHOLDS = 10;
const MAX_PERCENT = 1_000_000_000;

/**
 * A share of a budget at which somebody is told.
 *
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-best-practices.html
 */
export class BudgetThreshold {
  /**
   * Told once so much of the budget is spent.
   *
   * @param percent of the budget, above 0
   */
  public static actual(percent: number): BudgetThreshold {
    return new BudgetThreshold('ACTUAL', percent);
  }

  /**
   * Told once so much of the budget will be spent by the end of the month, as AWS forecasts; it needs about five weeks of data.
   *
   * @param percent of the budget, above 0
   */
  public static forecasted(percent: number): BudgetThreshold {
    return new BudgetThreshold('FORECASTED', percent);
  }

  private constructor(
    /** ACTUAL or FORECASTED, as AWS Budgets spells them. */
    public readonly notificationType: string,
    /** Percent of the budget. */
    public readonly percent: number,
  ) {}
}

/** Properties of the alarms on cost. */
export interface CostAlarmsProps {
  /** The topic that is told, in the account of this stack; its policy and its key must let budgets and anomaly detection publish. */
  readonly topic: ITopic;

  /** What the whole organization may cost a month, in US dollars. */
  readonly monthlyBudget: number;

  /**
   * When somebody is told, at most ten.
   *
   * @default - 80 and 100 percent spent, 100 percent forecasted
   */
  readonly thresholds?: BudgetThreshold[];

  /**
   * How many US dollars a service must cost more than expected before it is an anomaly worth telling.
   *
   * @default 100
   */
  readonly anomalyImpact?: number;

  /**
   * The ARN of the monitor of AWS services that the account has already. An account has one at most, and AWS makes one where somebody opens
   * Cost Explorer: creating another one fails with "AlreadyExists". `aws ce get-anomaly-monitors` lists it.
   *
   * @default - one is created
   */
  readonly anomalyMonitorArn?: string;
}

/**
 * A monthly budget of the whole organization, and a monitor that learns what each service costs: both tell one topic. They see the bill of
 * every account, so they stand in the management account.
 *
 * The budget has no name of its own: a change of its thresholds replaces it, and a budget with a fixed name cannot be replaced.
 *
 * Prices: budgets that only notify are free of charge, and so is anomaly detection; what the topic sends is billed by SNS.
 *
 * @see https://aws.amazon.com/aws-cost-management/aws-budgets/pricing/
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/getting-started-ad.html
 * @see https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2515
 */
export class CostAlarms extends Construct {
  /** The ARN of the monitor of AWS services, created or taken over. */
  public readonly anomalyMonitorArn: string;

  public constructor(scope: Construct, id: string, props: CostAlarmsProps) {
    super(scope, id);
    const usual = [BudgetThreshold.actual(80), BudgetThreshold.actual(100), BudgetThreshold.forecasted(100)];
    const { thresholds = usual, anomalyImpact = 100 } = props;
    throwProblems(this, costProblems(props, thresholds, anomalyImpact));

    new CfnBudget(this, 'Budget', {
      budget: {
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: props.monthlyBudget, unit: 'USD' },
      },
      notificationsWithSubscribers: thresholds.map(({ notificationType, percent }) => ({
        notification: { notificationType, comparisonOperator: 'GREATER_THAN', threshold: percent, thresholdType: 'PERCENTAGE' },
        subscribers: [{ subscriptionType: 'SNS', address: props.topic.topicArn }],
      })),
    });
    this.anomalyMonitorArn = props.anomalyMonitorArn ?? this.newMonitor();
    new CfnAnomalySubscription(this, 'AnomalySubscription', {
      subscriptionName: COST_ANOMALY_SUBSCRIPTION,
      // the only frequency that reaches a topic
      frequency: 'IMMEDIATE',
      monitorArnList: [this.anomalyMonitorArn],
      subscribers: [{ type: 'SNS', address: props.topic.topicArn }],
      thresholdExpression: JSON.stringify({
        Dimensions: { Key: 'ANOMALY_TOTAL_IMPACT_ABSOLUTE', MatchOptions: ['GREATER_THAN_OR_EQUAL'], Values: [String(anomalyImpact)] },
      }),
    });
  }

  private newMonitor(): string {
    return new CfnAnomalyMonitor(this, 'AnomalyMonitor', {
      monitorName: COST_ANOMALY_MONITOR, monitorType: 'DIMENSIONAL', monitorDimension: 'SERVICE',
    }).attrMonitorArn;
  }
}

function costProblems(props: CostAlarmsProps, thresholds: readonly BudgetThreshold[], anomalyImpact: number): Problems {
  const { monthlyBudget, anomalyMonitorArn } = props;
  return [
    ...monthlyBudget > 0 ? [] : [`'monthlyBudget' must be above 0, got ${monthlyBudget}: say what the organization may cost a month in US dollars`],
    ...thresholds.length >= 1 && thresholds.length <= MAX_THRESHOLDS ? []
      : [`'thresholds' must have 1 to ${MAX_THRESHOLDS} entries, got ${thresholds.length}: a budget has no more notifications`],
    ...thresholds.filter(({ percent }) => !(percent > 0 && percent <= MAX_PERCENT))
      .map(({ percent }) => `'thresholds' must be above 0 percent, got ${percent}: give a share of the budget`),
    ...anomalyImpact > 0 ? [] : [`'anomalyImpact' must be above 0, got ${anomalyImpact}: give the US dollars from which an anomaly matters`],
    ...anomalyMonitorArn === undefined ? [] : shapeProblems('anomalyMonitorArn', anomalyMonitorArn, /^arn:[\w-]+:ce::\d{12}:anomalymonitor\/[\w-]+$/,
      'be the ARN of a monitor', 'take it from `aws ce get-anomaly-monitors`'),
  ];
}
