import { App, Duration, PropertyInjectors, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  CfnDistribution, Distribution, DistributionProps, IOrigin, OriginProtocolPolicy, OriginSslPolicy, ResponseHeadersPolicy,
  SecurityPolicyProtocol, SSLMethod, ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin, S3StaticWebsiteOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  DistributionLogs, SecureDistribution, SecureDistributionProps, SecurityHeaders, WebApplicationFirewall,
} from '../../../lib/constructs/edge';

const DISTRIBUTION = 'AWS::CloudFront::Distribution';
const MANAGED_HEADERS = ResponseHeadersPolicy.SECURITY_HEADERS.responseHeadersPolicyId;
const ELSEWHERE = DistributionLogs.elsewhere('the platform team delivers them');

const stackIn = (region: string, app = new App()) => new Stack(app, 'Site', { env: { account: '111111111111', region } });
const certificateIn = (stack: Stack, region = 'us-east-1') => Certificate.fromCertificateArn(stack, 'Certificate', `arn:aws:acm:${region}:111111111111:certificate/c`);
const server = () => new HttpOrigin('origin.example.com');

function distribution(props: Partial<SecureDistributionProps> = {}, stack = stackIn('us-east-1')) {
  const site = new SecureDistribution(stack, 'Site', {
    certificate: certificateIn(stack), domainNames: ['www.example.com'], defaultBehavior: { origin: server() }, ...props,
  });
  return { stack, site };
}

const templateOf = (props?: Partial<SecureDistributionProps>, stack?: Stack) => Template.fromStack(distribution(props, stack).stack);
const hasConfig = (template: Template, config: object) =>
  template.hasResourceProperties(DISTRIBUTION, { DistributionConfig: Match.objectLike(config) });

