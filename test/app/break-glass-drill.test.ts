import { configuration } from '../../config/landing-zone';
import { emit } from '../../rehearsal/api/emit';
import { callerOf } from '../../rehearsal/api/principals';
import { decide } from '../../rehearsal/aws/authorization';
import { LivingExample } from './living-example';

/** The drill of docs/break-glass.md, in every account of the example and in one that joins. */
const { managementAccountId: MANAGEMENT, homeRegion, breakGlass } = configuration;
const [USER] = breakGlass.trustedUserArns!;
const NEWCOMER = 'newcomer';
const MEMBERS = ['log-archive', 'security', ...configuration.accounts!.map(({ name }) => name), NEWCOMER];
const FRESH = { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '30' };

const example = new LivingExample();
beforeAll(async () => {
  await example.deploy();
  await example.join(NEWCOMER, 'Sandbox');
}, 120_000);

const idOf = (account: string) => account === MANAGEMENT ? MANAGEMENT : example.idOf(account);
const roleIn = (account: string) => `arn:aws:iam::${idOf(account)}:role/lz/lz-break-glass`;
function decision(as: string, account: string, action: string, resource: string, context: Record<string, string> = {}): boolean {
  const region = action.startsWith('iam:') ? 'us-east-1' : homeRegion;
  const caller = callerOf(example.world, as, idOf(account));
  return decide(example.world, caller, { action, resource, resourceAccountId: idOf(account), region, context }).allowed;
}
const enters = (as: string, account: string, context: Record<string, string>) => decision(as, account, 'sts:AssumeRole', roleIn(account), context);

describe.each([MANAGEMENT, ...MEMBERS])('in %s', account => {
  test('the named user gets in with a code of this minute', () => {
    expect(enters(USER, account, FRESH)).toBe(true);
  });

  test.each([
    ['without MFA', USER, {}],
    ['with access keys that say no MFA', USER, { 'aws:MultiFactorAuthPresent': 'false' }],
    ['with a code of two hours ago', USER, { ...FRESH, 'aws:MultiFactorAuthAge': '7200' }],
    ['another user of the management account', `arn:aws:iam::${MANAGEMENT}:user/somebody`, FRESH],
    ['the root user of the management account', `arn:aws:iam::${MANAGEMENT}:root`, FRESH],
    ['a role of the management account', `arn:aws:iam::${MANAGEMENT}:role/administrator`, FRESH],
    ['an administrator of the account', 'role/administrator', FRESH],
    ['a user of the account who is called like them', 'user/emergency/break-glass-1', FRESH],
  ])('nobody gets in: %s', (_, as, context) => {
    expect(enters(as, account, context)).toBe(false);
  });

  test.each(['', 'AccessDenied'])('somebody is called, by an event and by an alarm, when it is tried (%s)', errorCode => {
    const notices = emit(example.world, {
      account: MANAGEMENT, source: 'aws.sts', detailType: 'AWS API Call via CloudTrail',
      detail: {
        eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole', ...errorCode !== '' && { errorCode }, userIdentity: { type: 'IAMUser', arn: USER },
        requestParameters: { roleArn: roleIn(account), roleSessionName: 'drill' },
      },
    });
    const told = notices.filter(({ via, target, lost }) => via.some(name => name.includes('break-glass-use')) && target === 'lz-alerts-critical' && !lost);
    expect(told.flatMap(({ subscribers }) => subscribers)).not.toEqual([]);
    expect(told.some(({ message }) => message.includes('lz-break-glass'))).toBe(true);
  });
});

describe.each(MEMBERS)('a session in %s', account => {
  const detector = () => `arn:aws:guardduty:${homeRegion}:${idOf(account)}:detector/d`;
  const instance = () => `arn:aws:ec2:${homeRegion}:${idOf(account)}:instance/i-0123456789abcdef0`;

  test('repairs what guardrails keep from an administrator', () => {
    const may = (as: string) => decision(as, account, 'guardduty:DeleteDetector', detector());
    expect([may('role/administrator'), may('role/lz/lz-break-glass')]).toEqual([false, true]);
    expect(decision('role/lz/lz-break-glass', account, 'ec2:TerminateInstances', instance())).toBe(true);
  });

  test.each([
    'iam:UpdateAssumeRolePolicy', 'iam:DeleteRole', 'iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:DetachRolePolicy', 'iam:PutRolePermissionsBoundary',
    'iam:UpdateRole', 'iam:TagRole',
  ])('cannot be prepared or prevented by an administrator: %s', action => {
    expect(decision('role/administrator', account, action, roleIn(account))).toBe(false);
  });
});

test('a session in the log archive cannot delete a log before its time', () => {
  const log = `arn:aws:s3:::lz-trail-${idOf('log-archive')}-${homeRegion}/AWSLogs/log.json.gz`;
  expect(decision('role/lz/lz-break-glass', 'log-archive', 's3:BypassGovernanceRetention', log)).toBe(false);
});
