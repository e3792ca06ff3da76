import { Alarm, ComparisonOperator, IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { runbookLink } from './runbook';

/** What an alarm watches, and what it says to whoever is told. */
export interface OperationalAlarmProps {
  readonly alarmName: string;
  /** critical, high or low. */
  readonly severityName: string;
  /** What happened when it goes off, in one sentence. */
  readonly meaning: string;
  readonly metric: IMetric;

  /** @default 1 */
  readonly threshold?: number;

  /** @default - none: CIS does not ask for it */
  readonly cis?: readonly string[];

  /** @default - the page of the library */
  readonly runbookUrl?: string;

  /** @default - the name of the alarm */
  readonly runbookSection?: string;
}

/**
 * An alarm on something that should never happen: one period decides, and no data is the normal state. Its description is what a mail says:
 * how urgent it is, what happened, and where the runbook is.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function operationalAlarm(scope: Construct, id: string, props: OperationalAlarmProps): Alarm {
  const { alarmName, severityName, meaning, metric, threshold = 1, cis = [], runbookUrl, runbookSection = alarmName } = props;
  return new Alarm(scope, id, {
    alarmName,
    alarmDescription: [
      `[${severityName}] ${meaning}`,
      ...cis.length > 0 ? [`CIS 7.0: ${cis.join(', ')}.`] : [],
      `Runbook: ${runbookLink(runbookSection, runbookUrl)}`,
    ].join(' '),
    metric,
    threshold,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
}
