import { Operation, ResourceType } from '../aws/contract';
import { Api, UsagePlan } from '../aws/services/api-gateway';
import { partKey, partOfArn, ServicePart } from '../aws/services/service-parts';
import { API_GATEWAY } from '../rules/apis';
import { apiPartType, calls, checkStageLogs, gatewayArn, ofApi, requireFunction } from './api-part';
import { changed, DESCRIPTION, given, inert, permissions, TAGS } from './permission';
import { isAssumableBy } from './principals';
import { passedRole, serviceType } from './service-part';
import { record, records, text, texts } from './values';

const NO_REQUESTS = inert('no request is answered in the rehearsal');
const inertAll = (names: readonly string[]) => Object.fromEntries(names.map(name => [name, NO_REQUESTS]));
const idOf = ({ physicalId }: Operation) => physicalId ?? '';

/** A REST API, built of parts. Definitions in one document are refused. */
export const REST_API: ResourceType = serviceType<Api>({
  typeName: 'AWS::ApiGateway::RestApi',
  source: 'aws-apigateway-restapi',
  properties: {
    Name: 'interpreted', Policy: 'interpreted', EndpointConfiguration: 'interpreted', Description: DESCRIPTION, Tags: TAGS,
    ...inertAll(['ApiKeySourceType', 'BinaryMediaTypes', 'DisableExecuteApiEndpoint', 'EndpointAccessMode', 'FailOnWarnings', 'MinimumCompressionSize', 'SecurityPolicy']),
  },
  nested: { EndpointConfiguration: { Types: 'interpreted', VpcEndpointIds: 'interpreted', IpAddressType: NO_REQUESTS } },
  required: ['Name'],
  createOnly: [],
  permissions: (() => {
    const on = (operation: Operation) => gatewayArn(operation, '/restapis/*');
    const policy = permissions(['apigateway:UpdateRestApiPolicy'], on, { when: given('Policy') });
    const asked = calls(operation => operation.kind === 'create' ? '/restapis' : `/restapis/${idOf(operation)}`, { create: ['POST', 'GET'], update: ['GET', 'PATCH', 'PUT'], delete: ['DELETE'] });
    return { create: [...asked.create, ...policy], update: [...asked.update, ...permissions(['apigateway:UpdateRestApiPolicy'], on, { when: changed('Policy') })], delete: asked.delete };
  })(),
  parts: ({ apiGateway }) => apiGateway.apis,
  identify: operation => {
    const { world, accountId, region, stackName, logicalId } = operation;
    const id = world.identifiers.letters(`rest-api:${accountId}:${region}:${stackName}:${logicalId}`, 10);
    return { id, arn: gatewayArn(operation, `/restapis/${id}`) };
  },
  settings: (operation, { id }) => {
    const endpoint = record(operation.properties, 'EndpointConfiguration');
    const endpoints = operation.world.state.networks.endpoints;
    const wrong = texts(endpoint, 'VpcEndpointIds').filter(name => !endpoints.has(name));
    operation.require(API_GATEWAY.EXISTS, wrong.length === 0, `${wrong.join(', ')} does not exist`, 'create the endpoint first');
    return { kind: 'REST' as const, rootResourceId: `${id}r` };
  },
  remove: (operation, { id }) => {
    const { apiGateway } = operation.world.state;
    if ([...apiGateway.mappings.values()].some(({ apiId }) => apiId === id)) operation.fail('BadRequestException', `the API ${id} is behind a domain name`);
  },
  attributes: ({ id, rootResourceId }) => ({ RestApiId: id, RootResourceId: rootResourceId }),
});

/** A path of an API. */
export const API_RESOURCE: ResourceType = apiPartType({
  typeName: 'AWS::ApiGateway::Resource', source: 'aws-apigateway-resource', folder: 'resources', idAttribute: 'ResourceId',
  properties: { RestApiId: 'interpreted', ParentId: 'interpreted', PathPart: 'interpreted' },
  required: ['ParentId', 'PathPart', 'RestApiId'], createOnly: ['PathPart', 'ParentId', 'RestApiId'],
  verbs: { create: ['POST'], update: ['GET', 'PATCH'], delete: ['DELETE'] },
  parts: ({ apiGateway }) => apiGateway.resources,
  check: (operation, api) => {
    const { ParentId, PathPart } = operation.properties;
    const parent = ParentId === api.rootResourceId ? '' : ofApi(operation, operation.world.state.apiGateway.resources, api, ParentId).label;
    return { label: `${parent}/${String(PathPart)}`, uses: [String(ParentId)] };
  },
});

