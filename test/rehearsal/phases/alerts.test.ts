import { App, CfnResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Trail } from 'aws-cdk-lib/aws-cloudtrail';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { detection } from '../../../lib';
import { Rehearsal, rehearse } from '../../../rehearsal';
import { app, HOME, MANAGEMENT, tinyOrganization } from '../api/tiny-app';

const { AlertSubscription, AlertTopics, SecurityAlarms } = detection;

/** Topics with every kind of subscription, and the whole catalogue of alarms, on the log group of a trail. */
function alerting(change: (stack: Stack) => void = () => {}): App {
  const alerts = app();
  const stack = new Stack(alerts, 'Alerts', { env: { account: MANAGEMENT, region: HOME }, stackName: 'alerts' });
  const slack = AlertSubscription.slack({ workspaceId: 'T0123ABCDEF', channelId: 'C0123ABCDEF' });
  const pager = AlertSubscription.webhook({ webhookName: 'pager', url: 'https://example.com', secretName: 'pager' });
  const topics = new AlertTopics(stack, 'Topics', {
    subscriptions: { critical: [AlertSubscription.email('security@example.com'), slack, pager], low: [slack] },
  });
  const logGroup = new LogGroup(stack, 'LogGroup', { logGroupName: '/lz/organization-trail' });
  (new Trail(stack, 'Trail', { cloudWatchLogGroup: logGroup, sendToCloudWatchLogs: true }).node.defaultChild as CfnResource)
    .applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  new SecurityAlarms(stack, 'Alarms', { logGroup, topics });
  change(stack);
  return alerts;
}

const rehearsed = (change?: (stack: Stack) => void): Promise<Rehearsal> =>
  rehearse(alerting(change), { phases: ['first-deployment', 'reverse-order', 'alerts', 'second-deployment', 'destruction'] });

const ruleOf = async (rehearsal: Promise<Rehearsal>) => (await rehearsal).failure?.details.rule?.id;

const strangerOnly = (key: CfnResource): void => key.addPropertyOverride('KeyPolicy.Statement.1.Principal.Service', 'sns.amazonaws.com');

const remove = (resource: CfnResource): void => { resource.node.scope!.node.tryRemoveChild(resource.node.id); };

/** Changes every resource of a type. */
const every = (type: string, change: (resource: CfnResource) => void) => (stack: Stack) => stack.node.findAll()
  .filter(CfnResource.isCfnResource).filter(({ cfnResourceType }) => cfnResourceType === type).forEach(change);

test('topics, channels, webhooks and alarms deploy, in any order and twice, and every alarm arrives', async () => {
  const { failure, phases } = await rehearsed();
  expect(failure).toBeUndefined();
  const { status, detail } = phases.find(({ id }) => id === 'alerts')!;
  expect(status).toBe('passed');
  expect(parseInt(detail!, 10)).toBeGreaterThanOrEqual(SecurityAlarms.all().length);
});

test.each([
  ['topic policies', 'cloudwatch/alarm-delivery', every('AWS::SNS::TopicPolicy', remove)],
  ['metric filters', 'cloudwatch/alarm-fed', every('AWS::Logs::MetricFilter', remove)],
  ['the trail', 'cloudwatch/alarm-fed', every('AWS::CloudTrail::Trail', remove)],
  ['the log group of the trail', 'cloudwatch/alarm-fed', every('AWS::CloudTrail::Trail', trail => {
    ['CloudWatchLogsLogGroupArn', 'CloudWatchLogsRoleArn'].forEach(name => trail.addPropertyDeletionOverride(name));
  })],
  ['other regions', 'cloudtrail/feeds-alarms', every('AWS::CloudTrail::Trail', trail => trail.addPropertyOverride('IsMultiRegionTrail', false))],
  ['the key\'s statement for CloudWatch', 'cloudwatch/alarm-delivery', every('AWS::KMS::Key', strangerOnly)],
])('without %s it fails by %s', async (_, rule, change) => {
  expect(await ruleOf(rehearsed(change))).toBe(rule);
});

test('without subscribers it fails, since nobody would be told; a webhook is somebody', async () => {
  const without = (...types: string[]) => (stack: Stack) => types.forEach(type => every(type, remove)(stack));
  const people = ['AWS::SNS::Subscription', 'AWS::Chatbot::SlackChannelConfiguration'];
  expect(await ruleOf(rehearsed(without(...people)))).toBeUndefined();
  expect(await ruleOf(rehearsed(without(...people, 'AWS::Events::Rule')))).toBe('cloudwatch/somebody-is-told');
});

test('topics deploy in a member account too, by a StackSet that later accounts get', async () => {
  const tiny = tinyOrganization();
  new AlertTopics(tiny.baseline.template, 'Topics', { subscriptions: { critical: [AlertSubscription.email('security@example.com')] } });
  const rehearsal = await rehearse(tiny.app);
  expect(rehearsal.failures.map(({ message }) => message)).toEqual([]);
  expect(rehearsal.resources({ type: 'AWS::SNS::Topic', account: 'production' })).toHaveLength(3);
});
