import { CostAssumptions } from '../cost-assumptions';
import { OrganizationSize } from '../organization-size';
import { Price } from '../price';
import { RecordingFrequency, ServiceSelection } from '../service-selection';
import { PACK_RULES } from './pack-rules';
import { PRICES } from './price-list';

/** So much of something at a price; nothing is billed where the quantity is 0. */
export interface Quantity {
  readonly price: Price;
  readonly quantity: number;
}

/** What an estimate is computed from. */
export interface Estimated {
  readonly size: OrganizationSize;
  readonly services: ServiceSelection;
  readonly assumed: Required<CostAssumptions>;
}

const GIGABYTE = 1024 ** 3;
const DAYS_PER_MONTH = 30;
/** CloudWatch Logs keeps logs compressed, to what its price page calls 0.15; CloudTrail's files in the archive are compressed too. */
const COMPRESSION = 0.15;

/** Everything that is billed, a line for each price. */
export function quantitiesOf(estimated: Estimated): readonly Quantity[] {
  return [trail, config, guardDuty, securityHub, access, inspector, macie, detective, platform].flatMap(part => part(estimated));
}

/** What everybody pays: the organization trail's first copy is free, its log group and its archive are not. */
function trail({ size, services, assumed }: Estimated): readonly Quantity[] {
  const dataEvents = services.trailDataEvents.length * assumed.s3DataEvents * size.accounts;
  const gigabytes = (size.accounts * assumed.managementEvents + dataEvents) * assumed.bytesPerEvent / GIGABYTE;
  return [
    { price: PRICES.DATA_EVENT, quantity: dataEvents },
    { price: PRICES.LOG_INGESTION, quantity: gigabytes },
    { price: PRICES.LOG_STORAGE, quantity: gigabytes * COMPRESSION * services.trailLogRetentionDays / DAYS_PER_MONTH },
    { price: PRICES.ARCHIVED_GIGABYTE, quantity: gigabytes * COMPRESSION * assumed.archivedMonths },
  ];
}

function config({ size, services, assumed }: Estimated): readonly Quantity[] {
  const places = size.accounts * size.regions;
  const evaluated = services.conformancePacks.map(id => PACK_RULES[id] ?? { once: 0, everywhere: 0 })
    .reduce((sum, { once, everywhere }) => sum + once * size.accounts + everywhere * places, 0);
  return [
    services.recordingFrequency === RecordingFrequency.DAILY
      ? { price: PRICES.CONFIGURATION_ITEM_DAILY, quantity: assumed.dailyConfigurationItems * places }
      : { price: PRICES.CONFIGURATION_ITEM, quantity: assumed.configurationItems * places },
    { price: PRICES.PACK_EVALUATION, quantity: assumed.evaluationsPerRule * evaluated },
  ];
}

function guardDuty({ size: { accounts }, services, assumed }: Estimated): readonly Quantity[] {
  const plans: readonly (readonly [string, Price, number])[] = [
    ['S3_DATA_EVENTS', PRICES.GUARDDUTY_S3_EVENT, assumed.s3DataEvents],
    ['EKS_AUDIT_LOGS', PRICES.GUARDDUTY_EKS_EVENT, assumed.eksAuditEvents],
    ['EBS_MALWARE_PROTECTION', PRICES.GUARDDUTY_MALWARE, assumed.scannedVolumeGigabytes],
    ['RDS_LOGIN_EVENTS', PRICES.GUARDDUTY_DATABASE, assumed.databaseVcpus],
    ['LAMBDA_NETWORK_LOGS', PRICES.GUARDDUTY_LAMBDA, assumed.lambdaLogGigabytes],
    ['RUNTIME_MONITORING', PRICES.GUARDDUTY_RUNTIME, assumed.vcpus],
  ];
  const foundation = services.guardDuty ? accounts : 0;
  return [
    { price: PRICES.GUARDDUTY_EVENT, quantity: foundation * assumed.managementEvents },
    { price: PRICES.GUARDDUTY_FLOW, quantity: foundation * assumed.flowLogGigabytes },
    ...plans.map(([plan, price, each]) => ({ price, quantity: services.guardDutyPlans.includes(plan) ? accounts * each : 0 })),
  ];
}

function securityHub({ size, services: { securityStandards }, assumed }: Estimated): readonly Quantity[] {
  const checks = securityStandards.length === 0 ? 0
    : assumed.securityChecks + (securityStandards.length - 1) * assumed.furtherSecurityChecks;
  return [{ price: PRICES.SECURITY_CHECK, quantity: checks * size.accounts * size.regions }];
}

/** External access is free of charge. */
function access({ size, services, assumed }: Estimated): readonly Quantity[] {
  return [{ price: PRICES.UNUSED_ACCESS, quantity: services.unusedAccess ? size.accounts * assumed.rolesAndUsers : 0 }];
}

function inspector({ size: { accounts }, services: { inspectorScans }, assumed }: Estimated): readonly Quantity[] {
  const scanned = (type: string, each: number) => inspectorScans.includes(type) ? accounts * each : 0;
  return [
    { price: PRICES.INSPECTOR_INSTANCE, quantity: scanned('EC2', assumed.instances) },
    { price: PRICES.INSPECTOR_IMAGE, quantity: scanned('ECR', assumed.images) },
    { price: PRICES.INSPECTOR_FUNCTION, quantity: scanned('LAMBDA', assumed.functions) },
    { price: PRICES.INSPECTOR_FUNCTION_CODE, quantity: scanned('LAMBDA_CODE', assumed.functions) },
  ];
}

function macie({ size, services, assumed }: Estimated): readonly Quantity[] {
  const accounts = services.macie ? size.accounts : 0;
  return [
    { price: PRICES.MACIE_BUCKET, quantity: accounts * assumed.buckets },
    { price: PRICES.MACIE_OBJECT, quantity: accounts * assumed.objects },
    { price: PRICES.MACIE_GIGABYTE, quantity: accounts * assumed.inspectedGigabytes },
  ];
}

/** Detective takes in management events, flow logs and findings. */
function detective({ size, services, assumed }: Estimated): readonly Quantity[] {
  const each = assumed.flowLogGigabytes + assumed.managementEvents * assumed.bytesPerEvent / GIGABYTE;
  return [{ price: PRICES.DETECTIVE, quantity: services.detective ? size.accounts * each : 0 }];
}

function platform({ assumed }: Estimated): readonly Quantity[] {
  return [
    { price: PRICES.ALARM, quantity: assumed.alarms },
    { price: PRICES.METRIC, quantity: assumed.alarms },
    { price: PRICES.KEY, quantity: assumed.keys },
  ];
}
