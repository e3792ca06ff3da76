import { GuardrailPlacement } from '../../lib';
import { GuardrailSet, IGuardrail } from '../../lib/constructs/guardrails';
import { PRINCIPALS } from '../constructs/guardrails/principals';
import { Proof, ProofRow } from '../constructs/guardrails/proof';
import { PROOFS } from '../constructs/guardrails/proofs';
import { accountsOf, ExampleOrganization, guardrailsByUnit } from './example-organization';

// The rows that prove each guardrail, asked once more where it is attached: in accounts of the example organization, with the policies from
// the root to the account as the rehearsed deployment left them.

const ARCHIVE = [...GuardrailSet.LOG_ARCHIVE.guardrails, ...GuardrailSet.LOG_ARCHIVE_RESOURCES.guardrails];
const proofOf = new Map(PROOFS.map(proof => [proof.guardrail.id, proof]));

/** Rows that need an option which the example does not have, by guardrail: it denies them, as it says. */
const UNNAMED: Readonly<Record<string, { readonly reason: string; readonly titles: readonly string[] }>> = {
  G18: {
    reason: 'no audience is named, since the strict sets with named ones do not fit the default quotas',
    titles: ['for an audience that is named', 'for one that a pattern names', 'for both'],
  },
};

/** What no placement attaches unasked, with the reason. */
const NOT_PLACED: Readonly<Record<string, string>> = { G15: 'every bootstrap of CDK needs the boundary first: `GuardrailSet.PERMISSIONS_BOUNDARY` is opted into' };

/** Denies whatever others spare, on the unit of suspended accounts. */
const QUARANTINE = 'G06';

interface Case {
  readonly name: string;
  /** Takes the place of the member of the proofs. */
  readonly account: string;
  readonly proof: Proof;
}

/**
 * A guardrail that denies, in the accounts of a unit on which it is attached. The rows of the archive's own guardrails lie in its account
 * in any case; the member beside it is the security account.
 */
function casesOf(unit: string, guardrail: IGuardrail): Case[] {
  const title = `${guardrail.id} ${guardrail.title}`;
  const proof = proofOf.get(guardrail.id)!;
  return ARCHIVE.includes(guardrail)
    ? [{ name: `${title}, in log-archive`, account: 'security', proof }]
    : accountsOf(unit).map(account => ({ name: `${title}, in ${account}`, account, proof }));
}

const told = ({ action, by, title }: ProofRow) => `${action} of ${by}: ${title}`;
const denying = (guardrails: readonly IGuardrail[]) => guardrails.filter(({ policyType }) => policyType.canDeny);

describe.each([
  { placed: 'recommended', placements: GuardrailPlacement.recommended() },
  { placed: 'strict', placements: GuardrailPlacement.strict() },
])('with the $placed placements', ({ placements }) => {
  const organization = new ExampleOrganization(placements);
  beforeAll(() => organization.deploy(), 30_000);

  const units = [...guardrailsByUnit(placements)].map(([unit, guardrails]) => ({ unit, guardrails: denying(guardrails) }));

  describe.each(units)('on $unit', ({ unit, guardrails }) => {
    test.each(accountsOf(unit))('its guardrails, and no others, lie above the account %s', account => {
      expect(organization.guardrailsAbove(account)).toEqual(guardrails.map(({ id }) => id).sort());
    });

    test.each(guardrails.flatMap(guardrail => casesOf(unit, guardrail)))('$name, decides the rows of its proof', ({ account, proof }) => {
      const { id } = proof.guardrail;
      const isUnnamed = ({ title }: ProofRow) => UNNAMED[id]?.titles.includes(title) ?? false;
      const denied = [...proof.denied, ...proof.allowed.filter(isUnnamed)];
      const spared = [...proof.allowed.filter(row => !isUnnamed(row)), ...proof.exempt];
      const decision = (row: ProofRow, by?: string) => organization.decide(row, account, by);
      const isDenied = (row: ProofRow, by?: string) => decision(row, by).effect === 'explicit-deny';
      const isDeniedByStrangers = (row: ProofRow) =>
        isDenied(row) && !organization.guardrailsOf(decision(row)).some(other => [...row.deniedBy ?? [], QUARANTINE].includes(other));

      expect({
        'not denied by it': denied.filter(row => !isDenied(row, id)).map(told),
        'not denied by all policies together': denied.filter(row => !isDenied(row)).map(told),
        'denied by it, but allowed or exempt': spared.filter(row => isDenied(row, id)).map(told),
        'denied by another that the row does not name': spared.filter(isDeniedByStrangers).map(told),
      }).toEqual({
        'not denied by it': [],
        'not denied by all policies together': [],
        'denied by it, but allowed or exempt': [],
        'denied by another that the row does not name': [],
      });
    });
  });
});

test('every guardrail that denies is attached by one of the placements, but for those that nobody gets unasked', () => {
  const placed = [...GuardrailPlacement.recommended(), ...GuardrailPlacement.strict()].flatMap(({ set }) => set.guardrails);
  const missing = PROOFS.map(({ guardrail }) => guardrail).filter(guardrail => !placed.includes(guardrail));

  expect(missing.map(({ id }) => id)).toEqual(Object.keys(NOT_PLACED));
});

test('every principal of the table asks', () => {
  const rows = PROOFS.filter(({ guardrail }) => !(guardrail.id in NOT_PLACED))
    .flatMap(({ allowed, denied, exempt }) => [...allowed, ...denied, ...exempt]);

  expect([...new Set(rows.map(({ by }) => by))].sort()).toEqual(Object.keys(PRINCIPALS).sort());
});
