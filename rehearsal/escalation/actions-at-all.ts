import { asList, PolicyDocument, PolicyStatement, statementsOf } from '../../lib/policy';
import { Caller } from '../aws/contract';
import { World } from '../aws/world';
import { bindingDocuments } from './binding-documents';

/** A statement by the actions that it is about. */
interface Prepared {
  readonly allows: boolean;
  /** Whether it denies whatever the resource and the circumstances. */
  readonly forbids: boolean;
  readonly isAbout: (action: string) => boolean;
}

/** What the policy of a role or a function may allow somebody, whatever his own say. */
const GRANTED_BY_RESOURCES = /^(sts|lambda):/;

/** What policies say of an action, on whatever resource: what none of them allows, or one always denies, need not be asked any further. */
export class ActionsAtAll {
  private readonly prepared = new WeakMap<PolicyDocument, readonly Prepared[]>();

  public constructor(private readonly world: World) {}

  /** False only when no request with the action can pass. */
  public mayEver(caller: Caller, action: string): boolean {
    const { identity, boundary } = caller;
    return !this.some(bindingDocuments(this.world, caller), action, ({ forbids }) => forbids)
      && (GRANTED_BY_RESOURCES.test(action) || (this.some(identity.map(({ document }) => document), action, ({ allows }) => allows)
        && (boundary === undefined || this.some([boundary.document], action, ({ allows }) => allows))));
  }

  private some(documents: readonly PolicyDocument[], action: string, holds: (prepared: Prepared) => boolean): boolean {
    return documents.some(document => this.of(document).some(prepared => holds(prepared) && prepared.isAbout(action)));
  }

  private of(document: PolicyDocument): readonly Prepared[] {
    const known = this.prepared.get(document) ?? statementsOf(document).map(prepare);
    this.prepared.set(document, known);
    return known;
  }
}

function prepare({ Effect, Action, NotAction, Resource, Condition }: PolicyStatement): Prepared {
  const patterns = asList(Action ?? NotAction).map(action => new RegExp(`^${action.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i'));
  return {
    allows: Effect === 'Allow',
    forbids: Effect === 'Deny' && Condition === undefined && asList(Resource).includes('*'),
    isAbout: action => patterns.some(pattern => pattern.test(action)) === (Action !== undefined),
  };
}
