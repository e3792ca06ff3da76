import { configuration } from '../../config/landing-zone';
import { LandingZonePreset, logging } from '../../lib';
import { RecordingFrequency } from '../../lib/controls';
import { ExampleStacks, REGIONAL } from './example-stacks';

const { ESSENTIAL, STANDARD, COMPLETE } = LandingZonePreset;

/** What the stacks of a preset switch on, as their templates say it. */
function servicesIn(stacks: ExampleStacks) {
  const first = (type: string, property: string) => stacks.valuesOf(type, property)[0];
  const plans = first('Custom::GuardDutyOrganization', 'Plans') as { Feature: string }[] | undefined;
  const policy = first('AWS::SecurityHub::ConfigurationPolicy', 'ConfigurationPolicy') as { SecurityHub: { EnabledStandardIdentifiers: unknown[] } } | undefined;
  const trail = stacks.ofType('AWS::CloudTrail::Trail')[0].Properties;
  const [logGroup] = stacks.ofType('AWS::Logs::LogGroup').filter(({ Properties }) => Properties.LogGroupName === '/lz/organization-trail');
  return {
    recording: [...new Set(stacks.valuesOf('Custom::ConfigurationRecorder', 'RecordingFrequency'))],
    packs: [...new Set(stacks.valuesOf('AWS::Config::OrganizationConformancePack', 'OrganizationConformancePackName')
      .map(name => String(name).replace(/^lz-|-home-region$|-us-east-1$/g, '')))].sort(),
    retention: logGroup.Properties.RetentionInDays,
    dataEvents: [...new Set(JSON.stringify(trail.AdvancedEventSelectors ?? []).match(/AWS::\w+::\w+(?="\])/g))],
    guardDutyPlans: plans?.map(({ Feature }) => Feature).sort(),
    standards: policy?.SecurityHub.EnabledStandardIdentifiers.length,
    hubOfManagement: stacks.ofType('Custom::SecurityHubMembership').length,
    automations: stacks.ofType('AWS::SecurityHub::AutomationRule').length > 0,
    unusedAccess: stacks.valuesOf('AWS::AccessAnalyzer::Analyzer', 'Type').includes('ORGANIZATION_UNUSED_ACCESS'),
    inspector: stacks.ofType('Custom::InspectorOrganization').length,
    macie: stacks.ofType('Custom::MacieOrganization').length,
    detective: stacks.ofType('Custom::DetectiveOrganization').length,
  };
}

const AGENTLESS = ['EBS_MALWARE_PROTECTION', 'EKS_AUDIT_LOGS', 'LAMBDA_NETWORK_LOGS', 'RDS_LOGIN_EVENTS', 'S3_DATA_EVENTS'];
const ALL_PACKS = ['data-at-rest', 'data-in-transit', 'detection', 'identity', 'network'];
const OFF = { inspector: 0, macie: 0, detective: 0 };
const ESSENTIAL_SERVICES = {
  recording: ['DAILY'], packs: ['identity'], retention: 90, dataEvents: [], guardDutyPlans: [], standards: undefined, hubOfManagement: 0,
  automations: false, unusedAccess: false, ...OFF,
};
const STANDARD_SERVICES = {
  recording: ['CONTINUOUS'], packs: ALL_PACKS, retention: 365, dataEvents: [], guardDutyPlans: AGENTLESS, standards: 2, hubOfManagement: 1,
  automations: true, unusedAccess: true, ...OFF,
};

/** Service principals in a property of a custom resource of the stacks. */
const principalsIn = (stacks: ExampleStacks, type: string, ...properties: string[]): string[] => [...new Set(properties.flatMap(property =>
  JSON.stringify(stacks.valuesOf(type, property)).match(/[a-z0-9-]+(\.[a-z-]+)?\.amazonaws\.com/g) ?? []))].sort();

describe('the stacks of a preset', () => {
  test.each([
    ['essential', ESSENTIAL, ESSENTIAL_SERVICES],
    ['standard', STANDARD, STANDARD_SERVICES],
    ['complete', COMPLETE, {
      ...STANDARD_SERVICES, retention: 731, dataEvents: ['AWS::S3::Object'], guardDutyPlans: [...AGENTLESS, 'RUNTIME_MONITORING'].sort(), standards: 3,
      inspector: 1, macie: 1, detective: 1,
    }],
  ])('switch on what "%s" names, and nothing else', (_, preset, services) => {
    expect(servicesIn(new ExampleStacks({ preset }))).toEqual(services);
  });

  test('are those of the standard one when none is chosen', () => {
    expect(servicesIn(new ExampleStacks({ preset: undefined }))).toEqual(STANDARD_SERVICES);
  });

  test.each([ESSENTIAL, STANDARD, COMPLETE])('have what nobody can leave out, with "$presetName"', preset => {
    const stacks = new ExampleStacks({ preset });
    for (const path of REGIONAL) {
      for (const type of ['Custom::ConfigurationRecorder', 'Custom::EbsEncryptionByDefault', 'Custom::DefaultVpcRemoval', 'Custom::SessionManagerDefaults']) {
        stacks.template(path).resourceCountIs(type, 1);
      }
    }
    expect(stacks.ofType('AWS::CloudWatch::Alarm').length).toBeGreaterThan(30);
    expect(stacks.valuesOf('AWS::AccessAnalyzer::Analyzer', 'Type')).toContain('ORGANIZATION');
    expect(stacks.ofType('AWS::Config::ConfigurationAggregator')).toHaveLength(1);
  });

  test.each<[string, LandingZonePreset, readonly string[], readonly string[]]>([
    ['essential', ESSENTIAL, ['guardduty'], ['securityhub', 'inspector2', 'macie', 'detective']],
    ['standard', STANDARD, ['guardduty', 'securityhub'], ['inspector2', 'macie', 'detective']],
    ['complete', COMPLETE, ['guardduty', 'securityhub', 'inspector2', 'macie', 'detective'], []],
  ])('delegate and trust the services of "%s", and no others', (_, preset, on, off) => {
    const stacks = new ExampleStacks({ preset, network: undefined });
    const delegated = principalsIn(stacks, 'Custom::DelegatedAdministrators', 'Services', 'RegionalServices');
    const trusted = principalsIn(stacks, 'Custom::OrganizationActivation', 'TrustedServices');
    const always = ['access-analyzer', 'config', 'config-multiaccountsetup', 'iam'].map(service => `${service}.amazonaws.com`);
    const principals = (services: readonly string[]) => services.map(service => `${service}.amazonaws.com`);
    expect(delegated).toEqual([...always, ...principals(on)].sort());
    expect(trusted).toEqual(expect.arrayContaining([...delegated, 'account.amazonaws.com', 'cloudtrail.amazonaws.com']));
    expect(trusted.filter(service => principals(off).includes(service))).toEqual([]);
  });

  test.each([ESSENTIAL, COMPLETE])('hold the roles of every function of the security account with "$presetName": one that goes needs its role once more', preset => {
    const names = new ExampleStacks({ preset }).valuesOf('AWS::IAM::Role', 'RoleName', 'SecurityCore/StackSet/Template');
    expect(names).toEqual(expect.arrayContaining(
      ['guardduty', 'inspector', 'macie', 'detective'].map(service => `lz-${service}-organization`)));
  });
});

describe('a changed preset', () => {
  test('switches services on and off, each by itself', () => {
    const preset = STANDARD.changedBy({ guardDuty: false, macie: true, conformancePacks: ['identity', 'network'], recordingFrequency: RecordingFrequency.DAILY });
    expect(servicesIn(new ExampleStacks({ preset }))).toEqual({
      ...STANDARD_SERVICES, guardDutyPlans: undefined, macie: 1, packs: ['identity', 'network'], recording: ['DAILY'],
    });
  });

  test('without GuardDuty has neither its administrator nor its service-linked role', () => {
    const stacks = new ExampleStacks({ preset: STANDARD.changedBy({ guardDuty: false }) });
    expect(principalsIn(stacks, 'Custom::DelegatedAdministrators', 'Services', 'RegionalServices')).not.toContain('guardduty.amazonaws.com');
    expect(JSON.stringify(stacks.valuesOf('Custom::OrganizationActivation', 'ServiceLinkedRoles'))).not.toContain('guardduty');
  });

  test('without a pack has no StackSet for it', () => {
    const names = (...packs: string[]) => new ExampleStacks({ preset: STANDARD.changedBy({ conformancePacks: packs }) }).stackSetNames
      .filter(name => name.startsWith('lz-compliance'));
    expect(names('identity', 'network')).toEqual(['lz-compliance-home-region', 'lz-compliance']);
    expect(names('identity', 'data-in-transit')).toEqual(['lz-compliance-home-region', 'lz-compliance-us-east-1', 'lz-compliance']);
  });

  test('the configuration of the trail wins over the preset', () => {
    const stacks = new ExampleStacks({ trail: { dataEvents: [logging.TrailDataEvents.lambdaInvocations()], logRetention: 400 } });
    expect(servicesIn(stacks)).toMatchObject({ retention: 400, dataEvents: ['AWS::Lambda::Function'] });
  });
});

describe('in one region', () => {
  const governed = (region: string) => ({ homeRegion: region, governedRegions: [region] });
  const linkedRegions = (stacks: ExampleStacks) => stacks.valuesOf('AWS::SecurityHub::FindingAggregator', 'Regions');
  const regionsOf = (stacks: ExampleStacks) => [...new Set(stacks.ofType('AWS::CloudFormation::StackSet')
    .flatMap(({ Properties }) => (Properties.StackInstancesGroup as { Regions: string[] }[]).flatMap(({ Regions }) => Regions)))].sort();

  test('that is us-east-1, nothing goes elsewhere, and Security Hub has no region to link', () => {
    const stacks = new ExampleStacks(governed('us-east-1'));
    expect(regionsOf(stacks)).toEqual(['us-east-1']);
    expect(linkedRegions(stacks)).toEqual([]);
    expect(stacks.valuesOf('AWS::SecurityHub::OrganizationConfiguration', 'ConfigurationType')).toEqual(['LOCAL']);
  });

  test('that is another one, us-east-1 is watched beside it, and linked', () => {
    const stacks = new ExampleStacks(governed('eu-central-1'));
    expect(regionsOf(stacks)).toEqual(['eu-central-1', 'us-east-1']);
    expect(linkedRegions(stacks)).toEqual([['us-east-1']]);
  });

  test('of the example, each baseline region is linked but the home region', () => {
    expect(linkedRegions(new ExampleStacks())).toEqual([[...configuration.governedRegions.slice(1), 'us-east-1']]);
  });
});
