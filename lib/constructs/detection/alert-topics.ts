import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule, IEventBus } from 'aws-cdk-lib/aws-events';
import { IGrantable } from 'aws-cdk-lib/aws-iam';
import { CfnSubscription, ITopic, Topic, TopicPolicy } from 'aws-cdk-lib/aws-sns';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { ALERT_KEY_ALIAS, ALERT_QUEUE, alertTopicName } from '../../core/naming';
import { operationalAlarm } from '../../core/operational-alarm';
import { alertName } from '../../core/runbook';
import { duplicateProblems, Problems } from '../../core/validation';
import { KeyPurpose, ManagedKey } from '../encryption';
import { AlertDelivery, AlertReceiver, IAlertReceiver } from '../organization';
import { AlertSubscription } from './alert-subscription';
import { IAlertTopics } from './i-alert-topics';
import { AlertWebhooks } from './private/alert-webhooks';
import { deadLetterQueue } from './private/dead-letter-queue';
import { publishers } from './private/publishers';
import { subscribeChannels } from './private/slack-channels';
import { waitingMessages } from './private/waiting-messages';
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

/** A topic of your own for each severity, for `AlertTopics.fromTopics`. */
export interface ExistingAlertTopics {
  /** Who is called at once. */
  readonly critical: ITopic;

  /** Who reads on the same day. */
  readonly high: ITopic;

  /** Who wants to see everything. */
  readonly low: ITopic;

  /**
   * Where rules leave what a topic did not take; its policy lets rules of the account do so.
   *
   * @default - such events are lost
   */
  readonly deadLetterQueue?: IQueue;
}

/** Targets of a rule are five: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MAX_WEBHOOKS = 4;

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

  /**
   * Address of the runbook's page, for the link in the alarm on the queue.
   *
   * @default - the page of this library
   */
  readonly runbookUrl?: string;
}

