import { configuration } from '../../config/landing-zone';
import { SecurityAlarms, SecurityEvents } from '../../lib/constructs/detection';
import { Emission, Notice } from '../../rehearsal';
import { LivingExample } from './living-example';

const { homeRegion } = configuration;
const CRITICAL = 'email security-on-call@example.com';
const HIGH = 'email security@example.com';
const MANAGEMENT = configuration.managementAccountId;

/** Every account of the example, and one that joins after the deployment. */
const MEMBERS = ['log-archive', 'security', ...configuration.accounts!.map(({ name }) => name)];
const NEWCOMER = 'newcomer';
const ACCOUNTS = [MANAGEMENT, ...MEMBERS, NEWCOMER];
const REGIONS = [...configuration.governedRegions, 'us-east-1'];

const example = new LivingExample();
beforeAll(async () => {
  await example.deploy();
  await example.join(NEWCOMER, 'Sandbox');
}, 60_000);

const ROOT = { type: 'Root' };
const call = (service: string, eventName: string, detail: Record<string, unknown> = {}): Omit<Emission, 'account'> => ({
  source: `aws.${service}`, detailType: 'AWS API Call via CloudTrail',
  detail: { eventSource: `${service}.amazonaws.com`, eventName, eventType: 'AwsApiCall', sourceIPAddress: '198.51.100.7', ...detail },
});
const signIn: Omit<Emission, 'account'> = {
  source: 'aws.signin', detailType: 'AWS Console Sign In via CloudTrail',
  detail: {
    eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin', eventType: 'AwsConsoleSignIn', userIdentity: ROOT, sourceIPAddress: '198.51.100.7',
    responseElements: { ConsoleLogin: 'Success' },
  },
};

/** An alarm is told by the account of the trail, an event by the security account. */
const toldByAlarm = (notices: readonly Notice[], name: string) =>
  notices.filter(({ targetArn, via }) => targetArn.includes(`:${MANAGEMENT}:`) && via.length === 1 && via[0] === name);
const toldByEvent = (notices: readonly Notice[], id: string) => notices.filter(({ targetArn, via }) =>
  targetArn.includes(`:${example.idOf('security')}:`) && via.length === 2 && via[0].startsWith(`lz-forward-${id} `) && via[1].startsWith(`lz-${id} `));
const critical = { kind: 'topic', target: 'lz-alerts-critical', subscribers: [CRITICAL] };

test('the example has the accounts that are asked about', () => {
  expect(example.accounts.map(name => example.idOf(name)).sort()).toEqual(ACCOUNTS.map(name => example.idOf(name)).sort());
});

describe.each(ACCOUNTS)('a root user of %s', account => {
  test.each(REGIONS)('who signs in to the console of %s is told twice, by an alarm and within seconds, and somebody is called', region => {
    const notices = example.emit({ account, region, ...signIn });
    expect(toldByAlarm(notices, 'lz-root-console-sign-in')).toMatchObject([critical]);
    expect(toldByEvent(notices, 'root-console-sign-in')).toMatchObject([critical]);
    expect(notices.filter(({ lost }) => lost !== undefined)).toEqual([]);
    expect(notices.map(({ message }) => message).join()).toContain(example.idOf(account));
  });

  test.each(REGIONS.flatMap(region => ['DeleteBucket', 'ListBuckets'].map(name => [region, name])))('who calls an API in %s, %s, is told the same way', (region, name) => {
    const notices = example.emit({ account, region, ...call('s3', name, { userIdentity: ROOT }) });
    expect(toldByAlarm(notices, 'lz-root-usage')).toMatchObject([critical]);
    expect(toldByEvent(notices, 'root-usage')).toMatchObject([critical]);
    expect(notices.filter(({ lost }) => lost !== undefined)).toEqual([]);
  });

  test.each([
    ['signs in where nobody works', 'ap-southeast-2', signIn, 'lz-root-console-sign-in'],
    ['calls an API where nobody works', 'ap-southeast-2', call('ec2', 'RunInstances', { userIdentity: ROOT }), 'lz-root-usage'],
  ])('who %s is told by the alarm on the trail alone', (_, region, event, alarm) => {
    const notices = example.emit({ account, region, ...event });
    expect(toldByAlarm(notices, alarm)).toMatchObject([critical]);
    expect(notices.every(({ targetArn }) => targetArn.includes(`:${MANAGEMENT}:`))).toBe(true);
  });

  test.each([
    ['changes the password', { ...signIn, detail: { ...signIn.detail, eventName: 'PasswordUpdated' } }, 'lz-root-password-or-mfa-change'],
    ['removes an MFA device', call('iam', 'DeactivateMFADevice', { userIdentity: ROOT }), 'lz-root-password-or-mfa-change'],
    ['makes an access key', call('iam', 'CreateAccessKey', { userIdentity: ROOT }), 'lz-root-access-key'],
  ])('who %s is told by name', (_, event, alarm) => {
    const notices = example.emit({ account, region: 'us-east-1', ...event });
    expect(toldByAlarm(notices, alarm)).toMatchObject([critical]);
    expect(toldByEvent(notices, alarm.replace('lz-', ''))).toMatchObject([critical]);
  });
});

