import { isRecord } from './document';

/** Intrinsic functions that the rehearsal resolves wherever a value stands. */
const VALUE_FUNCTIONS = new Set(['Ref', 'Fn::GetAtt', 'Fn::Sub', 'Fn::Join', 'Fn::Select', 'Fn::Split', 'Fn::If', 'Fn::FindInMap', 'Fn::Base64', 'Fn::GetAZs',
  'Fn::ImportValue', 'Fn::GetStackOutput', 'Fn::Cidr']);

/** Functions that are true or false: only in Conditions and in Rules. */
const CONDITION_FUNCTIONS = new Set(['Fn::Equals', 'Fn::And', 'Fn::Or', 'Fn::Not', 'Condition']);

/** Functions of the Rules section alone. */
const RULE_FUNCTIONS = new Set(['Fn::Contains', 'Fn::EachMemberEquals', 'Fn::EachMemberIn']);

/** One call of an intrinsic function. */
export interface Intrinsic {
  readonly name: string;
  readonly argument: unknown;
}

/** Where a value stands, which decides the functions that are allowed there. */
export type Place = 'value' | 'condition' | 'rule';

/** The intrinsic function that a value calls; undefined for plain data. */
export function intrinsicOf(value: unknown): Intrinsic | undefined {
  if (!isRecord(value)) return undefined;
  let name: string | undefined;
  let members = 0;
  for (const key in value) {
    members++;
    if (key === 'Ref' || key.startsWith('Fn::')) name = key;
  }
  // `Ref` beside other members is data (a property may have that name); `Fn::` beside others is a mistake that `stray` reports
  return name !== undefined && members === 1 ? { name, argument: value[name] } : undefined;
}

/** Name of a function that stands beside other members of an object, where CloudFormation would not call it. */
export function strayFunction(value: Readonly<Record<string, unknown>>): string | undefined {
  const keys = Object.keys(value);
  return keys.length > 1 ? keys.find(key => key.startsWith('Fn::')) : undefined;
}

/** Whether the rehearsal knows a function in a place. */
export function knowsFunction(name: string, place: Place): boolean {
  return VALUE_FUNCTIONS.has(name)
    || (place !== 'value' && CONDITION_FUNCTIONS.has(name))
    || (place === 'rule' && RULE_FUNCTIONS.has(name));
}
