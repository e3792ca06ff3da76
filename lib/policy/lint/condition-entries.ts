import { OperatorName, parseOperator } from '../evaluation/conditions';
import { OPERATORS } from '../evaluation/operators';
import { isRecord } from '../grammar';
import { listOf, Subject } from './rule';

/** One key of a statement's conditions. */
export interface ConditionEntry {
  /** Operator as written. */
  readonly operator: string;
  /** Its parts; undefined when unknown. */
  readonly name?: OperatorName;
  /** Condition key as written. */
  readonly key: string;
  /** Its values. */
  readonly values: readonly unknown[];
}

/** The keys of a statement's conditions, each with its operator. */
export function conditionEntries({ statement: { Condition } }: Pick<Subject, 'statement'>): readonly ConditionEntry[] {
  if (!isRecord(Condition)) {
    return [];
  }
  return Object.entries(Condition).flatMap(([operator, keys]) => isRecord(keys)
    ? Object.entries(keys).map(([key, values]) => ({ operator, name: parseOperator(operator), key, values: listOf(values) }))
    : []);
}

/** Whether the operator asks that no value matches. */
export function isNegated({ name }: ConditionEntry): boolean {
  return name !== undefined && OPERATORS.get(name.base)?.negated === true;
}

/** Whether the condition holds for a request without the key. */
export function holdsWithoutKey(entry: ConditionEntry): boolean {
  const { name, values } = entry;
  if (name?.base === 'Null') {
    return values.every(value => String(value) === 'true');
  }
  return name !== undefined && (name.ifExists || name.quantifier === 'ForAllValues' || (isNegated(entry) && name.quantifier !== 'ForAnyValue'));
}
