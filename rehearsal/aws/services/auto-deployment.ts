import { MemberStacks, RehearsalFailure } from '../contract';
import type { World } from '../world';
import { AccountEvent } from './organization-state';
import { operateInstance, StackSet } from './stack-sets';

/** A stack instance that automatic deployment brings about or takes away because an account joined, moved or left. */
export interface PendingDeployment {
  readonly stackSetName: string;
  readonly action: 'deploy' | 'delete';
  readonly accountId: string;
  readonly region: string;
  /** Whether a stack that is taken away leaves its resources behind. */
  readonly retain: boolean;
}

/**
 * What automatic deployment has still to do, in its order: event by event; stacks are taken away in the reverse order of
 * AutoDeployment.DependsOn, then brought about in its order. Account filters and operation preferences do not count here.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 */
export function pendingAutoDeployments(world: World): readonly PendingDeployment[] {
  const { cloudformation, organizations } = world.state;
  const stackSets = dependenciesFirst([...cloudformation.stackSets.values()].filter(stackSet => stackSet.autoDeployment.enabled));
  return organizations.events.flatMap((event, index) => {
    const unaware = stackSets.filter(stackSet => stackSet.seenEvents <= index);
    return [
      ...[...unaware].reverse().flatMap(stackSet => leaving(stackSet, event)),
      ...unaware.flatMap(stackSet => arriving(world, stackSet, event)),
    ];
  });
}

/** Runs what is pending; failures stay behind as FAILED instances, as AWS shows them in events only. Returns them. */
export async function runAutoDeployments(world: World, members: MemberStacks): Promise<readonly RehearsalFailure[]> {
  const pending = pendingAutoDeployments(world);
  world.state.cloudformation.stackSets.forEach(stackSet => { stackSet.seenEvents = world.state.organizations.events.length; });
  const failures: RehearsalFailure[] = [];
  for (const { stackSetName, action, accountId, region, retain } of pending) {
    const stackSet = world.state.cloudformation.stackSets.get(stackSetName)!;
    const failure = await operateInstance(world, stackSet, { accountId, region }, action, members, retain);
    failures.push(...failure ? [failure] : []);
  }
  return failures;
}

/** Targeted units of a StackSet above an account: the unit that stacks came by decides whether a move takes them away. */
const targetedBy = (stackSet: StackSet, above: readonly string[]) =>
  above.filter(id => stackSet.groups.some(group => group.unitIds.includes(id)));

/** A move below one and the same targeted unit changes nothing; any other takes the stacks away, even to bring them back. */
const stays = (stackSet: StackSet, { from, to, kind }: AccountEvent) =>
  kind !== 'left' && targetedBy(stackSet, from).some(id => targetedBy(stackSet, to).includes(id));

function leaving(stackSet: StackSet, event: AccountEvent): readonly PendingDeployment[] {
  if (event.kind === 'suspended' || event.kind === 'joined' || stays(stackSet, event)) {
    return [];
  }
  return [...stackSet.instances.values()]
    .filter(({ accountId }) => accountId === event.accountId)
    .map(({ accountId, region }) => ({ stackSetName: stackSet.name, action: 'delete', accountId, region, retain: stackSet.autoDeployment.retain }));
}

function arriving(world: World, stackSet: StackSet, event: AccountEvent): readonly PendingDeployment[] {
  const { accountId, kind, to } = event;
  const active = world.state.organizations.accounts.get(accountId)?.status === 'ACTIVE' && accountId !== world.managementAccountId;
  if (!active || kind === 'suspended' || kind === 'left' || stays(stackSet, event)) {
    return [];
  }
  const regions = stackSet.groups.filter(group => group.unitIds.some(id => to.includes(id))).flatMap(group => group.regions);
  return [...new Set(regions)].map(region => ({ stackSetName: stackSet.name, action: 'deploy', accountId, region, retain: false }));
}

/** StackSets so that each follows those its automatic deployment depends on. */
function dependenciesFirst(stackSets: readonly StackSet[]): readonly StackSet[] {
  const sorted: StackSet[] = [];
  const visited = new Set<StackSet>();
  const visit = (stackSet: StackSet) => {
    if (!visited.has(stackSet)) {
      visited.add(stackSet);
      stackSets.filter(other => stackSet.autoDeployment.dependsOn.includes(other.arn)).forEach(visit);
      sorted.push(stackSet);
    }
  };
  stackSets.forEach(visit);
  return sorted;
}
