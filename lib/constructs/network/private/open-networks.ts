import { Token } from 'aws-cdk-lib';
import { Problems } from '../../../core/validation';

/** Wider than this is everywhere in pieces: nobody has half of the internet. */
const WIDEST_IPV4 = 8;
const WIDEST_IPV6 = 16;

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;
const IPV6 = /^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*\/(\d{1,3})$/;

/** Whether a range holds everybody, or so many that it may as well: 0.0.0.0/0, ::/0 in each spelling, and the halves of them. */
export function isOpen(cidr: unknown): boolean {
  if (typeof cidr !== 'string' || Token.isUnresolved(cidr)) {
    return false;
  }
  const length = Number(cidr.split('/')[1]);
  return length < (cidr.includes(':') ? WIDEST_IPV6 : WIDEST_IPV4);
}

/** The problem of a text that is no range of addresses. */
export function cidrShapeProblems(prop: string, cidr: string): Problems {
  return Token.isUnresolved(cidr) || isIpv4Range(cidr) || isIpv6Range(cidr)
    ? []
    : [`'${prop}' must be a range of addresses such as "203.0.113.0/24" or "2001:db8::/32", got ${JSON.stringify(cidr)}: add the length of its prefix`];
}

/** The problem of a range that is everywhere. */
export function anywhereProblems(prop: string, cidr: string, remedy: string): Problems {
  return isOpen(cidr) ? [`'${prop}' must not be everywhere, got ${JSON.stringify(cidr)}: ${remedy}`] : [];
}

function isIpv4Range(cidr: string): boolean {
  const [, ...numbers] = IPV4.exec(cidr) ?? [];
  return numbers.length === 5 && numbers.slice(0, 4).every(octet => Number(octet) <= 255) && Number(numbers[4]) <= 32;
}

function isIpv6Range(cidr: string): boolean {
  const length = IPV6.exec(cidr)?.[1];
  return length !== undefined && Number(length) <= 128;
}
