import type { World } from '../world';
import { Account } from './organization-state';

/** Ids from the root to the parent of a unit or account; empty outside the organization. */
export function unitsAbove(world: World, id: string): readonly string[] {
  const { accounts, units } = world.state.organizations;
  const path: string[] = [];
  for (let at = accounts.get(id)?.parentId ?? units.get(id)?.parentId; at; at = units.get(at)?.parentId) {
    path.unshift(at);
  }
  return path;
}

/** Value of aws:PrincipalOrgPaths and aws:ResourceOrgPaths for an account; undefined outside the organization. */
export function organizationPathOf(world: World, accountId: string): readonly string[] | undefined {
  const above = unitsAbove(world, accountId);
  const { organization } = world.state.organizations;
  return organization && above.length > 0 ? [`${[organization.id, ...above].join('/')}/`] : undefined;
}

/** Active accounts below units, nested ones too. */
export function accountsBelow(world: World, unitIds: readonly string[]): readonly Account[] {
  return [...world.state.organizations.accounts.values()].filter(account => unitsAbove(world, account.id).some(id => unitIds.includes(id)));
}

/** Name of a root, unit or account for people. */
export function nameOf(world: World, id: string): string {
  return world.state.organizations.units.get(id)?.name ?? world.state.organizations.accounts.get(id)?.name ?? id;
}