describe('a distribution, by default', () => {
  const template = templateOf({ additionalBehaviors: { '/api/*': { origin: server() } } });

  test('speaks TLS 1.2 and newer, and redirects HTTP for every path', () => {
    hasConfig(template, {
      ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only', AcmCertificateArn: Match.anyValue() },
      DefaultCacheBehavior: Match.objectLike({ ViewerProtocolPolicy: 'redirect-to-https' }),
      CacheBehaviors: [Match.objectLike({ ViewerProtocolPolicy: 'redirect-to-https' })],
    });
  });

  test('adds security headers to every answer', () => {
    const policy = { Ref: Match.stringLikeRegexp('^SecurityHeaders') };
    hasConfig(template, {
      DefaultCacheBehavior: Match.objectLike({ ResponseHeadersPolicyId: policy }),
      CacheBehaviors: [Match.objectLike({ ResponseHeadersPolicyId: policy })],
    });
    template.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: Match.objectLike({
        SecurityHeadersConfig: {
          ContentSecurityPolicy: { ContentSecurityPolicy: Match.stringLikeRegexp("default-src 'self'.*frame-ancestors 'none'.*upgrade-insecure"), Override: false },
          ContentTypeOptions: { Override: true }, FrameOptions: { FrameOption: 'DENY', Override: true },
          ReferrerPolicy: { ReferrerPolicy: 'strict-origin-when-cross-origin', Override: true },
          StrictTransportSecurity: { AccessControlMaxAgeSec: 63072000, IncludeSubdomains: true, Override: true },
        },
        RemoveHeadersConfig: { Items: [{ Header: 'Server' }, { Header: 'X-Powered-By' }] },
      }),
    });
  });

  test('has a web ACL of scope CLOUDFRONT', () => {
    hasConfig(template, { WebACLId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^SecureGlobalWebAcl'), 'Arn'] } });
    template.hasResourceProperties('AWS::WAFv2::WebACL', { Scope: 'CLOUDFRONT' });
  });

  test('delivers its logs to the bucket of the stack, which lets it', () => {
    template.hasResourceProperties('AWS::Logs::DeliverySource', { LogType: 'ACCESS_LOGS', ResourceArn: Match.objectLike({ 'Fn::Join': Match.anyValue() }) });
    template.hasResourceProperties('AWS::Logs::DeliveryDestination', { DestinationResourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^SecureAccessLogs'), 'Arn'] } });
    template.hasResource('AWS::Logs::Delivery', { DependsOn: [Match.stringLikeRegexp('AccessLogs.*Policy')] });
    expect(JSON.stringify(template.findResources('AWS::S3::BucketPolicy'))).toContain('delivery.logs.amazonaws.com');
    hasConfig(template, { Logging: Match.absent() });
  });

  test('delivers them by names of the stack, so that an app can be deployed twice in an account', () => {
    const names = ['Blue', `Green-${'x'.repeat(80)}`, `Green-${'x'.repeat(81)}`].flatMap(stackName => {
      const stack = new Stack(new App(), 'Site', { stackName, env: { account: '111111111111', region: 'us-east-1' } });
      const sources = templateOf({}, stack).findResources('AWS::Logs::DeliverySource');
      return Object.values(sources).map(({ Properties }) => (Properties as { Name: string }).Name);
    });
    expect(names).toEqual([expect.stringMatching(/^Blue-/), expect.stringMatching(/^Green/), expect.stringMatching(/^Green/)]);
    expect(new Set(names).size).toBe(3);
  });

  test('leaves "/" to a server', () => {
    hasConfig(template, { DefaultRootObject: Match.absent() });
  });
});

describe('a distribution of a bucket', () => {
  const stack = stackIn('us-east-1');
  const template = templateOf({ defaultBehavior: { origin: S3BucketOrigin.withOriginAccessControl(new Bucket(stack, 'Pages')) } }, stack);

  test('reads it by origin access control, and answers "/" by "index.html"', () => {
    hasConfig(template, { DefaultRootObject: 'index.html', Origins: [Match.objectLike({ OriginAccessControlId: Match.anyValue() })] });
  });
});

describe('options of a distribution', () => {
  test('what is said stays', () => {
    hasConfig(templateOf({
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_3_2025, defaultRootObject: 'start.html',
      defaultBehavior: {
        origin: server(), viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        responseHeadersPolicy: ResponseHeadersPolicy.SECURITY_HEADERS,
      },
    }), {
      DefaultRootObject: 'start.html', ViewerCertificate: Match.objectLike({ MinimumProtocolVersion: 'TLSv1.3_2025' }),
      DefaultCacheBehavior: Match.objectLike({ ViewerProtocolPolicy: 'https-only', ResponseHeadersPolicyId: MANAGED_HEADERS }),
    });
  });

  test('a behavior that is added later gets the same headers', () => {
    const { stack, site } = distribution();
    site.addBehavior('/api/*', server());
    hasConfig(Template.fromStack(stack), {
      CacheBehaviors: [Match.objectLike({ ViewerProtocolPolicy: 'redirect-to-https', ResponseHeadersPolicyId: { Ref: Match.stringLikeRegexp('^SecurityHeaders') } })],
    });
    expect(() => site.addBehavior('/old/*', server(), { viewerProtocolPolicy: ViewerProtocolPolicy.ALLOW_ALL })).toThrow(/'viewerProtocolPolicy of \/old\/\*'/);
  });

  test('headers can say more, and come from AWS', () => {
    const contentSecurityPolicy = { 'img-src': ["'self'", 'data:'] };
    const securityHeaders = SecurityHeaders.of({ contentSecurityPolicy, framedBySameSite: true, strictTransportAge: Duration.days(365) });
    templateOf({ securityHeaders }).hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: Match.objectLike({
        SecurityHeadersConfig: Match.objectLike({
          ContentSecurityPolicy: Match.objectLike({ ContentSecurityPolicy: Match.stringLikeRegexp("frame-ancestors 'self'.*img-src 'self' data:") }),
          FrameOptions: Match.objectLike({ FrameOption: 'SAMEORIGIN' }), StrictTransportSecurity: Match.objectLike({ AccessControlMaxAgeSec: 31536000 }),
        }),
      }),
    });
    hasConfig(templateOf({ securityHeaders: SecurityHeaders.managedPolicy() }), {
      DefaultCacheBehavior: Match.objectLike({ ResponseHeadersPolicyId: MANAGED_HEADERS }),
    });
  });

  test('in another region it takes a web ACL that exists, and logs that somebody else delivers', () => {
    const arn = 'arn:aws:wafv2:us-east-1:111111111111:global/webacl/shared/1234';
    const template = templateOf({ webApplicationFirewall: WebApplicationFirewall.existing(arn), accessLogs: ELSEWHERE }, stackIn('eu-central-1'));
    hasConfig(template, { WebACLId: arn });
    template.resourceCountIs('AWS::Logs::Delivery', 0);
  });

  test('in us-east-1 too no logs are delivered where somebody else does, nor by completion', () => {
    const { stack, site } = distribution({ accessLogs: ELSEWHERE });
    SecureDistribution._complete(site.node.defaultChild as CfnDistribution);
    Template.fromStack(stack).resourceCountIs('AWS::Logs::Delivery', 0);
  });
});

