import { createHash } from 'node:crypto';
import { AwsError, Caller, Operation, Outcome, RehearsalFailure } from '../aws/contract';
import { EPOCH } from '../aws/epoch';
import { HttpRequest, LambdaFunction, LambdaHost, runHandler } from '../lambda';
import { STACKS } from '../rules/stacks';
import { invalid } from '../template';
import { CustomResourceEvent, CustomResourceResponse, readResponse } from './custom-resource-response';
import { runnable } from './function-call';
import { EngineType } from './type-registry';

/** Seconds that CloudFormation waits for an answer. */
const DEFAULT_TIMEOUT = 3600;

/** A create that failed although the handler named what it made: CloudFormation sends it a Delete while it rolls back. */
export class FailedCreation extends RehearsalFailure {
  public constructor(failure: RehearsalFailure, public readonly physicalId: string) {
    super(failure.details);
  }

  public override at(place: Partial<RehearsalFailure['details']>): RehearsalFailure {
    return new FailedCreation(super.at(place), this.physicalId);
  }
}

/**
 * The type of custom resources: CloudFormation sends an event to a function, and the function's very code decides.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html
 */
export function customResourceType(typeName: string): EngineType {
  const invoke = [{ action: 'lambda:InvokeFunction', resource: (operation: Operation) => String(operation.properties.ServiceToken) }];
  return {
    typeName,
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html',
    anyProperty: true,
    properties: {},
    required: ['ServiceToken'],
    createOnly: [],
    immutable: ['ServiceToken'],
    permissions: { create: invoke, update: invoke, delete: invoke },
    create: operation => send(typeName, 'Create', operation),
    update: operation => send(typeName, 'Update', operation),
    delete: operation => void send(typeName, 'Delete', operation),
  };
}

function send(typeName: string, type: CustomResourceEvent['RequestType'], operation: Operation): Outcome {
  const lambda = functionOf(operation);
  const event = eventOf(typeName, type, operation);
  const begun = operation.world.now;
  const requests: HttpRequest[] = [];
  const invocation = runHandler(lambda, roleOf(operation), event, hostOf(operation, event, requests));
  const response = readResponse(event, requests, invocation);
  if (response.status === 'FAILED') throw failed(type, lambda, response, invocation.errors);
  checkTime(operation, (operation.world.now - begun) / 1000);
  return { physicalId: response.physicalId, attributes: response.data };
}

function eventOf(typeName: string, type: CustomResourceEvent['RequestType'], operation: Operation): CustomResourceEvent {
  const { stackId, logicalId, region, properties, previous, physicalId } = operation;
  const id = createHash('sha256').update(`${stackId} ${logicalId}`).digest('hex');
  return {
    RequestType: type,
    ServiceToken: String(properties.ServiceToken),
    ResponseURL: `https://cloudformation-custom-resource-response-${region.replaceAll('-', '')}.s3.${region}.amazonaws.com/${id}`,
    StackId: stackId,
    RequestId: `${id.slice(0, 8)}-0000-4000-8000-${id.slice(8, 20)}`,
    ResourceType: typeName,
    LogicalResourceId: logicalId,
    ...physicalId !== undefined && { PhysicalResourceId: physicalId },
    ResourceProperties: texts(properties) as Readonly<Record<string, unknown>>,
    ...type === 'Update' && { OldResourceProperties: texts(previous ?? {}) as Readonly<Record<string, unknown>> },
  };
}

/** CloudFormation turns every number and boolean into text before it sends them. */
function texts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(texts);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, texts(member)]));
  return String(value);
}

function functionOf(operation: Operation): LambdaFunction {
  const functionArn = String(operation.properties.ServiceToken);
  const found = operation.world.state.lambda.functions.get(functionArn);
  if (!found) throw invalid(`the function ${functionArn} behind the custom resource does not exist`, 'create it before, in this stack or in one that this stack depends on');
  operation.requirePath(STACKS.SERVICE_TOKEN, found.origin, `the custom resource ${operation.logicalId} calls ${found.name}`);
  return runnable(found);
}

function roleOf({ world, properties }: Operation): Caller {
  return world.sessionOf(world.state.lambda.functions.get(String(properties.ServiceToken))!.roleArn);
}

function hostOf({ world, origin }: Operation, event: CustomResourceEvent, requests: HttpRequest[]): LambdaHost {
  return {
    now: () => EPOCH + world.now,
    advance: milliseconds => world.advance(milliseconds),
    call: (service, operation, input, { caller, region }) =>
      world.call(service, operation, input, { caller, region, accountId: caller.accountId ?? world.managementAccountId, origin }),
    session: (roleArn, policy) => ({
      ...world.sessionOf(roleArn),
      ...policy !== undefined && { session: [{ name: 'session policy', document: JSON.parse(policy) }] },
    }),
    fetch: request => {
      if (request.url !== event.ResponseURL) return undefined;
      requests.push(request);
      // the bucket refuses what the address was not signed for, and the code may notice
      return request.method === 'PUT' && !request.headers['content-type'] ? { status: 200, body: '' } : { status: 403, body: 'SignatureDoesNotMatch' };
    },
  };
}

function failed(
  type: CustomResourceEvent['RequestType'], lambda: LambdaFunction, { reason = '', physicalId }: CustomResourceResponse, errors: readonly Error[],
): RehearsalFailure {
  const denial = errors.findLast((error): error is AwsError =>
    error instanceof AwsError && error.decision !== undefined && reason.includes(error.message.slice(0, 200)));
  const failure = new RehearsalFailure({
    kind: denial ? 'denied' : 'handler',
    message: `the handler ${lambda.functionName} answers FAILED: ${reason}`,
    ...denial && { decision: denial.decision },
  });
  return type === 'Create' ? new FailedCreation(failure, physicalId) : failure;
}

function checkTime({ properties }: Operation, seconds: number): void {
  const timeout = properties.ServiceTimeout === undefined ? DEFAULT_TIMEOUT : Number(properties.ServiceTimeout);
  if (!Number.isInteger(timeout) || timeout < 1 || timeout > 3600) throw invalid(`'ServiceTimeout' must be between 1 and 3600 seconds, got ${timeout}`);
  if (seconds > timeout) throw new RehearsalFailure({ kind: 'handler', rule: STACKS.CUSTOM_RESOURCE_RESPONSE, message: `the handler answers after ${Math.round(seconds)} seconds, later than ${timeout}`, remedy: "wait less, or raise 'ServiceTimeout'" });
}