const INTEGRATIONS = ['AWS', 'AWS_PROXY', 'HTTP', 'HTTP_PROXY', 'MOCK'];
const AUTHORIZERS: Readonly<Record<string, readonly string[]>> = { COGNITO_USER_POOLS: ['COGNITO_USER_POOLS'], CUSTOM: ['TOKEN', 'REQUEST'], NONE: [], AWS_IAM: [] };

/** A verb of a path with what answers it. Links into a VPC by network load balancers are refused. */
export const API_METHOD: ResourceType = apiPartType({
  typeName: 'AWS::ApiGateway::Method', source: 'aws-apigateway-method', folder: 'methods',
  properties: {
    RestApiId: 'interpreted', ResourceId: 'interpreted', HttpMethod: 'interpreted', AuthorizationType: 'interpreted', AuthorizerId: 'interpreted',
    RequestValidatorId: 'interpreted', Integration: 'interpreted', ...inertAll(['ApiKeyRequired', 'AuthorizationScopes', 'MethodResponses', 'OperationName', 'RequestModels', 'RequestParameters']),
  },
  nested: {
    Integration: {
      Type: 'interpreted', Uri: 'interpreted', IntegrationHttpMethod: 'interpreted', Credentials: 'interpreted', ...inertAll([
        'CacheKeyParameters', 'CacheNamespace', 'ContentHandling', 'IntegrationResponses', 'PassthroughBehavior', 'RequestParameters', 'RequestTemplates',
        'ResponseTransferMode', 'TimeoutInMillis',
      ]),
    },
  },
  required: ['RestApiId', 'ResourceId', 'HttpMethod'], createOnly: ['RestApiId', 'ResourceId', 'HttpMethod'],
  verbs: { create: ['PUT', 'GET'], update: ['GET', 'DELETE', 'PUT'], delete: ['DELETE'] },
  more: passedRole(({ properties }) => text(record(properties, 'Integration'), 'Credentials'), 'apigateway.amazonaws.com'),
  parts: ({ apiGateway }) => apiGateway.methods,
  check: (operation, api) => {
    const { properties, world } = operation;
    const { resources, validators } = world.state.apiGateway;
    if (properties.ResourceId !== api.rootResourceId) ofApi(operation, resources, api, properties.ResourceId);
    if (properties.RequestValidatorId !== undefined) ofApi(operation, validators, api, properties.RequestValidatorId);
    checkAuthorization(operation, api);
    const integration = record(properties, 'Integration');
    const [type, uri] = ['Type', 'Uri'].map(name => text(integration, name));
    const verb = text(integration, 'IntegrationHttpMethod');
    const whole = type === undefined || (INTEGRATIONS.includes(type) && (type === 'MOCK' || uri !== undefined) && (!uri?.includes(':lambda:') || verb === 'POST'));
    operation.require(API_GATEWAY.INTEGRATION, whole, `an integration of the type ${type} leads by ${verb} to ${uri}`, `choose one of ${INTEGRATIONS.join(', ')}, with an address; functions are called by POST`);
    requireFunction(operation, uri ?? '', API_GATEWAY.INTEGRATION);
    return { label: `${String(properties.ResourceId)} ${String(properties.HttpMethod)}`, uses: type === undefined ? [] : [uri ?? type] };
  },
});

function checkAuthorization(operation: Operation, api: Api): void {
  const { properties, world } = operation;
  const type = text(properties, 'AuthorizationType') ?? 'NONE';
  const id = text(properties, 'AuthorizerId');
  const kinds = AUTHORIZERS[type];
  const authorizer = id === undefined ? undefined : ofApi(operation, world.state.apiGateway.authorizers, api, id,
    API_GATEWAY.AUTHORIZATION);
  const fits = kinds !== undefined && (kinds.length === 0 ? authorizer === undefined : kinds.includes(authorizer?.uses[0] ?? ''));
  operation.require(API_GATEWAY.AUTHORIZATION, fits, `the authorization ${type} with ${authorizer?.uses[0] ?? 'no authorizer'}`, 'name an authorizer of the kind, and none for AWS_IAM and NONE');
}

