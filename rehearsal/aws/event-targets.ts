import { Context, Decision } from '../../lib/policy';
import { EVENTS } from '../rules/events';
import { topicDeliveries } from './alert-delivery';
import { parseArn } from './arn';
import { decide } from './authorization';
import { RehearsalFailure, Rule } from './contract';
import { placeOfOrigin } from './origin';
import { EventRule, EventTarget, findBus } from './services/eventbridge';
import { serviceCaller } from './services/iam';
import { findKey } from './services/kms';
import type { World } from './world';

/** Why a target does not get the events of a rule. */
export interface Obstacle {
  readonly rule: Rule;
  readonly message: string;
  readonly remedy: string;
  readonly decision?: Decision;
}

const SERVICE = serviceCaller('events.amazonaws.com');

/** What a caller of SQS, Lambda and IAM says of itself: which rule it acts for. To SNS, EventBridge says nothing. */
function sourceOf(world: World, { arn, accountId }: EventRule): Context {
  const { organization } = world.state.organizations;
  return { 'aws:SourceArn': arn, 'aws:SourceAccount': accountId, ...organization ? { 'aws:SourceOrgID': organization.id } : {} };
}

/** What keeps a target from an event under the policies as they are now; empty when it gets it. */
export function obstaclesOf(world: World, rule: EventRule, target: EventTarget): readonly Obstacle[] {
  switch (kindOf(target.arn)!) {
    case 'bus': return busObstacles(world, rule, target);
    case 'api-destination': return roleObstacles(world, rule, target, 'events:InvokeApiDestination');
    case 'topic': return topicObstacles(world, rule, target);
    case 'queue': return queueObstacles(world, rule, target.arn, EVENTS.QUEUE_POLICY);
    case 'function': return functionObstacles(world, rule, target);
  }
}

/** Targets that the model knows. */
export type TargetKind = 'bus' | 'api-destination' | 'topic' | 'queue' | 'function';

/** What an ARN of a target stands for; undefined for what the model does not know. */
export function kindOf(arn: string): TargetKind | undefined {
  const { service, resource = '' } = parseArn(arn) ?? {};
  switch (service) {
    case 'events': return resource.startsWith('event-bus/') ? 'bus' : resource.startsWith('api-destination/') ? 'api-destination' : undefined;
    case 'sns': return 'topic';
    case 'sqs': return 'queue';
    case 'lambda': return 'function';
    default: return undefined;
  }
}

/** What keeps the dead-letter queue from taking what its target did not get. */
export function deadLetterObstacles(world: World, rule: EventRule, { deadLetterArn }: EventTarget): readonly Obstacle[] {
  return deadLetterArn === undefined ? [] : queueObstacles(world, rule, deadLetterArn, EVENTS.DEAD_LETTER_QUEUE);
}

function missing(rule: EventRule, arn: string): readonly Obstacle[] {
  return [{ rule: EVENTS.TARGET_EXISTS, message: `${arn}, which rule ${rule.name} invokes, does not exist`, remedy: 'name a target that exists' }];
}

function busObstacles(world: World, rule: EventRule, target: EventTarget): readonly Obstacle[] {
  return findBus(world, target.arn) ? roleObstacles(world, rule, target, 'events:PutEvents') : missing(rule, target.arn);
}

/** Targets that EventBridge reaches by a role: it assumes the role, then the role acts, under every policy that binds it. */
function roleObstacles(world: World, rule: EventRule, target: EventTarget, action: string): readonly Obstacle[] {
  if (kindOf(target.arn) === 'api-destination' && !world.state.apiDestinations.destinations.has(target.arn)) {
    return missing(rule, target.arn);
  }
  const role = target.roleArn === undefined ? undefined : world.state.iam.roles.get(target.roleArn);
  if (!role) {
    return [{ rule: EVENTS.TARGET_ROLE, message: `rule ${rule.name} needs the role ${target.roleArn} for ${target.arn}, which does not exist`, remedy: 'create the role' }];
  }
  const assumed = decide(world, SERVICE, {
    action: 'sts:AssumeRole', resource: role.arn, resourceAccountId: role.accountId, region: rule.region, context: sourceOf(world, rule),
  });
  const sent = decide(world, world.sessionOf(role.arn), {
    action, resource: target.arn, resourceAccountId: parseArn(target.arn)?.accountId, region: parseArn(target.arn)?.region,
  });
  return [
    ...denied(EVENTS.TARGET_ROLE, assumed, `events.amazonaws.com must be allowed to assume ${role.arn} for rule ${rule.name}`, 'trust events.amazonaws.com in the role'),
    ...denied(EVENTS.ROLE_SENDS, sent, `role ${role.name} of ${role.accountId} must be allowed ${action} on ${target.arn}`,
      'allow it in the role, in the policy of a bus in another account, and in the policies of the organization'),
  ];
}

