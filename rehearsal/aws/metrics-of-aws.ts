import type { Alarm } from './services/cloudwatch';
import type { World } from './world';

/** What has a metric: whether it is there, by the one dimension that names it. */
interface Measured {
  readonly dimension: string;
  readonly metrics: readonly string[];
  readonly exists: (world: World, alarm: Alarm, name: string) => boolean;
}

type Located = Pick<Alarm, 'accountId' | 'region'> & { readonly name: string };
const isHere = ({ accountId, region }: Alarm, name: string) => (thing: Located): boolean =>
  thing.name === name && thing.accountId === accountId && thing.region === region;

/**
 * Metrics of AWS that something in the model has; an alarm on any other is refused, until it is put here.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 * @see https://docs.aws.amazon.com/efs/latest/ug/efs-metrics.html
 * @see https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html
 */
const METRICS: Readonly<Record<string, Measured>> = {
  'AWS/Lambda': {
    dimension: 'FunctionName', metrics: ['Errors', 'Invocations', 'Throttles', 'Duration', 'ConcurrentExecutions', 'DeadLetterErrors'],
    exists: ({ state }, alarm, name) => [...state.lambda.functions.values()].some(isHere(alarm, name)),
  },
  'AWS/SQS': {
    dimension: 'QueueName',
    metrics: [
      'ApproximateAgeOfOldestMessage', 'ApproximateNumberOfMessagesDelayed', 'ApproximateNumberOfMessagesNotVisible', 'ApproximateNumberOfMessagesVisible',
      'NumberOfEmptyReceives', 'NumberOfMessagesDeleted', 'NumberOfMessagesReceived', 'NumberOfMessagesSent', 'SentMessageSize',
    ],
    exists: ({ state }, alarm, name) => [...state.sqs.queues.values()].some(isHere(alarm, name)),
  },
  'AWS/Events': {
    dimension: 'RuleName',
    metrics: ['FailedInvocations', 'Invocations', 'InvocationsFailedToBeSentToDlq', 'InvocationsSentToDlq', 'MatchedEvents', 'ThrottledRules', 'TriggeredRules'],
    exists: ({ state }, alarm, name) => [...state.eventBridge.rules.values()].some(isHere(alarm, name)),
  },
  'AWS/DynamoDB': {
    dimension: 'TableName', metrics: ['ConsumedReadCapacityUnits', 'ConsumedWriteCapacityUnits', 'ConditionalCheckFailedRequests', 'ReadThrottleEvents', 'WriteThrottleEvents'],
    exists: ({ state }, alarm, name) => [...state.dynamoDb.tables.values()].some(isHere(alarm, name)),
  },
  'AWS/RDS': {
    dimension: 'DBInstanceIdentifier',
    metrics: [
      'BurstBalance', 'CPUUtilization', 'DatabaseConnections', 'FreeStorageSpace', 'FreeableMemory', 'ReadLatency', 'ReplicaLag', 'WriteLatency',
    ],
    exists: ({ state }, alarm, name) => [...state.rds.instances.values()].some(isHere(alarm, name)),
  },
  'AWS/EFS': {
    dimension: 'FileSystemId',
    metrics: ['BurstCreditBalance', 'ClientConnections', 'MeteredIOBytes', 'PercentIOLimit', 'PermittedThroughput', 'StorageBytes', 'TotalIOBytes'],
    exists: ({ state }, alarm, name) =>
      [...state.efs.fileSystems.values()].some(({ id, ...part }) => isHere(alarm, name)({ ...part, name: id })),
  },
  'AWS/CertificateManager': {
    dimension: 'CertificateArn', metrics: ['DaysToExpiry'],
    exists: ({ state }, alarm, arn) => [...state.acm.certificates.values()].some(part => isHere(alarm, arn)({ ...part, name: part.arn })),
  },
  'AWS/SNS': {
    dimension: 'TopicName', metrics: ['NumberOfMessagesPublished', 'NumberOfNotificationsDelivered', 'NumberOfNotificationsFailed', 'PublishSize'],
    exists: ({ state }, alarm, name) => [...state.sns.topics.values()].some(isHere(alarm, name)),
  },
};

/** Whether AWS measures what an alarm watches: a metric that its service has, of one thing that is in its account and region. */
export function isFedByAws(world: World, alarm: Alarm): boolean {
  const { namespace, metricName, dimensions } = alarm;
  const measured = Object.hasOwn(METRICS, namespace) ? METRICS[namespace] : undefined;
  const named = Object.keys(dimensions);
  return measured !== undefined && measured.metrics.includes(metricName) && named.length === 1 && named[0] === measured.dimension
    && measured.exists(world, alarm, dimensions[named[0]]);
}
