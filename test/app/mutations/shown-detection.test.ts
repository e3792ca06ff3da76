import { initialWorld } from '../../../rehearsal/api/initial-world';
import { readAssembly } from '../../../rehearsal/assembly';
import { RehearsalFailure } from '../../../rehearsal/aws/contract';
import { unmetRules } from '../../../rehearsal/aws/event-feeds';
import { lostAlerts } from '../../../rehearsal/aws/lost-alerts';
import { World } from '../../../rehearsal/aws/world';
import { FIRST_DEPLOYMENT } from '../../../rehearsal/phases/first-deployment';
import { RehearsalRun } from '../../../rehearsal/phases/run';
import { synthesise } from '../synth';
import { APP, rehearseMutant } from './mutant';

const example = synthesise();
const CORE = 'SecurityCore/StackSet/Template';
const MEMBERS = 'AccountBaseline/AccountRegional/Template';
const MANAGEMENT = 'AccountBaseline/ManagementRegional/Template';
const FORWARDING = 'EventForwarding/root-usage';
const RECORDER = 'ConfigurationRecorder/Resource/Default';
const PACK = 'Compliance/HomeRegion/Template/Packs/identity';
const EVERY_ACCOUNT = 'management, log-archive, security, development, policy-staging, sandbox, network, production';
const EVERY_MEMBER = EVERY_ACCOUNT.replace('management, ', '');
const EVERY_MEMBER_OF_GUARDDUTY = EVERY_ACCOUNT.replace('security, ', '');

/** What looks for losses in a world. */
type Finding = (world: World) => readonly RehearsalFailure[];

/** What is taken away, where, and how the first failure names it. */
interface Removal {
  readonly paths: readonly string[];
  readonly phase: string;
  readonly rule: string;
  readonly message: string;
  /** Construct path of what is left without it. */
  readonly at: string;
}

const REMOVALS: Readonly<Record<string, Removal>> = {
  'an alarm': {
    paths: ['Trail/SecurityAlarms/root-usage/Resource'], phase: 'alerts', rule: 'logs/filter-watched', at: 'Trail/SecurityAlarms/root-usage-filter/Resource',
    message: 'no alarm of 111111111111 eu-central-1 watches LandingZone/Security lz-root-usage, which metric filter lz-root-usage makes',
  },
  'the rule that forwards an event from every account': {
    paths: [`${MEMBERS}/${FORWARDING}`, `${MANAGEMENT}/${FORWARDING}`], phase: 'alerts', rule: 'events/rule-fed', at: `${CORE}/Routing/root-usage`,
    message: 'rule lz-root-usage on the bus lz-security waits for events that no rule sends there',
  },
  'the rule that forwards an event from the members': {
    paths: [`${MEMBERS}/${FORWARDING}`], phase: 'alerts', rule: 'events/sent-everywhere', at: `${MANAGEMENT}/${FORWARDING}`,
    message: 'no rule lz-forward-root-usage sends all its events to the bus lz-security from log-archive eu-central-1, ',
  },
  'the rule that forwards an event from the management account': {
    paths: [`${MANAGEMENT}/${FORWARDING}`], phase: 'alerts', rule: 'events/sent-everywhere', at: `${MEMBERS}/${FORWARDING}`,
    message: 'to the bus lz-security from management eu-central-1, management eu-west-1, management us-east-1',
  },
  'the rule that tells people of an event': {
    paths: [`${CORE}/Routing/root-usage`], phase: 'alerts', rule: 'events/forwarded-caught', at: `${MEMBERS}/${FORWARDING}`,
    message: 'rule lz-forward-root-usage of <account> eu-central-1 sends events to the bus lz-security that no rule there looks for',
  },
  'recorders': {
    paths: [`${MEMBERS}/${RECORDER}`, `${MANAGEMENT}/${RECORDER}`], phase: 'first-deployment', rule: 'config/pack-recorder', at: PACK,
    message: `no recorder runs in eu-central-1 in ${EVERY_ACCOUNT}`,
  },
  'the recorders of the members': {
    paths: [`${MEMBERS}/${RECORDER}`], phase: 'first-deployment', rule: 'config/pack-recorder', at: PACK,
    message: `no recorder runs in eu-central-1 in ${EVERY_MEMBER}`,
  },
  'the recorder of the management account': {
    paths: [`${MANAGEMENT}/${RECORDER}`], phase: 'first-deployment', rule: 'config/pack-recorder', at: PACK,
    message: 'no recorder runs in eu-central-1 in management',
  },
  'the detectors': {
    paths: ['SecurityTooling/SecurityRegional/Template/GuardDuty/Resource/Default'], phase: 'first-deployment', rule: 'guardduty/every-account', at: 'Delegation/Security/Resource/Default',
    message: `GuardDuty of ${EVERY_MEMBER_OF_GUARDDUTY} in eu-central-1 does not report to <account>`,
  },
  'the policy of a topic of alarms': {
    paths: ['Trail/Alerts/critical-policy/Resource'], phase: 'alerts', rule: 'cloudwatch/alarm-delivery', at: 'Trail/SecurityAlarms/break-glass-use/Resource',
    message: 'alarm lz-break-glass-use is lost: cloudwatch.amazonaws.com must be allowed sns:Publish on arn:aws:sns:eu-central-1:111111111111:lz-alerts-critical',
  },
  'the policy of a topic of events': {
    paths: [`${CORE}/Alerts/critical-policy/Resource`], phase: 'alerts', rule: 'events/topic-policy', at: `${CORE}/Routing/trail-stopped`,
    message: 'events.amazonaws.com must be allowed sns:Publish on arn:aws:sns:eu-central-1:<account>:lz-alerts-critical for rule lz-trail-stopped',
  },
};

