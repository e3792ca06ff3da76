import { asList, PolicyDocument, PolicyStatement, statementsOf } from '../../lib/policy';
import { World } from '../aws/world';
import { bindingDocuments } from './binding-documents';
import { commonText } from './common-text';
import { Held } from './held';
import { Possibilities } from './possibilities';
import { Call } from './technique';

/** What stands for placeholders. */
export type Filling = Readonly<Record<string, string>>;

const ANY_NAME = 'escalation';

export const filled = (text: string, filling: Filling): string => text.replace(/\{(\w+)\}/g, (whole, name: string) => filling[name] ?? whole);

/** What is the same in every call of a principal. */
export const fillingOf = (world: World, { accountId }: Pick<Held, 'accountId'>, region = world.homeRegion): Filling =>
  ({ partition: world.partition, region, account: accountId });

/** Names that policies allow to a principal: whoever makes something gives it the name that helps. */
export class ResourceNames {
  private readonly known = new WeakMap<Held['caller'], Map<string, readonly string[]>>();

  public constructor(private readonly world: World, private readonly possibilities: Possibilities) {}

  /**
   * The resources on which a principal may make all calls, in one region, by what stands in the technique; undefined when there are none.
   *
   * Calls on the same kind of resource are about one and the same.
   */
  public permitted(held: Held, calls: readonly Call[], more: Filling = {}): readonly string[] | undefined {
    const actions = calls.map(({ action }) => filled(action, more));
    if (!actions.every(action => this.possibilities.mayEver(held, action))) {
      return undefined;
    }
    for (const region of this.possibilities.regionsOf(held)) {
      const done = this.permittedIn(region, held, calls, more);
      if (done) {
        return done;
      }
    }
    return undefined;
  }

  private permittedIn(region: string, held: Held, calls: readonly Call[], more: Filling): readonly string[] | undefined {
    const filling = { ...fillingOf(this.world, held, region), ...more };
    const found: string[] = [];
    for (const template of new Set(calls.map(({ on }) => on))) {
      const those = calls.filter(({ on }) => on === template);
      const permits = (resource: string) => those.every(call =>
        this.possibilities.permits(held, { action: filled(call.action, filling), resource, region, context: contextOf(call, filling) }));
      const resource = this.candidates(held, filled(template, filling), those.map(({ action }) => filled(action, filling))).find(permits);
      if (resource === undefined) {
        return undefined;
      }
      found.push(resource);
    }
    return found;
  }

  /** The ARNs that a template stands for: any name, and a name of every pattern in a statement about one of the actions. */
  public candidates({ caller }: Pick<Held, 'caller'>, template: string, actions: readonly string[]): readonly string[] {
    if (!template.includes('{name}')) {
      return [template];
    }
    const names = this.known.get(caller) ?? new Map<string, readonly string[]>();
    this.known.set(caller, names);
    const key = [template, ...actions].join();
    const known = names.get(key) ?? this.namesFor(caller, template, actions);
    names.set(key, known);
    return known;
  }

  private namesFor(caller: Held['caller'], template: string, actions: readonly string[]): readonly string[] {
    const patterns = new Set(bindingDocuments(this.world, caller).flatMap(document => patternsIn(document, actions)));
    const fitting = [...patterns].map(pattern => commonText(template.replaceAll('{name}', '*'), pattern));
    return [...new Set([template.replaceAll('{name}', ANY_NAME), ...fitting.filter(name => name !== undefined)])];
  }
}

const contextOf = ({ context }: Call, filling: Filling) =>
  context && Object.fromEntries(Object.entries(context).map(([key, value]) => [key, filled(value, filling)]));

/** Patterns of ARNs in the statements about an action, and in all conditions: what one condition asks for, another call names. */
function patternsIn(document: PolicyDocument, actions: readonly string[]): readonly string[] {
  return statementsOf(document).flatMap(statement => [
    ...isAbout(statement, actions) ? [...asList(statement.Resource), ...asList(statement.NotResource)] : [],
    ...Object.values(statement.Condition ?? {}).flatMap(keys => Object.values(keys).flatMap(values => asList(values).map(String))),
  ]).filter(pattern => /^(arn:|\*.)/.test(pattern) && !pattern.includes('${'));
}

function isAbout({ Action, NotAction }: PolicyStatement, actions: readonly string[]): boolean {
  const patterns = asList(Action).map(action => new RegExp(`^${action.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i'));
  return NotAction !== undefined || actions.some(action => patterns.some(pattern => pattern.test(action)));
}
