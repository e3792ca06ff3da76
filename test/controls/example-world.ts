import { ControlCatalogue, ControlledOrganization, ControlledResource, ServicePresets } from '../../lib/controls';
import { ConformanceRuleRegions, ConformanceTheme, SecurityAlarm, SecurityAlarms, SecurityEvent, SecurityEventOrigin, SecurityEvents } from '../../lib/constructs/detection';

/** The management account and the security account, in two regions. */
export const PLACES = [['111111111111', 'eu-central-1'], ['222222222222', 'eu-central-1'], ['222222222222', 'us-east-1'], ['111111111111', 'us-east-1']];
const [MANAGEMENT, SECURITY, SECURITY_US_EAST_1, MANAGEMENT_US_EAST_1] = PLACES;

export const COMPLETE: ControlledOrganization = {
  homeRegion: 'eu-central-1', governedRegions: ['eu-central-1', 'us-east-1'], services: ServicePresets.COMPLETE,
};

type Values = Record<string, unknown>;

export function resource(
  type: string, properties: Values = {}, [accountId, region] = MANAGEMENT, further: Partial<ControlledResource> = {},
): ControlledResource {
  const name = `${type} ${JSON.stringify(properties)} ${accountId} ${region} ${JSON.stringify(further)}`;
  return { resourceType: type, properties, metadata: {}, accountId, region, logicalId: name, physicalId: name, stackName: 'lz-stack', ...further };
}

const everywhere = (type: string, properties: Values = {}) => PLACES.map(place => resource(type, properties, place));
const inEveryAccount = (type: string, properties: Values = {}) => [MANAGEMENT, SECURITY].map(place => resource(type, properties, place));

/** What the descriptions of answers name: guardrails, rules, alarms and events. */
export const named = (pattern: RegExp): string[] => {
  const descriptions = ControlCatalogue.cisFoundations().flatMap(({ answers }) => answers.map(({ description }) => description));
  return [...new Set(descriptions.map(description => pattern.exec(description)?.[1]))].filter(name => name !== undefined);
};

const topicArn = ([accountId, region]: string[]) => `arn:aws:sns:${region}:${accountId}:lz-alerts-critical`;

/** A topic that people are told by, and who may publish there. */
function topic(place: string[], service: string): ControlledResource[] {
  const statement = { Effect: 'Allow', Action: 'sns:Publish', Principal: { Service: service }, Resource: topicArn(place) };
  return [
    resource('AWS::SNS::Topic', {}, place, { physicalId: topicArn(place) }),
    resource('AWS::SNS::TopicPolicy', { Topics: [topicArn(place)], PolicyDocument: { Statement: [statement] } }, place),
  ];
}

const alarm = ({ alarmName, pattern, threshold }: SecurityAlarm) => [
  resource('AWS::Logs::MetricFilter', {
    FilterName: alarmName, LogGroupName: '/lz/organization-trail', FilterPattern: pattern,
    MetricTransformations: [{ MetricName: alarmName, MetricNamespace: 'Security' }],
  }),
  resource('AWS::CloudWatch::Alarm', {
    AlarmName: alarmName, AlarmActions: [topicArn(MANAGEMENT)], MetricName: alarmName, Namespace: 'Security', Statistic: 'Sum', Threshold: threshold,
    EvaluationPeriods: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  }),
];

const BUS = 'arn:aws:events:eu-central-1:222222222222:event-bus/lz-security';

function event({ id, ruleName, origin, pattern, readOnlyCalls }: SecurityEvent) {
  const State = readOnlyCalls ? 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' : undefined;
  const places = origin === SecurityEventOrigin.EVERY_ACCOUNT ? PLACES : [MANAGEMENT_US_EAST_1, SECURITY_US_EAST_1];
  return [
    ...places.map(place => resource('AWS::Events::Rule', { Name: `lz-forward-${id}`, EventPattern: pattern, State, Targets: [{ Arn: BUS }] }, place)),
    resource('AWS::Events::Rule', { Name: ruleName, EventBusName: 'lz-security', EventPattern: pattern, State, Targets: [{ Arn: topicArn(SECURITY) }] }, SECURITY),
  ];
}

function placesOfRule(id: string): string[][] {
  const { regions } = ConformanceTheme.all().flatMap(({ rules }) => rules)
    .find(({ _evaluation }) => _evaluation.source.SourceIdentifier === id)!;
  return regions === ConformanceRuleRegions.HOME_REGION ? [SECURITY]
    : regions === ConformanceRuleRegions.US_EAST_1 ? [SECURITY_US_EAST_1] : [SECURITY, SECURITY_US_EAST_1];
}

