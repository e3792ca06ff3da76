import { AwsError, Origin } from '../contract';
import type { World } from '../world';

/** Alarms by ARN. */
export interface CloudWatchState {
  readonly alarms: Map<string, Alarm>;
}

/** An alarm on one metric. */
export interface Alarm extends AlarmSettings {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
}

/** What an update of an alarm overwrites. */
export interface AlarmSettings {
  description: string;
  namespace: string;
  metricName: string;
  dimensions: Readonly<Record<string, string>>;
  statistic: string;
  /** Seconds. */
  period: number;
  evaluationPeriods: number;
  datapointsToAlarm: number;
  threshold: number;
  comparison: Comparison;
  actionsEnabled: boolean;
  /** What is told when it goes off. */
  alarmActions: readonly string[];
  /** What is told when it is fine again, or when nobody knows. */
  otherActions: readonly string[];
}

/** How a value is compared with the threshold. */
export type Comparison = 'GreaterThanOrEqualToThreshold' | 'GreaterThanThreshold' | 'LessThanThreshold' | 'LessThanOrEqualToThreshold';

export const initialCloudWatch = (): CloudWatchState => ({ alarms: new Map() });

export const alarmArn = (world: World, accountId: string, region: string, name: string): string =>
  `arn:${world.partition}:cloudwatch:${region}:${accountId}:alarm:${name}`;

/** Creates an alarm; names are unique in an account and region. */
export function createAlarm(world: World, props: Omit<Alarm, 'arn'>): Alarm {
  const arn = alarmArn(world, props.accountId, props.region, props.name);
  if (world.state.cloudwatch.alarms.has(arn)) {
    throw new AwsError('AlreadyExists', `alarm ${props.name} already exists`);
  }
  const alarm: Alarm = { arn, ...props };
  world.state.cloudwatch.alarms.set(arn, alarm);
  return alarm;
}

/** Whether a value of the metric sets an alarm off that looks at one period. */
export function isBreaching({ comparison, threshold }: Alarm, value: number): boolean {
  switch (comparison) {
    case 'GreaterThanOrEqualToThreshold': return value >= threshold;
    case 'GreaterThanThreshold': return value > threshold;
    case 'LessThanThreshold': return value < threshold;
    case 'LessThanOrEqualToThreshold': return value <= threshold;
  }
}
