import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { Problems } from '../../core/validation';
import { AlertTopics } from './alert-topics';
import { eventProblems, unknownEventProblems } from './private/event-problems';
import { messageOf } from './private/event-message';
import { RUNBOOK } from './private/runbook';
import { SecurityEvent, SecurityEventOrigin } from './security-event';
import { SecurityEventBus } from './security-event-bus';
import { SecurityEvents } from './security-events';
import { Severity } from './severity';

/** Targets of a rule: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MAX_TARGETS = 5;
/** A topic that cannot be reached for so long is a matter for the queue, whose alarm goes off then. */
const RETRY = { maximumEventAgeInSeconds: 3_600, maximumRetryAttempts: 185 };

/** Properties of the routing. */
export interface EventRoutingProps {
  /** The bus that events arrive on. */
  readonly eventBus: SecurityEventBus;

  /** Who is told, by severity. In the account and region of the bus: a rule cannot reach topics elsewhere. */
  readonly topics: AlertTopics;

  /**
   * What is routed.
   *
   * @default SecurityEvents.all()
   */
  readonly events?: SecurityEvent[];

  /**
   * Ids of events to leave out, such as "trusted-advisor".
   *
   * @default - none
   */
  readonly without?: string[];

  /**
   * Other severities than the catalogue's, by the ids of the events.
   *
   * @default - those of the catalogue
   */
  readonly severities?: Record<string, Severity>;

  /**
   * Address of the runbook's page, for the link in each message; "#lz-root-usage" is put behind it.
   *
   * @default "docs/runbook.md"
   */
  readonly runbookUrl?: string;
}

/**
 * Rules that tell people of security events: from the bus of the security account, and from the default bus of its home region for findings
 * that Security Hub aggregates there, to the topic of the severity and its webhooks.
 *
 * A mail says what happened, in which account and region, who did it, and where the runbook is. Webhooks get the event itself.
 *
 * Prices: rules are free of charge, mails USD 2.00 for 100,000 after the first 1,000 a month.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 * @see https://aws.amazon.com/sns/pricing/
 */
export class EventRouting extends Construct {
  /** What is routed, with the severities that hold here. */
  public readonly events: SecurityEvent[] = [];

  public constructor(scope: Construct, id: string, private readonly props: EventRoutingProps) {
    super(scope, id);
    const { events = SecurityEvents.all(), without = [], severities = {} } = props;
    throwProblems(this, [
      ...eventProblems('events', events),
      ...unknownEventProblems('without', without, events),
      ...unknownEventProblems('severities', Object.keys(severities), events),
      ...Severity.all().flatMap(severity => webhookProblems(props.topics, severity)),
    ]);

    events.filter(event => !without.includes(event.id)).forEach(event => this.addEvent(event));
  }

  /**
   * Tells people of one more event.
   *
   * @param given of the catalogue, or one of yours; of each id there is one
   */
  public addEvent(given: SecurityEvent): void {
    throwProblems(this, eventProblems('events', [...this.events, given]));
    const severity = this.props.severities?.[given.id];
    const event = severity ? new SecurityEvent({ ...dataOf(given), severity }) : given;
    this.events.push(event);
    const { eventBus, topics, runbookUrl = RUNBOOK } = this.props;
    const delivery = { deadLetterConfig: { arn: eventBus.deadLetterQueue.queueArn }, retryPolicy: RETRY };
    new CfnRule(this, event.id, {
      name: event.ruleName,
      description: event.description,
      eventBusName: event.origin === SecurityEventOrigin.SECURITY_ACCOUNT_HOME ? undefined : eventBus.bus.eventBusName,
      eventPattern: event.pattern,
      targets: [
        { id: 'topic', arn: topics.topic(event.severity).topicArn, inputTransformer: messageOf(event, runbookUrl), ...delivery },
        ...topics.webhooks(event.severity).map(({ destinationArn, roleArn }, index) => ({ id: `webhook-${index}`, arn: destinationArn, roleArn, ...delivery })),
      ],
    });
  }
}

/** A value object's own data, to make another one of. */
const dataOf = ({ id, severity, description, origin, pattern, details, cis }: SecurityEvent) =>
  ({ id, severity, description, origin, pattern, details, cis });

function webhookProblems(topics: AlertTopics, severity: Severity): Problems {
  const { length } = topics.webhooks(severity);
  return length < MAX_TARGETS ? []
    : [`'topics' must have at most ${MAX_TARGETS - 1} webhooks for severity "${severity.severityName}", got ${length}: a rule has ${MAX_TARGETS} targets, one is the topic`];
}
