import { Price } from './price';

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

/**
 * The prices that estimates rest on: the first tier of each, without free tiers and discounts. Regions differ by up to a quarter; see
 * `CostAssumptions.priceLevel`.
 */
export class Prices {
  /** The day on which the table was last compared with its sources. */
  public static readonly AS_OF = '2026-11-22';

  public static readonly CONFIGURATION_ITEM: Price = { ...CONFIG, what: 'configuration item, continuous', usd: 0.003 };
  public static readonly CONFIGURATION_ITEM_DAILY: Price = {
    ...CONFIG, what: 'configuration item, daily', usd: 0.012, readAt: 'https://cloudgauge.app/blog/governance-cost-trap.html',
  };
  public static readonly PACK_EVALUATION: Price = { ...CONFIG, what: 'evaluation by a rule of a conformance pack', usd: 0.001 };

  public static readonly DATA_EVENT: Price = { ...CLOUDTRAIL, what: 'data event', usd: 0.000001 };

  public static readonly LOG_INGESTION: Price = { ...CLOUDWATCH, what: 'GB of logs taken in', usd: 0.5, readAt: ON_CLOUDWATCH };
  public static readonly LOG_STORAGE: Price = { ...CLOUDWATCH, what: 'GB of logs kept for a month', usd: 0.03 };
  public static readonly ALARM: Price = { ...CLOUDWATCH, what: 'alarm', usd: 0.1 };
  public static readonly METRIC: Price = { ...CLOUDWATCH, what: 'custom metric', usd: 0.3, readAt: 'https://signoz.io/guides/cloudwatch-pricing' };

  public static readonly KEY: Price = {
    service: 'AWS KMS', what: 'customer managed key', usd: 1, region: 'any', source: page('kms'),
  };

  public static readonly ARCHIVED_GIGABYTE: Price = {
    service: 'Amazon S3', what: 'GB of archived logs kept for a month', usd: 0.023, region: 'us-east-1', source: page('s3'),
  };

  public static readonly GUARDDUTY_EVENT: Price = { ...GUARDDUTY, what: 'management event', usd: 0.000004, readAt: ON_GUARDDUTY };
  public static readonly GUARDDUTY_FLOW: Price = { ...GUARDDUTY, what: 'GB of flow and DNS logs', usd: 1, readAt: ON_GUARDDUTY };
  public static readonly GUARDDUTY_S3_EVENT: Price = { ...GUARDDUTY, what: 'S3 data event', usd: 0.0000008 };
  public static readonly GUARDDUTY_EKS_EVENT: Price = { ...GUARDDUTY, what: 'EKS audit event', usd: 0.0000016 };
  public static readonly GUARDDUTY_MALWARE: Price = { ...GUARDDUTY, what: 'GB of volumes scanned', usd: 0.03 };
  public static readonly GUARDDUTY_DATABASE: Price = { ...GUARDDUTY, what: 'vCPU of a database', usd: 1 };
  public static readonly GUARDDUTY_LAMBDA: Price = { ...GUARDDUTY, what: 'GB of network logs of functions', usd: 1 };
  public static readonly GUARDDUTY_RUNTIME: Price = { ...GUARDDUTY, what: 'vCPU with an agent', usd: 1.5 };

  public static readonly SECURITY_CHECK: Price = {
    service: 'AWS Security Hub CSPM', what: 'security check', usd: 0.001, region: 'any', source: page('security-hub/cspm'),
    readAt: 'https://aws-gcr-wwso-security.gitbook.io/an-quan-zui-jia-shi-jian',
  };

  public static readonly UNUSED_ACCESS: Price = {
    service: 'IAM Access Analyzer', what: 'role or user analysed', usd: 0.2, region: 'any', source: page('iam/access-analyzer'),
    readAt: 'https://www.geeksforgeeks.org/devops/activate-unused-access-analyzer/',
  };

  public static readonly INSPECTOR_INSTANCE: Price = { ...INSPECTOR, what: 'instance', usd: 1.2528, readAt: ON_INSPECTOR };
  public static readonly INSPECTOR_IMAGE: Price = { ...INSPECTOR, what: 'new container image', usd: 0.09, readAt: ON_INSPECTOR };
  public static readonly INSPECTOR_FUNCTION: Price = { ...INSPECTOR, what: 'function', usd: 0.3 };
  public static readonly INSPECTOR_FUNCTION_CODE: Price = { ...INSPECTOR, what: 'function whose code is read', usd: 0.6 };

  public static readonly MACIE_BUCKET: Price = { ...MACIE, what: 'bucket', usd: 0.1 };
  public static readonly MACIE_OBJECT: Price = { ...MACIE, what: 'object monitored', usd: 0.0000001 };
  public static readonly MACIE_GIGABYTE: Price = { ...MACIE, what: 'GB inspected', usd: 1 };

  public static readonly DETECTIVE: Price = {
    service: 'Amazon Detective', what: 'GB taken in', usd: 2, region: 'us-east-1', source: page('detective'), readAt: 'https://6thgen.ai/?p=52145',
  };

  /** Every price. */
  public static all(): Price[] {
    return Object.values(Prices).filter((value): value is Price => typeof value === 'object');
  }

  private constructor() {}
}
