import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, IRole, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct, IConstruct } from 'constructs';
import { acknowledgeFunction } from './acknowledge-function';
import { throwProblems } from './errors';
import { HandlerPermissions, InlineHandlerRole } from './inline-handler-role';
import { ROLE_PATH } from './naming';
import { isHandler, markAsHandler, sameNameProblems } from './private/handler-names';
import { markAsRoleUser, warnWithoutRole } from './private/handler-roles';
import { MAX_INLINE_CODE_BYTES } from './quotas';
import { Problems } from './validation';

/** Properties of a handler. */
export interface InlineHandlerProps extends HandlerPermissions {
  /** What it does, in one sentence. */
  readonly description: string;

  /** The generated bundle: `CODE` of a `private/*.bundle.ts`. */
  readonly code: string;

  /**
   * Whether the account holds the role already: an `InlineHandlerRole` of the same function name in another template. For handlers in
   * templates that go to many regions; their statements belong to that role. In a stack that holds both, the function comes after the role.
   *
   * @default false - the handler makes its role
   */
  readonly roleInAccount?: boolean;

  /** @default Duration.minutes(5) */
  readonly timeout?: Duration;

  /** @default - none */
  readonly environment?: Record<string, string>;
}

/**
 * A Lambda function whose code stands in the template, so that it needs no asset and no bootstrapped bucket: it works in a StackSet
 * template too.
 *
 * Its role carries an inline policy (no race with an attachment) and lies under the path that guardrails exempt and protect.
 *
 * Its name is fixed, so there is one in an account and region: constructs of one stack share it by `InlineHandler.of`, and a second one in
 * another stack fails the synthesis.
 */
export class InlineHandler extends Construct {
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

  /** What a custom resource names as its service token. */
  public readonly serviceToken: string;

  public readonly role: IRole;

  /** How long a custom resource waits for the function before it fails: a little longer than the function may run. */
  public readonly serviceTimeout: Duration;

  private readonly permissions?: InlineHandlerRole;

  public constructor(scope: Construct, id: string, props: InlineHandlerProps) {
    super(scope, id);
    throwProblems(this, [...codeProblems(props.code), ...nameProblems(props.functionName)]);
    const timeout = props.timeout ?? Duration.minutes(5);

    const logGroup = new LogGroup(this, 'LogGroup', {
      logGroupName: `/aws/lambda/${props.functionName}`,
      retention: RetentionDays.ONE_YEAR,
      // A diary of the deployment, not evidence (CloudTrail has every call): kept, its fixed name would block the next installation.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.permissions = props.roleInAccount ? undefined : new InlineHandlerRole(this, 'Default', props);
    this.permissions?.allow({ statements: [writeLogs(logGroup)] });
    this.role = this.permissions?.role ?? roleInAccount(this, props.functionName);
    const handler = new Function(this, 'Function', {
      functionName: props.functionName,
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromInline(props.code),
      memorySize: 256,
      timeout,
      environment: props.environment,
      role: this.role,
      logGroup,
    });
    acknowledgeFunction(handler, logGroup);

    this.serviceToken = handler.functionArn;
    this.serviceTimeout = timeout.plus(Duration.minutes(1));
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

function writeLogs(logGroup: LogGroup): PolicyStatement {
  return new PolicyStatement({
    sid: 'WriteOwnLogs',
    effect: Effect.ALLOW,
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
  });
}

function codeProblems(code: string): Problems {
  const size = Buffer.byteLength(code, 'utf8');
  if (code.trim() === '') {
    return ["'code' must hold a handler, got nothing: run `npm run bundle`"];
  }
  return size <= MAX_INLINE_CODE_BYTES
    ? []
    : [`'code' must have at most ${MAX_INLINE_CODE_BYTES} bytes to stand in a template, got ${size}: leave the SDK out of the bundle`];
}

/** A role name may have 64 characters, as may a function name. */
function nameProblems(name: string): Problems {
  return /^[\w-]{1,64}$/.test(name) ? [] : [`'functionName' must have 1 to 64 letters, digits, "-" or "_", got ${JSON.stringify(name)}: shorten it`];
}
