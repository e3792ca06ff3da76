import { CfnRule } from 'aws-cdk-lib/aws-events';
import { IQueue } from 'aws-cdk-lib/aws-sqs';

/** How long a rule tries to tell of an event, and where the event waits then. It holds for each target of the rule. */
export interface AlertDelivery {
  /**
   * Where the event waits. Its policy lets rules of the account leave it there.
   *
   * @default - the queue of the receiver; without one the event is lost
   */
  readonly deadLetterQueue?: IQueue;

  /**
   * For how long, and how often, the rule tries.
   *
   * @default - 24 hours and 185 times, as EventBridge has it
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
   */
  readonly retryPolicy?: CfnRule.RetryPolicyProperty;
}
