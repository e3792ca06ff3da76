import { SNS } from '../rules/alerts';
import { alarmEvent } from './alert-delivery';
import { RehearsalFailure } from './contract';
import { emitEvent } from './event-delivery';
import { kindOf } from './event-targets';
import { placeOfOrigin } from './origin';
import { subscribersOf, Topic } from './services/sns';
import type { World } from './world';

/** How the name of a topic ends for which somebody gets up at night. */
const CRITICAL = /(^|[-_])critical$/i;

/**
 * Topics for what is critical, to which alarms or rules publish and nobody subscribed: each of them by itself, since the same name stands
 * in several accounts. A webhook that gets the same is somebody.
 */
export function tellsNobody(world: World): readonly RehearsalFailure[] {
  const topics = [...world.state.sns.topics.values()]
    .filter(topic => CRITICAL.test(topic.name) && subscribersOf(world, topic.arn).length === 0);
  return topics.flatMap(topic => {
    const [unheard] = publishersWithoutWebhook(world, topic);
    return unheard === undefined ? [] : [new RehearsalFailure({
      ...placeOfOrigin(topic.origin, 'AWS::SNS::Topic'), kind: 'rule', rule: SNS.CRITICAL_HEARD,
      message: `nobody subscribed to ${topic.arn}, to which ${unheard} publishes`, remedy: 'subscribe somebody to what is critical, in each account that has such a topic',
    })];
  });
}

/** Names of alarms and rules that tell a topic and no webhook. */
function publishersWithoutWebhook(world: World, { arn }: Topic): readonly string[] {
  const alarms = [...world.state.cloudwatch.alarms.values()].filter(alarm => alarm.actionsEnabled && alarm.alarmActions.includes(arn));
  const rules = [...world.state.eventBridge.rules.values()]
    .filter(({ state, targets }) => state !== 'DISABLED' && targets.some(target => target.arn === arn));
  return [
    ...alarms.filter(alarm => !emitEvent(world, alarmEvent(alarm)).some(({ kind, lost }) => kind === 'api-destination' && lost === undefined))
      .map(({ name }) => `alarm ${name}`),
    ...rules.filter(({ targets }) => !targets.some(target => kindOf(target.arn) === 'api-destination')).map(({ name }) => `rule ${name}`),
  ];
}
