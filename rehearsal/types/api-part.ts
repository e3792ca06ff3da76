import { Operation, ResourceType, Rule } from '../aws/contract';
import { parseArn } from '../aws/arn';
import { Api, ApiPart } from '../aws/services/api-gateway';
import { findLogGroup } from '../aws/services/logs';
import { partKey, ServicePart } from '../aws/services/service-parts';
import { API_GATEWAY } from '../rules/apis';
import { permissions } from './permission';
import { needed, serviceType, ServiceTypeProps } from './service-part';
import { record, text } from './values';

type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** ARN that the control plane is asked on: it names no account. */
export const gatewayArn = ({ partition, region }: Operation, path: string): string => `arn:${partition}:apigateway:${region}::${path}`;

/** Calls of a type by kind of operation, each on a path. */
export function calls(path: (operation: Operation) => string, verbs: { readonly create: readonly Verb[]; readonly update: readonly Verb[]; readonly delete: readonly Verb[] }): ResourceType['permissions'] {
  const on = (listed: readonly Verb[]) => permissions(listed.map(verb => `apigateway:${verb}`), operation => gatewayArn(operation, path(operation)));
  return { create: on(verbs.create), update: on(verbs.update), delete: on(verbs.delete) };
}

/** How a part of an API differs from the others. */
interface ApiPartProps extends Omit<ServiceTypeProps<ApiPart>, 'identify' | 'settings' | 'permissions' | 'attributes' | 'ref'> {
  /** Folder of its kind in paths: `resources`. */
  readonly folder: string;
  readonly verbs: Parameters<typeof calls>[1];
  /** Property that names the API. */
  readonly apiProperty?: 'RestApiId' | 'ApiId';
  readonly more?: ResourceType['permissions']['create'];
  /** Attribute of its id. @default none */
  readonly idAttribute?: string;
  /** What is its name, in the place of an id that AWS makes up. */
  name?(operation: Operation): string;
  /** Checks it, and tells what it is and what it uses. */
  check(operation: Operation, api: Api, self: ServicePart, before?: ApiPart): Pick<ApiPart, 'label' | 'uses'>;
  /** What Ref answers. @default the id without the API */
  ref?(part: ApiPart): string;
}

/** A part of an API: kept under the API's id, `/` and its own. */
export function apiPartType(props: ApiPartProps): ResourceType {
  const { folder, verbs, apiProperty = 'RestApiId', more = [], idAttribute, name, check, ...rest } = props;
  const root = apiProperty === 'RestApiId' ? '/restapis' : '/apis';
  const apiId = ({ properties }: Operation) => String(properties[apiProperty]);
  const path = (operation: Operation) => `${root}/${apiId(operation)}/${folder}${operation.kind === 'create' ? '' : `/${operation.physicalId}`}`;
  const asked = calls(path, verbs);
  return serviceType<ApiPart>({
    ref: ({ id }) => id.slice(id.indexOf('/') + 1),
    ...rest,
    permissions: { create: [...asked.create, ...more], update: [...asked.update, ...more], delete: asked.delete },
    identify: operation => {
      const { world, accountId, region, stackName, logicalId } = operation;
      const own = name?.(operation) ?? world.identifiers.letters(`${folder}:${accountId}:${region}:${stackName}:${logicalId}`, 6);
      return { id: `${apiId(operation)}/${own}`, arn: gatewayArn(operation, `${root}/${apiId(operation)}/${folder}/${own}`) };
    },
    settings: (operation, self, before) => {
      const api = needed(operation, operation.world.state.apiGateway.apis, apiId(operation), API_GATEWAY.EXISTS);
      if ((apiProperty === 'RestApiId') !== (api.kind === 'REST')) operation.fail('NotFoundException', `Invalid API identifier specified ${api.id}`);
      const checked = check(operation, api, self, before);
      const near = [...props.parts(operation.world.state).values()]
        .filter(other => other.apiId === api.id && other.id !== self.id && other.accountId === self.accountId &&
          other.region === self.region);
      operation.require(API_GATEWAY.UNIQUE, !near.some(({ label }) => label === checked.label), `${api.id} has ${checked.label} already`, 'leave one out');
      return { apiId: api.id, ...checked };
    },
    attributes: ({ id }) => idAttribute === undefined ? {} : { [idAttribute]: id.slice(id.indexOf('/') + 1) },
  });
}

/** Another part of the same API, by its id. */
export const ofApi = (operation: Operation, parts: ReadonlyMap<string, ApiPart>, api: Api, id: unknown,
  rule: Rule = API_GATEWAY.EXISTS): ApiPart =>
  needed(operation, parts, `${api.id}/${String(id)}`, rule);

/** The function in the address of an integration or an authorizer, or its ARN. */
export const functionIn = (uri: string): string | undefined => /arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9-_]+/.exec(uri)?.[0];

/** Refuses a function that does not exist. */
export function requireFunction(operation: Operation, uri: string, rule: Rule): void {
  const arn = functionIn(uri);
  if (arn === undefined) return;
  const made = operation.world.state.lambda.functions.get(arn);
  operation.require(rule, made !== undefined, `the function ${arn} does not exist`, 'create it first');
  operation.requirePath(rule, made!.origin, `the function ${made!.name} may not exist yet`);
}

/** Refuses access logs that go nowhere, and those of REST APIs without a role to write with. */
export function checkStageLogs(operation: Operation, api: Api, property: string, executionLogs: boolean): void {
  const { world, accountId, region, properties } = operation;
  const arn = text(record(properties, property), 'DestinationArn');
  if (arn !== undefined) {
    if (parseArn(arn)?.service !== 'logs') operation.fail('NotModelled', `the rehearsal does not know access logs to ${arn}`);
    const group = findLogGroup(world, arn);
    operation.require(API_GATEWAY.LOGS, group?.accountId === accountId && group.region === region, `the log group ${arn} does not exist in ${accountId} ${region}`, 'create it first');
    operation.requirePath(API_GATEWAY.LOGS, group!.origin, `the log group ${group!.name} may not exist yet`);
  }
  if (api.kind !== 'HTTP' && (arn !== undefined || executionLogs)) {
    const role = world.state.apiGateway.logRoles.get(partKey(accountId, region, 'role'));
    operation.require(API_GATEWAY.LOGS, role !== undefined, 'CloudWatch Logs role ARN must be set in account settings to enable logging', 'make an AWS::ApiGateway::Account first');
    operation.requirePath(API_GATEWAY.LOGS, role!.origin, 'the account may not have the role yet');
  }
}
