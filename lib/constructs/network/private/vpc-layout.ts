import { Fn } from 'aws-cdk-lib';
import { Problems } from '../../../core/validation';
import { VpcAddresses } from '../vpc-addresses';
import { blockOf, formatCidr, parseCidr } from './cidr';

/** A tier has addresses for this many zones, so that a zone more moves nothing. */
export const ZONES_PER_TIER = 4;

/** The VPC's own subnets are as small as AWS allows. */
const PLUMBING_MASK = 28;

/** What the VPC needs subnets for itself. From the end of the range, four ranges each: "transit" has the last ones. */
export const PLUMBING = ['nat', 'transit'];

/** CloudFormation cuts at most so many blocks at once. */
const MAX_BLOCKS_BITS = 8;

/** A range within the VPC's: the block of that index, where the VPC is cut into blocks of that mask. */
export interface Slot {
  readonly mask: number;
  readonly index: number;
}

/** The range of a tier in a zone. */
export const tierSlot = ({ subnetMask }: VpcAddresses, tier: number, zone: number): Slot =>
  ({ mask: subnetMask, index: tier * ZONES_PER_TIER + zone });

/** The range of the VPC's own subnets in a zone. */
export function plumbingSlot({ netmaskLength }: VpcAddresses, kind: string, zone: number): Slot {
  const behind = (PLUMBING.length - PLUMBING.indexOf(kind)) * ZONES_PER_TIER;
  return { mask: PLUMBING_MASK, index: 2 ** (PLUMBING_MASK - netmaskLength) - behind + zone };
}

/**
 * The text of a range: computed where the addresses are known, else what CloudFormation computes.
 *
 * @param vpcCidr the range of the VPC
 * @param mask the netmask of the VPC
 * @param slot the range within
 */
export function cidrOf(vpcCidr: string, mask: number, slot: Slot): string {
  const range = parseCidr(vpcCidr);
  if (range) {
    return formatCidr(blockOf(range, slot.mask, slot.index));
  }
  const [bits, hostBits] = [slot.mask - mask, 32 - slot.mask];
  if (bits <= MAX_BLOCKS_BITS) {
    return Fn.select(slot.index, Fn.cidr(vpcCidr, slot.index + 1, String(hostBits)));
  }
  const inner = 2 ** MAX_BLOCKS_BITS;
  const outerMask = slot.mask - MAX_BLOCKS_BITS;
  return cidrOf(cidrOf(vpcCidr, mask, { mask: outerMask, index: Math.floor(slot.index / inner) }), outerMask,
    { mask: slot.mask, index: slot.index % inner });
}

/** Whether all that is wanted has room. */
export function roomProblems(addresses: VpcAddresses, tiers: number, zones: number, plumbing: readonly string[]): Problems {
  const units = (mask: number) => 2 ** (PLUMBING_MASK - mask);
  const free = Math.min(units(addresses.netmaskLength), ...plumbing.map(kind => plumbingSlot(addresses, kind, 0).index));
  const last = tierSlot(addresses, tiers - 1, zones - 1).index + 1;
  const needed = last * units(addresses.subnetMask);
  return needed <= free
    ? []
    : [`'addresses' must have room for ${tiers} tiers of ${ZONES_PER_TIER} subnets of /${addresses.subnetMask}${plumbing.map(kind => ` and for "${kind}"`).join('')}, `
      + `got /${addresses.netmaskLength}: choose a larger range, a larger 'subnetMask', or fewer tiers`];
}
