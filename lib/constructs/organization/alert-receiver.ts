import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { IQueue } from 'aws-cdk-lib/aws-sqs';
import { AlertDelivery } from './alert-delivery';

/**
 * Everybody who is told of alerts of one severity, by whatever way: `AlertTopics` of the detection constructs has one for each, webhooks
 * included. In one account and region.
 */
export interface IAlertReceiver {
  /** Where rules leave events that nobody could be told of; undefined where nothing keeps them. */
  readonly deadLetterQueue?: IQueue;

  /**
   * Lets an alarm of the account and region tell.
   *
   * @param alarm what goes off
   */
  addAlarm(alarm: Alarm): void;

  /**
   * Targets of a rule that tell of its events, the dead-letter queue with them.
   *
   * @param message what people are told; endpoints get the event itself
   * @param delivery how long the rule tries, and what keeps the event then; by default what EventBridge does, and the receiver's queue
   */
  ruleTargets(message: CfnRule.InputTransformerProperty, delivery?: AlertDelivery): CfnRule.TargetProperty[];
}

/** Who is told where a topic is all there is. */
export class AlertReceiver implements IAlertReceiver {
  /**
   * Whoever subscribed to a topic.
   *
   * @param topic a topic whose policy lets events.amazonaws.com and cloudwatch.amazonaws.com publish
   * @param deadLetterQueue a queue whose policy lets rules of the account leave there what the topic did not take
   */
  public static ofTopic(topic: ITopic, deadLetterQueue?: IQueue): IAlertReceiver {
    return new AlertReceiver(topic, deadLetterQueue);
  }

  private constructor(
    private readonly topic: ITopic,
    /** Where rules leave events that the topic did not take. */
    public readonly deadLetterQueue?: IQueue,
  ) {}

  /**
   * Lets an alarm of the account and region tell.
   *
   * @param alarm what goes off
   */
  public addAlarm(alarm: Alarm): void {
    alarm.addAlarmAction(new SnsAction(this.topic));
  }

  /**
   * The topic as the target of a rule.
   *
   * @param message what people are told
   * @param delivery how long the rule tries, and what keeps the event then; by default what EventBridge does, and the receiver's queue
   */
  public ruleTargets(message: CfnRule.InputTransformerProperty, delivery: AlertDelivery = {}): CfnRule.TargetProperty[] {
    const { deadLetterQueue = this.deadLetterQueue, retryPolicy } = delivery;
    return [{
      id: 'topic',
      arn: this.topic.topicArn,
      inputTransformer: message,
      ...deadLetterQueue && { deadLetterConfig: { arn: deadLetterQueue.queueArn } },
      ...retryPolicy && { retryPolicy },
    }];
  }
}
