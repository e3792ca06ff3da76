import { alarmDeliveries, AlertDelivery, alarmEvent, alarmsOnLogEvent } from '../aws/alert-delivery';
import { emitEvent, EmittedEvent, EventDelivery, VIA_CLOUDTRAIL } from '../aws/event-delivery';
import { parseArn } from '../aws/arn';
import { subscribersOf } from '../aws/services/sns';
import { World } from '../aws/world';
import { accountIdOf } from './principals';

/** An event, as a service or CloudTrail puts it on the default bus of an account and region. */
export interface Emission {
  /** Id or name of the account in which it comes up. */
  readonly account: string;
  /** Region in which it comes up; for global services us-east-1. @default - the home region */
  readonly region?: string;
  /** As the event says it, e.g. `aws.signin`. */
  readonly source: string;
  /** As the event says it, e.g. `AWS Console Sign In via CloudTrail`; one that CloudTrail brings also goes the way of the trail. */
  readonly detailType: string;
  /** What happened. What CloudTrail brings is what it records. */
  readonly detail: Readonly<Record<string, unknown>>;
  /** ARNs that the event names. @default - none */
  readonly resources?: readonly string[];
  /** How often it happens within one period of an alarm. @default 1 */
  readonly times?: number;
}

/** Who is told of an event, on which way. */
export interface Notice {
  /** What gets it: a topic, a webhook, a function, a queue, or a bus that lets it in no further. */
  readonly kind: 'topic' | 'webhook' | 'function' | 'queue' | 'bus';
  /** ARN of what gets it. */
  readonly targetArn: string;
  /** Name of what gets it, e.g. `lz-alerts-critical`. */
  readonly target: string;
  /** Who subscribed, e.g. `email security@example.com`; empty when nobody did, or when it does not arrive. */
  readonly subscribers: readonly string[];
  /** Names of the rules and alarms on the way. */
  readonly via: readonly string[];
  /** What they read. */
  readonly message: string;
  /** Why it does not arrive; undefined when it does. */
  readonly lost?: string;
}

/** Follows an event through rules and buses, and what CloudTrail brings through the trail, its filters and alarms too. */
export function emit(world: World, emission: Emission): readonly Notice[] {
  const { account, region = world.homeRegion, source, detailType, detail, resources, times } = emission;
  const accountId = accountIdOf(world, account);
  const alarms = detailType.endsWith(VIA_CLOUDTRAIL) ? alarmsOnLogEvent(world, accountId, region, detail, times) : [];
  return [
    ...noticesOf(world, { accountId, region, source, detailType, detail, resources }),
    ...alarms.flatMap(alarm => [
      ...alarmDeliveries(world, alarm).map(delivery => noticeOfAlarm(delivery, alarm.description)),
      ...noticesOf(world, alarmEvent(alarm), alarm.name),
    ]),
  ];
}

const noticesOf = (world: World, event: EmittedEvent, alarmName?: string): readonly Notice[] =>
  emitEvent(world, event).map(delivery => noticeOf(world, delivery, alarmName));

function noticeOf(world: World, { kind, targetArn, rules, message, lost }: EventDelivery, alarmName?: string): Notice {
  return {
    kind: kind === 'api-destination' ? 'webhook' : kind, targetArn, message,
    target: nameOf(targetArn),
    subscribers: lost ? [] : kind === 'topic' ? subscribersOf(world, targetArn) : kind === 'api-destination' ? endpointOf(world, targetArn) : [],
    via: [...alarmName === undefined ? [] : [alarmName], ...rules],
    ...lost && { lost: lost.message },
  };
}

function noticeOfAlarm({ topicArn, alarmName, subscribers, lost }: AlertDelivery, message: string): Notice {
  return { kind: 'topic', targetArn: topicArn, target: nameOf(topicArn), subscribers, via: [alarmName], message, ...lost.length > 0 && { lost: lost[0].message } };
}

const endpointOf = (world: World, arn: string): readonly string[] => {
  const endpoint = world.state.apiDestinations.destinations.get(arn)?.endpoint;
  return endpoint === undefined ? [] : [`https ${endpoint}`];
};

/** What a person calls it: without kind, and without the id that AWS puts behind. */
const nameOf = (arn: string): string => (parseArn(arn)?.resource ?? arn).replace(/^(event-bus|function|api-destination)[:/]/, '').split('/')[0];
