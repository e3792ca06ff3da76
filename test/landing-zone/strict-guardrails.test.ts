import { App } from 'aws-cdk-lib';
import { configuration } from '../../config/landing-zone';
import { context } from '../../cdk.json';
import { GuardrailPlacement, GuardrailRollout, LandingZone } from '../../lib';
import { rehearse } from '../../rehearsal';

/** The example under the strict guardrails. */
function strict(rollout: GuardrailRollout): App {
  const app = new App({ context });
  new LandingZone(app, 'LandingZone', { ...configuration, guardrails: { ...configuration.guardrails, rollout, placements: GuardrailPlacement.strict() } });
  return app;
}

test('the strict set fits the default quotas on every unit of the example, and its deployment passes it', async () => {
  const rehearsal = await rehearse(strict(GuardrailRollout.everywhere()), { faults: 'none' });

  expect(rehearsal.failures).toEqual([]);
}, 120_000);

test('the strict set can be staged', () => {
  expect(() => strict(GuardrailRollout.staged()).synth()).not.toThrow();
});
