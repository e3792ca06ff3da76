import { PolicyStatement, statementsOf } from '../../../lib/policy';
import { compare } from './comparison';
import { scenario, Scenario } from './generator';
import { SEED, Tally } from './tally';

const CHUNK = 1000;
const CHUNKS = 11;

/**
 * Whole requests: SCPs and RCPs from root to account, identity policies, boundary, session policy, the policy of the resource; callers of
 * every kind, in the same account and in another one. A failure names the scenario: `scenario(SEED, number)`.
 */
describe('policies of all layers, against another evaluator', () => {
  const tally = new Tally('whole requests');

  test.each(Array.from({ length: CHUNKS }, (_, chunk) => [chunk * CHUNK, (chunk + 1) * CHUNK - 1]))('agree on scenarios %i to %i', async (first, last) => {
    const unexplained: string[] = [];
    for (let index = first; index <= last; index++) {
      const asked = scenario(SEED, index);
      const comparison = await compare(asked);
      tally.add(comparison, features(asked, comparison.ours.layer, comparison.ours.policy, comparison.ours.statement));
      unexplained.push(...comparison.unexplained === undefined ? [] : [`${index}: ${comparison.unexplained}`]);
    }
    expect(unexplained.slice(0, 3)).toEqual([]);
  }, 120_000);

  test('meet every decision of every layer often enough to mean something', () => {
    tally.print();
    expect(tally.count).toBe(CHUNKS * CHUNK);
    expect(tally.share(/^allow/)).toBeGreaterThan(0.3);
    expect(tally.share(/^explicit-deny/)).toBeGreaterThan(0.2);
    expect(tally.share(/^implicit-deny/)).toBeGreaterThan(0.15);
    for (const layer of ['service-control', 'resource-control', 'identity', 'boundary', 'session', 'resource']) {
      expect([layer, tally.share(new RegExp(`^explicit-deny ${layer}$`)) > 0.01]).toEqual([layer, true]);
    }
    for (const layer of ['service-control', 'identity', 'boundary', 'session', 'resource']) {
      expect([layer, tally.share(new RegExp(`^implicit-deny ${layer}$`)) > 0.01]).toEqual([layer, true]);
    }
    expect(tally.share(/^allow identity$/)).toBeGreaterThan(0.1);
    expect(tally.share(/^allow resource$/)).toBeGreaterThan(0.05);
    expect(tally.share(/^allow implicit$/)).toBeGreaterThan(0.01);
  });

  test.each([
    'Action', 'NotAction', 'Resource', 'NotResource', 'no resource', 'Principal', 'NotPrincipal', 'everybody', 'Condition', 'several conditions', 'variable', 'wildcard',
    'first version', 'another account', 'account-root', 'root-session', 'user', 'role', 'service-linked-role', 'federated', 'service', 'anonymous',
  ])('are decided by statements and callers with %s', feature => {
    expect(tally.decidedBy(feature)).toBeGreaterThan(20);
  });

  test('differ for a listed reason now and then, and not often', () => {
    expect(tally.disagreements / tally.count).toBeLessThan(0.06);
  });
});

test('scenarios are the same in every run, and differ from each other', () => {
  expect(scenario(SEED, 7)).toEqual(scenario(SEED, 7));
  expect(scenario(SEED, 7)).not.toEqual(scenario(SEED, 8));
});

/** What the deciding statement and the request are made of. */
function features({ request, policies }: Scenario, layer: string, policy?: string, index?: number): string[] {
  const caller = [request.principal.kind, ...(request.principal.arn.split(':')[4] === request.resourceAccountId ? [] : ['another account'])];
  const all = [
    ...[...policies.serviceControl ?? [], ...policies.resourceControl ?? []].flatMap(({ policies: attached }) => attached),
    ...policies.identity ?? [], ...policies.session ?? [],
    ...policies.boundary ? [policies.boundary] : [], ...policies.resource ? [policies.resource] : [],
  ];
  const document = layer === 'implicit' ? undefined : all.find(({ name }) => name === policy)?.document;
  const statement = document && index !== undefined ? statementsOf(document)[index] : undefined;
  return statement ? [...caller, ...featuresOf(statement), ...(document?.Version === '2008-10-17' ? ['first version'] : [])] : caller;
}

function featuresOf(statement: PolicyStatement): string[] {
  const { Condition, Principal, Resource, NotResource } = statement;
  const conditions = Object.values(Condition ?? {}).flatMap(keys => Object.keys(keys));
  const text = JSON.stringify(statement);
  return [
    ...Object.keys(statement),
    ...(Resource === undefined && NotResource === undefined ? ['no resource'] : []),
    ...(Principal === '*' || JSON.stringify(Principal) === '{"AWS":"*"}' ? ['everybody'] : []),
    ...(conditions.length > 1 ? ['several conditions'] : []),
    ...(text.includes('${') ? ['variable'] : []),
    ...(/[^"]\*|\*[^"]|\?/.test(text) ? ['wildcard'] : []),
  ];
}
