import { isDeepStrictEqual } from 'node:util';
import { EVENTS } from '../rules/events';
import { RehearsalFailure, Rule } from './contract';
import { placeOfOrigin } from './origin';
import { EventBus, EventRule, rulesOf } from './services/eventbridge';
import type { World } from './world';

/**
 * Two ends that do not meet, on buses of one's own: a rule that looks for events of AWS services, which no rule sends there (services put
 * them on default buses, and nobody else may); and a rule that sends events there, which no rule looks for.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html (sources that begin with "aws." are refused)
 */
export function unmetRules(world: World): readonly RehearsalFailure[] {
  return [...world.state.eventBridge.buses.values()].filter(({ origin }) => origin !== undefined).flatMap(bus => unmetOn(world, bus));
}

function unmetOn(world: World, bus: EventBus): readonly RehearsalFailure[] {
  const listening = rulesOf(world, bus).filter(isOn);
  const sending = [...world.state.eventBridge.rules.values()].filter(rule => isOn(rule) && rule.targets.some(({ arn }) => arn === bus.arn));
  const meets = (rule: EventRule, others: readonly EventRule[]) => others.some(other => covers(rule, other) || covers(other, rule));
  return [
    ...listening.filter(rule => isForServices(rule) && !meets(rule, sending)).map(rule => unmet(rule, EVENTS.RULE_FED,
      `rule ${rule.name} on the bus ${bus.name} waits for events that no rule sends there`, 'forward such events to the bus from where they come up, or drop the rule')),
    ...sending.filter(rule => !meets(rule, listening)).map(rule => unmet(rule, EVENTS.FORWARDED_CAUGHT,
      `rule ${rule.name} of ${rule.accountId} ${rule.region} sends events to the bus ${bus.name} that no rule there looks for`, 'route them on the bus, or stop sending')),
  ];
}

const isOn = ({ state }: EventRule): boolean => state !== 'DISABLED';

const unmet = (rule: EventRule, by: Rule, message: string, remedy: string) =>
  new RehearsalFailure({ ...placeOfOrigin(rule.origin, 'AWS::Events::Rule'), kind: 'rule', rule: by, message, remedy });

/** Whether only AWS services make the events that the rule looks for. */
function isForServices({ pattern = {} }: EventRule): boolean {
  const beginAll = (values: unknown, begins: RegExp) =>
    Array.isArray(values) && values.every(value => typeof value === 'string' && begins.test(value));
  return beginAll(pattern.source, /^aws\./) || beginAll(pattern['detail-type'], /^AWS /);
}

/** Whether every event of the one rule is one of the other: each of its fields is asked for there too, for the same values or fewer. */
const covers = (broad: EventRule, narrow: EventRule): boolean => isWithin(narrow.pattern ?? {}, broad.pattern ?? {});

function isWithin(narrow: unknown, broad: unknown): boolean {
  if (Array.isArray(broad)) {
    return Array.isArray(narrow) && narrow.every(value => broad.some(other => isDeepStrictEqual(other, value)));
  }
  const [inner, outer] = [narrow, broad] as readonly Readonly<Record<string, unknown>>[];
  return typeof inner === 'object' && inner !== null && Object.entries(outer).every(([name, values]) => isWithin(inner[name], values));
}
