import { lostLogs } from '../../../rehearsal/aws/log-delivery';
import { publicNetwork, refusals } from './edge-workbench';
import { HOME, MANAGEMENT, trusts, WORKLOAD } from './workbench';

const V1 = 'ApiGateway';
const V2 = 'ApiGatewayV2';
const POOL = 'Cognito::UserPool';
const CLIENT = 'Cognito::UserPoolClient';
const DOMAIN = 'Cognito::UserPoolDomain';
const MOCK = { Type: 'MOCK' };
const CERTIFICATE = `arn:aws:acm:${HOME}:${MANAGEMENT}:certificate/c`;
const ACCOUNT_OF_LOGS = `${V1}::Account`;

async function prepared() {
  const made = await publicNetwork();
  const { make, arnOf, bench } = made;
  const role = (id: string, service: string) => arnOf('IAM::Role', id, { AssumeRolePolicyDocument: trusts(service) });
  const function1 = await arnOf('Lambda::Function', 'Function', {
    FunctionName: 'orders', Handler: 'index.handler', Runtime: 'nodejs22.x', Role: await role('FunctionRole', 'lambda.amazonaws.com'), Code: { ZipFile: 'exports.handler = async () => ({});' },
  });
  const uri = `arn:aws:apigateway:${HOME}:lambda:path/2015-03-31/functions/${function1}/invocations`;
  const powerless = await role('Powerless', 'apigateway.amazonaws.com');
  const api = await make(`${V1}::RestApi`, 'Api', { Name: 'orders' });
  const empty = await make(`${V1}::RestApi`, 'Empty', { Name: 'empty' });
  const root = [...bench.world.state.apiGateway.apis.values()].find(({ id }) => id === api)!.rootResourceId!;
  const users = await make(POOL, 'Users', {});
  const usersArn = [...bench.world.state.cognito.userPools.values()][0].arn;
  await make(`${V1}::Resource`, 'Orders', { RestApiId: api, ParentId: root, PathPart: 'orders' });
  const signedIn = await make(`${V1}::Authorizer`, 'Authorizer', { RestApiId: api, Name: 'users', Type: 'COGNITO_USER_POOLS', ProviderARNs: [usersArn] });
  await make(`${V1}::Method`, 'Get', { RestApiId: api, ResourceId: root, HttpMethod: 'GET', AuthorizationType: 'NONE', Integration: MOCK });
  const deployment = await make(`${V1}::Deployment`, 'Deployment', { RestApiId: api });
  const http = await make(`${V2}::Api`, 'Http', { Name: 'http', ProtocolType: 'HTTP' });
  await make(`${V2}::Route`, 'Route', { ApiId: http, RouteKey: 'GET /', AuthorizationType: 'NONE' });
  const jwt = await make(`${V2}::Authorizer`, 'Jwt', { ApiId: http, Name: 'jwt', AuthorizerType: 'JWT', JwtConfiguration: { Issuer: 'https://issuer.example.com', Audience: ['a'] } });
  const group = await arnOf('Logs::LogGroup', 'Group', { LogGroupName: '/api' });
  await make(DOMAIN, 'Taken', { UserPoolId: await make(POOL, 'Theirs', {}, { accountId: WORKLOAD }), Domain: 'taken' }, { accountId: WORKLOAD });
  return { ...made, function1, uri, powerless, api, empty, root, users, usersArn, signedIn, deployment, http, jwt, group };
}

type Made = Awaited<ReturnType<typeof prepared>>;

const method = ({ api, root }: Made, more: object = {}) => ({ RestApiId: api, ResourceId: root, HttpMethod: 'POST', AuthorizationType: 'NONE', Integration: MOCK, ...more });
const route = ({ http }: Made, more: object = {}) => ({ ApiId: http, RouteKey: 'POST /', AuthorizationType: 'NONE', ...more });
const integration = ({ http, function1 }: Made, more: object = {}) => ({ ApiId: http, IntegrationType: 'AWS_PROXY', IntegrationUri: function1, PayloadFormatVersion: '2.0', ...more });
const stage = ({ api, deployment }: Made, more: object = {}) => ({ RestApiId: api, DeploymentId: deployment, StageName: 'prod', ...more });
const named = (DomainName: string, more: object = {}) => ({ DomainName, DomainNameConfigurations: [{ EndpointType: 'REGIONAL', CertificateArn: CERTIFICATE, ...more }] });
const client = ({ users }: Made, more: object = {}) => ({ UserPoolId: users, ...more });
const flows = (AllowedOAuthFlows: string[], more: object = {}) => ({ AllowedOAuthFlows, AllowedOAuthScopes: ['openid'], CallbackURLs: ['https://www.example.com'], ...more });

