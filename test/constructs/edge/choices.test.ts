import { App, PropertyInjectors, Stack } from 'aws-cdk-lib';
import { AuthorizationType, HttpIntegration, MockIntegration } from 'aws-cdk-lib/aws-apigateway';
import * as v2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ListenerAction, NetworkTargetGroup, Protocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  PublicRoute, SecureApplicationLoadBalancer, SecureCertificate, SecureDistribution, SecureHttpApi, SecureNetworkLoadBalancer,
  SecureRestApi,
} from '../../../lib/constructs/edge';
import { inFull } from '../in-full';

const stackIn = (region = 'eu-central-1') => new Stack(new App(), 'Shop', { env: { account: '111111111111', region } });
const vpcIn = (stack: Stack) => Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a', 'b'], publicSubnetIds: ['s1', 's2'] });
const certificateIn = (stack: Stack) => Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:us-east-1:111111111111:certificate/x');
const problemsOf = (stack: Stack): readonly string[] => stack.node.findAll().flatMap(({ node }) => node.validate());

describe('load balancers', () => {
  test('one that faces the internet opens no port for listeners on others than 443', () => {
    const stack = stackIn();
    const vpc = vpcIn(stack);
    new SecureNetworkLoadBalancer(stack, 'Front', { vpc, internetFacing: true }).addListener('Own', {
      port: 8_443, certificates: [certificateIn(stack)],
      defaultTargetGroups: [new NetworkTargetGroup(stack, 'T', { vpc, port: 443, protocol: Protocol.TLS })],
    });
    expect(inFull(stack, 'AWS::EC2::SecurityGroup')).toEqual({ FrontSecurityGroup: expect.not.objectContaining({ SecurityGroupIngress: expect.anything() }) });
  });

  test('invalid headers are dropped, whatever an old listener has; redirects take the ports that are said, closed where that is said', () => {
    const stack = stackIn();
    const loadBalancer = new SecureApplicationLoadBalancer(stack, 'Front', { vpc: vpcIn(stack), internetFacing: true, redirectsHttp: false });
    loadBalancer.addListener('Https', { certificates: [certificateIn(stack)], defaultAction: ListenerAction.fixedResponse(404) });
    loadBalancer.addRedirect({ sourcePort: 8_080, targetPort: 443, open: false });
    expect(Object.values(inFull(stack, 'AWS::ElasticLoadBalancingV2::Listener'))).toEqual([
      expect.objectContaining({ Port: 443 }), expect.objectContaining({ Port: 8_080, Protocol: 'HTTP' }),
    ]);
    expect(inFull(stack, 'AWS::EC2::SecurityGroup')).toMatchObject({ FrontSecurityGroup: { SecurityGroupIngress: [{ FromPort: 443 }] } });
  });
});

test.each<[string, boolean | undefined, boolean | undefined]>([
  ['to a bucket', true, undefined], ['to one that CDK makes', undefined, true],
])('a distribution does not log by ACL %s', (_, logBucket, enableLogging) => {
  const stack = stackIn('us-east-1');
  const attempt = () => new SecureDistribution(stack, 'Site', {
    domainNames: ['www.example.com'], certificate: certificateIn(stack), defaultBehavior: { origin: new HttpOrigin('origin.example.com') },
    enableLogging, ...logBucket ? { logBucket: Bucket.fromBucketName(stack, 'Logs', 'logs') } : {},
  });
  expect(attempt).toThrow(/'logBucket' must be left out/);
});

test('a distribution keeps the web ACL that it was given, and none is made', () => {
  const stack = stackIn('us-east-1');
  const webAclId = 'arn:aws:wafv2:us-east-1:111111111111:global/webacl/ours/1';
  new SecureDistribution(stack, 'Site', {
    domainNames: ['www.example.com'], certificate: certificateIn(stack), webAclId,
    defaultBehavior: { origin: new HttpOrigin('origin.example.com') },
  });
  expect(inFull(stack, 'AWS::CloudFront::Distribution')).toMatchObject({ Site: { DistributionConfig: { WebACLId: webAclId } } });
  expect(inFull(stack, 'AWS::WAFv2::WebACL')).toEqual({});
});

