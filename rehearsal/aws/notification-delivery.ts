import { SNS } from '../rules/alerts';
import { decide } from './authorization';
import { Authorization, RehearsalFailure } from './contract';
import { placeOfOrigin } from './origin';
import { serviceCaller } from './services/iam';
import { findKey } from './services/kms';
import { Subscription } from './services/sns';
import type { World } from './world';

const SERVICE = serviceCaller('sns.amazonaws.com');

/**
 * What SNS does for a subscription and may not, under the policies as they are now: nobody is told when a message is lost.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html
 */
export function lostNotifications(world: World): readonly RehearsalFailure[] {
  return [...world.state.sns.subscriptions.values()].flatMap(subscription => asked(world, subscription).flatMap(request => {
    const decision = decide(world, SERVICE, request);
    return decision.allowed ? [] : [new RehearsalFailure({
      ...placeOfOrigin(subscription.origin, 'AWS::SNS::Subscription'), kind: 'rule', rule: SNS.DELIVERED, decision,
      message: `sns.amazonaws.com must be allowed ${request.action} on ${request.resource} for ${subscription.topicArn}: ${decision.explanation}`,
      remedy: `allow sns.amazonaws.com ${request.action} in the policy of the ${request.action.startsWith('kms:') ? 'key' : 'queue or function'}`,
    })];
  }));
}

function asked(world: World, { topicArn, protocol, endpoint, deadLetterArn }: Subscription): readonly Authorization[] {
  const [, , , , owner] = topicArn.split(':');
  const context = { 'aws:SourceArn': topicArn, 'aws:SourceAccount': owner };
  const queues = [...protocol === 'sqs' ? [endpoint] : [], ...deadLetterArn === undefined ? [] : [deadLetterArn]];
  const invoked = protocol === 'lambda' ? world.state.lambda.functions.get(endpoint) : undefined;
  return [
    ...invoked ? [{ action: 'lambda:InvokeFunction', resource: endpoint, resourceAccountId: invoked.accountId, region: invoked.region, context }] : [],
    ...queues.flatMap(arn => {
      const queue = world.state.sqs.queues.get(arn);
      const key = queue?.keyId === undefined ? undefined : findKey(world, queue.keyId, queue);
      const place = queue && { resourceAccountId: queue.accountId, region: queue.region, context };
      return place ? [
        { action: 'sqs:SendMessage', resource: arn, ...place },
        ...key ? ['kms:GenerateDataKey', 'kms:Decrypt'].map(action => ({ action, resource: key.arn, ...place })) : [],
      ] : [];
    }),
  ];
}
