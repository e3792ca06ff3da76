import { EVENTS } from '../rules/events';
import { BusEvent, matchesPattern } from './event-pattern';
import { kindOf, Obstacle, obstaclesOf, TargetKind } from './event-targets';
import { EventBus, EventRule, EventTarget, findBus, busArn, rulesOf } from './services/eventbridge';
import { messageOf } from './event-message';
import { recordsEvent } from './recorded-events';
import type { World } from './world';

/** An event as a service or CloudTrail puts it on the default bus of an account and region. */
export interface EmittedEvent {
  readonly accountId: string;
  readonly region: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly resources?: readonly string[];
}

/** An event at the end of its way: a target got it, or did not. */
export interface EventDelivery {
  /** What the target is. */
  readonly kind: TargetKind;
  /** The target. */
  readonly targetArn: string;
  /** Names of the rules on the way, with account and region. */
  readonly rules: readonly string[];
  /** What the target is told: the event, or what the rule makes of it. */
  readonly message: string;
  /** Why it did not arrive; undefined when it did. */
  readonly lost?: Obstacle;
}

/** How the type of an event ends that CloudTrail brings. */
export const VIA_CLOUDTRAIL = ' via CloudTrail';
/** Buses in a row that an event may cross: more would be a circle. */
const MAX_HOPS = 5;

/**
 * Puts an event on a default bus and follows it: bus, rules, targets, and on where a target is a bus. What no trail records, CloudTrail
 * does not bring.
 */
export function emitEvent(world: World, emitted: EmittedEvent): readonly EventDelivery[] {
  const { accountId, region } = emitted;
  if (emitted.detailType.endsWith(VIA_CLOUDTRAIL) && !isRecorded(world, emitted)) {
    return [];
  }
  const event: BusEvent = {
    'version': '0', 'id': 'rehearsal', 'detail-type': emitted.detailType, 'source': emitted.source, 'account': accountId,
    'time': '2026-01-01T00:00:00Z', region, 'resources': emitted.resources ?? [], 'detail': emitted.detail,
  };
  return deliver(world, findBus(world, busArn(world, accountId, region))!, event, []);
}

/**
 * Whether a trail records the event: CloudTrail brings EventBridge what it logs, and nothing else.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
const isRecorded = (world: World, { accountId, region, detail }: EmittedEvent): boolean =>
  [...world.state.cloudtrail.trails.values()].some(trail => recordsEvent(world, trail, accountId, region, detail));

function deliver(world: World, bus: EventBus, event: BusEvent, path: readonly EventRule[]): readonly EventDelivery[] {
  return rulesOf(world, bus).filter(rule => catches(rule, event))
    .flatMap(rule => rule.targets.flatMap(target => toTarget(world, target, event, [...path, rule])));
}

function toTarget(world: World, target: EventTarget, event: BusEvent, path: readonly EventRule[]): readonly EventDelivery[] {
  const rule = path[path.length - 1];
  const kind = kindOf(target.arn);
  const bus = kind === 'bus' ? findBus(world, target.arn) : undefined;
  const [lost] = [...obstaclesOf(world, rule, target), ...bus ? hopObstacles(event, path, bus) : []];
  if (bus && !lost) {
    return deliver(world, bus, event, path);
  }
  return [{ kind: kind!, targetArn: target.arn, rules: path.map(nameOf), message: messageOf(target, event), ...lost && { lost } }];
}

/** Events that came from another account are not sent on to a third one; those that go round in circles are given up. */
function hopObstacles(event: BusEvent, path: readonly EventRule[], bus: EventBus): readonly Obstacle[] {
  const rule = path[path.length - 1];
  const passes = path.length < MAX_HOPS && (rule.accountId === event.account || bus.accountId === rule.accountId);
  return passes ? [] : [{
    rule: EVENTS.ONE_ACCOUNT_ON, message: `rule ${rule.name} does not send the event on to ${bus.arn}`, remedy: 'send it there from where it comes up',
  }];
}

const nameOf = ({ name, accountId, region }: EventRule) => `${name} (${accountId} ${region})`;

function catches({ state, pattern }: EventRule, event: BusEvent): boolean {
  const listens = state === 'ENABLED' ? !isReadOnlyCall(event) : state !== 'DISABLED';
  return listens && pattern !== undefined && matchesPattern(pattern, event);
}

/** Calls of AWS STS that make something, whatever their names say. */
const MAKE_SOMETHING: readonly unknown[] = ['GetFederationToken', 'GetSessionToken'];

/**
 * Calls that only read come to rules that ask for every management event. What CloudTrail counts among them by its field `readOnly` does
 * too: AWS says that some of those come to every rule, and not which.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
function isReadOnlyCall(event: BusEvent): boolean {
  const { eventName, readOnly } = event.detail as { readonly eventName?: unknown; readonly readOnly?: unknown };
  const onlyReads = typeof eventName === 'string' && /^(Get|List|Describe)/.test(eventName) && !MAKE_SOMETHING.includes(eventName);
  return event['detail-type'] === 'AWS API Call via CloudTrail' && (readOnly === true || onlyReads);
}
