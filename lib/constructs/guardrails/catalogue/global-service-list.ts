import { GlobalService } from '../global-service';

const CONTROL_TOWER = 'https://docs.aws.amazon.com/controltower/latest/controlreference/primary-region-deny-policy.html';
const ORGANIZATIONS = 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html';
const IAM_GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-requested-region.html';
const KEY_VALUE_STORE = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/kvs-with-functions-kvp.html';
const CLOUDFRONT_CERTIFICATES = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html';
const CLOUDFRONT_WAF = 'https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html';
const GLOBAL_EVENTS = 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events';
const DATA_EXPORTS = 'https://docs.aws.amazon.com/AWSJavaSDK/latest/javadoc/com/amazonaws/services/bcmdataexports/package-summary.html';
const COST_OPTIMIZATION = 'https://docs.aws.amazon.com/cost-management/latest/userguide/cost-optimization-hub.html';
const QUOTAS = 'https://docs.aws.amazon.com/servicequotas/latest/userguide/gs-request-quota.html';
const GLOBAL_METRICS = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitor_estimated_charges_with_cloudwatch.html';
const FIREWALL_MANAGER = 'https://docs.aws.amazon.com/waf/latest/developerguide/fms-chapter.html';

/**
 * Services that answer from one place for all regions. Kept shorter than AWS's examples on purpose: those also spare regional services
 * (config, kms, acm, access-analyzer) and retired ones, which opens every region to them.
 */
export const GLOBAL_SERVICES: GlobalService[] = [
  { actions: ['iam:*'], reason: 'identities are global; its endpoint is in us-east-1', source: IAM_GUIDE },
  { actions: ['sts:*'], reason: 'the global endpoint counts as us-east-1, and a session is no resource', source: CONTROL_TOWER },
  { actions: ['organizations:*', 'account:*'], reason: 'the organization and its accounts are global', source: CONTROL_TOWER },
  { actions: ['route53:*', 'route53domains:*'], reason: 'DNS zones and domains are global', source: IAM_GUIDE },
  {
    actions: ['route53-recovery-cluster:*', 'route53-recovery-control-config:*', 'route53-recovery-readiness:*'],
    reason: 'recovery control answers from regions of its own choice, since the home region may be down', source: ORGANIZATIONS,
  },
  { actions: ['cloudfront:*'], reason: 'distributions are global; its endpoint is in us-east-1', source: IAM_GUIDE },
  { actions: ['cloudfront-keyvaluestore:*'], reason: 'one global endpoint, signed for all regions at once', source: KEY_VALUE_STORE },
  { actions: ['globalaccelerator:*', 'networkmanager:*'], reason: 'global networks; their endpoint is in us-west-2', source: CONTROL_TOWER },
  { actions: ['directconnect:*'], reason: 'its gateways are global', source: CONTROL_TOWER },
  { actions: ['shield:*'], reason: 'protections are global', source: CONTROL_TOWER },
  {
    actions: ['support:*', 'supportapp:*', 'supportplans:*', 'trustedadvisor:*', 'health:*'],
    reason: 'support and the health of an account are global', source: CONTROL_TOWER,
  },
  {
    actions: [
      'aws-portal:*', 'billing:*', 'billingconductor:*', 'budgets:*', 'ce:*', 'consolidatedbilling:*', 'cur:*', 'freetier:*', 'invoicing:*',
      'payments:*', 'pricing:*', 'savingsplans:*', 'tax:*',
    ],
    reason: 'billing and its reports are global', source: CONTROL_TOWER,
  },
  { actions: ['aws-marketplace:*'], reason: 'subscriptions are global', source: CONTROL_TOWER },
  { actions: ['artifact:*'], reason: 'compliance reports and agreements are global', source: CONTROL_TOWER },
  { actions: ['notifications:*', 'notifications-contacts:*'], reason: 'notifications of an account are global', source: CONTROL_TOWER },
  { actions: ['chatbot:*', 'devicefarm:*'], reason: 'global services whose endpoint is in us-west-2', source: IAM_GUIDE },
  { actions: ['ecr-public:*'], reason: 'the public gallery answers from us-east-1', source: CONTROL_TOWER },
  { actions: ['consoleapp:*', 'sustainability:*'], reason: 'pages about the account, without resources', source: CONTROL_TOWER },
  {
    actions: ['ec2:DescribeRegions', 'ec2:DescribeTransitGateways', 'ec2:DescribeVpnGateways'],
    reason: 'the console and global networks read them everywhere', source: ORGANIZATIONS,
  },
  {
    actions: ['s3:GetAccountPublicAccessBlock', 's3:GetBucketLocation', 's3:ListAllMyBuckets', 's3:PutAccountPublicAccessBlock'],
    reason: 'of the account, or asked before the bucket\'s region is known', source: CONTROL_TOWER,
  },
  { actions: ['s3:*MultiRegionAccessPoint*', 's3:*StorageLens*'], reason: 'span regions; their control plane is in us-west-2', source: CONTROL_TOWER },
  { actions: ['tag:GetResources'], reason: 'finds global resources in us-east-1', source: CONTROL_TOWER },
];

/** Corners of regional services that serve global ones from us-east-1. */
export const US_EAST_1_SERVICES: GlobalService[] = [
  { actions: ['acm:*'], reason: 'certificates of CloudFront live in us-east-1', source: CLOUDFRONT_CERTIFICATES },
  { actions: ['bcm-data-exports:*'], reason: 'its one endpoint is there', source: DATA_EXPORTS },
  { actions: ['cost-optimization-hub:*'], reason: 'its one endpoint is there', source: COST_OPTIMIZATION },
  { actions: ['servicequotas:*'], reason: 'quotas of global services are asked for there', source: QUOTAS },
  {
    actions: ['cloudwatch:GetMetricData', 'cloudwatch:GetMetricStatistics', 'cloudwatch:ListMetrics'],
    reason: 'metrics of billing, CloudFront and Route 53 are there', source: GLOBAL_METRICS,
  },
  { actions: ['wafv2:*'], reason: 'web ACLs of CloudFront live in us-east-1', source: CLOUDFRONT_WAF },
  { actions: ['fms:*'], reason: 'policies of Firewall Manager for CloudFront and Shield are set in us-east-1', source: FIREWALL_MANAGER },
  { actions: ['cloudtrail:LookupEvents'], reason: 'events of IAM and other global services are looked up in us-east-1', source: GLOBAL_EVENTS },
];
