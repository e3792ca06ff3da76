import { Script } from 'node:vm';
import { AwsError, Caller, RehearsalFailure } from '../aws/contract';
import { HttpRequest, Invocation, LambdaFunction, LambdaHost } from './invocation';
import { PRELUDE } from './prelude';
import { keepRealm, Realm, realmFor } from './realms';

/** Milliseconds of real time that one run of a handler's code may take: an endless loop must end. */
const WALL_GUARD = 10_000;
/** Virtual milliseconds that an API call takes, so that polling without a pause comes to an end too. */
const CALL_TIME = 20;
/** Virtual milliseconds that a look at the clock takes. */
const ASKING_TIME = 5;
const DATE = '\u0000date:';
const DATE_IN_JSON = JSON.stringify(DATE).slice(1, -1);

const SURROUND = new Script(PRELUDE, { filename: 'surround.js' });
const RUN = new Script('__run()', { filename: 'run.js' });
const ACT = new Script('__act()', { filename: 'act.js' });

/** Node.js puts the code of a module into a function of these: what the code declares is its own, and no global of the realm. */
const MODULE_BEGINS = '(function (exports, require, module, __filename, __dirname) {';

/** Compiled code of handlers by its text: one handler runs for hundreds of accounts. */
const SCRIPTS = new Map<string, Script>();

function scriptOf(code: string, filename: string): Script {
  const script = SCRIPTS.get(code) ?? new Script(`${MODULE_BEGINS}${code}\n})`, { filename, columnOffset: -MODULE_BEGINS.length });
  SCRIPTS.set(code, script);
  return script;
}

interface Sandbox {
  load(code: unknown): void;
  invoke(handler: string, event: string, context: string): void;
  runTimer(id: number): void;
  readonly done: { readonly state: 'running' | 'returned' | 'threw'; readonly message?: string };
}

/** How long real time a handler's code may take. */
export interface RunOptions {
  /** @default 10,000 ms */
  readonly wallGuard?: number;
}

/**
 * Runs the exact code of an inline function on an event, in a realm that no other code enters, against the world behind the host.
 *
 * The code sees an AWS SDK that makes its calls as the function's role, a clock that costs no time, and nothing else: what it asks beyond
 * that is a failure of kind `unknown`, whatever the code makes of it.
 */
export function runHandler(lambda: LambdaFunction, caller: Caller, event: unknown, host: LambdaHost, options: RunOptions = {}): Invocation {
  return new HandlerRun(lambda, caller, host, options.wallGuard ?? WALL_GUARD).run(event);
}

class HandlerRun {
  private readonly log: string[] = [];
  private readonly errors: Error[] = [];
  private readonly timers: { readonly id: number; readonly due: number }[] = [];
  private readonly sessions = new Map<string, Caller>();
  private readonly deadline: number;
  private readonly realm: Realm;
  private readonly context: object;
  /** A failure of the rehearsal itself, which no catch of the handler may swallow. */
  private failure?: RehearsalFailure;

  public constructor(
    private readonly lambda: LambdaFunction, private readonly caller: Caller, private readonly host: LambdaHost,
    private readonly wallGuard: number,
  ) {
    this.deadline = host.now() + lambda.timeoutSeconds * 1000;
    this.realm = realmFor(lambda.code);
    this.context = this.realm.context;
  }

  public run(event: unknown): Invocation {
    const invocation = this.attempt(event);
    if (this.failure) throw this.failure;
    if (invocation.outcome === 'returned') keepRealm(this.lambda.code, this.realm);
    return invocation;
  }

  private attempt(event: unknown): Invocation {
    try {
      return this.guarded(() => this.wait(this.load(event)));
    } catch (error) {
      return this.end('threw', describe(error, this.wallGuard));
    }
  }

  private load(event: unknown): Sandbox {
    const surround = SURROUND.runInContext(this.context) as (host: unknown, env: unknown, file: string) => Sandbox;
    const sandbox = surround((method: string, parts: string) => this.answer(method, parts), this.environment(), 'index.js');
    const code: unknown = scriptOf(this.lambda.code, 'index.js').runInContext(this.context);
    this.perform(() => sandbox.load(code));
    const [, name] = this.lambda.handler.split('.');
    const context = { functionName: this.lambda.functionName, invokedFunctionArn: this.lambda.functionArn, functionVersion: '$LATEST' };
    this.perform(() => sandbox.invoke(name, JSON.stringify(event), JSON.stringify(context)));
    return sandbox;
  }

  /** Lets virtual time pass from timer to timer until the handler is done. */
  private wait(sandbox: Sandbox): Invocation {
    while (sandbox.done.state === 'running') {
      if (this.host.now() > this.deadline) return this.timeOut();
      const next = this.timers.sort((a, b) => a.due - b.due || a.id - b.id).shift();
      if (!next) return this.end('never-finished', 'the handler waits for something that never happens');
      if (next.due > this.deadline) return this.timeOut();
      this.host.advance(Math.max(0, next.due - this.host.now()));
      this.perform(() => sandbox.runTimer(next.id));
    }
    return this.host.now() > this.deadline ? this.timeOut() : this.end(sandbox.done.state, sandbox.done.message);
  }

  private timeOut(): Invocation {
    this.host.advance(Math.max(0, this.deadline - this.host.now()));
    return this.end('timed-out', `the function ran longer than its timeout of ${this.lambda.timeoutSeconds} seconds`);
  }

  private end(outcome: Invocation['outcome'], message?: string): Invocation {
    return { outcome, message, log: this.log, errors: this.errors };
  }

