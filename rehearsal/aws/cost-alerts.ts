import { Context } from '../../lib/policy';
import { COST } from '../rules/cost';
import { decide } from './authorization';
import { Origin, RehearsalFailure } from './contract';
import { placeOfOrigin } from './origin';
import { findKey } from './services/kms';
import { serviceCaller } from './services/iam';
import type { World } from './world';

/** What watches the bill, and whom it tells. */
interface Watcher {
  readonly service: string;
  readonly typeName: string;
  readonly arn: string;
  readonly accountId: string;
  readonly topicArns: readonly string[];
  readonly origin?: Origin;
}

/**
 * Alerts about cost that nobody would hear of under the policies as they are now: AWS says nothing when it cannot publish.
 *
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
 */
export const lostCostAlerts = (world: World): readonly RehearsalFailure[] =>
  costWatchers(world).flatMap(watcher => watcher.topicArns.flatMap(topicArn => lost(world, watcher, topicArn)));

/** Everything that watches the bill. */
export function costWatchers(world: World): readonly Watcher[] {
  const { budgets, subscriptions } = world.state.costManagement;
  return [
    ...[...budgets.values()].map(budget => ({ ...budget, service: 'budgets.amazonaws.com', typeName: 'AWS::Budgets::Budget' })),
    ...[...subscriptions.values()].map(subscription =>
      ({ ...subscription, service: 'costalerts.amazonaws.com', typeName: 'AWS::CE::AnomalySubscription' })),
  ];
}

function lost(world: World, watcher: Watcher, topicArn: string): readonly RehearsalFailure[] {
  const { service, accountId, arn, origin, typeName } = watcher;
  const fail = (message: string, remedy: string) =>
    [new RehearsalFailure({ ...placeOfOrigin(origin, typeName), kind: 'rule', rule: COST.ALERTS_ARRIVE, message, remedy })];
  const topic = world.state.sns.topics.get(topicArn);
  if (topic === undefined) {
    return fail(`${topicArn}, which ${arn} tells, does not exist`, 'name a topic that exists');
  }
  const key = topic.keyArn === undefined ? undefined : findKey(world, topic.keyArn, topic);
  const context: Context = { 'aws:SourceAccount': accountId, 'aws:SourceArn': arn };
  const asked: readonly (readonly [string, string, string])[] = [
    ['sns:Publish', topicArn, 'topic'],
    ...key ? ['kms:GenerateDataKey', 'kms:Decrypt'].map(action => [action, key.arn, 'key'] as const) : [],
  ];
  return asked.flatMap(([action, resource, what]) => {
    const { accountId: resourceAccountId, region } = topic;
    const decision = decide(world, serviceCaller(service), { action, resource, resourceAccountId, region, context });
    return decision.allowed ? [] : fail(`${service} must be allowed ${action} on ${resource}: ${decision.explanation}`,
      `allow ${service} ${action} for aws:SourceAccount ${accountId} in the policy of the ${what}`);
  });
}
