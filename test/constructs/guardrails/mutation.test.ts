import { GuardrailSet } from '../../../lib/constructs/guardrails';
import { PolicyStatement, statementsOf } from '../../../lib/policy';
import { attachedPolicies, AttachedPolicy, decide, Proof, withoutStatement, withStatement } from './proof';
import { PROOFS } from './proofs';

/** A policy of a set with one thing taken out of it. */
interface Mutant {
  readonly name: string;
  readonly policies: readonly AttachedPolicy[];
}

const SETS = GuardrailSet.all().filter(set => set.guardrails.some(({ policyType }) => policyType.canDeny));

/** Whether any row would turn red: one that is denied passes, or one that passes is denied. */
function isCaught(policies: readonly AttachedPolicy[], proofs: readonly Proof[]): boolean {
  return proofs.some(({ allowed, denied, exempt }) =>
    denied.some(row => decide(row, policies).allowed) || [...allowed, ...exempt].some(row => !decide(row, policies).allowed));
}

function statementMutants(policies: readonly AttachedPolicy[]): Mutant[] {
  return policies.flatMap(({ document, name, origins }) => statementsOf(document).map((_, index) => ({
    name: `statement ${index} of ${name} (${origins[index]})`,
    policies: withoutStatement(policies, name, index),
  })));
}

function elementMutants(policies: readonly AttachedPolicy[]): Mutant[] {
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

describe.each(SETS.map(set => ({ id: set.id, set })))('the proofs of $id', ({ set }) => {
  const policies = attachedPolicies(set);
  const proofs = PROOFS.filter(proof => proof.set === set);

  test('hold for the policies as they are', () => {
    expect(isCaught(policies, proofs)).toBe(false);
  });

  test.each(statementMutants(policies))('turn red without $name', mutant => {
    expect(isCaught(mutant.policies, proofs)).toBe(true);
  });

  test('turn red without any action, resource, condition key or value', () => {
    const missed = elementMutants(policies).filter(mutant => !isCaught(mutant.policies, proofs));

    expect(missed.map(({ name }) => name)).toEqual([]);
  });
});
