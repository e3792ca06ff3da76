/**
 * The runtime of this library's custom resources. Each `private/*.handler.ts` imports it and esbuild bundles it in.
 */

/** What CloudFormation sends: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html */
export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  /** CloudFormation turns every number and boolean into a string. */
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
  readonly OldResourceProperties?: Readonly<Record<string, unknown>>;
}

/** What CloudFormation learns of a custom resource. */
export interface CustomResourceResult {
  readonly physicalResourceId: string;
  readonly data?: Readonly<Record<string, string>>;
}

/**
 * A Lambda handler that answers CloudFormation whatever happens: without an answer a stack waits for its timeout.
 *
 * `apply` sees Create and Update only. Delete is answered here and changes nothing: to undo what these resources do would strip the whole
 * organization, and a rollback deletes too.
 */
export function serve(apply: (event: CustomResourceEvent) => Promise<CustomResourceResult>) {
  return async (event: CustomResourceEvent): Promise<void> => {
    const { ResponseURL: _, ...shown } = event;
    console.log(JSON.stringify(shown));
    await answer(event, await outcome(event, apply));
  };
}

async function outcome(event: CustomResourceEvent, apply: (event: CustomResourceEvent) => Promise<CustomResourceResult>) {
  const known = event.PhysicalResourceId ?? event.LogicalResourceId;
  if (event.RequestType === 'Delete') {
    return { Status: 'SUCCESS', PhysicalResourceId: known };
  }
  try {
    const { physicalResourceId, data } = await apply(event);
    return { Status: 'SUCCESS', PhysicalResourceId: physicalResourceId, Data: data };
  } catch (error) {
    console.error(error);
    return { Status: 'FAILED', PhysicalResourceId: known, Reason: describe(error) };
  }
}

/** CloudFormation takes 4,096 bytes in all. */
function describe(error: unknown): string {
  const { name, message } = error as Error;
  return `${name}: ${message}`.slice(0, 1000);
}

async function answer(event: CustomResourceEvent, result: object): Promise<void> {
  const { StackId, RequestId, LogicalResourceId } = event;
  const body = JSON.stringify({ StackId, RequestId, LogicalResourceId, ...result });
  console.log(body);
  for (let attempt = 1; ; attempt++) {
    try {
      // The URL is signed for an empty content type.
      const response = await fetch(event.ResponseURL, { method: 'PUT', body, headers: { 'content-type': '' } });
      if (response.ok) {
        return;
      }
      throw new Error(`CloudFormation answered ${response.status}`);
    } catch (error) {
      console.error(error);
      if (attempt === 5) {
        return;
      }
      await sleep(1000 * 2 ** attempt);
    }
  }
}

/** Errors that pass: AWS Organizations takes one change at a time, and every API throttles. */
const PASSING = new Set([
  'ConcurrentModificationException',
  'ConcurrentModification',
  'TooManyRequestsException',
  'ThrottlingException',
  'Throttling',
  'RequestLimitExceeded',
  'PolicyChangesInProgressException',
  'FinalizingOrganizationException',
  'ServiceException',
  'ServiceFailureException',
  'ServiceUnavailable',
  'InternalFailure',
]);

export const errorName = (error: unknown): string => (error as Error)?.name ?? '';

/**
 * Whether the name of a service's address does not resolve: that is how a region answers that does not have the service. A resolver that
 * is out of order may answer the same for a moment, so `retry` asks again before anybody may conclude anything from it.
 *
 * @see https://github.com/aws/aws-sdk-js/issues/3730
 * @see https://github.com/smithy-lang/smithy-typescript/pull/2060
 */
export const isNotOffered = (error: unknown): boolean => (error as { readonly code?: unknown })?.code === 'ENOTFOUND';

/**
 * Runs what needs a service that not every region has; where there is none, that is told, and nothing is wrong.
 *
 * @param ask the first call to the service, by `retry`: it alone may find that there is no address. Afterwards the service is known to be
 *   there, and an address that is not found fails like everything else
 * @param data what the resource answers where the service is not offered, so that whoever refers to an attribute finds one
 */
export async function whereOffered<T>(
  service: string, ask: () => Promise<T>, apply: (answer: T) => Promise<CustomResourceResult>, data?: CustomResourceResult['data'],
): Promise<CustomResourceResult> {
  let answer: T;
  try {
    answer = await ask();
  } catch (error) {
    if (!isNotOffered(error)) {
      throw error;
    }
    console.log(`AWS does not offer ${service} in this region: ${(error as Error).message}`);
    return { physicalResourceId: `${service}-not-offered`, data };
  }
  return apply(answer);
}

/** Repeats a call while AWS asks for patience, for about two minutes, or 15 seconds while an address is not found. */
export async function retry<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt >= attemptsFor(error)) {
        throw error;
      }
      console.log(`${errorName(error)}: attempt ${attempt}`);
      await sleep(Math.min(500 * 2 ** attempt, 30_000));
    }
  }
}

function attemptsFor(error: unknown): number {
  if (isNotOffered(error)) {
    return 5;
  }
  return PASSING.has(errorName(error)) ? 9 : 1;
}

/** Waits. */
export function sleep(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}

/** A property that is a list of strings; CloudFormation leaves an empty one out. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
