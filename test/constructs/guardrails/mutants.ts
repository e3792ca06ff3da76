import { PolicyStatement, statementsOf } from '../../../lib/policy';
import { AttachedPolicy, decide, Proof, withoutStatement, withStatement } from './proof';

// Guardrails with one thing taken out: the proofs must notice each.

/** A guardrail with one thing taken out of it. */
export interface Mutant {
  /** What was taken out, and of what. */
  readonly name: string;
  /** The rest. */
  readonly policies: readonly AttachedPolicy[];
}

/** Whether any row would turn red: one that is denied passes, or one that passes is denied. */
export function isCaught(policies: readonly AttachedPolicy[], { allowed, denied, exempt }: Proof): boolean {
  return denied.some(row => decide(row, policies).allowed) || [...allowed, ...exempt].some(row => !decide(row, policies).allowed);
}

/** One for each statement, without it. */
export function statementMutants(policies: readonly AttachedPolicy[]): Mutant[] {
  return policies.flatMap(({ document, name, origins }) => statementsOf(document).map((_, index) => ({
    name: `statement ${index} of ${name} (${origins[index]})`,
    policies: withoutStatement(policies, name, index),
  })));
}

/** One for each action, resource, condition key and value, without it. */
export function elementMutants(policies: readonly AttachedPolicy[]): Mutant[] {
  return policies.flatMap(({ document, name, origins }) => statementsOf(document).flatMap((statement, index) =>
    elementsLeftOut(statement).map(({ what, mutated }) => ({
      name: `${what} of statement ${index} of ${name} (${origins[index]})`,
      policies: withStatement(policies, name, index, mutated),
    }))));
}

/** The statement without one of its actions, resources, condition keys or their values, one at a time. */
function elementsLeftOut(statement: PolicyStatement): { what: string; mutated: PolicyStatement }[] {
  const lists = (['Action', 'NotAction', 'Resource'] as const).flatMap(element => valuesLeftOut(statement[element])
    .map(({ value, rest }) => ({ what: `${element} ${value}`, mutated: { ...statement, [element]: rest } })));
  const keys = Object.entries(statement.Condition ?? {})
    .flatMap(([operator, values]) => Object.entries(values).map(entry => [operator, ...entry] as const));
  const conditions = keys.flatMap(([operator, key, values]) => [
    { what: `${operator} ${key}`, mutated: withCondition(statement, operator, key, undefined) },
    ...valuesLeftOut(values as string | string[]).map(({ value, rest }) =>
      ({ what: `${operator} ${key} ${value}`, mutated: withCondition(statement, operator, key, rest) })),
  ]);
  return [...lists, ...conditions];
}

function valuesLeftOut(values: string | readonly string[] | undefined): { value: string; rest: string[] }[] {
  return Array.isArray(values) && values.length > 1
    ? values.map((value: string, index) => ({ value, rest: values.filter((_, position) => position !== index) }))
    : [];
}

function withCondition(statement: PolicyStatement, operator: string, key: string, values: string[] | undefined): PolicyStatement {
  const { [operator]: { [key]: _, ...otherKeys }, ...otherOperators } = statement.Condition!;
  const keys = values ? { ...otherKeys, [key]: values } : otherKeys;
  return { ...statement, Condition: Object.keys(keys).length > 0 ? { ...otherOperators, [operator]: keys } : otherOperators };
}
