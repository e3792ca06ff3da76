import { parseArn } from './arn';
import { covers } from './event-covers';
import { EventBus, EventRule } from './services/eventbridge';
import type { World } from './world';

/** Where global services tell their events, and nowhere else. */
const GLOBAL_REGION = 'us-east-1';

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
 * one name: the queue stands wherever they should. A rule that looks for less than the one of its name elsewhere does not count. A name
 * that comes from us-east-1 alone is of a global service.
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

/** Where rules of a fleet are, and where its queue waits for them. */
function placesOf(world: World, queue: string, rules: readonly EventRule[]): readonly Place[] {
  const queues = [...world.state.sqs.queues.values()].filter(({ name }) => name === queue);
  return [...new Map([...rules, ...queues].map(place => [keyOf(place), place])).values()];
}

function missingFrom(world: World, bus: EventBus, places: readonly Place[], alike: readonly EventRule[]): readonly Unsent[] {
  const isGlobal = alike.every(({ region }) => region === GLOBAL_REGION);
  const broadest = alike.reduce((broad, rule) => covers(broad, rule) ? broad : rule);
  const sent = new Set(alike.filter(rule => covers(rule, broadest)).map(keyOf));
  const missing = places.filter(place => (!isGlobal || place.region === GLOBAL_REGION) && !sent.has(keyOf(place)));
  const names = missing.map(({ accountId, region }) => `${world.state.organizations.accounts.get(accountId)?.name ?? accountId} ${region}`);
  const [like] = alike;
  return missing.length === 0 ? [] : [{ like, message: `no rule ${like.name} sends all its events to the bus ${bus.name} from ${names.join(', ')}` }];
}
