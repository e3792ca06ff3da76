import { readFileSync } from 'node:fs';
import { configuration } from '../../config/landing-zone';
import { LandingZonePreset } from '../../lib';
import { asControlled } from '../../cli/commands/controls';
import { ControlCatalogue, ControlledResource, ControlState, ControlStatus } from '../../lib/controls';
import { rehearse } from '../../rehearsal';
import { landingZone } from '../cli/command-line';
import { controlsPage, PAGE } from '../../scripts/generate-controls-page';
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

const { homeRegion, governedRegions } = configuration;
const evaluate = (resources: ControlledResource[], { services }: LandingZonePreset, controls = CATALOGUE) =>
  ControlCatalogue.evaluate(controls, resources, { homeRegion, governedRegions, services });
const missingIn = (states: readonly ControlStatus[]) =>
  states.flatMap(({ control, evidence }) => evidence.flatMap(({ missing }) => missing.map(what => `${control.id} ${what}`)));

/** Required answers of which every resource, one at a time, could be gone or empty without anybody hearing of it. */
function unwatchedAnswers({ control, evidence }: ControlStatus, resources: ControlledResource[], preset: LandingZonePreset): string[] {
  const notices = (description: string, taken: ControlledResource) =>
    [resources.filter(one => one !== taken), resources.map(one => one === taken ? { ...one, properties: {} } : one)]
      .some(left => evaluate(left, preset, [control])[0].evidence
        .some(({ answer, missing }) => answer.description === description && missing.length > 0));
  return evidence.filter(({ answer }) => answer.isRequired)
    .filter(({ answer, resources: found }) => !found.some(taken => notices(answer.description, taken)))
    .map(({ answer }) => answer.description);
}

describe('the example organization with the standard preset', () => {
  let resources: ControlledResource[];
  let states: ControlStatus[];
  beforeAll(async () => {
    resources = await resourcesOf(STANDARD);
    states = evaluate(resources, STANDARD);
  });

  test('misses nothing of CIS 7.0 that it chose, and leaves ten recommendations to people', () => {
    expect(missingIn(states)).toEqual([]);
    expect(idsIn(states, ControlState.NOT_CHOSEN)).toEqual(['3.1.3', '4.8', '4.9']);
    expect(idsIn(states, ControlState.MANUAL)).toHaveLength(10);
    expect(idsIn(states, ControlState.ANSWERED)).toHaveLength(57);
  });

  test('prints the list', async () => {
    const { code, out, errors } = await landingZone('controls', synthesise({ preset: STANDARD }), '--no-color');
    expect(errors).toBe('');
    expect(out).toContain('57 answered, 10 manual, 3 not chosen, 0 missing');
    expect(code).toBe(0);
  });
});

describe('the example organization with the complete preset', () => {
  let resources: ControlledResource[];
  let states: ControlStatus[];
  beforeAll(async () => {
    resources = await resourcesOf(COMPLETE);
    states = evaluate(resources, COMPLETE);
  });

  test('leaves nothing out', () => {
    expect(missingIn(states)).toEqual([]);
    expect(idsIn(states, ControlState.NOT_CHOSEN)).toEqual([]);
  });

  test.each(CATALOGUE.filter(({ answers }) => answers.some(({ isRequired }) => isRequired)).map(({ id, title }) => [id, title]))(
    'does not meet %s (%s) once an answer loses a resource', id => {
      const status = states.find(({ control }) => control.id === id)!;
      expect(status.evidence.some(({ answer }) => answer.isRequired)).toBe(true);
      expect(unwatchedAnswers(status, resources, COMPLETE)).toEqual([]);
    });

  test.each([
    ['2.14', 'guardrail G16', false], ['2.19', 'AWS::SSO::PermissionSet', true], ['2.19', 'Custom::PermissionSetAssignments', true], ['2.20', 'guardrail G55', true],
    ['6.2', 'guardrail G70b', true], ['6.3', 'guardrail G70b', true], ['6.4', 'guardrail G70b', true], ['6.6', 'guardrail G50b', true],
    ['6.6', 'guardrail G50c', true], ['6.8', 'AWS::EC2::VPCEndpoint', true],
  ])('for %s, %s is there, though nobody asks for it: %s', (id, description, isThere) => {
    const { evidence } = states.find(({ control }) => control.id === id)!;
    expect(evidence.some(({ answer }) => answer.description === description)).toBe(isThere);
  });

  test.each([['4.7', 'AWS::EC2::FlowLog', 6], ['6.5', 'Custom::DefaultSecurityGroup', 6]])('%s is answered by an %s for each VPC', (id, description, vpcs) => {
    const { evidence } = states.find(({ control }) => control.id === id)!;
    expect(evidence.find(({ answer }) => answer.description === description)!.resources).toHaveLength(vpcs);
  });

  test('lacks rules where packs for every region go to the home region alone', () => {
    const cut = resources.filter(({ resourceType, region }) => !(resourceType === 'AWS::Config::OrganizationConformancePack' && region === 'eu-west-1'));
    const missing = missingIn(evaluate(cut, COMPLETE));
    expect(missing.some(what => /^4\.7 .*VPC_FLOW_LOGS_ENABLED in eu-west-1$/.test(what))).toBe(true);
  });

  test('is what docs/controls.md says: run `npm run docs`', () => {
    expect(readFileSync(PAGE, 'utf8')).toBe(controlsPage(states));
  });
});

test('the essential preset misses nothing that it chose', async () => {
  const { ESSENTIAL } = LandingZonePreset;
  expect(missingIn(evaluate(await resourcesOf(ESSENTIAL), ESSENTIAL))).toEqual([]);
});