/** A condition in a topic policy meets no key: EventBridge sends none. */
function topicObstacles(world: World, rule: EventRule, { arn }: EventTarget): readonly Obstacle[] {
  const topic = world.state.sns.topics.get(arn);
  if (!topic) {
    return missing(rule, arn);
  }
  const publisher = { service: 'events.amazonaws.com', context: {}, policyRule: EVENTS.TOPIC_POLICY, keyRule: EVENTS.TOPIC_KEY };
  return topicDeliveries(world, arn, publisher).flatMap(({ rule: by, decision, what, remedy }) =>
    denied(by, decision, `${what} for rule ${rule.name}`, by === EVENTS.TOPIC_POLICY ? `${remedy}, in a statement without conditions` : remedy));
}

function queueObstacles(world: World, rule: EventRule, arn: string, by: Rule): readonly Obstacle[] {
  const queue = world.state.sqs.queues.get(arn);
  if (!queue) {
    return missing(rule, arn).map(obstacle => ({ ...obstacle, rule: by === EVENTS.QUEUE_POLICY ? EVENTS.TARGET_EXISTS : by }));
  }
  const context = sourceOf(world, rule);
  const sent = decide(world, SERVICE, { action: 'sqs:SendMessage', resource: arn, resourceAccountId: queue.accountId, region: queue.region, context });
  return [
    ...denied(by, sent, `events.amazonaws.com must be allowed sqs:SendMessage on ${arn} for rule ${rule.name}`, 'allow it in the policy of the queue'),
    ...keyObstacles(world, rule, queue.keyId, context).map(obstacle => ({ ...obstacle, rule: by })),
  ];
}

function functionObstacles(world: World, rule: EventRule, { arn }: EventTarget): readonly Obstacle[] {
  const invoked = world.state.lambda.functions.get(arn);
  if (!invoked) {
    return missing(rule, arn);
  }
  const decision = decide(world, SERVICE, {
    action: 'lambda:InvokeFunction', resource: arn, resourceAccountId: invoked.accountId, region: invoked.region, context: sourceOf(world, rule),
  });
  return denied(EVENTS.FUNCTION_PERMISSION, decision, `events.amazonaws.com must be allowed to invoke ${arn} for rule ${rule.name}`, 'add a permission for the rule');
}

function keyObstacles(world: World, rule: EventRule, keyArn: string | undefined, context: Context): readonly Obstacle[] {
  const key = keyArn === undefined ? undefined : findKey(world, keyArn, rule);
  if (keyArn === undefined) {
    return [];
  }
  if (!key?.enabled || key.pendingDeletion) {
    return [{ rule: EVENTS.TOPIC_KEY, message: `key ${keyArn} cannot be used`, remedy: 'name a key that is enabled' }];
  }
  return ['kms:GenerateDataKey', 'kms:Decrypt'].flatMap(action => denied(
    EVENTS.TOPIC_KEY,
    decide(world, SERVICE, { action, resource: key.arn, resourceAccountId: key.accountId, region: key.region, context }),
    `events.amazonaws.com must be allowed ${action} on ${key.arn} for rule ${rule.name}`, 'allow it in the key policy',
  ));
}

function denied(rule: Rule, decision: Decision, what: string, remedy: string): readonly Obstacle[] {
  return decision.allowed ? [] : [{ rule, decision, remedy, message: `${what}: ${decision.explanation}` }];
}

/** Events that no longer reach a target, or its queue, under the policies as they are now: nobody is told when one is lost. */
export function lostEvents(world: World): readonly RehearsalFailure[] {
  return [...world.state.eventBridge.rules.values()].filter(({ state }) => state !== 'DISABLED').flatMap(rule =>
    [...untold(rule), ...rule.targets.flatMap(target => [...obstaclesOf(world, rule, target), ...deadLetterObstacles(world, rule, target)])]
      .map(obstacle => new RehearsalFailure({ ...placeOfOrigin(rule.origin, 'AWS::Events::Rule'), kind: 'rule', ...obstacle })));
}

const untold = ({ name, accountId, region, targets }: EventRule): readonly Obstacle[] => targets.length > 0 ? [] :
  [{ rule: EVENTS.HAS_TARGET, message: `rule ${name} of ${accountId} ${region} is on and has no target`, remedy: 'give it one, or disable it' }];
