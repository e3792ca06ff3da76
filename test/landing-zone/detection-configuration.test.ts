import { App, Duration } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { configuration } from '../../config/landing-zone';
import {
  detection, encryption, GuardrailPlacement, guardrails, LandingZone, LandingZonePreset, LandingZoneProps, organization,
} from '../../lib';
import { ExampleStacks, GLOBAL, REGIONAL } from './example-stacks';

const { AlertSubscription, FindingAutomation, FindingSuppression, RemediationSwitch, SecurityAlarms, SecurityEvents, Severity } = detection;
const { alerts } = configuration;
const { ESSENTIAL, STANDARD } = LandingZonePreset;
const { GuardrailSet } = guardrails;
const PAGER = AlertSubscription.webhook({ webhookName: 'pager', url: 'https://events.example.com/', secretName: 'lz/pager' });
const ONE_RULE = 'incoming-ssh-disabled';

/** The message with which the landing zone refuses a configuration. */
function refusal(change: Record<string, unknown>): string {
  try {
    new LandingZone(new App(), 'LandingZone', { ...configuration, ...change } as LandingZoneProps);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the configuration was accepted');
}

const alerting = (change: Record<string, unknown>) => ({ alerts: { ...alerts, ...change } });
const suppression = FindingSuppression.of({ suppressionName: 'scanner', reason: 'Ours.', findingTypes: ['Recon:EC2/Portscan'] });

describe('validation', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['nobody is called', alerting({ critical: [] }), "'alerts.critical' must name at least one subscription, got []: nobody would hear of the worst"],
    ['an alarm on root users is left out', alerting({ without: ['root-usage'] }),
      "'alerts.without' must not name alarms on root users, got \"root-usage\": each use of a root user calls somebody"],
    ['an alarm that root users have alone is left out', alerting({ without: ['root-access-key'] }), 'must not name alarms on root users, got "root-access-key"'],
    ['an alarm on root users calls nobody', alerting({ severities: { 'assume-root': Severity.LOW } }),
      "'alerts.severities' must not name alarms on root users, got \"assume-root\""],
    ['an alarm that nobody knows is left out', alerting({ without: ['vpc-change'] }), "'alerts.without' must name alarms or events, got \"vpc-change\": choose one of account-leaves, "],
    ['the severity of an alarm is chosen that nobody knows', alerting({ severities: { 'guardduty-hi': Severity.LOW } }),
      "'alerts.severities' must name alarms or events, got \"guardduty-hi\": choose one of account-leaves, "],
    ['a rule is excepted that no pack has', { detection: { ruleExceptions: [{ ruleName: 'incoming-shh-disabled', reason: 'x' }] } },
      "'detection.ruleExceptions' must name rules of the preset's conformance packs, got \"incoming-shh-disabled\": correct or remove it"],
    ['a rule is excepted that only another preset has', { preset: ESSENTIAL, detection: { ruleExceptions: [{ ruleName: ONE_RULE, reason: 'x' }] } },
      `'detection.ruleExceptions' must name rules of the preset's conformance packs, got "${ONE_RULE}"`],
    ['a rule is remedied that no pack has', { detection: { remediations: [RemediationSwitch.manual('incoming-shh-disabled')] } },
      "'detection.remediations' must name rules of the preset's conformance packs, got \"incoming-shh-disabled\""],
    ['findings of GuardDuty are suppressed and it is off',
      { preset: STANDARD.changedBy({ guardDuty: false }), detection: { findingSuppressions: [suppression] } },
      "'detection.findingSuppressions' must not be given while GuardDuty is off, got a value: choose a preset with it, or leave it out"],
    ['a control is disabled and Security Hub is off', { preset: ESSENTIAL, detection: { disabledControls: [{ controlId: 'IAM.6', reason: 'x' }] } },
      "'detection.disabledControls' must not be given while Security Hub is off"],
    ['a control is disabled in a single region', { homeRegion: 'us-east-1', governedRegions: ['us-east-1'], detection: { disabledControls: [] } },
      "'detection.disabledControls' must not be given in us-east-1 alone, got a value: Security Hub configures accounts centrally from two regions on"],
    ['findings are automated and Security Hub is off', { preset: ESSENTIAL, detection: { findingAutomations: FindingAutomation.defaults() } },
      "'detection.findingAutomations' must not be given while Security Hub is off"],
    ['an age of unused access is given and its analyzer is off', { preset: ESSENTIAL, detection: { unusedAccessAge: 30 } },
      "'detection.unusedAccessAge' must not be given while the analyzer of unused access is off"],
    ['no contact is named', { contacts: {} }, "'contacts' must name a contact, got {}: name 'security', 'operations' or 'billing', or leave it out"],
    ['a preset is none', { preset: {} }, "'preset' must be a preset, got an object without services: use LandingZonePreset.STANDARD, or its 'changedBy'"],
  ])('fails when %s, and says so', (_, change, message) => {
    expect(refusal(change)).toContain(message);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['nobody is told at all', { alerts: undefined }, "'alerts' must be given"],
    ['nobody is called', { alerts: { high: [] } }, "'alerts.critical' must be given"],
    ['one subscription stands for a list', alerting({ critical: AlertSubscription.email('a@example.com') }), "'alerts.critical' must be a list"],
    ['a severity is misspelt', alerting({ medium: [] }), "'alerts.medium' must be a prop of the landing zone, got \"medium\": it is one of critical, high, low"],
    ['one id stands for a list', alerting({ without: 'vpc-changes' }), "'alerts.without' must be a list of strings, got \"vpc-changes\""],
    ['severities are a list', alerting({ severities: [] }), "'alerts.severities' must be an object, got []"],
    ['the runbook is no address', alerting({ runbookUrl: 1 }), "'alerts.runbookUrl' must be a string, got 1"],
    ['a preset is a word', { preset: 'standard' }, "'preset' must be an object, got \"standard\""],
    ['a prop of detection is misspelt', { detection: { suppressions: [] } }, "'detection.suppressions' must be a prop of the landing zone"],
    ['an age is a string', { detection: { unusedAccessAge: '30' } }, "'detection.unusedAccessAge' must be a number, got \"30\""],
    ['one exception stands for a list', { detection: { ruleExceptions: {} } }, "'detection.ruleExceptions' must be a list, got {}"],
    ['one type stands for a list', { detection: { unrecordedResourceTypes: 'AWS::EC2::Instance' } }, "'detection.unrecordedResourceTypes' must be a list of strings"],
    ['the baseline keeps VPCs by a word', { baseline: { keepDefaultVpcs: 'yes' } }, "'baseline.keepDefaultVpcs' must be a boolean, got \"yes\""],
    ['a part of the baseline is misspelt', { baseline: { ebs: {} } }, "'baseline.ebs' must be a prop of the landing zone"],
    ['a contact has no telephone', { contacts: { security: { name: 'a', title: 'b', email: 'c@example.com' } } }, "'contacts.security.phone' must be given"],
    ['a contact is unknown', { contacts: { legal: {} } }, "'contacts.legal' must be a prop of the landing zone"],
    ['a budget is missing', { costs: {} }, "'costs.monthlyBudget' must be given"],
    ['a budget is a string', { costs: { monthlyBudget: '100' } }, "'costs.monthlyBudget' must be a number, got \"100\""],
    ['a threshold stands for a list', { costs: { monthlyBudget: 1, thresholds: 80 } }, "'costs.thresholds' must be a list, got 80"],
    ['a delegation has no types', { security: { ...configuration.security, policyDelegation: {} } }, "'security.policyDelegation.policyTypes' must be given"],
  ])('fails when %s in JavaScript, and says where', (_, change, message) => {
    expect(refusal(change)).toContain(message);
  });

  test('says every mistake at once', () => {
    const message = refusal({
      preset: ESSENTIAL,
      alerts: { critical: [], without: ['root-usage', 'x'], severities: { y: Severity.LOW } },
      detection: { ruleExceptions: [{ ruleName: 'z', reason: 'r' }], unusedAccessAge: 30, disabledControls: [] },
      contacts: {},
      security: { ...configuration.security, policyDelegation: { policyTypes: [], organizationalUnits: ['Nowhere'] } },
      managementAccountId: '1',
    });
    for (const said of ['alerts.critical', '"root-usage"', 'got "x"', 'got "y"', 'got "z"', 'detection.unusedAccessAge', 'detection.disabledControls',
      "'contacts'", 'got "Nowhere"', 'managementAccountId']) {
      expect(message).toContain(said);
    }
  });

  test('says at once what the constructs behind the configuration refuse, each by its part', () => {
    const message = refusal({
      managementAccountId: '1',
      alerts: { critical: [AlertSubscription.email('nobody'), AlertSubscription.slack({ workspaceId: 'x y', channelId: 'C1' })] },
      contacts: { security: { name: 'a', title: 'b', email: 'c@example.com', phone: 'no number' } },
      costs: { monthlyBudget: -1 },
      baseline: { passwordPolicy: { minimumPasswordLength: 3 }, sessionManager: { idleSessionTimeout: Duration.minutes(90) } },
      detection: {
        ruleParameters: { maxAccessKeyAgeDays: -4 }, ruleExceptions: [{ ruleName: ONE_RULE, reason: ' ' }],
        disabledControls: [{ controlId: 'IAM6', reason: 'x' }], unusedAccessAge: 1000,
        remediations: [RemediationSwitch.manual(ONE_RULE)], excludedAccounts: ['12'], unrecordedResourceTypes: ['EC2'],
        findingSuppressions: [suppression, suppression],
        findingAutomations: Array.from({ length: 101 }, () => FindingAutomation.defaults()[0]),
      },
    });
    for (const said of [
      "'managementAccountId'", "alerts: 'address' must be", "alerts: 'workspaceId' must be", "contacts: 'security.phone' must be", 'costs: ',
      "baseline.passwordPolicy: 'minimumPasswordLength' must be", "baseline.sessionManager: 'idleSessionTimeout' must be",
      "detection.ruleParameters: 'maxAccessKeyAgeDays' must be", `detection.ruleExceptions: 'reason' of exception "${ONE_RULE}"`,
      "detection.disabledControls: 'disabledControls' must be", "detection.unusedAccessAge: 'unusedAccessAge' must be",
      "detection.remediations: 'automationRole' must name a role",
      "detection.excludedAccounts: 'excludedAccounts' must be", "detection.unrecordedResourceTypes: 'excludedResourceTypes' must",
      "detection.findingSuppressions: 'suppressions' must not repeat, got \"scanner\" 2 times",
      "detection.findingAutomations: 'automations' must be at most 100, got 101",
    ]) {
      expect(message).toContain(said);
    }
  });

  test('fails when its own log groups would not comply with its own rule, unless the rule asks for less or is left out', () => {
    const preset = LandingZonePreset.STANDARD.changedBy({ trailLogRetentionDays: 90 });
    const sessions = { sessionManager: { retention: RetentionDays.ONE_MONTH } };
    const message = refusal({ preset, baseline: sessions });
    expect(message).toContain("'preset.trailLogRetentionDays' must be at least 365 days, got 90: the rule cw-loggroup-retention-period-check would find it");
    expect(message).toContain("'baseline.sessionManager.retention' must be at least 365 days, got 30");
    expect(() => new ExampleStacks({ preset, detection: { ruleParameters: { minimumLogRetentionDays: 90 } } })).not.toThrow();
    expect(() => new ExampleStacks({ preset, detection: { ruleExceptions: [{ ruleName: 'cw-loggroup-retention-period-check', reason: 'cost' }] } })).not.toThrow();
    expect(() => new ExampleStacks({ preset: LandingZonePreset.ESSENTIAL })).not.toThrow();
  });

  test('asks for the retention that the trail has: its own, where one is given', () => {
    const preset = LandingZonePreset.STANDARD.changedBy({ trailLogRetentionDays: 90 });
    const message = refusal({ preset: STANDARD, trail: { logRetention: RetentionDays.ONE_MONTH } });
    expect(message).toContain("'trail.logRetention' must be at least 365 days, got 30: the rule cw-loggroup-retention-period-check would find it");
    expect(message).not.toContain('preset.trailLogRetentionDays');
    expect(() => new ExampleStacks({ preset, trail: { logRetention: RetentionDays.TWO_YEARS } })).not.toThrow();
    expect(() => new ExampleStacks({ preset, trail: { logRetention: RetentionDays.INFINITE } })).not.toThrow();
  });

  test('says beside the others what the lockdown of root users and the budget refuse', () => {
    const message = refusal({
      managementAccountId: '1',
      alerts: { critical: [AlertSubscription.email('a@example.com')], high: [PAGER] }, costs: { monthlyBudget: 10 },
      guardrails: { placements: [GuardrailPlacement.on(GuardrailSet.FOUNDATION, ['Security'])] },
      detection: { ruleExceptions: [{ ruleName: 'iam-root-access-key-check', reason: 'x' }, { ruleName: 'root-account-mfa-enabled', reason: 'x' }] },
    });
    for (const said of [
      "'managementAccountId'", "'alerts.high' must name a mailbox or a channel of Slack beside 'costs', got webhooks alone",
      '\'guardrails.placements\' must place G01 on every unit, got sets without it on "Sandbox"',
      "'detection.ruleExceptions' must not leave out what watches root users, got \"iam-root-access-key-check\": remove the exception",
      "'detection.ruleExceptions' must not leave out what watches root users, got \"root-account-mfa-enabled\"",
    ]) {
      expect(message).toContain(said);
    }
  });

  test('endpoints alone are told of severities when there is no budget, or when somebody else reads on the same day', () => {
    const onlyPager = { critical: [PAGER] };
    expect(refusal({ alerts: onlyPager })).toContain("'alerts.high' must name a mailbox");
    expect(() => new ExampleStacks({ alerts: onlyPager, costs: undefined })).not.toThrow();
    expect(() => new ExampleStacks({ alerts: { ...onlyPager, high: [AlertSubscription.email('a@example.com')] } })).not.toThrow();
  });

  test('a root user with virtual MFA is accepted: the rule on hardware devices can be left out', () => {
    const ruleName = 'root-account-hardware-mfa-enabled';
    const stacks = new ExampleStacks({ detection: { ruleExceptions: [{ ruleName, reason: 'Two virtual devices, in two safes.' }] } });
    const packs = JSON.stringify(stacks.valuesOf('AWS::Config::OrganizationConformancePack', 'TemplateBody'));
    expect(packs).not.toContain(ruleName);
    expect(packs).toContain('root-account-mfa-enabled');
  });

  test('warns of channels and endpoints in an account that may not exist yet, and says which', () => {
    const warnings = (change: Partial<LandingZoneProps>) => {
      const { node } = new LandingZone(new App(), 'LandingZone', { ...configuration, ...change });
      return node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => String(data));
    };
    const slack = AlertSubscription.slack({ workspaceId: 'T0123ABCD', channelId: 'C0123ABCD' });
    const chatting = alerting({ high: [...alerts.critical, slack, PAGER] });
    expect(warnings(chatting)).toEqual([expect.stringContaining('until the account "security" exists, got "C0123ABCD", "pager": ')]);
    expect(warnings({})).toEqual([]);
    const security = { account: { ...configuration.security.account, accountId: '222222222222' } };
    expect(warnings({ ...chatting, security, organization: { organizationId: 'o-a1b2c3d4e5', rootId: 'r-a1b2' } })).toEqual([]);
  });

  test('says every misspelling at once', () => {
    const message = refusal({ alerts: { critcal: [] }, detection: { age: 1 }, baseline: { ebs: 1 }, costs: { budget: 1 } });
    for (const prop of ['alerts.critical', 'alerts.critcal', 'detection.age', 'baseline.ebs', 'costs.monthlyBudget', 'costs.budget']) {
      expect(message).toContain(`'${prop}'`);
    }
  });
});

