import { SecurityAlarms } from '../../../lib/constructs/detection';
import { filterProblem, matchesFilter } from '../../../rehearsal/aws/log-filter';

const EVENT = {
  eventName: 'ConsoleLogin', sourceIPAddress: '111.111.111.111', errorCode: 'Client.UnauthorizedOperation', count: 5, flag: true, nothing: null,
  userIdentity: { 'type': 'Root', 'session-name': 'x' }, users: [{ id: 2, email: 'John@example.com' }], actions: ['GET', 'PUT'], matrix: [[0, 1], [2, 3]],
};

describe('filters on JSON', () => {
  test.each([
    ['{ $.eventName = ConsoleLogin }', true],
    ['{$.eventName="ConsoleLogin"}', true],
    ['{ $.eventName = consolelogin }', false],
    ['{ $.eventName != ConsoleLogin }', false],
    ['{ $.sourceIPAddress != 123.123.* }', true],
    ['{ $.sourceIPAddress = 111.* }', true],
    ['{ $.errorCode = *UnauthorizedOperation }', true],
    ['{ $.errorCode = "*Unauthorized*" }', true],
    ['{ $.errorCode = * }', true],
    ['{ $.eventName = Con*Login }', false],
    ['{ $.missing = * }', false],
    ['{ $.missing != ConsoleLogin }', false],
    ['{ $.users != 1 }', false],
    ['{ $.userIdentity.type = Root }', true],
    ['{ $.userIdentity.session-name = x }', true],
    ['{ $.users[0].id = 2 }', true],
    ['{ $.users[0].id = "2" }', true],
    ['{ $.users[1].id = 2 }', false],
    ['{ $.actions[1] = "PUT" }', true],
    ['{ $.matrix[1][0] = 2 }', true],
    ['{ $.eventName[0] = C }', false],
    ['{ $.count >= 5 && $.count < 6 }', true],
    ['{ $.count > 5 || $.count <= 4.5 }', false],
    ['{ $.count != 5 }', false],
    ['{ $.count = 0.5e1 }', true],
    ['{ $.sourceIPAddress = 111 }', false],
    ['{ $.flag IS TRUE }', true],
    ['{ $.flag IS FALSE }', false],
    ['{ $.nothing IS NULL }', true],
    ['{ $.missing IS NULL }', false],
    ['{ $.missing NOT EXISTS }', true],
    ['{ $.userIdentity NOT EXISTS }', false],
    ['{ $.userIdentity EXISTS }', true],
    ['{ $.eventName = ConsoleLogin || $.count = 0 && $.count = 1 }', true],
    ['{ ($.eventName = ConsoleLogin || $.count = 0) && $.count = 1 }', false],
  ])('%s: %s', (pattern, expected) => {
    expect(filterProblem(pattern)).toBeUndefined();
    expect(matchesFilter(pattern, EVENT)).toBe(expected);
  });

  test.each([
    ['ERROR', 'filters on JSON only'],
    ['[ip, user]', 'filters on JSON only'],
    ['{ $.a = 1', 'expected "}", got "the end"'],
    ['{ ($.a = 1 }', 'expected ")", got "}"'],
    ['{ $.a = 1 } x', 'unexpected "x" behind the pattern'],
    ['{ $.a == 1 }', 'expected a value behind $.a ='],
    ['{ $.a = %x% }', 'does not know regular expressions, got %x%'],
    ['{ a = 1 }', 'expected a selector such as $.eventName, got "a"'],
    ['{ $.a < b }', '< compares numbers, got "b"'],
    ['{ $.a = b@example.com }', 'text with special characters stands in quotes'],
    ['{ $.a NOT THERE }', 'expected EXISTS behind NOT'],
    ['{ $.a IS MISSING }', 'expected NULL, TRUE or FALSE behind IS'],
    ['{ $.a = "open }', 'unexpected text at'],
    ['{ $.a = 1 & $.b = 2 }', 'unexpected text at'],
    ['{ $.a LIKE x }', 'expected an operator such as =, got "LIKE"'],
    ['{ }', 'expected a selector such as $.eventName, got "}"'],
  ])('refuses %s', (pattern, problem) => {
    expect(filterProblem(pattern)).toContain(problem);
  });
});

