import { IPropertyInjector } from 'aws-cdk-lib';
import { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Queue, QueueProps, RedrivePermission } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { injectorOf } from '../../core/property-injection';
import { PublicPrincipals } from '../identity';
import { DataClassification } from './data-classification';
import { isFifo, isForDeadLetters, LONGEST_RETENTION, MAX_RECEIVE_COUNT, securedQueueProps, weakerQueueProps } from './private/queue-props';
import { refuseWeaker, statedClass } from './private/refusals';

/** Properties of a secure queue: those of the CDK's queue, and the class of its data. */
export interface SecureQueueProps extends QueueProps {
  /**
   * How bad it is when its messages come into the wrong hands: the class chooses the key.
   *
   * @default - that of the closest scope that has one
   */
  readonly classification?: DataClassification;
}

/**
 * A queue of Amazon SQS that is encrypted by the class of its data, takes nothing without TLS, and keeps for 14 days what could not be
 * processed in five attempts.
 *
 * Dead letters go to a queue beside it, `<id>DeadLetters`, under the same key; `metricDeadLetters` counts them. A queue with a
 * `redriveAllowPolicy` is one for dead letters itself and gets none, which is how AWS Control Tower tells them apart too (CT.SQS.PR.1).
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
 */
export class SecureQueue extends Queue {
  /**
   * Gives the same defaults to every `sqs.Queue` of a scope, by `PropertyInjectors.of(scope).add(…)`; all but the queue for dead letters,
   * since only the finished app knows which of its queues are such.
   */
  public static defaults(): IPropertyInjector {
    return injectorOf<QueueProps>(Queue.PROPERTY_INJECTION_ID, (props, { scope, id }) => securedQueueProps(scope, id, props));
  }

  public constructor(scope: Construct, id: string, props: SecureQueueProps = {}) {
    const classification = statedClass(scope, props.classification);
    refuseWeaker(scope, id, 'sqs.Queue', weakerQueueProps(props, classification));
    const secured = securedQueueProps(scope, id, props, classification);
    super(scope, id, { ...secured, deadLetterQueue: props.deadLetterQueue ?? deadLetters(scope, id, props, secured) });
    props.classification?.applyTo(this);
    PublicPrincipals.refuse(this);
  }

  /**
   * How many messages wait as dead letters: for an alarm at one. Fails for a queue without dead letters.
   *
   * @param props statistic, period and others @default - the highest count of five minutes
   */
  public metricDeadLetters(props?: MetricOptions): Metric {
    const queue = this.deadLetterQueue?.queue;
    throwProblems(this, queue ? [] : ["'redriveAllowPolicy' must be left out for a queue to have dead letters: ask the queues that leave theirs here"]);
    return queue!.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', ...props });
  }
}

function deadLetters(scope: Construct, id: string, props: SecureQueueProps, { encryption, encryptionMasterKey }: QueueProps): QueueProps['deadLetterQueue'] {
  return isForDeadLetters(props) ? undefined : {
    maxReceiveCount: MAX_RECEIVE_COUNT,
    queue: new SecureQueue(scope, `${id}DeadLetters`, {
      classification: props.classification,
      encryption, encryptionMasterKey,
      fifo: isFifo(props) || undefined,
      redriveAllowPolicy: { redrivePermission: RedrivePermission.ALLOW_ALL },
      retentionPeriod: LONGEST_RETENTION,
      removalPolicy: props.removalPolicy,
    }),
  };
}
