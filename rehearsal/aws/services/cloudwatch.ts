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
  statistic: Statistic;
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

/**
 * Whether what metric filters count within one period sets an alarm off. It is one datapoint: an alarm that waits for more of them in a row
 * stays silent after one burst, whatever it does about missing data.
 *
 * @param counted what each filter that matched counts for one event, and how many of those there were
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
export function isBreaching(alarm: Alarm, counted: readonly Counted[]): boolean {
  return alarm.datapointsToAlarm === 1 && counted.length > 0 && isBeyond(alarm, STATISTICS[alarm.statistic](counted));
}

/** Whether any number of events sets an alarm off, each of which counts as one of the values. */
export function canGoOff(alarm: Alarm, values: readonly number[]): boolean {
  const grows = alarm.statistic === 'SampleCount' || (alarm.statistic === 'Sum' && values.some(value => value > 0));
  return values.some(value => [1, ...grows ? [MANY] : []].some(times => isBeyond(alarm, STATISTICS[alarm.statistic]([{ value, times }]))));
}

/** What one metric filter counts: the value of one event, and how many of them. */
export interface Counted {
  readonly value: number;
  readonly times: number;
}

/** Statistics of an alarm. */
export type Statistic = 'SampleCount' | 'Average' | 'Sum' | 'Minimum' | 'Maximum';

const MANY = Number.MAX_SAFE_INTEGER;
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** Each statistic of what was counted within one period. */
const STATISTICS: Readonly<Record<Statistic, (counted: readonly Counted[]) => number>> = {
  SampleCount: counted => sum(counted.map(({ times }) => times)),
  Sum: counted => sum(counted.map(({ value, times }) => value * times)),
  Average: counted => sum(counted.map(({ value, times }) => value * times)) / sum(counted.map(({ times }) => times)),
  Minimum: counted => Math.min(...counted.map(({ value }) => value)),
  Maximum: counted => Math.max(...counted.map(({ value }) => value)),
};

function isBeyond({ comparison, threshold }: Alarm, value: number): boolean {
  switch (comparison) {
    case 'GreaterThanOrEqualToThreshold': return value >= threshold;
    case 'GreaterThanThreshold': return value > threshold;
    case 'LessThanThreshold': return value < threshold;
    case 'LessThanOrEqualToThreshold': return value <= threshold;
  }
}
