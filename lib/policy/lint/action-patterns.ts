import { ActionEntry, serviceActions } from './action-table';

/** What an entry of `Action` means. */
export interface ActionPattern {
  /** As written. */
  readonly pattern: string;
  /** Prefix of its service. */
  readonly service: string;
  /** Whether AWS has the service. */
  readonly known: boolean;
  /** The actions it means; none when AWS knows none. */
  readonly entries: readonly ActionEntry[];
}

/** The actions of AWS's catalogue that an entry means; undefined for `*` and for what is filled in later, which could be any. */
export function actionPattern(pattern: string): ActionPattern | undefined {
  const [, service, name] = /^([\w-]+):(.+)$/.exec(pattern) ?? [];
  if (service === undefined || /[$#]\{/.test(pattern)) {
    return undefined;
  }
  const actions = serviceActions(service)?.actions;
  return { pattern, service, known: actions !== undefined, entries: actions ? [...named(name.toLowerCase(), actions)] : [] };
}

/** Whether requests of an action may have the key. Keys for tags end with a slash, keys for maps with a colon. */
export function hasKey({ keys }: { readonly keys: ReadonlySet<string> }, key: string): boolean {
  const name = key.toLowerCase();
  const stem = /^[^/]+\/|^[^:]+:[^:]+:/.exec(name)?.[0];
  return keys.has(name) || (stem !== undefined && keys.has(stem));
}

function* named(name: string, actions: ReadonlyMap<string, ActionEntry>): Generator<ActionEntry> {
  if (!/[*?]/.test(name)) {
    const entry = actions.get(name);
    if (entry) {
      yield entry;
    }
    return;
  }
  const expression = new RegExp(`^${name.replaceAll('*', '.*').replaceAll('?', '.')}$`);
  for (const [candidate, entry] of actions) {
    if (expression.test(candidate)) {
      yield entry;
    }
  }
}
