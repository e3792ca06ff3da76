import { CLOUDTRAIL } from '../rules/cloudtrail';
import { CLOUDWATCH, METRIC_FILTERS } from '../rules/alerts';
import { alarmDeliveries, alarmEvent, AlertDelivery, feeds } from './alert-delivery';
import { FailureDetails, Origin, RehearsalFailure, Rule } from './contract';
import { emitEvent } from './event-delivery';
import { isFedByAws } from './metrics-of-aws';
import { placeOfOrigin } from './origin';
import { gapOf } from './recorded-events';
import { Alarm, canGoOff } from './services/cloudwatch';
import { Trail } from './services/cloudtrail';
import { findLogGroup, MetricFilter } from './services/logs';
import { tellsNobody } from './topic-subscribers';
import type { World } from './world';

/**
 * Alarms of which nobody would hear under the policies as they are now: those that nothing feeds or sets off, those that a topic or a key
 * does not let in, metrics that no alarm watches, critical topics without subscribers, and all alarms when no topic of theirs has a
 * subscriber and no webhook gets their events. Another topic without subscribers is fine, since that is how alarms are recorded and nothing
 * more.
 */
export function lostAlerts(world: World): readonly RehearsalFailure[] {
  const alarms = [...world.state.cloudwatch.alarms.values()];
  const deliveries = alarms.flatMap(alarm => alarmDeliveries(world, alarm));
  const lost = [...alarms.flatMap(alarm => silent(world, alarm)), ...deliveries.flatMap(delivery => delivery.lost)];
  return lost.length > 0 ? lost
    : [...unwatched(world, alarms), ...unseen(world, alarms), ...unheard(world, alarms, deliveries), ...tellsNobody(world)];
}

function unheard(world: World, alarms: readonly Alarm[], deliveries: readonly AlertDelivery[]): readonly RehearsalFailure[] {
  const topics = [...new Set(deliveries.map(({ topicArn }) => topicArn))];
  const told = () => deliveries.some(({ subscribers }) => subscribers.length > 0) || alarms.some(alarm => reachesWebhook(world, alarm));
  return topics.length === 0 || told() ? [] : [failure(CLOUDWATCH.SOMEBODY_IS_TOLD, world.state.sns.topics.get(topics[0])?.origin, 'AWS::SNS::Topic', {
    message: `nobody subscribed to ${topics.join(', ')}`, remedy: 'subscribe somebody to what is critical',
  })];
}

const reachesWebhook = (world: World, alarm: Alarm): boolean =>
  emitEvent(world, alarmEvent(alarm)).some(({ kind, lost }) => kind === 'api-destination' && lost === undefined);

/** Why an alarm never goes off, whatever happens: one reason is enough. */
function silent(world: World, alarm: Alarm): readonly RehearsalFailure[] {
  const { accountId, region, name, namespace, metricName, statistic, threshold } = alarm;
  const refused = (rule: Rule, message: string, remedy: string) => [failure(rule, alarm.origin, 'AWS::CloudWatch::Alarm', { message, remedy })];
  if (namespace.startsWith('AWS/')) {
    return isFedByAws(world, alarm) ? [] : refused(CLOUDWATCH.ALARM_FED,
      `alarm ${name} watches ${namespace} ${metricName} of ${JSON.stringify(alarm.dimensions)}, which is no metric of something that the model knows in ${accountId} ${region}`,
      'correct the metric or its dimensions, or model the metric in rehearsal/aws/metrics-of-aws.ts');
  }
  const filters = [...world.state.logs.metricFilters.values()].filter(filter => feeds(filter, alarm));
  if (filters.length === 0) {
    return refused(CLOUDWATCH.ALARM_FED, `alarm ${name} watches ${namespace} ${metricName}, which no metric filter of ${accountId} ${region} makes`,
      'create the metric filter, or correct the name of the metric');
  }
  if (!filters.some(filter => isWritten(world, filter))) {
    return refused(CLOUDWATCH.ALARM_FED, `alarm ${name} watches what metric filter ${filters[0].name} counts in ${filters[0].logGroupArn}, to which nothing writes`,
      'let a trail that logs write to the log group: CloudWatchLogsLogGroupArn and CloudWatchLogsRoleArn');
  }
  return canGoOff(alarm, filters.map(({ value }) => value)) ? [] : refused(CLOUDWATCH.ALARM_GOES_OFF,
    `no number of events takes the ${statistic} of ${namespace} ${metricName} to where alarm ${name} goes off, at ${threshold}`, 'watch the Sum');
}