/**
 * A topic for each severity, encrypted with one key, that only the services which raise alarms publish to: CloudWatch, EventBridge, AWS
 * Budgets and Cost Anomaly Detection of this account.
 *
 *     alarm, rule, budget, anomaly ──► lz-alerts-critical ──► mail, Slack            API destination ◄── rule ◄── event of the alarm
 *                                      lz-alerts-high                              └──► queue lz-alerts ──► alarm
 *                                      lz-alerts-low
 *
 * The statement for EventBridge has no condition, since EventBridge sends none of the keys that one could compare; a condition there loses
 * every event without a word. Which of its rules may publish is up to whoever may write rules in this account. The other services are held
 * to this account. Whatever comes without TLS is refused.
 *
 * An alarm that an endpoint did not take for a day waits in the queue for 14 days, and so does what a rule with targets of `receiver` could
 * not deliver, unless the rule has a queue and a time of its own.
 *
 * Names are fixed, one set in an account and region. Roles of the account publish if `grantPublish` says so.
 *
 * Prices: the key USD 1.00 a month and USD 0.03 for 10,000 uses; mails USD 2.00 for 100,000 after the first 1,000 a month; calls of
 * webhooks USD 0.20 for a million; the alarm on the queue USD 0.10 a month. Slack is free of charge.
 *
 * @see https://aws.amazon.com/sns/pricing/
 * @see https://aws.amazon.com/kms/pricing/
 * @see https://aws.amazon.com/eventbridge/pricing/
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export class AlertTopics extends Construct implements IAlertTopics {
  /**
   * Topics of your own, of the same account and region as what tells. Their policies, and those of their keys, let events.amazonaws.com and
   * cloudwatch.amazonaws.com publish.
   *
   * @param topics the topic of each severity
   */
  public static fromTopics(topics: ExistingAlertTopics): IAlertTopics {
    const { critical, high, low } = topics;
    const topicOf = (severity: Severity): ITopic => severity === Severity.CRITICAL ? critical : severity === Severity.HIGH ? high : low;
    const receiver = (severity: Severity) => AlertReceiver.ofTopic(topicOf(severity), topics.deadLetterQueue);
    return { topic: topicOf, receiver, addAlarm: (alarm, severity) => receiver(severity).addAlarm(alarm) };
  }

  /** The key that encrypts the topics. */
  public readonly key: ManagedKey;

  /** The queue for events that nobody could be told of. */
  public readonly deadLetterQueue: IQueue;

  private readonly audiences = new Map<string, Audience>();

  public constructor(scope: Construct, id: string, props: AlertTopicsProps) {
    super(scope, id);
    const { critical, high = critical, low = [] } = props.subscriptions;
    const bySeverity = new Map([[Severity.CRITICAL, critical], [Severity.HIGH, high], [Severity.LOW, low]]);
    throwProblems(this, [
      ...subscriptionProblems(critical, [...bySeverity.values()].flat()),
      ...[...bySeverity].flatMap(([severity, subscriptions]) => webhookProblems(severity, subscriptions)),
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
    const queue = deadLetterQueue(this, 'Undelivered', ALERT_QUEUE);
    this.deadLetterQueue = queue;
    for (const [severity, subscriptions] of bySeverity) {
      this.audiences.set(severity.severityName, this.newAudience(severity, subscriptions, props.eventBus));
    }
    subscribeChannels(this, [...bySeverity].map(([severity, subscriptions]) => ({ topic: this.topic(severity), subscriptions })));
    this.addAlarm(operationalAlarm(this, 'Alarm', {
      alarmName: alertName('alerts-undelivered'),
      severityName: Severity.HIGH.severityName,
      meaning: 'Alerts could not be delivered to a topic or an endpoint.',
      metric: waitingMessages(queue.queueName),
      runbookUrl: props.runbookUrl,
    }), Severity.HIGH);
  }

  /**
   * The topic of a severity.
   *
   * @param severity which of the three
   */
  public topic(severity: Severity): ITopic {
    return this.audienceOf(severity).topic;
  }

  /**
   * The topic of a severity for a service that can publish to nothing else: AWS Budgets and Cost Anomaly Detection. It fails where only
   * endpoints are told of that severity, who would never hear of it.
   *
   * @param severity which of the three
   */
  public topicOfPeople(severity: Severity): ITopic {
    const { severityName } = severity;
    const { topic, hasPeople } = this.audienceOf(severity);
    throwProblems(this, hasPeople ? []
      : [`'${severityName}' must name a mailbox or a channel of Slack, got none: AWS Budgets and Cost Anomaly Detection publish to a topic, and webhooks have no part in it`]);
    return topic;
  }

  /**
   * Everybody who is told of a severity: whoever subscribed to the topic, and endpoints.
   *
   * @param severity which of the three
   */
  public receiver(severity: Severity): IAlertReceiver {
    const { topic, webhooks } = this.audienceOf(severity);
    const subscribers = AlertReceiver.ofTopic(topic, this.deadLetterQueue);
    return {
      deadLetterQueue: this.deadLetterQueue,
      addAlarm: alarm => {
        subscribers.addAlarm(alarm);
        webhooks.addAlarm(alarm);
      },
      ruleTargets: (message: CfnRule.InputTransformerProperty, delivery?: AlertDelivery) => [
        ...subscribers.ruleTargets(message, delivery), ...webhooks.ruleTargets(delivery),
      ],
    };
  }

  /**
   * Lets an alarm tell whoever is told of its severity.
   *
   * @param alarm an alarm in the account and region of the topics
   * @param severity how urgent it is
   */
  public addAlarm(alarm: Alarm, severity: Severity): void {
    this.receiver(severity).addAlarm(alarm);
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

  private audienceOf({ severityName }: Severity): Audience {
    return this.audiences.get(severityName)!;
  }

  private newAudience(severity: Severity, subscriptions: readonly AlertSubscription[], eventBus?: IEventBus): Audience {
    const { severityName } = severity;
    const topic = new Topic(this, severityName, { topicName: alertTopicName(severityName), displayName: `Alerts: ${severityName}`, masterKey: this.key });
    new TopicPolicy(this, `${severityName}-policy`, { topics: [topic], policyDocument: publishers(topic.topicArn, Stack.of(this).account) });
    subscriptions.map(({ _address }) => _address).filter(address => address !== undefined).forEach((address, index) => {
      new CfnSubscription(this, `${severityName}-mail-${index}`, { topicArn: topic.topicArn, protocol: 'email', endpoint: address });
    });
    const webhooks = new AlertWebhooks(this, `${severityName}-webhooks`, {
      severity, webhooks: webhooksOf(subscriptions), deadLetterQueue: this.deadLetterQueue, eventBus,
    });
    return { topic, webhooks, hasPeople: subscriptions.some(({ _webhook }) => _webhook === undefined) };
  }
}

/** Who is told of a severity. */
interface Audience {
  readonly topic: Topic;
  readonly webhooks: AlertWebhooks;
  /** Whether somebody reads the topic: a mailbox, or a channel of Slack. */
  readonly hasPeople: boolean;
}

const webhooksOf = (subscriptions: readonly AlertSubscription[]) => subscriptions.flatMap(({ _webhook }) => _webhook ?? []);

function webhookProblems({ severityName }: Severity, subscriptions: readonly AlertSubscription[]): Problems {
  const { length } = webhooksOf(subscriptions);
  return length <= MAX_WEBHOOKS ? []
    : [`'${severityName}' must have at most ${MAX_WEBHOOKS} webhooks, got ${length}: a rule has five targets, one is the topic`];
}

function subscriptionProblems(critical: readonly AlertSubscription[], all: readonly AlertSubscription[]): Problems {
  return [
    ...(critical.length === 0 ? ["'critical' must name at least one subscription, got []: nobody would hear of the worst"] : []),
    ...new Set(all.flatMap(subscription => subscription._problems)),
  ];
}
