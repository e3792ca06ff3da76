import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { AlertSubscription, AlertTopics, SecurityAlarm, SecurityAlarms, SecurityAlarmsProps, Severity } from '../../../lib/constructs/detection';
import { synthesizeUnderCdkNag } from '../cdk-nag';

type Options = Partial<SecurityAlarmsProps>;

function addAlarms(stack: Stack, options: Options): SecurityAlarms {
  const topics = new AlertTopics(stack, 'Topics', { subscriptions: { critical: [AlertSubscription.email('security@example.com')] } });
  const logGroup = LogGroup.fromLogGroupName(stack, 'LogGroup', '/lz/organization-trail');
  return new SecurityAlarms(stack, 'Alarms', { logGroup, topics, ...options });
}

function newAlarms(options: Options = {}) {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-central-1' } });
  const alarms = addAlarms(stack, options);
  return { stack, alarms, template: Template.fromStack(stack) };
}

const OWN = new SecurityAlarm({ id: 'own', severity: Severity.LOW, description: 'Something.', pattern: '{ $.eventName = Something }' });

describe('defaults', () => {
  const { template } = newAlarms();

  test('watches with one alarm what each filter counts, and is told by one event but where single ones are noise', () => {
    const properties = (type: string) => Object.values(template.findResources(type))
      .map(({ Properties }) => Properties as Record<string, unknown>);
    const counted = properties('AWS::Logs::MetricFilter').flatMap(({ MetricTransformations }) => MetricTransformations as Record<string, unknown>[]);
    const watched = properties('AWS::CloudWatch::Alarm').filter(({ Namespace }) => Namespace === 'LandingZone/Security');
    expect(watched.map(({ MetricName }) => MetricName).sort()).toEqual(counted.map(({ MetricName }) => MetricName).sort());
    expect(new Set(counted.map(({ MetricValue }) => MetricValue))).toEqual(new Set(['1']));
    expect(new Set(watched.map(({ Statistic, EvaluationPeriods }) => `${String(Statistic)} of ${String(EvaluationPeriods)}`))).toEqual(new Set(['Sum of 1']));
    expect(watched.filter(({ Threshold }) => Threshold !== 1).map(({ AlarmName, Threshold }) => [AlarmName, Threshold]).sort())
      .toEqual([['lz-authentication-failures', 10], ['lz-unauthorized-api-calls', 25]]);
  });

  test('tells the topic of its severity, with the severity, what CIS asks for and the runbook', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'lz-root-usage',
      AlarmDescription: '[critical] A root user, or a session of sts:AssumeRoot, called AWS. CIS 7.0: 2.7, 5.3. Runbook: https://github.com/cdk-secure-landing-zone/cdk-secure-landing-zone/blob/main/docs/runbook.md#lz-root-usage',
      AlarmActions: [{ Ref: Match.stringLikeRegexp('critical') }],
    });
  });

  test('answers each of 5.1 to 5.15 of CIS', () => {
    const answered = new Set(SecurityAlarms.all().flatMap(({ cis }) => cis));
    expect([...Array(15).keys()].map(index => `5.${index + 1}`).filter(id => !answered.has(id))).toEqual([]);
  });

  test('has patterns that CloudWatch Logs takes, also with an account in them', () => {
    const all = [
      ...SecurityAlarms.all(), SecurityAlarms.logArchiveTampering('444455556666'), SecurityAlarms.alertKeyTampering(['111122223333', '222233334444']),
    ];
    expect(all.filter(({ pattern }) => pattern.length > 1024)).toEqual([]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  test('calls somebody for every use of root, and for few other things', () => {
    expect(SecurityAlarms.ROOT.map(({ id, severity }) => [id, severity.severityName])).toEqual([
      'root-console-sign-in', 'root-usage', 'root-password-or-mfa-change', 'root-access-key', 'root-email-change', 'assume-root', 'root-management-disabled',
    ].map(id => [id, 'critical']));
    expect(SecurityAlarms.all().filter(({ severity }) => severity === Severity.CRITICAL).length).toBeLessThan(14);
  });

  test('is clean under cdk-nag', () => {
    synthesizeUnderCdkNag(stack => { addAlarms(stack, {}); });
  });
});

describe('options', () => {
  test('leaves out what is not wanted, and takes other severities', () => {
    const { template, alarms } = newAlarms({ without: ['vpc-changes'], severities: { 'key-deletion': Severity.CRITICAL } });
    expect(alarms.alarms.map(({ id }) => id)).not.toContain('vpc-changes');
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'lz-key-deletion', AlarmActions: [{ Ref: Match.stringLikeRegexp('critical') }], AlarmDescription: Match.stringLikeRegexp('^\\[critical\\]'),
    });
  });

  test('takes alarms of your own, and another address of the runbook', () => {
    const { template } = newAlarms({ alarms: [...SecurityAlarms.ROOT, OWN], runbookUrl: 'https://wiki.example.com/alerts' });
    template.resourceCountIs('AWS::Logs::MetricFilter', SecurityAlarms.ROOT.length + 1);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmDescription: '[low] Something. Runbook: https://wiki.example.com/alerts#lz-own' });
  });

  test('watches over the log archive by its account', () => {
    newAlarms({ alarms: [SecurityAlarms.logArchiveTampering('444455556666')] }).template.hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterPattern: Match.stringLikeRegexp('recipientAccountId = "444455556666"'),
    });
  });
});

describe('import', () => {
  test('gives a copy of the alarms that are watched for; nobody adds to the catalogue', () => {
    const { alarms } = newAlarms({ alarms: [OWN] });
    alarms.alarms.push(OWN);
    expect(alarms.alarms).toEqual([expect.objectContaining({ alarmName: 'lz-own' })]);
    expect(() => SecurityAlarms.ROOT.push(OWN)).toThrow();
  });
});

describe('validation', () => {
  test('fails with every problem at once, and says what to do', () => {
    const wrong = () => newAlarms({
      alarms: [OWN, OWN, new SecurityAlarm({ id: 'No', severity: Severity.LOW, description: '', pattern: `eventName = ${'x'.repeat(1024)}`, threshold: 0 })],
      without: ['nothing'], severities: { 'nobody': Severity.LOW },
    });
    expect(wrong).toThrow(/8 problems/);
    expect(wrong).toThrow(/'id' must have 1 to 100 lower-case letters/);
    expect(wrong).toThrow(/'pattern' must have 1 to 1024 characters, got 1036/);
    expect(wrong).toThrow(/'pattern' must be a filter on JSON/);
    expect(wrong).toThrow(/'threshold' of alarm "No" must be a whole number from 1, got 0/);
    expect(wrong).toThrow(/'alarms' must not repeat, got "own" 2 times/);
    expect(wrong).toThrow(/'without' must name alarms, got "nothing": choose among own/);
    expect(wrong).toThrow(/'severities' must name alarms, got "nobody"/);
  });

  test('fails when a log group would get more than 100 filters', () => {
    const many = [...Array(101).keys()].map(index => new SecurityAlarm({ id: `a${index}`, severity: Severity.LOW, description: 'x', pattern: '{ $.a = 1 }' }));
    expect(() => newAlarms({ alarms: many })).toThrow(/'alarms' must be at most 100, got 101/);
  });
});
