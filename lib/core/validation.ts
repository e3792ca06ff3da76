import { Token } from 'aws-cdk-lib';
import { MAX_EMAIL, MIN_EMAIL } from './quotas';

/** Validation is pure functions that return all problems; a token is resolved later and is skipped. */
export type Problems = readonly string[];

/** The problem of a string that is empty or longer than AWS takes. */
export function lengthProblems(prop: string, value: string, max: number, min = 1): Problems {
  if (Token.isUnresolved(value) || (value.length >= min && value.length <= max)) {
    return [];
  }
  return [`'${prop}' must have ${min} to ${max} characters, got ${value.length} in ${JSON.stringify(value)}: ${value.length < min ? 'fill' : 'shorten'} it`];
}

/** The problem of a string that does not have the shape AWS asks for. */
export function shapeProblems(prop: string, value: string, pattern: RegExp, rule: string, remedy: string): Problems {
  return Token.isUnresolved(value) || pattern.test(value) ? [] : [`'${prop}' must ${rule}, got ${JSON.stringify(value)}: ${remedy}`];
}

/** What AWS takes of a number, both ends included. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

const ANOTHER_DURATION = 'choose a duration in that range';

/** The problem of a number outside its range; fractions of the unit are fine. */
export function rangeProblems(prop: string, unit: string, value: number, range: Range, remedy = ANOTHER_DURATION): Problems {
  return isWithin(value, range) ? [] : [outside(prop, unit, value, range, remedy)];
}

/** The problem of a number that is outside its range, or no whole one. */
export function wholeRangeProblems(prop: string, unit: string, value: number, range: Range, remedy = ANOTHER_DURATION): Problems {
  return Number.isInteger(value) && isWithin(value, range) ? [] : [outside(prop, `whole ${unit}`, value, range, remedy)];
}

const isWithin = (value: number, { min, max }: Range): boolean => value >= min && value <= max;

const outside = (prop: string, unit: string, value: number, { min, max }: Range, remedy: string): string =>
  `'${prop}' must be ${min} to ${max} ${unit}, got ${value}: ${remedy}`;

/** The problem of values that must differ, each named with where it stands. */
export function duplicateProblems(prop: string, values: readonly string[], remedy: string): Problems {
  const seen = new Set<string>();
  const duplicates = new Set(values.filter(value => !Token.isUnresolved(value) && (seen.has(value) || !seen.add(value))));
  return [...duplicates].map(value => `'${prop}' must not repeat, got ${JSON.stringify(value)} ${values.filter(v => v === value).length} times: ${remedy}`);
}

export const accountIdProblems = (prop: string, value: string): Problems =>
  shapeProblems(prop, value, /^\d{12}$/, 'be an account id of 12 digits', 'take it from the account list of AWS Organizations');

/** Regions of every partition: "eu-central-1", "us-gov-east-1", "eusc-de-east-1". */
export const regionProblems = (prop: string, value: string): Problems =>
  shapeProblems(prop, value, /^[a-z]{2,}(-[a-z]+)+-\d+$/, 'be a region', 'choose one such as "eu-central-1"');

export const organizationIdProblems = (prop: string, value: string): Problems =>
  shapeProblems(prop, value, /^o-[a-z0-9]{10,32}$/, 'be an organization id such as "o-a1b2c3d4e5"', 'take it from `aws organizations describe-organization`');

export const rootIdProblems = (prop: string, value: string): Problems =>
  shapeProblems(prop, value, /^r-[0-9a-z]{4,32}$/, 'be a root id such as "r-a1b2"', 'take it from `aws organizations list-roots`');

export const organizationalUnitIdProblems = (prop: string, value: string): Problems =>
  shapeProblems(prop, value, /^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/, 'be an OU id such as "ou-a1b2-c3d4e5f6"',
    'take it from `aws organizations list-organizational-units-for-parent`');

const EMAIL = new RegExp(`^(?=.{${MIN_EMAIL},${MAX_EMAIL}}$)[^\\s@]+@[^\\s@]+\\.[^\\s@]+$`);

export const emailProblems = (prop: string, value: string): Problems =>
  shapeProblems(prop, value, EMAIL, `be an e-mail address of ${MIN_EMAIL} to ${MAX_EMAIL} characters`, 'correct it');
