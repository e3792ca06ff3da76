import { EVENTS } from '../rules/events';
import { RehearsalFailure, Rule } from './contract';
import { placeOfOrigin } from './origin';
import { covers } from './event-covers';
import { unsentFrom } from './event-fleets';
import { EventBus, EventRule, rulesOf } from './services/eventbridge';
import type { World } from './world';

/**
 * Two ends that do not meet, on buses of one's own: a rule that looks for events of AWS services, which no rule sends there, or not all of
 * them (services put them on default buses, and nobody else may); a rule that sends events there, which no rule with a target looks for;
 * and accounts and regions that do not send what others like them send.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html (sources that begin with "aws." are refused)
 */
export function unmetRules(world: World): readonly RehearsalFailure[] {
  return [...world.state.eventBridge.buses.values()].filter(({ origin }) => origin !== undefined).flatMap(bus => unmetOn(world, bus));
}

function unmetOn(world: World, bus: EventBus): readonly RehearsalFailure[] {
  const listening = rulesOf(world, bus).filter(rule => isOn(rule) && rule.targets.length > 0);
  const sending = [...world.state.eventBridge.rules.values()].filter(rule => isOn(rule) && rule.targets.some(({ arn }) => arn === bus.arn));
  const isFed = (rule: EventRule) => sending.some(sender => covers(sender, rule));
  const isCaught = (rule: EventRule) => listening.some(listener => covers(rule, listener) || covers(listener, rule));
  return [
    ...listening.filter(rule => isForServices(rule) && !isFed(rule)).map(rule => unmet(rule, EVENTS.RULE_FED,
      `rule ${rule.name} on the bus ${bus.name} waits for events that no rule sends there`, 'forward all such events to the bus from where they come up, or drop the rule')),
    ...unsentFrom(world, bus, sending).map(({ like, message }) => unmet(like, EVENTS.SENT_EVERYWHERE, message, 'create the rule there too')),
    ...sending.filter(rule => !isCaught(rule)).map(rule => unmet(rule, EVENTS.FORWARDED_CAUGHT,
      `rule ${rule.name} of ${rule.accountId} ${rule.region} sends events to the bus ${bus.name} that no rule there looks for`, 'route them on the bus, or stop sending')),
  ];
}

const isOn = ({ state }: EventRule): boolean => state !== 'DISABLED';

const unmet = (rule: EventRule, by: Rule, message: string, remedy: string) =>
  new RehearsalFailure({ ...placeOfOrigin(rule.origin, 'AWS::Events::Rule'), kind: 'rule', rule: by, message, remedy });

/** Whether only AWS services make the events that the rule looks for. */
function isForServices({ pattern = {} }: EventRule): boolean {
  const beginAll = (values: unknown, begins: RegExp) =>
    Array.isArray(values) && values.every(value => begins.test(beginningOf(value)));
  return beginAll(pattern.source, /^aws\./) || beginAll(pattern['detail-type'], /^AWS /);
}

/** How what a pattern asks for begins, as far as it says: a text, or a prefix. */
function beginningOf(value: unknown): string {
  const asked = (value as { readonly prefix?: unknown } | null)?.prefix ?? value;
  return typeof asked === 'string' ? asked : '';
}
