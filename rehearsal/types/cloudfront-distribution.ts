import { parseArn } from '../aws/arn';
import { Operation, ResourceType } from '../aws/contract';
import { Distribution } from '../aws/services/cloudfront';
import { fullName } from '../aws/services/route53';
import { partOfArn, ServicePart } from '../aws/services/service-parts';
import { stackById } from '../engine/stack-state';
import { CLOUDFRONT } from '../rules/edge';
import { requireCertificate } from './acm-certificate';
import { checkBehaviors } from './cloudfront-behaviors';
import { checkOrigins } from './cloudfront-origins';
import { changed, given, inert, permissions, TAGS } from './permission';
import { serviceType, Settings } from './service-part';
import { flag, record, records, text, texts } from './values';

type Values = Readonly<Record<string, unknown>>;

const EDGE_REGION = 'us-east-1';
/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html */
const SECURITY_POLICIES = ['SSLv3', 'TLSv1', 'TLSv1_2016', 'TLSv1.1_2016', 'TLSv1.2_2018', 'TLSv1.2_2019', 'TLSv1.2_2021', 'TLSv1.2_2025', 'TLSv1.3_2025'];
const NO_REQUESTS = inert('no request is answered in the rehearsal');

const onDistribution = ({ partition, accountId, physicalId }: Operation) => `arn:${partition}:cloudfront::${accountId}:distribution/${physicalId ?? '*'}`;
const configOf = ({ properties }: Operation) => record(properties, 'DistributionConfig');

/** On behalf of the caller: https://docs.aws.amazon.com/waf/latest/developerguide/security_iam_service-with-iam.html */
const protecting = permissions(['wafv2:GetWebACL'], operation => text(configOf(operation), 'WebACLId') ?? '*', {
  when: operation => text(configOf(operation), 'WebACLId') !== undefined && given('DistributionConfig')(operation),
});

/** A distribution. Those for several tenants, certificates of clients, and certificates of IAM are refused. */
export const DISTRIBUTION: ResourceType = serviceType<Distribution>({
  typeName: 'AWS::CloudFront::Distribution',
  source: 'aws-cloudfront-distribution',
  global: true,
  properties: { DistributionConfig: 'interpreted', Tags: TAGS },
  nested: {
    DistributionConfig: {
      Aliases: 'interpreted', CacheBehaviors: 'interpreted', DefaultCacheBehavior: 'interpreted', Enabled: 'interpreted', Logging: 'interpreted',
      OriginGroups: 'interpreted', Origins: 'interpreted', ViewerCertificate: 'interpreted', WebACLId: 'interpreted', Comment: inert('text for people'),
      CustomErrorResponses: NO_REQUESTS, DefaultRootObject: NO_REQUESTS, HttpVersion: NO_REQUESTS, IPV6Enabled: NO_REQUESTS,
        PriceClass: NO_REQUESTS,
      Restrictions: NO_REQUESTS,
    },
    'DistributionConfig.ViewerCertificate': {
      AcmCertificateArn: 'interpreted', MinimumProtocolVersion: 'interpreted', SslSupportMethod: NO_REQUESTS, CloudFrontDefaultCertificate: 'interpreted',
    },
    'DistributionConfig.Logging': { Bucket: 'interpreted', IncludeCookies: NO_REQUESTS, Prefix: NO_REQUESTS },
    'DistributionConfig.Origins': {
      Id: 'interpreted', DomainName: 'interpreted', OriginAccessControlId: 'interpreted', S3OriginConfig: 'interpreted', CustomOriginConfig: 'interpreted',
      ConnectionAttempts: NO_REQUESTS, ConnectionTimeout: NO_REQUESTS, ResponseCompletionTimeout: NO_REQUESTS,
        OriginCustomHeaders: NO_REQUESTS,
      OriginPath: NO_REQUESTS, OriginShield: NO_REQUESTS,
    },
  },
  required: ['DistributionConfig'],
  createOnly: [],
  permissions: {
    create: [
      ...permissions(['cloudfront:CreateDistribution', 'cloudfront:GetDistribution', 'cloudfront:GetDistributionConfig'], onDistribution),
      ...permissions(['cloudfront:CreateDistributionWithTags', 'cloudfront:TagResource'], onDistribution, { when: given('Tags') }),
      ...protecting,
    ],
    update: [
      ...permissions(['cloudfront:GetDistribution', 'cloudfront:GetDistributionConfig', 'cloudfront:UpdateDistribution', 'cloudfront:ListTagsForResource'], onDistribution),
      ...permissions(['cloudfront:TagResource', 'cloudfront:UntagResource'], onDistribution, { when: changed('Tags') }), ...protecting,
    ],
    delete: permissions(['cloudfront:DeleteDistribution', 'cloudfront:GetDistribution', 'cloudfront:GetDistributionConfig'], onDistribution),
  },
  parts: ({ cloudFront }) => cloudFront.distributions,
  identify: ({ world, accountId, partition, stackName, logicalId }) => {
    const id = `E${world.identifiers.letters(`distribution:${accountId}:${stackName}:${logicalId}`, 13).toUpperCase()}`;
    return { id, arn: `arn:${partition}:cloudfront::${accountId}:distribution/${id}` };
  },
  settings: distributionOf,
  attributes: ({ domainName, id }) => ({ Id: id, DomainName: domainName }),
});

