import { RehearsalFailure } from '../aws/contract';
import { HttpRequest, Invocation } from '../lambda';
import { isRecord } from '../template';
import { STACKS } from '../rules/stacks';

/** CloudFormation reads no more of an answer. */
const MAX_BYTES = 4096;

/** What a handler answered. */
export interface CustomResourceResponse {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly physicalId: string;
  readonly reason?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What CloudFormation sent. */
export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ServiceToken: string;
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly ResourceType: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
  readonly OldResourceProperties?: Readonly<Record<string, unknown>>;
}

/** Reads the answer of a handler as CloudFormation and its bucket do: what they would not take is a failure that says why. */
export function readResponse(event: CustomResourceEvent, requests: readonly HttpRequest[], invocation: Invocation): CustomResourceResponse {
  if (requests.length === 0) throw neverAnswered(invocation);
  const [{ method, headers, body }] = requests;
  if (requests.length > 1) throw refused(`answers ${requests.length} times`);
  if (method !== 'PUT') throw refused(`answers by ${method}`, "fetch(event.ResponseURL, { method: 'PUT', … })");
  if (headers['content-type']) throw refused(`answers with the content type "${headers['content-type']}", which the address is not signed for`, "set the header: 'content-type': ''");
  if (Buffer.byteLength(body) > MAX_BYTES) throw refused(`answers with ${Buffer.byteLength(body)} bytes, more than ${MAX_BYTES}`, 'shorten Data and Reason');
  return checked(event, parsed(body));
}

function checked(event: CustomResourceEvent, answer: Readonly<Record<string, unknown>>): CustomResourceResponse {
  const { Status, PhysicalResourceId, Reason, Data = {} } = answer;
  for (const id of ['StackId', 'RequestId', 'LogicalResourceId'] as const) {
    if (answer[id] !== event[id]) throw refused(`answers with ${id} ${JSON.stringify(answer[id])}, not that of the request`);
  }
  if (Status !== 'SUCCESS' && Status !== 'FAILED') throw refused(`answers with Status ${JSON.stringify(Status)}, neither "SUCCESS" nor "FAILED"`);
  if (typeof PhysicalResourceId !== 'string' || PhysicalResourceId === '' || PhysicalResourceId.length > 1024) {
    throw refused(`answers with PhysicalResourceId ${JSON.stringify(PhysicalResourceId)}, not a text of 1 to 1,024 characters`);
  }
  if (Status === 'FAILED' && (typeof Reason !== 'string' || Reason === '')) throw refused('answers FAILED without a Reason');
  if (!isRecord(Data)) throw refused(`answers with Data ${JSON.stringify(Data)}, not an object`);
  if (event.RequestType === 'Delete' && PhysicalResourceId !== event.PhysicalResourceId) throw refused('answers a Delete with another PhysicalResourceId');
  return { status: Status, physicalId: PhysicalResourceId, reason: Reason as string | undefined, data: Data };
}

function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    const answer: unknown = JSON.parse(body);
    if (isRecord(answer)) return answer;
  } catch {
    // said below
  }
  throw refused(`answers with "${body.slice(0, 40)}", which is no JSON object`);
}

function neverAnswered({ outcome, message }: Invocation): RehearsalFailure {
  const why = outcome === 'returned' ? 'it returned without a PUT to the ResponseURL' : message;
  return new RehearsalFailure({
    kind: 'handler', rule: STACKS.CUSTOM_RESOURCE_RESPONSE,
    message: `the handler never answers: ${why}`,
    remedy: 'answer in every case, also after an error: a stack waits for its timeout otherwise',
  });
}

function refused(what: string, remedy = 'answer once, as the reference of responses says'): RehearsalFailure {
  return new RehearsalFailure({ kind: 'handler', rule: STACKS.CUSTOM_RESOURCE_RESPONSE, message: `the handler ${what}`, remedy });
}