describe('pre-conditions of APIs', () => {
  refusals(prepared, [
    ['api-gateway/parts-exist', 'a path below nothing', `${V1}::Resource`, ({ api }) => ({ RestApiId: api, ParentId: 'none', PathPart: 'a' })],
    ['api-gateway/parts-exist', 'a method of no API', `${V1}::Method`, all => method(all, { RestApiId: 'none' })],
    ['api-gateway/parts-exist', 'a stage of no deployment', `${V1}::Stage`, all => stage(all, { DeploymentId: 'none' })],
    ['api-gateway/parts-exist', 'a usage plan of no API', `${V1}::UsagePlan`, () => ({ ApiStages: [{ ApiId: 'none', Stage: 'prod' }] })],
    ['api-gateway/parts-exist', 'an API that is not waited for', `${V1}::Method`, all => method(all), { undeclared: true }],
    ['api-gateway/unique', 'a second child of one name', `${V1}::Resource`, ({ api, root }) => ({ RestApiId: api, ParentId: root, PathPart: 'orders' })],
    ['api-gateway/unique', 'a second method of a verb', `${V1}::Method`, all => method(all, { HttpMethod: 'GET' })],
    ['api-gateway/unique', 'a second route of a key', `${V2}::Route`, all => route(all, { RouteKey: 'GET /' })],
    ['api-gateway/authorization', 'a kind without an authorizer', `${V1}::Method`, all => method(all, { AuthorizationType: 'COGNITO_USER_POOLS' })],
    ['api-gateway/authorization', 'an authorizer of another kind', `${V1}::Method`, all => method(all, { AuthorizationType: 'CUSTOM', AuthorizerId: all.signedIn })],
    ['api-gateway/authorization', 'an authorizer that nobody asks', `${V1}::Method`, all => method(all, { AuthorizerId: all.signedIn })],
    ['api-gateway/authorization', 'a route without its authorizer', `${V2}::Route`, all => route(all, { AuthorizationType: 'JWT' })],
    ['api-gateway/authorization', 'a route with an authorizer of another kind', `${V2}::Route`, all => route(all, { AuthorizationType: 'CUSTOM', AuthorizerId: all.jwt })],
    ['api-gateway/authorizer', 'a user pool that does not exist', `${V1}::Authorizer`, ({ api, usersArn }) => ({ RestApiId: api, Name: 'a', Type: 'COGNITO_USER_POOLS', ProviderARNs: [`${usersArn}x`] })],
    ['api-gateway/authorizer', 'no function', `${V1}::Authorizer`, ({ api }) => ({ RestApiId: api, Name: 'a', Type: 'TOKEN' })],
    ['api-gateway/authorizer', 'an issuer without HTTPS', `${V2}::Authorizer`, ({ http }) => ({ ApiId: http, Name: 'a', AuthorizerType: 'JWT', JwtConfiguration: { Issuer: 'http://issuer.example.com', Audience: ['a'] } })],
    ['api-gateway/integration', 'an integration without an address', `${V1}::Method`, all => method(all, { Integration: { Type: 'HTTP_PROXY' } })],
    ['api-gateway/integration', 'a function that is called by GET', `${V1}::Method`, all => method(all, { Integration: { Type: 'AWS_PROXY', Uri: all.uri, IntegrationHttpMethod: 'GET' } })],
    ['api-gateway/integration', 'a function that does not exist', `${V2}::Integration`, all => integration(all, { IntegrationUri: `${all.function1}x` })],
    ['api-gateway/integration', 'no version of the payload', `${V2}::Integration`, all => integration(all, { PayloadFormatVersion: undefined })],
    ['api-gateway/integration', 'a link that does not exist', `${V2}::Integration`, all => integration(all, { ConnectionType: 'VPC_LINK', ConnectionId: 'none' })],
    ['api-gateway/deployment', 'an API without methods', `${V1}::Deployment`, ({ empty }) => ({ RestApiId: empty })],
    ['api-gateway/logs', 'a log group that does not exist', `${V2}::Stage`, ({ http, group }) => ({ ApiId: http, StageName: 'prod', AccessLogSettings: { DestinationArn: `${group}x`, Format: '$context.requestId' } })],
    ['api-gateway/logs', 'logs of a REST API without a role', `${V1}::Stage`, all => stage(all, { AccessLogSetting: { DestinationArn: all.group, Format: '$context.requestId' } })],
    ['api-gateway/logs', 'logs of its execution without a role', `${V1}::Stage`, all => stage(all, { MethodSettings: [{ LoggingLevel: 'INFO' }] })],
    ['api-gateway/log-role', 'a role that does not exist', ACCOUNT_OF_LOGS, ({ powerless }) => ({ CloudWatchRoleArn: `${powerless}x` })],
    ['api-gateway/log-role', 'a role that may do nothing', ACCOUNT_OF_LOGS, ({ powerless }) => ({ CloudWatchRoleArn: powerless })],
    ['api-gateway/domain', 'a name without a certificate', `${V2}::DomainName`, () => named('api.example.com', { CertificateArn: undefined })],
    ['api-gateway/domain', 'a security policy that is none', `${V2}::DomainName`, () => named('api.example.com', { SecurityPolicy: 'TLS_0_9' })],
    ['api-gateway/domain', 'an HTTP API at the edge', `${V2}::DomainName`, () => named('api.example.com', { EndpointType: 'EDGE' })],
    ['acm/certificate-in-region', 'a certificate of the region at the edge', `${V1}::DomainName`, () => ({ DomainName: 'api.example.com', CertificateArn: CERTIFICATE, EndpointConfiguration: { Types: ['EDGE'] } })],
    ['api-gateway/vpc-link', 'a link without subnets', `${V2}::VpcLink`, ({ group: _, ...all }) => ({ Name: 'link', SubnetIds: [], SecurityGroupIds: [[...all.bench.world.state.networks.securityGroups.keys()][0]] })],
    ['api-gateway/vpc-link', 'a subnet that does not exist', `${V2}::VpcLink`, () => ({ Name: 'link', SubnetIds: ['subnet-none'] })],
    ['cognito/user-pool', 'passwords of five characters', POOL, () => ({ Policies: { PasswordPolicy: { MinimumLength: 5 } } })],
    ['cognito/user-pool', 'second factors of which there are none', POOL, () => ({ MfaConfiguration: 'ON' })],
    ['cognito/user-pool', 'text messages without a role', POOL, () => ({ MfaConfiguration: 'ON', EnabledMfas: ['SMS_MFA'] })],
    ['cognito/user-pool-exists', 'a client of no pool', CLIENT, all => client(all, { UserPoolId: 'none' })],
    ['cognito/user-pool-exists', 'a pool that is not waited for', CLIENT, all => client(all), { undeclared: true }],
    ['cognito/client', 'a flow without scopes', CLIENT, all => client(all, flows(['code'], { AllowedOAuthScopes: [] }))],
    ['cognito/client', 'a way back without HTTPS', CLIENT, all => client(all, flows(['code'], { CallbackURLs: ['http://www.example.com'] }))],
    ['cognito/client', 'machines without a secret', CLIENT, all => client(all, flows(['client_credentials']))],
    ['cognito/client', 'machines and people in one', CLIENT, all => client(all, flows(['client_credentials', 'code'], { GenerateSecret: true }))],
    ['cognito/domain', 'a prefix of AWS', DOMAIN, ({ users }) => ({ UserPoolId: users, Domain: 'aws-orders' })],
    ['cognito/domain', 'a prefix in upper case', DOMAIN, ({ users }) => ({ UserPoolId: users, Domain: 'Orders' })],
    ['cognito/domain', 'a prefix that others have', DOMAIN, ({ users }) => ({ UserPoolId: users, Domain: 'taken' })],
    [undefined, 'a method of users', `${V1}::Method`, all => method(all, { AuthorizationType: 'COGNITO_USER_POOLS', AuthorizerId: all.signedIn })],
    [undefined, 'a route of tokens', `${V2}::Route`, all => route(all, { AuthorizationType: 'JWT', AuthorizerId: all.jwt })],
    [undefined, 'an integration of a function', `${V2}::Integration`, all => integration(all)],
    [undefined, 'a stage', `${V1}::Stage`, all => stage(all)],
    [undefined, 'a client of people', CLIENT, all => client(all, flows(['code']))],
    [undefined, 'a prefix', DOMAIN, ({ users }) => ({ UserPoolId: users, Domain: 'orders' })],
  ]);

  test('tell at the end that a function lets nobody call it', async () => {
    const all = await prepared();
    await all.make(`${V1}::Method`, 'Call', method(all, { Integration: { Type: 'AWS_PROXY', Uri: all.uri, IntegrationHttpMethod: 'POST' } }));
    expect(lostLogs(all.bench.world).map(({ details: { rule } }) => rule?.id)).toEqual(['api-gateway/function-callable']);
  });
});
