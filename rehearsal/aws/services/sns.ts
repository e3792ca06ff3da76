import { PolicyDocument } from '../../../lib/policy';
import { AwsError, Origin } from '../contract';
import type { World } from '../world';

/** Topics by ARN, and who subscribed to them. */
export interface SnsState {
  readonly topics: Map<string, Topic>;
  /** Subscriptions by ARN. */
  readonly subscriptions: Map<string, Subscription>;
  /** Configurations of channels of Slack, by ARN: they subscribe to their topics. */
  readonly slackChannels: Map<string, SlackChannel>;
}

/** A topic. */
export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  origin?: Origin;
  policy?: { readonly document: PolicyDocument; readonly origin?: Origin };
  /** ARN of the customer managed key; undefined where messages are not encrypted by one. */
  keyArn?: string;
  /** Whether it keeps the order of messages. @default false */
  readonly fifo?: boolean;
}

/** Somebody who is told. */
export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  origin?: Origin;
  /** ARN of the queue for what could not be delivered. */
  deadLetterArn?: string;
}

/** A channel that Amazon Q Developer in chat applications tells. */
export interface SlackChannel {
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly workspaceId: string;
  origin?: Origin;
  channelId: string;
  roleArn: string;
  topicArns: readonly string[];
}

export const initialSns = (): SnsState => ({ topics: new Map(), subscriptions: new Map(), slackChannels: new Map() });

export const topicArn = (world: World, accountId: string, region: string, name: string): string =>
  `arn:${world.partition}:sns:${region}:${accountId}:${name}`;

/** Creates a topic. CreateTopic answers with a topic that exists; CloudFormation does not take over what it did not make. */
export function createTopic(world: World, props: Omit<Topic, 'arn' | 'policy'>): Topic {
  const arn = topicArn(world, props.accountId, props.region, props.name);
  if (world.state.sns.topics.has(arn)) {
    throw new AwsError('AlreadyExists', `topic ${arn} already exists`);
  }
  const topic: Topic = { arn, ...props };
  world.state.sns.topics.set(arn, topic);
  return topic;
}

/** The policy of a topic: the one it was given, or the one that SNS gives to new topics, which lets its owner do everything. */
export function topicPolicy({ arn, accountId, policy }: Topic): PolicyDocument {
  return policy?.document ?? {
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow', Principal: { AWS: '*' }, Action: ['sns:Publish', 'sns:Subscribe', 'sns:GetTopicAttributes', 'sns:SetTopicAttributes', 'sns:DeleteTopic'],
      Resource: arn, Condition: { StringEquals: { 'aws:SourceOwner': accountId } },
    }],
  };
}

/** Who is told what a topic carries, as a person would name them. */
export function subscribersOf(world: World, arn: string): readonly string[] {
  const { subscriptions, slackChannels } = world.state.sns;
  return [
    ...[...subscriptions.values()].filter(({ topicArn: topic }) => topic === arn).map(({ protocol, endpoint }) => `${protocol} ${endpoint}`),
    ...[...slackChannels.values()].filter(({ topicArns }) => topicArns.includes(arn)).map(({ channelId }) => `slack ${channelId}`),
  ];
}
