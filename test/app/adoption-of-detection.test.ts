import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { context } from '../../cdk.json';
import { detection, LandingZone, LandingZonePreset } from '../../lib';
import { ExistingOrganization, rehearse } from '../../rehearsal';
import { readAssembly } from '../../rehearsal/assembly';
import { ExistingContents, ExistingRegion } from '../../rehearsal/aws/options';
import { World } from '../../rehearsal/aws/world';
import { Deployment } from '../../rehearsal/engine';

const MANAGEMENT = '111111111111';
const LOG_ARCHIVE = '222222222222';
const LEGACY = '333333333333';
const FORGOTTEN = '444444444444';
const SECURITY = '555555555555';
const ACCOUNTS = [MANAGEMENT, LOG_ARCHIVE, SECURITY, LEGACY, FORGOTTEN];
const [HOME, OTHER, VIRGINIA] = ['eu-central-1', 'eu-west-1', 'us-east-1'];
const REGIONS = [HOME, OTHER, VIRGINIA];
const [ROOT, UNIT, WORKLOADS] = ['r-a1b2', 'ou-a1b2-11111111', 'ou-a1b2-22222222'];

/** The landing zone of docs/adoption.md with every service, for an organization whose accounts are all there. */
function adopting(): string {
  const app = new App({ context, outdir: mkdtempSync(join(tmpdir(), 'cdk.out')) });
  new LandingZone(app, 'LandingZone', {
    managementAccountId: MANAGEMENT,
    homeRegion: HOME,
    governedRegions: [HOME, OTHER],
    preset: LandingZonePreset.COMPLETE,
    organization: { organizationId: 'o-a1b2c3d4e5', rootId: ROOT },
    organizationalUnits: [
      { path: 'Security', organizationalUnitId: UNIT },
      { path: 'Workloads', organizationalUnitId: WORKLOADS },
      { path: 'PolicyStaging' },
    ],
    logArchive: { account: { name: 'log-archive', email: 'aws+log-archive@example.com', accountId: LOG_ARCHIVE } },
    security: { account: { name: 'security', email: 'aws+security@example.com', accountId: SECURITY } },
    accounts: [{ name: 'legacy', email: 'aws+legacy@example.com', accountId: LEGACY, organizationalUnit: 'Workloads' }],
    breakGlass: { trustedUserArns: [`arn:aws:iam::${MANAGEMENT}:user/break-glass`] },
    alerts: { critical: [detection.AlertSubscription.email('security@example.com')] },
  });
  return app.synth().directory;
}

/** What somebody switched on by hand, in each region. */
const SWITCHED_ON: ExistingRegion = {
  recorder: 'theirs', deliveryChannel: 'their-channel', detector: true, securityHub: true, accountAnalyzer: 'console-analyzer',
};
const CONTENTS: ExistingContents = {
  serviceLinkedRoles: [
    'access-analyzer.amazonaws.com', 'config.amazonaws.com', 'guardduty.amazonaws.com', 'inspector2.amazonaws.com', 'securityhub.amazonaws.com',
  ],
  passwordPolicy: { MinimumPasswordLength: 8, ExpirePasswords: false },
  regions: Object.fromEntries(REGIONS.map(region => [region, SWITCHED_ON])),
};

const account = (id: string, name: string, parentId: string) => ({ id, name, email: `aws+${name}@example.com`, parentId, ...CONTENTS });

const FOUND: ExistingOrganization = {
  organizationId: 'o-a1b2c3d4e5',
  rootId: ROOT,
  organizationalUnits: [{ id: UNIT, name: 'Security', parentId: ROOT }, { id: WORKLOADS, name: 'Workloads', parentId: ROOT }],
  accounts: [
    account(LOG_ARCHIVE, 'log-archive', UNIT), account(SECURITY, 'security', UNIT),
    account(LEGACY, 'legacy', WORKLOADS), account(FORGOTTEN, 'forgotten', ROOT),
  ],
  managementAccount: CONTENTS,
};

/** Every account and region, as the state of the rehearsal names them. */
const PLACES = ACCOUNTS.flatMap(id => REGIONS.map(region => `${id}/${region}`));

describe('accounts in which detection is switched on already', () => {
  const directory = adopting();

  test('are taken over in every phase', async () => {
    const rehearsal = await rehearse(directory, { world: FOUND });
    expect(rehearsal.failures.map(failure => failure.message)).toEqual([]);
    expect(rehearsal.phases.every(({ status }) => status === 'passed')).toBe(true);
  });

  describe('once the landing zone is deployed', () => {
    const world = new World({ managementAccountId: MANAGEMENT, regions: [HOME], organization: FOUND });
    const before = new Map([...world.state.guardDuty.detectors].map(([place, { id }]) => [place, id]));
    beforeAll(() => new Deployment(world, readAssembly(directory)).deploy());

    test.each(PLACES)('record in %s under the names they had, into the log archive', place => {
      const { config } = world.state;
      expect(config.recorders.get(place)).toMatchObject({ name: 'theirs', recording: true, roleArn: expect.stringMatching(/AWSServiceRoleForConfig$/) });
      const delivers = { name: 'their-channel', bucketName: `lz-delivery-${LOG_ARCHIVE}-${HOME}`, keyPrefix: 'o-a1b2c3d4e5' };
      expect(config.channels.get(place)).toMatchObject(delivers);
    });

    test('have one recorder and one channel in each region, as before', () => {
      expect([...world.state.config.recorders.keys()].sort()).toEqual([...PLACES].sort());
      expect([...world.state.config.channels.keys()].sort()).toEqual([...PLACES].sort());
    });

    test('keep their detectors, which report to the security account', () => {
      const { detectors } = world.state.guardDuty;
      expect(new Map([...detectors].map(([place, { id }]) => [place, id]))).toEqual(before);
      const members = [...detectors].filter(([place]) => !place.startsWith(SECURITY));
      expect(new Set(members.map(([, { administratorId }]) => administratorId))).toEqual(new Set([SECURITY]));
    });

    test('keep Security Hub, which the security account configures centrally', () => {
      const { administrators, configurations, hubs } = world.state.securityHub;
      expect([...hubs.keys()].sort()).toEqual([...PLACES].sort());
      expect(new Set([...administrators.values()].map(({ accountId }) => accountId))).toEqual(new Set([SECURITY]));
      expect(configurations.get(`${SECURITY}/${HOME}`)).toMatchObject({ type: 'CENTRAL' });
    });

    test('keep the analyzer of each account and region, and get no other of that kind', () => {
      const ofAccounts = [...world.state.accessAnalyzer.analyzers.values()].filter(({ type }) => type === 'ACCOUNT');
      expect(ofAccounts.map(({ accountId, region }) => `${accountId}/${region}`).sort()).toEqual([...PLACES].sort());
      expect(new Set(ofAccounts.map(({ name }) => name))).toEqual(new Set(['console-analyzer']));
    });

    test('get nothing a second time', () => {
      const roles = CONTENTS.serviceLinkedRoles!.map(service => `/aws-service-role/${service}/`);
      const enabled = world.calls.filter(({ action, resource }) => /^(securityhub:EnableSecurityHub|guardduty:CreateDetector)$/.test(action)
        || (action === 'iam:CreateServiceLinkedRole' && roles.some(role => resource.includes(role))));
      expect(enabled).toEqual([]);
    });
  });
});
