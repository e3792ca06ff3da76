import { Operation, Outcome, ResourceType } from '../aws/contract';
import { roleArn } from '../aws/services/iam';
import { SlackChannel } from '../aws/services/sns';
import { CHATBOT } from '../rules/alerts';
import { inert, permissions, schema } from './permission';
import { isAssumableBy } from './principals';
import { text, texts } from './values';

const SERVICE = 'chatbot.amazonaws.com';
/** The service that owns the service-linked role: https://docs.aws.amazon.com/chatbot/latest/adminguide/slr-permissions.html */
const LINKED = 'management.chatbot.amazonaws.com';

/** Configurations belong to no region. */
const channelArn = ({ world, accountId, properties }: Operation) =>
  `arn:${world.partition}:chatbot::${accountId}:chat-configuration/slack-channel/${String(properties.ConfigurationName)}`;
const channelRole = ({ properties }: Operation) => String(properties.IamRoleArn);
const passRole = permissions(['iam:PassRole'], channelRole, { context: () => ({ 'iam:PassedToService': SERVICE }) });
const outcome = ({ arn }: SlackChannel): Outcome => ({ physicalId: arn, attributes: { Arn: arn } });

function channelOf(operation: Operation): SlackChannel {
  return operation.world.state.sns.slackChannels.get(String(operation.physicalId))
    ?? operation.fail('ResourceNotFoundException', `configuration ${operation.physicalId} does not exist`);
}

/** A channel of Slack that is told of what topics carry. The workspace counts as connected, which is a step for people. */
export const SLACK_CHANNEL: ResourceType = {
  typeName: 'AWS::Chatbot::SlackChannelConfiguration',
  source: schema('aws-chatbot-slackchannelconfiguration'),
  properties: {
    ConfigurationName: 'interpreted', SlackWorkspaceId: 'interpreted', SlackChannelId: 'interpreted', IamRoleArn: 'interpreted', SnsTopicArns: 'interpreted',
    GuardrailPolicies: inert('nobody acts from a channel in the rehearsal'), UserRoleRequired: inert('nobody acts from a channel in the rehearsal'),
    LoggingLevel: inert('the log of the service is not modelled'),
  },
  required: ['ConfigurationName', 'SlackWorkspaceId', 'SlackChannelId', 'IamRoleArn'],
  createOnly: ['ConfigurationName', 'SlackWorkspaceId'],
  permissions: {
    create: [
      ...permissions(['chatbot:CreateSlackChannelConfiguration'], channelArn), ...passRole,
      ...permissions(['iam:CreateServiceLinkedRole'], ({ world, accountId }) => roleArn(world, accountId, 'AWSServiceRoleForAWSChatbot', `/aws-service-role/${LINKED}/`),
        { context: () => ({ 'iam:AWSServiceName': LINKED }) }),
    ],
    update: [...permissions(['chatbot:UpdateSlackChannelConfiguration'], channelArn), ...passRole],
    delete: permissions(['chatbot:DeleteSlackChannelConfiguration'], channelArn),
  },
  create: operation => {
    const { world, accountId, origin, properties } = operation;
    const arn = channelArn(operation);
    if (world.state.sns.slackChannels.has(arn)) {
      operation.fail('ConflictException', `configuration ${String(properties.ConfigurationName)} already exists`);
    }
    const channel: SlackChannel = {
      ...checked(operation), arn, name: String(properties.ConfigurationName), workspaceId: String(properties.SlackWorkspaceId),
      accountId, origin,
    };
    world.state.sns.slackChannels.set(arn, channel);
    return outcome(channel);
  },
  update: operation => outcome(Object.assign(channelOf(operation), checked(operation))),
  delete: operation => {
    operation.world.state.sns.slackChannels.delete(channelOf(operation).arn);
  },
};

function checked(operation: Operation): Pick<SlackChannel, 'channelId' | 'roleArn' | 'topicArns'> {
  const { world, accountId, properties } = operation;
  const role = world.state.iam.roles.get(channelRole(operation));
  const assumable = role?.accountId === accountId && isAssumableBy(world, role, SERVICE);
  const remedy = `create the role first, trusting ${SERVICE}`;
  operation.require(CHATBOT.ROLE_ASSUMABLE, assumable, `${SERVICE} cannot assume ${channelRole(operation)}`, remedy);
  operation.requirePath(CHATBOT.ROLE_ASSUMABLE, role!.origin, `role ${role!.name} may not exist yet`);
  const topicArns = texts(properties, 'SnsTopicArns');
  for (const arn of topicArns) {
    const topic = world.state.sns.topics.get(arn);
    operation.require(CHATBOT.TOPICS_EXIST, topic?.accountId === accountId, `topic ${arn} does not exist in ${accountId}`, 'create the topic first');
    operation.requirePath(CHATBOT.TOPICS_EXIST, topic!.origin, `topic ${topic!.name} may not exist yet`);
  }
  return { channelId: text(properties, 'SlackChannelId')!, roleArn: role!.arn, topicArns };
}
