import { Decision, evaluate } from '../../../lib/policy';
import { Disagreement, DISAGREEMENTS } from './disagreements';
import { Scenario } from './generator';
import { judge, simulationOf } from './simulator';

/** What both say of a scenario. */
export interface Comparison {
  readonly ours: Decision;
  readonly agree: boolean;
  /** Ids of the listed disagreements that explain the difference; none where both agree, or where nothing explains it. */
  readonly explained: readonly string[];
  /** The difference in words, when nothing explains it. */
  readonly unexplained?: string;
}

/** Asks both, and where they differ, asks the other once more in words without the listed disputes. */
export async function compare(scenario: Scenario): Promise<Comparison> {
  const ours = evaluate(scenario.request, scenario.policies);
  const simulation = simulationOf(scenario);
  const theirs = await judge(simulation);
  if (theirs === ours.effect) {
    return { ours, agree: true, explained: [] };
  }
  for (const entries of explanations(scenario)) {
    const reworded = entries.reduce((worded, { reword }) => reword(worded, scenario), simulation);
    if (await judge(reworded) === ours.effect) {
      return { ours, agree: false, explained: entries.map(({ id }) => id) };
    }
  }
  const unexplained = `${ours.explanation}\nthe other: ${theirs}\n${JSON.stringify({ request: scenario.request, policies: scenario.policies }, undefined, 1)}`;
  return { ours, agree: false, explained: [], unexplained };
}

/** Single disputes first, then pairs of those that touch the scenario at all. */
function* explanations(scenario: Scenario): Generator<readonly Disagreement[]> {
  const simulation = simulationOf(scenario);
  const before = JSON.stringify(withoutReading(simulation));
  const touching = DISAGREEMENTS.filter(({ reword }) => JSON.stringify(withoutReading(reword(simulation, scenario))) !== before);
  yield* touching.map(entry => [entry]);
  for (const [at, first] of touching.entries()) {
    yield* touching.slice(at + 1).map(second => [first, second]);
  }
}

/** Lists of one value and that value are the same words. */
function withoutReading(simulation: unknown): unknown {
  return JSON.parse(JSON.stringify(simulation), (_, value) => Array.isArray(value) && value.length === 1 && typeof value[0] === 'string' ? value[0] : value);
}