test.each(Object.entries(REMOVALS))('rehearse refuses the example without %s, and names what is missing', async (_, { paths, phase, rule, message, at }) => {
  const rehearsal = await rehearseMutant(example, mutant => mutant.delete(...paths), { phases: ['first-deployment', 'alerts'] });
  const [failure] = rehearsal.toJSON().failures;
  expect(failure).toMatchObject({ phase, rule: { id: rule }, constructPath: `${APP}${at}` });
  expect(failure.message.replace(/(?!1{12})\d{12}/g, '<account>')).toContain(message);
});

describe('the rehearsal of the example misses', () => {
  let world: World;
  beforeAll(async () => {
    const assembly = readAssembly(example);
    const run = new RehearsalRun({ assembly, initial: initialWorld(assembly, {}), faults: 'none' });
    await FIRST_DEPLOYMENT.run(run);
    world = run.deployedWorld();
  });

  /** What is said of a world without some of what is in a list. */
  function without<T>(things: Map<string, T>, isTaken: (thing: T) => boolean, failures: Finding): string {
    const taken = [...things].filter(([, thing]) => isTaken(thing));
    taken.forEach(([key]) => things.delete(key));
    const messages = failures(world).map(({ message }) => message).join('\n');
    taken.forEach(([key, thing]) => things.set(key, thing));
    return messages;
  }

  test('each alarm that a metric filter feeds', () => {
    const { alarms } = world.state.cloudwatch;
    const names = [...alarms.values()].filter(({ namespace }) => !namespace.startsWith('AWS/')).map(({ name }) => name);
    expect(names.length).toBeGreaterThan(30);
    names.forEach(name => expect(without(alarms, alarm => alarm.name === name, lostAlerts)).toContain(`metric filter ${name} makes`));
    expect(lostAlerts(world)).toEqual([]);
  });

  test('each event that accounts forward, and each that is routed to people', () => {
    const { rules } = world.state.eventBridge;
    const forwarding = [...new Set([...rules.values()].map(({ name }) => name).filter(name => name.startsWith('lz-forward-')))];
    expect(forwarding.length).toBeGreaterThan(25);
    for (const name of forwarding) {
      const routing = name.replace('lz-forward-', 'lz-');
      expect(without(rules, rule => rule.name === name, unmetRules)).toContain(`rule ${routing} on the bus lz-security waits for events`);
      expect(without(rules, rule => rule.name === routing && rule.busArn.endsWith('/lz-security'), unmetRules)).toContain(`rule ${name} of `);
    }
    expect(unmetRules(world)).toEqual([]);
  });

  test('each event that one account does not forward from one region', () => {
    const { rules } = world.state.eventBridge;
    const forwarding = [...rules.values()].filter(({ name, region }) => name.startsWith('lz-forward-') && region === 'us-east-1');
    const accountsOf = (name: string) => new Set(forwarding.filter(rule => rule.name === name).map(({ accountId }) => accountId)).size;
    for (const taken of forwarding.filter(({ name }) => accountsOf(name) > 1)) {
      const account = world.state.organizations.accounts.get(taken.accountId)!.name;
      expect(without(rules, rule => rule === taken, unmetRules)).toContain(`no rule ${taken.name} sends all its events to the bus lz-security from ${account} ${taken.region}`);
    }
  });

  test('the subscriber of what is critical, in each account that has such a topic', () => {
    const { subscriptions } = world.state.sns;
    const critical = [...subscriptions.values()].filter(({ topicArn }) => topicArn.endsWith('-critical'));
    expect(critical.length).toBeGreaterThan(1);
    critical.forEach(taken => expect(without(subscriptions, subscription => subscription === taken, lostAlerts)).toContain(`nobody subscribed to ${taken.topicArn}`));
  });

  test('each action of an alarm that is taken away or switched off', () => {
    for (const alarm of [...world.state.cloudwatch.alarms.values()].filter(({ namespace }) => !namespace.startsWith('AWS/'))) {
      const { alarmActions } = alarm;
      alarm.alarmActions = [];
      expect(lostAlerts(world).map(({ message }) => message).join()).toContain(`alarm ${alarm.name} has no action`);
      Object.assign(alarm, { alarmActions, actionsEnabled: false });
      expect(lostAlerts(world).map(({ message }) => message).join()).toContain(`alarm ${alarm.name} has no action`);
      alarm.actionsEnabled = true;
    }
    expect(lostAlerts(world)).toEqual([]);
  });
});
