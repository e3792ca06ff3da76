import { Stack } from 'aws-cdk-lib';
import { AuthorizationType, CognitoUserPoolsAuthorizer, Cors, LambdaIntegration, MockIntegration } from 'aws-cdk-lib/aws-apigateway';
import { HttpMethod, HttpNoneAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration, HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationTargetGroup, ListenerCertificate, NetworkTargetGroup, Protocol, TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Function } from 'aws-cdk-lib/aws-lambda';
import {
  DistributionLogs, PublicRoute, SecureApplicationLoadBalancer, SecureCertificate, SecureDistribution, SecureHttpApi,
  SecureNetworkLoadBalancer, SecureRestApi, SecureWebAcl, WebApplicationFirewall,
} from '../../../lib/constructs/edge';
import { Examples } from '../control-tower';

const CERTIFICATE = ListenerCertificate.fromArn('arn:aws:acm:eu-central-1:111111111111:certificate/1234abcd-12ab-34cd-56ef-1234567890ab');

/** Of somebody else: what is judged here is the edge. */
const network = (stack: Stack) => Vpc.fromVpcAttributes(stack, 'Vpc', {
  vpcId: 'vpc-0a1b2c3d4e5f60718', availabilityZones: ['eu-central-1a', 'eu-central-1b'],
  publicSubnetIds: ['subnet-0a1b2c3d4e5f60711', 'subnet-0a1b2c3d4e5f60712'], publicSubnetRouteTableIds: ['rtb-1', 'rtb-2'],
  privateSubnetIds: ['subnet-0a1b2c3d4e5f60713', 'subnet-0a1b2c3d4e5f60714'], privateSubnetRouteTableIds: ['rtb-3', 'rtb-4'],
});

function loadBalancers(stack: Stack): void {
  const vpc = network(stack);
  const shop = new ApplicationTargetGroup(stack, 'Shop', { vpc, port: 8443, targetType: TargetType.IP });
  const front = new SecureApplicationLoadBalancer(stack, 'Front', { vpc, internetFacing: true });
  front.addListener('Https', { certificates: [CERTIFICATE], defaultTargetGroups: [shop] });

  const orders = new ApplicationTargetGroup(stack, 'Orders', { vpc, port: 8443, targetType: TargetType.IP });
  const inside = new SecureApplicationLoadBalancer(stack, 'Inside', { vpc, vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS } });
  inside.addListener('Https', { certificates: [CERTIFICATE], defaultTargetGroups: [orders] });

  const broker = new NetworkTargetGroup(stack, 'Broker', { vpc, port: 8883, protocol: Protocol.TLS, targetType: TargetType.IP });
  const flows = new SecureNetworkLoadBalancer(stack, 'Flows', { vpc, internetFacing: true });
  flows.addListener('Tls', { port: 443, certificates: [CERTIFICATE], defaultTargetGroups: [broker] });
}

function firewalls(stack: Stack): void {
  new SecureWebAcl(stack, 'Acl');
  new SecureApplicationLoadBalancer(stack, 'Open', {
    vpc: network(stack), internetFacing: true, webApplicationFirewall: WebApplicationFirewall.none('the firewall stands in front of it'),
  });
}

/** In us-east-1, where everything of CloudFront is. */
function distribution(stack: Stack): void {
  const global = new Stack(stack, 'global', { env: { account: stack.account, region: 'us-east-1' } });
  const certificate = new SecureCertificate(global, 'Certificate', { domainName: 'www.example.com' });
  new SecureDistribution(global, 'Site', {
    certificate, domainNames: ['www.example.com'], defaultBehavior: { origin: new HttpOrigin('origin.example.com') },
  });
  const shared = Certificate.fromCertificateArn(global, 'Shared', 'arn:aws:acm:us-east-1:111111111111:certificate/1234abcd-12ab-34cd-56ef-1234567890ab');
  new SecureDistribution(global, 'Api', {
    certificate: shared, domainNames: ['api.example.com'], defaultBehavior: { origin: new HttpOrigin('origin.example.com') },
    accessLogs: DistributionLogs.elsewhere('the platform team delivers them'), webApplicationFirewall: WebApplicationFirewall.none('the origin has one'),
  });
}

function apis(stack: Stack): void {
  const rest = new SecureRestApi(stack, 'Rest', {
    publicRoutes: [PublicRoute.of('GET /health', 'load balancers and monitoring ask for it')],
    defaultCorsPreflightOptions: { allowOrigins: ['https://www.example.com'], allowMethods: Cors.ALL_METHODS },
  });
  const users = UserPool.fromUserPoolId(stack, 'Users', 'eu-central-1_AbCdEfGhI');
  rest.root.addMethod('GET', new MockIntegration(), { authorizer: new CognitoUserPoolsAuthorizer(stack, 'Authorizer', { cognitoUserPools: [users] }) });
  const answers = Function.fromFunctionAttributes(stack, 'Answers', {
    functionArn: `arn:aws:lambda:${stack.region}:${stack.account}:function:answers`, sameEnvironment: true,
  });
  rest.root.addMethod('POST', new LambdaIntegration(answers), { authorizationType: AuthorizationType.IAM });
  rest.root.addResource('health').addMethod('GET', new MockIntegration());

  const http = new SecureHttpApi(stack, 'Http', {
    defaultAuthorizer: new HttpIamAuthorizer(), publicRoutes: [PublicRoute.of('GET /health', 'load balancers and monitoring ask for it')],
  });
  const integration = new HttpUrlIntegration('Url', 'https://origin.example.com');
  http.addRoutes({ path: '/orders', methods: [HttpMethod.GET, HttpMethod.POST], integration });
  http.addRoutes({ path: '/answers', methods: [HttpMethod.POST], integration: new HttpLambdaIntegration('Answers', answers) });
  http.addRoutes({ path: '/health', methods: [HttpMethod.GET], integration, authorizer: new HttpNoneAuthorizer() });
}

/** Every construct of the edge as an application has it. */
export const EDGE: Examples = { loadBalancers, firewalls, distribution, apis };