/** A world in two accounts and regions that has what a description of an answer names. */
export const WORLD: readonly ControlledResource[] = [
  ...named(/^guardrail (.+)$/).map(id => resource('AWS::Organizations::Policy', { TargetIds: ['r-abcd'] }, MANAGEMENT, { metadata: { Guardrails: [id] } })),
  ...named(/^Config rule (.+)$/).flatMap(id => placesOfRule(id).map(place =>
    resource('AWS::Config::OrganizationConformancePack', { TemplateBody: `{"SourceIdentifier":"${id}"}` }, place))),
  ...SecurityAlarms.all().filter(({ alarmName }) => named(/^alarm (.+)$/).includes(alarmName)).flatMap(alarm),
  ...topic(MANAGEMENT, 'cloudwatch.amazonaws.com'),
  ...SecurityEvents.all().filter(({ ruleName }) => named(/^event (.+)$/).includes(ruleName)).flatMap(event),
  resource('AWS::Events::EventBus', { Name: 'lz-security' }, SECURITY, { physicalId: 'lz-security' }),
  ...topic(SECURITY, 'events.amazonaws.com'),
  resource('AWS::SecurityHub::ConfigurationPolicy', { ConfigurationPolicy: { SecurityHub: { ServiceEnabled: true, EnabledStandardIdentifiers: ['arn'] } } },
    SECURITY, { physicalId: 'arn:aws:securityhub:eu-central-1:222222222222:configuration-policy/1234' }),
  resource('AWS::SecurityHub::PolicyAssociation', { ConfigurationPolicyId: '1234', TargetType: 'ROOT', TargetId: 'r-abcd' }, SECURITY),
  resource('AWS::CloudTrail::Trail', {
    IsOrganizationTrail: true, IsMultiRegionTrail: true, IsLogging: true, EnableLogFileValidation: true, KMSKeyId: 'arn',
    AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'resources.type', Equals: ['AWS::S3::Object'] }] }],
  }),
  resource('AWS::S3::Bucket', { ObjectLockEnabled: true, LoggingConfiguration: { DestinationBucketName: 'b' } }),
  resource('AWS::KMS::Key', { EnableKeyRotation: true }),
  resource('AWS::Organizations::ResourcePolicy'),
  resource('Custom::OrganizationActivation', { CentralRootAccess: true }),
  resource('Custom::AlternateContacts'),
  resource('Custom::DelegatedAdministrators', { Services: ['iam.amazonaws.com'] }),
  ...[SECURITY, SECURITY_US_EAST_1].flatMap(place => [
    resource('Custom::MacieOrganization', {}, place), resource('AWS::AccessAnalyzer::Analyzer', { Type: 'ORGANIZATION' }, place),
  ]),
  ...inEveryAccount('Custom::PasswordPolicy', { PasswordPolicy: { MinimumPasswordLength: 14, PasswordReusePrevention: 24 } }),
  ...['lz-support', 'lz-host-management', 'lz-event-forwarding'].flatMap(RoleName => inEveryAccount('AWS::IAM::Role', { RoleName })),
  ...['SessionManagerDefaults', 'AccountAnalyzer', 'ConfigurationRecorder', 'EbsEncryptionByDefault', 'DefaultVpcRemoval']
    .flatMap(name => everywhere(`Custom::${name}`)),
  ...['lz-developer-boundary', 'lz-administrator-boundary'].flatMap(ManagedPolicyName => inEveryAccount('AWS::IAM::ManagedPolicy', { ManagedPolicyName })),
  resource('AWS::EC2::VPC', {}, SECURITY, { physicalId: 'vpc-1234' }),
  resource('AWS::EC2::FlowLog', { ResourceId: 'vpc-1234', ResourceType: 'VPC' }, SECURITY),
  resource('Custom::DefaultSecurityGroup', { GroupId: 'sg-1234' }, SECURITY),
  resource('AWS::AccessAnalyzer::Analyzer', { Type: 'ORGANIZATION_UNUSED_ACCESS' }, SECURITY),
  resource('AWS::Config::ConfigurationAggregator', { OrganizationAggregationSource: { AllAwsRegions: true } }, SECURITY),
];

/** The world in which resources of a type, and those alone that have these values, have other properties. */
export function changed(type: string, having: Values, properties: Values): ControlledResource[] {
  return WORLD.map(one => one.resourceType === type && Object.entries(having).every(([name, value]) => one.properties[name] === value)
    ? { ...one, properties: { ...one.properties, ...properties } } : one);
}
