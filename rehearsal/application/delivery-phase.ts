import { RehearsalFailure } from '../aws/contract';
import { lostEvents } from '../aws/event-targets';
import { lostLogs } from '../aws/log-delivery';
import { lostNotifications } from '../aws/notification-delivery';
import { World } from '../aws/world';
import { passed, Phase } from '../phases/phase';

/**
 * What nobody is told of when it fails, and what fails only after hours: CloudFront reads from its buckets, API Gateway calls its
 * functions, tasks of ECS start, logs, events and messages arrive.
 *
 * @param landingZone before the app was deployed: what is lost there already is not the app's
 */
export function deliveryPhase(landingZone: World): Phase {
  return {
    id: 'deliveries',
    title: 'what services do for the app once it is deployed',
    claim: 'Services may do what the app has them do: read origins, call functions, start tasks, write logs, send events and messages.',
    run: run => {
      const before = new Set(lostIn(landingZone).map(({ message }) => message));
      const lost = lostIn(run.deployedWorld()).filter(({ message }) => !before.has(message));
      return lost.length > 0 ? Promise.reject(new AggregateError(lost)) : Promise.resolve(passed('nothing is lost'));
    },
  };
}

const lostIn = (world: World): readonly RehearsalFailure[] =>
  [...lostLogs(world), ...lostNotifications(world), ...lostEvents(world)];
