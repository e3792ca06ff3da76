import { Construct } from 'constructs';
import { acknowledge } from '../../core/acknowledge';
import { throwProblems } from '../../core/errors';
import { operationalAlarm } from '../../core/operational-alarm';
import { alertName } from '../../core/runbook';
import { duplicateProblems, shapeProblems } from '../../core/validation';
import { IAlertReceiver } from '../organization';
import { waitingMessages } from './private/waiting-messages';
import { Severity } from './severity';

/** Properties of the alarms on queues. */
export interface UnsentEventsAlarmsProps {
  /** Names of queues of `EventForwarding`, in this account and region. */
  readonly queueNames: string[];

  /**
   * Who is told. An alarm tells only what is in its account and region, and alerts have one.
   *
   * @default - nobody directly: the rules of `EventForwarding` catch that the alarm goes off, as the event "events-unsent"
   */
  readonly alerts?: IAlertReceiver;

  /**
   * Address of the runbook's page, for the link in the alarms.
   *
   * @default - the page of this library
   */
  readonly runbookUrl?: string;
}

/**
 * Tells that events of an account and region wait since they could not be sent to the security account: one alarm for each queue.
 *
 * Where nothing at all can be sent, the event of the alarm cannot either; so name `alerts` where there are some. Roles are global, so what
 * stops every region shows in the region with alerts too.
 *
 * Prices: USD 0.10 a month for each queue, so it is for the accounts that matter most.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 * @see https://aws.amazon.com/cloudwatch/pricing/
 */
export class UnsentEventsAlarms extends Construct {
  public constructor(scope: Construct, id: string, props: UnsentEventsAlarmsProps) {
    super(scope, id);
    const { queueNames, alerts, runbookUrl } = props;
    throwProblems(this, [
      ...queueNames.length > 0 ? [] : ["'queueNames' must name a queue, got []: leave the alarms out"],
      ...duplicateProblems('queueNames', queueNames, 'name each once'),
      ...queueNames.flatMap(name => shapeProblems('queueNames', name, /^[\w-]{1,80}$/, 'be names of queues', 'name those of EventForwarding')),
    ]);

    for (const queueName of queueNames) {
      const alarm = operationalAlarm(this, queueName, {
        alarmName: alertName(`events-unsent-${queueName.replace(/^lz-/, '')}`),
        severityName: Severity.HIGH.severityName,
        meaning: `Events wait in the queue ${queueName}: they could not be sent to the security account.`,
        metric: waitingMessages(queueName),
        runbookUrl,
        runbookSection: alertName('events-unsent'),
      });
      alerts?.addAlarm(alarm);
      if (!alerts) {
        acknowledge(alarm, {
          id: 'cdk-validator-cfnguard::cloudwatch_alarm_action_check',
          reason: 'Topics of alerts stand in the security account, and an alarm reaches none there. A rule of EventForwarding forwards its change of state instead.',
        });
      }
    }
  }
}
