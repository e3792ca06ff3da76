import { stackById } from '../engine/stack-state';
import { parseArn } from './arn';
import { covers } from './event-covers';
import { globalRegion } from './regions';
import { EventBus, EventRule } from './services/eventbridge';
import type { StackSet } from './services/stack-sets';
import type { World } from './world';

/** An event that does not come from everywhere, and a rule that shows how it comes from elsewhere. */
export interface Unsent {
  readonly like: EventRule;
  readonly message: string;
}

interface Place {
  readonly accountId: string;
  readonly region: string;
}

/**
 * What some accounts and regions send to a bus and others do not. Rules belong together when their queues for what could not be sent have
 * one name: they should stand wherever a StackSet that makes any of them goes, and wherever the queue is. A rule that looks for less than
 * the one of its name elsewhere does not count. A name that comes from the global region alone is of a global service.
 */
export function unsentFrom(world: World, bus: EventBus, sending: readonly EventRule[]): readonly Unsent[] {
  const queues = new Set(sending.flatMap(rule => queueOf(rule, bus) ?? []));
  return [...queues].flatMap(queue => {
    const rules = sending.filter(rule => queueOf(rule, bus) === queue);
    const places = placesOf(world, queue, rules);
    const names = new Set(rules.map(({ name }) => name));
    return [...names].flatMap(name => missingFrom(world, bus, places, rules.filter(rule => rule.name === name)));
  });
}

/** Name of the queue that gets what could not be sent to the bus. */
function queueOf({ targets }: EventRule, bus: EventBus): string | undefined {
  const { deadLetterArn } = targets.find(({ arn }) => arn === bus.arn) ?? {};
  return deadLetterArn === undefined ? undefined : parseArn(deadLetterArn)?.resource;
}

const keyOf = ({ accountId, region }: Place) => `${accountId} ${region}`;

/** Where rules of a fleet are, where their StackSets go, and where its queue waits for them. */
function placesOf(world: World, queue: string, rules: readonly EventRule[]): readonly Place[] {
  const queues = [...world.state.sqs.queues.values()].filter(({ name }) => name === queue);
  const instances = [...new Set(rules.map(rule => stackSetOf(world, rule)))].flatMap(stackSet => [...stackSet?.instances.values() ?? []]);
  return [...new Map([...rules, ...instances, ...queues].map(place => [keyOf(place), place])).values()];
}

/** The StackSet that made a rule. */
function stackSetOf(world: World, { origin }: EventRule): StackSet | undefined {
  const { stackSet } = (origin && stackById(world, origin.stackId)) ?? {};
  return stackSet && world.state.cloudformation.stackSets.get(stackSet.name);
}

function missingFrom(world: World, bus: EventBus, places: readonly Place[], alike: readonly EventRule[]): readonly Unsent[] {
  const global = globalRegion(world.partition);
  const isGlobal = alike.every(({ region }) => region === global);
  const broadest = alike.reduce((broad, rule) => covers(broad, rule) ? broad : rule);
  const sent = new Set(alike.filter(rule => covers(rule, broadest)).map(keyOf));
  const missing = places.filter(place => (!isGlobal || place.region === global) && !sent.has(keyOf(place)));
  const names = missing.map(({ accountId, region }) => `${world.state.organizations.accounts.get(accountId)?.name ?? accountId} ${region}`);
  const [like] = alike;
  return missing.length === 0 ? [] : [{ like, message: `no rule ${like.name} sends all its events to the bus ${bus.name} from ${names.join(', ')}` }];
}
