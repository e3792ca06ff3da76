import { controls } from '../../lib';
import { ConformanceTheme } from '../../lib/constructs/detection';
import { Guardrails } from '../../lib/constructs/guardrails';

const { ControlCatalogue, ControlState, ServicePresets } = controls;
const CATALOGUE = ControlCatalogue.cisFoundations();
const ids = (states: controls.ControlStatus[], state: controls.ControlState) =>
  states.filter(status => status.state === state).map(({ control }) => control.id);

/** A world in two accounts and regions that has what a description of an answer names. */
const PLACES = [['111111111111', 'eu-central-1'], ['222222222222', 'eu-central-1'], ['222222222222', 'us-east-1']];

type Values = Record<string, unknown>;

function resource(type: string, properties: Values = {}, [accountId, region] = PLACES[0], metadata: Values = {}) {
  const name = `${type} ${JSON.stringify(properties)} ${accountId} ${region} ${JSON.stringify(metadata)}`;
  return { resourceType: type, properties, metadata, accountId, region, logicalId: name, physicalId: name, stackName: 'lz-stack' };
}
const everywhere = (type: string, properties: Record<string, unknown> = {}) => PLACES.map(place => resource(type, properties, place));

/** The guardrails, rules, alarms and events that answers name. */
const DESCRIPTIONS = CATALOGUE.flatMap(({ answers }) => answers.map(({ description }) => description));
const named = (pattern: RegExp) => [...new Set(DESCRIPTIONS.map(description => pattern.exec(description)?.[1]))]
  .filter(name => name !== undefined);

const WORLD: controls.ControlledResource[] = [
  ...named(/^guardrail (.+)$/).map(id => resource('AWS::Organizations::Policy', { TargetIds: ['r-abcd'] }, PLACES[0], { Guardrails: [id] })),
  ...named(/^Config rule (.+)$/).map(id => resource('AWS::Config::OrganizationConformancePack', { TemplateBody: `{"SourceIdentifier":"${id}"}` }, PLACES[1])),
  ...named(/^alarm (.+)$/).flatMap(name => [
    resource('AWS::Logs::MetricFilter', { FilterName: name }), resource('AWS::CloudWatch::Alarm', { AlarmName: name, AlarmActions: ['arn'] }),
  ]),
  resource('AWS::SNS::TopicPolicy'),
  ...named(/^event lz-(.+)$/).flatMap(id => [
    resource('AWS::Events::Rule', { Name: `lz-forward-${id}` }), resource('AWS::Events::Rule', { Name: `lz-${id}`, Targets: [{}] }, PLACES[1]),
  ]),
  resource('AWS::SecurityHub::ConfigurationPolicy', { ConfigurationPolicy: { SecurityHub: { EnabledStandardIdentifiers: ['arn'] } } }, PLACES[1]),
  resource('AWS::SecurityHub::PolicyAssociation', {}, PLACES[1]),
  resource('AWS::CloudTrail::Trail', {
    IsOrganizationTrail: true, IsMultiRegionTrail: true, IsLogging: true, EnableLogFileValidation: true, KMSKeyId: 'arn',
    AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'resources.type', Equals: ['AWS::S3::Object'] }] }],
  }),
  resource('AWS::S3::Bucket', { ObjectLockEnabled: true, LoggingConfiguration: { DestinationBucketName: 'b' } }),
  resource('AWS::KMS::Key', { EnableKeyRotation: true }),
  resource('AWS::Organizations::ResourcePolicy'),
  ...['OrganizationActivation', 'DelegatedAdministrators', 'AlternateContacts', 'MacieOrganization'].map(name => resource(`Custom::${name}`)),
  ...PLACES.slice(0, 2).flatMap(place => [
    resource('Custom::PasswordPolicy', {}, place),
    ...['lz-support', 'lz-host-management'].map(RoleName => resource('AWS::IAM::Role', { RoleName }, place)),
  ]),
  ...['SessionManagerDefaults', 'AccountAnalyzer', 'ConfigurationRecorder', 'EbsEncryptionByDefault', 'DefaultVpcRemoval']
    .flatMap(name => everywhere(`Custom::${name}`)),
  ...['ORGANIZATION', 'ORGANIZATION_UNUSED_ACCESS'].map(Type => resource('AWS::AccessAnalyzer::Analyzer', { Type }, PLACES[1])),
];
const evaluate = (resources = WORLD, services = ServicePresets.COMPLETE) => ControlCatalogue.evaluate(CATALOGUE, resources, services);

