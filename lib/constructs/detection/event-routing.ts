import { CfnRule } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { IAlertTopics } from './i-alert-topics';
import { eventProblems, unknownEventProblems } from './private/event-problems';
import { messageOf } from './private/event-message';
import { ruleState } from './private/rule-state';
import { SecurityEvent, SecurityEventOrigin } from './security-event';
import { ISecurityEventBus } from './security-event-bus';
import { SecurityEvents } from './security-events';
import { Severity } from './severity';

/** Whoever cannot be reached for so long is a matter for the queue, whose alarm goes off then. */
const RETRY = { maximumEventAgeInSeconds: 3_600, maximumRetryAttempts: 185 };

/** Properties of the routing. */
export interface EventRoutingProps {
  /** The bus that events arrive on. */
  readonly eventBus: ISecurityEventBus;

  /** Who is told, by severity. In the account and region of the bus: a rule cannot reach topics elsewhere. */
  readonly topics: IAlertTopics;

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
   * @default - the page of this library
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
  private readonly eventBus: ISecurityEventBus;
  private readonly topics: IAlertTopics;
  private readonly severities: Record<string, Severity>;
  private readonly runbookUrl?: string;
  private readonly routed: SecurityEvent[] = [];

  public constructor(scope: Construct, id: string, props: EventRoutingProps) {
    super(scope, id);
    const { events = SecurityEvents.all(), without = [], severities = {} } = props;
    throwProblems(this, [
      ...eventProblems('events', events),
      ...unknownEventProblems('without', without, events),
      ...unknownEventProblems('severities', Object.keys(severities), events),
    ]);
    this.eventBus = props.eventBus;
    this.topics = props.topics;
    this.severities = severities;
    this.runbookUrl = props.runbookUrl;

    events.filter(event => !without.includes(event.id)).forEach(event => this.addEvent(event));
  }

  /** What is routed, with the severities that hold here. */
  public get events(): SecurityEvent[] {
    return [...this.routed];
  }

  /**
   * Tells people of one more event.
   *
   * @param given of the catalogue, or one of yours; of each id there is one
   */
  public addEvent(given: SecurityEvent): void {
    throwProblems(this, eventProblems('events', [...this.routed, given]));
    const event = given.withSeverity(this.severities[given.id] ?? given.severity);
    this.routed.push(event);
    const { bus, deadLetterQueue } = this.eventBus;
    new CfnRule(this, event.id, {
      name: event.ruleName,
      description: event.description,
      eventBusName: event.origin === SecurityEventOrigin.SECURITY_ACCOUNT_HOME ? undefined : bus.eventBusName,
      eventPattern: event.pattern,
      state: ruleState(event),
      targets: this.topics.receiver(event.severity).ruleTargets(messageOf(event, this.runbookUrl), { deadLetterQueue, retryPolicy: RETRY }),
    });
  }
}
