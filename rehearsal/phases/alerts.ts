import { costWatchers, lostCostAlerts } from '../aws/cost-alerts';
import { unmetRules } from '../aws/event-feeds';
import { lostEvents } from '../aws/event-targets';
import { lostAlerts } from '../aws/lost-alerts';
import { lostNotifications } from '../aws/notification-delivery';
import { count, passed, Phase, skipped } from './phase';

/** Nobody is told when an alert is lost. */
export const ALERTS: Phase = {
  id: 'alerts',
  title: 'delivery of alerts under the final policies',
  claim: 'Under the policies as they are at the end, every alarm is fed, its topic and key let it in, every message of a topic reaches its queue, every event that a rule catches reaches its target, what is forwarded is routed, and somebody is told.',
  run: run => {
    const world = run.deployedWorld();
    const events = [...lostEvents(world), ...lostNotifications(world), ...unmetRules(world)];
    const [lost] = [...lostAlerts(world), ...lostCostAlerts(world), ...events];
    if (lost) {
      return Promise.reject(lost);
    }
    const alarms = world.state.cloudwatch.alarms.size + costWatchers(world).length;
    const rules = world.state.eventBridge.rules.size;
    return Promise.resolve(alarms + rules > 0 ? passed(`${count(alarms, 'alarm')}, ${count(rules, 'rule')}`) : skipped('nothing raises an alarm'));
  },
};
