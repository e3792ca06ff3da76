import { elementMutants, isCaught, statementMutants } from './mutants';
import { policiesOfAlone } from './proof';
import { PROOFS } from './proofs';

describe.each(PROOFS.map(proof => ({ id: proof.guardrail.id, proof })))('the proof of $id', ({ proof }) => {
  const policies = policiesOfAlone(proof.guardrail);

  test('holds for the guardrail as it is', () => {
    expect(isCaught(policies, proof)).toBe(false);
  });

  test.each(statementMutants(policies))('turns red without $name', mutant => {
    expect(isCaught(mutant.policies, proof)).toBe(true);
  });

  test('turns red without any action, resource, condition key or value', () => {
    const missed = elementMutants(policies).filter(mutant => !isCaught(mutant.policies, proof));

    expect(missed.map(({ name }) => name)).toEqual([]);
  });
});
