import { ApiCall, Origin } from '../contract';
import type { World } from '../world';
import { createServiceLinkedRole, findServiceLinkedRole } from './iam';
import { Account } from './organization-state';
import { administrationOperations, administratorOf } from './regional-administrators';

/** The service principal of GuardDuty, and of its malware protection. */
export const GUARDDUTY_SERVICE = 'guardduty.amazonaws.com';
export const MALWARE_PROTECTION_SERVICE = 'malware-protection.guardduty.amazonaws.com';

/** Detectors and what hangs on them. */
export interface GuardDutyState {
  /** By `account id/region`: an account has one in a region. */
  readonly detectors: Map<string, Detector>;
  /** Filters by `detector id/name`. */
  readonly filters: Map<string, DetectorFilter>;
  /** Malware protection plans by id. */
  readonly malwarePlans: Map<string, MalwarePlan>;
}

/** A detector: GuardDuty of an account in a region. */
export interface Detector {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
  enabled: boolean;
  frequency: string;
  /** Enabled features by name, each with its enabled additional configurations. */
  features: Map<string, Set<string>>;
  /** Of an administrator: what members get. */
  organization: OrganizationConfiguration;
  /** Of a member: the account that administers it. */
  administratorId?: string;
  /** Where findings are published to. */
  publishing?: PublishingDestination;
}

/** What an administrator decides for the organization in a region. */
export interface OrganizationConfiguration {
  autoEnable: string;
  /** NEW, ALL or NONE by feature, and by `feature/additional configuration`. */
  features: Map<string, string>;
}

/** Where a detector publishes its findings. */
export interface PublishingDestination {
  readonly id: string;
  destinationArn: string;
  keyArn: string;
  origin?: Origin;
}

/** A filter: with the action ARCHIVE, a suppression rule. */
export interface DetectorFilter {
  readonly detectorId: string;
  readonly name: string;
  action: string;
  origin?: Origin;
}

/** A plan that scans the objects of a bucket. */
export interface MalwarePlan {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly bucketName: string;
  roleArn: string;
  origin?: Origin;
}

export const initialGuardDuty = (): GuardDutyState => ({ detectors: new Map(), filters: new Map(), malwarePlans: new Map() });

/** Features of a detector that can be switched, with their additional configurations. */
export const FEATURES: Readonly<Record<string, readonly string[]>> = {
  S3_DATA_EVENTS: [],
  EKS_AUDIT_LOGS: [],
  EBS_MALWARE_PROTECTION: [],
  RDS_LOGIN_EVENTS: [],
  LAMBDA_NETWORK_LOGS: [],
  RUNTIME_MONITORING: ['EKS_ADDON_MANAGEMENT', 'ECS_FARGATE_AGENT_MANAGEMENT', 'EC2_AGENT_MANAGEMENT'],
};

/** The detector of an account in a region. */
export const findDetector = (world: World, accountId: string, region: string): Detector | undefined =>
  world.state.guardDuty.detectors.get(`${accountId}/${region}`);

/** The detector with this id, of the account in the region. */
export function detectorOf(world: World, id: string, accountId: string, region: string): Detector | undefined {
  const detector = findDetector(world, accountId, region);
  return detector?.id === id ? detector : undefined;
}

/** Enables GuardDuty in an account and region, unless it is; its service-linked role comes along. */
export function enableGuardDuty(world: World, accountId: string, region: string, origin?: Origin): Detector {
  const existing = findDetector(world, accountId, region);
  if (existing) {
    existing.enabled = true;
    return existing;
  }
  if (!findServiceLinkedRole(world, accountId, GUARDDUTY_SERVICE)) {
    createServiceLinkedRole(world, accountId, GUARDDUTY_SERVICE, origin);
  }
  const detector: Detector = {
    id: world.identifiers.letters(`detector:${accountId}:${region}`, 32), accountId, region, origin, enabled: true, frequency: 'SIX_HOURS',
    features: new Map(), organization: { autoEnable: 'NONE', features: new Map() },
  };
  world.state.guardDuty.detectors.set(`${accountId}/${region}`, detector);
  return detector;
}

/** What an administrator can enable by itself: in accounts that join from then on, in all, in none. */
export const AUTO_ENABLE: readonly string[] = ['NEW', 'ALL', 'NONE'];

const IN_PRESENT_MEMBERS: readonly string[] = ['ALL'];
const IN_NEW_MEMBERS: readonly string[] = ['ALL', 'NEW'];

/** Makes an account that is there a member: GuardDuty is enabled there with what the organization's configuration says for all. */
export function addMember(world: World, administrator: Detector, accountId: string, origin?: Origin): void {
  const detector = enableGuardDuty(world, accountId, administrator.region, origin);
  detector.administratorId = administrator.accountId;
  applyFeatures(administrator, detector);
}

/** What is auto-enabled for all is on in a member, whatever it was before; what is for new ones, only as they join. */
export function applyFeatures({ organization }: Detector, member: Detector, values = IN_PRESENT_MEMBERS): void {
  const isOn = (name: string) => values.includes(organization.features.get(name) ?? 'NONE');
  for (const [name, additional] of Object.entries(FEATURES).filter(([feature]) => isOn(feature))) {
    member.features.set(name, new Set(additional.filter(part => isOn(`${name}/${part}`))));
  }
}

/** A new account of the organization becomes a member wherever the administrator enables members by itself. */
export function enrolInGuardDuty(world: World, account: Account): void {
  for (const detector of [...world.state.guardDuty.detectors.values()]) {
    const administers = administratorOf(world, GUARDDUTY_SERVICE, detector.region)?.accountId === detector.accountId;
    if (administers && detector.organization.autoEnable !== 'NONE' && account.regions.includes(detector.region) && account.id !== detector.accountId) {
      addMember(world, detector, account.id);
      applyFeatures(detector, findDetector(world, account.id, detector.region)!, IN_NEW_MEMBERS);
    }
  }
}

/** Designation by the management account. */
export const designationOperations = administrationOperations({
  service: 'guardduty',
  principal: GUARDDUTY_SERVICE,
  source: 'https://docs.aws.amazon.com/guardduty/latest/APIReference/API_EnableOrganizationAdminAccount.html; permissions: https://docs.aws.amazon.com/guardduty/latest/ug/organizations_permissions.html',
  error: 'BadRequestException',
  list: {
    operation: 'ListOrganizationAdminAccounts', input: ['MaxResults', 'NextToken'],
    answer: accounts => ({ AdminAccounts: accounts.map(AdminAccountId => ({ AdminAccountId, AdminStatus: 'ENABLED' })) }),
  },
  enable: { operation: 'EnableOrganizationAdminAccount', member: 'AdminAccountId' },
  onDesignation: ({ world, region, origin }: ApiCall, accountId) => void enableGuardDuty(world, accountId, region, origin),
});
