import { Origin } from '../contract';
import type { World } from '../world';

/** What watches the bill. */
export interface CostManagementState {
  /** Budgets by ARN. */
  readonly budgets: Map<string, Budget>;
  /** Anomaly monitors by ARN. */
  readonly monitors: Map<string, AnomalyMonitor>;
  /** Anomaly subscriptions by ARN. */
  readonly subscriptions: Map<string, AnomalySubscription>;
}

/** A budget of AWS Budgets. */
export interface Budget {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly topicArns: readonly string[];
  origin?: Origin;
}

/** A monitor of Cost Anomaly Detection. */
export interface AnomalyMonitor {
  readonly arn: string;
  readonly accountId: string;
  /** Undefined for a monitor with a specification of its own. */
  readonly dimension?: string;
  origin?: Origin;
}

/** Who is told of anomalies. */
export interface AnomalySubscription {
  readonly arn: string;
  readonly accountId: string;
  monitorArns: readonly string[];
  topicArns: readonly string[];
  origin?: Origin;
}

export const initialCostManagement = (): CostManagementState => ({ budgets: new Map(), monitors: new Map(), subscriptions: new Map() });

export const budgetArn = (world: World, accountId: string, name: string): string => `arn:${world.partition}:budgets::${accountId}:budget/${name}`;

export const costExplorerArn = (world: World, accountId: string, kind: string, id: string): string =>
  `arn:${world.partition}:ce::${accountId}:${kind}/${id}`;
