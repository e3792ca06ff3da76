import { PolicyCondition } from '../../../lib/policy';
import { Key, keyOf, KeyType } from './keys';
import { Random } from './random';

/** What a request says of itself: keys and their values. */
export type Known = Readonly<Record<string, string | readonly string[]>>;

const RANGES = (family: string) => ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map(name => family + name);

/** All operators of AWS, by the type of key they are for. */
export const OPERATORS: Readonly<Record<KeyType, readonly string[]>> = {
  string: ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike'],
  number: RANGES('Numeric'),
  date: RANGES('Date'),
  boolean: ['Bool'],
  ip: ['IpAddress', 'NotIpAddress'],
  arn: ['ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike'],
  binary: ['BinaryEquals'],
};

/** Every operator in every form: with ForAllValues, ForAnyValue, IfExists, and Null, which has one. */
export const FORMS: readonly { readonly name: string; readonly types: readonly KeyType[] }[] = [
  { name: 'Null', types: Object.keys(OPERATORS) as KeyType[] },
  ...Object.entries(OPERATORS).flatMap(([type, operators]) => operators.flatMap(operator => ['', 'ForAllValues:', 'ForAnyValue:'].flatMap(set =>
    ['', 'IfExists'].map(suffix => ({ name: `${set}${operator}${suffix}`, types: [type as KeyType] }))))),
];

/** Keys that may stand in a policy variable, and are absent now and then. */
const VARIABLES = ['aws:PrincipalTag/team', 'aws:username', 'aws:PrincipalAccount', 'aws:SourceIdentity', 'aws:SourceAccount'];

/** One key under some operator, with values near those of the request. */
export function condition(random: Random, known: Known, key: string, variables: boolean): PolicyCondition {
  const spec = keyOf(key);
  const form = `${quantifier(random, spec)}${random.pick(OPERATORS[spec.type])}${random.chance(0.25) ? 'IfExists' : ''}`;
  return conditionOf(random, known, key, random.chance(0.1) ? 'Null' : form, variables);
}

/** One key under that operator. */
export function conditionOf(random: Random, known: Known, key: string, operator: string, variables: boolean): PolicyCondition {
  const spec = keyOf(key);
  if (operator === 'Null') {
    return { Null: { [key]: random.pick(['true', 'false', true, false]) } };
  }
  const count = random.weighted([[1, 6], [2, 3], [3, 1]]);
  const values = Array.from({ length: count }, () => value(random, spec, actual(random, known, key), operator, variables));
  return { [operator]: { [key]: values.length === 1 ? values[0] : values } };
}

function quantifier(random: Random, { multivalued }: Key): string {
  return random.weighted([['', multivalued ? 0 : 4], ['ForAllValues:', 1], ['ForAnyValue:', 1]]);
}

function actual(random: Random, known: Known, key: string): string | undefined {
  const values = known[key];
  return values === undefined || typeof values === 'string' ? values : random.pick(values);
}

function value(random: Random, spec: Key, current: string | undefined, operator: string, variables: boolean): string {
  const isOrdered = spec.type === 'number' || spec.type === 'date';
  const near = current !== undefined && random.chance(isOrdered ? 0.2 : 0.55) ? current : random.pick(spec.values);
  switch (spec.type) {
    case 'string': return text(random, near, operator, variables);
    case 'arn': return arnPattern(random, near, variables);
    case 'ip': return range(random, near);
    case 'date': return date(random, near);
    case 'boolean': return random.weighted([[near, 8], [near.toUpperCase(), 1], [variables ? '${aws:SecureTransport}' : near, 1]]);
    default: return near;
  }
}

function text(random: Random, near: string, operator: string, variables: boolean): string {
  if (random.chance(0.12)) {
    return variable(random, near, variables);
  }
  if (operator.includes('Like')) {
    return pattern(random, near);
  }
  return random.chance(0.1) ? near.toUpperCase() : near;
}

function variable(random: Random, near: string, variables: boolean): string {
  const name = random.pick(VARIABLES);
  if (variables && near.includes('*')) {
    return near.replace('*', '${*}');
  }
  const forms = [`\${${name}}`, `\${${name}, '${near === '' ? 'none' : near}'}`, `\${${name.toUpperCase()}}`];
  return variables ? random.pick(forms) : forms[0];
}

/** The text, or some of it replaced by wildcards, now and then so that it just fails. */
export function pattern(random: Random, near: string): string {
  const at = random.below(near.length + 1);
  const forms: readonly (readonly [string, number])[] = [
    [near, 4],
    ['*', 1],
    [`${near.slice(0, at)}*`, 4],
    [`*${near.slice(at)}`, 2],
    [`${near.slice(0, at)}*${near.slice(Math.min(near.length, at + 2))}`, 2],
    [`${near.slice(0, at)}?${near.slice(at + 1)}`, 2],
    [`${near}?`, 1],
    [`${near.slice(0, at)}x*`, 1],
  ];
  return random.weighted(forms);
}

function arnPattern(random: Random, near: string, variables: boolean): string {
  const parts = near.split(':');
  const [head, resource] = [parts.slice(0, 5), parts.slice(5).join(':')];
  const account = variables ? '${aws:PrincipalAccount}' : '*';
  const loose = head.map((part, at) => at > 0 && random.chance(0.25) ? random.pick(['*', '*', at === 4 && part !== '' ? account : '*', pattern(random, part)]) : part);
  return [...loose, pattern(random, resource)].join(':');
}

function range(random: Random, near: string): string {
  if (near.includes(':')) {
    return random.pick([near, '2001:db8::/32', '2001:db8:1::/48', '2001:db9::/64']);
  }
  const [first, second, third] = near.split('.');
  return random.pick([near, `${near}/32`, `${first}.0.0.0/8`, `${first}.${second}.0.0/16`, `${first}.${second}.${third}.128/25`, '0.0.0.0/0']);
}

function date(random: Random, near: string): string {
  return random.weighted([[near, 6], [String(Date.parse(near) / 1000), 2], [near.slice(0, 10), 2], [near.slice(0, 4), 1], [near.replace('Z', '+01:00'), 1]]);
}