describe('options of alerts', () => {
  const CORE = 'SecurityCore/StackSet/Template';

  test('what is left out is watched nowhere: neither alarmed on, nor forwarded, nor routed', () => {
    const without = [
      'vpc-changes', 'log-archive-tampering', 'detection-disabled', 'trusted-advisor', 'deployment', 'guardduty-low', 'security-hub-high',
    ];
    const namesIn = (stacks: ExampleStacks) => [...stacks.valuesOf('AWS::CloudWatch::Alarm', 'AlarmName'), ...stacks.valuesOf('AWS::Events::Rule', 'Name')]
      .map(name => String(name).replace(/^lz-(forward-)?/, ''));
    const before = namesIn(new ExampleStacks());
    expect(before).toEqual(expect.arrayContaining(without));
    expect(namesIn(new ExampleStacks(alerting({ without })))).toEqual(before.filter(name => !without.includes(name)));
  });

  test('each alarm and event that is not of root users can be named', () => {
    const ofRoot = [...SecurityAlarms.ROOT, ...SecurityEvents.ROOT].map(({ id }) => id);
    const all = [...SecurityAlarms.all(), SecurityAlarms.logArchiveTampering('222222222222'), ...SecurityEvents.all()].map(({ id }) => id);
    const severities = Object.fromEntries(all.filter(id => !ofRoot.includes(id)).map(id => [id, Severity.HIGH]));
    expect(() => refusal(alerting({ severities }))).toThrow('the configuration was accepted');
  });

  test('an alarm and an event of one id get the severity that is chosen', () => {
    const severities = { 'break-glass-use': Severity.LOW, 'guardduty-high': Severity.HIGH, 'vpc-changes': Severity.CRITICAL };
    const stacks = new ExampleStacks(alerting({ severities }));
    const topic = (path: string, name: string) => {
      const found = Object.values(stacks.resources(path)).filter(({ Properties }) => [Properties.AlarmName, Properties.Name].includes(`lz-${name}`))
        .find(({ Type }) => Type === 'AWS::CloudWatch::Alarm' || Type === 'AWS::Events::Rule')!;
      const targets = found.Properties.AlarmActions ?? (found.Properties.Targets as { Arn: unknown }[]).map(({ Arn }) => Arn);
      const [{ Ref }] = targets as { Ref: string }[];
      return stacks.resources(path)[Ref].Properties.TopicName;
    };
    expect(topic('Trail', 'break-glass-use')).toBe('lz-alerts-low');
    expect(topic(CORE, 'break-glass-use')).toBe('lz-alerts-low');
    expect(topic(CORE, 'guardduty-high')).toBe('lz-alerts-high');
    expect(topic('Trail', 'vpc-changes')).toBe('lz-alerts-critical');
  });

  test.each(['Trail', CORE])('in %s each severity has its subscribers, and alerts link to the page that is given', path => {
    const stacks = new ExampleStacks({ alerts: {
      critical: [AlertSubscription.email('one@example.com')], high: [AlertSubscription.email('two@example.com')],
      low: [AlertSubscription.email('three@example.com')], runbookUrl: 'https://wiki.example/runbook',
    } });
    expect(stacks.valuesOf('AWS::SNS::Subscription', 'Endpoint', path).sort()).toEqual(['one@example.com', 'three@example.com', 'two@example.com']);
    const text = JSON.stringify(stacks.template(path).toJSON());
    expect(text).toContain('https://wiki.example/runbook#lz-root-usage');
    expect(text).not.toContain('docs/runbook.md');
  });

  test('who reads on the same day is who is called, unless somebody else is named', () => {
    const stacks = new ExampleStacks({ alerts: { critical: [AlertSubscription.email('one@example.com')] } });
    expect(stacks.valuesOf('AWS::SNS::Subscription', 'Endpoint', 'Trail')).toEqual(['one@example.com', 'one@example.com']);
  });
});

