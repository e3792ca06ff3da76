import { Aws, Duration, Stack } from 'aws-cdk-lib';
import { IRole, Role } from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { throwProblems } from './errors';
import { HandlerPermissions, InlineHandlerRole } from './inline-handler-role';
import { ROLE_PATH } from './naming';
import { codeProblems, HandlerFunctionProps, newHandlerFunction, newHandlerLogGroup, ServiceToken, writeLogs } from './private/handler-function';
import { isHandler, markAsHandler, sameNameProblems } from './private/handler-names';
import { markAsRoleUser, warnWithoutRole } from './private/handler-roles';
import { Problems } from './validation';

/** Properties of a handler. */
export interface InlineHandlerProps extends HandlerPermissions, HandlerFunctionProps {
  /**
   * Whether the account holds the role already: an `InlineHandlerRole` of the same function name in another template. For handlers in
   * templates that go to many regions; their statements belong to that role. In a stack that holds both, the function comes after the role.
   *
   * @default false - the handler makes its role
   */
  readonly roleInAccount?: boolean;
}

/**
 * A Lambda function whose code stands in the template, so that it needs no asset and no bootstrapped bucket: it works in a StackSet
 * template too.
 *
 * Its role carries an inline policy (no race with an attachment) and lies under the path that guardrails exempt and protect.
 *
 * Its name is fixed, so there is one in an account and region: constructs of one stack share it by `InlineHandler.of`, and a second one in
 * another stack fails the synthesis. What application teams deploy takes an `ApplicationHandler`.
 */
export class InlineHandler extends Construct implements ServiceToken {
  /**
   * The handler of that name in the stack of the scope, made by whoever asks first; its role may then do what all of them need.
   *
   * @param scope who needs it
   * @param props the same for all of them, but for the statements
   */
  public static of(scope: IConstruct, props: InlineHandlerProps): InlineHandler {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild(props.functionName);
    if (existing && isHandler(existing)) {
      const handler = existing as IConstruct as InlineHandler;
      handler.allow(props);
      return handler;
    }
    const made = new InlineHandler(stack, props.functionName, props);
    if (props.roleInAccount) {
      warnWithoutRole(made, props.functionName, scope);
    }
    return made;
  }

  public readonly serviceToken: string;
  public readonly serviceTimeout: Duration;
  public readonly role: IRole;

  private readonly permissions?: InlineHandlerRole;

  public constructor(scope: Construct, id: string, props: InlineHandlerProps) {
    super(scope, id);
    throwProblems(this, [...codeProblems(props.code), ...nameProblems(props.functionName)]);
    const logGroup = newHandlerLogGroup(this, props.functionName);
    this.permissions = props.roleInAccount ? undefined : new InlineHandlerRole(this, 'Default', props);
    this.permissions?.allow({ statements: [writeLogs(logGroup)] });
    this.role = this.permissions?.role ?? roleInAccount(this, props.functionName);
    const { functionName } = props;
    const { serviceToken, serviceTimeout } = newHandlerFunction(this, props, { functionName, role: this.role, logGroup });
    this.serviceToken = serviceToken;
    this.serviceTimeout = serviceTimeout;
    markAsHandler(this, props.functionName);
    if (props.roleInAccount) {
      markAsRoleUser(this, props.functionName);
    }
    this.node.addValidation({ validate: () => [...sameNameProblems(this)] });
  }

  /** What a second construct needs that shares the handler. */
  private allow(permissions: HandlerPermissions): void {
    this.permissions?.allow(permissions);
  }
}

function roleInAccount(scope: Construct, name: string): IRole {
  return Role.fromRoleArn(scope, 'Role', `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role${ROLE_PATH}${name}`, { mutable: false });
}

/** A role name may have 64 characters, as may a function name. */
function nameProblems(name: string): Problems {
  return /^[\w-]{1,64}$/.test(name) ? [] : [`'functionName' must have 1 to 64 letters, digits, "-" or "_", got ${JSON.stringify(name)}: shorten it`];
}
