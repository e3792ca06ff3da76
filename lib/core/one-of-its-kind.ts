import { IConstruct } from 'constructs';
import { throwProblems } from './errors';

/** What a scope has one of, by id: an id alone does not tell whose it is. */
const MADE = Symbol.for('cdk-secure-landing-zone.one-of-its-kind');

/**
 * The one construct of that id in a scope, such as the key of a stack, made by whoever asks first. What somebody else called the same is
 * not taken for it.
 *
 * @param scope that has one of its kind
 * @param id that nobody would choose for something else; it becomes part of logical ids
 * @param make makes it, in that scope and by that id
 */
export function oneOfItsKind<Scope extends IConstruct, Made extends IConstruct>(
  scope: Scope, id: string, make: (scope: Scope, id: string) => Made,
): Made {
  const made = madeIn(scope);
  const known = made.get(id) as Made | undefined;
  if (known === undefined) {
    throwProblems(scope, scope.node.tryFindChild(id) === undefined ? []
      : [`'id' must leave "${id}" to what this library makes here, got a construct of yours: call yours something else`]);
    const one = make(scope, id);
    made.set(id, one);
    return one;
  }
  return known;
}

function madeIn(scope: IConstruct): Map<string, IConstruct> {
  const { [MADE]: made } = scope as unknown as Readonly<Record<symbol, Map<string, IConstruct> | undefined>>;
  if (made !== undefined) {
    return made;
  }
  const fresh = new Map<string, IConstruct>();
  Object.defineProperty(scope, MADE, { value: fresh });
  return fresh;
}
