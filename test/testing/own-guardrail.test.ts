import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { GuardrailPlacement, guardrails, organization } from 'cdk-secure-landing-zone';
import { checkTable, Rehearsal, rehearse, RequestRow } from 'cdk-secure-landing-zone/rehearsal';
import 'cdk-secure-landing-zone/testing';
import { exampleApp } from '../app/synth';
import { ROOT } from '../library/source-files';

const PAGE = readFileSync(join(ROOT, 'docs/own-guardrail.md'), 'utf8');

/** What a snippet of the page exports, by the path in its first line. */
function snippet(path: string): Record<string, guardrails.Guardrail> {
  const [, code] = PAGE.split('```ts\n').map(text => text.split('```')[0]).map(text => [text.split('\n')[0], text])
    .find(([head]) => head === `// ${path}`)!;
  const exported: Record<string, guardrails.Guardrail> = {};
  const { outputText } = transpileModule(code, { compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 } });
  runInNewContext(outputText, { exports: exported, require: () => ({ guardrails, organization }) });
  return exported;
}

/** The guardrails of the page. */
const { noMarketplace, procurementProtected } = snippet('config/no-marketplace.ts');
const { noCodeUpdates } = snippet('config/no-code-updates.ts');

/** The table of the page. */
function rowsOfPage(): RequestRow[] {
  const [, json] = /```json\n([^]*?)```/.exec(PAGE)!;
  return JSON.parse(json) as RequestRow[];
}

describe('a guardrail of a user on PolicyStaging', () => {
  let rehearsal: Rehearsal;
  beforeAll(async () => {
    const acme = GuardrailPlacement.on(guardrails.GuardrailSet.of('acme', [noMarketplace, procurementProtected, noCodeUpdates]), ['PolicyStaging']);
    rehearsal = await rehearse(exampleApp({ guardrails: { placements: [...GuardrailPlacement.recommended(), acme] } }), { phases: [] });
  }, 60_000);

  test('deploys beside the recommended ones', () => {
    expect(rehearsal.failures).toEqual([]);
  });

  test('answers the table of the page as the page expects', () => {
    expect(checkTable(rehearsal, rowsOfPage()).map(({ difference }) => difference)).toEqual([undefined, undefined, undefined]);
  });

  test('is named with its title, and holds there only', () => {
    const subscribe = { as: 'role/Developer', account: 'policy-staging', action: 'aws-marketplace:Subscribe' };
    expect(rehearsal).toDeny({ ...subscribe, by: 'ACME-1' });
    expect(rehearsal).toAllow({ ...subscribe, account: 'production' });
    expect(rehearsal.simulate(subscribe).decision?.guardrails).toEqual([{ id: 'ACME-1', title: 'No marketplace subscriptions' }]);
  });
});
