import { CfnResource, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { renderedResources } from '../../../core/rendered-resources';

/** What Lambda asks for at least, so that a message is not given up because a function was throttled. */
const MAX_RECEIVE_COUNT = 5;
const LONGEST_RETENTION = Duration.days(14);

/** Whether something of the stack leaves its dead letters in a queue: another queue, a function, a rule, a subscription. */
export function takesDeadLetters(queue: CfnResource): boolean {
  const arn = `<${String(queue.stack.resolve(queue.logicalId))}.Arn>`;
  const named = new RegExp(`"(deadLetterTargetArn|DeadLetter\\w+":\\{"\\w*Arn)":"${arn}"`);
  return renderedResources(queue.stack).some(({ properties }) => named.test(JSON.stringify(properties)));
}

/** Makes the queue of dead letters of a queue, beside it, and names it there. */
export function addDeadLetters(queue: CfnResource, fifoQueue?: boolean): void {
  const deadLetters = new CfnQueue(queue.node.scope as Construct, `${queue.node.id}DeadLetters`, {
    fifoQueue, messageRetentionPeriod: LONGEST_RETENTION.toSeconds(), redriveAllowPolicy: { redrivePermission: 'allowAll' },
  });
  // as the CDK has it for each queue
  deadLetters.applyRemovalPolicy(RemovalPolicy.DESTROY);
  const redrivePolicy = { deadLetterTargetArn: deadLetters.attrArn, maxReceiveCount: MAX_RECEIVE_COUNT };
  if ('redrivePolicy' in queue) {
    Object.assign(queue, { redrivePolicy });
  } else {
    queue.addPropertyOverride('RedrivePolicy', redrivePolicy);
  }
}
