import { Stack } from 'aws-cdk-lib';
import { detection, organization as org } from '../../../lib';
import { Emission, Rehearsal, rehearse } from '../../../rehearsal';
import { emit } from '../../../rehearsal/api/emit';
import { World } from '../../../rehearsal/aws/world';
import { Workbench } from '../types/workbench';
import { deny, HOME, MANAGEMENT, tinyOrganization, TinyOrganization } from './tiny-app';

const {
  AlertSubscription, AlertTopics, EventForwarding, EventForwardingRole, EventRouting, SecurityEventBus, SecurityEventOrigin, SecurityEvents,
} = detection;
const GLOBAL = 'us-east-1';

/** The tiny organization with a security account that every account tells its events. */
function alertingOrganization(): TinyOrganization {
  const tiny = tinyOrganization();
  const security = new org.Account(tiny.stack, 'Security', {
    accountName: 'security', email: 'security@example.com', parent: tiny.workloads, after: tiny.production,
    readiness: new org.AccountReadiness(tiny.stack, 'SecurityReadiness', { regions: [HOME] }),
  });
  securityCore(tiny, security);
  const busArn = (stackSet: org.StackSet) => SecurityEventBus.busArn(stackSet.addParameter('SecurityAccount', security.accountId), HOME);
  new EventForwardingRole(tiny.baseline.template, 'ForwardingRole', { busArn: busArn(tiny.baseline) });
  const regional = new org.StackSet(tiny.members, 'Regional', {
    stackSetName: 'tiny-regional', targets: org.StackSetTargets.organization(tiny.organization), regions: [HOME, GLOBAL],
    autoDeployment: org.AutoDeployment.enabled({ dependsOn: [tiny.baseline] }),
  });
  regional.node.addDependency(tiny.baseline);
  new EventForwarding(regional.template, 'Forwarding', { busArn: busArn(regional) });
  return tiny;
}

function securityCore(tiny: TinyOrganization, security: org.Account): void {
  const stack = new Stack(tiny.app, 'SecurityCore', { env: { account: MANAGEMENT, region: HOME }, stackName: 'tiny-security-core' });
  stack.addStackDependency(tiny.stack);
  tiny.members.addStackDependency(stack);
  const core = new org.StackSet(stack, 'Core', {
    stackSetName: 'tiny-security-core', targets: org.StackSetTargets.account(security, tiny.workloads), regions: [HOME],
  });
  const topics = new AlertTopics(core.template, 'Topics', { subscriptions: { critical: [AlertSubscription.email('security@example.com')] } });
  const eventBus = new SecurityEventBus(core.template, 'Bus', { organizationId: core.addParameter('OrganizationId', tiny.organization.organizationId), topics });
  const home = SecurityEvents.all().filter(({ origin }) => origin === SecurityEventOrigin.SECURITY_ACCOUNT_HOME);
  new EventRouting(core.template, 'Routing', { eventBus, topics, events: [...SecurityEvents.ofEveryAccount(), ...home] });
}

/** As if the organization had a trail: without one, CloudTrail brings EventBridge nothing. */
function record(rehearsal: Rehearsal): void {
  (rehearsal as unknown as { readonly world: World }).world.state.cloudtrail.trails.set('trail', {
    arn: `arn:aws:cloudtrail:${HOME}:${MANAGEMENT}:trail/t`, name: 't', accountId: MANAGEMENT, region: HOME, bucketName: 'b', organization: true, logging: true,
    multiRegion: true, globalServices: true,
  });
}

const rootSignIn = (more: Partial<Emission> = {}): Emission => ({
  account: 'production', region: GLOBAL, source: 'aws.signin', detailType: 'AWS Console Sign In via CloudTrail',
  detail: { eventName: 'ConsoleLogin', sourceIPAddress: '198.51.100.7', userIdentity: { type: 'Root' }, responseElements: { ConsoleLogin: 'Success' } }, ...more,
});