/** What decides who is let in. */
export const API_AUTHORIZER: ResourceType = apiPartType({
  typeName: 'AWS::ApiGateway::Authorizer', source: 'aws-apigateway-authorizer', folder: 'authorizers', idAttribute: 'AuthorizerId',
  properties: {
    RestApiId: 'interpreted', Name: 'interpreted', Type: 'interpreted', ProviderARNs: 'interpreted', AuthorizerUri: 'interpreted', AuthorizerCredentials: 'interpreted',
    ...inertAll(['AuthType', 'AuthorizerResultTtlInSeconds', 'IdentitySource', 'IdentityValidationExpression']),
  },
  required: ['RestApiId', 'Type', 'Name'], createOnly: ['RestApiId'],
  verbs: { create: ['POST'], update: ['GET', 'PATCH'], delete: ['DELETE'] },
  more: passedRole(({ properties }) => text(properties, 'AuthorizerCredentials'), 'apigateway.amazonaws.com'),
  parts: ({ apiGateway }) => apiGateway.authorizers,
  check: (operation, _) => {
    const { properties, world } = operation;
    const [type, pools, uri] = [String(properties.Type), texts(properties, 'ProviderARNs'), text(properties, 'AuthorizerUri')];
    const found = pools.map(arn => partOfArn(world.state.cognito.userPools, arn));
    const whole = type === 'COGNITO_USER_POOLS' ? pools.length > 0 && found.every(pool => pool !== undefined) : ['TOKEN', 'REQUEST'].includes(type) && uri !== undefined;
    operation.require(API_GATEWAY.AUTHORIZER, whole, `an authorizer of the type ${type} names ${[...pools, ...uri === undefined ? [] : [uri]].join(', ') || 'nothing'}`, 'name user pools, or a function, that exist');
    found.forEach(pool => operation.requirePath(API_GATEWAY.AUTHORIZER, pool?.origin, `the user pool ${pool?.id} may not exist yet`));
    requireFunction(operation, uri ?? '', API_GATEWAY.AUTHORIZER);
    return { label: String(properties.Name), uses: [type, ...pools, ...uri === undefined ? [] : [uri]] };
  },
});

const named = (operation: Operation, fallback: string) => ({ label: text(operation.properties, fallback) ?? `${operation.stackName}-${operation.logicalId}`, uses: [] });

/** Whether bodies and parameters are compared with models. */
export const API_VALIDATOR: ResourceType = apiPartType({
  typeName: 'AWS::ApiGateway::RequestValidator', source: 'aws-apigateway-requestvalidator', folder: 'requestvalidators', idAttribute: 'RequestValidatorId',
  properties: { RestApiId: 'interpreted', Name: 'interpreted', ...inertAll(['ValidateRequestBody', 'ValidateRequestParameters']) },
  required: ['RestApiId'], createOnly: ['Name', 'RestApiId'],
  verbs: { create: ['POST', 'GET'], update: ['PATCH'], delete: ['DELETE'] },
  parts: ({ apiGateway }) => apiGateway.validators,
  check: operation => named(operation, 'Name'),
});

/** What bodies look like. */
export const API_MODEL: ResourceType = apiPartType({
  typeName: 'AWS::ApiGateway::Model', source: 'aws-apigateway-model', folder: 'models',
  properties: { RestApiId: 'interpreted', Name: 'interpreted', Description: DESCRIPTION, ...inertAll(['ContentType', 'Schema']) },
  required: ['RestApiId'], createOnly: ['ContentType', 'Name', 'RestApiId'],
  verbs: { create: ['POST', 'GET'], update: ['PATCH', 'GET'], delete: ['GET', 'DELETE'] },
  parts: ({ apiGateway }) => apiGateway.models,
  name: operation => text(operation.properties, 'Name') ?? operation.logicalId.replace(/\W/g, ''),
  check: operation => named(operation, 'Name'),
});

