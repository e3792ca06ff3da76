import { throwProblems } from '../../core/errors';
import { Problems, wholeRangeProblems } from '../../core/validation';
import { blockOf, Cidr, formatCidr, parseCidr, sizeOf } from './private/cidr';

/** How a plan is cut. */
export interface AddressPlanOptions {
  /** The netmask of a block: larger than that of the range, and at most 28. */
  readonly blockMask: number;
}

/**
 * A range of addresses, cut into equal blocks that are given out by their number: the list of who has which is the app's code.
 *
 *     const plan = AddressPlan.of('10.0.0.0/8', { blockMask: 16 });
 *     new SecureVpc(this, 'Orders', { addresses: VpcAddresses.cidr(plan.block(20)) });      // 10.20.0.0/16
 *     new SecureVpc(this, 'Billing', { addresses: VpcAddresses.cidr(plan.block(21)) });
 *
 * A number stays who it was given to: a block that moves is a VPC that is replaced. Two VPCs of an app with the same number fail the
 * synthesis. Templates that go to many accounts take their addresses from a pool instead, `VpcAddresses.ipam`.
 */
export class AddressPlan {
  /**
   * A plan over a range.
   *
   * @param cidrBlock an IPv4 range that begins at its first address, such as "10.0.0.0/8"
   * @param options how large the blocks are
   */
  public static of(cidrBlock: string, options: AddressPlanOptions): AddressPlan {
    const parsed = parseCidr(cidrBlock);
    throwProblems(undefined, planProblems(cidrBlock, parsed, options));
    return new AddressPlan(cidrBlock, options.blockMask, parsed!);
  }

  private constructor(
    /** The whole range. */
    public readonly cidrBlock: string,
    /** The netmask of a block. */
    public readonly blockMask: number,
    private readonly parsed: Cidr,
  ) {}

  /** How many blocks there are. */
  public get blockCount(): number {
    return sizeOf(this.parsed.mask) / sizeOf(this.blockMask);
  }

  /**
   * The block of a number, as text.
   *
   * @param index 0 for the first
   */
  public block(index: number): string {
    throwProblems(undefined, wholeRangeProblems('index', 'blocks', index, { min: 0, max: this.blockCount - 1 },
      `"${this.cidrBlock}" has ${this.blockCount} blocks of /${this.blockMask}`));
    return formatCidr(blockOf(this.parsed, this.blockMask, index));
  }

  /**
   * A plan within a block: for a business unit, or a region.
   *
   * @param index the block
   * @param options how large the blocks in it are
   */
  public within(index: number, options: AddressPlanOptions): AddressPlan {
    return AddressPlan.of(this.block(index), options);
  }
}

function planProblems(range: string, parsed: Cidr | undefined, { blockMask }: AddressPlanOptions): Problems {
  return parsed
    ? wholeRangeProblems('blockMask', 'bits', blockMask, { min: parsed.mask + 1, max: 28 }, `a block is smaller than "${range}", and has at least 16 addresses`)
    : [`'cidrBlock' must be an IPv4 range that begins at its first address, such as "10.0.0.0/8", got ${JSON.stringify(range)}: correct it`];
}
