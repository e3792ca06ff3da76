import { Stack } from 'aws-cdk-lib';
import { CognitoUserPoolsAuthorizer, EndpointType, LambdaIntegration, LogGroupLogDestination, MethodLoggingLevel, ResponseType, RestApi, SecurityPolicy } from 'aws-cdk-lib/aws-apigateway';
import { DomainName, HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { lostLogs } from '../../../rehearsal/aws/log-delivery';
import { deployedTwice, named, network } from './edge-workbench';

const handler = (stack: Stack) => new Function(stack, 'Function', { code: Code.fromInline('exports.handler = async () => ({});'), runtime: Runtime.NODEJS_22_X, handler: 'index.handler' });

function restApi(stack: Stack): void {
  const { certificate } = named(stack, 'api.example.com');
  const pool = new UserPool(stack, 'Users');
  const api = new RestApi(stack, 'Api', {
    domainName: { domainName: 'api.example.com', certificate, securityPolicy: SecurityPolicy.TLS_1_2, endpointType: EndpointType.REGIONAL }, cloudWatchRole: true,
    deployOptions: { loggingLevel: MethodLoggingLevel.INFO, accessLogDestination: new LogGroupLogDestination(new LogGroup(stack, 'Access')) },
  });
  const authorizer = new CognitoUserPoolsAuthorizer(stack, 'Authorizer', { cognitoUserPools: [pool] });
  api.root.addResource('orders').addResource('{id}').addMethod('GET', new LambdaIntegration(handler(stack)), { authorizer, requestValidator: api.addRequestValidator('Validator', { validateRequestBody: true }) });
  api.addUsagePlan('Plan', { apiStages: [{ stage: api.deploymentStage }], throttle: { rateLimit: 10 } });
  api.addGatewayResponse('Denied', { type: ResponseType.ACCESS_DENIED });
  api.addModel('Model', { schema: {} });
}

function httpApi(stack: Stack): void {
  const { certificate } = named(stack, 'http.example.com');
  const pool = new UserPool(stack, 'Users');
  const client = pool.addClient('Client');
  pool.addDomain('SignIn', { cognitoDomain: { domainPrefix: 'orders' } });
  const api = new HttpApi(stack, 'Api', {
    defaultAuthorizer: new HttpUserPoolAuthorizer('Authorizer', pool, { userPoolClients: [client] }),
    defaultDomainMapping: { domainName: new DomainName(stack, 'Domain', { domainName: 'http.example.com', certificate }) },
  });
  api.addRoutes({ path: '/orders/{id}', integration: new HttpLambdaIntegration('Orders', handler(stack)) });
  api.addVpcLink({ vpc: network(stack), subnets: { subnetGroupName: 'app' } });
}

describe('APIs', () => {
  test.each<[string, (stack: Stack) => void, number[]]>([
    ['REST', restApi, [1, 2, 1, 0, 0, 1, 1, 1]],
    ['HTTP', httpApi, [1, 0, 0, 1, 1, 1, 1, 1]],
  ])('of %s are deployed with authorizers, a stage and a name, and a second time without a write', async (_, build, sizes) => {
    const { world, writes } = await deployedTwice(build);
    const { apis, resources, methods, routes, integrations, authorizers, stages, mappings } = world.state.apiGateway;
    expect([apis, resources, methods, routes, integrations, authorizers, stages, mappings].map(({ size }) => size)).toEqual(sizes);
    expect(lostLogs(world)).toEqual([]);
    expect(writes).toEqual([]);
  });
});
