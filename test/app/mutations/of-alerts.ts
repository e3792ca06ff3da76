import { Mutant } from './mutant';
import { Mutation, Mutations } from './mutation';

const ALERTS = 'Trail/Alerts';
const CORE = 'SecurityCore/StackSet/Template';
const TOPIC = `${ALERTS}/critical/Resource`;
const POLICY = `${ALERTS}/high-policy/Resource`;
const CORE_POLICY = `${CORE}/Alerts/critical-policy/Resource`;
const MAIL = `${ALERTS}/critical-mail-0`;
const ALARM = 'Trail/SecurityAlarms/key-deletion/Resource';
const TRAIL = 'Trail/Trail/Resource';
const FILTER = 'Trail/SecurityAlarms/key-deletion-filter/Resource';
/** A topic that does not exist. */
const NOWHERE = 'arn:aws:sns:eu-central-1:111111111111:nowhere';

/** A role of the account of the template, which does not exist. */
const NOBODY = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/nobody' } };

const at = (path: string) => (when: string, says: RegExp, edit: Mutation['edit']): Mutation => ({ when, says, edit, at: path });
const ofFilter = at(FILTER);
const ofAlarm = at(ALARM);
const lost = (mutation: Mutation): Mutation => ({ ...mutation, phase: 'alerts' });

/** Puts a resource into the stack of the trail, which is refused. */
const added = (when: string, says: RegExp, Type: string, Properties: Record<string, unknown>): Mutation => ({
  when, says, added: 'Added', edit: example => { example.template('Trail').Resources.Added = { Type, Properties }; },
});

function removeType(example: Mutant, template: string, type: string): void {
  const { Resources } = example.template(template);
  const found = Object.entries(Resources).filter(([, { Type }]) => Type === type);
  expect(found).not.toEqual([]);
  found.forEach(([logicalId]) => Reflect.deleteProperty(Resources, logicalId));
}

