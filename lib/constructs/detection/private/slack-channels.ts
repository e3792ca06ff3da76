import { Aws } from 'aws-cdk-lib';
import { CfnSlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ROLE_PATH } from '../../../core/naming';
import { AlertSubscription, SlackChannel } from '../alert-subscription';

/** A topic and who wants it. */
interface Subscribed {
  readonly topic: ITopic;
  readonly subscriptions: readonly AlertSubscription[];
}

/**
 * One configuration for each channel, with all of its topics.
 *
 * Its role may do nothing, and the policy that bounds what the channel's members may do from there reads metrics at most: without one, AWS
 * would bound them by AdministratorAccess.
 *
 * The role's trust has no condition: AWS says of neither `aws:SourceAccount` nor `aws:SourceArn` that this service sends it when it assumes
 * a role, and a condition on a key that is not there would cut the channel off. Whoever confuses the service gets a role that may do
 * nothing.
 *
 * @see https://docs.aws.amazon.com/chatbot/latest/adminguide/security-iam.html
 */
export function subscribeChannels(scope: Construct, subscribed: readonly Subscribed[]): void {
  const channels = new Map<string, { readonly channel: SlackChannel; readonly topics: ITopic[] }>();
  for (const { topic, subscriptions } of subscribed) {
    for (const channel of subscriptions.map(({ _channel }) => _channel).filter(one => one !== undefined)) {
      const key = `${channel.workspaceId}/${channel.channelId}`;
      channels.set(key, { channel, topics: [...channels.get(key)?.topics ?? [], topic] });
    }
  }
  if (channels.size === 0) {
    return;
  }
  const role = new Role(scope, 'SlackRole', {
    path: ROLE_PATH,
    description: 'Channels are told of alerts, and may do nothing',
    assumedBy: new ServicePrincipal('chatbot.amazonaws.com'),
  });
  for (const { channel, topics } of channels.values()) {
    new CfnSlackChannelConfiguration(scope, `Slack-${channel.channelId}`, {
      configurationName: `lz-alerts-${channel.channelId}`,
      slackWorkspaceId: channel.workspaceId,
      slackChannelId: channel.channelId,
      iamRoleArn: role.roleArn,
      guardrailPolicies: [`arn:${Aws.PARTITION}:iam::aws:policy/CloudWatchReadOnlyAccess`],
      loggingLevel: 'ERROR',
      snsTopicArns: topics.map(topic => topic.topicArn),
    });
  }
}
