import { configuration } from '../../config/landing-zone';
import { GuardrailPlacement } from '../../lib';
import { World } from '../../rehearsal/aws/world';
import { findDetector } from '../../rehearsal/aws/services/guardduty';
import { findRole, findServiceLinkedRole } from '../../rehearsal/aws/services/iam';
import { vpcsOf } from '../../rehearsal/aws/services/ec2-networks';
import { hubIn } from '../../rehearsal/aws/services/security-hub';
import { LivingExample } from './living-example';

const { homeRegion, governedRegions, managementAccountId: MANAGEMENT } = configuration;
const REGIONS = [...governedRegions, 'us-east-1'];
const NEWCOMER = 'newcomer';
const ACCOUNTS = [MANAGEMENT, 'log-archive', 'security', ...configuration.accounts!.map(({ name }) => name), NEWCOMER];

const example = new LivingExample();
beforeAll(async () => {
  await example.deploy();
  await example.join(NEWCOMER, 'Sandbox');
}, 60_000);

/** What an account has once. */
function globalParts(world: World, id: string) {
  const { passwordPolicies, config } = world.state;
  return {
    roles: ['lz-break-glass', 'lz-support', 'lz-security-audit', 'lz-event-forwarding', 'lz-config-recorder', 'lz-host-management']
      .filter(name => findRole(world, id, name) !== undefined),
    recorderRole: findServiceLinkedRole(world, id, 'config.amazonaws.com') !== undefined,
    passwordPolicy: passwordPolicies.policies.get(id),
    packsWithoutIt: [...config.packs.values()].filter(({ accounts }) => !accounts.has(id)).map(({ name }) => name),
  };
}

/** What an account has in a region. */
function regionalParts(world: World, id: string, region: string, securityId: string) {
  const { config, ec2, accessAnalyzer, eventBridge, ssm } = world.state;
  const key = `${id}/${region}`;
  const isHere = (one: { readonly accountId: string; readonly region: string }) => one.accountId === id && one.region === region;
  const recorder = config.recorders.get(key);
  const detector = findDetector(world, id, region);
  return {
    recording: recorder && { on: recorder.recording, globalTypes: recorder.group.includeGlobalResourceTypes },
    delivery: config.channels.get(key)?.bucketName,
    ebsEncryption: ec2.encryption.get(key)?.byDefault,
    defaultVpcs: vpcsOf(world, { accountId: id, region }).filter(({ isDefault }) => isDefault).length,
    guardDuty: detector && { on: detector.enabled, administeredBy: id === securityId ? securityId : detector.administratorId },
    securityHub: hubIn(world, id, region)?.policy?.name,
    analyzers: [...accessAnalyzer.analyzers.values()].filter(isHere).map(({ name }) => name),
    forwards: [...eventBridge.rules.values()].filter(rule => isHere(rule) && rule.name.startsWith('lz-forward-')).length,
    settings: [...ssm.settings].filter(([name]) => name.startsWith(`${key}/`))
      .map(([name, value]) => `${name.replace(`${key}/`, '')}: ${value}`).sort(),
    sessions: [...ssm.documents.keys()].filter(name => name.startsWith(`${key}/`)).length,
  };
}

const baselineOf = (account: string) => {
  const id = example.idOf(account);
  return {
    ...globalParts(example.world, id),
    regions: Object.fromEntries(REGIONS.map(region => [region, regionalParts(example.world, id, region, example.idOf('security'))])),
  };
};

describe.each(ACCOUNTS)('the account %s', account => {
  test('has the roles of people and machinery, the recorder\'s role, a password policy and the rules of every pack', () => {
    expect(globalParts(example.world, example.idOf(account))).toMatchObject({
      roles: ['lz-break-glass', 'lz-support', 'lz-security-audit', 'lz-event-forwarding', 'lz-config-recorder', 'lz-host-management'],
      recorderRole: true, packsWithoutIt: [],
      passwordPolicy: { MinimumPasswordLength: 14, PasswordReusePrevention: 24, RequireSymbols: true, RequireNumbers: true },
    });
  });

  test.each(REGIONS)('is recorded, encrypted, watched and without a default VPC in %s', region => {
    const securityId = example.idOf('security');
    const parts = regionalParts(example.world, example.idOf(account), region, securityId);
    expect(parts).toMatchObject({
      recording: { on: true, globalTypes: region === homeRegion },
      delivery: `lz-delivery-${example.idOf('log-archive')}-${homeRegion}`,
      ebsEncryption: true, defaultVpcs: 0,
      guardDuty: { on: true, administeredBy: securityId },
      securityHub: 'lz-organization',
      sessions: 1,
    });
    expect(parts.analyzers).toContain('lz-external-access');
    expect(parts.forwards).toBeGreaterThan(10);
    expect(parts.settings).toEqual([
      'ssm/documents/console/public-sharing-permission: Disable', 'ssm/managed-instance/default-ec2-instance-management-role: service-role/lz-host-management',
    ]);
  });

  test('has its alternate contacts, one that joined on the day after', async () => {
    await example.nextDay();
    const kinds = [...example.world.state.accountManagement.contacts.keys()].filter(key => key.startsWith(`${example.idOf(account)}/`));
    expect(kinds.map(key => key.split('/')[1]).sort()).toEqual(['BILLING', 'OPERATIONS', 'SECURITY']);
  });
});

