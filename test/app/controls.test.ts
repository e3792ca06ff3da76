import { readFileSync } from 'node:fs';
import { LandingZonePreset } from '../../lib';
import { asControlled } from '../../cli/commands/controls';
import { ControlCatalogue, ControlledResource, ControlState, ControlStatus, ServiceSelection } from '../../lib/controls';
import { rehearse } from '../../rehearsal';
import { landingZone } from '../cli/command-line';
import { controlsPage, exampleStates, PAGE } from '../../scripts/generate-controls-page';
import { synthesise } from './synth';

const CATALOGUE = ControlCatalogue.cisFoundations();
const { STANDARD, COMPLETE } = LandingZonePreset;

const idsIn = (states: readonly ControlStatus[], state: ControlState) =>
  states.filter(one => one.state === state).map(({ control }) => control.id);

async function resourcesOf(preset: LandingZonePreset): Promise<ControlledResource[]> {
  const rehearsal = await rehearse(synthesise({ preset }), { faults: 'none', phases: [] });
  expect(rehearsal.failures).toEqual([]);
  return rehearsal.resources().map(asControlled);
}

/** The resources without which a requirement is not met: each of them alone. */
function carriers({ control, evidence }: ControlStatus, resources: ControlledResource[], services: ServiceSelection): ControlledResource[] {
  const candidates = [...new Set(evidence.filter(({ answer }) => answer.isRequired).flatMap(({ resources: found }) => found))];
  return candidates.filter(taken =>
    ControlCatalogue.evaluate([control], resources.filter(one => one !== taken), services)[0].state === ControlState.MISSING);
}

describe('the example organization with the standard preset', () => {
  let resources: ControlledResource[];
  let states: ControlStatus[];
  beforeAll(async () => {
    resources = await resourcesOf(STANDARD);
    states = ControlCatalogue.evaluate(CATALOGUE, resources, STANDARD.services);
  });

  test('misses nothing of CIS 7.0 that it chose, and leaves ten recommendations to people', () => {
    expect(states.flatMap(({ control, evidence }) => evidence.flatMap(({ missing }) => missing.map(what => `${control.id} ${what}`)))).toEqual([]);
    expect(idsIn(states, ControlState.NOT_CHOSEN)).toEqual(['3.1.3', '4.8', '4.9']);
    expect(idsIn(states, ControlState.MANUAL)).toHaveLength(10);
    expect(idsIn(states, ControlState.ANSWERED)).toHaveLength(57);
  });

  test.each(CATALOGUE.filter(({ manual }) => manual === undefined).map(({ id, title }) => [id, title]))(
    'does not meet %s (%s) without a resource that the list names', id => {
      const status = states.find(({ control }) => control.id === id)!;
      expect(status.state === ControlState.NOT_CHOSEN || carriers(status, resources, STANDARD.services).length > 0).toBe(true);
    });

  test('prints the list', async () => {
    const { code, out, errors } = await landingZone('controls', synthesise({ preset: STANDARD }), '--no-color');
    expect(errors).toBe('');
    expect(out).toContain('57 answered, 10 manual, 3 not chosen, 0 missing');
    expect(code).toBe(0);
  });
});

describe('the example organization', () => {
  let states: ControlStatus[];
  beforeAll(async () => {
    states = await exampleStates(COMPLETE);
  });

  test('leaves nothing out with the complete preset', () => {
    expect(idsIn(states, ControlState.MISSING)).toEqual([]);
    expect(idsIn(states, ControlState.NOT_CHOSEN)).toEqual([]);
  });

  test('is what docs/controls.md says: run `npm run docs`', () => {
    expect(readFileSync(PAGE, 'utf8')).toBe(controlsPage(states));
  });
});

test('the essential preset misses nothing that it chose', async () => {
  const { ESSENTIAL } = LandingZonePreset;
  const states = ControlCatalogue.evaluate(CATALOGUE, await resourcesOf(ESSENTIAL), ESSENTIAL.services);
  expect(idsIn(states, ControlState.MISSING)).toEqual([]);
});
