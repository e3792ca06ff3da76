import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** A function that runs by itself, and what it means when it fails. */
export interface ErrorsAlarmProps {
  readonly functionName: string;
  readonly meaning: string;
  readonly topic: ITopic;
}

/** Tells of runs that fail: nobody waits for a function that a schedule calls. Its section in the runbook has the name of the alarm. */
export function alarmOnErrors(scope: Construct, id: string, { functionName, meaning, topic }: ErrorsAlarmProps): Alarm {
  const alarmName = `${functionName}-errors`;
  const alarm = new Alarm(scope, id, {
    alarmName,
    alarmDescription: `[high] ${meaning} Runbook: docs/runbook.md#${alarmName}`,
    metric: new Metric({ namespace: 'AWS/Lambda', metricName: 'Errors', dimensionsMap: { FunctionName: functionName }, statistic: 'Sum', period: Duration.minutes(5) }),
    threshold: 1,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  return alarm;
}
