import { asList, ConditionValue, OneOrMore, PolicyCondition } from '../document';
import { PolicyError } from '../policy-error';
import { isKnownKey, isMultivaluedKey } from './context-keys';
import { Facts } from './facts';
import { Comparison, Operator, OPERATORS, Site } from './operators';

/** One key under one operator, prepared. */
export type Condition = (facts: Facts) => boolean;

/** The parts of an operator's name. */
export interface OperatorName {
  /** How several values of a key are treated. */
  readonly quantifier?: 'ForAllValues' | 'ForAnyValue';
  /** Name without prefix and suffix. */
  readonly base: string;
  /** Whether the condition holds when the key is absent. */
  readonly ifExists: boolean;
}

const NAME = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/**
 * Splits an operator's name; undefined when AWS does not know it. `Null` takes no suffix, says its page, and no prefix: it asks for the key
 * and not for its values, so `ForAllValues:Null` would mean nothing else and is taken for a mistake.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists
 */
export function parseOperator(name: string): OperatorName | undefined {
  const [, quantifier, base, ifExists] = NAME.exec(name) ?? [];
  if (base === 'Null') {
    return quantifier || ifExists ? undefined : { base, ifExists: false };
  }
  return base !== undefined && OPERATORS.has(base)
    ? { quantifier: quantifier as OperatorName['quantifier'], base, ifExists: ifExists !== undefined }
    : undefined;
}

/** Prepares all conditions of a statement; each must hold. */
export function conditions(block: PolicyCondition | undefined, statement: Site): Condition[] {
  return Object.entries(block ?? {}).flatMap(([name, keys]) => {
    const operator = parseOperator(name);
    if (!operator) {
      throw new PolicyError(`${statement.where}: unknown condition operator "${name}": use one of ${[...OPERATORS.keys(), 'Null'].join(', ')}`);
    }
    return Object.entries(keys).map(([key, values]) => condition(operator, key, values, { ...statement, where: `${statement.where}, ${name} ${key}` }));
  });
}

function condition(operator: OperatorName, key: string, values: OneOrMore<ConditionValue>, site: Site): Condition {
  if (!isKnownKey(key)) {
    throw new PolicyError(`${site.where}: unknown condition key "${key}": take one from the list of AWS's keys`);
  }
  const expected = asList(values).map(value => valueText(value, site.where));
  if (operator.base === 'Null') {
    return nullCondition(key.toLowerCase(), expected, site.where);
  }
  if (operator.quantifier === undefined && isMultivaluedKey(key)) {
    throw new PolicyError(`${site.where}: "${key}" has several values: write ForAllValues or ForAnyValue before the operator`);
  }
  const { negated, prepare } = OPERATORS.get(operator.base)!;
  return valueCondition(operator, key.toLowerCase(), negated, expected.map(value => prepare(value, site)), site.where);
}

function valueText(value: unknown, where: string): string {
  if (!['string', 'boolean', 'number'].includes(typeof value)) {
    throw new PolicyError(`${where}: value must be a string, a number or a boolean, got ${JSON.stringify(value)}: write it as text`);
  }
  return String(value);
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null */
function nullCondition(key: string, expected: readonly string[], where: string): Condition {
  const wanted = expected.map(value => value.toLowerCase());
  const wrong = wanted.find(value => value !== 'true' && value !== 'false');
  if (wrong !== undefined) {
    throw new PolicyError(`${where}: value must be "true" or "false", got "${wrong}": "true" asks for the key to be absent`);
  }
  return facts => wanted.includes(String(facts.valuesOf(key) === undefined));
}

function valueCondition(name: OperatorName, key: string, negated: Operator['negated'], comparisons: readonly Comparison[], where: string): Condition {
  const absent = whenAbsent(name, negated);
  return facts => {
    const actual = facts.valuesOf(key);
    if (actual === undefined) {
      return absent;
    }
    const holds = (value: string) => comparisons.some(compare => compare(value, facts)) !== negated;
    if (name.quantifier === undefined) {
      return holds(only(actual, where));
    }
    const all = name.quantifier === 'ForAllValues';
    return isNullDataset(actual) ? all : all ? actual.every(holds) : actual.some(holds);
  };
}

/**
 * ForAllValues holds for an absent key and ForAnyValue does not, whatever the operator; without them negated operators hold. IfExists may
 * stand on any operator but `Null`, says its page, and makes each of them hold.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function whenAbsent({ quantifier, ifExists }: OperatorName, negated: boolean): boolean {
  return ifExists || (quantifier === undefined ? negated : quantifier === 'ForAllValues');
}

/**
 * Values that resolve to "an empty data set (for example, an empty string)": ForAllValues holds for them and ForAnyValue does not.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
function isNullDataset(values: readonly string[]): boolean {
  return values.every(value => value === '');
}

function only(values: readonly string[], where: string): string {
  if (values.length > 1) {
    throw new PolicyError(`${where}: the request has ${values.length} values for the key: write ForAllValues or ForAnyValue before the operator`);
  }
  return values[0];
}
