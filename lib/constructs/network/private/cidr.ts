/**
 * Arithmetic of IPv4 ranges: pure, and exact up to 2^32.
 */

/** A range of addresses. */
export interface Cidr {
  /** The first address, as a number. */
  readonly start: number;

  /** How many leading bits are the network's. */
  readonly mask: number;
}

/** What stands in the text, or undefined where it is no IPv4 range; an address within the range counts as none. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) {
    return undefined;
  }
  const octets = match.slice(1, 5).map(Number);
  const mask = Number(match[5]);
  const start = octets.reduce((address, octet) => address * 256 + octet, 0);
  return mask > 32 || octets.some(octet => octet > 255) || start % sizeOf(mask) !== 0 ? undefined : { start, mask };
}

/** How many addresses a range of that mask has. */
export const sizeOf = (mask: number): number => 2 ** (32 - mask);

/** The text of a range. */
export const formatCidr = ({ start, mask }: Cidr): string =>
  `${[24, 16, 8, 0].map(shift => Math.floor(start / 2 ** shift) % 256).join('.')}/${mask}`;

/** The block of that index where a range is cut into equal ones. */
export const blockOf = (range: Cidr, mask: number, index: number): Cidr => ({ start: range.start + index * sizeOf(mask), mask });

/** Whether the first holds all of the second. */
export const contains = (outer: Cidr, inner: Cidr): boolean =>
  outer.mask <= inner.mask && Math.floor(inner.start / sizeOf(outer.mask)) === Math.floor(outer.start / sizeOf(outer.mask));

/** Whether two ranges have an address in common: then one holds the other. */
export const overlap = (one: Cidr, other: Cidr): boolean => contains(one, other) || contains(other, one);
