/**
 * Takes each statement of each guardrail out in turn, and each action, resource, condition key and value, and says whether the proofs
 * notice. Run by `npm run prove`; it fails when they miss any.
 */
import { elementMutants, isCaught, Mutant, statementMutants } from '../test/constructs/guardrails/mutants';
import { policiesOfAlone, Proof } from '../test/constructs/guardrails/proof';
import { PROOFS } from '../test/constructs/guardrails/proofs';

interface Tally {
  readonly removed: number;
  readonly missed: readonly string[];
}

const NOTHING: Tally = { removed: 0, missed: [] };

function tally(proof: Proof, mutants: readonly Mutant[]): Tally {
  return { removed: mutants.length, missed: mutants.filter(({ policies }) => !isCaught(policies, proof)).map(({ name }) => name) };
}

function sum(left: Tally, right: Tally): Tally {
  return { removed: left.removed + right.removed, missed: [...left.missed, ...right.missed] };
}

function report(what: string, { missed, removed }: Tally): string {
  return [`${what}: ${removed} removed, ${removed - missed.length} caught, ${missed.length} missed`, ...missed.map(name => `  missed: ${name}`)].join('\n');
}

function main(): void {
  const tallies = PROOFS.map(proof => {
    const policies = policiesOfAlone(proof.guardrail);
    return { statements: tally(proof, statementMutants(policies)), elements: tally(proof, elementMutants(policies)) };
  });
  const statements = tallies.map(entry => entry.statements).reduce(sum, NOTHING);
  const elements = tallies.map(entry => entry.elements).reduce(sum, NOTHING);
  const rows = PROOFS.reduce((total, { allowed, denied, exempt }) => total + denied.length + allowed.length + exempt.length, 0);
  process.stdout.write([
    `${PROOFS.length} guardrails that deny, ${rows} requests`,
    report('statements', statements),
    report('actions, resources, condition keys and values', elements),
    '',
  ].join('\n'));
  process.exitCode = statements.missed.length + elements.missed.length > 0 ? 1 : 0;
}

main();
