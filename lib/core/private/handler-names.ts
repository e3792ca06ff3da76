import { Stack, Token } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { Problems } from '../validation';

/** A handler as this check knows it: `instanceof` fails over two copies of the library. */
interface NamedHandler extends IConstruct {
  readonly [FUNCTION_NAME]: string;
}

const FUNCTION_NAME = Symbol.for('cdk-secure-landing-zone.InlineHandler.functionName');

/** Makes a handler known to the check. */
export function markAsHandler(handler: Construct, functionName: string): void {
  Object.defineProperty(handler, FUNCTION_NAME, { value: functionName });
}

/** Whether a construct is a handler. */
export function isHandler(construct: IConstruct): construct is NamedHandler {
  return FUNCTION_NAME in construct;
}

/** Handlers of the app that would be the same function: the first of them is in the right, every later one is told. */
export function sameNameProblems(self: Construct): Problems {
  const name = (self as unknown as NamedHandler)[FUNCTION_NAME];
  const [first] = self.node.root.node.findAll().filter(isHandler)
    .filter(other => other[FUNCTION_NAME] === name && placeOf(other) === placeOf(self));
  return first === self ? []
    : [`'functionName' must be unique in an account and region, got "${name}" at "${self.node.path}" and at "${first.node.path}": `
      + 'put what needs it into one stack, where it is shared'];
}

/**
 * Account and region. Stacks that name neither are deployed to one place by one command; where the template of a StackSet goes is its
 * targets' business, so it is compared with nothing.
 */
function placeOf(handler: IConstruct): string {
  const stack = Stack.of(handler);
  if (stack.nestedStackResource) {
    return stack.node.path;
  }
  return [stack.account, stack.region].map(part => Token.isUnresolved(part) ? '' : part).join('/');
}