describe('the validation of a distribution', () => {
  test.each<[string, Partial<SecureDistributionProps>, RegExp]>([
    ['no certificate', { certificate: undefined }, /'certificate' must be given, since AWS accepts TLS 1\.0 with \*\.cloudfront\.net/],
    ['an old TLS', { minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2019 }, /'minimumProtocolVersion' must be one of TLSv1\.2_2021/],
    ['addresses of its own', { sslSupportMethod: SSLMethod.VIP }, /'sslSupportMethod' must be "sni-only"/],
    ['logging by ACL', { enableLogging: true }, /'logBucket' must be left out/],
    ['HTTP', { defaultBehavior: { origin: server(), viewerProtocolPolicy: ViewerProtocolPolicy.ALLOW_ALL } }, /'viewerProtocolPolicy of defaultBehavior' must be/],
    ['a regional web ACL', { webApplicationFirewall: WebApplicationFirewall.existing('arn:aws:wafv2:us-east-1:111111111111:regional/webacl/a/1') },
      /'webApplicationFirewall' must be a web ACL of scope CLOUDFRONT/],
  ])('refuses %s', (_, props, message) => {
    expect(() => distribution(props)).toThrow(message);
  });

  test('refuses another region, and says what can be done', () => {
    expect(() => distribution({}, stackIn('eu-central-1')))
      .toThrow(/2 problems\n.*'accessLogs' must be set up in us-east-1, got a stack in "eu-central-1": .*DistributionLogs\.elsewhere.*\n.*'webApplicationFirewall' must lie in us-east-1/);
  });

  test('refuses a certificate of another region', () => {
    const stack = stackIn('us-east-1');
    const certificate = certificateIn(new Stack(stack, 'Other', { env: { account: '111111111111', region: 'eu-central-1' } }), 'eu-central-1');
    expect(() => distribution({ certificate }, stack)).toThrow(/'certificate' must lie in us-east-1, got one in "eu-central-1"/);
  });

  test.each<[string, (stack: Stack) => IOrigin, RegExp]>([
    ['HTTP', () => new HttpOrigin('a.example.com', { protocolPolicy: OriginProtocolPolicy.HTTP_ONLY }), /be reached by HTTPS alone, got \\?"http-only/],
    ['an old TLS', () => new HttpOrigin('a.example.com', { originSslProtocols: [OriginSslPolicy.TLS_V1] }), /be reached by TLSv1\.2 alone/],
    ['a web site of S3', stack => new S3StaticWebsiteOrigin(new Bucket(stack, 'B', { websiteIndexDocument: 'i.html' })), /be reached by HTTPS alone/],
    ['a bucket for everybody', stack => S3BucketOrigin.withBucketDefaults(new Bucket(stack, 'B')), /be read by origin access control/],
    ['an origin access identity', stack => S3BucketOrigin.withOriginAccessIdentity(new Bucket(stack, 'B')), /be read by origin access control/],
  ])('refuses an origin by %s', (_, origin, message) => {
    const stack = stackIn('us-east-1');
    distribution({ defaultBehavior: { origin: origin(stack) } }, stack);
    expect(() => Template.fromStack(stack)).toThrow(message);
  });

  test.each<[string, () => unknown, RegExp]>([
    ['a directive that is none', () => SecurityHeaders.of({ contentSecurityPolicy: { 'IMG SRC': [] } }), /'contentSecurityPolicy' must have names of directives/],
    ['two sources in one', () => SecurityHeaders.of({ contentSecurityPolicy: { 'img-src': ['a; script-src *'] } }), /must have one source in each string/],
    ['a short memory of HTTPS', () => SecurityHeaders.of({ strictTransportAge: Duration.days(1) }), /'strictTransportAge' must be 365 days or more/],
    ['logs elsewhere without a reason', () => DistributionLogs.elsewhere(' '), /'reason'/],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('distributions of the CDK, in a scope with the defaults', () => {
  function plain(props: Partial<DistributionProps> = {}, region = 'us-east-1'): Template {
    const app = new App();
    PropertyInjectors.of(app).add(SecureDistribution.defaults());
    const stack = stackIn(region, app);
    const made = new Distribution(stack, 'Plain', { defaultBehavior: { origin: server() }, ...props });
    SecureDistribution._complete(made.node.defaultChild as CfnDistribution);
    return Template.fromStack(stack);
  }

  test('redirect HTTP, have the headers of AWS, and logs where their stack can have them', () => {
    const template = plain();
    hasConfig(template, {
      DefaultCacheBehavior: Match.objectLike({ ViewerProtocolPolicy: 'redirect-to-https', ResponseHeadersPolicyId: MANAGED_HEADERS }),
    });
    template.resourceCountIs('AWS::Logs::Delivery', 1);
    plain({}, 'eu-central-1').resourceCountIs('AWS::Logs::Delivery', 0);
  });

  test('keep what is said', () => {
    hasConfig(plain({ defaultBehavior: { origin: server(), viewerProtocolPolicy: ViewerProtocolPolicy.ALLOW_ALL } }), {
      DefaultCacheBehavior: Match.objectLike({ ViewerProtocolPolicy: 'allow-all' }),
    });
  });
});
