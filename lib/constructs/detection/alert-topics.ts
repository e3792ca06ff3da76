import { Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { IEventBus } from 'aws-cdk-lib/aws-events';
import { AccountRootPrincipal, AnyPrincipal, Effect, IGrantable, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSubscription, ITopic, Topic, TopicPolicy } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { ALERT_KEY_ALIAS, alertTopicName } from '../../core/naming';
import { duplicateProblems, Problems } from '../../core/validation';
import { KeyPurpose, ManagedKey } from '../encryption';
import { AlertSubscription } from './alert-subscription';
import { AlertWebhook, AlertWebhooks } from './alert-webhooks';
import { subscribeChannels } from './private/slack-channels';
import { Severity } from './severity';

/** Who is told of what. */
export interface AlertSubscriptions {
  /** Who is called at once. Somebody must be. */
  readonly critical: AlertSubscription[];

  /**
   * Who reads on the same day.
   *
   * @default - those of `critical`
   */
  readonly high?: AlertSubscription[];

  /**
   * Who wants to see everything, such as a channel that nobody has to read.
   *
   * @default - nobody: the alarm's history and the bus record it
   */
  readonly low?: AlertSubscription[];
}

/** Properties of the topics. */
export interface AlertTopicsProps {
  /** Who is told of what. */
  readonly subscriptions: AlertSubscriptions;

  /**
   * The bus on which the alarms of this account and region tell their state, for webhooks.
   *
   * @default - the default bus, where CloudWatch puts them
   */
  readonly eventBus?: IEventBus;
}

/**
 * A topic for each severity, encrypted with one key, that only the services which raise alarms publish to: CloudWatch, EventBridge, AWS
 * Budgets and Cost Anomaly Detection of this account.
 *
 *     alarm, rule, budget, anomaly ──► lz-alerts-critical ──► mail, Slack            API destination ◄── rule ◄── event of the alarm
 *                                      lz-alerts-high
 *                                      lz-alerts-low
 *
 * The statement for EventBridge has no condition, since EventBridge sends none of the keys that one could compare; a condition there loses
 * every event without a word. Which of its rules may publish is up to whoever may write rules in this account. The other services are held
 * to this account. Whatever comes without TLS is refused.
 *
 * Names are fixed, one set in an account and region. Roles of the account publish if `grantPublish` says so.
 *
 * Prices: the key USD 1.00 a month and USD 0.03 for 10,000 uses; mails USD 2.00 for 100,000 after the first 1,000 a month; calls of
 * webhooks USD 0.20 for a million. Slack is free of charge.
 *
 * @see https://aws.amazon.com/sns/pricing/
 * @see https://aws.amazon.com/kms/pricing/
 * @see https://aws.amazon.com/eventbridge/pricing/
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export class AlertTopics extends Construct {
  /**
   * The ARN of a topic, for constructs of another stack or template: names are fixed.
   *
   * @param scope a construct in the account and region of the topics
   * @param severity which of them
   */
  public static topicArn(scope: Construct, severity: Severity): string {
    return Stack.of(scope).formatArn({ partition: Aws.PARTITION, service: 'sns', resource: alertTopicName(severity.severityName) });
  }

  /** The key that encrypts the topics. */
  public readonly key: ManagedKey;

  private readonly topics = new Map<string, Topic>();
  private readonly webhooksBySeverity = new Map<string, AlertWebhooks>();

  public constructor(scope: Construct, id: string, props: AlertTopicsProps) {
    super(scope, id);
    const { critical, high = critical, low = [] } = props.subscriptions;
    const bySeverity = new Map([[Severity.CRITICAL, critical], [Severity.HIGH, high], [Severity.LOW, low]]);
    throwProblems(this, [
      ...subscriptionProblems(critical, [...bySeverity.values()].flat()),
      ...[...bySeverity].flatMap(([{ severityName }, subscriptions]) => duplicateProblems(severityName, subscriptions.map(({ _id }) => _id), 'name each once')),
    ]);

    const { account } = Stack.of(this);
    this.key = new ManagedKey(this, 'Key', {
      alias: ALERT_KEY_ALIAS,
      description: 'Encrypts the topics of alerts',
      purposes: [KeyPurpose.cloudWatchAlarms(account), KeyPurpose.eventBridge(account), KeyPurpose.costAlerts(account)],
      // nothing is stored under it, and an alias that stayed behind would block the next installation
      removalPolicy: RemovalPolicy.DESTROY,
    });
    for (const [severity, subscriptions] of bySeverity) {
      this.addTopic(severity, subscriptions, props.eventBus);
    }
    subscribeChannels(this, [...bySeverity].map(([severity, subscriptions]) => ({ topic: this.topic(severity), subscriptions })));
  }

  /**
   * The topic of a severity.
   *
   * @param severity which of the three
   */
  public topic(severity: Severity): ITopic {
    return this.topics.get(severity.severityName)!;
  }

  /**
   * The endpoints that want events of a severity: targets for rules that route events, beside the topic.
   *
   * @param severity which of the three
   */
  public webhooks(severity: Severity): AlertWebhook[] {
    return this.webhooksBySeverity.get(severity.severityName)!.webhooks;
  }

  /**
   * Lets an alarm tell whoever subscribed to its severity.
   *
   * @param alarm an alarm in the account and region of the topics
   * @param severity how urgent it is
   */
  public addAlarm(alarm: Alarm, severity: Severity): void {
    alarm.addAlarmAction(new SnsAction(this.topic(severity)));
    this.webhooksBySeverity.get(severity.severityName)!.addAlarm(alarm.alarmName);
  }

  /**
   * Lets a role of this account publish: its own policy, and the key's.
   *
   * @param grantee who publishes
   * @param severity to which topic
   */
  public grantPublish(grantee: IGrantable, severity: Severity): void {
    this.topic(severity).grantPublish(grantee);
    this.key.grant(grantee, 'kms:GenerateDataKey', 'kms:Decrypt');
  }

  private addTopic(severity: Severity, subscriptions: readonly AlertSubscription[], eventBus?: IEventBus): void {
    const { severityName } = severity;
    const topic = new Topic(this, severityName, { topicName: alertTopicName(severityName), displayName: `Alerts: ${severityName}`, masterKey: this.key });
    new TopicPolicy(this, `${severityName}-policy`, { topics: [topic], policyDocument: publishers(topic.topicArn, Stack.of(this).account) });
    subscriptions.map(({ _address }) => _address).filter(address => address !== undefined).forEach((address, index) => {
      new CfnSubscription(this, `${severityName}-mail-${index}`, { topicArn: topic.topicArn, protocol: 'email', endpoint: address });
    });
    this.topics.set(severityName, topic);
    this.webhooksBySeverity.set(severityName, new AlertWebhooks(this, `${severityName}-webhooks`, {
      severity, webhooks: subscriptions.map(({ _webhook }) => _webhook).filter(webhook => webhook !== undefined), eventBus,
    }));
  }
}

