import { Mutant } from './mutant';
import { Mutation, Mutations } from './mutation';

const BASELINE = 'AccountBaseline';
const REGIONAL = `${BASELINE}/AccountRegional/Template`;
const CORE = 'SecurityCore/StackSet/Template';
const OPERATIONS = 'Operations/StackSets';
const BUS = `${CORE}/Bus/Resource`;
const QUEUE = `${CORE}/Bus/Undelivered/Resource`;
const QUEUE_POLICY = `${CORE}/Bus/Undelivered/Policy/Resource`;
const FORWARDING_ROLE = `${BASELINE}/AccountGlobal/Template/EventForwarding/Role/Resource`;
/** What happens goes by two rules: from the account to the bus, from the bus to a topic. */
const FORWARDED = `${REGIONAL}/EventForwarding/trail-stopped`;
const FORWARDED_BY_MANAGEMENT = `${BASELINE}/ManagementRegional/Template/EventForwarding/trail-stopped`;
const ROUTED = `${CORE}/Routing/trail-stopped`;
const SCHEDULE = `${OPERATIONS}/Schedule`;
const ENDED = `${OPERATIONS}/OperationEnded`;
const PERMISSION = `${OPERATIONS}/SchedulePermission`;

/** A role of the account of the template, which does not exist. */
const NOBODY = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/nobody' } };
const inAccount = (service: string, name: string, region = '${AWS::Region}') =>
  ({ 'Fn::Sub': `arn:\${AWS::Partition}:${service}:${region}:\${AWS::AccountId}:${name}` });

const at = (path: string) => (when: string, says: RegExp, edit: Mutation['edit']): Mutation => ({ when, says, edit, at: path });
const ofRoute = at(ROUTED);
const ofForwarding = at(FORWARDED);
/** Found once everything is deployed, since policies may come later. */
const lost = (mutation: Mutation): Mutation => ({ ...mutation, phase: 'alerts' });
const setting = (path: string, property: string, value: unknown): Mutation['edit'] => example => example.at(path).set(property, value);

/** Lets a rule send to a queue that nobody gave a policy. */
function sendToQueue(example: Mutant): void {
  example.template(CORE).Resources.AddedQueue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'lz-added' } };
  example.at(ROUTED).set('Targets.0.Arn', { 'Fn::GetAtt': ['AddedQueue', 'Arn'] });
}

/** Takes all that forwards events out of a region of the members, but for the security account: an alarm watches the queue there. */
function silenceRegion(example: Mutant): void {
  const template = example.template(REGIONAL);
  const isElsewhere = { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] }] };
  const isWatched = { 'Fn::Equals': [{ Ref: 'AWS::AccountId' }, { Ref: 'SecurityAccountId' }] };
  template.Conditions = { ...template.Conditions, Spared: { 'Fn::Or': [isElsewhere, isWatched] } };
  Object.entries(template.Resources).filter(([id, { Condition }]) => id.startsWith('EventForwarding') && Condition === undefined)
    .forEach(([, resource]) => { resource.Condition = 'Spared'; });
}

