import { Rule } from '../aws/contract';

const WAF = 'https://docs.aws.amazon.com/waf/latest/developerguide';
const CLOUDFRONT_GUIDE = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide';
const LOGS_GUIDE = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs';

/** What AWS WAF asks of web ACLs. */
export const WAFV2 = {
  SCOPE: {
    id: 'wafv2/scope',
    statement: 'What is in front of CloudFront has the scope CLOUDFRONT and is made in us-east-1; everything else has the scope REGIONAL.',
    source: `${WAF}/how-aws-waf-works-resources.html`,
  },
  RULES: {
    id: 'wafv2/rules',
    statement: 'Each rule of a web ACL has a name and a priority of its own, an action, or an override where it names a group, and one statement; IP sets and managed groups that it names exist.',
    source: `${WAF}/web-acl-processing.html, https://docs.aws.amazon.com/waf/latest/APIReference/API_Rule.html`,
  },
  CAPACITY: {
    id: 'wafv2/capacity',
    statement: 'The rules of a web ACL take up at most 5,000 units, as far as managed groups tell.',
    source: `${WAF}/aws-waf-capacity-units.html, ${WAF}/aws-managed-rule-groups-list.html`,
  },
  ASSOCIATION: {
    id: 'wafv2/association',
    statement: 'A web ACL is put in front of an application load balancer, a stage of a REST API or a user pool of its account and region that is there first; each has one.',
    source: `${WAF}/web-acl-associating-aws-resource.html`,
  },
  LOGGING: {
    id: 'wafv2/logging',
    statement: 'A web ACL logs to one bucket or log group of its account and region whose name begins with aws-waf-logs-; the bucket, and its key, let delivery.logs.amazonaws.com write.',
    source: `${WAF}/logging-destinations.html, ${WAF}/logging-s3.html, ${WAF}/logging-cw-logs.html`,
  },
} as const satisfies Record<string, Rule>;

/** What CloudWatch Logs asks of deliveries of vended logs, and of policies on log groups. */
export const LOG_DELIVERY = {
  SOURCE: {
    id: 'log-delivery/source',
    statement: 'What sends logs exists in the account, is the source of each kind of log once, and is told of first; CloudFront is a source in us-east-1 only.',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html, https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html',
  },
  DESTINATION: {
    id: 'log-delivery/destination',
    statement: 'The bucket or log group that logs are delivered to exists, and the template says that it, and its policy, are there first.',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliveryDestination.html',
  },
  PAIR: {
    id: 'log-delivery/pair',
    statement: 'A delivery joins one source with one destination of its region, each pair once, and waits for both; changes to deliveries of one source follow each other.',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateDelivery.html (ResourceNotFoundException, ConflictException)',
  },
  BUCKET: {
    id: 'log-delivery/bucket-accepts',
    statement: 'A bucket that logs are delivered to, and its key, let delivery.logs.amazonaws.com write for the sources of the account.',
    source: `${LOGS_GUIDE}/AWS-logs-infrastructure-V2-S3.html`,
  },
  POLICY: {
    id: 'log-delivery/resource-policy',
    statement: 'A policy on log groups is a policy document of at most 5,120 characters, one of ten in an account and region.',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html',
  },
} as const satisfies Record<string, Rule>;

/** What CloudFront asks of distributions. */
export const CLOUDFRONT = {
  CERTIFICATE: {
    id: 'cloudfront/certificate',
    statement: 'Names of a distribution are covered by its certificate, which ACM issued in us-east-1, and are those of no other distribution.',
    source: `${CLOUDFRONT_GUIDE}/cnames-and-https-requirements.html`,
  },
  TLS: {
    id: 'cloudfront/security-policy',
    statement: 'The oldest version of TLS is one of the security policies of CloudFront, and TLSv1 where the distribution has no certificate of its own.',
    source: `${CLOUDFRONT_GUIDE}/secure-connections-supported-viewer-protocols-ciphers.html`,
  },
  WEB_ACL: {
    id: 'cloudfront/web-acl',
    statement: 'The web ACL of a distribution has the scope CLOUDFRONT, lies in us-east-1, and is there first.',
    source: 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html (InvalidWebACLId)',
  },
  BEHAVIORS: {
    id: 'cloudfront/behaviors',
    statement: 'A behavior leads to an origin of its distribution, by a cache policy or forwarded values; policies and functions that it names exist, are published, and are there first.',
    source: 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DefaultCacheBehavior.html',
  },
  ORIGINS: {
    id: 'cloudfront/origins',
    statement: 'An origin has an id of its own and is a bucket or another server; its origin access control exists, fits its kind, and is there first.',
    source: 'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Origin.html',
  },
  ORIGIN_READ: {
    id: 'cloudfront/origin-readable',
    statement: 'Once everything is deployed, the bucket behind an origin access control, and its key, let cloudfront.amazonaws.com read for the distribution.',
    source: `${CLOUDFRONT_GUIDE}/private-content-restricting-access-to-s3.html`,
  },
  LOGGING: {
    id: 'cloudfront/standard-logs',
    statement: 'A bucket of the older standard logs exists, has ACLs on, and is there first.',
    source: `${CLOUDFRONT_GUIDE}/standard-logging-legacy-s3.html`,
  },
} as const satisfies Record<string, Rule>;
