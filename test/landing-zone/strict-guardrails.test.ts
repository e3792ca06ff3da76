import { App } from 'aws-cdk-lib';
import { configuration } from '../../config/landing-zone';
import { context } from '../../cdk.json';
import { GuardrailPlacement, GuardrailRollout, LandingZone } from '../../lib';
import { rehearse } from '../../rehearsal';
import { WITHOUT_DELEGATION } from '../app/synth';

/** The example under the strict guardrails, which let nobody but the management account manage policies. */
function strict(rollout: GuardrailRollout): App {
  const app = new App({ context });
  const guardrails = { ...configuration.guardrails, rollout, placements: GuardrailPlacement.strict() };
  new LandingZone(app, 'LandingZone', { ...configuration, ...WITHOUT_DELEGATION, guardrails });
  return app;
}

test('the strict set fits the default quotas on every unit of the example, and its deployment passes it', async () => {
  const rehearsal = await rehearse(strict(GuardrailRollout.everywhere()), { faults: 'none' });

  expect(rehearsal.failures).toEqual([]);
}, 120_000);

test('the strict set can be staged', () => {
  expect(() => strict(GuardrailRollout.staged()).synth()).not.toThrow();
});

test('the strict set denies a delegation of policies, and says how to exempt the role that uses it', () => {
  const app = new App({ context });
  expect(() => new LandingZone(app, 'LandingZone', { ...configuration, guardrails: { placements: GuardrailPlacement.strict() } }))
    .toThrow(/'security.policyDelegation' must name what "Security" may do, got it beside G07 of set "security-strict", which denies it there: exempt the role/);
});
