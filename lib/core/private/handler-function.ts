import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledgeFunction } from '../acknowledge-function';
import { MAX_INLINE_CODE_BYTES } from '../quotas';
import { Problems } from '../validation';

/** What a handler says of its function. */
export interface HandlerFunctionProps {
  /** What it does, in one sentence. */
  readonly description: string;

  /** The generated bundle: `CODE` of a `private/*.bundle.ts`. */
  readonly code: string;

  /** @default Duration.minutes(5) */
  readonly timeout?: Duration;

  /** @default - none */
  readonly environment?: Record<string, string>;
}

/** What custom resources call. */
export interface ServiceToken {
  /** What a custom resource names as its service token. */
  readonly serviceToken: string;

  /** How long a custom resource waits for the function before it fails: a little longer than the function may run. */
  readonly serviceTimeout: Duration;
}

/** What a function is made with. */
export interface HandlerParts {
  /** @default - CloudFormation makes it up */
  readonly functionName?: string;
  readonly role: IRole;
  readonly logGroup: LogGroup;
}

/**
 * Where a handler writes what it does.
 *
 * @param functionName of the function, unless CloudFormation makes up a name
 */
export function newHandlerLogGroup(scope: Construct, functionName?: string): LogGroup {
  return new LogGroup(scope, 'LogGroup', {
    logGroupName: functionName && `/aws/lambda/${functionName}`,
    retention: RetentionDays.ONE_YEAR,
    // A diary of the deployment, not evidence (CloudTrail has every call): kept, a fixed name would block the next installation.
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

/** The function of a handler, whose code stands in the template. */
export function newHandlerFunction(scope: Construct, props: HandlerFunctionProps, made: HandlerParts): ServiceToken {
  const { description, environment, timeout = Duration.minutes(5) } = props;
  const handler = new Function(scope, 'Function', {
    ...made,
    // Defaults for applications would trace it, which its role, perhaps in another template, does not allow.
    tracing: Tracing.DISABLED,
    description,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromInline(props.code),
    memorySize: 256,
    timeout,
    environment,
  });
  acknowledgeFunction(handler, made.logGroup);
  return { serviceToken: handler.functionArn, serviceTimeout: timeout.plus(Duration.minutes(1)) };
}

/** The role of a handler writes to the log group of the handler, and to no other. */
export function writeLogs(logGroup: LogGroup): PolicyStatement {
  return new PolicyStatement({
    sid: 'WriteOwnLogs',
    effect: Effect.ALLOW,
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
  });
}

/** Code stands in the template only as long as it is short. */
export function codeProblems(code: string): Problems {
  const size = Buffer.byteLength(code, 'utf8');
  if (code.trim() === '') {
    return ["'code' must hold a handler, got nothing: run `npm run bundle`"];
  }
  return size <= MAX_INLINE_CODE_BYTES
    ? []
    : [`'code' must have at most ${MAX_INLINE_CODE_BYTES} bytes to stand in a template, got ${size}: leave the SDK out of the bundle`];
}
