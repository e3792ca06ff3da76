import { brotliDecompressSync } from 'node:zlib';
import { ACTION_TABLE } from './action-table.data';

/** What AWS's catalogue of actions says of a service. */
export interface ServiceActions {
  /** Its prefix. */
  readonly service: string;
  /** Whether resource control policies reach its resources. */
  readonly resourceControl: boolean;
  /** Its actions: name in lower case, to name and the keys of services that its requests may have. */
  readonly actions: ReadonlyMap<string, ActionEntry>;
  /** Every key of services that requests to it may have, in lower case; one for tags ends with a slash. */
  readonly keys: ReadonlySet<string>;
}

/** One action. */
export interface ActionEntry {
  /** Its name, as AWS spells it. */
  readonly name: string;
  /** Keys of services in lower case; one for tags ends with a slash. Global keys are not among them. */
  readonly keys: ReadonlySet<string>;
}

/** Unpacked when the first policy is linted, and each service when it is asked for: most apps name some thirty of four hundred. */
let blocks: ReadonlyMap<string, string> | undefined;
const parsed = new Map<string, ServiceActions>();

/** The service of a prefix; undefined when AWS has none. */
export function serviceActions(prefix: string): ServiceActions | undefined {
  const service = prefix.toLowerCase();
  const known = parsed.get(service);
  const block = known ? undefined : tableBlocks().get(service);
  if (block !== undefined) {
    parsed.set(service, parse(service, block));
  }
  return known ?? parsed.get(service);
}

/** Prefixes of all services. */
export function servicePrefixes(): readonly string[] {
  return [...tableBlocks().keys()];
}

/** The table as text. */
export function actionTableText(): string {
  return brotliDecompressSync(Buffer.from(ACTION_TABLE, 'base64')).toString('utf8');
}

function tableBlocks(): ReadonlyMap<string, string> {
  blocks ??= new Map(actionTableText().split('\n\n').map(block => [/^[^ =\n]+/.exec(block)![0], block]));
  return blocks;
}

function parse(service: string, block: string): ServiceActions {
  const [head, ...groups] = block.split('\n');
  const [traits, others] = head.split('=');
  const entries = groups.filter(group => group !== '').flatMap(group => {
    const [names, keys] = group.split('|');
    const ofGroup = new Set(keysOf(service, keys));
    return names.split(' ').map((name): [string, ActionEntry] => [name.toLowerCase(), { name, keys: ofGroup }]);
  });
  const keys = new Set([...keysOf(service, others), ...entries.flatMap(([, entry]) => [...entry.keys])]);
  return { service, resourceControl: traits.endsWith(' rcp'), actions: new Map(entries), keys };
}

function keysOf(service: string, keys: string | undefined): string[] {
  return keys === undefined ? [] : keys.split(' ').map(key => (key.startsWith(':') ? `${service}${key}` : key).toLowerCase());
}