/** The whole policy of a topic: it replaces the one that SNS gives to new topics. */
function publishers(topicArn: string, account: string): PolicyDocument {
  const publish = { actions: ['sns:Publish'], resources: [topicArn] };
  const ofAccount = { StringEquals: { 'aws:SourceAccount': account } };
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: 'OwnerManages',
        principals: [new AccountRootPrincipal()],
        actions: ['sns:GetTopicAttributes', 'sns:SetTopicAttributes', 'sns:AddPermission', 'sns:RemovePermission', 'sns:DeleteTopic', 'sns:Subscribe',
          'sns:ListSubscriptionsByTopic'],
        resources: [topicArn],
      }),
      new PolicyStatement({ sid: 'EventsPublish', principals: [new ServicePrincipal('events.amazonaws.com')], ...publish }),
      ...['cloudwatch', 'budgets', 'costalerts'].map(service => new PolicyStatement({
        sid: `${service[0].toUpperCase()}${service.slice(1)}Publishes`,
        principals: [new ServicePrincipal(`${service}.amazonaws.com`)],
        ...publish,
        conditions: ofAccount,
      })),
      new PolicyStatement({
        sid: 'TlsOnly', effect: Effect.DENY, principals: [new AnyPrincipal()], ...publish, conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ],
  });
}

function subscriptionProblems(critical: readonly AlertSubscription[], all: readonly AlertSubscription[]): Problems {
  return [
    ...(critical.length === 0 ? ["'critical' must name at least one subscription, got []: nobody would hear of the worst"] : []),
    ...new Set(all.flatMap(subscription => subscription._problems)),
  ];
}
