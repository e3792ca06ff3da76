import { BlockList, isIP } from 'node:net';
import { PolicyError } from '../policy-error';
import { Facts } from './facts';
import { arnMatcher, globMatcher, literally, Matcher } from './matching';
import { constant, Escape, Template, template } from './variables';

/** Where a value stands in a policy. */
export interface Site {
  /** Policy, statement, operator and key, for the error. */
  readonly where: string;
  /** Whether policy variables are replaced: from version 2012-10-17 of the language on. */
  readonly variables: boolean;
}

/** Compares a value of the request with one value of the policy. */
export type Comparison = (actual: string, facts: Facts) => boolean;

/** A condition operator without its prefix and suffix. */
export interface Operator {
  /** Whether it holds when no value of the policy fits; it then holds for an absent key too. */
  readonly negated: boolean;
  /** Prepares a value of the policy. */
  readonly prepare: (expected: string, site: Site) => Comparison;
}

/**
 * All condition operators but `Null`, which asks for the key and not for its value.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ...pair('StringEquals', 'StringNotEquals', exact(text => text)),
  ...pair('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', exact(text => text.toLowerCase())),
  ...pair('StringLike', 'StringNotLike', like),
  ...pair('NumericEquals', 'NumericNotEquals', ordered(number, order => order === 0)),
  ...pair('DateEquals', 'DateNotEquals', ordered(date, order => order === 0)),
  ...pair('IpAddress', 'NotIpAddress', ipAddress),
  ...pair('ArnEquals', 'ArnNotEquals', arnLike),
  ...pair('ArnLike', 'ArnNotLike', arnLike),
  ...ranges('Numeric', number),
  ...ranges('Date', date),
  ['Bool', { negated: false, prepare: bool }],
  ['BinaryEquals', { negated: false, prepare: binary }],
]);

type Prepare = Operator['prepare'];
type Entry = readonly [string, Operator];

function pair(name: string, negatedName: string, prepare: Prepare): Entry[] {
  return [[name, { negated: false, prepare }], [negatedName, { negated: true, prepare }]];
}

function ranges(family: string, parse: (text: string) => number | undefined): Entry[] {
  const entry = (name: string, holds: (order: number) => boolean): Entry => [`${family}${name}`, { negated: false, prepare: ordered(parse, holds) }];
  return [
    entry('LessThan', order => order < 0),
    entry('LessThanEquals', order => order <= 0),
    entry('GreaterThan', order => order > 0),
    entry('GreaterThanEquals', order => order >= 0),
  ];
}

function text(expected: string, escape: Escape, { where, variables }: Site): Template {
  return variables ? template(expected, escape, where) : constant(expected);
}

function exact(fold: (value: string) => string): Prepare {
  return (expected, site) => {
    const wanted = text(expected, value => value, site);
    if (wanted.constant !== undefined) {
      const folded = fold(wanted.constant);
      return actual => fold(actual) === folded;
    }
    return (actual, facts) => {
      const rendered = wanted.render(facts);
      return rendered !== undefined && fold(actual) === fold(rendered);
    };
  };
}

function like(expected: string, site: Site): Comparison {
  return pattern(expected, site, globMatcher);
}

/** ArnEquals and ArnLike behave identically, says AWS. */
function arnLike(expected: string, site: Site): Comparison {
  return pattern(expected, site, arnMatcher);
}

function pattern(expected: string, site: Site, compile: (value: string) => Matcher | undefined): Comparison {
  const wanted = text(expected, literally, site);
  if (wanted.constant !== undefined) {
    return compile(wanted.constant) ?? malformed(site, 'an ARN of six parts', expected);
  }
  return (actual, facts) => {
    const rendered = wanted.render(facts);
    return rendered !== undefined && compile(rendered)?.(actual) === true;
  };
}

function ordered(parse: (value: string) => number | undefined, holds: (order: number) => boolean): Prepare {
  return (expected, site) => {
    const wanted = parse(expected) ?? malformed(site, parse === number ? 'a number' : 'a date in ISO 8601 or in seconds of the epoch', expected);
    return actual => {
      const value = parse(actual);
      return value !== undefined && holds(value - wanted);
    };
  };
}

function number(value: string): number | undefined {
  return /^[+-]?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

/** Milliseconds of the epoch; four digits alone are a year. */
function date(value: string): number | undefined {
  if (/^\d{5,}(\.\d+)?$/.test(value)) {
    return Number(value) * 1000;
  }
  const isIso = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/.test(value);
  const time = isIso ? Date.parse(/T[\d:.]+$/.test(value) ? `${value}Z` : value) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** Variables work here too, says the page of the operators, though the page of the variables denies it. */
function bool(expected: string, site: Site): Comparison {
  const wanted = text(expected, value => value, site);
  if (wanted.constant !== undefined && !/^(true|false)$/i.test(wanted.constant)) {
    malformed(site, '"true" or "false"', expected);
  }
  return (actual, facts) => actual.toLowerCase() === wanted.render(facts)?.toLowerCase();
}

function binary(expected: string, site: Site): Comparison {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(expected)) {
    malformed(site, 'base64', expected);
  }
  return actual => actual === expected;
}

function ipAddress(expected: string, site: Site): Comparison {
  const range = new BlockList();
  const [address, prefix, ...rest] = expected.split('/');
  const version = isIP(address);
  const bits = prefix === undefined ? (version === 6 ? 128 : 32) : Number(prefix);
  if (version === 0 || rest.length > 0 || !/^\d*$/.test(prefix ?? '') || prefix === '' || bits > (version === 6 ? 128 : 32)) {
    malformed(site, 'an IP address or a CIDR range', expected);
  }
  range.addSubnet(address, bits, version === 6 ? 'ipv6' : 'ipv4');
  return actual => {
    const actualVersion = isIP(actual);
    return actualVersion === version && range.check(actual, version === 6 ? 'ipv6' : 'ipv4');
  };
}

function malformed({ where }: Site, rule: string, value: string): never {
  throw new PolicyError(`${where}: value must be ${rule}, got ${JSON.stringify(value)}: mend it`);
}
