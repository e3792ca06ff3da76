import { CostAssumptions } from '../cost-assumptions';
import { OrganizationSize } from '../organization-size';
import { Price } from '../price';
import { Prices } from '../prices';
import { RecordingFrequency, ServiceSelection } from '../service-selection';
import { PACK_RULES } from './pack-rules';

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
    { price: Prices.DATA_EVENT, quantity: dataEvents },
    { price: Prices.LOG_INGESTION, quantity: gigabytes },
    { price: Prices.LOG_STORAGE, quantity: gigabytes * COMPRESSION * services.trailLogRetentionDays / DAYS_PER_MONTH },
    { price: Prices.ARCHIVED_GIGABYTE, quantity: gigabytes * COMPRESSION * assumed.archivedMonths },
  ];
}

function config({ size, services, assumed }: Estimated): readonly Quantity[] {
  const places = size.accounts * size.regions;
  const evaluated = services.conformancePacks.map(id => PACK_RULES[id] ?? { once: 0, everywhere: 0 })
    .reduce((sum, { once, everywhere }) => sum + once * size.accounts + everywhere * places, 0);
  return [
    services.recordingFrequency === RecordingFrequency.DAILY
      ? { price: Prices.CONFIGURATION_ITEM_DAILY, quantity: assumed.dailyConfigurationItems * places }
      : { price: Prices.CONFIGURATION_ITEM, quantity: assumed.configurationItems * places },
    { price: Prices.PACK_EVALUATION, quantity: assumed.evaluationsPerRule * evaluated },
  ];
}

function guardDuty({ size: { accounts }, services, assumed }: Estimated): readonly Quantity[] {
  const plans: readonly (readonly [string, Price, number])[] = [
    ['S3_DATA_EVENTS', Prices.GUARDDUTY_S3_EVENT, assumed.s3DataEvents],
    ['EKS_AUDIT_LOGS', Prices.GUARDDUTY_EKS_EVENT, assumed.eksAuditEvents],
    ['EBS_MALWARE_PROTECTION', Prices.GUARDDUTY_MALWARE, assumed.scannedVolumeGigabytes],
    ['RDS_LOGIN_EVENTS', Prices.GUARDDUTY_DATABASE, assumed.databaseVcpus],
    ['LAMBDA_NETWORK_LOGS', Prices.GUARDDUTY_LAMBDA, assumed.lambdaLogGigabytes],
    ['RUNTIME_MONITORING', Prices.GUARDDUTY_RUNTIME, assumed.vcpus],
  ];
  const foundation = services.guardDuty ? accounts : 0;
  return [
    { price: Prices.GUARDDUTY_EVENT, quantity: foundation * assumed.managementEvents },
    { price: Prices.GUARDDUTY_FLOW, quantity: foundation * assumed.flowLogGigabytes },
    ...plans.map(([plan, price, each]) => ({ price, quantity: services.guardDutyPlans.includes(plan) ? accounts * each : 0 })),
  ];
}

function securityHub({ size, services: { securityStandards }, assumed }: Estimated): readonly Quantity[] {
  const checks = securityStandards.length === 0 ? 0
    : assumed.securityChecks + (securityStandards.length - 1) * assumed.furtherSecurityChecks;
  return [{ price: Prices.SECURITY_CHECK, quantity: checks * size.accounts * size.regions }];
}

/** External access is free of charge. */
function access({ size, services, assumed }: Estimated): readonly Quantity[] {
  return [{ price: Prices.UNUSED_ACCESS, quantity: services.unusedAccess ? size.accounts * assumed.rolesAndUsers : 0 }];
}

function inspector({ size: { accounts }, services: { inspectorScans }, assumed }: Estimated): readonly Quantity[] {
  const scanned = (type: string, each: number) => inspectorScans.includes(type) ? accounts * each : 0;
  return [
    { price: Prices.INSPECTOR_INSTANCE, quantity: scanned('EC2', assumed.instances) },
    { price: Prices.INSPECTOR_IMAGE, quantity: scanned('ECR', assumed.images) },
    { price: Prices.INSPECTOR_FUNCTION, quantity: scanned('LAMBDA', assumed.functions) },
    { price: Prices.INSPECTOR_FUNCTION_CODE, quantity: scanned('LAMBDA_CODE', assumed.functions) },
  ];
}

function macie({ size, services, assumed }: Estimated): readonly Quantity[] {
  const accounts = services.macie ? size.accounts : 0;
  return [
    { price: Prices.MACIE_BUCKET, quantity: accounts * assumed.buckets },
    { price: Prices.MACIE_OBJECT, quantity: accounts * assumed.objects },
    { price: Prices.MACIE_GIGABYTE, quantity: accounts * assumed.inspectedGigabytes },
  ];
}

/** Detective takes in management events, flow logs and findings. */
function detective({ size, services, assumed }: Estimated): readonly Quantity[] {
  const each = assumed.flowLogGigabytes + assumed.managementEvents * assumed.bytesPerEvent / GIGABYTE;
  return [{ price: Prices.DETECTIVE, quantity: services.detective ? size.accounts * each : 0 }];
}

function platform({ assumed }: Estimated): readonly Quantity[] {
  return [
    { price: Prices.ALARM, quantity: assumed.alarms },
    { price: Prices.METRIC, quantity: assumed.alarms },
    { price: Prices.KEY, quantity: assumed.keys },
  ];
}
