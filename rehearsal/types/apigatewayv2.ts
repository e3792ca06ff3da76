import { Operation, ResourceType } from '../aws/contract';
import { Api, VpcLink } from '../aws/services/api-gateway';
import { API_GATEWAY } from '../rules/apis';
import { apiPartType, calls, checkStageLogs, gatewayArn, ofApi, requireFunction } from './api-part';
import { partNamed } from './ec2';
import { DESCRIPTION, inert, TAGS } from './permission';
import { ensureLinkedRole, linkedRole, needed, passedRole, serviceType } from './service-part';
import { valueChecks } from './value-checks';
import { record, text, texts } from './values';

const NO_REQUESTS = inert('no request is answered in the rehearsal');
const LINK_SERVICE = 'ops.apigateway.amazonaws.com';
const inertAll = (names: readonly string[]) => Object.fromEntries(names.map(name => [name, NO_REQUESTS]));
const idOf = ({ physicalId }: Operation) => physicalId ?? '';
const PART_VERBS = { create: ['POST'], update: ['PATCH', 'GET', 'PUT'], delete: ['GET', 'DELETE'] } as const;

/** An HTTP or a WebSocket API, built of parts. Definitions in one document, and quick creation, are refused. */
export const HTTP_API: ResourceType = serviceType<Api>({
  typeName: 'AWS::ApiGatewayV2::Api', source: 'aws-apigatewayv2-api',
  properties: {
    Name: 'interpreted', ProtocolType: 'interpreted', RouteSelectionExpression: 'interpreted', Description: DESCRIPTION, Tags: TAGS,
    ...inertAll(['ApiKeySelectionExpression', 'CorsConfiguration', 'DisableExecuteApiEndpoint', 'DisableSchemaValidation', 'FailOnWarnings', 'IpAddressType', 'Version']),
  },
  required: ['Name', 'ProtocolType'], createOnly: ['ProtocolType'],
  permissions: calls(operation => operation.kind === 'create' ? '/apis' : `/apis/${idOf(operation)}`, { create: ['POST', 'PUT'], update: ['PATCH', 'GET', 'PUT', 'POST', 'DELETE'], delete: ['GET', 'DELETE'] }),
  parts: ({ apiGateway }) => apiGateway.apis,
  identify: operation => {
    const id = operation.world.identifiers.letters(`api:${operation.accountId}:${operation.region}:${operation.stackName}:${operation.logicalId}`, 10);
    return { id, arn: gatewayArn(operation, `/apis/${id}`) };
  },
  settings: operation => {
    const { properties } = operation;
    const checks = valueChecks(operation, 'BadRequestException');
    checks.oneOf('ProtocolType', properties.ProtocolType, ['HTTP', 'WEBSOCKET']);
    if (properties.ProtocolType === 'WEBSOCKET' && properties.RouteSelectionExpression === undefined) operation.fail('BadRequestException', "'RouteSelectionExpression' of a WebSocket API is missing");
    return { kind: String(properties.ProtocolType) as Api['kind'] };
  },
  attributes: ({ id, kind }, { region }) => ({ ApiId: id, ApiEndpoint: `${kind === 'HTTP' ? 'https' : 'wss'}://${id}.execute-api.${region}.amazonaws.com` }),
});

/** What answers routes. */
export const API_INTEGRATION: ResourceType = apiPartType({
  typeName: 'AWS::ApiGatewayV2::Integration', source: 'aws-apigatewayv2-integration', folder: 'integrations', apiProperty: 'ApiId',
  properties: {
    ApiId: 'interpreted', IntegrationType: 'interpreted', IntegrationUri: 'interpreted', ConnectionType: 'interpreted', ConnectionId: 'interpreted', CredentialsArn: 'interpreted',
    PayloadFormatVersion: 'interpreted', Description: DESCRIPTION, ...inertAll([
      'ContentHandlingStrategy', 'IntegrationMethod', 'IntegrationSubtype', 'PassthroughBehavior', 'RequestParameters', 'RequestTemplates', 'ResponseParameters',
      'TemplateSelectionExpression', 'TimeoutInMillis', 'TlsConfig',
    ]),
  },
  required: ['ApiId', 'IntegrationType'], createOnly: ['ApiId'], verbs: PART_VERBS,
  more: passedRole(({ properties }) => text(properties, 'CredentialsArn'), 'apigateway.amazonaws.com'),
  parts: ({ apiGateway }) => apiGateway.integrations,
  check: (operation, api, { id }) => {
    const { properties, world } = operation;
    const [type, uri, connection] = ['IntegrationType', 'IntegrationUri', 'ConnectionId'].map(name => text(properties, name));
    const whole = ['AWS', 'AWS_PROXY', 'HTTP', 'HTTP_PROXY', 'MOCK'].includes(type ?? '') && (uri !== undefined || type === 'MOCK' || properties.IntegrationSubtype !== undefined)
      && (api.kind !== 'HTTP' || properties.PayloadFormatVersion !== undefined) && (text(properties, 'ConnectionType') === 'VPC_LINK') === (connection !== undefined);
    operation.require(API_GATEWAY.INTEGRATION, whole, `an integration of the type ${type} leads to ${uri}, by ${connection ?? 'the internet'}`, 'name the address and the version of its payload, and a link with VPC_LINK');
    if (connection !== undefined) needed(operation, world.state.apiGateway.vpcLinks, connection, API_GATEWAY.INTEGRATION);
    requireFunction(operation, uri ?? '', API_GATEWAY.INTEGRATION);
    return { label: id, uses: [uri ?? ''] };
  },
});

