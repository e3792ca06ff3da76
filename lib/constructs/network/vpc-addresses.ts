import { Token } from 'aws-cdk-lib';
import { throwProblems } from '../../core/errors';
import { Problems, shapeProblems, wholeRangeProblems } from '../../core/validation';
import { Cidr, parseCidr } from './private/cidr';

/** What AWS takes for the netmask of a VPC, and of a subnet. */
const MASKS = { min: 16, max: 28 };

/** A VPC has at least room for 16 subnets, and AWS takes none smaller than /28. */
const SMALLEST_VPC = 24;

/** By default the range is cut into this many bits of subnets: 16. */
const SUBNET_BITS = 4;

/** How a range is cut. */
export interface CidrOptions {
  /**
   * The netmask of a subnet. Each tier takes a block of four subnets, one for each zone, in the order of the tiers; the last eight ranges
   * of 16 addresses belong to the VPC's own plumbing. Another value replaces every subnet.
   *
   * @default - four more than that of the VPC: 16 equal subnets, such as /20 in a /16
   */
  readonly subnetMask?: number;
}

/** Where IPAM takes the addresses from. */
export interface IpamOptions extends CidrOptions {
  /** The pool: IPv4, in the region of the VPC, of this account or shared with it. */
  readonly ipamPoolId: string;

  /** The netmask of the VPC: 16 to 24, and one the pool gives out. */
  readonly netmaskLength: number;
}

/**
 * Where a VPC has its addresses from.
 *
 *     VpcAddresses.cidr('10.20.0.0/16')
 *     VpcAddresses.ipam({ ipamPoolId, netmaskLength: 20 })
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
export class VpcAddresses {
  /**
   * A range that is known at synth. Two VPCs of an app whose ranges overlap fail the synthesis.
   *
   * @param cidrBlock an IPv4 range of /16 to /24, such as "10.20.0.0/16"
   * @param options how it is cut
   */
  public static cidr(cidrBlock: string, options: CidrOptions = {}): VpcAddresses {
    const parsed = parseCidr(cidrBlock);
    throwProblems(undefined, rangeProblemsOf(cidrBlock, parsed));
    return new VpcAddresses(cidrBlock, undefined, parsed!.mask, options.subnetMask);
  }

  /**
   * A range that a pool of Amazon VPC IPAM gives out when the VPC is made, which never overlaps with another of the pool. For templates
   * that go to many accounts: each gets its own.
   *
   * IPAM's advanced tier, which a pool that is shared between accounts needs, costs by the hour for each address in use.
   *
   * @param options the pool, and how large the VPC is
   * @see https://docs.aws.amazon.com/vpc/latest/ipam/what-it-is-ipam.html
   */
  public static ipam(options: IpamOptions): VpcAddresses {
    throwProblems(undefined, [
      ...wholeRangeProblems('netmaskLength', 'bits', options.netmaskLength, { min: MASKS.min, max: SMALLEST_VPC }, 'choose a VPC of that size'),
      ...shapeProblems('ipamPoolId', options.ipamPoolId, /^ipam-pool-[0-9a-f]+$/, 'be the id of an IPAM pool such as "ipam-pool-0a1b2c3d"',
        'take it from `aws ec2 describe-ipam-pools`'),
    ]);
    return new VpcAddresses(undefined, options.ipamPoolId, options.netmaskLength, options.subnetMask);
  }

  /** The netmask of a subnet of a tier. */
  public readonly subnetMask: number;

  private constructor(
    /** The range, where it is known at synth. */
    public readonly cidrBlock: string | undefined,
    /** The pool that gives the range, where it is not. */
    public readonly ipamPoolId: string | undefined,
    /** The netmask of the VPC. */
    public readonly netmaskLength: number,
    subnetMask: number | undefined,
  ) {
    this.subnetMask = subnetMask ?? netmaskLength + SUBNET_BITS;
    throwProblems(undefined, wholeRangeProblems('subnetMask', 'bits', this.subnetMask, { min: netmaskLength + 1, max: MASKS.max },
      'a subnet is smaller than its VPC, and has at least 16 addresses'));
  }
}

function rangeProblemsOf(range: string, parsed: Cidr | undefined): Problems {
  const remedy = 'choose a range of the address plan';
  if (Token.isUnresolved(range)) {
    return ["'cidrBlock' must be known at synth, got a token: use 'VpcAddresses.ipam' for what is known at deployment only"];
  }
  if (!parsed) {
    return [`'cidrBlock' must be an IPv4 range that begins at its first address, such as "10.20.0.0/16", got ${JSON.stringify(range)}: ${remedy}`];
  }
  return wholeRangeProblems('cidrBlock', 'bits of netmask', parsed.mask, { min: MASKS.min, max: SMALLEST_VPC }, remedy);
}
