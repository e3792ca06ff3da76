import { Aws, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../../../core/acknowledge';
import { widenByName } from '../../../core/own-constructs';

/** Days that SQS keeps a message at most: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const RETENTION = Duration.days(14);

/**
 * A queue for events that could not be delivered: TLS only, written by rules of this account and region alone. SQS owns the key, which
 * costs nothing and lets whoever may receive messages read them.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function deadLetterQueue(scope: Construct, id: string, queueName: string): Queue {
  const queue = new Queue(scope, id, {
    queueName,
    retentionPeriod: RETENTION,
    enforceSSL: true,
    encryption: QueueEncryption.SQS_MANAGED,
  });
  queue.addToResourcePolicy(new PolicyStatement({
    sid: 'RulesLeaveWhatFailed',
    principals: [new ServicePrincipal('events.amazonaws.com')],
    actions: ['sqs:SendMessage'],
    resources: [queue.queueArn],
    conditions: {
      ArnLike: { 'aws:SourceArn': Stack.of(scope).formatArn({ partition: Aws.PARTITION, service: 'events', resource: 'rule', resourceName: '*' }) },
    },
  }));
  // Whatever the class of the stack's data: what waits here are alerts, and whoever answers for them must be able to read them.
  widenByName(queue, 'data-class-key');
  ['AwsSolutions::AwsSolutions-SQS3', 'cdk-validator-cfnguard::sqs_dlq_check'].forEach(rule => acknowledge(queue, {
    id: rule,
    reason: 'This is a dead-letter queue itself: what could not be delivered waits in it for a person.',
  }));
  return queue;
}
