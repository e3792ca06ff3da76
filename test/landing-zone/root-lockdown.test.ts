import { App, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { detection, GuardrailPlacement, GuardrailRollout, guardrails, LandingZonePreset, organization } from '../../lib';
import { notOfRoot, RootLockdown, RootLockdownProps } from '../../lib/landing-zone/root-lockdown';
import { ExampleStacks, REGIONAL, TemplateResource } from './example-stacks';

const { AlertSubscription, AlertTopics, EventForwarding, EventRouting, SecurityAlarms, SecurityEventBus, SecurityEvents } = detection;
const BUS = 'arn:aws:events:eu-central-1:222222222222:event-bus/lz-security';

/** The pieces of a lockdown, with nothing of root users in them yet. */
function pieces(change: Partial<RootLockdownProps> & { readonly centralRootAccess?: boolean } = {}): RootLockdownProps {
  const { centralRootAccess, ...others } = change;
  const stack = new Stack(new App(), 'Stack', { env: { account: '111111111111', region: 'eu-central-1' } });
  const topics = new AlertTopics(stack, 'Topics', { subscriptions: { critical: [AlertSubscription.email('a@example.com')] } });
  const eventBus = new SecurityEventBus(stack, 'Bus', { organizationId: 'o-a1b2c3d4e5', topics });
  return {
    activation: new organization.OrganizationActivation(stack, 'Activation', {
      organization: organization.Organization.fromOrganizationAttributes(stack, 'Organization', { organizationId: 'o-a1b2c3d4e5', rootId: 'r-a1b2' }),
      policyTypes: [], trustedServices: [], centralRootAccess,
    }),
    alarms: new SecurityAlarms(stack, 'Alarms', { logGroup: new LogGroup(stack, 'LogGroup'), topics, alarms: SecurityAlarms.CIS }),
    forwarding: ['Members', 'Management'].map(id => new EventForwarding(stack, id, {
      busArn: BUS, events: notOfRoot(SecurityEvents.ofEveryAccount()), queueName: `queue-${id}`,
    })),
    routing: new EventRouting(stack, 'Routing', { eventBus, topics, events: notOfRoot(SecurityEvents.all()) }),
    placements: GuardrailPlacement.recommended(),
    organizationalUnits: ['Security', 'Workloads', 'Workloads/Production', 'Sandbox'],
    configRules: RootLockdown.CONFIG_RULES,
    ...others,
  };
}

const ids = (events: readonly { readonly id: string }[]) => events.map(({ id }) => id);
const eventIds = ids(SecurityEvents.ROOT);
const rulesOf = (resources: Readonly<Record<string, TemplateResource>>) => Object.values(resources).filter(({ Type }) => Type === 'AWS::Events::Rule');

describe('in the example', () => {
  const stacks = new ExampleStacks();

  test('each use of a root user has an alarm on the log group of the trail, to the topic that calls somebody', () => {
    const resources = stacks.resources('Trail');
    const logGroup = Object.keys(resources).find(id => resources[id].Properties.LogGroupName === '/lz/organization-trail')!;
    const critical = Object.keys(resources).find(id => resources[id].Properties.TopicName === 'lz-alerts-critical')!;
    for (const { alarmName, pattern } of SecurityAlarms.ROOT) {
      const template = stacks.template('Trail');
      template.hasResourceProperties('AWS::Logs::MetricFilter', { FilterName: alarmName, FilterPattern: pattern, LogGroupName: { Ref: logGroup } });
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: alarmName, AlarmActions: [{ Ref: critical }], ActionsEnabled: Match.absent(), Threshold: 1, TreatMissingData: 'notBreaching',
      });
    }
  });

  test.each(REGIONAL)('each is forwarded to the security account by %s, those of global services in us-east-1 alone', path => {
    const rules = rulesOf(stacks.resources(path));
    for (const { id, pattern, origin } of SecurityEvents.ROOT) {
      const [rule, ...more] = rules.filter(({ Properties }) => Properties.Name === `lz-forward-${id}`);
      expect(more).toEqual([]);
      expect(rule.Properties).toMatchObject({ EventPattern: pattern, Targets: [{ Id: 'security-bus' }] });
      expect(rule.Properties.EventBusName).toBeUndefined();
      expect(rule.Condition !== undefined).toBe(origin === detection.SecurityEventOrigin.EVERY_ACCOUNT_GLOBAL);
    }
  });

  test('each is told from the bus of the security account, to the topic that calls somebody', () => {
    const resources = stacks.resources('SecurityCore/StackSet/Template');
    const critical = Object.keys(resources).find(id => resources[id].Properties.TopicName === 'lz-alerts-critical')!;
    for (const { ruleName, pattern } of SecurityEvents.ROOT) {
      const rule = rulesOf(resources).find(({ Properties }) => Properties.Name === ruleName)!;
      expect(rule.Properties).toMatchObject({ EventPattern: pattern, Targets: [{ Id: 'topic', Arn: { Ref: critical } }] });
      expect(rule.Properties.EventBusName).toBeDefined();
    }
  });

  test('members cannot have root credentials: central management is on before the first account exists', () => {
    const resources = stacks.resources('Organization');
    const [[activation, { Properties }]] = Object.entries(resources).filter(([, { Type }]) => Type === 'Custom::OrganizationActivation');
    expect(Properties.CentralRootAccess).toBe(true);
    const accounts = Object.keys(resources).filter(id => resources[id].Type === 'AWS::Organizations::Account');
    expect(accounts).toHaveLength(2);
    for (const account of accounts) {
      expect(before(resources, account)).toContain(activation);
    }
    for (const path of stacks.paths.filter(name => /^Accounts\d/.test(name))) {
      expect(stacks.stack(path).dependencies).toContain(stacks.stack('Organization'));
    }
  });

  test('members can do nothing as root: the guardrail is attached to every unit', () => {
    const units = new Set(GuardrailPlacement.recommended().filter(({ set }) => ids(set.guardrails).includes('G01'))
      .flatMap(placement => placement.placedOn(['Security', 'Infrastructure', 'Workloads', 'Sandbox', 'Suspended', 'PolicyStaging'])));
    expect([...units].sort()).toEqual(['Infrastructure', 'PolicyStaging', 'Sandbox', 'Security', 'Suspended', 'Workloads']);
  });

  test('the rules of AWS Config that watch root users are in a pack of every preset', () => {
    for (const preset of LandingZonePreset.all()) {
      const packs = JSON.stringify(new ExampleStacks({ preset }).valuesOf('AWS::Config::OrganizationConformancePack', 'TemplateBody'));
      RootLockdown.CONFIG_RULES.forEach(rule => expect(packs).toContain(rule));
    }
  });

  test('a detached rollout keeps all of it but the guardrail', () => {
    const detached = new ExampleStacks({ guardrails: { rollout: GuardrailRollout.detached() } });
    for (const path of ['Trail', 'SecurityCore/StackSet/Template', ...REGIONAL]) {
      expect(detached.resources(path)).toEqual(stacks.resources(path));
    }
  });
});

