import { createContext, Script } from 'node:vm';

/** What answers, in a realm, whether all that it had from the start is as it was: made before any code runs there. */
const WATCH = new Script(`(() => {
  const { getOwnPropertyNames, getOwnPropertyDescriptor, is } = Object;
  const watched = [];
  const watch = (name, object) => {
    if (object === null || (typeof object !== 'object' && typeof object !== 'function')) return;
    const keys = getOwnPropertyNames(object).filter(key => key !== 'random'); // the prelude's, anew for each run
    watched.push({ object, keys, values: keys.map(key => getOwnPropertyDescriptor(object, key)) });
    if (name !== undefined && object.prototype !== undefined) watch(undefined, object.prototype);
  };
  getOwnPropertyNames(globalThis).filter(name => name !== 'globalThis' && name !== 'Date').forEach(name => watch(name, globalThis[name]));
  return () => {
    for (let i = 0; i < watched.length; i++) {
      const { object, keys, values } = watched[i];
      if (getOwnPropertyNames(object).filter(key => key !== 'random').length !== keys.length) return false;
      for (let j = 0; j < keys.length; j++) {
        const own = getOwnPropertyDescriptor(object, keys[j]);
        if (own === undefined || !is(own.value, values[j].value) || own.get !== values[j].get) return false;
      }
    }
    return true;
  };
})()`, { filename: 'watch.js' });

/** What is left in a realm: what the prelude and the runs put there. */
const OURS = [
  'Date', '__act', '__run', 'clearImmediate', 'clearInterval', 'clearTimeout', 'console', 'fetch', 'process', 'setImmediate', 'setInterval', 'setTimeout',
].join();

/** A realm with its answer. */
export interface Realm {
  readonly context: object;
  isAsItWas(): boolean;
}

/**
 * Realms in which code ran to its end, by its text: to make one takes longer than most handlers run. Modules are loaded anew in them, so
 * a run finds nothing that another left behind.
 */
const IDLE = new Map<string, Realm[]>();

/** A realm for code: one that the same code left as it found it, or a new one. */
export function realmFor(code: string): Realm {
  return IDLE.get(code)?.pop() ?? newRealm();
}

function newRealm(): Realm {
  const context = createContext({}, { microtaskMode: 'afterEvaluate' });
  return { context, isAsItWas: WATCH.runInContext(context) as () => boolean };
}

/** Keeps the realm for the next run of the code, where nothing of this one is left in it. */
export function keepRealm(code: string, realm: Realm): void {
  if (Object.keys(realm.context).sort().join() === OURS && realm.isAsItWas()) {
    IDLE.set(code, [...IDLE.get(code) ?? [], realm]);
  }
}
