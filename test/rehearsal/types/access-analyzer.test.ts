import { refusalOf, Workbench } from './workbench';

const ANALYZER = 'AWS::AccessAnalyzer::Analyzer';
const rule = (RuleName: string, Filter: object[] = [{ Property: 'resource', Eq: ['r'] }]) => ({ RuleName, Filter });
const unused = (UnusedAccessAge?: number) => ({ Type: 'ACCOUNT_UNUSED_ACCESS', AnalyzerConfiguration: { UnusedAccessConfiguration: { UnusedAccessAge } } });

test('takes archive rules and an age', async () => {
  const bench = new Workbench();
  await bench.create(ANALYZER, 'E', { Type: 'ACCOUNT', ArchiveRules: [rule('a'), rule('b')] });
  await bench.create(ANALYZER, 'U', unused(365));
  await bench.update(ANALYZER, 'U', unused());
  expect(bench.world.state.accessAnalyzer.analyzers.size).toBe(2);
});

test.each([
  ['access-analyzer/archive-rules', { Type: 'ACCOUNT', ArchiveRules: [rule('a'), rule('a')] }],
  ['access-analyzer/archive-rules', { Type: 'ACCOUNT', ArchiveRules: [rule('a', [])] }],
  ['access-analyzer/unused-access-age', unused(0)],
  ['access-analyzer/unused-access-age', unused(366)],
  ['access-analyzer/unused-access-age', { ...unused(90), Type: 'ACCOUNT' }],
])('fails by %s', async (id, properties) => {
  expect((await refusalOf(new Workbench().create(ANALYZER, 'A', properties))).rule).toBe(id);
});

test('fails with a type that it does not know', async () => {
  expect((await refusalOf(new Workbench().create(ANALYZER, 'A', { Type: 'EVERYTHING' }))).message).toContain("'Type' must be one of ACCOUNT");
});
