import { Aws, Duration, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** Days that SQS keeps a message at most: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const RETENTION = Duration.days(14);

/**
 * A queue for events that could not be delivered: TLS only, written by rules of this account and region alone. With a key of its own where
 * one is given; else SQS owns the key, which costs nothing.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function deadLetterQueue(scope: Construct, id: string, queueName: string, key?: IKey): Queue {
  const queue = new Queue(scope, id, {
    queueName,
    retentionPeriod: RETENTION,
    enforceSSL: true,
    encryption: key ? QueueEncryption.KMS : QueueEncryption.SQS_MANAGED,
    encryptionMasterKey: key,
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
  Validations.of(queue).acknowledge({
    id: 'AwsSolutions::AwsSolutions-SQS3',
    reason: 'This is a dead-letter queue itself: what could not be delivered waits in it for a person.',
  });
  return queue;
}
