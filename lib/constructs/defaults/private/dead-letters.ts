import { CfnResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct, IConstruct } from 'constructs';
import { renderedResources } from '../../../core/rendered-resources';

/** What Lambda asks for at least, so that a message is not given up because a function was throttled. */
const MAX_RECEIVE_COUNT = 5;
const LONGEST_RETENTION = Duration.days(14);

/** Queues, by logical ids, in which something of a stack leaves its dead letters: another queue, a function, a rule, a subscription. */
export function deadLetterQueues(stack: Stack): ReadonlySet<string> {
  const text = JSON.stringify(renderedResources(stack).map(({ properties }) => properties));
  return new Set([...text.matchAll(/"(?:deadLetterTargetArn|DeadLetter\w+":\{"\w*Arn)":"<([^".]+)\.Arn>"/g)].map(([, logicalId]) => logicalId));
}

/** Whether a queue is one of those. */
export const isIn = (queues: ReadonlySet<string>, { stack, logicalId }: CfnResource): boolean =>
  queues.has(String(stack.resolve(logicalId)));

interface Index {
  readonly constructs: ReadonlySet<IConstruct>;
  readonly queues: ReadonlySet<string>;
}
const INDICES = new WeakMap<Stack, Index>();

/** The same while an aspect makes its way: a stack is looked through once, and again for a queue that was not in it then. */
export function takesDeadLetters(queue: CfnResource): boolean {
  const { stack } = queue;
  const known = INDICES.get(stack);
  const index = known?.constructs.has(queue) ? known : { constructs: new Set(stack.node.findAll()), queues: deadLetterQueues(stack) };
  INDICES.set(stack, index);
  return isIn(index.queues, queue);
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