describe('the account that joined', () => {
  const asked = (action: string, region = homeRegion, resource?: string) =>
    example.may({ as: 'role/Admin', account: NEWCOMER, action, region, resource });

  test('has every part that the accounts before it have', () => {
    const { regions: here, ...once } = baselineOf(NEWCOMER);
    const { regions: there, ...before } = baselineOf('sandbox');
    expect(once).toEqual(before);
    expect(here).toEqual(there);
  });

  test('is bound by the guardrails of its unit', () => {
    expect(example.policiesAbove(NEWCOMER)).toEqual(example.policiesAbove('sandbox'));
    for (const action of ['config:StopConfigurationRecorder', 'guardduty:DisassociateFromAdministratorAccount', 'organizations:LeaveOrganization',
      'ec2:DisableEbsEncryptionByDefault']) {
      expect([action, asked(action).outcome]).toEqual([action, 'denied']);
    }
    expect(asked('ec2:RunInstances', 'ap-southeast-2').outcome).toBe('denied');
    expect(asked('ec2:DescribeInstances').outcome).toBe('allowed');
    expect(example.may({ as: 'root', account: NEWCOMER, action: 's3:CreateBucket', resource: 'arn:aws:s3:::any' })).toMatchObject({ outcome: 'denied' });
  });

  test('was born without root credentials', () => {
    expect(example.world.state.organizations.accounts.get(example.idOf(NEWCOMER))!.rootCredentials).toBe(false);
  });

  test('keeps its baseline when it moves to another unit, and nothing is written', async () => {
    const before = baselineOf(NEWCOMER);
    const writes = example.world.calls.length;
    for (const unit of ['Infrastructure', 'Suspended', 'Security']) {
      await example.move(NEWCOMER, unit);
      expect(baselineOf(NEWCOMER)).toEqual(before);
    }
    expect(example.world.calls.slice(writes).filter(({ write }) => write).map(({ action }) => action)).toEqual([]);
  });

  test('has a network for as long as it is in a unit whose accounts have one, beside the same baseline', async () => {
    const before = baselineOf(NEWCOMER);
    const id = example.idOf(NEWCOMER);
    const networks = () => [...example.world.state.networks.vpcs.values()].filter(({ accountId }) => accountId === id).length;
    await example.move(NEWCOMER, 'Production');
    expect(networks()).toBe(configuration.governedRegions.length);
    expect(baselineOf(NEWCOMER)).toMatchObject(before);
    await example.move(NEWCOMER, 'Security');
    expect(networks()).toBe(0);
  });

  test('tells of its root user after it has moved, as before', () => {
    const notices = example.emit({
      account: NEWCOMER, region: 'us-east-1', source: 'aws.signin', detailType: 'AWS Console Sign In via CloudTrail',
      detail: { eventName: 'ConsoleLogin', userIdentity: { type: 'Root' } },
    });
    expect(notices.map(({ target }) => target)).toEqual(['lz-alerts-critical', 'lz-alerts-critical']);
  });
});

describe('an account that moves from unit to unit, under the strict guardrails', () => {
  const strict = new LivingExample({
    guardrails: { placements: GuardrailPlacement.strict() }, security: { account: configuration.security.account },
  });
  beforeAll(async () => {
    await strict.deploy();
    await strict.join(NEWCOMER, 'Sandbox');
  }, 60_000);

  const quarantined = () => strict.may({ as: 'role/Admin', account: NEWCOMER, action: 'ec2:DescribeInstances' }).denials
    .some(({ guardrails }) => guardrails.some(({ id }) => id === 'G06'));

  test('is bound by those of the unit where it is', async () => {
    const sandbox = strict.policiesAbove(NEWCOMER);
    expect(sandbox).toEqual(strict.policiesAbove('sandbox'));
    expect(quarantined()).toBe(false);

    await strict.move(NEWCOMER, 'Production');
    expect(strict.policiesAbove(NEWCOMER)).toEqual(strict.policiesAbove('production'));
    expect(strict.policiesAbove(NEWCOMER)).not.toEqual(sandbox);

    await strict.move(NEWCOMER, 'Suspended');
    expect(quarantined()).toBe(true);

    await strict.move(NEWCOMER, 'Sandbox');
    expect(strict.policiesAbove(NEWCOMER)).toEqual(sandbox);
    expect(quarantined()).toBe(false);
  });
});