describe('APIs', () => {
  const domainIn = (stack: Stack) => new v2.DomainName(stack, 'Domain', { domainName: 'api.example.com', certificate: certificateIn(stack) });

  test('an HTTP API has its own endpoint until it has a domain name, and then no more', () => {
    const stack = stackIn();
    new SecureHttpApi(stack, 'Plain');
    new SecureHttpApi(stack, 'Named', { defaultDomainMapping: { domainName: domainIn(stack) } });
    expect(inFull(stack, 'AWS::ApiGatewayV2::Api')).toEqual({
      Plain: expect.not.objectContaining({ DisableExecuteApiEndpoint: true }),
      Named: expect.objectContaining({ DisableExecuteApiEndpoint: true }),
    });
  });

  test('an HTTP API may close its endpoint without a domain name, and may not open it beside one', () => {
    const stack = stackIn();
    new SecureHttpApi(stack, 'Closed', { disableExecuteApiEndpoint: true });
    new SecureHttpApi(stack, 'Open', { disableExecuteApiEndpoint: false });
    expect(inFull(stack, 'AWS::ApiGatewayV2::Api')).toMatchObject({ Closed: { DisableExecuteApiEndpoint: true }, Open: {} });
    const defaultDomainMapping = { domainName: domainIn(stack) };
    const beside = () => new SecureHttpApi(stack, 'Beside', { defaultDomainMapping, disableExecuteApiEndpoint: false });
    expect(beside).toThrow(/'disableExecuteApiEndpoint' must be true where there is a domain name, got false: .* or use apigatewayv2\.HttpApi/);
  });

  test('domain names keep the policy that was said, by the injector', () => {
    const stack = stackIn();
    PropertyInjectors.of(stack).add(SecureHttpApi.domainDefaults());
    new v2.DomainName(stack, 'Old', { domainName: 'a.example.com', certificate: certificateIn(stack), securityPolicy: v2.SecurityPolicy.TLS_1_0 });
    Template.fromStack(stack).hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainNameConfigurations: [Match.objectLike({ SecurityPolicy: 'TLS_1_0' })],
    });
  });

  test('a route of the L1 that says nothing of authorisation is open, and refused', () => {
    const stack = stackIn();
    const api = new SecureHttpApi(stack, 'Api');
    const { integrationId } = api.addRoutes({
      path: '/x', methods: [v2.HttpMethod.GET], integration: new HttpUrlIntegration('I', 'https://x.example.com'),
      authorizer: { bind: () => ({ authorizationType: 'AWS_IAM' }) },
    }).map(route => ({ integrationId: (route.node.defaultChild as v2.CfnRoute).target }))[0];
    expect(problemsOf(stack)).toEqual([]);
    new v2.CfnRoute(stack, 'Route', { apiId: api.apiId, routeKey: 'GET /open', target: integrationId });
    expect(problemsOf(stack)).toEqual([expect.stringContaining('GET /open')]);
  });

  test('a public route opens itself and no other; one that is none is told, though others are open', () => {
    const stack = stackIn();
    const publicRoutes = ['GET /health', 'GET /nowhere'].map(routeKey => PublicRoute.of(routeKey, 'Monitoring asks for it'));
    const { root } = new SecureRestApi(stack, 'Api', { publicRoutes });
    ['health', 'orders'].forEach(path => root.addResource(path).addMethod('GET', new MockIntegration()));
    expect(problemsOf(stack)).toEqual([
      expect.stringMatching(/^route "GET \/orders" must say who may call it/), expect.stringMatching(/got "GET \/nowhere" \(there are "GET \/health", "GET \/orders"\)/),
    ]);
  });

  test('a preflight answers by itself; OPTIONS that ask a back end need authorisation', () => {
    const stack = stackIn();
    const { root } = new SecureRestApi(stack, 'Api');
    root.addMethod('GET', new MockIntegration(), { authorizationType: AuthorizationType.IAM });
    root.addCorsPreflight({ allowOrigins: ['https://www.example.com'] });
    expect(problemsOf(stack)).toEqual([]);
    root.addResource('x').addMethod('OPTIONS', new HttpIntegration('https://x.example.com'));
    expect(problemsOf(stack)).toEqual([expect.stringContaining('OPTIONS /x')]);
  });
});

test('a certificate of the CDK keeps what was said of its transparency', () => {
  const stack = stackIn();
  PropertyInjectors.of(stack).add(SecureCertificate.defaults());
  new Certificate(stack, 'Own', { domainName: 'www.example.com', transparencyLoggingEnabled: false });
  expect(inFull(stack, 'AWS::CertificateManager::Certificate')).toMatchObject({ Own: { CertificateTransparencyLoggingPreference: 'DISABLED' } });
});
