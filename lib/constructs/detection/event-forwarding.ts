import { Aws, CfnCondition, Fn } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { EVENT_FORWARDING_ROLE, ROLE_PATH } from '../../core/naming';
import { shapeProblems } from '../../core/validation';
import { deadLetterQueue } from './private/dead-letter-queue';
import { eventProblems } from './private/event-problems';
import { SecurityEvent, SecurityEventOrigin } from './security-event';
import { SecurityEvents } from './security-events';

/** Properties of the forwarding. */
export interface EventForwardingProps {
  /** The ARN of the bus in the security account. */
  readonly busArn: string;

  /**
   * What is forwarded: `SecurityEvents.ofManagementAccount()` and `SecurityEvents.ofSecurityAccount()` are for those two accounts.
   *
   * @default SecurityEvents.ofEveryAccount()
   */
  readonly events?: SecurityEvent[];

  /**
   * Name of the queue for events that could not be forwarded; a second forwarding in the same account and region needs another one.
   *
   * @default "lz-event-forwarding"
   */
  readonly queueName?: string;
}

/** EventBridge's own limits, said so that a reader sees them: it tries for a day, then leaves the event in the queue. */
const RETRY = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 };
/** Where global services tell their events. */
const GLOBAL_REGION = 'us-east-1';

/**
 * Rules on the default bus of an account and region that send security events to the bus of the security account.
 *
 *     default bus ──► lz-forward-<event> ── lz-event-forwarding, a role ──► bus lz-security in another account and region
 *                              └──► queue lz-event-forwarding: what could not be sent, for 14 days
 *
 * It holds no IAM, so it fits into a template that goes to every region; `EventForwardingRole` must be there first. Rules for events of
 * global services are made in us-east-1 only.
 *
 * A queue must be in the region of its rules, hence one in each. No alarm watches it, since one in every account and region would cost more
 * than all the rest of this; what prevents sending (role, bus policy) is the same everywhere, and the rehearsal proves it.
 *
 * Prices: USD 1.00 for a million forwarded events; events of AWS services, rules and the queue are free of charge.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html
 * @see https://aws.amazon.com/eventbridge/pricing/
 */
export class EventForwarding extends Construct {
  /** The queue for events that could not be forwarded. */
  public readonly deadLetterQueue: IQueue;

  /** What is forwarded. */
  public readonly events: SecurityEvent[] = [];

  private readonly busArn: string;
  private inGlobalRegion?: CfnCondition;

  public constructor(scope: Construct, id: string, props: EventForwardingProps) {
    super(scope, id);
    const { events = SecurityEvents.ofEveryAccount(), queueName = EVENT_FORWARDING_ROLE } = props;
    throwProblems(this, [
      ...eventProblems('events', events),
      ...shapeProblems('queueName', queueName, /^[\w-]{1,80}$/, 'have 1 to 80 letters, digits, "-" and "_"', 'rename it'),
    ]);

    this.busArn = props.busArn;
    this.deadLetterQueue = deadLetterQueue(this, 'Unsent', queueName);
    events.forEach(event => this.addEvent(event));
  }

  /**
   * Forwards one more event.
   *
   * @param forwarded of the catalogue, or one of yours; of each id there is one
   */
  public addEvent(forwarded: SecurityEvent): void {
    throwProblems(this, eventProblems('events', [...this.events, forwarded]));
    this.events.push(forwarded);
    const rule = new CfnRule(this, forwarded.id, {
      name: `lz-forward-${forwarded.id}`,
      description: forwarded.description,
      eventPattern: forwarded.pattern,
      targets: [{
        id: 'security-bus',
        arn: this.busArn,
        roleArn: `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role${ROLE_PATH}${EVENT_FORWARDING_ROLE}`,
        deadLetterConfig: { arn: this.deadLetterQueue.queueArn },
        retryPolicy: RETRY,
      }],
    });
    if (forwarded.origin === SecurityEventOrigin.EVERY_ACCOUNT_GLOBAL) {
      rule.cfnOptions.condition = this.globalRegion();
    }
  }

  private globalRegion(): CfnCondition {
    this.inGlobalRegion ??= new CfnCondition(this, 'InGlobalRegion', { expression: Fn.conditionEquals(Aws.REGION, GLOBAL_REGION) });
    return this.inGlobalRegion;
  }
}
