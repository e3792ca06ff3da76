import { Price } from '../price';

const page = (path: string) => `https://aws.amazon.com/${path}/pricing/`;

const CONFIG = { service: 'AWS Config', region: 'any', source: page('config'), readAt: 'https://www.vantage.sh/blog/aws-config-pricing' };
const CLOUDTRAIL = { service: 'AWS CloudTrail', region: 'any', source: page('cloudtrail') };
const CLOUDWATCH = { service: 'Amazon CloudWatch', region: 'us-east-1', source: page('cloudwatch') };
const GUARDDUTY = { service: 'Amazon GuardDuty', region: 'us-east-1', source: page('guardduty') };
const INSPECTOR = { service: 'Amazon Inspector', region: 'eu-west-1', source: page('inspector') };
const MACIE = { service: 'Amazon Macie', region: 'us-east-1', source: page('macie') };

const ON_GUARDDUTY = 'https://www.factualminds.com/blog/amazon-guardduty-pricing-data-sources-multi-account/';
const ON_CLOUDWATCH = 'https://www.factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards/';
const ON_INSPECTOR = 'https://docs-b6y.pages.dev/hld009-vulnerability-management-amazon-inspector.html';

/** The first tier of each price. */
export const PRICES = {
  CONFIGURATION_ITEM: { ...CONFIG, what: 'configuration item, continuous', usd: 0.003 },
  CONFIGURATION_ITEM_DAILY: {
    ...CONFIG, what: 'configuration item, daily', usd: 0.012, readAt: 'https://cloudgauge.app/blog/governance-cost-trap.html',
  },
  PACK_EVALUATION: { ...CONFIG, what: 'evaluation by a rule of a conformance pack', usd: 0.001 },

  DATA_EVENT: { ...CLOUDTRAIL, what: 'data event', usd: 0.000001 },

  LOG_INGESTION: { ...CLOUDWATCH, what: 'GB of logs taken in', usd: 0.5, readAt: ON_CLOUDWATCH },
  LOG_STORAGE: { ...CLOUDWATCH, what: 'GB of logs kept for a month', usd: 0.03 },
  ALARM: { ...CLOUDWATCH, what: 'alarm', usd: 0.1 },
  METRIC: { ...CLOUDWATCH, what: 'custom metric', usd: 0.3, readAt: 'https://signoz.io/guides/cloudwatch-pricing' },

  KEY: {
    service: 'AWS KMS', what: 'customer managed key', usd: 1, region: 'any', source: page('kms'),
  },

  ARCHIVED_GIGABYTE: {
    service: 'Amazon S3', what: 'GB of archived logs kept for a month', usd: 0.023, region: 'us-east-1', source: page('s3'),
  },

  GUARDDUTY_EVENT: { ...GUARDDUTY, what: 'management event', usd: 0.000004, readAt: ON_GUARDDUTY },
  GUARDDUTY_FLOW: { ...GUARDDUTY, what: 'GB of flow and DNS logs', usd: 1, readAt: ON_GUARDDUTY },
  GUARDDUTY_S3_EVENT: { ...GUARDDUTY, what: 'S3 data event', usd: 0.0000008 },
  GUARDDUTY_EKS_EVENT: { ...GUARDDUTY, what: 'EKS audit event', usd: 0.0000016 },
  GUARDDUTY_MALWARE: { ...GUARDDUTY, what: 'GB of volumes scanned', usd: 0.03 },
  GUARDDUTY_DATABASE: { ...GUARDDUTY, what: 'vCPU of a database', usd: 1 },
  GUARDDUTY_LAMBDA: { ...GUARDDUTY, what: 'GB of network logs of functions', usd: 1 },
  GUARDDUTY_RUNTIME: { ...GUARDDUTY, what: 'vCPU with an agent', usd: 1.5 },

  SECURITY_CHECK: {
    service: 'AWS Security Hub CSPM', what: 'security check', usd: 0.001, region: 'any', source: page('security-hub/cspm'),
    readAt: 'https://aws-gcr-wwso-security.gitbook.io/an-quan-zui-jia-shi-jian',
  },

  UNUSED_ACCESS: {
    service: 'IAM Access Analyzer', what: 'role or user analysed', usd: 0.2, region: 'any', source: page('iam/access-analyzer'),
    readAt: 'https://www.geeksforgeeks.org/devops/activate-unused-access-analyzer/',
  },

  INSPECTOR_INSTANCE: { ...INSPECTOR, what: 'instance', usd: 1.2528, readAt: ON_INSPECTOR },
  INSPECTOR_IMAGE: { ...INSPECTOR, what: 'new container image', usd: 0.09, readAt: ON_INSPECTOR },
  INSPECTOR_FUNCTION: { ...INSPECTOR, what: 'function', usd: 0.3 },
  INSPECTOR_FUNCTION_CODE: { ...INSPECTOR, what: 'function whose code is read', usd: 0.6 },

  MACIE_BUCKET: { ...MACIE, what: 'bucket', usd: 0.1 },
  MACIE_OBJECT: { ...MACIE, what: 'object monitored', usd: 0.0000001 },
  MACIE_GIGABYTE: { ...MACIE, what: 'GB inspected', usd: 1 },

  DETECTIVE: {
    service: 'Amazon Detective', what: 'GB taken in', usd: 2, region: 'us-east-1', source: page('detective'), readAt: 'https://6thgen.ai/?p=52145',
  },
} as const satisfies Record<string, Price>;
