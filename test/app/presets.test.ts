import { configuration } from '../../config/landing-zone';
import { detection, LandingZonePreset, LandingZoneProps } from '../../lib';
import { RecordingFrequency } from '../../lib/controls';
import { Rehearsal, rehearse } from '../../rehearsal';
import { synthesise } from './synth';

const { ESSENTIAL, STANDARD, COMPLETE } = LandingZonePreset;
const { AlertSubscription, Severity } = detection;

const outcome = ({ failures, phases }: Rehearsal) => ({
  failures: failures.map(({ message }) => message), notPassed: phases.filter(({ status }) => status !== 'passed').map(({ id }) => id),
});

/** Faults at every stack are rehearsed with the example itself. */
const LIFE = [
  'reverse-order', 'log-delivery', 'alerts', 'way-in', 'member-stacks-updated', 'accounts-join', 'accounts-move', 'accounts-suspended',
  'reconciliation', 'second-deployment', 'destruction',
];

const inOneRegion = (region: string) => ({ homeRegion: region, governedRegions: [region] });

test.each<[string, Partial<LandingZoneProps>]>([
  ['the essential preset', { preset: ESSENTIAL }],
  ['the standard preset', { preset: STANDARD }],
  ['the complete preset in us-east-1 alone', { preset: COMPLETE, ...inOneRegion('us-east-1') }],
  ['the complete preset in eu-central-1 and what is global', { preset: COMPLETE, ...inOneRegion('eu-central-1') }],
  ['GuardDuty switched off', { preset: STANDARD.changedBy({ guardDuty: false }) }],
  ['Security Hub switched off, Macie on', { preset: STANDARD.changedBy({ securityStandards: [], macie: true }) }],
  ['two conformance packs, and daily recording', {
    preset: STANDARD.changedBy({ conformancePacks: ['identity', 'network'], recordingFrequency: RecordingFrequency.DAILY }),
  }],
  ['only who is called, no contacts, no budget, no delegation of policies', {
    alerts: { critical: [AlertSubscription.email('on-call@example.com')] }, contacts: undefined, costs: undefined,
    security: { account: configuration.security.account },
  }],
  ['alerts of other severities, and some left out', {
    alerts: {
      ...configuration.alerts, low: [AlertSubscription.email('queue@example.com')],
      severities: { 'break-glass-use': Severity.HIGH, 'guardduty-low': Severity.HIGH },
      without: ['vpc-changes', 'trusted-advisor', 'detection-disabled', 'deployment', 'macie-high'],
    },
  }],
  ['chat and a webhook', {
    alerts: { critical: [
      AlertSubscription.email('on-call@example.com'),
      AlertSubscription.slack({ workspaceId: 'T0123ABCD', channelId: 'C0123ABCD' }),
      AlertSubscription.webhook({ webhookName: 'pager', url: 'https://events.example.com/v2/enqueue', secretName: 'lz/pager' }),
    ] },
  }],
])('the example with %s is accepted in every phase', async (_, props) => {
  expect(outcome(await rehearse(synthesise({ network: undefined, ...props }), { faults: 'none', phases: LIFE }))).toEqual({ failures: [], notPassed: [] });
}, 120_000);

test.each([
  ['up', ESSENTIAL, COMPLETE],
  ['down', COMPLETE, ESSENTIAL],
])('an organization goes %s from one preset to the other', async (_, before, after) => {
  const previous = synthesise({ preset: before, network: undefined });
  const phases = ['alerts', 'log-delivery', 'accounts-join', 'second-deployment'];
  const rehearsal = await rehearse(synthesise({ preset: after, network: undefined }), { previous, faults: 'none', phases });
  expect(outcome(rehearsal)).toEqual({ failures: [], notPassed: [] });
}, 120_000);