describe('options of detection', () => {
  test('rules measure against the parameters, and those that are excepted are in no pack', () => {
    const stacks = new ExampleStacks({ detection: {
      ruleParameters: { maxAccessKeyAgeDays: 45 }, ruleExceptions: [{ ruleName: ONE_RULE, reason: 'No instance has a public address.' }],
    } });
    const packs = JSON.stringify(stacks.valuesOf('AWS::Config::OrganizationConformancePack', 'TemplateBody'));
    expect(packs).toMatch(/maxAccessKeyAge[^0-9]+45/);
    expect(packs).not.toContain(`"${ONE_RULE}"`);
    expect(packs).not.toContain(`\\"${ONE_RULE}\\"`);
  });

  test('accounts without a recorder get no pack', () => {
    const stacks = new ExampleStacks({ detection: { excludedAccounts: ['999999999999'] } });
    const excluded = stacks.valuesOf('AWS::Config::OrganizationConformancePack', 'ExcludedAccounts');
    expect(excluded.length).toBeGreaterThan(5);
    expect(new Set(excluded.map(accounts => JSON.stringify(accounts)))).toEqual(new Set(['["999999999999"]']));
    expect(refusal({ detection: { excludedAccounts: ['12'] } })).toContain("detection.excludedAccounts: 'excludedAccounts' must be");
  });

  test('the recorder, GuardDuty, Security Hub and the analyzer are told what they are told', () => {
    const stacks = new ExampleStacks({ detection: {
      unrecordedResourceTypes: ['AWS::EC2::NetworkInterface'], findingSuppressions: [suppression], unusedAccessAge: 30,
      disabledControls: [{ controlId: 'IAM.6', reason: 'A virtual device, in a safe.' }], findingAutomations: [],
    } });
    for (const path of REGIONAL) {
      expect(JSON.stringify(stacks.valuesOf('Custom::ConfigurationRecorder', 'ExcludedResourceTypes', path))).toContain('AWS::EC2::NetworkInterface');
    }
    stacks.template('SecurityTooling/SecurityRegional/Template').hasResourceProperties('AWS::GuardDuty::Filter', { Action: 'ARCHIVE', Name: Match.stringLikeRegexp('scanner') });
    const home = stacks.template('SecurityTooling/SecurityHome/Template');
    home.hasResourceProperties('AWS::AccessAnalyzer::Analyzer', { AnalyzerConfiguration: { UnusedAccessConfiguration: { UnusedAccessAge: 30 } } });
    home.hasResourceProperties('AWS::SecurityHub::ConfigurationPolicy', Match.objectLike({
      ConfigurationPolicy: { SecurityHub: { SecurityControlsConfiguration: { DisabledSecurityControlIdentifiers: ['IAM.6'] } } },
    }));
  });
});

