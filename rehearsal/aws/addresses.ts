/** A range of IP addresses: a block of CIDR notation, or a single address. */
export interface AddressRange {
  /** As it was written, with the bits of the host cleared, as EC2 stores it. */
  readonly text: string;
  readonly family: 4 | 6;
  readonly prefix: number;
  readonly first: bigint;
  readonly last: bigint;
}

const BITS = { 4: 32, 6: 128 } as const;

/** The range of a CIDR block or of an address; undefined for what is neither. */
export function rangeOf(text: string): AddressRange | undefined {
  const [address, mask, ...rest] = text.split('/');
  const family = address.includes(':') ? 6 : 4;
  const value = family === 6 ? ipv6(address) : ipv4(address);
  const prefix = mask === undefined ? BITS[family] : Number(mask);
  if (value === undefined || rest.length > 0 || mask === '' || !Number.isInteger(prefix) || prefix < 0 || prefix > BITS[family]) {
    return undefined;
  }
  return rangeFrom(family, value, prefix);
}

/** The block of a prefix length that holds an address. */
export function rangeFrom(family: 4 | 6, address: bigint, prefix: number): AddressRange {
  const size = 1n << BigInt(BITS[family] - prefix);
  const first = address / size * size;
  return { family, prefix, first, last: first + size - 1n, text: `${addressText(family, first)}/${prefix}` };
}

/** Whether every address of the inner range lies in the outer one. */
export const contains = (outer: AddressRange, inner: AddressRange): boolean =>
  outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;

/** Whether two ranges share an address. */
export const overlaps = (left: AddressRange, right: AddressRange): boolean =>
  left.family === right.family && left.first <= right.last && right.first <= left.last;

/** Blocks of one size in a range, in order. */
export function blocksOf(range: AddressRange, prefix: number, count: number): readonly AddressRange[] {
  const size = 1n << BigInt(BITS[range.family] - prefix);
  return Array.from({ length: count }, (_, index) => rangeFrom(range.family, range.first + BigInt(index) * size, prefix));
}

/** The first free block of a size in some ranges, as IPAM allocates; undefined when there is none. */
export function firstFree(ranges: readonly AddressRange[], taken: readonly AddressRange[], prefix: number): AddressRange | undefined {
  for (const range of ranges.filter(candidate => candidate.prefix <= prefix)) {
    let block = rangeFrom(range.family, range.first, prefix);
    while (block.last <= range.last) {
      const inTheWay = taken.filter(other => overlaps(other, block));
      if (inTheWay.length === 0) {
        return block;
      }
      const after = inTheWay.reduce((last, other) => other.last > last ? other.last : last, block.last) + 1n;
      const next = rangeFrom(range.family, after, prefix);
      block = next.first < after ? rangeFrom(range.family, next.last + 1n, prefix) : next;
    }
  }
  return undefined;
}

/** Ranges that never lead to the internet: private addresses, shared, link-local, loopback, unique local. */
const NOT_PUBLIC = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16', '127.0.0.0/8', 'fc00::/7', 'fe80::/10', '::1/128']
  .map(text => rangeOf(text)!);

/** Whether no address of the range is one of the internet's. */
export const isPrivate = (range: AddressRange): boolean => NOT_PUBLIC.some(block => contains(block, range));

/** The addresses of the internet: what is between the private ranges. Nothing of it is written as one block. */
export const INTERNET: readonly AddressRange[] = ([4, 6] as const).flatMap(family => {
  const all = rangeFrom(family, 0n, 0);
  const blocks = NOT_PUBLIC.filter(block => block.family === family).sort((left, right) => left.first < right.first ? -1 : 1);
  const starts = [0n, ...blocks.map(({ last }) => last + 1n)];
  return starts.map((first, index) => ({ ...all, text: 'the internet', first, last: (blocks[index]?.first ?? all.last + 1n) - 1n }))
    .filter(({ first, last }) => first <= last);
});

function ipv4(text: string): bigint | undefined {
  const octets = text.split('.');
  return octets.length === 4 && octets.every(octet => /^\d{1,3}$/.test(octet) && Number(octet) < 256)
    ? octets.reduce((value, octet) => value * 256n + BigInt(octet), 0n)
    : undefined;
}

function ipv6(text: string): bigint | undefined {
  const [head, tail, ...rest] = text.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = 8 - left.length - right.length;
  if (rest.length > 0 || (tail === undefined ? missing !== 0 : missing < 1)) {
    return undefined;
  }
  const groups = [...left, ...Array<string>(missing).fill('0'), ...right];
  return groups.every(group => /^[0-9a-f]{1,4}$/i.test(group)) ? groups.reduce((value, group) => value * 65_536n + BigInt(`0x${group}`), 0n) : undefined;
}

function addressText(family: 4 | 6, address: bigint): string {
  if (family === 4) {
    return [24n, 16n, 8n, 0n].map(shift => String(address >> shift & 255n)).join('.');
  }
  const groups = Array.from({ length: 8 }, (_, index) => (address >> BigInt(16 * (7 - index)) & 0xffffn).toString(16));
  // only zeros at the end are shortened: that is where blocks have theirs
  const used = groups.reduce((last, group, index) => group === '0' ? last : index + 1, 0);
  return used > 6 ? groups.join(':') : `${groups.slice(0, used).join(':')}::`;
}
