import { Origin } from '../contract';
import type { World } from '../world';
import { createServiceLinkedRole, findServiceLinkedRole } from './iam';
import { unitsAbove } from './organization-tree';

/** The service principal of Security Hub CSPM. */
export const SECURITY_HUB_SERVICE = 'securityhub.amazonaws.com';

/** Hubs, who administers them, and the central configuration of the organization. */
export interface SecurityHubState {
  /** Hubs that somebody enabled, by `account id/region`; those that a configuration policy enables follow from it: `hubIn`. */
  readonly hubs: Map<string, Hub>;
  /** Standards that accounts enabled themselves, by the ARN of their subscription. */
  readonly standards: Map<string, HubStandard>;
  /** The delegated administrator by Region: each Region has its own designation. */
  readonly administrators: Map<string, HubAdministrator>;
  /** Aggregators of findings by ARN. */
  readonly aggregators: Map<string, FindingAggregator>;
  /** How new accounts are configured, by `account id/region` of the administrator; local and empty where nothing is said. */
  readonly configurations: Map<string, HubConfiguration>;
  /** Configuration policies by id. */
  readonly policies: Map<string, HubPolicy>;
  /** Which root, unit or account a configuration policy is associated with, by the id of the target. */
  readonly associations: Map<string, HubAssociation>;
  /** Automation rules by ARN. */
  readonly automationRules: Map<string, HubAutomationRule>;
}

/** Security Hub, as it is enabled in an account and Region. */
export interface Hub {
  readonly accountId: string;
  readonly region: string;
  /** How it came: by a call in the account, or since the account was named administrator. */
  readonly enabledBy: 'account' | 'designation';
  /** Whether it began with the standards that AWS enables by default. */
  readonly defaultStandards: boolean;
  origin?: Origin;
}

/** The account that administers Security Hub for the organization in a Region. */
export interface HubAdministrator {
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
}

/** A standard that a hub checks, by its subscription. */
export interface HubStandard {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
}

/** Findings of other Regions come together in this one, the home Region. */
export interface FindingAggregator {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  linkingMode: string;
  regions: readonly string[];
  origin?: Origin;
}

/** How the administrator configures the organization's accounts. */
export interface HubConfiguration {
  type: 'LOCAL' | 'CENTRAL';
  autoEnable: boolean;
  autoEnableStandards: string;
  /** Accounts that were there already: under local configuration only later ones are enabled. */
  readonly accountsBefore: readonly string[];
  origin?: Origin;
}

/** A configuration policy: standards and controls of the accounts it is associated with. */
export interface HubPolicy {
  readonly id: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  name: string;
  serviceEnabled: boolean;
  standards: readonly string[];
  disabledControls: readonly string[];
  origin?: Origin;
}

/** A configuration policy on a root, unit or account: accounts below inherit it, the nearest one counts. */
export interface HubAssociation {
  readonly targetId: string;
  readonly targetType: string;
  policyId: string;
  origin?: Origin;
}

/** A rule that changes findings as they come in. */
export interface HubAutomationRule {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  name: string;
  order: number;
  origin?: Origin;
}

/** Security Hub as it works in an account and Region, whoever enabled it. */
export interface EffectiveHub {
  /** The configuration policy that rules there; undefined where the account rules itself. */
  readonly policy?: HubPolicy;
}

export const initialSecurityHub = (): SecurityHubState => ({
  hubs: new Map(), standards: new Map(), administrators: new Map(), aggregators: new Map(), configurations: new Map(), policies: new Map(),
  associations: new Map(), automationRules: new Map(),
});

export const hubArn = (world: World, accountId: string, region: string): string =>
  `arn:${world.partition}:securityhub:${region}:${accountId}:hub/default`;

/** Enables Security Hub in an account and Region; the first time in an account its service-linked role comes along. */
export function enableHub(world: World, hub: Hub): Hub {
  const { accountId, region, origin } = hub;
  if (!findServiceLinkedRole(world, accountId, SECURITY_HUB_SERVICE)) {
    createServiceLinkedRole(world, accountId, SECURITY_HUB_SERVICE, origin);
  }
  world.state.securityHub.hubs.set(`${accountId}/${region}`, hub);
  return hub;
}

/** The aggregator of the home Region of central configuration; undefined while every account rules itself. */
export function centralAggregator(world: World): FindingAggregator | undefined {
  const { aggregators, configurations } = world.state.securityHub;
  return [...aggregators.values()].find(({ accountId, region }) => configurations.get(`${accountId}/${region}`)?.type === 'CENTRAL');
}

/** Home and linked Regions of an aggregator; those of every Region are what the world knows of. */
export function aggregatedRegions(world: World, { region, linkingMode, regions }: FindingAggregator): readonly string[] {
  const known = world.state.organizations.accounts.get(world.managementAccountId)?.regions ?? [];
  const linked: Readonly<Record<string, readonly string[]>> = {
    ALL_REGIONS: known,
    ALL_REGIONS_EXCEPT_SPECIFIED: known.filter(name => !regions.includes(name)),
    SPECIFIED_REGIONS: regions,
  };
  return [...new Set([region, ...linked[linkingMode] ?? []])];
}

/**
 * Security Hub in an account and Region: enabled there, or by the configuration policy of the nearest root, unit or account above. A policy
 * cannot enable it in the management account, where it rules only a hub that is there.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/central-configuration-intro.html
 */
export function hubIn(world: World, accountId: string, region: string): EffectiveHub | undefined {
  const own = world.state.securityHub.hubs.get(`${accountId}/${region}`);
  const policy = policyFor(world, accountId, region);
  if (!policy || (accountId === world.managementAccountId && !own)) {
    return own || joinedLater(world, accountId, region) ? {} : undefined;
  }
  return policy.serviceEnabled ? { policy } : undefined;
}

/** Whether local configuration has enabled Security Hub in an account because it joined the organization later. */
function joinedLater(world: World, accountId: string, region: string): boolean {
  const { administrators, configurations } = world.state.securityHub;
  const configuration = configurations.get(`${administrators.get(region)?.accountId}/${region}`);
  const enabled = configuration?.type === 'LOCAL' && configuration.autoEnable && !configuration.accountsBefore.includes(accountId);
  return enabled && unitsAbove(world, accountId).length > 0;
}

/** The configuration policy of the nearest root, unit or account, in a Region that central configuration reaches. */
function policyFor(world: World, accountId: string, region: string): HubPolicy | undefined {
  const { associations, policies } = world.state.securityHub;
  const aggregator = centralAggregator(world);
  if (!aggregator || !aggregatedRegions(world, aggregator).includes(region)) {
    return undefined;
  }
  const upwards = [accountId, ...[...unitsAbove(world, accountId)].reverse()];
  const nearest = upwards.map(id => associations.get(id)).find(found => found !== undefined);
  return nearest && policies.get(nearest.policyId);
}