describe('the catalogue of alarms', () => {
  const identity = { type: 'AssumedRole', arn: 'arn:aws:sts::1:assumed-role/x/y' };
  const call = (eventName: string, more: object = {}) => ({ eventName, eventSource: 'x.amazonaws.com', eventType: 'AwsApiCall', sourceIPAddress: '198.51.100.7', userIdentity: identity, ...more });
  const of = (service: string, eventName: string, more: object = {}) => call(eventName, { eventSource: `${service}.amazonaws.com`, ...more });
  const root = (eventName: string, more: object = {}) => call(eventName, { userIdentity: { type: 'Root' }, ...more });
  const raised = (event: object) => SecurityAlarms.all().filter(({ pattern }) => matchesFilter(pattern, event)).map(({ id }) => id);

  test('has patterns without a problem', () => {
    expect([...SecurityAlarms.all(), SecurityAlarms.logArchiveTampering('444455556666')].flatMap(({ pattern }) => filterProblem(pattern) ?? [])).toEqual([]);
  });

  const rows: readonly (readonly [string, object, readonly string[]])[] = [
    ['root signs in', root('ConsoleLogin', { eventType: 'AwsConsoleSignIn' }), ['root-console-sign-in', 'root-usage']],
    ['root calls', root('DescribeInstances'), ['root-usage']],
    ['a service acts for root', root('Decrypt', { userIdentity: { type: 'Root', invokedBy: 'ssm.amazonaws.com' } }), []],
    ['a service writes an event about root', root('RotateKey', { eventType: 'AwsServiceEvent' }), []],
    ['root asks for his password', root('PasswordRecoveryRequested'), ['root-usage', 'root-password-or-mfa-change']],
    ['root takes his MFA away', root('DeactivateMFADevice'), ['root-usage', 'root-password-or-mfa-change']],
    ['a user changes his MFA', call('DeactivateMFADevice'), []],
    ['root makes a key', root('CreateAccessKey', { eventSource: 'iam.amazonaws.com' }), ['root-usage', 'root-access-key', 'long-lived-credentials']],
    ['a root session', of('sts', 'AssumeRoot'), ['assume-root']],
    ['the end of root sessions', of('iam', 'DisableOrganizationsRootSessions'), ['root-management-disabled']],
    ['the end of trusted access of IAM', of('organizations', 'DisableAWSServiceAccess', { requestParameters: { servicePrincipal: 'iam.amazonaws.com' } }),
      ['root-management-disabled', 'delegated-administrator-changes']],
    ['the end of trusted access of another service', of('organizations', 'DisableAWSServiceAccess', { requestParameters: { servicePrincipal: 'ram.amazonaws.com' } }),
      ['delegated-administrator-changes']],
    ['break-glass', of('sts', 'AssumeRole', { requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/lz/lz-break-glass' } }), ['break-glass-use']],
    ['another role', of('sts', 'AssumeRole', { requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/app' } }), []],
    ['a denied call', call('RunInstances', { errorCode: 'Client.UnauthorizedOperation' }), ['unauthorized-api-calls']],
    ['a denied delivery of logs', call('PutObject', { errorCode: 'AccessDenied', sourceIPAddress: 'delivery.logs.amazonaws.com' }), []],
    ['a sign-in without MFA', call('ConsoleLogin', { userIdentity: { type: 'IAMUser' }, additionalEventData: { MFAUsed: 'No' }, responseElements: { ConsoleLogin: 'Success' } }),
      ['sign-in-without-mfa']],
    ['a sign-in with MFA', call('ConsoleLogin', { userIdentity: { type: 'IAMUser' }, additionalEventData: { MFAUsed: 'Yes' }, responseElements: { ConsoleLogin: 'Success' } }), []],
    ['a wrong password', call('ConsoleLogin', { errorMessage: 'Failed authentication' }), ['authentication-failures']],
    ['a policy', of('iam', 'PutRolePolicy'), ['iam-policy-changes']],
    ['a trust policy', of('iam', 'UpdateAssumeRolePolicy'), ['trust-policy-changes']],
    ['a boundary', of('iam', 'DeleteRolePermissionsBoundary'), ['permissions-boundary-changes']],
    ['a stopped trail', of('cloudtrail', 'StopLogging'), ['trail-changes']],
    ['a blind trail', of('cloudtrail', 'PutEventSelectors'), ['trail-selector-changes']],
    ['a key that goes', of('kms', 'ScheduleKeyDeletion'), ['key-deletion']],
    ['a key policy', of('kms', 'PutKeyPolicy'), ['key-policy-changes']],
    ['a grant of a service', of('kms', 'CreateGrant', { userIdentity: { ...identity, invokedBy: 'ec2.amazonaws.com' } }), []],
    ['a grant by hand', of('kms', 'CreateGrant'), ['key-policy-changes']],
    ['a bucket policy', of('s3', 'PutBucketPolicy'), ['bucket-policy-changes']],
    ['an open bucket', of('s3', 'DeleteBucketPublicAccessBlock'), ['public-access-block-removed']],
    ['a closed bucket', of('s3', 'PutBucketPublicAccessBlock'), ['public-access-block-changes']],
    ['a stopped recorder', of('config', 'StopConfigurationRecorder'), ['config-changes', 'detection-disabled', 'recorder-changes']],
    ['a new recorder', of('config', 'PutConfigurationRecorder'), ['config-changes', 'recorder-changes']],
    ['a deleted detector', of('guardduty', 'DeleteDetector'), ['detection-disabled']],
    ['Inspector switched off', of('inspector2', 'Disable'), ['detection-disabled']],
    ['something else switched off', of('x', 'Disable'), []],
    ['a security group', of('ec2', 'AuthorizeSecurityGroupIngress'), ['security-group-changes']],
    ['a network ACL', of('ec2', 'ReplaceNetworkAclEntry'), ['network-acl-changes']],
    ['a gateway', of('ec2', 'AttachInternetGateway'), ['network-gateway-changes']],
    ['a route', of('ec2', 'CreateRoute'), ['route-table-changes']],
    ['a route of another service', of('appmesh', 'CreateRoute'), []],
    ['a VPC', of('ec2', 'CreateVpc'), ['vpc-changes']],
    ['an organization policy', of('organizations', 'DetachPolicy'), ['organization-changes']],
    ['who may manage policies', of('organizations', 'PutResourcePolicy'), ['organization-resource-policy']],
    ['the same call on secrets', of('secretsmanager', 'PutResourcePolicy'), []],
    ['another address of a root user', of('account', 'StartPrimaryEmailUpdate'), ['root-email-change']],
    ['a deployment role by hand', of('sts', 'AssumeRole', { requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/lz/lz-stackset-execution' } }), ['deployment-role-misuse']],
    ['a suppressed finding', of('guardduty', 'CreateFilter'), ['detection-weakened']],
    ['a rule that leads elsewhere', of('events', 'PutTargets', { requestParameters: { rule: 'lz-root-usage' } }), ['alert-route-tampering']],
    ['a deleted filter', of('logs', 'DeleteMetricFilter', { requestParameters: { logGroupName: '/lz/organization-trail' } }), ['alarm-tampering']],
    ['a deleted filter of a team', of('logs', 'DeleteMetricFilter', { requestParameters: { logGroupName: '/app' } }), []],
    ['a shared snapshot', of('ec2', 'ModifySnapshotAttribute'), ['snapshot-shared']],
    ['plain volumes', of('ec2', 'DisableEbsEncryptionByDefault'), ['ebs-encryption-disabled']],
    ['everyday work', of('ec2', 'DescribeInstances'), []],
  ];
  test.each(rows)('%s', (_, event, expected) => {
    expect(raised(event)).toEqual(expected);
  });

  test('has a row for each alarm', () => {
    const shown = new Set(rows.flatMap(([, , expected]) => expected));
    expect(SecurityAlarms.all().filter(({ id }) => !shown.has(id)).map(({ id }) => id)).toEqual([]);
  });

  test('watches over the log archive in its account only', () => {
    const { pattern } = SecurityAlarms.logArchiveTampering('444455556666');
    const event = of('s3', 'DeleteBucketPolicy', { recipientAccountId: '444455556666' });
    expect([event, { ...event, recipientAccountId: '111122223333' }].map(one => matchesFilter(pattern, one))).toEqual([true, false]);
  });
});
