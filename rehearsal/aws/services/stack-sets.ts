import { AwsError, Caller, MemberStackResult, MemberStacks, Origin, RehearsalFailure } from '../contract';
import type { World } from '../world';
import { administratorAccess, createRole, createServiceLinkedRole, findRole, findServiceLinkedRole, roleArn } from './iam';
import { accountsBelow } from './organization-tree';

/** A StackSet. */
export interface StackSet {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  origin: Origin;
  template: { readonly url?: string; readonly body?: string };
  parameters: Readonly<Record<string, string>>;
  capabilities: readonly string[];
  autoDeployment: AutoDeployment;
  groups: readonly InstancesGroup[];
  /** The roles of a self-managed StackSet. */
  selfManaged?: SelfManagedRoles;
  preferences: OperationPreferences;
  /** Stack instances by `account/region`. */
  readonly instances: Map<string, StackInstance>;
  /** How many events of the organization it has answered. */
  seenEvents: number;
}

/** With which roles a self-managed StackSet acts. */
export interface SelfManagedRoles {
  readonly administrationRoleArn: string;
  readonly executionRoleName: string;
}

/** Whether accounts that join, move or leave get, keep or lose the stacks. */
export interface AutoDeployment {
  readonly enabled: boolean;
  readonly retain: boolean;
  /** ARNs of StackSets whose automatic deployment comes first. */
  readonly dependsOn: readonly string[];
}

/** Accounts below units, or by themselves when self-managed, in regions. */
export interface InstancesGroup {
  readonly unitIds: readonly string[];
  readonly accounts: readonly string[];
  readonly filter: 'NONE' | 'INTERSECTION' | 'DIFFERENCE';
  readonly regions: readonly string[];
}

/** How an operation goes about its instances. */
export interface OperationPreferences {
  readonly soft: boolean;
  readonly parallelRegions: boolean;
  readonly regionOrder: readonly string[];
  readonly toleranceCount?: number;
  readonly tolerancePercentage?: number;
  readonly concurrentCount?: number;
  readonly concurrentPercentage?: number;
}

/** One stack of a StackSet in an account and a region. */
export interface StackInstance {
  readonly accountId: string;
  readonly region: string;
  readonly status: 'CURRENT' | 'FAILED';
  readonly reason?: string;
  /** Values of parameters that hold here instead of those of the StackSet; later operations keep them. @default none */
  readonly overrides?: Readonly<Record<string, string>>;
}

/** Where a stack instance is. */
export interface Target {
  readonly accountId: string;
  readonly region: string;
}

/** Virtual time that one stack instance takes: a few minutes, as operators report. */
const MINUTES_PER_INSTANCE = 3;

export const instanceKey = ({ accountId, region }: Target) => `${accountId}/${region}`;

/** Accounts below units, as a StackSet sees them: the management account is none of them, suspended ones are skipped. */
export function targetAccounts(world: World, unitIds: readonly string[]): readonly string[] {
  return accountsBelow(world, unitIds)
    .filter(account => account.id !== world.managementAccountId && account.status === 'ACTIVE')
    .map(account => account.id);
}

/** Targets of a StackSet as the organization is now, in the order of its regions. */
export function targetsOf(world: World, groups: readonly InstancesGroup[]): readonly Target[] {
  const targets = groups.flatMap(({ unitIds, accounts, filter, regions }) => {
    const below = targetAccounts(world, unitIds);
    const chosen = unitIds.length === 0 ? accounts : filter === 'NONE' ? below : below.filter(id => accounts.includes(id) === (filter === 'INTERSECTION'));
    return regions.flatMap(region => chosen.map(accountId => ({ accountId, region })));
  });
  return [...new Map(targets.map(target => [instanceKey(target), target])).values()];
}

/** Hours that an operation takes on so many accounts in so many regions. */
export function operationMinutes(preferences: OperationPreferences, accounts: number, regions: number): number {
  const waves = Math.ceil(accounts / concurrency(preferences, accounts));
  return waves * (preferences.parallelRegions ? 1 : regions) * MINUTES_PER_INSTANCE;
}

/** Accounts that an operation works on at once: under STRICT never more than it tolerates failures, plus one. */
function concurrency(preferences: OperationPreferences, accounts: number): number {
  const { concurrentCount, concurrentPercentage, soft } = preferences;
  const share = concurrentPercentage === undefined ? 1 : Math.floor((accounts * concurrentPercentage) / 100);
  const asked = Math.max(1, concurrentCount ?? share);
  return soft ? asked : Math.min(asked, tolerance(preferences, accounts) + 1);
}

/** Failures per region that an operation survives. */
export function tolerance({ toleranceCount, tolerancePercentage }: OperationPreferences, accounts: number): number {
  return toleranceCount ?? Math.floor((accounts * (tolerancePercentage ?? 0)) / 100);
}

/**
 * Runs an operation over targets, region by region: a region that has more failures than tolerated stops, and with it, unless regions are
 * parallel, those that follow.
 *
 * @throws RehearsalFailure the first failure, when the operation failed; failures within the tolerance stay behind as FAILED instances
 */
