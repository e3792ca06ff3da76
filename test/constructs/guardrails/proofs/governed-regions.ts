import { Guardrails, GuardrailSet } from '../../../../lib/constructs/guardrails';
import { Proof } from '../proof';

const call = (action: string, region: string) => ({ action, resource: '*', context: { 'aws:RequestedRegion': region } });

/** One call of each global service, as its client sends it: to us-east-1, or to us-west-2. */
const GLOBAL_CALLS = [
  'iam:GetRole', 'sts:GetCallerIdentity', 'organizations:DescribeOrganization', 'account:GetContactInformation', 'route53:ListHostedZones',
  'route53domains:ListDomains', 'route53-recovery-cluster:GetRoutingControlState', 'route53-recovery-control-config:ListClusters',
  'route53-recovery-readiness:ListCells', 'cloudfront:CreateDistribution', 'cloudfront-keyvaluestore:GetKey', 'shield:DescribeSubscription',
  'directconnect:DescribeDirectConnectGateways', 'support:CreateCase', 'supportapp:ListSlackChannelConfigurations', 'supportplans:GetSupportPlan',
  'trustedadvisor:ListChecks', 'health:DescribeEvents', 'aws-portal:ViewBilling', 'billing:GetBillingData', 'billingconductor:ListBillingGroups',
  'budgets:ViewBudget', 'ce:GetCostAndUsage', 'consolidatedbilling:GetAccountBillingRole', 'cur:DescribeReportDefinitions',
  'freetier:GetFreeTierUsage', 'invoicing:ListInvoiceSummaries', 'payments:ListPaymentPreferences', 'pricing:GetProducts',
  'savingsplans:DescribeSavingsPlans', 'tax:GetTaxRegistration', 'aws-marketplace:ViewSubscriptions', 'artifact:GetReport',
  'notifications:ListNotificationConfigurations', 'notifications-contacts:ListEmailContacts', 'ecr-public:GetAuthorizationToken',
  'consoleapp:ListDeviceIdentities', 'sustainability:GetCarbonFootprintSummary', 'ec2:DescribeRegions', 'ec2:DescribeTransitGateways',
  'ec2:DescribeVpnGateways', 's3:ListAllMyBuckets', 's3:GetBucketLocation', 's3:GetAccountPublicAccessBlock',
  's3:ListStorageLensConfigurations', 'tag:GetResources',
].map(action => ({ action, region: 'us-east-1' })).concat([
  'globalaccelerator:ListAccelerators', 'networkmanager:ListCoreNetworks', 's3:CreateMultiRegionAccessPoint', 'chatbot:ListMicrosoftTeamsConfiguredTeams',
  'devicefarm:ListProjects',
].map(action => ({ action, region: 'us-west-2' })));

/** Corners of regional services that belong to CloudFront and its kin. */
const US_EAST_1_CALLS = [
  'acm:RequestCertificate', 'wafv2:CreateWebACL', 'fms:PutPolicy', 'cloudtrail:LookupEvents', 'bcm-data-exports:CreateExport',
  'cost-optimization-hub:ListRecommendations', 'servicequotas:RequestServiceQuotaIncrease', 'cloudwatch:GetMetricData',
  'cloudwatch:GetMetricStatistics', 'cloudwatch:ListMetrics',
];

export const GOVERNED_REGIONS_PROOF: Proof = {
  guardrail: Guardrails.GOVERNED_REGIONS,
  set: GuardrailSet.FOUNDATION,
  denied: [
    { title: 'to run instances in a region nobody watches', by: 'developer', ...call('ec2:RunInstances', 'ap-southeast-2') },
    { title: 'to run instances in us-east-1, though it is home to global services', by: 'developer', ...call('ec2:RunInstances', 'us-east-1') },
    { title: 'to put data into us-east-1', by: 'developer', ...call('s3:CreateBucket', 'us-east-1') },
    { title: 'to make a key in us-east-1', by: 'developer', ...call('kms:CreateKey', 'us-east-1') },
    { title: 'to delete the analyzer of us-east-1', by: 'administrator', ...call('access-analyzer:DeleteAnalyzer', 'us-east-1') },
    { title: 'of an administrator', by: 'administrator', ...call('lambda:CreateFunction', 'us-west-2') },
    { title: 'of the role that AWS Organizations made', by: 'organizationAccessRole', ...call('ec2:RunInstances', 'us-west-2') },
    { title: 'of a CDK deployment', by: 'cdkDeployRole', ...call('cloudformation:CreateStack', 'us-west-2') },
    { title: 'of a role that looks like break-glass', by: 'impostor', ...call('ec2:RunInstances', 'us-west-2') },
    ...US_EAST_1_CALLS.map(action => ({ title: `to ${action} beyond us-east-1`, by: 'developer' as const, ...call(action, 'us-east-2') })),
  ],
  allowed: [
    { title: 'to work at home', by: 'developer', ...call('ec2:RunInstances', 'eu-central-1') },
    { title: 'to work in the other governed region', by: 'developer', ...call('ec2:RunInstances', 'eu-west-1') },
    ...GLOBAL_CALLS.map(({ action, region }) => ({ title: `to ${action}`, by: 'developer' as const, ...call(action, region) })),
    { title: 'to set the account\'s public access block', by: 'developer', ...call('s3:PutAccountPublicAccessBlock', 'us-east-1'), deniedBy: ['G40'] },
    ...US_EAST_1_CALLS.flatMap(action => ['us-east-1', 'eu-central-1', 'eu-west-1'].map(region =>
      ({ title: `to ${action} in ${region}`, by: 'developer' as const, ...call(action, region) }))),
    { title: 'to assume a role by the global endpoint', by: 'developer', ...call('sts:AssumeRole', 'us-east-1') },
    { title: 'of a service-linked role', by: 'serviceLinkedRole', ...call('ec2:DescribeInstances', 'us-east-1') },
    { title: 'of Lambda', by: 'lambda', ...call('sts:AssumeRole', 'us-east-1') },
    { title: 'of a central root session', by: 'rootSession', ...call('iam:DeleteLoginProfile', 'us-east-1') },
  ],
  exempt: [
    { title: 'StackSets, whose baseline reaches us-east-1', by: 'stackSets', ...call('access-analyzer:CreateAnalyzer', 'us-east-1') },
    { title: 'break-glass', by: 'breakGlass', ...call('ec2:TerminateInstances', 'ap-southeast-2') },
    { title: 'StackSets, to deploy a certificate', by: 'stackSets', ...call('acm:RequestCertificate', 'us-west-2') },
    { title: 'break-glass, to remove a certificate', by: 'breakGlass', ...call('acm:DeleteCertificate', 'us-west-2') },
  ],
};
