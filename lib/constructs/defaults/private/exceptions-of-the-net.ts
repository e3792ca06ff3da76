import { itemsOf, propertyAt } from './problems';
import { AWS_SOLUTIONS, hasManagedPolicy, NIST, TabledException } from './tabled-exception';

/** Ports of the web, where a load balancer takes everybody. */
const WEB_PORTS = ['80', '443'];
const EVERYBODY = ['0.0.0.0/0', '::/0'];

const isOpenOnPortsOfTheWeb = (properties: unknown): boolean =>
  itemsOf(propertyAt(properties, 'SecurityGroupIngress')).filter(({ CidrIp, CidrIpv6 }) => EVERYBODY.includes(String(CidrIp ?? CidrIpv6)))
    .every(({ FromPort, ToPort }) => FromPort === ToPort && WEB_PORTS.includes(String(FromPort)));

/** What is said of networks, load balancers and APIs of the CDK that are open because somebody asked for it. */
export const EXCEPTIONS_OF_THE_NET: readonly TabledException[] = [
  {
    cfnTypes: ['AWS::EC2::Route'],
    ids: [`${NIST}VPCNoUnrestrictedRouteToIGW`],
    reason: 'It is the way out of a public subnet, where load balancers and NAT gateways stand. No address is given to anything by itself, and security groups '
      + 'say who comes in.',
    isFor: (_, { node }) => node.id === 'DefaultRoute' && node.scope?.node.tryFindChild('Subnet') !== undefined,
  },
  {
    cfnTypes: ['AWS::EC2::SecurityGroup'],
    ids: [`${AWS_SOLUTIONS}EC23`],
    reason: 'A load balancer that was asked to face the internet takes everybody on ports 443 and 80, and on no other.',
    isFor: (properties, { node }) => node.scope?.node.scope !== undefined && 'loadBalancerArn' in node.scope.node.scope && isOpenOnPortsOfTheWeb(properties),
  },
  {
    cfnTypes: ['AWS::ElasticLoadBalancingV2::Listener'],
    ids: [`${NIST}ELBv2ACMCertificateRequired`],
    reason: 'It speaks HTTP and does nothing but send browsers to HTTPS, so it has no certificate to show.',
    isFor: properties => itemsOf(properties.DefaultActions).every(action => propertyAt(action, 'RedirectConfig.Protocol') === 'HTTPS'),
  },
  {
    cfnTypes: ['AWS::ElasticLoadBalancingV2::LoadBalancer'],
    ids: [`${NIST}ALBWAFEnabled`],
    reason: 'It is internal: who reaches it is in the network already, and security groups say who that is. One that faces the internet is left to its user.',
    isFor: ({ Scheme }) => Scheme === 'internal',
  },
  {
    cfnTypes: ['AWS::ApiGateway::Stage'],
    ids: [`${NIST}APIGWSSLEnabled`],
    reason: 'A client certificate shows back ends behind HTTP who calls; Lambda and AWS services are called by role.',
  },
  {
    cfnTypes: ['AWS::ApiGateway::Stage'],
    ids: [`${NIST}APIGWCacheEnabledAndEncrypted`],
    reason: 'A cache costs from USD 14 a month and keeps answers to authorised requests: it is for who asks for one.',
  },
  {
    cfnTypes: ['AWS::ApiGateway::RestApi'],
    ids: [`${AWS_SOLUTIONS}APIG2`],
    reason: 'What a valid request is knows who wrote the function behind it, which gets the whole request. SecureRestApi validates against models.',
  },
  {
    cfnTypes: ['AWS::IAM::Role'],
    ids: [`${AWS_SOLUTIONS}IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]`],
    reason: 'The policy that AWS keeps for this role: API Gateway makes the log groups of all APIs of the account and region, whose names nobody knows before.',
    isFor: hasManagedPolicy('AmazonAPIGatewayPushToCloudWatchLogs'),
  },
];
