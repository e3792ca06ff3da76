import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { context } from '../../../cdk.json';
import { detection, LandingZone } from '../../../lib';
import { ExistingOrganization, rehearse } from '../../../rehearsal';

const MANAGEMENT = '111111111111';
const [SECURITY, WORKLOADS] = ['ou-a1b2-11111111', 'ou-a1b2-22222222'];

/** The landing zone of docs/adoption.md, with a workload account that exists and one that does not. */
function adopting(): string {
  const app = new App({ context, outdir: mkdtempSync(join(tmpdir(), 'cdk.out')) });
  new LandingZone(app, 'LandingZone', {
    managementAccountId: MANAGEMENT,
    homeRegion: 'eu-central-1',
    governedRegions: ['eu-central-1', 'eu-west-1'],
    organization: { organizationId: 'o-a1b2c3d4e5', rootId: 'r-a1b2' },
    organizationalUnits: [
      { path: 'Security', organizationalUnitId: SECURITY },
      { path: 'Workloads', organizationalUnitId: WORKLOADS },
      { path: 'Workloads/Production' },
      { path: 'PolicyStaging' },
    ],
    logArchive: { account: { name: 'log-archive', email: 'aws+log-archive@example.com', accountId: '222222222222' } },
    security: { account: { name: 'security', email: 'aws+security@example.com' } },
    accounts: [
      { name: 'legacy', email: 'aws+legacy@example.com', accountId: '333333333333', organizationalUnit: 'Workloads' },
      { name: 'production', email: 'aws+production@example.com', organizationalUnit: 'Workloads/Production' },
    ],
    breakGlass: { trustedUserArns: [`arn:aws:iam::${MANAGEMENT}:user/break-glass`] },
    alerts: { critical: [detection.AlertSubscription.email('security@example.com')] },
  });
  return app.synth().directory;
}

const EXISTING = {
  organizationId: 'o-a1b2c3d4e5',
  rootId: 'r-a1b2',
  organizationalUnits: [
    { id: 'ou-a1b2-33333333', name: 'Legacy', parentId: WORKLOADS },
    { id: SECURITY, name: 'Security', parentId: 'r-a1b2' },
    { id: WORKLOADS, name: 'Workloads', parentId: 'r-a1b2' },
  ],
  accounts: [
    { id: '222222222222', name: 'log-archive', email: 'aws+log-archive@example.com', parentId: SECURITY },
    { id: '333333333333', name: 'legacy', email: 'aws+legacy@example.com', parentId: WORKLOADS },
    { id: '444444444444', name: 'forgotten', email: 'aws+forgotten@example.com', parentId: 'ou-a1b2-33333333' },
  ],
} satisfies ExistingOrganization;

describe('an adopted organization', () => {
  const directory = adopting();

  test.each<[string, Partial<ExistingOrganization>]>([
    ['as it was found, units in any order', {}],
    ['with services and policy types that are on already', {
      enabledPolicyTypes: ['SERVICE_CONTROL_POLICY'], trustedServices: ['iam.amazonaws.com', 'cloudtrail.amazonaws.com', 'sso.amazonaws.com'],
    }],
  ])('is taken over %s, and passes every phase', async (_, more) => {
    const rehearsal = await rehearse(directory, { world: { ...EXISTING, ...more } });
    expect(rehearsal.failures.map(failure => failure.message)).toEqual([]);
    expect(rehearsal.phases.every(({ status }) => status === 'passed')).toBe(true);
    expect(rehearsal.resources({ type: 'AWS::Organizations::Organization' })).toEqual([]);
    expect(rehearsal.resources({ type: 'AWS::Organizations::Account' }).map(({ properties }) => properties.AccountName).sort()).toEqual(['production', 'security']);
  });

  test('gives the baseline to accounts that the configuration does not name', async () => {
    const rehearsal = await rehearse(directory, { world: EXISTING, phases: [] });
    const roles = rehearsal.resources({ type: 'AWS::IAM::Role', account: 'forgotten' }).map(({ properties }) => properties.RoleName);
    expect(roles).toEqual(expect.arrayContaining(['lz-break-glass', 'lz-config-recorder']));
  });

  test('fails when an account lies elsewhere, and says where', async () => {
    const accounts = EXISTING.accounts.map(account => ({ ...account, parentId: 'r-a1b2' }));
    const { failure } = await rehearse(directory, { world: { ...EXISTING, accounts } });
    expect(failure?.message).toContain(`222222222222 lies in r-a1b2, not in ${SECURITY}; 333333333333 lies in r-a1b2, not in ${WORKLOADS}`);
  });

  test('fails when a unit does not exist, and says what to correct', async () => {
    const world = { ...EXISTING, organizationalUnits: [EXISTING.organizationalUnits[1]], accounts: [EXISTING.accounts[0]] };
    const { failure } = await rehearse(directory, { world });
    expect(failure?.details).toMatchObject({ message: expect.stringContaining(`${WORKLOADS}, which does not exist`), remedy: expect.stringContaining('correct the id') });
  });

  test('fails when it is not described, and says how to', async () => {
    const { failure } = await rehearse(directory);
    expect(failure?.details.remedy).toContain('--world FILE');
  });
});

describe('the description of an organization', () => {
  test('must fit together: every problem is told at once', async () => {
    const world: ExistingOrganization = {
      organizationId: 'o-a1b2c3d4e5', rootId: 'r-a1b2',
      organizationalUnits: [{ id: SECURITY, name: 'Security', parentId: 'ou-gone' }],
      accounts: [
        { id: '222222222222', name: 'one', email: 'same@example.com', parentId: 'r-a1b2' },
        { id: '222222222222', name: 'two', email: 'Same@example.com', parentId: SECURITY },
      ],
    };
    const problems = [
      `'parentId' of unit ${SECURITY} must lead to the root r-a1b2, got ou-gone`, `'parentId' of account 222222222222 must be the root or a unit, got ${SECURITY}`,
      'the id 222222222222 must stand once', 'the address same@example.com must belong to one account',
    ];
    await expect(rehearse(adopting(), { world })).rejects.toThrow(problems.join('; '));
  });
});
