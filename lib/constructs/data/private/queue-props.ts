import { Duration } from 'aws-cdk-lib';
import { QueueEncryption, QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DataClassification } from '../data-classification';
import { KeyChoice } from '../key-choice';
import { classOf, keyOfClass } from './key-of-class';
import { Weaker, weakerKey } from './refusals';

/**
 * The longest that a queue keeps messages. Dead letters keep the date of their arrival in the first queue, so theirs must be longer.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export const LONGEST_RETENTION = Duration.days(14);

/**
 * What Lambda asks for at least, so that a message is not given up because a function was throttled.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export const MAX_RECEIVE_COUNT = 5;

/** Props of a queue with what was left out filled in: TLS, and encryption by the class of its data. */
export function securedQueueProps(scope: Construct, id: string, props: QueueProps, classification = classOf(scope)): QueueProps {
  return { ...props, enforceSSL: props.enforceSSL ?? true, ...encryptionOf(scope, id, props, classification) };
}

function encryptionOf(scope: Construct, id: string, props: QueueProps, classification: DataClassification): Partial<QueueProps> {
  if ((props.encryption ?? QueueEncryption.KMS) !== QueueEncryption.KMS || props.encryptionMasterKey) {
    return {};
  }
  const key = keyOfClass(scope, id, classification);
  return key ? { encryption: QueueEncryption.KMS, encryptionMasterKey: key } : { encryption: QueueEncryption.SQS_MANAGED };
}

/** A queue that says which queues may leave dead letters in it is one for them, and gets none of its own. */
export const isForDeadLetters = ({ redriveAllowPolicy }: QueueProps): boolean => redriveAllowPolicy !== undefined;

/** Whether CDK makes a FIFO queue of these props. */
export const isFifo = ({ fifo, queueName, contentBasedDeduplication }: QueueProps): boolean =>
  fifo ?? (queueName?.endsWith('.fifo') === true || contentBasedDeduplication === true);

/** What is weaker than the default. */
export const weakerQueueProps = (
  { enforceSSL, encryption, encryptionMasterKey }: QueueProps, classification: DataClassification,
): readonly Weaker[] => [
  { prop: 'enforceSSL', rule: 'not be false', got: enforceSSL, isWeaker: enforceSSL === false },
  weakerKey('encryptionMasterKey', encryptionMasterKey, classification),
  weakerEncryption(encryption, classification),
];

const weakerEncryption = (got: QueueProps['encryption'], { className, keyChoice }: DataClassification): Weaker =>
  keyChoice === KeyChoice.AWS_OWNED
    ? { prop: 'encryption', rule: 'not be UNENCRYPTED', got, isWeaker: got === QueueEncryption.UNENCRYPTED }
    : {
      prop: 'encryption', rule: `be KMS with a customer managed key for ${className} data`, got,
      isWeaker: got !== undefined && got !== QueueEncryption.KMS,
    };
