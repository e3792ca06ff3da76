import { CLOUDWATCH, METRIC_FILTERS } from '../rules/alerts';
import { alarmDeliveries, alarmEvent, AlertDelivery, feeds } from './alert-delivery';
import { RehearsalFailure } from './contract';
import { emitEvent } from './event-delivery';
import { placeOfOrigin } from './origin';
import { Alarm } from './services/cloudwatch';
import type { World } from './world';

/**
 * Alarms of which nobody would hear under the policies as they are now: those that no filter feeds, those that a topic or a key does not
 * let in, metrics that no alarm watches, and all alarms when no topic of theirs has a subscriber and no webhook gets their events. One
 * topic without subscribers is fine, since that is how alarms are recorded and nothing more.
 */
export function lostAlerts(world: World): readonly RehearsalFailure[] {
  const alarms = [...world.state.cloudwatch.alarms.values()];
  const deliveries = alarms.flatMap(alarm => alarmDeliveries(world, alarm));
  const lost = [...alarms.flatMap(alarm => unfed(world, alarm)), ...deliveries.flatMap(delivery => delivery.lost)];
  return lost.length > 0 ? lost : [...unwatched(world, alarms), ...unheard(world, alarms, deliveries)];
}

function unheard(world: World, alarms: readonly Alarm[], deliveries: readonly AlertDelivery[]): readonly RehearsalFailure[] {
  const topics = [...new Set(deliveries.map(({ topicArn }) => topicArn))];
  const told = () => deliveries.some(({ subscribers }) => subscribers.length > 0) || alarms.some(alarm => reachesWebhook(world, alarm));
  return topics.length === 0 || told() ? [] : [new RehearsalFailure({
    ...placeOfOrigin(world.state.sns.topics.get(topics[0])?.origin, 'AWS::SNS::Topic'), kind: 'rule', rule: CLOUDWATCH.SOMEBODY_IS_TOLD,
    message: `nobody subscribed to ${topics.join(', ')}`, remedy: 'subscribe somebody to what is critical',
  })];
}

const reachesWebhook = (world: World, alarm: Alarm): boolean =>
  emitEvent(world, alarmEvent(alarm)).some(({ kind, lost }) => kind === 'api-destination' && lost === undefined);

function unfed(world: World, alarm: Alarm): readonly RehearsalFailure[] {
  const { accountId, region, name, namespace, metricName } = alarm;
  const fed = namespace.startsWith('AWS/') || [...world.state.logs.metricFilters.values()].some(filter => feeds(filter, alarm));
  return fed ? [] : [new RehearsalFailure({
    ...placeOfOrigin(alarm.origin, 'AWS::CloudWatch::Alarm'), kind: 'rule', rule: CLOUDWATCH.ALARM_FED,
    message: `alarm ${name} watches ${namespace} ${metricName}, which no metric filter of ${accountId} ${region} makes`,
    remedy: 'create the metric filter, or correct the name of the metric',
  })];
}

function unwatched(world: World, alarms: readonly Alarm[]): readonly RehearsalFailure[] {
  const filters = [...world.state.logs.metricFilters.values()].filter(filter => !alarms.some(alarm => feeds(filter, alarm)));
  return filters.map(({ accountId, region, name, namespace, metricName, origin }) => new RehearsalFailure({
    ...placeOfOrigin(origin, 'AWS::Logs::MetricFilter'), kind: 'rule', rule: METRIC_FILTERS.WATCHED,
    message: `no alarm of ${accountId} ${region} watches ${namespace} ${metricName}, which metric filter ${name} makes`,
    remedy: 'create the alarm, or drop the metric filter',
  }));
}
