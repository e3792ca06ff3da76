import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GuardrailPlacement, guardrails, organization } from 'cdk-secure-landing-zone';
import { checkTable, Rehearsal, rehearse, RequestRow } from 'cdk-secure-landing-zone/rehearsal';
import 'cdk-secure-landing-zone/testing';
import { exampleApp } from '../app/synth';
import { ROOT } from '../library/source-files';

/** The guardrail of docs/own-guardrail.md. */
const noMarketplace = new guardrails.Guardrail({
  id: 'ACME-1',
  title: 'No marketplace subscriptions',
  intent: 'Software is bought by procurement.',
  threat: 'A team subscribes to a product whose terms nobody read.',
  policyType: organization.PolicyType.SERVICE_CONTROL_POLICY,
  exemptions: ['arn:*:iam::*:role/lz/*'],
  statements: [{ actions: ['aws-marketplace:Subscribe', 'aws-marketplace:AcceptAgreementRequest'] }],
});

/** The table of the page. */
function rowsOfPage(): RequestRow[] {
  const [, json] = /```json\n([^]*?)```/.exec(readFileSync(join(ROOT, 'docs/own-guardrail.md'), 'utf8'))!;
  return JSON.parse(json) as RequestRow[];
}

describe('a guardrail of a user on PolicyStaging', () => {
  let rehearsal: Rehearsal;
  beforeAll(async () => {
    const acme = GuardrailPlacement.on(guardrails.GuardrailSet.of('acme', [noMarketplace]), ['PolicyStaging']);
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