/** Mutations of rules, of what they invoke, and of what lets them. */
export const OF_EVENTS: Mutations = {
  'events/pattern': [
    ofRoute('a pattern has an operator that EventBridge does not know', /the pattern of rule lz-trail-stopped is not valid: .*contains/,
      setting(ROUTED, 'EventPattern.source', [{ contains: 'cloudtrail' }])),
    ofRoute('a pattern has a value that is no list', /the pattern of rule lz-trail-stopped is not valid/, setting(ROUTED, 'EventPattern.source', 'aws.cloudtrail')),
    ofRoute('a pattern is too long', /the pattern of rule lz-trail-stopped has \d{4} characters/, setting(ROUTED, 'EventPattern.source', ['x'.repeat(2048)])),
  ],
  'events/trigger': [
    ofRoute('a rule waits for nothing', /lz-trail-stopped has neither pattern nor schedule/, example => example.at(ROUTED).remove('EventPattern')),
    ofRoute('a rule on a bus of one\'s own has a schedule', /rule lz-trail-stopped is on the bus lz-security/, setting(ROUTED, 'ScheduleExpression', 'rate(1 day)')),
    at(SCHEDULE)('a schedule is none', /'ScheduleExpression' is every 3 hours/, setting(SCHEDULE, 'ScheduleExpression', 'every 3 hours')),
    at(SCHEDULE)('a schedule names a minute that there is not', /is cron\(75 8 \* \* \? \*\): 75 is no minutes/, setting(SCHEDULE, 'ScheduleExpression', 'cron(75 8 * * ? *)')),
  ],
  'events/bus-policy': [
    at(BUS)('a bus lets others read objects', /statement \S+ has the actions s3:GetObject/, setting(BUS, 'Policy.Statement.0.Action', 's3:GetObject')),
    at(BUS)('its policy is about another bus', /statement \S+ is about arn:aws:events:.*elsewhere/, setting(BUS, 'Policy.Statement.0.Resource', inAccount('events', 'event-bus/elsewhere'))),
  ],
  'events/bus-exists': [
    ofRoute('the bus of a rule does not exist', /bus elsewhere does not exist in \d{12} eu-central-1/, setting(ROUTED, 'EventBusName', 'elsewhere')),
    ofRoute('nothing says that the bus comes first', /bus lz-security may not exist yet/, setting(ROUTED, 'EventBusName', 'lz-security')),
  ],
  'events/targets': [ofRoute('two targets have one id', /2 targets with 1 different ids/, example => {
    const [target] = example.at(ROUTED).get<object[]>('Targets');
    example.at(ROUTED).set('Targets', [target, target]);
  })],
  'events/transformer': [ofRoute('a template names what no path defines', /the template names who/,
    example => example.at(ROUTED).remove('Targets.0.InputTransformer.InputPathsMap.who'))],
  'events/target-region': [
    ofRoute('the topic is in another region', /arn:aws:sns:us-east-1:.* is not in eu-central-1/, setting(ROUTED, 'Targets.0.Arn', inAccount('sns', 'lz-alerts-critical', 'us-east-1'))),
    ofForwarding('the dead-letter queue is in another region', /the dead-letter queue arn:aws:sqs:eu-west-3:.* is not in/,
      setting(FORWARDED, 'Targets.0.DeadLetterConfig.Arn', inAccount('sqs', 'lz-events', 'eu-west-3'))),
  ],
  'events/target-exists': [
    lost(ofRoute('a rule tells a topic that does not exist', /nowhere, which rule lz-trail-stopped invokes, does not exist/,
      setting(ROUTED, 'Targets.0.Arn', inAccount('sns', 'nowhere')))),
    lost(ofForwarding('a rule sends to a bus that does not exist', /event-bus\/elsewhere, which rule lz-forward-trail-stopped invokes, does not exist/,
      setting(FORWARDED, 'Targets.0.Arn', inAccount('events', 'event-bus/elsewhere')))),
  ],
  'events/target-role': [
    ofForwarding('a rule has no role for the bus', /event-bus\/lz-security has no role/, example => example.at(FORWARDED).remove('Targets.0.RoleArn')),
    { when: 'the role trusts another service', says: /events\.amazonaws\.com cannot assume lz-event-forwarding/,
      edit: setting(FORWARDING_ROLE, 'AssumeRolePolicyDocument.Statement.0.Principal.Service', 'ec2.amazonaws.com') },
  ],
  'events/role-sends': [
    { when: 'the role sends to another bus', says: /role lz-event-forwarding of \d{12} must be allowed events:PutEvents/, phase: 'alerts',
      edit: setting(FORWARDING_ROLE, 'Policies.0.PolicyDocument.Statement.0.Resource', inAccount('events', 'event-bus/elsewhere')) },
    { when: 'the bus lets another organization in', says: /role lz-event-forwarding of \d{12} must be allowed events:PutEvents/, phase: 'alerts',
      edit: setting(BUS, 'Policy.Statement.0.Condition.StringEquals', { 'aws:PrincipalOrgID': 'o-elsewhere0' }) },
    { when: 'the bus lets another role in', says: /role lz-event-forwarding of \d{12} must be allowed events:PutEvents/, phase: 'alerts',
      edit: setting(BUS, 'Policy.Statement.0.Condition.ArnLike', { 'aws:PrincipalArn': 'arn:aws:iam::*:role/lz/another' }) },
  ],
  'events/rule-fed': [
    lost(ofRoute('no account sends what a rule on the bus waits for', /rule lz-trail-stopped on the bus lz-security waits for events that no rule sends there/,
      example => example.delete(FORWARDED, FORWARDED_BY_MANAGEMENT))),
    lost(ofRoute('a rule on the bus waits for more than is sent', /rule lz-trail-stopped on the bus lz-security waits for events that no rule sends there/,
      example => example.at(ROUTED).get<string[]>('EventPattern.detail.eventName').push('CreateTrail'))),
  ],
  'events/sent-everywhere': [
    lost(at(FORWARDED_BY_MANAGEMENT)('the members do not send what the management account sends',
      /no rule lz-forward-trail-stopped sends all its events to the bus lz-security from .*production eu-central-1/, example => example.delete(FORWARDED))),
    lost(ofForwarding('the management account does not send what the members send', /to the bus lz-security from management eu-central-1, management eu-west-1/,
      example => example.delete(FORWARDED_BY_MANAGEMENT))),
    lost({ when: 'members have neither rules nor queue in a region', edit: silenceRegion,
      says: /^no rule \S+ sends all its events to the bus lz-security from log-archive eu-west-1, .*production eu-west-1$/ }),
    { when: 'the members send less of it', says: /no rule lz-forward-trail-stopped sends all its events .* from .*production eu-central-1/, phase: 'alerts',
      edit: example => { example.at(FORWARDED).get<string[]>('EventPattern.detail.eventName').pop(); } },
  ],
  'events/has-target': [lost(ofRoute('a rule that is on has no target', /rule lz-trail-stopped of \d{12} eu-central-1 is on and has no target/,
    setting(ROUTED, 'Targets', [])))],
  'events/forwarded-caught': [lost({ when: 'nothing on the bus looks for what accounts send', says: /rule lz-forward-trail-stopped of \d{12} .* sends events to the bus lz-security that no rule there looks for/,
    edit: example => example.delete(ROUTED) })],
  'events/topic-policy': [{ when: 'EventBridge may publish under a condition', says: /lz-alerts-critical for rule .* conditions?|events\.amazonaws\.com must be allowed sns:Publish on .*lz-alerts-critical/, phase: 'alerts',
    edit: example => {
      example.at(`${CORE}/Alerts/critical-policy/Resource`).statement('PolicyDocument', 'EventsPublish').Condition = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
    } }],
  'events/topic-key': [{ when: 'the key of the topics does not let EventBridge in', says: /events\.amazonaws\.com must be allowed kms:GenerateDataKey on .* for rule /, phase: 'alerts',
    edit: example => example.at(`${CORE}/Alerts/Key/Resource`).removeStatement('KeyPolicy', 'EventsEncrypt') }],
  'events/queue-policy': [lost(ofRoute('a rule sends to a queue without a policy', /must be allowed sqs:SendMessage on .*lz-added for rule lz-trail-stopped/, sendToQueue))],
  'events/dead-letter-queue': [
    { when: 'the dead-letter queue lets nobody in', says: /must be allowed sqs:SendMessage on .*:lz-security for rule /, phase: 'alerts', edit: example => example.delete(QUEUE_POLICY) },
    lost(ofRoute('there is no dead-letter queue', /sqs:.*:nowhere, which rule lz-trail-stopped invokes, does not exist/,
      setting(ROUTED, 'Targets.0.DeadLetterConfig.Arn', inAccount('sqs', 'nowhere')))),
  ],
  'events/function-permission': [lost(at(ENDED)('nobody permits a rule to invoke its function', /must be allowed to invoke .* for rule lz-stackset-operation-ended/,
    example => example.delete(`${OPERATIONS}/OperationEndedPermission`)))],
  'lambda/permission-function': [
    at(PERMISSION)('the function does not exist', /function nowhere does not exist/, setting(PERMISSION, 'FunctionName', 'nowhere')),
  ],
  'sqs/key-exists': [at(QUEUE)('a queue has the key of AWS', /key alias\/aws\/sqs is not usable/, example => {
    example.at(QUEUE).remove('SqsManagedSseEnabled');
    example.at(QUEUE).set('KmsMasterKeyId', 'alias/aws/sqs');
  })],
  'sqs/dead-letter-queue': [at(QUEUE)('what it cannot hand over goes nowhere', /queue arn:aws:sqs:.*:nowhere does not exist in \d{12} eu-central-1/,
    setting(QUEUE, 'RedrivePolicy', { deadLetterTargetArn: inAccount('sqs', 'nowhere'), maxReceiveCount: 3 }))],
  'sqs/policy-principals-exist': [at(QUEUE_POLICY)('it names a role that does not exist', /role\/nobody, which does not exist/, example => {
    example.at(QUEUE_POLICY).statements('PolicyDocument').push({ Effect: 'Allow', Principal: NOBODY, Action: 'sqs:SendMessage', Resource: '*' });
  })],
};
