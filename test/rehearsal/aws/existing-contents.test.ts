import {
  ConfigurationRecorder, ConfigurationRecorderRole, SecurityHubMembership, SecurityHubMembershipRole,
} from '../../../lib/constructs/detection';
import { PasswordPolicy, ServiceLinkedRoles } from '../../../lib/constructs/identity';
import { LogArchive, LogSource } from '../../../lib/constructs/logging';
import { ExistingAccount, ExistingContents } from '../../../rehearsal/aws/options';
import { World } from '../../../rehearsal/aws/world';
import { deploy, HOME, MANAGEMENT, ORGANIZATION, OTHER_REGION, SECURITY, WORKLOAD, worldWith } from '../../constructs/deployed';

const FOUND: ExistingContents = {
  serviceLinkedRoles: ['config.amazonaws.com', 'guardduty.amazonaws.com'],
  passwordPolicy: { MinimumPasswordLength: 8, ExpirePasswords: false },
  regions: {
    [HOME]: { recorder: 'theirs', deliveryChannel: 'their-channel', detector: true, securityHub: true },
    [OTHER_REGION]: { accountAnalyzer: 'console' },
  },
};

/** The test organization, with something in its workload account. */
const found = (contents: object = FOUND): World => worldWith({
  accounts: ORGANIZATION.accounts!.map(account => account.id === WORKLOAD ? { ...account, ...contents } as ExistingAccount : account),
});

describe('an account as it is found', () => {
  test('holds what its description says, and the service-linked roles of what is on', () => {
    const { state } = found();
    expect(state.config.recorders.get(`${WORKLOAD}/${HOME}`)).toMatchObject({ name: 'theirs', recording: true });
    expect(state.config.channels.get(`${WORKLOAD}/${HOME}`)).toMatchObject({ name: 'their-channel' });
    expect(state.guardDuty.detectors.has(`${WORKLOAD}/${HOME}`)).toBe(true);
    expect(state.securityHub.hubs.has(`${WORKLOAD}/${HOME}`)).toBe(true);
    expect(state.passwordPolicies.policies.get(WORKLOAD)).toEqual(FOUND.passwordPolicy);
    expect([...state.accessAnalyzer.analyzers.keys()]).toEqual([`arn:aws:access-analyzer:${OTHER_REGION}:${WORKLOAD}:analyzer/console`]);
    const roles = [...state.iam.roles.values()].filter(role => role.accountId === WORKLOAD);
    expect(roles.map(({ linkedService }) => linkedService).sort()).toEqual([
      'config.amazonaws.com', 'guardduty.amazonaws.com', 'organizations.amazonaws.com', 'securityhub.amazonaws.com',
    ]);
  });

  test('may be the management account', () => {
    const { state } = worldWith({ managementAccount: FOUND });
    expect(state.config.recorders.has(`${MANAGEMENT}/${HOME}`)).toBe(true);
    expect(state.passwordPolicies.policies.has(MANAGEMENT)).toBe(true);
  });

  test('does not record without a channel', () => {
    expect(found({ regions: { [HOME]: { recorder: 'default' } } }).state.config.recorders.get(`${WORKLOAD}/${HOME}`)).toMatchObject({ recording: false });
  });

  test('is refused when its description does not fit, and every mistake is told', () => {
    const contents = { serviceLinkedRoles: ['config'], regions: { [HOME]: { deliveryChannel: 'c', detectors: 1 } }, passwordpolicy: {} };
    expect(() => found(contents)).toThrow(new RegExp([
      "unknown member 'passwordpolicy'", "'serviceLinkedRoles' of account 333333333333 must be such as", "got 'detectors' in eu-central-1",
      "'deliveryChannel' of account 333333333333 in eu-central-1 must come with a 'recorder'",
    ].join('.*')));
  });
});

describe('adoption takes over', () => {
  test('service-linked roles and the password policy', async () => {
    const world = found();
    await deploy(world, { account: WORKLOAD, build: stack => {
      new ServiceLinkedRoles(stack, 'Roles', { services: ['config.amazonaws.com', 'guardduty.amazonaws.com'] });
      new PasswordPolicy(stack, 'PasswordPolicy');
    } });
    expect(world.calls.filter(({ action }) => action === 'iam:CreateServiceLinkedRole')).toEqual([]);
    expect(world.state.passwordPolicies.policies.get(WORKLOAD)).toMatchObject({ MinimumPasswordLength: 14 });
  });

  test('the recorder and its channel, under their names', async () => {
    const world = found();
    const { organizationId } = ORGANIZATION;
    const sources = [LogSource.config(organizationId)];
    await deploy(world, { account: SECURITY, build: stack => { new LogArchive(stack, 'Archive', { managementAccountId: MANAGEMENT, organizationId, sources }); } });
    const { keyArn } = [...world.state.kms.aliases.values()].find(({ name }) => name === 'alias/lz/log-delivery')!;
    const bucketName = `lz-delivery-${SECURITY}-${HOME}`;
    await deploy(world,
      { account: WORKLOAD, build: stack => { new ConfigurationRecorderRole(stack, 'Role'); } },
      { account: WORKLOAD, build: stack => { new ConfigurationRecorder(stack, 'Recorder', { bucketName, keyArn, keyPrefix: organizationId, homeRegion: HOME }); } },
    );
    expect(world.state.config.recorders.get(`${WORKLOAD}/${HOME}`)).toMatchObject({ name: 'theirs', recording: true });
    expect(world.state.config.channels.get(`${WORKLOAD}/${HOME}`)).toMatchObject({ name: 'their-channel', bucketName });
  });

  test('the hub of the management account', async () => {
    const world = worldWith({ managementAccount: FOUND });
    await deploy(world, { build: stack => { new SecurityHubMembershipRole(stack, 'Role'); } }, { build: stack => { new SecurityHubMembership(stack, 'Membership'); } });
    expect(world.calls.filter(({ action }) => action === 'securityhub:EnableSecurityHub')).toEqual([]);
    expect(world.state.securityHub.hubs.size).toBe(1);
  });
});
