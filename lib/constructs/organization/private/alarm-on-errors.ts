import { Duration } from 'aws-cdk-lib';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { operationalAlarm } from '../../../core/operational-alarm';
import { IAlertReceiver } from '../alert-receiver';

/** A function that runs by itself, and what it means when it fails. */
export interface ErrorsAlarmProps {
  readonly functionName: string;
  readonly meaning: string;
  readonly alerts: IAlertReceiver;

  /** @default - the page of the library */
  readonly runbookUrl?: string;
}

/** Tells of runs that fail: nobody waits for a function that a schedule calls. Its section in the runbook has the name of the alarm. */
export function alarmOnErrors(scope: Construct, id: string, { functionName, meaning, alerts, runbookUrl }: ErrorsAlarmProps): Alarm {
  const alarm = operationalAlarm(scope, id, {
    alarmName: `${functionName}-errors`,
    severityName: 'high',
    meaning,
    metric: new Metric({ namespace: 'AWS/Lambda', metricName: 'Errors', dimensionsMap: { FunctionName: functionName }, statistic: 'Sum', period: Duration.minutes(5) }),
    runbookUrl,
  });
  alerts.addAlarm(alarm);
  return alarm;
}