/** Logical ids of what CloudFormation makes before a resource: by DependsOn, and by references. */
function before(resources: Readonly<Record<string, TemplateResource>>, logicalId: string, seen = new Set<string>()): Set<string> {
  const { DependsOn = [], Properties } = resources[logicalId];
  const text = JSON.stringify(Properties);
  const references = Object.keys(resources).filter(id => text.includes(`{"Ref":"${id}"}`) || text.includes(`"Fn::GetAtt":["${id}",`));
  for (const id of [...[DependsOn].flat(), ...references].filter(other => !seen.has(other))) {
    seen.add(id);
    before(resources, id, seen);
  }
  return seen;
}

describe('over its pieces', () => {
  test('adds what watches root users to each of them', () => {
    const props = pieces();
    new RootLockdown(props);
    expect(ids(props.alarms.alarms)).toEqual([...ids(SecurityAlarms.CIS), ...ids(SecurityAlarms.ROOT)]);
    for (const { events } of [...props.forwarding, props.routing]) {
      expect(ids(events)).toEqual(expect.arrayContaining(eventIds));
    }
  });

  test('takes a set of its own that locks root users', () => {
    const set = guardrails.GuardrailSet.of('own', [guardrails.Guardrails.ROOT_LOCKDOWN]);
    expect(() => new RootLockdown(pieces({ placements: [GuardrailPlacement.onTopLevel(set)] }))).not.toThrow();
  });

  test('leaves alone what is there already: nobody is told twice', () => {
    const props = pieces();
    SecurityAlarms.ROOT.forEach(alarm => props.alarms.addAlarm(alarm));
    SecurityEvents.ROOT.forEach(event => [...props.forwarding, props.routing].forEach(piece => piece.addEvent(event)));
    const [alarms, events] = [ids(props.alarms.alarms), ids(props.routing.events)];
    new RootLockdown(props);
    expect(ids(props.alarms.alarms)).toEqual(alarms);
    expect(ids(props.routing.events)).toEqual(events);
  });

  test('fails when what is there under the name of an alarm or an event of root users is another one', () => {
    const [alarm] = SecurityAlarms.ROOT;
    const [event] = SecurityEvents.ROOT;
    const alarming = pieces();
    alarming.alarms.addAlarm(alarm.withSeverity(detection.Severity.LOW));
    expect(() => new RootLockdown(alarming)).toThrow(`'alarms' must not repeat, got "${alarm.id}" 2 times`);
    const routing = pieces();
    routing.routing.addEvent(new detection.SecurityEvent({ ...event, pattern: { source: ['aws.never'] } }));
    expect(() => new RootLockdown(routing)).toThrow(`'events' must not repeat, got "${event.id}" 2 times`);
  });

  test('fails for each piece that is missing, and names all of them at once', () => {
    const [first, second] = RootLockdown.CONFIG_RULES;
    const open = () => new RootLockdown(pieces({
      centralRootAccess: false, forwarding: [], configRules: [],
      placements: [GuardrailPlacement.onTopLevel(guardrails.GuardrailSet.LOG_ARCHIVE)],
    }));
    expect(open).toThrow(/: 7 problems/);
    for (const said of [
      "'centralRootAccess' must be on, got false: every new account would be born with a root password that somebody can recover",
      "'forwarding' must reach every account, got none: pass the forwarding of members and of the management account",
      ...['Security', 'Workloads', 'Sandbox'].map(unit => `'guardrails.placements' must place G01 on every unit, got sets without it on "${unit}": `
        + 'place GuardrailSet.FOUNDATION there, or a set of yours that includes Guardrails.ROOT_LOCKDOWN'),
      ...[first, second].map(rule => `'detection.ruleExceptions' must not leave out what watches root users, got "${rule}"`),
    ]) {
      expect(open).toThrow(said);
    }
  });

  test('fails when one unit is left open, and names it; what lies below a locked one is locked', () => {
    const { FOUNDATION } = guardrails.GuardrailSet;
    const on = (units: string[]) => () => new RootLockdown(pieces({ placements: [GuardrailPlacement.on(FOUNDATION, units)] }));
    expect(on(['Security', 'Workloads'])).toThrow('got sets without it on "Sandbox"');
    expect(on(['Security', 'Workloads', 'Sandbox'])).not.toThrow();
    expect(on(['Root'])).not.toThrow();
  });
});

describe('the checklist', () => {
  test('says of each step what to do, what watches it and where AWS says how', () => {
    expect(RootLockdown.CHECKLIST.length).toBeGreaterThanOrEqual(5);
    for (const { step, watchedBy, page } of RootLockdown.CHECKLIST) {
      expect(step).toMatch(/\.$/);
      expect(watchedBy.length).toBeGreaterThan(10);
      expect(page).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    }
  });

  test('names alarms, events and rules that exist', () => {
    const named = RootLockdown.CHECKLIST.flatMap(({ watchedBy }) => watchedBy.match(/\b(lz-|root-account|iam-root)[a-z-]+/g) ?? []);
    const alerts = [...SecurityAlarms.ROOT.map(({ alarmName }) => alarmName), ...SecurityEvents.ROOT.map(({ ruleName }) => ruleName)];
    const known = [...alerts, ...detection.ConformanceTheme.all().flatMap(({ rules }) => rules.map(({ ruleName }) => ruleName))];
    expect(known).toEqual(expect.arrayContaining(named));
  });
});
