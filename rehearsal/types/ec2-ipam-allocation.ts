import { Operation } from '../aws/contract';
import { firstFree, rangeOf } from '../aws/addresses';
import { AddressPool, VpcCidr } from '../aws/services/networks';
import { isSharedWith } from '../aws/services/network-sharing';
import { IPAM_RULES } from '../rules/network-endpoints';
import { NETWORKS } from '../rules/networks';
import { numeric, text } from './values';

const MIN_VPC = 16;
const MAX_VPC = 28;

/**
 * The block that IPAM allocates to a VPC: the first that is free in the pool.
 *
 * @param owner id of the VPC; for a further block, `/` and what tells it apart
 */
export function allocated(operation: Operation, owner: string): VpcCidr {
  const { world, properties, accountId, region } = operation;
  const poolId = text(properties, 'Ipv4IpamPoolId')!;
  const pool = world.state.networks.pools.get(poolId);
  const usable = pool !== undefined && (pool.accountId === accountId || isSharedWith(world, pool, accountId));
  operation.require(IPAM_RULES.SHARED, usable, pool ? `${poolId} of ${pool.accountId} is not shared with ${accountId}` : `${poolId} does not exist`, 'share the pool with the account, its unit or the organization');
  operation.requirePath(IPAM_RULES.SHARED, pool!.origin, `the pool ${poolId} may not exist yet`);
  operation.require(IPAM_RULES.LOCALE, pool!.locale === region, `the locale of ${poolId} is ${pool!.locale ?? 'none'}, the region is ${region}`, 'name the pool of the region');
  return { cidr: take(operation, pool!, owner, netmaskOf(operation, pool!)), poolId, origin: operation.origin };
}

function netmaskOf(operation: Operation, pool: AddressPool): number {
  const netmask = numeric(operation.properties, 'Ipv4NetmaskLength') ?? pool.defaultNetmask ?? 0;
  operation.require(NETWORKS.VPC_CIDR, netmask >= MIN_VPC && netmask <= MAX_VPC, `the length of the netmask is ${netmask || 'not given'}`, `give 'Ipv4NetmaskLength' between ${MIN_VPC} and ${MAX_VPC}`);
  const allowed = netmask >= (pool.minNetmask ?? 0) && netmask <= (pool.maxNetmask ?? MAX_VPC);
  operation.require(IPAM_RULES.ROOM, allowed, `${pool.id} allocates between /${pool.minNetmask} and /${pool.maxNetmask}, not /${netmask}`, 'ask for a size that the pool allows');
  return netmask;
}

/** Takes a free block out of a pool: none that is allocated, none that a pool below has. */
export function take(operation: Operation, pool: AddressPool, owner: string, netmask: number): string {
  const { pools } = operation.world.state.networks;
  const below = [...pools.values()].filter(({ sourceId }) => sourceId === pool.id).flatMap(({ blocks }) => blocks.map(({ cidr }) => cidr));
  const taken = [...pool.allocations.values(), ...below].map(cidr => rangeOf(cidr)!);
  const free = firstFree(pool.blocks.map(({ cidr }) => rangeOf(cidr)!), taken, netmask);
  const blocks = pool.blocks.map(({ cidr }) => cidr).join(', ') || 'no block';
  operation.require(IPAM_RULES.ROOM, free !== undefined, `${pool.id} (${blocks}) has no /${netmask} left of ${taken.length} taken`, 'provision a further block, or ask for less');
  pool.blocks.forEach(({ origin }) => operation.requirePath(IPAM_RULES.ROOM, origin, `the blocks of ${pool.id} may not be there yet`));
  pool.allocations.set(owner, free!.text);
  return free!.text;
}

/** What a VPC had from IPAM is free again: all of it, or one block. */
export function release({ world }: Operation, vpcId: string, only?: string): void {
  world.state.networks.pools.forEach(({ allocations }) => allocations.forEach((cidr, owner) => {
    if (owner.split('/')[0] === vpcId && (only === undefined || only === cidr)) {
      allocations.delete(owner);
    }
  }));
}
