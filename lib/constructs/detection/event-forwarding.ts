import { Aws, CfnCondition, Fn } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { GLOBAL_SERVICE_REGIONS } from '../../core/global-regions';
import { EVENT_FORWARDING_ROLE, ROLE_PATH } from '../../core/naming';
import { shapeProblems } from '../../core/validation';
import { deadLetterQueue } from './private/dead-letter-queue';
import { eventProblems } from './private/event-problems';
import { ruleState } from './private/rule-state';
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

/**
 * Rules on the default bus of an account and region that send security events to the bus of the security account.
 *
 *     default bus ──► lz-forward-<event> ── lz-event-forwarding, a role ──► bus lz-security in another account and region
 *                              └──► queue lz-event-forwarding: what could not be sent, for 14 days
 *
 * It holds no IAM, so it fits into a template that goes to every region; `EventForwardingRole` must be there first. Rules for events of
 * global services are made where these are: in us-east-1, or the regions that stand for it in other partitions.
 *
 * A queue must be in the region of its rules, hence one in each. An alarm on it costs more than all the rest of this, so there is none in
 * most accounts: what prevents sending (role, bus policy) is the same everywhere, and the rehearsal proves it. `UnsentEventsAlarms` watches
 * the queues of those accounts that matter most.
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

  private readonly busArn: string;
  private readonly forwarded: SecurityEvent[] = [];
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

  /** What is forwarded. */
  public get events(): SecurityEvent[] {
    return [...this.forwarded];
  }

  /**
   * Forwards one more event.
   *
   * @param given of the catalogue, or one of yours; of each id there is one
   */
  public addEvent(given: SecurityEvent): void {
    throwProblems(this, eventProblems('events', [...this.forwarded, given]));
    this.forwarded.push(given);
    const rule = new CfnRule(this, given.id, {
      name: `lz-forward-${given.id}`,
      description: given.description,
      eventPattern: given.pattern,
      state: ruleState(given),
      targets: [{
        id: 'security-bus',
        arn: this.busArn,
        roleArn: `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role${ROLE_PATH}${EVENT_FORWARDING_ROLE}`,
        deadLetterConfig: { arn: this.deadLetterQueue.queueArn },
        retryPolicy: RETRY,
      }],
    });
    if (given.origin === SecurityEventOrigin.EVERY_ACCOUNT_GLOBAL) {
      rule.cfnOptions.condition = this.globalRegion();
    }
  }

  private globalRegion(): CfnCondition {
    this.inGlobalRegion ??= new CfnCondition(this, 'InGlobalRegion', {
      expression: Fn.conditionOr(...GLOBAL_SERVICE_REGIONS.map(region => Fn.conditionEquals(Aws.REGION, region))),
    });
    return this.inGlobalRegion;
  }
}
