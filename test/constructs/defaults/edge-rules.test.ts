import { Stack } from 'aws-cdk-lib';
import { CfnRestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnApi, CfnRoute, WebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketMockIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { CfnListener, CfnListenerRule, CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { secured } from './secured';

type Build = (stack: Stack) => void;

const REDIRECT = { type: 'redirect', redirectConfig: { protocol: 'HTTPS', statusCode: 'HTTP_301' } };
const FORWARD = { type: 'forward', targetGroupArn: 'arn:aws:y' };

const problemsOf = (build: Build, rule: string): string[] =>
  secured(build).findings.filter(({ ruleId }) => ruleId === rule).map(({ problem }) => problem);

const listenerOf = (stack: Stack, props: object) =>
  new CfnListener(stack, 'Listener', { loadBalancerArn: 'arn:aws:x', protocol: 'HTTP', port: 80, defaultActions: [REDIRECT], ...props });

const ruleOf = (protocol: string, action: CfnListenerRule.ActionProperty): Build => stack => {
  const { ref } = listenerOf(stack, { protocol, certificates: [{ certificateArn: 'arn:aws:acm:x' }] });
  new CfnListenerRule(stack, 'Rule', { listenerArn: ref, priority: 1, conditions: [{ field: 'path-pattern', values: ['*'] }], actions: [action] });
};

const network = (port: number, protocol: string, scheme = 'internet-facing'): Build => stack => {
  const { ref } = new CfnLoadBalancer(stack, 'Balancer', { type: 'network', scheme });
  listenerOf(stack, { loadBalancerArn: ref, port, protocol, defaultActions: [FORWARD] });
};

describe('listeners', () => {
  test.each<[string, Build, RegExp[]]>([
    ['a rule that forwards what comes by HTTP', ruleOf('HTTP', FORWARD), [/'Actions' must redirect to HTTPS, as its listener speaks HTTP/]],
    ['a rule that redirects', ruleOf('HTTP', REDIRECT), []],
    ['a rule of a listener of HTTPS', ruleOf('HTTPS', FORWARD), []],
    ['a redirect that is one action of two', stack => { listenerOf(stack, { defaultActions: [REDIRECT, FORWARD] }); },
      [/'Protocol' must be HTTPS, or redirect to it, got "HTTP"/]],
    ['a redirect to HTTP', stack => { listenerOf(stack, { defaultActions: [{ type: 'redirect', redirectConfig: { statusCode: 'HTTP_301', port: '81' } }] }); },
      [/or redirect to it/]],
    ['port 8080 of the internet', network(8080, 'TCP'), [/must be TLS on a port of the web, got "TCP"/]],
    ['port 443 of the internet, both ways', network(443, 'TCP_UDP'), [/must be TLS on a port of the web, got "TCP_UDP"/]],
    ['port 8080 within', network(8080, 'TCP', 'internal'), []],
    ['QUIC', network(443, 'UDP'), []],
  ])('%s', (_, build, problems) => {
    expect(problemsOf(build, 'listener-encryption')).toEqual(problems.map(problem => expect.stringMatching(problem)));
  });
});

const OPERATION = { responses: {} };
const SECURED = { ...OPERATION, security: [{ users: [] }] };
const SCHEMES = { users: { 'type': 'apiKey', 'name': 'Authorization', 'in': 'header', 'x-amazon-apigateway-authtype': 'cognito_user_pools' } };
const bodyOf = (operation: object, more: object = {}): object =>
  ({ openapi: '3.0.1', info: {}, components: { securitySchemes: SCHEMES }, paths: { '/orders': { get: operation, options: OPERATION } }, ...more });
const restApi = (body: object): Build => stack => { new CfnRestApi(stack, 'Api', { name: 'orders', body }); };
const httpApi = (props: object): Build => stack => { new CfnApi(stack, 'Api', props); };
const route = (protocolType: string, routeKey: string): Build => stack => {
  const { ref } = new CfnApi(stack, 'Api', { name: 'orders', protocolType });
  new CfnRoute(stack, 'Route', { apiId: ref, routeKey });
};
const foreign = (routeKey: string): Build => stack => { new CfnRoute(stack, 'Route', { apiId: 'abc', routeKey }); };

describe('who asks who calls', () => {
  const ASKS = /'AuthorizationType' must be an authorization/;
  const OPEN = /'Body.paths.\/orders.get.security' must name an authorizer/;

  test.each<[string, Build, RegExp[]]>([
    ['messages of a connection', route('WEBSOCKET', 'sendmessage'), []],
    ['the other messages', route('WEBSOCKET', '$default'), []],
    ['the end of a connection', route('WEBSOCKET', '$disconnect'), []],
    ['its beginning', route('WEBSOCKET', '$connect'), [ASKS]],
    ['a route of HTTP that is called so', route('HTTP', '$default'), [ASKS]],
    ['a route of HTTP', route('HTTP', 'GET /orders'), [ASKS]],
    ['messages to an API of elsewhere', foreign('sendmessage'), []],
    ['requests to one', foreign('ANY /{proxy+}'), [ASKS]],
    ['connections to one', foreign('$connect'), [ASKS]],
    ['what one may be', foreign('$default'), [ASKS]],
    ['the L2 of the CDK', stack => {
      const integration = new WebSocketMockIntegration('Answer');
      new WebSocketApi(stack, 'Api', { connectRouteOptions: { integration } }).addRoute('sendmessage', { integration });
    }, [ASKS]],
    ['an API that makes a route by itself', httpApi({ name: 'orders', protocolType: 'HTTP', target: 'https://example.com' }),
      [/'Target' must be left out, since the route that it makes asks nobody, got "https:\/\/example.com"/]],
    ['a definition with authorizers', restApi(bodyOf(SECURED)), []],
    ['one for IAM', restApi(bodyOf({ ...OPERATION, 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } })), []],
    ['one of OpenAPI 2', restApi(bodyOf(SECURED, { components: undefined, securityDefinitions: SCHEMES })), []],
    ['one without', restApi(bodyOf(OPERATION)), [OPEN]],
    ['one whose root has it, which API Gateway passes over', restApi(bodyOf(OPERATION, { security: SECURED.security })), [OPEN]],
    ['one that may do without', restApi(bodyOf({ ...OPERATION, security: [{ users: [] }, {}] })), [OPEN]],
    ['one with API keys', restApi(bodyOf(SECURED, { components: { securitySchemes: { users: { type: 'apiKey', name: 'x-api-key', in: 'header' } } } })), [OPEN]],
    ['one whose path is elsewhere', restApi(bodyOf(SECURED, { paths: { '/orders': { $ref: '#/x' } } })), [/'Body.paths.\/orders' must say in the template/]],
    ['one of an HTTP API', httpApi({ body: bodyOf(OPERATION) }), [OPEN]],
    ['one that is made on deployment', restApi({ 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://a/b' } } }),
      [/'Body' must say in the template which operations ask who calls/]],
    ['one that lies in a bucket', stack => { new CfnRestApi(stack, 'Api', { bodyS3Location: { bucket: 'a', key: 'b' } }); },
      [/'BodyS3Location' must say in the template/]],
  ])('%s', (_, build, problems) => {
    expect(problemsOf(build, 'api-method-authorization')).toEqual(problems.map(problem => expect.stringMatching(problem)));
  });
});
