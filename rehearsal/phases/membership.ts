import { Account, Unit } from '../aws/services/organization-state';
import { World } from '../aws/world';
import { checkStackSetsRole } from './invariants/stack-sets-role';
import { checkWayIn } from './invariants/way-in';

/** Member accounts, the management account left out. */
export function membersOf(world: World): readonly Account[] {
  return [...world.state.organizations.accounts.values()]
    .filter(account => account.parentId !== undefined && account.id !== world.managementAccountId);
}

/** The root and every unit: accounts may come to each of them, an invited one to the root first. */
export function unitsOf(world: World): readonly Unit[] {
  return [...world.state.organizations.units.values()];
}

/** Checks that accounts can be entered, and acted in, in the regions of their stack instances. */
export function checkAccounts(world: World, accounts: readonly Account[]): number {
  return accounts.reduce((sum, account) => {
    const regions = regionsOf(world, account.id);
    checkStackSetsRole(world, account.id, regions);
    return sum + checkWayIn(world, account.id, [...new Set([world.homeRegion, ...regions])]);
  }, 0);
}

function regionsOf(world: World, accountId: string): readonly string[] {
  const regions = [...world.state.cloudformation.stackSets.values()]
    .flatMap(stackSet => [...stackSet.instances.values()])
    .filter(instance => instance.accountId === accountId)
    .map(instance => instance.region);
  return [...new Set(regions)];
}