/** What API Gateway answers by itself. */
export const API_RESPONSE: ResourceType = apiPartType({
  typeName: 'AWS::ApiGateway::GatewayResponse', source: 'aws-apigateway-gatewayresponse', folder: 'gatewayresponses', idAttribute: 'Id',
  properties: { RestApiId: 'interpreted', ResponseType: 'interpreted', ...inertAll(['ResponseParameters', 'ResponseTemplates', 'StatusCode']) },
  required: ['ResponseType', 'RestApiId'], createOnly: ['ResponseType', 'RestApiId'],
  verbs: { create: ['PUT', 'GET'], update: ['GET', 'PUT'], delete: ['GET', 'DELETE'] },
  parts: ({ apiGateway }) => apiGateway.responses,
  check: operation => named(operation, 'ResponseType'),
});

/** A snapshot of an API. Stages and canaries of its own are refused. */
export const API_DEPLOYMENT: ResourceType = apiPartType({
  typeName: 'AWS::ApiGateway::Deployment', source: 'aws-apigateway-deployment', folder: 'deployments', idAttribute: 'DeploymentId',
  properties: { RestApiId: 'interpreted', Description: DESCRIPTION },
  required: ['RestApiId'], createOnly: ['RestApiId'],
  verbs: { create: ['POST'], update: ['PATCH', 'GET', 'PUT'], delete: ['GET', 'DELETE'] },
  parts: ({ apiGateway }) => apiGateway.deployments,
  check: (operation, api, { id }) => {
    const methods = [...operation.world.state.apiGateway.methods.values()].filter(({ apiId }) => apiId === api.id);
    operation.require(API_GATEWAY.DEPLOYMENT, methods.length > 0 && methods.every(({ uses }) => uses.length > 0), `${api.id} has ${methods.length} methods, or one without integration`, 'let the deployment depend on methods with integrations');
    if (operation.kind === 'create') methods.slice(0, 1).forEach(method => operation.requirePath(API_GATEWAY.DEPLOYMENT, method.origin, 'the methods may not be there yet'));
    return { label: id, uses: [] };
  },
  remove: (operation, part) => {
    const own = part.id.slice(part.id.indexOf('/') + 1);
    if ([...operation.world.state.apiGateway.stages.values()].some(({ apiId, uses }) => apiId === part.apiId && uses.includes(own))) {
      operation.fail('BadRequestException', `Active stages pointing to this deployment ${own} must be moved or deleted`);
    }
  },
});

/** A deployment under a name. Caches and canaries are refused. */
export const API_STAGE: ResourceType = apiPartType({
  typeName: 'AWS::ApiGateway::Stage', source: 'aws-apigateway-stage', folder: 'stages',
  properties: {
    RestApiId: 'interpreted', StageName: 'interpreted', DeploymentId: 'interpreted', AccessLogSetting: 'interpreted', MethodSettings: 'interpreted', Description: DESCRIPTION,
    Tags: TAGS, ...inertAll(['ClientCertificateId', 'DocumentationVersion', 'TracingEnabled', 'Variables']),
  },
  nested: { AccessLogSetting: { DestinationArn: 'interpreted', Format: NO_REQUESTS } },
  required: ['RestApiId', 'StageName', 'DeploymentId'], createOnly: ['RestApiId', 'StageName'],
  verbs: { create: ['POST', 'PATCH', 'GET', 'PUT'], update: ['GET', 'PATCH', 'PUT', 'DELETE'], delete: ['DELETE'] },
  parts: ({ apiGateway }) => apiGateway.stages,
  name: ({ properties }) => String(properties.StageName),
  check: (operation, api) => {
    const { properties, world } = operation;
    const deployment = ofApi(operation, world.state.apiGateway.deployments, api, properties.DeploymentId);
    const logged = records(properties, 'MethodSettings').some(setting => !['OFF', undefined].includes(text(setting, 'LoggingLevel')));
    checkStageLogs(operation, api, 'AccessLogSetting', logged);
    return { label: String(properties.StageName), uses: [deployment.id.slice(deployment.id.indexOf('/') + 1)] };
  },
  remove: (operation, { arn, id }) => {
    const { apiGateway, wafv2 } = operation.world.state;
    [...wafv2.associations].filter(([, { resourceArn }]) => resourceArn === arn).forEach(([key]) => wafv2.associations.delete(key));
    if ([...apiGateway.usagePlans.values()].some(({ stages }) => stages.includes(id))) operation.fail('BadRequestException', `the stage ${id} is of a usage plan`);
  },
});

