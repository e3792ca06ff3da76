import { asList, statementsOf } from '../../lib/policy';
import { parseArn } from '../aws/arn';
import { World } from '../aws/world';
import { Held } from './held';
import { Possibilities } from './possibilities';
import { Call } from './technique';

/** What stands for placeholders. */
export type Filling = Readonly<Record<string, string>>;

const MOST_NAMES = 20;
const ANY_NAME = 'escalation';

export const filled = (text: string, filling: Filling): string => text.replace(/\{(\w+)\}/g, (whole, name: string) => filling[name] ?? whole);

/** What is the same in every call of a principal. */
export const fillingOf = (world: World, { accountId }: Pick<Held, 'accountId'>): Filling =>
  ({ partition: world.partition, region: world.homeRegion, account: accountId });

/** Names that policies allow to a principal: whoever makes something gives it the name that helps. */
export class ResourceNames {
  private readonly known = new WeakMap<Held['caller'], Map<string, readonly string[]>>();

  public constructor(private readonly world: World, private readonly possibilities: Possibilities) {}

  /**
   * The resources on which a principal may make all calls, by what stands in the technique; undefined when there are none.
   *
   * Calls on the same kind of resource are about one and the same.
   */
  public permitted(held: Held, calls: readonly Call[], more: Filling = {}): readonly string[] | undefined {
    const filling = { ...fillingOf(this.world, held), ...more };
    const found: string[] = [];
    for (const template of new Set(calls.map(({ on }) => on))) {
      const those = calls.filter(({ on }) => on === template);
      const permits = (resource: string) => those.every(call =>
        this.possibilities.permits(held, { action: filled(call.action, filling), resource, context: contextOf(call, filling) }));
      const resource = this.candidates(held, filled(template, filling)).find(permits);
      if (resource === undefined) {
        return undefined;
      }
      found.push(resource);
    }
    return found;
  }

  /** The ARNs that a template stands for: any name, and names of the patterns that policies of the principal allow. */
  public candidates({ caller }: Pick<Held, 'caller'>, template: string): readonly string[] {
    if (!template.includes('{name}')) {
      return [template];
    }
    const names = this.known.get(caller) ?? new Map<string, readonly string[]>();
    this.known.set(caller, names);
    const known = names.get(template) ?? this.namesFor(caller, template);
    names.set(template, known);
    return known;
  }

  private namesFor({ identity, boundary }: Held['caller'], template: string): readonly string[] {
    const patterns = [...identity, ...boundary ? [boundary] : []].flatMap(({ document }) => statementsOf(document))
      .flatMap(({ Resource, NotResource }) => [...asList(Resource), ...asList(NotResource)]);
    const fitting = patterns.map(pattern => fitted(template, pattern)).filter(arn => arn !== undefined);
    return [...new Set([template.replaceAll('{name}', ANY_NAME), ...fitting])].slice(0, MOST_NAMES);
  }
}

const contextOf = ({ context }: Call, filling: Filling) =>
  context && Object.fromEntries(Object.entries(context).map(([key, value]) => [key, filled(value, filling)]));

/** The template with a name that a pattern of a policy matches: `arn:aws:iam::*:role/app-*` gives `role/app-x`. */
function fitted(template: string, pattern: string): string | undefined {
  const [wanted, given] = [parseArn(template)!, parseArn(pattern)];
  const prefix = wanted.resource.slice(0, wanted.resource.indexOf('{name}'));
  if (!given || pattern.includes('${') || given.service !== wanted.service || !given.resource.startsWith(prefix) || given.resource.length === prefix.length) {
    return undefined;
  }
  const plain = (text: string) => text.replaceAll('*', 'x').replaceAll('?', 'x');
  const region = /[*?]/.test(given.region) || given.region === '' ? wanted.region : given.region;
  return ['arn', wanted.partition, wanted.service, region, wanted.accountId, plain(given.resource)].join(':');
}