  /**
   * One guard for the whole run: each guard is a thread of its own. What runs inside comes under it too.
   *
   * Loops that call AWS or wait end by virtual time. The guard is for the rest; where async hooks are active (jest), Node.js 20 aborts
   * the process when it has to stop a loop after an `await` that calls nothing.
   */
  private guarded<T>(act: () => T): T {
    const results: T[] = [];
    Object.assign(this.context, { __run: () => void results.push(act()) });
    RUN.runInContext(this.context, { timeout: this.wallGuard });
    return results[0];
  }

  /** Lets the realm act, together with the promises that it settles. */
  private perform(act: () => void): void {
    Object.assign(this.context, { __act: act });
    ACT.runInContext(this.context);
  }

  private environment(): Readonly<Record<string, string>> {
    const { region, functionName, memoryMegabytes, environment } = this.lambda;
    return {
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_LAMBDA_FUNCTION_NAME: functionName,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
      ...environment,
    };
  }

  /** One question from the handler's realm. */
  private answer(method: string, parts: string): string {
    try {
      return encode({ value: this.serve(method, decode(parts) as readonly unknown[]) });
    } catch (error) {
      const { name, message } = error as Error;
      if (error instanceof RehearsalFailure) this.failure ??= error;
      else if (error instanceof AwsError) this.errors.push(error);
      else this.failure ??= new RehearsalFailure({ kind: 'invariant', message: `the model of AWS failed on a call of ${this.lambda.functionName}: ${(error as Error).stack}` });
      const fromNetwork = name === 'ENOTFOUND';
      const members = fromNetwork ? { code: name, syscall: 'getaddrinfo' } : { $fault: 'client', $metadata: { httpStatusCode: 400 }, Code: name };
      return encode({ error: { name: fromNetwork ? 'Error' : name, message, members } });
    }
  }

  private serve(method: string, parts: readonly unknown[]): unknown {
    switch (method) {
      case 'now': return this.now();
      case 'remaining': return Math.max(0, this.deadline - this.host.now());
      case 'timer': return void this.timers.push({ id: Number(parts[0]), due: this.host.now() + Math.max(1, Number(parts[1])) });
      case 'log': return void this.log.push(String(parts[1]));
      case 'fetch': return this.inTime(() => this.fetch(String(parts[0]), parts[1] as FetchOptions));
      case 'call': return this.inTime(() => this.call(String(parts[0]), String(parts[1]), parts[2] as Input, parts[3] as ClientOptions));
      default: throw this.strange(String(parts[0]));
    }
  }

  /** Nothing leaves a function that Lambda has stopped. */
  private inTime(act: () => unknown): unknown {
    return this.host.now() > this.deadline ? { over: true } : { result: act() };
  }

  /** To ask for the time takes time: waiting by asking comes to an end. */
  private now(): number {
    this.host.advance(ASKING_TIME);
    return this.host.now();
  }

  private call(service: string, operation: string, input: Input, client: ClientOptions): unknown {
    const caller = client.signed ? this.sessions.get(client.sessionToken ?? '') : this.caller;
    if (!caller) throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.');
    this.host.advance(CALL_TIME);
    const result = this.host.call(service, operation, input, { caller, region: client.region ?? this.lambda.region });
    if (service === 'sts' && operation === 'AssumeRole') this.remember(input, result);
    return result ?? {};
  }

  /** Later calls with these credentials are made by the role's session. */
  private remember(input: Input, result: unknown): void {
    const token = (result as { readonly Credentials?: { readonly SessionToken?: string } }).Credentials?.SessionToken;
    if (token) this.sessions.set(token, this.host.session(String(input.RoleArn), input.Policy as string | undefined));
  }

  private fetch(url: string, { method, headers, body = '', bytes }: FetchOptions): unknown {
    const lowerCase = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
    // fetch adds this header to a body of text unless the code sets it
    const request: HttpRequest = { url, method: method.toUpperCase(), headers: { ...!bytes && body && { 'content-type': 'text/plain;charset=UTF-8' }, ...lowerCase }, body };
    const response = this.host.fetch(request);
    if (!response) throw this.strange(`the address "${new URL(url).origin}", which it fetches,`);
    return { ...response, statusText: response.status < 300 ? 'OK' : 'Forbidden' };
  }

  private strange(what: string): RehearsalFailure {
    return new RehearsalFailure({
      kind: 'unknown',
      message: `the handler of ${this.lambda.functionName} uses ${what} which the rehearsal does not know`,
      remedy: 'use the AWS SDK clients, commands and fetch to the ResponseURL, or model what is missing in rehearsal/lambda',
    });
  }
}

type Input = Readonly<Record<string, unknown>>;

interface ClientOptions {
  readonly region?: string;
  readonly sessionToken?: string;
  readonly signed: boolean;
}

interface FetchOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body?: string;
  readonly bytes: boolean;
}

/** Dates are rare, and a replacer makes JSON several times slower. */
function isDated(value: unknown): boolean {
  return value instanceof Date || (typeof value === 'object' && value !== null && Object.values(value).some(isDated));
}

function encode(value: unknown): string {
  return isDated(value) ? JSON.stringify(value, withDates) : JSON.stringify(value);
}

function withDates(this: Record<string, unknown>, key: string, item: unknown): unknown {
  const original = this[key];
  return original instanceof Date ? DATE + original.toISOString() : item;
}

function decode(text: string): unknown {
  return !text.includes(DATE_IN_JSON) ? JSON.parse(text) : JSON.parse(text, (_, item) => typeof item === 'string' && item.startsWith(DATE) ? new Date(item.slice(DATE.length)) : item);
}

function describe(error: unknown, wallGuard: number): string {
  const { name, message, code } = error as Error & { readonly code?: string };
  return code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? `the code runs for more than ${wallGuard} ms without a pause: an endless loop?` : `${name}: ${message}`;
}
