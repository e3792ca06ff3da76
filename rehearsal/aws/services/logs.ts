import { AwsError, Origin } from '../contract';
import type { World } from '../world';

/** Log groups by ARN (without `:*`), and what is counted in them. */
export interface LogsState {
  readonly groups: Map<string, LogGroup>;
  /** Metric filters by the ARN of their log group, `/` and their name. */
  readonly metricFilters: Map<string, MetricFilter>;
}

/** A metric filter: what counts in a log group, and as which metric. */
export interface MetricFilter {
  readonly name: string;
  readonly logGroupArn: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
  pattern: string;
  namespace: string;
  metricName: string;
  value: number;
}

/** A log group of CloudWatch Logs. */
export interface LogGroup {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
  keyArn?: string;
  retentionInDays?: number;
}

export const initialLogs = (): LogsState => ({ groups: new Map(), metricFilters: new Map() });

export const logGroupArn = (world: World, accountId: string, region: string, name: string): string =>
  `arn:${world.partition}:logs:${region}:${accountId}:log-group:${name}`;

/** Creates a log group; names are unique in an account and region. */
export function createLogGroup(world: World, props: Pick<LogGroup, 'name' | 'accountId' | 'region' | 'origin'>): LogGroup {
  const arn = logGroupArn(world, props.accountId, props.region, props.name);
  if (world.state.logs.groups.has(arn)) {
    throw new AwsError('ResourceAlreadyExistsException', `The specified log group ${props.name} already exists`);
  }
  const group: LogGroup = { arn, ...props };
  world.state.logs.groups.set(arn, group);
  return group;
}

/** The log groups of an account in a region. */
export function logGroupsIn(world: World, accountId: string, region: string): readonly LogGroup[] {
  const groups: LogGroup[] = [];
  for (const group of world.state.logs.groups.values()) {
    if (group.accountId === accountId && group.region === region) {
      groups.push(group);
    }
  }
  return groups;
}

/** The log group behind an ARN, with or without `:*`. */
export function findLogGroup(world: World, arn: string): LogGroup | undefined {
  return world.state.logs.groups.get(arn.replace(/:\*$/, ''));
}