describe('who is told', () => {
  let rehearsal: Rehearsal;
  beforeAll(async () => {
    rehearsal = await rehearse(alertingOrganization().app, { phases: ['alerts', 'second-deployment', 'accounts-join', 'member-stacks-updated'] });
    record(rehearsal);
  }, 60_000);

  test('the deployment succeeds, and nothing that a rule catches is lost', () => {
    expect(rehearsal.failure?.details).toBeUndefined();
    expect(rehearsal.phases.find(({ id }) => id === 'alerts')?.status).toBe('passed');
  });

  test('of a root sign-in in us-east-1: whoever subscribed to what is critical, in words', () => {
    const accountId = rehearsal.resources({ type: 'AWS::IAM::Role', account: 'production' })[0].accountId;
    const securityId = rehearsal.resources({ type: 'AWS::Events::EventBus' })[0].accountId;
    expect(rehearsal.emit(rootSignIn())).toEqual([{
      kind: 'topic',
      target: 'lz-alerts-critical',
      targetArn: `arn:aws:sns:${HOME}:${securityId}:lz-alerts-critical`,
      subscribers: ['email security@example.com'],
      via: [`lz-forward-root-console-sign-in (${accountId} ${GLOBAL})`, `lz-root-console-sign-in (${securityId} ${HOME})`],
      message: [
        '[critical] The root user of an account signed in to the console, or tried to.', `account: ${accountId}`, `region: ${GLOBAL}`,
        'time: 2026-01-01T00:00:00Z', 'what: ConsoleLogin', 'outcome: Success', 'mfa: ', 'from: 198.51.100.7', 'CIS 7.0: 5.3',
        'runbook: https://github.com/cdk-secure-landing-zone/cdk-secure-landing-zone/blob/main/docs/runbook.md#lz-root-console-sign-in',
      ].join('\n'),
    }]);
  });

  test('of what low matters: a topic that nobody subscribed to', () => {
    const detail = { eventTypeCode: 'AWS_EC2_ISSUE', eventTypeCategory: 'issue' };
    expect(rehearsal.emit({ account: 'security', source: 'aws.health', detailType: 'AWS Health Event', detail }))
      .toMatchObject([{ target: 'lz-alerts-low', subscribers: [] }]);
  });

  test('of events of global services in us-east-1 only', () => {
    const event = { account: 'production', source: 'aws.organizations', detailType: 'AWS API Call via CloudTrail' };
    const detail = { eventSource: 'organizations.amazonaws.com', eventName: 'LeaveOrganization', userIdentity: { type: 'AssumedRole' } };
    expect(rehearsal.emit({ ...event, detail, region: GLOBAL })).toMatchObject([{ target: 'lz-alerts-critical' }]);
    expect(rehearsal.emit({ ...event, detail, region: HOME })).toEqual([]);
  });

  test('of a finding that Security Hub aggregates in the home region of the security account', () => {
    const findings = [{ Severity: { Label: 'CRITICAL' }, Workflow: { Status: 'NEW' }, RecordState: 'ACTIVE', ProductName: 'Security Hub', Title: 'Root has no MFA' }];
    const [notice] = rehearsal.emit({ account: 'security', source: 'aws.securityhub', detailType: 'Security Hub Findings - Imported', detail: { findings } });
    expect(notice).toMatchObject({ target: 'lz-alerts-high', via: [expect.stringMatching('^lz-security-hub-critical ')] });
    expect(notice.message).toContain('finding: Root has no MFA');
  });

  test('of nothing that nobody looks for', () => {
    expect(rehearsal.emit({ account: 'production', source: 'aws.ec2', detailType: 'EC2 Instance State-change Notification', detail: {} })).toEqual([]);
  });

  test('fails when no account has the name, and says which there are', () => {
    expect(() => rehearsal.emit(rootSignIn({ account: 'nobody' }))).toThrow(/'account' must be the id or the name of one account, got "nobody".*production/);
  });
});

