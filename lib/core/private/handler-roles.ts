import { Annotations, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The role of a function, or a function that needs one, as this file knows it: `instanceof` fails over two copies of the library. */
interface Marked extends IConstruct {
  readonly [ROLE_OF]?: string;
  readonly [NEEDS_ROLE]?: string;
}

const ROLE_OF = Symbol.for('cdk-secure-landing-zone.InlineHandlerRole.functionName');
const NEEDS_ROLE = Symbol.for('cdk-secure-landing-zone.InlineHandler.roleInAccount');

/** Makes the role of a function known: in its stack, what needs it comes after it. */
export function markAsRole(role: IConstruct, functionName: string): void {
  Object.defineProperty(role, ROLE_OF, { value: functionName });
  beside(role).filter(handler => handler[NEEDS_ROLE] === functionName).forEach(handler => handler.node.addDependency(role));
}

/** Makes known that a function uses a role that another construct makes. The role is named, so no reference puts the two in order. */
export function markAsRoleUser(handler: IConstruct, functionName: string): void {
  Object.defineProperty(handler, NEEDS_ROLE, { value: functionName });
  beside(handler).filter(role => role[ROLE_OF] === functionName).forEach(role => handler.node.addDependency(role));
}

/**
 * Warns when the app has no role for a function that does not make its own.
 *
 * @param owner what has the function; its companion makes the role
 */
export function warnWithoutRole(handler: IConstruct, functionName: string, owner: IConstruct): void {
  handler.node.addValidation({
    validate: () => {
      if (!handler.node.root.node.findAll().some(role => (role as Marked)[ROLE_OF] === functionName)) {
        Annotations.of(handler).addWarningV2('cdk-secure-landing-zone:roleInAccount', `the role "${functionName}" must be in the account before: `
          + `put ${owner.constructor.name}Role into a template that the account gets once, before this one`);
      }
      return [];
    },
  });
}

/** What is in the same template. */
function beside(construct: IConstruct): Marked[] {
  const stack = Stack.of(construct);
  return stack.node.findAll().filter(other => Stack.of(other) === stack) as Marked[];
}
