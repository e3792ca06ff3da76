import { blocksOf, rangeOf } from '../aws/addresses';
import { invalid } from './problems';

const BITS = { 4: 32, 6: 128 } as const;

/**
 * Blocks that Fn::Cidr cuts from an IPv4 or IPv6 block: `count` of them, each with `bits` bits for its addresses.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html
 */
export function cidrBlocks(block: string, count: number, bits: number): readonly string[] {
  const range = block.includes('/') ? rangeOf(block) : undefined;
  if (!range) throw invalid(`Fn::Cidr must have an IPv4 or IPv6 block, got "${block}"`);
  if (!Number.isInteger(count) || count < 1 || count > 256) throw invalid(`the count of Fn::Cidr must be between 1 and 256, got ${count}`);
  const prefix = BITS[range.family] - bits;
  if (!Number.isInteger(bits) || bits < 1 || count > 2 ** (prefix - range.prefix)) {
    throw invalid(`Fn::Cidr cannot cut ${count} blocks of ${bits} bits from "${block}"`);
  }
  return blocksOf(range, prefix, count).map(({ text }) => text);
}
