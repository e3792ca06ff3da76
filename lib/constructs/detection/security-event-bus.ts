import { Aws, Stack } from 'aws-cdk-lib';
import { CfnEventBus, EventBus, IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { EVENT_FORWARDING_ROLE, ROLE_PATH, SECURITY_BUS } from '../../core/naming';
import { operationalAlarm } from '../../core/operational-alarm';
import { alertName } from '../../core/runbook';
import { organizationIdProblems } from '../../core/validation';
import { IAlertTopics } from './i-alert-topics';
import { deadLetterQueue } from './private/dead-letter-queue';
import { waitingMessages } from './private/waiting-messages';
import { Severity } from './severity';

/** Properties of the bus. */
export interface SecurityEventBusProps {
  /** The organization whose accounts may send events, and no other. */
  readonly organizationId: string;

  /** Who is told when an event could not be delivered. */
  readonly topics: IAlertTopics;

  /**
   * Address of the runbook's page, for the link in the alarm.
   *
   * @default - the page of this library
   */
  readonly runbookUrl?: string;
}

/** A bus for security events, with a queue for those that reach nobody. */
export interface ISecurityEventBus {
  /** The bus. */
  readonly bus: IEventBus;

  /** The queue for events that could not be delivered; its policy lets rules of the account leave them there. */
  readonly deadLetterQueue: IQueue;
}

/**
 * The bus in the security account that the rules of every account and region send security events to.
 *
 *     any account, any region: default bus ──► rule ──► bus ──► rule ──► topic of the severity
 *                                                                └──► dead-letter queue ──► alarm
 *
 * An event that EventBridge may not deliver goes to the queue at once, one that it could not deliver after its attempts; a single alarm on
 * the queue therefore sees what FailedInvocations would show, which EventBridge counts rule by rule only.
 *
 * Only rules that forward with the role of `EventForwardingRole` send, of whichever account of the organization: nobody else can make
 * events up, and page people by them. SQS owns the key of the queue, so whoever may receive its messages reads them.
 *
 * Prices: USD 1.00 for a million events that other accounts send, queue and rules are free of charge at this volume, the alarm USD 0.10 a
 * month.
 *
 * @see https://aws.amazon.com/eventbridge/pricing/
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html
 */
export class SecurityEventBus extends Construct implements ISecurityEventBus {
  /**
   * The ARN of the bus, for those who send: its name is fixed.
   *
   * @param securityAccountId the account that holds the bus
   * @param homeRegion the region of the bus
   */
  public static busArn(securityAccountId: string, homeRegion: string): string {
    return `arn:${Aws.PARTITION}:events:${homeRegion}:${securityAccountId}:event-bus/${SECURITY_BUS}`;
  }

  /** The bus. */
  public readonly bus: IEventBus;

  /** The queue for events that could not be delivered. */
  public readonly deadLetterQueue: IQueue;

  public constructor(scope: Construct, id: string, props: SecurityEventBusProps) {
    super(scope, id);
    throwProblems(this, organizationIdProblems('organizationId', props.organizationId));

    const bus = new CfnEventBus(this, 'Resource', {
      name: SECURITY_BUS,
      description: 'Security events of every account and region of the organization',
      policy: senders(this, props.organizationId),
    });
    this.bus = EventBus.fromEventBusArn(this, 'Bus', bus.attrArn);
    const queue = deadLetterQueue(this, 'Undelivered', SECURITY_BUS);
    this.deadLetterQueue = queue;

    props.topics.addAlarm(operationalAlarm(this, 'Alarm', {
      alarmName: alertName('events-undelivered'),
      severityName: Severity.HIGH.severityName,
      meaning: 'Security events could not be delivered to the topics.',
      metric: waitingMessages(queue.queueName),
      runbookUrl: props.runbookUrl,
    }), Severity.HIGH);
  }
}

/** The forwarding role of every account of the organization may send, and nothing else. */
function senders(scope: Construct, organizationId: string): PolicyDocument {
  const { partition, region, account } = Stack.of(scope);
  return new PolicyDocument({
    statements: [new PolicyStatement({
      sid: 'OrganizationSends',
      principals: [new StarPrincipal()],
      actions: ['events:PutEvents'],
      resources: [`arn:${partition}:events:${region}:${account}:event-bus/${SECURITY_BUS}`],
      conditions: {
        StringEquals: { 'aws:PrincipalOrgID': organizationId },
        ArnLike: { 'aws:PrincipalArn': `arn:${partition}:iam::*:role${ROLE_PATH}${EVENT_FORWARDING_ROLE}` },
      },
    })],
  });
}