test('a policy that keeps the forwarding role from sending is found at the end, and in the answer', async () => {
  const tiny = alertingOrganization();
  deny(tiny, { Action: 'events:PutEvents' });
  const rehearsal = await rehearse(tiny.app, { phases: ['alerts'] });
  expect(rehearsal.failure?.details).toMatchObject({ rule: { id: 'events/role-sends' }, resourceType: 'AWS::Events::Rule' });
  expect(rehearsal.emit(rootSignIn())).toEqual([]); // no trail
  record(rehearsal);
  const [notice] = rehearsal.emit(rootSignIn());
  expect(notice).toMatchObject({ kind: 'bus', target: 'lz-security', subscribers: [] });
  expect(notice.lost).toContain('tiny-policy');
}, 60_000);

test('an event that CloudTrail brings also goes through the trail: filter, alarm, topic, and the webhook that watches the alarm', async () => {
  const bench = new Workbench();
  const topicArn = `arn:aws:sns:${HOME}:${MANAGEMENT}:alerts`;
  const service = (name: string) => ({ Effect: 'Allow', Principal: { Service: name }, Action: 'sns:Publish', Resource: topicArn });
  await bench.create('AWS::SNS::Topic', 'Topic', { TopicName: 'alerts' });
  await bench.create('AWS::SNS::TopicPolicy', 'Policy', { Topics: [topicArn], PolicyDocument: { Statement: [service('cloudwatch.amazonaws.com')] } });
  await bench.create('AWS::SNS::Subscription', 'Mail', { TopicArn: topicArn, Protocol: 'email', Endpoint: 'a@example.com' });
  const group = await bench.create('AWS::Logs::LogGroup', 'Group', { LogGroupName: 'trail' });
  await bench.create('AWS::Logs::MetricFilter', 'Filter', {
    LogGroupName: 'trail', FilterPattern: '{ $.eventName = StopLogging }',
    MetricTransformations: [{ MetricNamespace: 'Security', MetricName: 'stopped', MetricValue: '1' }],
  });
  await bench.create('AWS::CloudWatch::Alarm', 'Alarm', {
    AlarmName: 'stopped', AlarmDescription: 'A trail was stopped.', Namespace: 'Security', MetricName: 'stopped', Statistic: 'Sum', Period: 300,
    EvaluationPeriods: 1, Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'notBreaching', AlarmActions: [topicArn],
  });
  bench.world.state.cloudtrail.trails.set('trail', {
    arn: 'trail', name: 't', accountId: MANAGEMENT, region: HOME, bucketName: 'b', organization: true, logging: true,
    multiRegion: true, globalServices: true, logGroupArn: String(group.attributes.Arn),
  });
  await bench.create('AWS::Events::Rule', 'Rule', {
    Name: 'on-alarms', EventPattern: { 'detail-type': ['CloudWatch Alarm State Change'], 'detail': { alarmName: ['stopped'] } },
    Targets: [{ Id: 'topic', Arn: topicArn, InputTransformer: { InputPathsMap: { name: '$.detail.alarmName' }, InputTemplate: '"<name>!"' } }],
  });
  const stopped = { account: 'workload', region: HOME, source: 'aws.cloudtrail', detailType: 'AWS API Call via CloudTrail', detail: { eventName: 'StopLogging' } };
  const notices = emit(bench.world, stopped);
  expect(notices).toMatchObject([
    { kind: 'topic', target: 'alerts', subscribers: ['email a@example.com'], via: ['stopped'], message: 'A trail was stopped.' },
    { kind: 'topic', target: 'alerts', subscribers: [], via: ['stopped', `on-alarms (${MANAGEMENT} ${HOME})`], message: 'stopped!' },
  ]);
  expect(notices[1].lost).toContain('events.amazonaws.com must be allowed sns:Publish');
  await bench.delete('AWS::SNS::TopicPolicy', 'Policy');
  expect(emit(bench.world, stopped)[0].lost).toContain('cloudwatch.amazonaws.com must be allowed sns:Publish');
});
