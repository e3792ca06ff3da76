import { PolicyDocument } from '../../../lib/policy';
import { AwsError, Origin } from '../contract';
import type { World } from '../world';

/** Queues by ARN. */
export interface SqsState {
  readonly queues: Map<string, Queue>;
}

/** A queue. */
export interface Queue {
  readonly arn: string;
  readonly url: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
  policy?: { readonly document: PolicyDocument; readonly origin?: Origin };
  /** Customer managed key, as the template names it; undefined where SQS owns the key. */
  keyId?: string;
  /** Whether it keeps the order of messages. @default false */
  readonly fifo?: boolean;
  /** Seconds that a message stays hidden from others once somebody received it. @default 30 */
  visibilityTimeout?: number;
  /** ARN of the queue for what it could not hand over. */
  deadLetterArn?: string;
  /** Which queues may use it for what they could not hand over. @default - each of the account and region */
  redriveAllow?: RedriveAllow;
}

/** Which queues may use a queue for what they could not hand over. */
export interface RedriveAllow {
  readonly permission: string;
  readonly sourceArns: readonly string[];
}

export const initialSqs = (): SqsState => ({ queues: new Map() });

export const queueArn = (world: World, accountId: string, region: string, name: string): string =>
  `arn:${world.partition}:sqs:${region}:${accountId}:${name}`;

/** Creates a queue; names are unique in an account and region. */
export function createQueue(world: World, props: Omit<Queue, 'arn' | 'url' | 'policy'>): Queue {
  const { accountId, region, name } = props;
  const arn = queueArn(world, accountId, region, name);
  if (world.state.sqs.queues.has(arn)) {
    throw new AwsError('QueueAlreadyExists', `A queue already exists with the name ${name}`);
  }
  const queue: Queue = { arn, url: `https://sqs.${region}.amazonaws.com/${accountId}/${name}`, ...props };
  world.state.sqs.queues.set(arn, queue);
  return queue;
}

/** The queue behind its URL, which is how policies name it. */
export function queueOfUrl(world: World, url: string): Queue | undefined {
  const [, region, accountId, name] = /^https:\/\/sqs\.([^./]+)\.amazonaws\.com\/([^/]+)\/([^/]+)$/.exec(url) ?? [];
  return name === undefined ? undefined : world.state.sqs.queues.get(queueArn(world, accountId, region, name));
}
