import { controls } from '../../lib';
import { ConformanceTheme } from '../../lib/constructs/detection';
import { Guardrails } from '../../lib/constructs/guardrails';
import { changed, COMPLETE, named, resource, WORLD } from './example-world';

const { ControlCatalogue, ControlState, ServicePresets } = controls;
const CATALOGUE = ControlCatalogue.cisFoundations();
const ids = (states: controls.ControlStatus[], state: controls.ControlState) =>
  states.filter(status => status.state === state).map(({ control }) => control.id);

const evaluate = (
  resources: readonly controls.ControlledResource[] = WORLD, services = ServicePresets.COMPLETE, organization = COMPLETE,
) => ControlCatalogue.evaluate(CATALOGUE, [...resources], { ...organization, services });

/** What is missing, each once, as "4.3 Custom::ConfigurationRecorder in 111111111111 us-east-1". */
function missingIn(resources: readonly controls.ControlledResource[], organization = COMPLETE): string[] {
  const states = evaluate(resources, organization.services, organization);
  return [...new Set(states.flatMap(({ control, evidence }) => evidence.flatMap(({ missing }) => missing.map(what => `${control.id} ${what}`))))];
}

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
    const further = ['G12', 'G14', 'G15', 'G16', 'G36', 'G44', 'G45', 'G48', 'G49', 'G50', 'G50b', 'G50c', 'G55', 'G70b'];
    const states = evaluate(WORLD.filter(({ metadata }) => !further.includes(String((metadata.Guardrails as string[] | undefined)?.[0]))));
    expect(ids(states, ControlState.MISSING)).toEqual([]);
  });

  test('lacks what a detached guardrail prevented', () => {
    const detached = WORLD.map(one => String(one.metadata.Guardrails) === 'G30' ? { ...one, properties: { TargetIds: [] } } : one);
    expect(ids(evaluate(detached), ControlState.MISSING)).toEqual(['4.1']);
  });

  test('lacks what is missing in one account and region, and hears where', () => {
    const one = WORLD.filter(({ resourceType, accountId, region }) =>
      !(resourceType === 'Custom::ConfigurationRecorder' && accountId === '222222222222' && region === 'us-east-1'));
    const [status] = evaluate(one).filter(({ state }) => state === ControlState.MISSING);
    expect(status.control.id).toBe('4.3');
    expect(status.evidence.flatMap(({ missing }) => missing)).toEqual(['Custom::ConfigurationRecorder in 222222222222 us-east-1']);
  });

  test('with a VPC that has no flow log lacks that, and hears of which', () => {
    const another = resource('AWS::EC2::VPC', {}, ['222222222222', 'us-east-1'], { physicalId: 'vpc-5678', logicalId: 'Another', stackName: 'app' });
    expect(missingIn([...WORLD, another])).toEqual([
      '4.7 AWS::EC2::FlowLog of each VPC in Another of app (222222222222 us-east-1)',
      '6.5 Custom::DefaultSecurityGroup of each VPC in Another of app (222222222222 us-east-1)',
    ]);
  });

  test('counts no flow log of a gateway or of another VPC, and no group of another stack', () => {
    const ofVpc = '4.7 AWS::EC2::FlowLog of each VPC in';
    for (const properties of [{ ResourceType: 'TransitGateway' }, { ResourceId: 'vpc-9999' }, { ResourceId: '' }]) {
      expect(missingIn(changed('AWS::EC2::FlowLog', {}, properties)).join()).toContain(ofVpc);
    }
    const moved = WORLD.map(one => one.resourceType === 'Custom::DefaultSecurityGroup' ? { ...one, stackName: 'app' } : one);
    expect(missingIn(moved).join()).toContain('6.5 Custom::DefaultSecurityGroup of each VPC in');
  });

  test('whose network account alone administers something lacks delegated administrators', () => {
    const world = changed('Custom::DelegatedAdministrators', {}, { Services: [], RegionalServices: [{ Service: 'ipam.amazonaws.com', Regions: ['eu-central-1'] }] });
    expect(missingIn(world)).toEqual(['2.1.6 Custom::DelegatedAdministrators in the organization']);
  });

  test('without VPCs needs neither', () => {
    const ofNetworks = ['AWS::EC2::VPC', 'AWS::EC2::FlowLog', 'Custom::DefaultSecurityGroup'];
    expect(missingIn(WORLD.filter(({ resourceType }) => !ofNetworks.includes(resourceType)))).toEqual([]);
  });

  test('that has IAM Identity Center shows it, and another lacks nothing', () => {
    const set = resource('AWS::SSO::PermissionSet', { PermissionsBoundary: { CustomerManagedPolicyReference: { Name: 'lz-developer-boundary' } } });
    const shown = (resources: readonly controls.ControlledResource[]) => evaluate(resources).find(({ control }) => control.id === '2.19')!
      .evidence.map(({ answer }) => answer.description).filter(description => description.startsWith('AWS::SSO'));
    expect([shown(WORLD), shown([...WORLD, set])]).toEqual([[], ['AWS::SSO::PermissionSet']]);
  });

  test('whose trail lost its validation lacks that alone', () => {
    expect(ids(evaluate(changed('AWS::CloudTrail::Trail', {}, { EnableLogFileValidation: false })), ControlState.MISSING)).toEqual(['4.2']);
  });

  test('whose trail records only what writes objects lacks what reads them', () => {
    const fields = [{ Field: 'resources.type', Equals: ['AWS::S3::Object'] }, { Field: 'readOnly', Equals: ['false'] }];
    const world = changed('AWS::CloudTrail::Trail', {}, { AdvancedEventSelectors: [{ FieldSelectors: fields }] });
    expect(ids(evaluate(world), ControlState.MISSING)).toEqual(['4.9']);
  });

  test('in a single region has the standards without a central policy', () => {
    const local = resource('AWS::SecurityHub::OrganizationConfiguration', { ConfigurationType: 'LOCAL', AutoEnableStandards: 'DEFAULT' });
    const central = ['AWS::SecurityHub::ConfigurationPolicy', 'AWS::SecurityHub::PolicyAssociation'];
    expect(missingIn([...WORLD.filter(({ resourceType }) => !central.includes(resourceType)), local])).toEqual([]);
  });

  test('whose alarm sees something else lacks it', () => {
    const filter = { FilterName: 'lz-vpc-changes' };
    const alarm = { AlarmName: 'lz-vpc-changes' };
    const noFilter = '5.14 AWS::Logs::MetricFilter lz-vpc-changes with the pattern of the catalogue in the organization';
    const noAlarm = '5.14 AWS::CloudWatch::Alarm lz-vpc-changes that its filter feeds and one burst sets off in the organization';
    expect(missingIn(changed('AWS::Logs::MetricFilter', filter, { FilterPattern: '{ $.eventName = Nothing }' }))).toContain(noFilter);
    expect(missingIn(changed('AWS::Logs::MetricFilter', filter, { LogGroupName: '/another' }))).toContain(noFilter);
    for (const properties of [
      { Threshold: 1_000_000 }, { ActionsEnabled: false }, { ActionsEnabled: 'false' }, { AlarmActions: [] }, { AlarmActions: undefined },
      { Statistic: 'Maximum' }, { EvaluationPeriods: 3 }, { ComparisonOperator: 'LessThanThreshold' }, { MetricName: 'another' }, { Namespace: 'Another' },
    ]) {
      expect(missingIn(changed('AWS::CloudWatch::Alarm', alarm, properties))).toContain(noAlarm);
    }
    expect(missingIn(changed('AWS::CloudWatch::Alarm', alarm, { EvaluationPeriods: 3, DatapointsToAlarm: 1, Threshold: '1' }))).toEqual([]);
  });

  test('whose topic takes nothing from alarms lacks every alarm that publishes there', () => {
    const arn = 'arn:aws:sns:eu-central-1:111111111111:lz-alerts-critical';
    const others = resource('AWS::SNS::TopicPolicy', { Topics: [`${arn}-2`], PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sns:Publish' }] } });
    const gap = '5.14 AWS::SNS::TopicPolicy that lets cloudwatch.amazonaws.com publish for alarm lz-vpc-changes in the organization';
    const without = WORLD.filter(({ resourceType, accountId }) => !(resourceType === 'AWS::SNS::TopicPolicy' && accountId === '111111111111'));
    expect(missingIn([...without, others])).toContain(gap);
    const statement = { Effect: 'Allow', Action: 'sns:Publish', Principal: { Service: 'budgets.amazonaws.com' } };
    expect(missingIn(changed('AWS::SNS::TopicPolicy', {}, { PolicyDocument: { Statement: [statement] } }))).toContain(gap);
  });

  test('whose event is not forwarded from one account and region lacks it there', () => {
    const one = WORLD.filter(({ properties, accountId, region }) =>
      !(properties.Name === 'lz-forward-trail-stopped' && accountId === '222222222222' && region === 'us-east-1'));
    const gap = 'AWS::Events::Rule lz-forward-trail-stopped to the bus lz-security in 222222222222 us-east-1';
    expect(missingIn(one)).toEqual([`4.1 ${gap}`, `5.5 ${gap}`]);
  });

  test('of which an account has nothing at all in a baseline region lacks everything there', () => {
    const one = WORLD.filter(({ accountId, region }) => !(accountId === '111111111111' && region === 'us-east-1'));
    expect(missingIn(one)).toContain('4.3 Custom::ConfigurationRecorder in 111111111111 us-east-1');
  });

  test.each([
    ['of which a baseline region has nothing at all', 'us-east-1', COMPLETE.governedRegions],
    ['whose global region has nothing at all', 'us-east-1', ['eu-central-1']],
    ['whose home region has nothing at all', 'eu-central-1', COMPLETE.governedRegions],
  ])('%s lacks everything there', (_what, empty, governedRegions) => {
    const missing = missingIn(WORLD.filter(({ region }) => region !== empty), { ...COMPLETE, governedRegions });
    expect(missing).toContain(`4.3 Custom::ConfigurationRecorder in 111111111111 ${empty}, 222222222222 ${empty}`);
    expect(missing).toContain(`2.21 AWS::AccessAnalyzer::Analyzer ORGANIZATION in ${empty}`);
    expect(missing.some(what => what.includes('Rule lz-forward-guardrail-detached') && what.endsWith(`in 111111111111 ${empty}, 222222222222 ${empty}`)))
      .toBe(empty === 'us-east-1');
  });

  test('has its global region in its partition', () => {
    const moved = JSON.stringify(WORLD).replaceAll('eu-central-1', 'us-gov-east-1').replaceAll('us-east-1', 'us-gov-west-1');
    const world = JSON.parse(moved) as controls.ControlledResource[];
    const organization = { ...COMPLETE, homeRegion: 'us-gov-east-1', governedRegions: ['us-gov-east-1'] };
    expect(missingIn(world, organization).join()).not.toMatch(/recorder/i);
    const without = world.filter(({ resourceType, accountId, region }) =>
      !(resourceType === 'Custom::ConfigurationRecorder' && accountId === '111111111111' && region === 'us-gov-west-1'));
    expect(missingIn(without, organization).join()).toContain('Custom::ConfigurationRecorder in 111111111111 us-gov-west-1');
  });

  test('forwards what comes up in global services from us-east-1 of every account', () => {
    const one = WORLD.filter(({ properties, accountId }) => !(properties.Name === 'lz-forward-guardrail-detached' && accountId === '111111111111'));
    expect(missingIn(one)).toEqual(['5.15 AWS::Events::Rule lz-forward-guardrail-detached to the bus lz-security in 111111111111 us-east-1']);
  });

  test('lacks every event without the role that rules forward with', () => {
    const one = WORLD.filter(({ properties, accountId }) => !(properties.RoleName === 'lz-event-forwarding' && accountId === '111111111111'));
    expect(missingIn(one)).toContain('4.3 AWS::IAM::Role lz-event-forwarding in 111111111111');
  });

  test.each([
    ['is off', 'lz-forward-trail-stopped', { State: 'DISABLED' }],
    ['sees something else', 'lz-forward-trail-stopped', { EventPattern: { source: ['aws.s3'] } }],
    ['sends to another bus', 'lz-forward-trail-stopped', { Targets: [{ Arn: 'arn:aws:events:eu-central-1:222222222222:event-bus/default' }] }],
    ['is off in the security account', 'lz-trail-stopped', { State: 'DISABLED' }],
    ['sees something else in the security account', 'lz-trail-stopped', { EventPattern: { source: ['aws.s3'] } }],
    ['listens to another bus', 'lz-trail-stopped', { EventBusName: undefined }],
    ['tells nobody', 'lz-trail-stopped', { Targets: [] }],
  ])('whose rule for an event %s lacks it', (_what, Name, properties) => {
    expect(ids(evaluate(changed('AWS::Events::Rule', { Name }, properties)), ControlState.MISSING)).toEqual(['4.1', '5.5']);
  });

  test.each(['lz-forward-root-usage', 'lz-root-usage'])('whose rule %s does not get what only reads lacks the event', Name => {
    expect(missingIn(changed('AWS::Events::Rule', { Name }, { State: 'ENABLED' }))[0]).toContain(`AWS::Events::Rule ${Name} `);
  });

  test('may have rules that get more than the catalogue asks for', () => {
    const State = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
    expect(missingIn(changed('AWS::Events::Rule', { Name: 'lz-forward-trail-stopped' }, { State }))).toEqual([]);
  });

  test('that disabled a control of Security Hub lacks what it checks', () => {
    const policy = (controls: object) => changed('AWS::SecurityHub::ConfigurationPolicy', {}, {
      ConfigurationPolicy: { SecurityHub: { ServiceEnabled: true, EnabledStandardIdentifiers: ['arn'], SecurityControlsConfiguration: controls } },
    });
    expect(ids(evaluate(policy({ DisabledSecurityControlIdentifiers: ['RDS.13'] })), ControlState.MISSING)).toEqual(['3.2.2']);
    expect(ids(evaluate(policy({ EnabledSecurityControlIdentifiers: ['RDS.13'] })), ControlState.MISSING)).toEqual(['2.17', '3.2.4', '4.10', '6.8']);
  });

  test('lacks Security Hub when its policy is another one than the root has, or goes to something smaller', () => {
    for (const properties of [{ ConfigurationPolicyId: '5678' }, { TargetType: 'ORGANIZATIONAL_UNIT', TargetId: 'ou-abcd-12345678' }]) {
      const missing = missingIn(changed('AWS::SecurityHub::PolicyAssociation', {}, properties));
      expect(missing).toContain('5.16 AWS::SecurityHub::PolicyAssociation of that policy with the root in the organization');
    }
  });

  test('whose rules look at one governed region lacks them in the other', () => {
    const one = WORLD.filter(({ resourceType, region }) => !(resourceType === 'AWS::Config::OrganizationConformancePack' && region === 'us-east-1'));
    expect(missingIn(one)).toContain('4.7 AWS::Config::OrganizationConformancePack with VPC_FLOW_LOGS_ENABLED in us-east-1');
  });

  test('asks for no rule in a region where AWS Config does not have it', () => {
    const organization = { ...COMPLETE, governedRegions: [...COMPLETE.governedRegions, 'ca-west-1'] };
    const missing = ControlCatalogue.evaluate(CATALOGUE, [...WORLD], organization)
      .flatMap(({ evidence }) => evidence.flatMap(one => one.missing));
    expect(missing).toContain('AWS::Config::OrganizationConformancePack with VPC_FLOW_LOGS_ENABLED in ca-west-1');
    expect(missing).not.toContain('AWS::Config::OrganizationConformancePack with SQS_QUEUE_NO_PUBLIC_ACCESS in ca-west-1');
    const packs = WORLD.filter(({ properties }) => !String(properties.TemplateBody).includes('IAM_POLICY_IN_USE'));
    const state = (homeRegion: string) =>
      ControlCatalogue.evaluate(CATALOGUE, packs, { ...COMPLETE, homeRegion }).find(({ control }) => control.id === '2.15')!.state;
    expect([state('eu-central-1'), state('eu-central-2')]).toEqual([ControlState.MISSING, ControlState.ANSWERED]);
  });

  test('lacks rules in the accounts that their pack excludes though they have a recorder', () => {
    const excluded = changed('AWS::Config::OrganizationConformancePack', {}, { ExcludedAccounts: ['222222222222', '333333333333'] });
    expect(missingIn(excluded)).toContain('4.7 AWS::Config::OrganizationConformancePack with VPC_FLOW_LOGS_ENABLED in 222222222222');
  });

  test('may have rules of its own, in any region', () => {
    const own = new controls.Control({ id: 'A.1', title: 'ours', level: 1, answers: [controls.ControlAnswer.configRule('ours', 'OURS')] });
    const organization = { ...COMPLETE, services: { ...COMPLETE.services, conformancePacks: ['ours'] } };
    const pack = resource('AWS::Config::OrganizationConformancePack', { TemplateBody: '{"SourceIdentifier":"OURS"}' });
    expect(ControlCatalogue.evaluate([own], [...WORLD, pack], organization)[0].state).toBe(ControlState.ANSWERED);
    expect(ControlCatalogue.evaluate([own], [...WORLD], organization)[0].state).toBe(ControlState.MISSING);
  });

  test.each([
    [{ MinimumPasswordLength: 8, PasswordReusePrevention: 24 }, ['2.8']],
    [{ MinimumPasswordLength: 16, PasswordReusePrevention: 1 }, ['2.9']],
    [{ MinimumPasswordLength: '16', PasswordReusePrevention: '24' }, []],
    [{}, ['2.8', '2.9']],
  ])('whose passwords are ruled by %j lacks %j', (PasswordPolicy, missing) => {
    expect(ids(evaluate(changed('Custom::PasswordPolicy', {}, { PasswordPolicy })), ControlState.MISSING)).toEqual(missing);
  });

  test('without the aggregator of AWS Config does not see what is recorded everywhere', () => {
    const none = WORLD.filter(({ resourceType }) => resourceType !== 'AWS::Config::ConfigurationAggregator');
    expect(ids(evaluate(none), ControlState.MISSING)).toEqual(['4.3']);
    const some = changed('AWS::Config::ConfigurationAggregator', {}, { OrganizationAggregationSource: { AllAwsRegions: false, AwsRegions: ['us-east-1'] } });
    expect(ids(evaluate(some), ControlState.MISSING)).toEqual(['4.3']);
  });

  test('whose analyzers and Macie leave a region out lacks them there', () => {
    const one = WORLD.filter(({ resourceType, properties, region }) =>
      !(region === 'us-east-1' && (resourceType === 'Custom::MacieOrganization' || properties.Type === 'ORGANIZATION')));
    expect(missingIn(one)).toEqual([
      '2.21 AWS::AccessAnalyzer::Analyzer ORGANIZATION in us-east-1', '3.1.3 Custom::MacieOrganization in us-east-1',
    ]);
  });

  test('with a key that could rotate and does not is told which', () => {
    const key = (properties: Record<string, unknown>) => resource('AWS::KMS::Key', properties, undefined, { logicalId: 'Key' });
    expect(missingIn([...WORLD, key({ EnableKeyRotation: false })])).toEqual(['4.6 AWS::KMS::Key with rotation in Key of lz-stack']);
    expect(missingIn([...WORLD, key({ KeySpec: 'RSA_2048' }), key({ Origin: 'EXTERNAL' })])).toEqual([]);
  });

  test('may have alarms and events of its own, of any pattern', () => {
    const own = new controls.Control({ id: 'A.1', title: 'ours', level: 1, answers: [controls.ControlAnswer.alarm('ours'), controls.ControlAnswer.securityEvent('ours')] });
    const renamed = JSON.parse(JSON.stringify(WORLD).replace(/"(lz-(forward-)?)trail-(stopped|changes)"/g, '"$1ours"')) as controls.ControlledResource[];
    const [{ state, evidence }] = ControlCatalogue.evaluate([own], renamed, COMPLETE);
    expect(evidence.flatMap(({ missing }) => missing)).toEqual([]);
    expect(state).toBe(ControlState.ANSWERED);
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
