import { statementsOf } from '../../../lib/policy';
import { compare } from './comparison';
import { FORMS } from './conditions';
import { conditionScenario, Scenario } from './generator';
import { SEED, Tally } from './tally';

const CHUNK = 1000;
const CHUNKS = 11;

/** One condition decides. A failure names the scenario: `conditionScenario(SEED, number)`. */
describe('condition operators, against another evaluator', () => {
  const tally = new Tally('single conditions');

  test.each(Array.from({ length: CHUNKS }, (_, chunk) => [chunk * CHUNK, (chunk + 1) * CHUNK - 1]))('agree on scenarios %i to %i', async (first, last) => {
    const unexplained: string[] = [];
    for (let index = first; index <= last; index++) {
      const asked = conditionScenario(SEED, index);
      const comparison = await compare(asked);
      tally.add(comparison, outcome(asked, comparison.ours.effect === 'explicit-deny'));
      unexplained.push(...comparison.unexplained === undefined ? [] : [`${index}: ${comparison.unexplained}`]);
    }
    expect(unexplained.slice(0, 3)).toEqual([]);
  }, 120_000);

  test('are compared with all their forms', () => {
    tally.print();
    expect(tally.count).toBe(CHUNKS * CHUNK);
    expect(FORMS).toHaveLength(1 + 26 * 6);
    expect(tally.disagreements / tally.count).toBeLessThan(0.1);
  });

  test.each(FORMS.map(({ name }) => name))('%s holds now and then, and now and then does not', name => {
    expect(tally.decidedBy(`${name} holds`)).toBeGreaterThan(1);
    expect(tally.decidedBy(`${name} fails`)).toBeGreaterThan(1);
  });
});

/** Of denies only, since those are seen in the decision whatever else is there; and of what can be denied. */
function outcome({ request, policies }: Scenario, isDenied: boolean): string[] {
  const all = [policies.resource, ...policies.identity ?? [], ...policies.serviceControl?.[0].policies ?? []];
  const [statement] = all.flatMap(policy => policy?.name === 'conditional' ? [...statementsOf(policy.document)] : []);
  return statement.Effect === 'Deny' && request.action !== 'sts:GetCallerIdentity' ? [`${Object.keys(statement.Condition!)[0]} ${isDenied ? 'holds' : 'fails'}`] : [];
}
