import { invalid } from './problems';

/** Blocks that Fn::Cidr cuts from an IPv4 block: `count` of them, each with `bits` bits for its addresses. */
export function cidrBlocks(block: string, count: number, bits: number): readonly string[] {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(block);
  const [octets, prefix] = match ? [match.slice(1, 5).map(Number), Number(match[5])] : [[], 33];
  if (prefix > 32 || octets.some(octet => octet > 255)) throw invalid(`Fn::Cidr must have an IPv4 block, got "${block}"`);
  if (!Number.isInteger(count) || count < 1 || count > 256) throw invalid(`the count of Fn::Cidr must be between 1 and 256, got ${count}`);
  const available = 2 ** (32 - prefix - bits);
  if (!Number.isInteger(bits) || bits < 1 || count > available) throw invalid(`Fn::Cidr cannot cut ${count} blocks of ${bits} bits from "${block}"`);
  const start = octets.reduce((address, octet) => address * 256 + octet, 0);
  return Array.from({ length: count }, (_, index) => `${dotted(start + index * 2 ** bits)}/${32 - bits}`);
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map(shift => Math.floor(address / 2 ** shift) % 256).join('.');
}