describe('the catalogue of CIS 7.0', () => {
  test('has the 70 recommendations, 41 of level 1 and 29 of level 2', () => {
    expect(CATALOGUE).toHaveLength(70);
    expect(new Set(CATALOGUE.map(({ id }) => id)).size).toBe(70);
    expect([1, 2].map(wanted => CATALOGUE.filter(({ level }) => level === wanted).length)).toEqual([41, 29]);
  });

  test('has 61 recommendations of version 6.0 and as many of 5.0', () => {
    expect(CATALOGUE.filter(({ cis6 }) => cis6 !== undefined)).toHaveLength(61);
    expect(CATALOGUE.filter(({ cis5 }) => cis5 !== undefined)).toHaveLength(61);
  });

  test('leaves to people what is on this reviewed list, each with the reason', () => {
    const manual = CATALOGUE.filter(({ manual: reason }) => reason !== undefined);
    expect(manual.map(({ id }) => id)).toEqual(['2.1.3', '2.1.4', '2.2', '2.5', '2.6', '2.19', '2.20', '3.1.2', '6.6', '6.8']);
    manual.forEach(({ manual: reason }) => expect(reason!.length).toBeGreaterThan(40));
  });

  test('answers everything else', () => {
    expect(CATALOGUE.filter(({ manual, answers }) => manual === undefined && answers.length === 0)).toEqual([]);
  });

  test('names guardrails and rules that there are', () => {
    const guardrails = Guardrails.all().map(({ id }) => id);
    expect(named(/^guardrail (.+)$/).filter(id => !guardrails.includes(id))).toEqual([]);
    const rules = ConformanceTheme.all().flatMap(({ rules: all }) => all.map(({ _evaluation }) => _evaluation.source.SourceIdentifier));
    expect(named(/^Config rule (.+)$/).filter(id => !rules.includes(id))).toEqual([]);
  });

  test('looks for each rule in the theme that has it', () => {
    for (const { themeName, rules } of ConformanceTheme.all()) {
      const without = ['identity', 'detection', 'network', 'data-at-rest', 'data-in-transit'].filter(theme => theme !== themeName);
      const services = { ...ServicePresets.COMPLETE, conformancePacks: without };
      const inTheme = rules.map(({ _evaluation }) => `Config rule ${String(_evaluation.source.SourceIdentifier)}`);
      const selected = CATALOGUE.flatMap(({ answers }) => answers.filter(answer => answer.isSelected(services)))
        .map(({ description }) => description);
      expect(selected.filter(description => inTheme.includes(description))).toEqual([]);
    }
  });
});

describe('an organization', () => {
  test('that has everything answers all but what is manual', () => {
    const states = evaluate();
    expect(ids(states, ControlState.MISSING)).toEqual([]);
    expect(ids(states, ControlState.NOT_CHOSEN)).toEqual([]);
    expect(ids(states, ControlState.ANSWERED)).toHaveLength(60);
  });

  test('that did not choose a service is told so, and nothing is missing', () => {
    const states = evaluate(WORLD.filter(({ resourceType }) => resourceType !== 'Custom::MacieOrganization'), ServicePresets.STANDARD);
    expect(ids(states, ControlState.MISSING)).toEqual([]);
    expect(ids(states, ControlState.NOT_CHOSEN)).toEqual(['3.1.3', '4.8', '4.9']);
  });

  test('may do without the guardrails of stricter sets', () => {
    const further = ['G12', 'G14', 'G16', 'G36', 'G44', 'G45', 'G48', 'G49', 'G50', 'G50b', 'G50c', 'G55'];
    const states = evaluate(WORLD.filter(({ metadata }) => !further.includes(String((metadata.Guardrails as string[] | undefined)?.[0]))));
    expect(ids(states, ControlState.MISSING)).toEqual([]);
  });

  test('lacks what a detached guardrail prevented', () => {
    const detached = WORLD.map(one => String(one.metadata.Guardrails) === 'G30' ? { ...one, properties: { TargetIds: [] } } : one);
    expect(ids(evaluate(detached), ControlState.MISSING)).toEqual(['4.1']);
  });

  test('lacks what is missing in one account and region, and hears where', () => {
    const one = WORLD.filter(({ resourceType, region }) => !(resourceType === 'Custom::ConfigurationRecorder' && region === 'us-east-1'));
    const [status] = evaluate(one).filter(({ state }) => state === ControlState.MISSING);
    expect(status.control.id).toBe('4.3');
    expect(status.evidence.flatMap(({ missing }) => missing)).toEqual(['Custom::ConfigurationRecorder in 222222222222 us-east-1']);
  });

  test('whose trail lost its validation lacks that alone', () => {
    const changed = WORLD.map(one => one.resourceType === 'AWS::CloudTrail::Trail' ? { ...one, properties: { ...one.properties, EnableLogFileValidation: false } } : one);
    expect(ids(evaluate(changed), ControlState.MISSING)).toEqual(['4.2']);
  });

  test('whose trail records only what writes objects lacks what reads them', () => {
    const fields = [{ Field: 'resources.type', Equals: ['AWS::S3::Object'] }, { Field: 'readOnly', Equals: ['false'] }];
    const properties = (one: controls.ControlledResource) => ({ ...one.properties, AdvancedEventSelectors: [{ FieldSelectors: fields }] });
    const changed = WORLD.map(one => one.resourceType === 'AWS::CloudTrail::Trail' ? { ...one, properties: properties(one) } : one);
    expect(ids(evaluate(changed), ControlState.MISSING)).toEqual(['4.9']);
  });

  test('in a single region has the standards without a central policy', () => {
    const local = resource('AWS::SecurityHub::OrganizationConfiguration', { ConfigurationType: 'LOCAL', AutoEnableStandards: 'DEFAULT' });
    const central = ['AWS::SecurityHub::ConfigurationPolicy', 'AWS::SecurityHub::PolicyAssociation'];
    expect(ids(evaluate([...WORLD.filter(({ resourceType }) => !central.includes(resourceType)), local]), ControlState.MISSING)).toEqual([]);
  });

  const answered = evaluate().filter(({ state }) => state === ControlState.ANSWERED);
  test.each(answered.map(({ control }) => [control.id, control.title]))('does not meet %s (%s) without any one of its resources', id => {
    const { evidence } = answered.find(({ control }) => control.id === id)!;
    const required = evidence.filter(({ answer }) => answer.isRequired).flatMap(({ resources }) => resources);
    expect(required.length).toBeGreaterThan(0);
    for (const taken of required) {
      expect(ids(evaluate(WORLD.filter(one => one !== taken)), ControlState.MISSING)).toContain(id);
    }
  });
});
