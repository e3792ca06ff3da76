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
  /** The same keys, as AWS spells them. */
  readonly keyNames: readonly string[];
}

/** One action. */
export interface ActionEntry {
  /** Its name, as AWS spells it. */
  readonly name: string;
  /** Keys of services in lower case; one for tags ends with a slash. Global keys are not among them. */
  readonly keys: ReadonlySet<string>;
  /** ARNs of the resources it is about, a `*` for each variable; none when it is about `*` alone. */
  readonly resources: readonly string[];
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
  const [head, ...lines] = block.split('\n');
  const [traits, others] = head.split('=');
  const types = lines[0]?.startsWith('@') ? lines.shift()!.slice(1).split(' ') : [];
  const groups = lines.filter(line => line !== '').map(line => groupOf(service, line, types));
  const keyNames = [...new Set([...keysOf(service, others), ...groups.flatMap(({ keyNames: names }) => names)])];
  return {
    service,
    resourceControl: traits.endsWith(' rcp'),
    actions: new Map(groups.flatMap(({ entries }) => entries)),
    keys: lowerCased(keyNames),
    keyNames,
  };
}

function groupOf(service: string, line: string, types: readonly string[]): { entries: [string, ActionEntry][]; keyNames: string[] } {
  const [names, ofKeys, ofTypes = ''] = line.split('|');
  const keyNames = keysOf(service, ofKeys);
  const keys = lowerCased(keyNames);
  const resources = ofTypes.split(' ').filter(place => place !== '').map(place => `arn:*:${types[Number(place)]}`);
  return { keyNames, entries: names.split(' ').map(name => [name.toLowerCase(), { name, keys, resources }]) };
}

function lowerCased(keys: readonly string[]): ReadonlySet<string> {
  return new Set(keys.map(key => key.toLowerCase()));
}

function keysOf(service: string, keys = ''): string[] {
  return keys.split(' ').filter(key => key !== '').map(key => key.startsWith(':') ? `${service}${key}` : key);
}