describe('somebody is called when', () => {
  const person = { userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::111111111111:assumed-role/Admin/ann' } };

  test.each([
    ['a root session begins', 'assume-root', homeRegion, call('sts', 'AssumeRoot', { ...person, requestParameters: { targetPrincipal: 'production' } })],
    ['the address of a member\'s root user is changed', 'root-email-change', 'us-east-1', call('account', 'StartPrimaryEmailUpdate', person)],
    ['a deployment role is used by hand', 'deployment-role-misuse', 'us-east-1', call('sts', 'AssumeRole', {
      ...person, readOnly: true, requestParameters: { roleArn: `arn:aws:iam::${MANAGEMENT}:role/lz/lz-stackset-execution` },
    })],
    ['a key of alerts is disabled', 'alert-key-tampering', homeRegion, call('kms', 'DisableKey', person)],
    ['alerts are led elsewhere', 'alert-route-tampering', homeRegion, call('events', 'PutTargets', { ...person, requestParameters: { rule: 'lz-alarms-critical' } })],
    ['central root management ends', 'root-management-disabled', 'us-east-1', call('iam', 'DisableOrganizationsRootCredentialsManagement', person)],
  ])('%s, by both ways', (_, id, region, event) => {
    const notices = example.emit({ account: MANAGEMENT, region, ...event });
    expect(toldByAlarm(notices, `lz-${id}`)).toMatchObject([critical]);
    expect(toldByEvent(notices, id)).toMatchObject([critical]);
  });

  test.each(ACCOUNTS)('detection is switched off in %s', account => {
    for (const [service, eventName, id] of [
      ['config', 'StopConfigurationRecorder', 'recorder-stopped'], ['cloudtrail', 'StopLogging', 'trail-stopped'],
      ['guardduty', 'DeleteDetector', 'detection-disabled'],
    ]) {
      const notices = example.emit({ account, ...call(service, eventName, person) });
      expect(toldByEvent(notices, id)).toMatchObject([critical]);
    }
  });

  test.each(MEMBERS)('the break-glass role of %s is used', account => {
    const roleArn = `arn:aws:iam::${example.idOf(account)}:role/lz/lz-break-glass`;
    const notices = example.emit({ account, region: 'us-east-1', ...call('sts', 'AssumeRole', { ...person, requestParameters: { roleArn } }) });
    expect(notices.filter(({ target }) => target === 'lz-alerts-critical').length).toBeGreaterThanOrEqual(2);
  });
});

describe('everyday work', () => {
  test.each(ACCOUNTS)('in %s tells nobody', account => {
    const user = { userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::222222222222:assumed-role/Developer/bob' } };
    expect(example.emit({ account, ...call('ec2', 'RunInstances', user) })).toEqual([]);
    expect(example.emit({ account, ...call('s3', 'GetBucketAcl', user) })).toEqual([]);
    const detail = { eventName: 'ConsoleLogin', userIdentity: { type: 'AssumedRole' }, responseElements: { ConsoleLogin: 'Success' } };
    expect(example.emit({ account, ...signIn, detail })).toEqual([]);
  });
});

describe('findings', () => {
  const finding = (source: string, detailType: string, detail: Record<string, unknown>, region = homeRegion): Emission =>
    ({ account: 'security', region, source, detailType, detail });
  const guardDuty = (severity: number, region = homeRegion) =>
    finding('aws.guardduty', 'GuardDuty Finding', { severity, title: 'A threat', accountId: '333333333333', region, type: 'Recon:EC2/Portscan', id: 'f1' }, region);
  const hub = (label: string, more: Record<string, unknown> = {}, region = homeRegion) => {
    const one = {
      Severity: { Label: label }, Workflow: { Status: 'NEW' }, RecordState: 'ACTIVE', ProductName: 'Security Hub', Title: 'Root has no MFA', ...more,
    };
    return finding('aws.securityhub', 'Security Hub Findings - Imported', { findings: [one] }, region);
  };
  const topics = (emission: Emission) => example.emit(emission).map(({ target, subscribers }) => [target, ...subscribers]);

  test.each(REGIONS)('of GuardDuty in %s call somebody, are read on the same day or are recorded, by their severity', region => {
    expect(topics(guardDuty(8, region))).toEqual([['lz-alerts-critical', CRITICAL]]);
    expect(topics(guardDuty(7, region))).toEqual([['lz-alerts-critical', CRITICAL]]);
    expect(topics(guardDuty(6.9, region))).toEqual([['lz-alerts-high', HIGH]]);
    expect(topics(guardDuty(4, region))).toEqual([['lz-alerts-high', HIGH]]);
    expect(topics(guardDuty(2, region))).toEqual([['lz-alerts-low']]);
  });

  test('of GuardDuty are told once, by its administrator: the member account has the event too', () => {
    for (const account of ACCOUNTS.filter(name => name !== 'security')) {
      expect(example.emit({ ...guardDuty(8), account })).toEqual([]);
    }
  });

  test('of GuardDuty say what, where and which page helps', () => {
    const [{ message }] = example.emit(guardDuty(8, 'eu-west-1'));
    for (const said of ['A threat', 'account: 333333333333', 'Recon:EC2/Portscan', 'eu-west-1', 'runbook: https://', 'docs/runbook.md#lz-guardduty-high']) {
      expect(message).toContain(said);
    }
  });

  test('of Security Hub are told in the home region, by their label, once for all regions', () => {
    expect(topics(hub('CRITICAL'))).toEqual([['lz-alerts-high', HIGH]]);
    expect(topics(hub('HIGH'))).toEqual([['lz-alerts-low']]);
    expect(topics(hub('MEDIUM'))).toEqual([]);
    expect(topics(hub('CRITICAL', {}, 'eu-west-1'))).toEqual([]);
  });

  test('of Security Hub are told neither twice nor when somebody has looked at them', () => {
    expect(topics(hub('CRITICAL', { Workflow: { Status: 'SUPPRESSED' } }))).toEqual([]);
    expect(topics(hub('CRITICAL', { RecordState: 'ARCHIVED' }))).toEqual([]);
    expect(topics(hub('CRITICAL', { ProductName: 'GuardDuty' }))).toEqual([]);
  });

  test('of Access Analyzer, Inspector and Macie are told from every region', () => {
    for (const region of REGIONS) {
      for (const [source, detailType, detail] of [
        ['aws.access-analyzer', 'Access Analyzer Finding', { status: 'ACTIVE', isPublic: true }],
        ['aws.inspector2', 'Inspector2 Finding', { severity: 'CRITICAL', status: 'ACTIVE' }],
        ['aws.macie', 'Macie Finding', { severity: { description: 'High' } }],
      ] as const) {
        expect(topics(finding(source, detailType, detail, region))).toEqual([['lz-alerts-high', HIGH]]);
      }
    }
  });
});

describe('the StackSets', () => {
  const arnOf = (name: string) => `arn:aws:cloudformation:${homeRegion}:${MANAGEMENT}:stackset/${name}:1234`;
  const operation = (name: string, status: string): Emission => ({
    account: MANAGEMENT, source: 'aws.cloudformation', detailType: 'CloudFormation StackSet Operation Status Change', resources: [arnOf(name)],
    detail: { 'stack-set-arn': arnOf(name), 'stack-set-operation-id': 'op', 'status-details': { status } },
  });
  const kinds = (notices: readonly Notice[]) => notices.map(({ kind, target }) => `${kind} ${target}`).sort();

  test('that fail are told on the same day and repeated, each of them', () => {
    for (const name of example.world.state.cloudformation.stackSets.keys()) {
      const notices = example.emit(operation(name, 'FAILED'));
      expect(kinds(notices)).toEqual(['function lz-stackset-reconcile', 'topic lz-alerts-high']);
      expect(notices.find(({ kind }) => kind === 'topic')).toMatchObject({ subscribers: [HIGH], message: expect.stringContaining(arnOf(name)) });
    }
  });

  test('that end well are looked at again, and nobody is told; those of others are nobody\'s matter', () => {
    expect(kinds(example.emit(operation('lz-account-regional', 'SUCCEEDED')))).toEqual(['function lz-stackset-reconcile']);
    expect(example.emit(operation('of-somebody-else', 'FAILED'))).toEqual([]);
  });

  test('whose instances fail again need a person, who is told which', () => {
    const [notice, ...more] = example.emit({
      account: MANAGEMENT, source: 'landing-zone.stacksets', detailType: 'Stack instances need a person',
      detail: { count: 1, instances: 'lz-account-global in 222222222222' },
    });
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ target: 'lz-alerts-high', subscribers: [HIGH], message: expect.stringContaining('lz-account-global in 222222222222') });
  });
});

test('each event of the catalogue is routed in the security account, each alarm stands on the log group of the trail', () => {
  const { eventBridge, cloudwatch } = example.world.state;
  const inSecurity = [...eventBridge.rules.values()].filter(({ accountId }) => accountId === example.idOf('security')).map(({ name }) => name);
  expect(inSecurity).toEqual(expect.arrayContaining(SecurityEvents.all().map(({ ruleName }) => ruleName)));
  const alarms = [...cloudwatch.alarms.values()].filter(({ accountId }) => accountId === MANAGEMENT).map(({ name }) => name);
  expect(alarms).toEqual(expect.arrayContaining(SecurityAlarms.all().map(({ alarmName }) => alarmName)));
});
