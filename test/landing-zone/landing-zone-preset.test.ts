import { LandingZonePreset } from '../../lib';
import { serviceProblems } from '../../lib/landing-zone/configuration/service-problems';

describe('defaults', () => {
  test('every preset fits together', () => {
    for (const { services } of LandingZonePreset.all()) {
      expect(serviceProblems(services)).toEqual([]);
    }
  });

  test('each preset has what the one before has', () => {
    const lists = (preset: LandingZonePreset) => Object.entries(preset.services)
      .flatMap(([name, value]) => Array.isArray(value) ? value.map(entry => `${name}: ${entry}`) : value === true ? [name] : []);
    const [essential, standard, complete] = LandingZonePreset.all().map(lists);
    expect(standard).toEqual(expect.arrayContaining(essential));
    expect(complete).toEqual(expect.arrayContaining(standard));
  });

  test('the essential one has no Security Hub, the complete one has everything', () => {
    expect(LandingZonePreset.ESSENTIAL.services.securityStandards).toEqual([]);
    expect(LandingZonePreset.COMPLETE.services).toMatchObject({ macie: true, detective: true, unusedAccess: true });
  });
});

describe('options', () => {
  test('takes other choices in places and leaves the preset as it is', () => {
    const changed = LandingZonePreset.STANDARD.changedBy({ macie: true, trailLogRetentionDays: 30 });
    expect(changed.services).toEqual({ ...LandingZonePreset.STANDARD.services, macie: true, trailLogRetentionDays: 30 });
    expect(changed.presetName).toBe('standard, changed');
    expect(LandingZonePreset.STANDARD.services.macie).toBe(false);
  });

  test('takes GuardDuty away together with its plans', () => {
    expect(LandingZonePreset.STANDARD.changedBy({ guardDuty: false }).services).toMatchObject({ guardDuty: false, guardDutyPlans: [] });
  });

  test('leaves alone what is given as undefined', () => {
    expect(LandingZonePreset.STANDARD.changedBy({ macie: undefined }).services).toEqual(LandingZonePreset.STANDARD.services);
  });
});

describe('validation', () => {
  test.each([
    ['an unknown plan', { guardDutyPlans: ['S3'] }, '\'guardDutyPlans\' must be among S3_DATA_EVENTS'],
    ['an unknown pack', { conformancePacks: ['ident'] }, '\'conformancePacks\' must be among identity'],
    ['no pack that watches root users', { conformancePacks: ['network'] }, '\'conformancePacks\' must hold "identity", got ["network"]'],
    ['an unknown scan', { inspectorScans: ['RDS'] }, '\'inspectorScans\' must be among EC2'],
    ['code scans without scans of functions', { inspectorScans: ['LAMBDA_CODE'] }, '\'inspectorScans\' must hold "LAMBDA"'],
    ['a type that is none', { trailDataEvents: ['S3'] }, '\'trailDataEvents\' must hold types such as'],
    ['a period that CloudWatch Logs does not know', { trailLogRetentionDays: 100 }, '\'trailLogRetentionDays\' must be one of'],
    ['plans without GuardDuty', { guardDuty: false, guardDutyPlans: ['S3_DATA_EVENTS'] }, '\'guardDutyPlans\' must be empty without GuardDuty'],
  ])('refuses %s, and says what is possible', (_title, overrides, message) => {
    expect(() => LandingZonePreset.STANDARD.changedBy(overrides)).toThrow(message);
  });
});
