import type { World } from '../world';
import { NetworkPart, ofVpc } from './networks';
import { shareWith } from './ram';

/** Resource types in ARNs, by what their ids begin with. */
const ARN_TYPES: Readonly<Record<string, string>> = {
  'subnet': 'subnet', 'sg': 'security-group', 'ipam-pool': 'ipam-pool', 'pl': 'prefix-list', 'tgw': 'transit-gateway',
};

/** Kinds that are not of a region. */
const GLOBAL: readonly string[] = ['ipam-pool'];

/**
 * Whether a part of a network of another account may be used by an account: because it is shared with it, or, of a VPC, because one of its
 * subnets is.
 *
 * @see https://docs.aws.amazon.com/ram/latest/userguide/shareable.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html
 */
export function isSharedWith(world: World, part: NetworkPart, accountId: string): boolean {
  const kind = part.id.slice(0, part.id.lastIndexOf('-'));
  if (kind === 'vpc') {
    return ofVpc(world.state.networks.subnets, part.id).some(subnet => isSharedWith(world, subnet, accountId));
  }
  const region = GLOBAL.includes(kind) ? '' : part.region;
  return kind in ARN_TYPES
    && shareWith(world, `arn:${world.partition}:ec2:${region}:${part.accountId}:${ARN_TYPES[kind]}/${part.id}`, accountId) !== undefined;
}
