import { evaluate } from '../../../lib/policy';
import { DISAGREEMENTS } from './disagreements';
import { judge, simulationOf } from './simulator';

describe('listed disagreements', () => {
  test.each(DISAGREEMENTS.map(entry => [entry.id, entry] as const))('%s: ours decides so, the other so, and in other words as ours', async (_, entry) => {
    const simulation = simulationOf(entry.minimal);
    const decision = evaluate(entry.minimal.request, entry.minimal.policies);
    expect({ ours: decision.effect, theirs: await judge(simulation) }).toEqual({ ours: entry.ours, theirs: entry.theirs });
    expect(entry.ours).not.toBe(entry.theirs);
    expect(await judge(entry.reword(simulation, entry.minimal))).toBe(entry.ours);
  });

  test.each(DISAGREEMENTS.map(entry => [entry.id, entry] as const))('%s has no other entry that explains it', async (_, entry) => {
    const simulation = simulationOf(entry.minimal);
    for (const other of DISAGREEMENTS.filter(({ id }) => id !== entry.id)) {
      expect([other.id, await judge(other.reword(simulation, entry.minimal))]).toEqual([other.id, entry.theirs]);
    }
  });

  test('have an id of their own, a summary and a page of AWS', () => {
    expect(new Set(DISAGREEMENTS.map(({ id }) => id)).size).toBe(DISAGREEMENTS.length);
    for (const { summary, source } of DISAGREEMENTS) {
      expect(summary).toMatch(/^.{40,}\.$/);
      expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+$/);
    }
  });
});
