import { GuardrailSet, Guardrails } from '../../../lib/constructs/guardrails';
import { attachedPolicies, AttachedPolicy, counterpart, decide, decidingGuardrails, policiesOfAlone, Proof, ProofRow } from './proof';
import { PROOFS } from './proofs';

/** All that may stand beside each other: where the quarantine is, nothing is allowed, and that has a proof of its own. */
const EVERY_SET = GuardrailSet.all().filter(set => set !== GuardrailSet.QUARANTINE).flatMap(set => attachedPolicies(set));
const policiesOf = new Map(GuardrailSet.all().map(set => [set.id, attachedPolicies(set)]));
const attachedWith = ({ set }: Proof): AttachedPolicy[] => policiesOf.get(set.id)!;
const titleOf = ({ action, by, title }: ProofRow) => `${action} of ${by}: ${title}`;

describe.each(PROOFS.map(proof => ({ name: `${proof.guardrail.id} ${proof.guardrail.title}`, proof })))('$name', ({ proof }) => {
  const policies = attachedWith(proof);
  const alone = policiesOfAlone(proof.guardrail);
  const everything = proof.set === GuardrailSet.QUARANTINE ? [...EVERY_SET, ...policies] : EVERY_SET;

  test.each(proof.denied.map(row => ({ name: titleOf(row), row })))('denies $name', ({ row }) => {
    const decision = decide(row, policies);

    expect(decision).toMatchObject({ allowed: false, effect: 'explicit-deny' });
    expect(decidingGuardrails(decision, policies)).toContain(proof.guardrail.id);
    expect(decide(row, alone)).toMatchObject({ allowed: false, effect: 'explicit-deny' });
  });

  test.each(proof.allowed.map(row => ({ name: titleOf(row), row })))('allows $name, with every set attached', ({ row }) => {
    const decision = decide(row, everything);

    expect(decision).toMatchObject({ allowed: row.deniedBy === undefined });
    expect(decidingGuardrails(decision, everything)).toEqual(expect.arrayContaining([...row.deniedBy ?? []]));
    expect(decide(row, alone)).toMatchObject({ allowed: true });
  });

  for (const row of proof.exempt) { // not test.each, which fails for a guardrail that exempts nobody
    test(`exempts ${titleOf(row)}, and nobody without the exemption`, () => {
      expect(decide(row, everything)).toMatchObject({ allowed: true });
      expect(decide(row, alone, counterpart(row.by))).toMatchObject({ allowed: false, effect: 'explicit-deny' });
    });
  }

  test('is proved by rows that are denied, allowed and, where it exempts anybody, exempt', () => {
    expect(proof.denied).not.toHaveLength(0);
    expect(proof.allowed).not.toHaveLength(0);
    expect(proof.exempt.length > 0).toBe(proof.guardrail.exemptions.length > 0);
  });

  test('belongs to the set it is proved in', () => {
    expect(proof.set.guardrails).toContain(proof.guardrail);
  });
});

test('every guardrail that can deny has a proof', () => {
  const denying = Guardrails.all().filter(({ policyType }) => policyType.canDeny).map(({ id }) => id);

  expect(PROOFS.map(({ guardrail }) => guardrail.id).sort()).toEqual(denying.sort());
});

test.each(PROOFS.filter(({ guardrail }) => guardrail.exemptions.length === 0).map(({ guardrail }) => guardrail))('$id exempts nobody', guardrail => {
  expect(guardrail.exemptions).toEqual([]);
});
