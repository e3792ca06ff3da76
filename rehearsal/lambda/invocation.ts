import type { Caller } from '../aws/contract';

/** A Lambda function as the template made it. */
export interface LambdaFunction {
  readonly functionArn: string;
  readonly functionName: string;
  readonly accountId: string;
  readonly region: string;
  /** The exact text of Code.ZipFile. */
  readonly code: string;
  /** `index.handler` */
  readonly handler: string;
  readonly runtime: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
}

/** What a running function asks of the world. */
export interface LambdaHost {
  /** Virtual time in milliseconds since 1970. */
  now(): number;
  /** Lets virtual time pass. */
  advance(milliseconds: number): void;
  /** Makes an API call as the caller; errors of AWS are thrown into the handler's code. */
  call(service: string, operation: string, input: Readonly<Record<string, unknown>>, from: CallOrigin): unknown;
  /** Session that sts:AssumeRole began. */
  session(roleArn: string, sessionPolicy: string | undefined): Caller;
  /** Answers an HTTP request; undefined for an address that the rehearsal does not know. */
  fetch(request: HttpRequest): HttpResponse | undefined;
}

/** Who makes an API call, at which endpoint. */
export interface CallOrigin {
  readonly caller: Caller;
  readonly region: string;
}

/** One `fetch` of a handler. */
export interface HttpRequest {
  readonly url: string;
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What `fetch` answers. */
export interface HttpResponse {
  readonly status: number;
  readonly body: string;
}

/** How an invocation ended. */
export interface Invocation {
  readonly outcome: 'returned' | 'threw' | 'timed-out' | 'never-finished';
  /** Of the error that was thrown, or why the function did not finish. */
  readonly message?: string;
  /** What the function wrote to its log. */
  readonly log: readonly string[];
  /** Errors of AWS that the handler's code met, in order. */
  readonly errors: readonly Error[];
}
