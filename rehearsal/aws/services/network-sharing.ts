import type { World } from '../world';
import type { NetworkPart } from './networks';

/** Whether a part of a network of another account is shared with an account, so that it may be used there. */
export function isSharedWith(world: World, part: NetworkPart, accountId: string): boolean {
  return world.state.networks.shared.get(part.id)?.includes(accountId) ?? false;
}
