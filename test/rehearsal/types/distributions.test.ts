import { lostLogs } from '../../../rehearsal/aws/log-delivery';
import { publicNetwork, refusals } from './edge-workbench';
import { HOME, MANAGEMENT, typeOf } from './workbench';

const DISTRIBUTION = 'CloudFront::Distribution';
const DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const certificate = (name: string) => ({ AcmCertificateArn: name, MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' });
const FOREIGN = certificate(`arn:aws:acm:us-east-1:${MANAGEMENT}:certificate/before`);

const origin = (more: object = {}) => ({ Id: 'o', DomainName: 'origin.example.com', CustomOriginConfig: { OriginProtocolPolicy: 'https-only' }, ...more });
const ofBucket = (name: string, more: object = {}) =>
  origin({ DomainName: `${name}.s3.eu-central-1.amazonaws.com`, CustomOriginConfig: undefined, S3OriginConfig: { OriginAccessIdentity: '' }, ...more });
const behavior = (more: object = {}) => ({ TargetOriginId: 'o', ViewerProtocolPolicy: 'redirect-to-https', CachePolicyId: DISABLED, ...more });
const distribution = (more: object = {}) =>
  ({ DistributionConfig: { Enabled: true, Origins: [origin()], DefaultCacheBehavior: behavior(), ...more } });
const control = (name: string, kind: string) => ({
  OriginAccessControlConfig: { Name: name, OriginAccessControlOriginType: kind, SigningBehavior: 'always', SigningProtocol: 'sigv4' },
});

async function prepared() {
  const made = await publicNetwork();
  const { make, arnOf } = made;
  const edge = { region: 'us-east-1' };
  const zone = await make('Route53::HostedZone', 'Zone', { Name: 'example.com' });
  const own = await make('CertificateManager::Certificate', 'Certificate', {
    DomainName: 'www.example.com', ValidationMethod: 'DNS', DomainValidationOptions: [{ DomainName: 'www.example.com', HostedZoneId: zone }],
  }, edge);
  await make(DISTRIBUTION, 'First', distribution({ Aliases: ['taken.example.com'], ViewerCertificate: FOREIGN }));
  const acl = { Scope: 'REGIONAL', DefaultAction: { Allow: {} }, VisibilityConfig: {} };
  const regional = await arnOf('WAFv2::WebACL', 'Regional', acl);
  const global = await arnOf('WAFv2::WebACL', 'Global', { ...acl, Scope: 'CLOUDFRONT' }, edge);
  const draft = await make('CloudFront::Function', 'Draft', { Name: 'draft', FunctionCode: 'x', FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' }, AutoPublish: false });
  await make('S3::Bucket', 'Bucket', { BucketName: 'pages' });
  const [forBuckets, forFunctions] = [await make('CloudFront::OriginAccessControl', 'S3', control('s3', 's3')), await make('CloudFront::OriginAccessControl', 'Lambda', control('lambda', 'lambda'))];
  return { ...made, own, regional, global, draft, forBuckets, forFunctions };
}

const calls = (FunctionARN: string) => behavior({ FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN }] });

describe('pre-conditions of distributions', () => {
  refusals(prepared, [
    ['cloudfront/certificate', 'a name without a certificate', DISTRIBUTION, () => distribution({ Aliases: ['www.example.com'] })],
    ['cloudfront/certificate', 'a name that its certificate has not', DISTRIBUTION, ({ own }) => distribution({ Aliases: ['api.example.com'], ViewerCertificate: certificate(own) })],
    ['cloudfront/certificate', 'a name of another distribution', DISTRIBUTION, () => distribution({ Aliases: ['taken.example.com'], ViewerCertificate: FOREIGN })],
    ['acm/certificate-in-region', 'a certificate of another region', DISTRIBUTION, () => distribution({ ViewerCertificate: certificate(`arn:aws:acm:${HOME}:${MANAGEMENT}:certificate/c`) })],
    ['acm/certificate-in-region', 'a certificate that is not waited for', DISTRIBUTION, ({ own }) => distribution({ Aliases: ['www.example.com'], ViewerCertificate: certificate(own) }), { undeclared: true }],
    ['cloudfront/security-policy', 'a newer policy without a certificate', DISTRIBUTION, () => distribution({ ViewerCertificate: { CloudFrontDefaultCertificate: true, MinimumProtocolVersion: 'TLSv1.2_2021' } })],
    ['cloudfront/security-policy', 'a policy that is none', DISTRIBUTION, () => distribution({ ViewerCertificate: { ...FOREIGN, MinimumProtocolVersion: 'TLSv1.2' } })],
    ['cloudfront/web-acl', 'a web ACL of a region', DISTRIBUTION, ({ regional }) => distribution({ WebACLId: regional })],
    ['cloudfront/web-acl', 'a web ACL that does not exist', DISTRIBUTION, ({ global }) => distribution({ WebACLId: `${global}x` })],
    ['cloudfront/web-acl', 'a web ACL that is not waited for', DISTRIBUTION, ({ global }) => distribution({ WebACLId: global }), { undeclared: true }],
    ['cloudfront/behaviors', 'an origin that is none', DISTRIBUTION, () => distribution({ DefaultCacheBehavior: behavior({ TargetOriginId: 'other' }) })],
    ['cloudfront/behaviors', 'no cache policy', DISTRIBUTION, () => distribution({ CacheBehaviors: [behavior({ PathPattern: '/a', CachePolicyId: undefined })] })],
    ['cloudfront/behaviors', 'a cache policy beside forwarded values', DISTRIBUTION, () => distribution({ DefaultCacheBehavior: behavior({ ForwardedValues: { QueryString: false } }) })],
    ['cloudfront/behaviors', 'a cache policy that does not exist', DISTRIBUTION, () => distribution({ DefaultCacheBehavior: behavior({ CachePolicyId: 'none' }) })],
    ['cloudfront/behaviors', 'a function that is not published', DISTRIBUTION, ({ draft }) => distribution({ DefaultCacheBehavior: calls(draft) })],
    ['cloudfront/behaviors', 'a cache policy whose times contradict each other', 'CloudFront::CachePolicy', () => ({ CachePolicyConfig: { Name: 'odd', MinTTL: 10, DefaultTTL: 5, MaxTTL: 20 } })],
    ['cloudfront/origins', 'two origins of one id', DISTRIBUTION, () => distribution({ Origins: [origin(), origin()] })],
    ['cloudfront/origins', 'an origin that is neither a bucket nor a server', DISTRIBUTION, () => distribution({ Origins: [origin({ CustomOriginConfig: undefined })] })],
    ['cloudfront/origins', 'a bucket that does not exist', DISTRIBUTION, () => distribution({ Origins: [ofBucket('none')] })],
    ['cloudfront/origins', 'a bucket that is not waited for', DISTRIBUTION, () => distribution({ Origins: [ofBucket('pages')] }), { undeclared: true }],
    ['cloudfront/origins', 'an origin access control that does not exist', DISTRIBUTION, () => distribution({ Origins: [ofBucket('pages', { OriginAccessControlId: 'none' })] })],
    ['cloudfront/origins', 'an origin access control of functions for a bucket', DISTRIBUTION, ({ forFunctions }) => distribution({ Origins: [ofBucket('pages', { OriginAccessControlId: forFunctions })] })],
    ['cloudfront/standard-logs', 'a bucket of logs that does not exist', DISTRIBUTION, () => distribution({ Logging: { Bucket: 'none.s3.amazonaws.com' } })],
    ['cloudfront/standard-logs', 'a bucket of logs without ACLs', DISTRIBUTION, () => distribution({ Logging: { Bucket: 'pages.s3.amazonaws.com' } })],
    [undefined, 'a certificate that covers its name', DISTRIBUTION, ({ own, global }) => distribution({ Aliases: ['www.example.com'], ViewerCertificate: certificate(own), WebACLId: global })],
    [undefined, 'a bucket behind an origin access control', DISTRIBUTION, ({ forBuckets }) => distribution({ Origins: [ofBucket('pages', { OriginAccessControlId: forBuckets })] })],
  ]);

  test('ask for the web ACL when it is made, and when an update touches it', () => {
    const { create, update } = typeOf('AWS::CloudFront::Distribution').permissions;
    const { properties } = { properties: distribution({ WebACLId: 'acl' }) };
    const asks = (permissions: typeof create, kind: string, touched: string) => permissions
      .filter(({ action, when }) => action === 'wafv2:GetWebACL' && when!({ kind, properties, changes: (name: string) => name === touched } as never))
      .map(({ resource }) => resource!({ properties } as never));
    expect(asks(create, 'create', '')).toEqual(['acl']);
    expect(asks(update, 'update', 'DistributionConfig')).toEqual(['acl']);
    expect(asks(update, 'update', 'Tags')).toEqual([]);
  });

  test('tell at the end that a bucket lets nobody read', async () => {
    const { bench, make, forBuckets } = await prepared();
    await make(DISTRIBUTION, 'Site', distribution({ Origins: [ofBucket('pages', { OriginAccessControlId: forBuckets })] }));
    expect(lostLogs(bench.world).map(({ details: { rule } }) => rule?.id)).toEqual(['cloudfront/origin-readable']);
  });
});