describe('options of the baseline', () => {
  const stacks = new ExampleStacks({
    baseline: {
      ebsKey: encryption.EbsKey.awsManaged(), passwordPolicy: { minimumPasswordLength: 20 }, keepDefaultVpcs: true,
      operationPreferences: organization.OperationPreferences.strict(),
    },
    contacts: { billing: { name: 'Finance', title: 'Payable', email: 'finance@example.com', phone: '+49 30 1' } },
    costs: { monthlyBudget: 77, anomalyImpact: 5 },
  });

  test.each(REGIONAL)('%s keeps default VPCs and takes the key', path => {
    stacks.template(path).resourceCountIs('Custom::DefaultVpcRemoval', 0);
    stacks.template(path).resourceCountIs('Custom::EbsEncryptionByDefault', 1);
  });

  test.each(GLOBAL)('%s takes the password policy', path => {
    expect(stacks.valuesOf('Custom::PasswordPolicy', 'PasswordPolicy', path)).toEqual([expect.objectContaining({ MinimumPasswordLength: 20 })]);
  });

  test('members are operated as asked, the management account as its self-managed StackSets are', () => {
    const tolerance = (of: ExampleStacks) => Object.fromEntries(of.ofType('AWS::CloudFormation::StackSet').map(({ Properties }) =>
      [Properties.StackSetName, (Properties.OperationPreferences as Record<string, unknown>).FailureToleranceCount]));
    expect(tolerance(stacks)).toMatchObject({ 'lz-account-global': 0, 'lz-account-regional': 0, 'lz-management-global': 0 });
    expect(tolerance(new ExampleStacks())).toMatchObject({ 'lz-account-global': undefined, 'lz-management-global': 0 });
  });

  test('contacts and the budget are those that are given', () => {
    expect(stacks.valuesOf('Custom::AlternateContacts', 'Contacts')).toEqual([[expect.objectContaining({ AlternateContactType: 'BILLING' })]]);
    expect(stacks.valuesOf('AWS::Budgets::Budget', 'Budget')).toMatchObject([{ BudgetLimit: { Amount: 77, Unit: 'USD' } }]);
  });

  test('without contacts and costs there are none', () => {
    const bare = new ExampleStacks({ contacts: undefined, costs: undefined });
    expect(bare.valuesOf('Custom::AlternateContacts', 'Contacts')).toEqual([]);
    expect([...bare.ofType('AWS::Budgets::Budget'), ...bare.ofType('AWS::CE::AnomalyMonitor')]).toEqual([]);
  });
});