export async function operateStackSet(
  world: World, name: string, targets: readonly Target[], action: 'deploy' | 'delete', members: MemberStacks,
): Promise<void> {
  const stackSet = world.state.cloudformation.stackSets.get(name)!;
  const regions = inOrder(stackSet.preferences, [...new Set(targets.map(target => target.region))]);
  const failures: RehearsalFailure[] = [];
  for (const region of regions) {
    const failed = await operateRegion(world, stackSet, targets.filter(target => target.region === region), action, members);
    failures.push(...failed);
    if (failures.length > 0 && !stackSet.preferences.parallelRegions) {
      break;
    }
  }
  if (failures.length > 0) {
    throw failures[0];
  }
}

async function operateRegion(
  world: World, stackSet: StackSet, targets: readonly Target[], action: 'deploy' | 'delete', members: MemberStacks,
): Promise<readonly RehearsalFailure[]> {
  const tolerated = tolerance(stackSet.preferences, targets.length);
  const failures: RehearsalFailure[] = [];
  for (const target of targets) {
    const failure = await operateInstance(world, stackSet, target, action, members);
    if (failure && failures.push(failure) > tolerated) {
      return failures;
    }
  }
  return [];
}

/** Brings one stack instance about, or takes it away, as the execution role of the account; keeps how it went. */
export async function operateInstance(
  world: World, stackSet: StackSet, target: Target, action: 'deploy' | 'delete', members: MemberStacks, retain = false,
): Promise<RehearsalFailure | undefined> {
  const overrides = stackSet.instances.get(instanceKey(target))?.overrides;
  const { failure } = await attempt(world, stackSet, target, action, members, retain);
  if (action === 'delete' && !failure) {
    stackSet.instances.delete(instanceKey(target));
  } else {
    const { accountId, region } = target;
    const status = failure ? 'FAILED' : 'CURRENT';
    const reason = failure?.details.message;
    stackSet.instances.set(instanceKey(target), { accountId, region, status, reason, ...overrides && { overrides } });
  }
  return failure;
}

async function attempt(
  world: World, stackSet: StackSet, target: Target, action: 'deploy' | 'delete', members: MemberStacks, retain: boolean,
): Promise<MemberStackResult> {
  const { name: stackSetName, template, parameters, capabilities, origin, selfManaged } = stackSet;
  const { accountId } = target;
  const caller = selfManaged ? world.sessionOf(executionRoleArn(world, accountId, selfManaged)) : executionCaller(world, accountId);
  const verb = action === 'delete' ? 'DeleteStack' : stackSet.instances.has(instanceKey(target)) ? 'UpdateStack' : 'CreateStack';
  const stack = `arn:${world.partition}:cloudformation:${target.region}:${target.accountId}:stack/StackSet-${stackSetName}-*/*`;
  try {
    world.authorize(caller, { action: `cloudformation:${verb}`, resource: stack, region: target.region }, true);
  } catch (error) {
    if (error instanceof AwsError) {
      return { ...target, failure: denied(stackSet, target, error) };
    }
    throw error;
  }
  return action === 'delete'
    ? members.delete({ stackSetName, ...target, caller }, retain)
    : members.deploy({
      stackSetName, ...target, templateUrl: template.url, templateBody: template.body, capabilities, caller, origin,
      parameters: { ...parameters, ...stackSet.instances.get(instanceKey(target))?.overrides },
    });
}

const denied = ({ name, selfManaged }: StackSet, target: Target, { message, decision }: AwsError) => new RehearsalFailure({
  kind: 'denied', decision, accountId: target.accountId, region: target.region,
  message: `StackSet ${name} cannot act in ${target.accountId} ${target.region}: ${message}`,
  remedy: selfManaged ? `allow it in the policies of ${selfManaged.executionRoleName}` : 'exempt role/stacksets-exec-* from the policy that denies it',
});

/** Where a self-managed StackSet looks for the execution role: by name, below no path. */
export const executionRoleArn = (world: World, accountId: string, { executionRoleName }: SelfManagedRoles): string =>
  roleArn(world, accountId, executionRoleName);

const inOrder = ({ regionOrder }: OperationPreferences, regions: readonly string[]) =>
  [...regionOrder.filter(region => regions.includes(region)), ...regions.filter(region => !regionOrder.includes(region))];

const ADMIN_ROLE = 'aws-service-role/stacksets.cloudformation.amazonaws.com/AWSServiceRoleForCloudFormationStackSetsOrgAdmin';
const MEMBER_PRINCIPAL = 'member.org.stacksets.cloudformation.amazonaws.com';

/**
 * The role in which StackSets act in an account. Their service-linked role there creates it when it is first needed: administrator,
 * trusting the service-linked role in the management account, and, unlike those two, bound by service control policies.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html
 */
export function executionCaller(world: World, accountId: string): Caller {
  if (!findServiceLinkedRole(world, accountId, MEMBER_PRINCIPAL)) {
    createServiceLinkedRole(world, accountId, MEMBER_PRINCIPAL);
  }
  const name = `stacksets-exec-${accountId.padStart(32, '0')}`;
  const role = findRole(world, accountId, name) ?? createRole(world, {
    accountId, name, managed: [administratorAccess(world)],
    trust: {
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:${world.partition}:iam::${world.managementAccountId}:role/${ADMIN_ROLE}` },
      }],
    },
  });
  return world.sessionOf(role.arn);
}
