import { Context } from '../../lib/policy';
import { CLOUDWATCH } from '../rules/alerts';
import { decide } from './authorization';
import { RehearsalFailure, Rule } from './contract';
import { matchesFilter } from './log-filter';
import type { Delivery } from './log-delivery';
import { placeOfOrigin } from './origin';
import { recordsEvent } from './recorded-events';
import { Alarm, isBreaching } from './services/cloudwatch';
import { serviceCaller } from './services/iam';
import { findKey } from './services/kms';
import { findLogGroup, MetricFilter } from './services/logs';
import { subscribersOf } from './services/sns';
import type { World } from './world';

/** An alert on its way: what raised it, the topic it goes to, who subscribed there, and what keeps it from arriving. */
export interface AlertDelivery {
  /** ARN of the alarm. */
  readonly alarmArn: string;
  readonly alarmName: string;
  readonly topicArn: string;
  /** Who is told: nobody, when a policy keeps the alert from the topic. */
  readonly subscribers: readonly string[];
  /** Why the alert does not arrive; empty when it does. */
  readonly lost: readonly RehearsalFailure[];
}

/**
 * What a service does to publish to a topic, each with the decision of the topic's policy or of its key's. For rules of EventBridge too.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function topicDeliveries(world: World, topicArn: string, publisher: Publisher): readonly Delivery[] {
  const topic = world.state.sns.topics.get(topicArn);
  if (!topic) {
    return [];
  }
  const { service, context, policyRule, keyRule } = publisher;
  const { accountId, region } = topic;
  const ask = (rule: Rule, action: string, resource: string): Delivery => ({
    rule,
    what: `${service} must be allowed ${action} on ${resource}`,
    remedy: `allow ${service} ${action} in the policy of the ${action.startsWith('kms:') ? 'key' : 'topic'}`,
    decision: decide(world, serviceCaller(service), { action, resource, resourceAccountId: accountId, region, context }),
  });
  const key = topic.keyArn === undefined ? undefined : findKey(world, topic.keyArn);
  return [
    ask(policyRule, 'sns:Publish', topicArn),
    ...key ? ['kms:GenerateDataKey', 'kms:Decrypt'].map(action => ask(keyRule, action, key.arn)) : [],
  ];
}

/** A service that publishes to topics, with the condition keys it sends. */
export interface Publisher {
  readonly service: string;
  readonly context: Context;
  readonly policyRule: Rule;
  readonly keyRule: Rule;
}

/** What happens when an alarm goes off: each of its actions. */
export function alarmDeliveries(world: World, alarm: Alarm): readonly AlertDelivery[] {
  return alarm.actionsEnabled ? alarm.alarmActions.map(topicArn => alarmDelivery(world, alarm, topicArn)) : [];
}

function alarmDelivery(world: World, alarm: Alarm, topicArn: string): AlertDelivery {
  const place = placeOfOrigin(alarm.origin, 'AWS::CloudWatch::Alarm');
  const fail = (message: string, { remedy, decision }: Partial<Delivery>) => new RehearsalFailure({
    ...place, kind: 'rule', rule: CLOUDWATCH.ALARM_DELIVERY, message: `alarm ${alarm.name} is lost: ${message}`, remedy, decision,
  });
  const context = { 'aws:SourceAccount': alarm.accountId, 'aws:SourceArn': alarm.arn };
  const publisher = { service: 'cloudwatch.amazonaws.com', context, policyRule: CLOUDWATCH.ALARM_DELIVERY, keyRule: CLOUDWATCH.ALARM_DELIVERY };
  const lost = world.state.sns.topics.has(topicArn)
    ? topicDeliveries(world, topicArn, publisher).filter(({ decision }) => !decision.allowed)
      .map(delivery => fail(`${delivery.what}: ${delivery.decision.explanation}`, delivery))
    : [fail(`topic ${topicArn} does not exist`, { remedy: 'create the topic in the account and region of the alarm' })];
  return { alarmArn: alarm.arn, alarmName: alarm.name, topicArn, lost, subscribers: lost.length > 0 ? [] : subscribersOf(world, topicArn) };
}

/**
 * Who hears of an event of CloudTrail through the trails: trail, log group, metric filters that match, alarms on their metrics, topics.
 *
 * @param event as CloudTrail records it; account and region are put in where it does not say them
 * @param times how often it happens within one period of an alarm
 */
export function deliverLogEvent(
  world: World, accountId: string, region: string, event: Readonly<Record<string, unknown>>, times = 1,
): readonly AlertDelivery[] {
  return alarmsOnLogEvent(world, accountId, region, event, times).flatMap(alarm => alarmDeliveries(world, alarm));
}

/** Alarms that an event of CloudTrail sets off. */
export function alarmsOnLogEvent(
  world: World, accountId: string, region: string, event: Readonly<Record<string, unknown>>, times = 1,
): readonly Alarm[] {
  const recorded = { awsRegion: region, recipientAccountId: accountId, ...event };
  const groups = new Set([...world.state.cloudtrail.trails.values()]
    .filter(trail => recordsEvent(world, trail, accountId, region, recorded))
    .flatMap(({ logGroupArn }) => (logGroupArn === undefined ? undefined : findLogGroup(world, logGroupArn)?.arn) ?? []));
  const filters = [...world.state.logs.metricFilters.values()]
    .filter(({ logGroupArn, pattern }) => groups.has(logGroupArn) && matchesFilter(pattern, recorded));
  return [...world.state.cloudwatch.alarms.values()].filter(alarm =>
    isBreaching(alarm, filters.filter(filter => feeds(filter, alarm)).map(({ value }) => ({ value, times }))));
}

/** Whether a metric filter makes the metric of an alarm. */
export const feeds = ({ accountId, region, namespace, metricName }: MetricFilter, alarm: Alarm): boolean =>
  alarm.accountId === accountId && alarm.region === region && alarm.namespace === namespace && alarm.metricName === metricName
  && Object.keys(alarm.dimensions).length === 0;

/** The event that EventBridge gets on the default bus when an alarm goes off. */
export function alarmEvent(alarm: Alarm): AlarmEvent {
  const { accountId, region, arn, name, description } = alarm;
  return {
    accountId, region, source: 'aws.cloudwatch', detailType: 'CloudWatch Alarm State Change', resources: [arn],
    detail: { alarmName: name, configuration: { description }, state: { value: 'ALARM' }, previousState: { value: 'OK' } },
  };
}

/** An event of EventBridge, made of an alarm. */
export interface AlarmEvent {
  readonly accountId: string;
  readonly region: string;
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}