const connection = (value: string) => ({ AuthorizationType: 'API_KEY', AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'Authorization', ApiKeyValue: value } } });
const TRUSTS_CHATBOT = {
  Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'chatbot.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const channel = { ConfigurationName: 'alerts', SlackWorkspaceId: 'T1', SlackChannelId: 'C1' };

/** Mutations of topics, alarms and what feeds them. The example has no chat and no webhook: those are put into it. */
export const OF_ALERTS: Mutations = {
  'logs/filter-pattern': [
    ofFilter('a pattern compares by ==', /expected a value behind \$\.eventName =/, example => example.at(FILTER).set('FilterPattern', '{ $.eventName == DisableKey }')),
    ofFilter('a pattern is longer than 1,024 characters', /'FilterPattern' has 1\d{3} characters/,
      example => example.at(FILTER).set('FilterPattern', `{ $.eventName = ${'x'.repeat(1024)} }`)),
  ],
  'logs/filter-log-group': [ofFilter('the log group of a filter does not exist', /log group nowhere does not exist/,
    example => example.at(FILTER).set('LogGroupName', 'nowhere'))],
  'logs/filter-quota': [ofFilter('a filter has two transformations', /2 transformations/, example => {
    const [one] = example.at(FILTER).get<object[]>('MetricTransformations');
    example.at(FILTER).set('MetricTransformations', [one, one]);
  })],
  'logs/filter-watched': [
    lost(ofFilter('the alarm of a metric is gone', /no alarm of 111111111111 eu-central-1 watches LandingZone\/Security lz-key-deletion/,
      example => example.delete(ALARM))),
    lost(ofFilter('the actions of an alarm are off', /alarm lz-key-deletion has no action, or its actions are off/,
      example => example.at(ALARM).set('ActionsEnabled', false))),
    lost(ofFilter('an alarm tells nobody', /alarm lz-key-deletion has no action, or its actions are off/, example => example.at(ALARM).set('AlarmActions', []))),
  ],
  'cloudwatch/alarm-settings': [ofAlarm('a period is none of those that CloudWatch has', /'Period' is 45/, example => example.at(ALARM).set('Period', 45))],
  'cloudwatch/alarm-actions': [ofAlarm('the topic of an alarm is in another region', /is not in eu-central-1, where the alarm is/,
    example => example.at(ALARM).set('AlarmActions', [NOWHERE.replace('eu-central-1', 'us-east-1')]))],
  'cloudwatch/alarm-fed': [
    lost(ofAlarm('the filter of an alarm is gone', /alarm lz-key-deletion watches .*, which no metric filter/, example => {
      Reflect.deleteProperty(example.template('Trail').Resources, example.at(FILTER).logicalId);
    })),
    lost({
      when: 'the trail does not write to the log group', says: /alarm lz-\S+ watches what metric filter lz-\S+ counts in .*:log-group:\/lz\/organization-trail, to which nothing writes/,
      edit: example => ['CloudWatchLogsLogGroupArn', 'CloudWatchLogsRoleArn'].forEach(name => example.at(TRAIL).remove(name)),
    }),
    lost({
      when: 'the trail does not log', says: /to which nothing writes/, edit: example => example.at(TRAIL).set('IsLogging', false),
    }),
    lost(ofAlarm('AWS has no such metric', /alarm lz-key-deletion watches AWS\/Security lz-key-deletion of \{\}, which is no metric of something/,
      example => example.at(ALARM).set('Namespace', 'AWS/Security'))),
  ],
  'cloudwatch/alarm-goes-off': [lost(ofAlarm('no number of events takes an alarm to its threshold', /no number of events takes the Maximum of .* alarm lz-key-deletion goes off, at 25/,
    example => {
      example.at(ALARM).set('Statistic', 'Maximum');
      example.at(ALARM).set('Threshold', 25);
    }))],
  'cloudwatch/alarm-delivery': [
    lost(ofAlarm('the topic of an alarm does not exist', /alarm lz-key-deletion is lost: topic .*nowhere does not exist/,
      example => example.at(ALARM).set('AlarmActions', [NOWHERE]))),
    lost({
      when: 'the topic policy does not let CloudWatch in', says: /is lost: cloudwatch.amazonaws.com must be allowed sns:Publish on .*lz-alerts-high/,
      edit: example => example.at(POLICY).removeStatement('PolicyDocument', 'CloudwatchPublishes'),
    }),
    lost({
      when: 'the key of the topics does not let CloudWatch in', says: /is lost: cloudwatch.amazonaws.com must be allowed kms:GenerateDataKey/,
      edit: example => example.at(`${ALERTS}/Key/Resource`).removeStatement('KeyPolicy', 'AlarmsEncrypt'),
    }),
  ],
  'cloudwatch/somebody-is-told': [lost({
    when: 'nobody subscribed to any topic', says: /nobody subscribed to .*lz-alerts-/,
    edit: example => ['Trail', CORE].forEach(template => removeType(example, template, 'AWS::SNS::Subscription')),
  })],
  'sns/key-usable': [at(TOPIC)('a topic has the key of AWS', /key alias\/aws\/sns is not usable/, example => example.at(TOPIC).set('KmsMasterKeyId', 'alias/aws/sns'))],
  'sns/critical-heard': ([[TOPIC, MAIL], [`${CORE}/Alerts/critical/Resource`, `${CORE}/Alerts/critical-mail-0`]] as const).map(([topic, mail]) =>
    lost(at(topic)('nobody subscribed to what is critical in one of the accounts', /nobody subscribed to .*lz-alerts-critical, to which (alarm|rule) lz-/,
      example => example.delete(mail)))),
  'sns/policy-principals-exist': [at(CORE_POLICY)('it names a role that does not exist', /role\/nobody, which does not exist/, example => {
    example.at(CORE_POLICY).statements('PolicyDocument').push({ Effect: 'Allow', Principal: NOBODY, Action: 'sns:Publish', Resource: '*' });
  })],
  'sns/subscription': [at(MAIL)('SNS does not know the protocol', /'Protocol' is pigeon/, example => example.at(MAIL).set('Protocol', 'pigeon')),
    at(MAIL)('the queue that it names is not there', /:nowhere does not exist/, example => {
      example.at(MAIL).set('Protocol', 'sqs');
      example.at(MAIL).set('Endpoint', 'arn:aws:sqs:eu-central-1:111111111111:nowhere');
    })],
  'chatbot/role-assumable': [added('the role of a channel does not exist', /cannot assume arn:aws:iam::111111111111:role\/nobody/,
    'AWS::Chatbot::SlackChannelConfiguration', { ...channel, IamRoleArn: 'arn:aws:iam::111111111111:role/nobody' })],
  'chatbot/topics-exist': [{
    when: 'the topic of a channel does not exist', added: 'Added', says: /topic .*nowhere does not exist/,
    edit: example => Object.assign(example.template('Trail').Resources, {
      AddedRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUSTS_CHATBOT } },
      Added: {
        Type: 'AWS::Chatbot::SlackChannelConfiguration',
        Properties: { ...channel, IamRoleArn: { 'Fn::GetAtt': ['AddedRole', 'Arn'] }, SnsTopicArns: [NOWHERE] },
      },
    }),
  }],
  'events/connection': [added('the secret of a webhook stands in the template', /the secret stands in the template/, 'AWS::Events::Connection', connection('secret'))],
  'events/api-destination': [added('a webhook has no connection', /connection nowhere does not exist/,
    'AWS::Events::ApiDestination', { ConnectionArn: 'nowhere', InvocationEndpoint: 'https://example.com', HttpMethod: 'POST' })],
};