const KINDS: Readonly<Record<string, string | undefined>> = { JWT: 'JWT', CUSTOM: 'REQUEST', NONE: undefined, AWS_IAM: undefined };

/** What is asked, and what answers. */
export const API_ROUTE: ResourceType = apiPartType({
  typeName: 'AWS::ApiGatewayV2::Route', source: 'aws-apigatewayv2-route', folder: 'routes', apiProperty: 'ApiId', idAttribute: 'RouteId',
  properties: {
    ApiId: 'interpreted', RouteKey: 'interpreted', Target: 'interpreted', AuthorizationType: 'interpreted', AuthorizerId: 'interpreted',
    ...inertAll(['ApiKeyRequired', 'AuthorizationScopes', 'ModelSelectionExpression', 'OperationName', 'RequestModels', 'RequestParameters', 'RouteResponseSelectionExpression']),
  },
  required: ['RouteKey', 'ApiId'], createOnly: ['ApiId'], verbs: PART_VERBS,
  parts: ({ apiGateway }) => apiGateway.routes,
  check: (operation, api) => {
    const { properties, world } = operation;
    const { integrations, authorizers } = world.state.apiGateway;
    const target = text(properties, 'Target')?.replace(/^integrations\//, '');
    if (target !== undefined) ofApi(operation, integrations, api, target);
    const type = text(properties, 'AuthorizationType') ?? 'NONE';
    const authorizer = properties.AuthorizerId === undefined ? undefined : ofApi(operation, authorizers, api, properties.AuthorizerId,
      API_GATEWAY.AUTHORIZATION);
    operation.require(API_GATEWAY.AUTHORIZATION, type in KINDS && KINDS[type] === authorizer?.uses[0], `the authorization ${type} with ${authorizer?.uses[0] ?? 'no authorizer'}`, 'name an authorizer of the kind, and none for AWS_IAM and NONE');
    return { label: String(properties.RouteKey), uses: target === undefined ? [] : [target] };
  },
});

/** What decides who is let in. */
export const HTTP_AUTHORIZER: ResourceType = apiPartType({
  typeName: 'AWS::ApiGatewayV2::Authorizer', source: 'aws-apigatewayv2-authorizer', folder: 'authorizers', apiProperty: 'ApiId', idAttribute: 'AuthorizerId',
  properties: {
    ApiId: 'interpreted', Name: 'interpreted', AuthorizerType: 'interpreted', JwtConfiguration: 'interpreted', AuthorizerUri: 'interpreted',
    ...inertAll(['AuthorizerCredentialsArn', 'AuthorizerPayloadFormatVersion', 'AuthorizerResultTtlInSeconds', 'EnableSimpleResponses', 'IdentitySource', 'IdentityValidationExpression']),
  },
  nested: { JwtConfiguration: ['Issuer', 'Audience'] },
  required: ['AuthorizerType', 'ApiId', 'Name'], createOnly: ['ApiId'], verbs: PART_VERBS,
  parts: ({ apiGateway }) => apiGateway.authorizers,
  check: (operation, _) => {
    const { properties } = operation;
    const jwt = record(properties, 'JwtConfiguration');
    const [type, uri, issuer] = [String(properties.AuthorizerType), text(properties, 'AuthorizerUri'), text(jwt, 'Issuer') ?? ''];
    const whole = type === 'JWT' ? issuer.startsWith('https://') && texts(jwt, 'Audience').length > 0 : type === 'REQUEST' && uri !== undefined;
    operation.require(API_GATEWAY.AUTHORIZER, whole, `an authorizer of the type ${type} trusts ${issuer || uri}`, 'name an issuer by HTTPS and its audience, or a function');
    requireFunction(operation, uri ?? '', API_GATEWAY.AUTHORIZER);
    return { label: String(properties.Name), uses: [type, ...uri === undefined ? [] : [uri]] };
  },
});

/** An API under a name. */
export const HTTP_STAGE: ResourceType = apiPartType({
  typeName: 'AWS::ApiGatewayV2::Stage', source: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html (the schema names no handlers: permissions by the API calls; properties: cfn-lint 1.51.0)',
  folder: 'stages', apiProperty: 'ApiId',
  properties: {
    ApiId: 'interpreted', StageName: 'interpreted', AutoDeploy: 'interpreted', DeploymentId: 'interpreted', AccessLogSettings: 'interpreted', Description: DESCRIPTION, Tags: TAGS,
    DefaultRouteSettings: 'interpreted', ...inertAll(['ClientCertificateId', 'RouteSettings', 'StageVariables']),
  },
  nested: { AccessLogSettings: { DestinationArn: 'interpreted', Format: NO_REQUESTS }, DefaultRouteSettings: { LoggingLevel: 'interpreted', ...inertAll(['DataTraceEnabled', 'DetailedMetricsEnabled', 'ThrottlingBurstLimit', 'ThrottlingRateLimit']) } },
  required: ['StageName', 'ApiId'], createOnly: ['StageName', 'ApiId'], verbs: { create: ['POST'], update: ['PATCH', 'GET'], delete: ['DELETE'] },
  parts: ({ apiGateway }) => apiGateway.stages,
  name: ({ properties }) => String(properties.StageName),
  check: (operation, api) => {
    const { properties } = operation;
    if (properties.DeploymentId !== undefined) operation.fail('NotModelled', 'the rehearsal knows stages of HTTP APIs that deploy by themselves');
    checkStageLogs(operation, api, 'AccessLogSettings', ![undefined, 'OFF'].includes(text(record(properties, 'DefaultRouteSettings'), 'LoggingLevel')));
    return { label: String(properties.StageName), uses: [String(properties.AutoDeploy ?? false)] };
  },
});

/** A way into a VPC. The first one makes the role of the service. */
export const VPC_LINK: ResourceType = serviceType<VpcLink>({
  typeName: 'AWS::ApiGatewayV2::VpcLink', source: 'aws-apigatewayv2-vpclink',
  properties: { Name: 'interpreted', SubnetIds: 'interpreted', SecurityGroupIds: 'interpreted', Tags: TAGS },
  required: ['SubnetIds', 'Name'], createOnly: ['SecurityGroupIds', 'SubnetIds'],
  permissions: (() => {
    const asked = calls(operation => operation.kind === 'create' ? '/vpclinks' : `/vpclinks/${idOf(operation)}`, { create: ['POST', 'GET'], update: ['PATCH', 'GET'], delete: ['GET', 'DELETE'] });
    return { ...asked, create: [...asked.create, ...linkedRole(LINK_SERVICE)] };
  })(),
  parts: ({ apiGateway }) => apiGateway.vpcLinks,
  identify: operation => {
    const id = operation.world.identifiers.letters(`vpc-link:${operation.accountId}:${operation.region}:${operation.stackName}:${operation.logicalId}`, 6);
    return { id, arn: gatewayArn(operation, `/vpclinks/${id}`) };
  },
  settings: operation => {
    const { networks } = operation.world.state;
    if (text(operation.properties, 'Name') === '') operation.fail('BadRequestException', 'the link has no name');
    const subnets = texts(operation.properties, 'SubnetIds').map(id => partNamed(operation, networks.subnets, id, API_GATEWAY.VPC_LINK));
    const groups = texts(operation.properties, 'SecurityGroupIds').map(id => partNamed(operation, networks.securityGroups, id, API_GATEWAY.VPC_LINK));
    const vpcs = [...new Set([...subnets, ...groups].map(({ vpcId }) => vpcId))];
    operation.require(API_GATEWAY.VPC_LINK, vpcs.length === 1 && subnets.length > 0, `the subnets and groups are of ${vpcs.join(', ') || 'no VPC'}`, 'name subnets and groups of one VPC');
    ensureLinkedRole(operation, LINK_SERVICE);
    return { vpcId: vpcs[0] };
  },
  attributes: ({ id }) => ({ VpcLinkId: id }),
});
