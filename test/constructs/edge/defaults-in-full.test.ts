import { App, PropertyInjectors, Stack } from 'aws-cdk-lib';
import { AuthorizationType, MockIntegration } from 'aws-cdk-lib/aws-apigateway';
import { Certificate, ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { IVpc, SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationLoadBalancer, ListenerAction, NetworkLoadBalancer, NetworkTargetGroup, Protocol,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import {
  ManagedRuleGroup, SecureApplicationLoadBalancer, SecureCertificate, SecureDistribution, SecureHttpApi, SecureNetworkLoadBalancer,
  SecureRestApi, SecureWebAcl,
} from '../../../lib/constructs/edge';
import { inFull } from '../in-full';

const stackIn = (region = 'eu-central-1') => new Stack(new App(), 'Shop', { env: { account: '111111111111', region } });
const vpcIn = (stack: Stack): IVpc => Vpc.fromVpcAttributes(stack, 'Vpc', {
  vpcId: 'vpc-1', availabilityZones: ['a', 'b'], publicSubnetIds: ['s1', 's2'], privateSubnetIds: ['s3', 's4'],
});
const CERTIFICATE = 'arn:aws:acm:us-east-1:111111111111:certificate/x';
const certificateIn = (stack: Stack) => stack.node.tryFindChild('Certificate') as ICertificate | undefined
  ?? Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE);
const TLS = 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09';
const attributes = (settings: Readonly<Record<string, string>>) => Object.entries(settings).map(([Key, Value]) => ({ Key, Value }));
const NO_WAY_OUT = [{ CidrIp: '255.255.255.255/32', Description: 'Disallow all traffic', FromPort: 252, IpProtocol: 'icmp', ToPort: 86 }];
const openOn = (port: number, Description: string) => ({ CidrIp: '0.0.0.0/0', Description, FromPort: port, IpProtocol: 'tcp', ToPort: port });

describe('an Application Load Balancer that faces the internet', () => {
  const stack = stackIn();
  const loadBalancer = new SecureApplicationLoadBalancer(stack, 'Front', { vpc: vpcIn(stack), internetFacing: true });
  loadBalancer.addListener('Https', { certificates: [certificateIn(stack)], defaultAction: ListenerAction.fixedResponse(404) });

  test('itself', () => {
    expect(inFull(stack, 'AWS::ElasticLoadBalancingV2::LoadBalancer')).toEqual({
      Front: {
        LoadBalancerAttributes: attributes({
          'deletion_protection.enabled': 'true',
          'routing.http.drop_invalid_header_fields.enabled': 'true',
          'routing.http.desync_mitigation_mode': 'defensive',
          'access_logs.s3.enabled': 'true', 'access_logs.s3.bucket': 'SecureAccessLogsBucket', 'access_logs.s3.prefix': 'Front',
          'connection_logs.s3.enabled': 'true', 'connection_logs.s3.bucket': 'SecureAccessLogsBucket', 'connection_logs.s3.prefix': 'Front',
        }),
        Scheme: 'internet-facing', SecurityGroups: ['FrontSecurityGroup.GroupId'], Subnets: ['s1', 's2'], Type: 'application',
      },
    });
  });

  test('who comes in, and that nothing goes out', () => {
    expect(inFull(stack, 'AWS::EC2::SecurityGroup')).toMatchObject({
      FrontSecurityGroup: {
        SecurityGroupEgress: NO_WAY_OUT, SecurityGroupIngress: [openOn(443, 'Allow from anyone on port 443'), openOn(80, 'Allow from anyone on port 80')],
      },
    });
  });

  test('its listeners', () => {
    expect(inFull(stack, 'AWS::ElasticLoadBalancingV2::Listener')).toEqual({
      FrontHttps: {
        Certificates: [{ CertificateArn: CERTIFICATE }], DefaultActions: [{ FixedResponseConfig: { StatusCode: '404' }, Type: 'fixed-response' }],
        LoadBalancerArn: 'Front', Port: 443, Protocol: 'HTTPS', SslPolicy: TLS,
      },
      FrontHttpToHttps: {
        DefaultActions: [{ RedirectConfig: { Port: '443', Protocol: 'HTTPS', StatusCode: 'HTTP_301' }, Type: 'redirect' }],
        LoadBalancerArn: 'Front', Port: 80, Protocol: 'HTTP',
      },
    });
  });

  test('its web ACL, and where that logs', () => {
    const visible = (MetricName: string) => ({ CloudWatchMetricsEnabled: true, MetricName, SampledRequestsEnabled: false });
    const managed = (Name: string, Priority: number) => ({
      Name, Priority, OverrideAction: { None: {} }, VisibilityConfig: visible(Name), Statement: { ManagedRuleGroupStatement: { Name, VendorName: 'AWS' } },
    });
    const groups = ['AmazonIpReputationList', 'CommonRuleSet', 'KnownBadInputsRuleSet', 'SQLiRuleSet'];
    expect(inFull(stack, 'AWS::WAFv2::WebACL')).toEqual({
      SecureRegionalWebAcl: {
        Scope: 'REGIONAL', DefaultAction: { Allow: {} }, VisibilityConfig: visible('All'),
        Rules: [...groups.map((name, priority) => managed(`AWSManagedRules${name}`, priority)), {
          Name: 'RequestRate', Priority: 4, Action: { Block: { CustomResponse: { ResponseCode: 429 } } }, VisibilityConfig: visible('RequestRate'),
          Statement: { RateBasedStatement: { AggregateKeyType: 'IP', EvaluationWindowSec: 300, Limit: 2_000 } },
        }],
      },
    });
    expect(inFull(stack, 'AWS::WAFv2::LoggingConfiguration')).toEqual({
      SecureRegionalWebAclLogging: {
        LogDestinationConfigs: ['arn:AWS::Partition:logs:eu-central-1:111111111111:log-group:SecureRegionalWebAclLog'],
        RedactedFields: ['authorization', 'cookie', 'x-api-key'].map(Name => ({ SingleHeader: { Name } })), ResourceArn: 'SecureRegionalWebAcl.Arn',
      },
    });
    expect(inFull(stack, 'AWS::WAFv2::WebACLAssociation')).toEqual({ FrontWebAclAssociation: { ResourceArn: 'Front', WebACLArn: 'SecureRegionalWebAcl.Arn' } });
  });
});

describe('a Network Load Balancer that faces the internet', () => {
  const stack = stackIn();
  const vpc = vpcIn(stack);
  const group = (id: string, protocol: Protocol) => new NetworkTargetGroup(stack, id, { vpc, port: 443, protocol });
  const loadBalancer = new SecureNetworkLoadBalancer(stack, 'Front', { vpc, internetFacing: true });
  loadBalancer.addListener('Tls', { port: 443, certificates: [certificateIn(stack)], defaultTargetGroups: [group('Targets', Protocol.TLS)] });
  loadBalancer.addListener('Own', { port: 8_443, certificates: [certificateIn(stack)], defaultTargetGroups: [group('OwnTargets', Protocol.TLS)] });

  test('itself, and who comes in', () => {
    expect(inFull(stack, 'AWS::ElasticLoadBalancingV2::LoadBalancer')).toEqual({
      Front: {
        LoadBalancerAttributes: attributes({
          'deletion_protection.enabled': 'true', 'load_balancing.cross_zone.enabled': 'true',
          'access_logs.s3.enabled': 'true', 'access_logs.s3.bucket': 'SecureAccessLogsBucket', 'access_logs.s3.prefix': 'Front',
        }),
        Scheme: 'internet-facing', SecurityGroups: ['FrontSecurityGroup.GroupId'], Subnets: ['s1', 's2'], Type: 'network',
      },
    });
    expect(inFull(stack, 'AWS::EC2::SecurityGroup')).toMatchObject({
      FrontSecurityGroup: { SecurityGroupEgress: NO_WAY_OUT, SecurityGroupIngress: [openOn(443, 'Everybody, since it faces the internet')] },
    });
  });

  test('its listeners', () => {
    expect(inFull(stack, 'AWS::ElasticLoadBalancingV2::Listener')).toEqual(Object.fromEntries(
      [['FrontTls', 443, 'Targets'], ['FrontOwn', 8_443, 'OwnTargets']].map(([name, Port, TargetGroupArn]) => [name, {
        Certificates: [{ CertificateArn: CERTIFICATE }], DefaultActions: [{ TargetGroupArn, Type: 'forward' }],
        LoadBalancerArn: 'Front', Port, Protocol: 'TLS', SslPolicy: TLS,
      }])));
  });

  test('is internal by itself, and opens nothing; groups that are named stay as they are', () => {
    const internal = stackIn();
    const inside = vpcIn(internal);
    new SecureNetworkLoadBalancer(internal, 'Inner', { vpc: inside }).addPassthrough('Raw', {
      reason: 'The targets end TLS themselves', port: 443,
      defaultTargetGroups: [new NetworkTargetGroup(internal, 'Targets', { vpc: inside, port: 443, protocol: Protocol.TCP })],
    });
    const named = SecurityGroup.fromSecurityGroupId(internal, 'Group', 'sg-1');
    new SecureNetworkLoadBalancer(internal, 'Named', { vpc: inside, securityGroups: [named], internetFacing: true });
    expect(inFull(internal, 'AWS::ElasticLoadBalancingV2::LoadBalancer')).toMatchObject({
      Inner: { Scheme: 'internal', SecurityGroups: ['InnerSecurityGroup.GroupId'] }, Named: { SecurityGroups: ['sg-1'] },
    });
    const { InnerSecurityGroup: group, ...others } = inFull(internal, 'AWS::EC2::SecurityGroup');
    expect([group, others]).toEqual([expect.not.objectContaining({ SecurityGroupIngress: expect.anything() }), {}]);
    expect(inFull(internal, 'AWS::EC2::SecurityGroupIngress')).toEqual({});
    expect(inFull(internal, 'AWS::ElasticLoadBalancingV2::Listener')).toMatchObject({ InnerRaw: { Protocol: 'TCP' } });
  });
});

test('load balancers of the CDK have the same attributes by the injectors alone, and keep what they were given', () => {
  const stack = stackIn();
  PropertyInjectors.of(stack).add(SecureApplicationLoadBalancer.defaults(), SecureNetworkLoadBalancer.defaults());
  const vpc = vpcIn(stack);
  new ApplicationLoadBalancer(stack, 'Web', { vpc });
  new NetworkLoadBalancer(stack, 'Net', { vpc });
  new NetworkLoadBalancer(stack, 'Own', { vpc, deletionProtection: false, crossZoneEnabled: false });
  const said = Object.entries(inFull(stack, 'AWS::ElasticLoadBalancingV2::LoadBalancer'))
    .map(([name, one]) => [name, (one as { LoadBalancerAttributes: object[] }).LoadBalancerAttributes]);
  expect(Object.fromEntries(said)).toEqual({
    Web: attributes({
      'deletion_protection.enabled': 'true', 'routing.http.drop_invalid_header_fields.enabled': 'true', 'routing.http.desync_mitigation_mode': 'defensive',
    }),
    Net: attributes({ 'deletion_protection.enabled': 'true', 'load_balancing.cross_zone.enabled': 'true' }),
    Own: attributes({ 'deletion_protection.enabled': 'false', 'load_balancing.cross_zone.enabled': 'false' }),
  });
});

test('a certificate and its alarm', () => {
  const stack = stackIn();
  new SecureCertificate(stack, 'Site', { domainName: 'www.example.com' });
  expect(inFull(stack, 'AWS::CertificateManager::Certificate')).toEqual({
    Site: { CertificateTransparencyLoggingPreference: 'ENABLED', DomainName: 'www.example.com', ValidationMethod: 'DNS' },
  });
  expect(inFull(stack, 'AWS::CloudWatch::Alarm')).toEqual({
    SiteExpiryAlarm: {
      AlarmDescription: expect.stringMatching(/^The certificate of www.example.com ends in 30 days and was not renewed: /),
      ComparisonOperator: 'LessThanOrEqualToThreshold', Dimensions: [{ Name: 'CertificateArn', Value: 'Site' }], EvaluationPeriods: 1,
      MetricName: 'DaysToExpiry', Namespace: 'AWS/CertificateManager', Period: 86_400, Statistic: 'Minimum', Threshold: 30, TreatMissingData: 'ignore',
    },
  });
});

describe('stages', () => {
  const formatOf = (names: Readonly<Record<string, string>>) =>
    JSON.stringify(Object.fromEntries(Object.entries(names).map(([name, variable]) => [name, `$context.${variable}`])));
  const EVERY = {
    requestId: 'requestId', requestTime: 'requestTime', sourceIp: 'identity.sourceIp', userAgent: 'identity.userAgent', httpMethod: 'httpMethod',
    status: 'status', responseLength: 'responseLength', protocol: 'protocol',
  };

  test('of REST APIs', () => {
    const stack = stackIn();
    new SecureRestApi(stack, 'Api').root.addMethod('GET', new MockIntegration(), { authorizationType: AuthorizationType.IAM });
    expect(Object.values(inFull(stack, 'AWS::ApiGateway::Stage'))).toEqual([{
      AccessLogSetting: {
        DestinationArn: 'ApiAccessLogs.Arn',
        Format: formatOf({
          ...EVERY, resourcePath: 'resourcePath', principal: 'authorizer.principalId', caller: 'identity.userArn', authorizeError: 'authorize.error',
          error: 'error.messageString', wafStatus: 'wafResponseCode', tlsVersion: 'tlsVersion', cipherSuite: 'cipherSuite',
        }),
      },
      DeploymentId: expect.anything(), RestApiId: 'Api', StageName: 'prod', TracingEnabled: true,
      MethodSettings: [{
        DataTraceEnabled: false, HttpMethod: '*', LoggingLevel: 'ERROR', MetricsEnabled: true, ResourcePath: '/*', ThrottlingBurstLimit: 500,
        ThrottlingRateLimit: 1_000,
      }],
    }]);
  });

  test('of HTTP APIs', () => {
    const stack = stackIn();
    new SecureHttpApi(stack, 'Api');
    expect(Object.values(inFull(stack, 'AWS::ApiGatewayV2::Stage'))).toEqual([{
      AccessLogSettings: {
        DestinationArn: expect.stringMatching(/AccessLogs\.Arn$|AccessLogs\w+\.Arn$/),
        Format: formatOf({
          ...EVERY, routeKey: 'routeKey', caller: 'identity.caller', authorizerError: 'authorizer.error', error: 'error.message',
          integrationError: 'integrationErrorMessage',
        }),
      },
      ApiId: 'Api', AutoDeploy: true, StageName: '$default',
      DefaultRouteSettings: { DetailedMetricsEnabled: true, ThrottlingBurstLimit: 500, ThrottlingRateLimit: 1_000 },
    }]);
  });
});

describe('a distribution', () => {
  const stack = stackIn('us-east-1');
  new SecureDistribution(stack, 'Site', {
    domainNames: ['www.example.com'], certificate: certificateIn(stack), defaultBehavior: { origin: new HttpOrigin('origin.example.com') },
  });

  test('its headers', () => {
    const [policy] = Object.values(inFull(stack, 'AWS::CloudFront::ResponseHeadersPolicy'));
    expect(policy).toEqual({
      ResponseHeadersPolicyConfig: {
        Name: expect.anything(), Comment: 'Security headers of Shop',
        CustomHeadersConfig: {
          Items: [
            { Header: 'Permissions-Policy', Override: true, Value: 'camera=(), geolocation=(), microphone=()' },
            { Header: 'Cross-Origin-Opener-Policy', Override: true, Value: 'same-origin' },
          ],
        },
        RemoveHeadersConfig: { Items: [{ Header: 'Server' }, { Header: 'X-Powered-By' }] },
        SecurityHeadersConfig: {
          ContentSecurityPolicy: {
            ContentSecurityPolicy: "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; "
              + 'upgrade-insecure-requests',
            Override: false,
          },
          ContentTypeOptions: { Override: true },
          FrameOptions: { FrameOption: 'DENY', Override: true },
          ReferrerPolicy: { Override: true, ReferrerPolicy: 'strict-origin-when-cross-origin' },
          StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: true, Override: true },
        },
      },
    });
  });

  test('itself', () => {
    expect(inFull(stack, 'AWS::CloudFront::Distribution')).toMatchObject({
      Site: {
        DistributionConfig: {
          DefaultCacheBehavior: { ViewerProtocolPolicy: 'redirect-to-https', ResponseHeadersPolicyId: expect.stringMatching(/^SecurityHeaders/) },
          Origins: [{ CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] } }],
          ViewerCertificate: { AcmCertificateArn: CERTIFICATE, MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' },
          WebACLId: 'SecureGlobalWebAcl.Arn',
        },
      },
    });
  });

  test('its logs', () => {
    expect(inFull(stack, 'AWS::Logs::DeliverySource')).toEqual({
      SiteLogDeliverySource: {
        LogType: 'ACCESS_LOGS', Name: expect.stringMatching(/^Shop-Site-LogDelivery-\w{8}$/),
        ResourceArn: 'arn:AWS::Partition:cloudfront::111111111111:distribution/Site',
      },
    });
    expect(inFull(stack, 'AWS::Logs::DeliveryDestination')).toMatchObject({
      SiteLogDeliveryDestination: { DestinationResourceArn: 'SecureAccessLogsBucket.Arn', OutputFormat: 'json' },
    });
    expect(inFull(stack, 'AWS::Logs::Delivery')).toEqual({
      SiteLogDelivery: {
        DeliveryDestinationArn: 'SiteLogDeliveryDestination.Arn', DeliverySourceName: 'SiteLogDeliverySource',
        S3SuffixPath: '{DistributionId}/{yyyy}/{MM}/{dd}/{HH}',
      },
    });
  });
});

test('rule groups that count some of their rules, said one after the other', () => {
  const stack = stackIn();
  const group = ManagedRuleGroup.COMMON.counting('SizeRestrictions_BODY').counting('NoUserAgent_HEADER');
  new SecureWebAcl(stack, 'Acl', { ruleGroups: [group] });
  expect(inFull(stack, 'AWS::WAFv2::WebACL')).toMatchObject({
    Acl: { Rules: [{ Statement: { ManagedRuleGroupStatement: {
      Name: 'AWSManagedRulesCommonRuleSet', VendorName: 'AWS',
      RuleActionOverrides: ['SizeRestrictions_BODY', 'NoUserAgent_HEADER'].map(Name => ({ Name, ActionToUse: { Count: {} } })),
    } } }, {}] },
  });
});