/** Trails that write to the log group of a filter. */
const trailsOf = (world: World, { logGroupArn }: MetricFilter): readonly Trail[] => [...world.state.cloudtrail.trails.values()]
  .filter(trail => trail.logGroupArn !== undefined && findLogGroup(world, trail.logGroupArn)?.arn === logGroupArn);

/** Whether something writes to the log group of a filter: a trail that logs, or a function, whose log group goes by its name. */
function isWritten(world: World, filter: MetricFilter): boolean {
  const { accountId, region, logGroupArn } = filter;
  const writes = (name: string) => logGroupArn.endsWith(`:log-group:/aws/lambda/${name}`);
  return trailsOf(world, filter).some(({ logging }) => logging) || [...world.state.lambda.functions.values()]
    .some(written => written.accountId === accountId && written.region === region && writes(written.name));
}

/** An alarm of which somebody or something hears: one whose actions are off does not count. */
const acts = ({ actionsEnabled, alarmActions }: Alarm): boolean => actionsEnabled && alarmActions.length > 0;

function unwatched(world: World, alarms: readonly Alarm[]): readonly RehearsalFailure[] {
  const heard = alarms.filter(alarm => acts(alarm) || reachesWebhook(world, alarm));
  const filters = [...world.state.logs.metricFilters.values()].filter(filter => !heard.some(alarm => feeds(filter, alarm)));
  return filters.map(filter => {
    const { accountId, region, name, namespace, metricName, origin } = filter;
    const mute = alarms.find(alarm => feeds(filter, alarm));
    return failure(METRIC_FILTERS.WATCHED, origin, 'AWS::Logs::MetricFilter', {
      message: `no alarm of ${accountId} ${region} watches ${namespace} ${metricName}, which metric filter ${name} makes${mute ? `: alarm ${mute.name} has no action, or its actions are off` : ''}`,
      remedy: mute ? 'let the alarm tell a topic, with its actions enabled' : 'create the alarm, or drop the metric filter',
    });
  });
}

/** Trails in whose log groups alarms count, and which leave something out: unless another one writes it all there. */
function unseen(world: World, alarms: readonly Alarm[]): readonly RehearsalFailure[] {
  const filters = [...world.state.logs.metricFilters.values()].filter(filter => alarms.some(alarm => feeds(filter, alarm)));
  const trails = new Map(filters.map(filter => [filter.logGroupArn, trailsOf(world, filter)]));
  return [...trails].flatMap(([logGroupArn, writing]) => {
    const gaps = writing.map(trail => ({ trail, gap: gapOf(world, trail) }));
    return gaps.some(({ gap }) => gap === undefined) ? [] : gaps.map(({ trail: { name, origin }, gap }) => failure(CLOUDTRAIL.FEEDS_ALARMS, origin, 'AWS::CloudTrail::Trail', {
      message: `alarms count in ${logGroupArn} what trail ${name} writes, and ${gap}`,
      remedy: 'record every management event of every region and account: IsOrganizationTrail, IsMultiRegionTrail, a selector of eventCategory Management alone',
    }));
  });
}

const failure = (rule: Rule, origin: Origin | undefined, type: string, details: Pick<FailureDetails, 'message' | 'remedy'>) =>
  new RehearsalFailure({ ...placeOfOrigin(origin, type), kind: 'rule', rule, ...details });