function distributionOf(operation: Operation, self: ServicePart): Settings<Distribution> {
  const config = configOf(operation);
  if (flag(config, 'Enabled') === undefined) operation.fail('InvalidArgument', "'Enabled' of a distribution is missing", 'say whether it answers');
  const aliases = texts(config, 'Aliases');
  checkCertificate(operation, record(config, 'ViewerCertificate'), aliases, self);
  checkLogging(operation, record(config, 'Logging'));
  const origins = checkOrigins(operation, config);
  const uses = [...origins.uses, ...checkBehaviors(operation, config, origins.ids)];
  return { domainName: `${self.id.toLowerCase()}.cloudfront.net`, aliases, uses, buckets: origins.buckets, webAclArn: webAclOf(operation, config) };
}

function checkCertificate(operation: Operation, viewer: Values, aliases: readonly string[], self: ServicePart): void {
  const arn = text(viewer, 'AcmCertificateArn');
  const certificate = arn === undefined ? undefined : requireCertificate(operation, arn, EDGE_REGION);
  const isCovered = (name: string) => certificate === undefined || certificate.names.some(covering => covers(covering, name));
  const bare = aliases.filter(name => arn === undefined || !isCovered(name));
  operation.require(CLOUDFRONT.CERTIFICATE, bare.length === 0, `no certificate covers ${bare.join(', ')}`, 'name a certificate of us-east-1 with these names');
  const others = [...operation.world.state.cloudFront.distributions.values()].filter(({ id }) => id !== self.id).flatMap(other =>
    other.aliases.map(fullName));
  const taken = aliases.filter(name => others.includes(fullName(name)));
  operation.require(CLOUDFRONT.CERTIFICATE, taken.length === 0, `another distribution answers to ${taken.join(', ')}`, 'take the name away from it first');
  const policy = text(viewer, 'MinimumProtocolVersion');
  const known = policy === undefined || (SECURITY_POLICIES.includes(policy) && (arn !== undefined || policy === 'TLSv1'));
  operation.require(CLOUDFRONT.TLS, known, `'MinimumProtocolVersion' is ${policy}`, `choose one of ${SECURITY_POLICIES.join(', ')}, with a certificate of your own`);
}

/** A wildcard covers one label. */
const covers = (covering: string, name: string): boolean => covering.startsWith('*.') ? name.slice(name.indexOf('.')) === covering.slice(1) : covering === name;

function webAclOf(operation: Operation, config: Values): string | undefined {
  const arn = text(config, 'WebACLId');
  if (arn === undefined || arn === '') return undefined;
  const acl = partOfArn(operation.world.state.wafv2.webAcls, arn);
  const parts = parseArn(arn);
  const edge = parts?.service === 'wafv2' && parts.region === EDGE_REGION && parts.resource.startsWith('global/webacl/') && parts.accountId === operation.accountId;
  operation.require(CLOUDFRONT.WEB_ACL, edge && acl !== undefined, `the web ACL ${arn} does not exist with the scope CLOUDFRONT`, 'make it in a stack in us-east-1, with the scope CLOUDFRONT');
  operation.requirePath(CLOUDFRONT.WEB_ACL, acl!.origin, `the web ACL ${arn} may not exist yet`);
  return arn;
}

/** The older standard logs write with an ACL, which buckets whose objects belong to their owner do not have. */
function checkLogging(operation: Operation, logging: Values): void {
  if (logging.Bucket === undefined) return;
  const { world } = operation;
  const name = String(logging.Bucket).split('.s3.')[0];
  const bucket = world.state.s3.buckets.get(name);
  operation.require(CLOUDFRONT.LOGGING, bucket !== undefined, `the bucket ${name} does not exist`, 'create it first');
  operation.requirePath(CLOUDFRONT.LOGGING, bucket!.origin, `the bucket ${name} may not exist yet`);
  const declared = bucket!.origin && stackById(world, bucket!.origin.stackId)?.resources[bucket!.origin.logicalId]?.properties;
  const [ownership] = declared ? records(record(declared, 'OwnershipControls'), 'Rules') : [];
  const hasAcl = ownership !== undefined && ownership.ObjectOwnership !== 'BucketOwnerEnforced';
  operation.require(CLOUDFRONT.LOGGING, hasAcl, `ACLs are off in the bucket ${name}`, 'deliver logs by AWS::Logs::Delivery instead');
  bucket!.holdsLogs = true;
}