/** How much clients may ask. */
export const USAGE_PLAN: ResourceType = serviceType<UsagePlan>({
  typeName: 'AWS::ApiGateway::UsagePlan', source: 'aws-apigateway-usageplan',
  properties: { ApiStages: 'interpreted', Description: DESCRIPTION, Tags: TAGS, ...inertAll(['Quota', 'Throttle', 'UsagePlanName']) },
  nested: { ApiStages: { ApiId: 'interpreted', Stage: 'interpreted', Throttle: NO_REQUESTS } },
  required: [], createOnly: [],
  permissions: calls(operation => operation.kind === 'create' ? '/usageplans' : `/usageplans/${idOf(operation)}`, { create: ['POST', 'GET'], update: ['GET', 'DELETE', 'PATCH', 'PUT'], delete: ['DELETE'] }),
  parts: ({ apiGateway }) => apiGateway.usagePlans,
  identify: operation => {
    const id = operation.world.identifiers.letters(`usage-plan:${operation.accountId}:${operation.region}:${operation.stackName}:${operation.logicalId}`, 6);
    return { id, arn: gatewayArn(operation, `/usageplans/${id}`) };
  },
  settings: operation => ({
    stages: records(operation.properties, 'ApiStages').map(({ ApiId, Stage }) => {
      const { apis, stages } = operation.world.state.apiGateway;
      const api = apis.get(partKey(operation.accountId, operation.region, String(ApiId)));
      operation.require(API_GATEWAY.EXISTS, api !== undefined, `the API ${String(ApiId)} does not exist`, 'create it first');
      return ofApi(operation, stages, api!, Stage).id;
    }),
  }),
  attributes: ({ id }) => ({ Id: id }),
});

const roleOf = ({ properties }: Operation) => text(properties, 'CloudWatchRoleArn');

/** The role with which API Gateway writes logs in a region: a setting that every account has, and that nothing resets when this goes. */
export const API_ACCOUNT: ResourceType = serviceType<ServicePart>({
  typeName: 'AWS::ApiGateway::Account', source: 'aws-apigateway-account',
  properties: { CloudWatchRoleArn: 'interpreted' },
  required: [], createOnly: [],
  permissions: (() => {
    const put = [...permissions(['apigateway:PATCH'], operation => gatewayArn(operation, '/account')), ...permissions(['iam:GetRole'], operation => roleOf(operation)!, { when: operation => roleOf(operation) !== undefined }), ...passedRole(roleOf, 'apigateway.amazonaws.com')];
    return { create: put, update: put, delete: [] };
  })(),
  imports: true,
  parts: ({ apiGateway }) => apiGateway.accounts,
  identify: operation => ({ id: `${operation.stackName}-${operation.logicalId}`, arn: gatewayArn(operation, '/account') }),
  settings: operation => {
    const { world, accountId, region, origin } = operation;
    const arn = roleOf(operation);
    const { logRoles } = world.state.apiGateway;
    if (arn === undefined) {
      logRoles.delete(partKey(accountId, region, 'role'));
      return {};
    }
    const role = world.state.iam.roles.get(arn);
    const usable = role?.accountId === accountId && isAssumableBy(world, role, 'apigateway.amazonaws.com') && (role.managed.size > 0 || role.inline.size > 0);
    operation.require(API_GATEWAY.LOG_ROLE, usable, `${arn} does not exist, does not trust apigateway.amazonaws.com, or may do nothing`, 'create it first, with AmazonAPIGatewayPushToCloudWatchLogs');
    operation.requirePath(API_GATEWAY.LOG_ROLE, role!.origin, `the role ${role!.name} may not exist yet`);
    logRoles.set(partKey(accountId, region, 'role'), { roleArn: arn, origin });
    return {};
  },
  attributes: ({ id }) => ({ Id: id }),
});
