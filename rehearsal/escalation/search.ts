import { Context } from '../../lib/policy';
import { Caller } from '../aws/contract';
import { World } from '../aws/world';
import { Administrators } from './administrator';
import { changesOf } from './changes';
import { Edge, Tools } from './edge';
import { entriesOf } from './entries';
import { Held, keyOf, Step } from './held';
import { Knowledge } from './knowledge';
import { Possibilities } from './possibilities';
import { ResourceNames } from './resource-names';

/** A principal that was reached, and how far it got. */
export interface Reached {
  readonly held: Held;
  readonly isAdministrator: boolean;
}

/**
 * Everybody whose credentials somebody may come by; the principal itself is among them when it is an administrator already.
 *
 *     held ──► ways into the credentials of others ──► held
 *      │
 *      └──► each pair of those that are held: may one change what the other may do? ──► held, with more permissions
 *
 * It ends, since each principal is held once with each kind of change.
 */
export function search(world: World, caller: Caller, arn: string, context: Context = {}): readonly Reached[] {
  return new Search(world, context).from({ arn, accountId: caller.accountId ?? '', caller, changes: new Set(), anyTags: false, path: [] });
}

class Search {
  private readonly tools: Tools;
  private readonly reached = new Map<string, Reached>();
  private readonly held = new Set<string>();
  private readonly pending: Held[] = [];

  public constructor(world: World, context: Context) {
    const possibilities = new Possibilities(world, context);
    this.tools = { possibilities, knowledge: new Knowledge(world, possibilities), names: new ResourceNames(world, possibilities) };
  }

  public from(start: Held): readonly Reached[] {
    const administrators = new Administrators(this.tools, start);
    this.add(start, administrators);
    for (let at = 0; at < this.pending.length; at++) {
      this.goOn(this.pending[at], administrators);
    }
    return [...this.reached.values()].filter(({ held, isAdministrator }) => held !== start || isAdministrator);
  }

  private goOn(held: Held, administrators: Administrators): void {
    const isContent = held !== this.pending[0] && this.reached.get(keyOf(held))!.isAdministrator;
    entriesOf(this.tools, held, isContent, arn => this.held.has(arn))
      .forEach(edge => this.add(follow(edge, held, held), administrators));
    for (const other of this.pending.filter(({ accountId }) => accountId === held.accountId)) {
      this.change(held, other, administrators);
      if (other !== held) {
        this.change(other, held, administrators);
      }
    }
  }

  /**
   * An administrator gains nothing more; and to change somebody else, it has reason only where another account may trust him. Of no use is
   * the principal that the search began with.
   */
  private change(by: Held, held: Held, administrators: Administrators): void {
    const isIdle = this.reached.get(keyOf(by))!.isAdministrator
      && (held.arn === this.pending[0].arn || !this.tools.knowledge.isTrustedElsewhere(held.accountId));
    if (!isIdle && !this.reached.get(keyOf(held))!.isAdministrator) {
      changesOf(this.tools, by, held).forEach(edge => this.add(follow(edge, by, held), administrators));
    }
  }

  private add(held: Held, administrators: Administrators): void {
    const key = keyOf(held);
    if (!this.reached.has(key)) {
      this.reached.set(key, { held, isAdministrator: administrators.includes(held) });
      this.held.add(held.arn);
      this.pending.push(held);
    }
  }
}

/** The way to what a technique is done to, then the way to who does it, then the step itself; no step twice. */
function follow({ technique, held, done }: Edge, by: Held, target: Held): Held {
  const step: Step = {
    technique: technique.id, from: by.arn, to: held.arn, explanation: `${technique.title}: ${done.join(', ')}; gains ${technique.gains}`,
  };
  return { ...held, path: [...new Set([...target.path, ...by.path]), step] };
}
