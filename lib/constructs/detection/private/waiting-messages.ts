import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';

/** How many messages wait in a queue: for one that should be empty, in this account and region. */
export const waitingMessages = (queueName: string): Metric => new Metric({
  namespace: 'AWS/SQS', metricName: 'ApproximateNumberOfMessagesVisible', dimensionsMap: { QueueName: queueName },
  statistic: Stats.MAXIMUM, period: Duration.minutes(5),
});
