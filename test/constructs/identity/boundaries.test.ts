import { Stack } from 'aws-cdk-lib';
import { AdministratorBoundary, BoundaryPolicyProps, DeveloperBoundary } from '../../../lib/constructs/identity';
import { Decision, evaluate, PolicyDocument, statementsOf } from '../../../lib/policy';
import { Call, DEVELOPER_BOUNDARY, iam, Technique, TECHNIQUES } from './escalation-techniques';
import { ACCOUNT, OTHER_ACCOUNT, policyOf } from './resolved';

const EVERYTHING: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const ROLE = iam('role/app');

/** What somebody bound may do whose policies allow everything, and whom every trust policy names. */
function ask(boundary: PolicyDocument, { action, resource, context }: Call): Decision {
  const trust: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:*', Principal: { AWS: iam('root') } }] };
  return evaluate(
    { principal: { arn: ROLE, kind: 'role' }, action, resource, context, resourceAccountId: resource.includes(OTHER_ACCOUNT) ? OTHER_ACCOUNT : ACCOUNT },
    {
      identity: [{ name: 'everything', document: EVERYTHING }],
      boundary: { name: 'boundary', document: boundary },
      resource: action.startsWith('sts:') ? { name: 'trust', document: trust } : undefined,
    },
  );
}

const works = (boundary: PolicyDocument, { calls }: Technique): boolean => calls.every(call => ask(boundary, call).allowed);
const developer = (props?: BoundaryPolicyProps) => policyOf((stack: Stack) => new DeveloperBoundary(stack, 'Boundary', props));
const administrator = (props?: BoundaryPolicyProps) => policyOf((stack: Stack) => new AdministratorBoundary(stack, 'Boundary', props));
const DEVELOPER = developer();
const ADMINISTRATOR = administrator();

describe('nobody gets out', () => {
  test('by at least 24 ways, each named once', () => {
    const ids = TECHNIQUES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(24);
  });

  test.each(TECHNIQUES.map(technique => [technique.id, technique] as const))('who is bound as a developer cannot %s', (_, technique) => {
    expect(works(DEVELOPER, technique)).toBe(false);
  });

  test.each(TECHNIQUES.filter(({ open }) => !open).map(technique => [technique.id, technique] as const))('who is bound as an administrator cannot %s', (_, technique) => {
    expect(works(ADMINISTRATOR, technique)).toBe(false);
  });

  test.each(TECHNIQUES.filter(({ open }) => open).map(technique => [technique.id, technique] as const))('who is bound as an administrator can %s', (_, technique) => {
    expect(works(ADMINISTRATOR, technique)).toBe(true);
  });
});

describe('nothing in a boundary is idle', () => {
  type Statement = Record<string, unknown>;
  const listOf = (value: unknown): readonly string[] => value === undefined ? [] : [value].flat() as string[];

  /** The statements without one of the elements that hold somebody back, each with its name. */
  function weakened(document: PolicyDocument): readonly (readonly [string, PolicyDocument])[] {
    const statements = statementsOf(document) as unknown as readonly Statement[];
    const replaced = (index: number, ...changed: readonly Statement[]) =>
      ({ ...document, Statement: statements.flatMap((statement, i) => i === index ? changed : [statement]) }) as unknown as PolicyDocument;
    return statements.flatMap((statement, index) => {
      const without = (element: string) => listOf(statement[element]).map(value => [
        `${String(statement.Sid)} without ${element} ${value}`,
        replaced(index, listOf(statement[element]).length > 1
          ? { ...statement, [element]: listOf(statement[element]).filter(other => other !== value) } : { ...statement, NotResource: undefined, Resource: '*' }),
      ] as const);
      return [
        ...statement.Effect === 'Deny' ? [[`no ${String(statement.Sid)}`, replaced(index)] as const, ...statement.Sid === 'Protect' ? without('Resource') : []] : [],
        ...without('NotAction'), ...without('NotResource'),
        ...statement.Effect === 'Allow' && statement.Condition ? [[`${String(statement.Sid)} without its condition`, replaced(index, { ...statement, Condition: undefined })] as const] : [],
      ];
    });
  }

  /** What IAM would not allow anyway, said so that whoever tries is told why. */
  const SPOKEN = ['no KeepBoundary'];
  const cases = (document: PolicyDocument) => weakened(document).filter(([name]) => !SPOKEN.includes(name));

  test.each(cases(DEVELOPER))('a developer gets out when there is %s', (_, mutant) => {
    expect([...TECHNIQUES, UNFREEZE].some(technique => works(mutant, technique))).toBe(true);
  });

  test.each(cases(ADMINISTRATOR))('an administrator gets out when there is %s', (_, mutant) => {
    expect(TECHNIQUES.filter(({ open }) => !open).some(technique => works(mutant, technique))).toBe(true);
  });
});

const UNFREEZE: Technique = {
  id: 'lift-isolation',
  calls: [{
    action: 'iam:DetachRolePolicy', resource: iam('role/app'),
    context: { 'iam:PermissionsBoundary': DEVELOPER_BOUNDARY, 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AWSDenyAll' },
  }],
};

describe('every way to write is denied by name', () => {
  const of = (service: string, resource: string, actions: readonly string[]) => actions.map(action => [`${service}:${action}`, resource] as const);
  const here = (service: string, resource: string) => `arn:aws:${service}:eu-central-1:${ACCOUNT}:${resource}`;
  const context = { 'iam:PermissionsBoundary': DEVELOPER_BOUNDARY };
  const ON_ROLES = [
    'AttachRolePolicy', 'CreateRole', 'DeleteRole', 'DetachRolePolicy', 'PassRole', 'PutRolePolicy', 'TagRole', 'UntagRole', 'UpdateAssumeRolePolicy',
  ];

  test.each([
    ...of('iam', iam('role/lz/lz-activation'), [...ON_ROLES, 'AddRoleToInstanceProfile', 'RemoveRoleFromInstanceProfile']),
    ...of('iam', iam('policy/lz/lz-developer-boundary'), ['CreatePolicyVersion', 'DeletePolicyVersion', 'SetDefaultPolicyVersion', 'TagPolicy', 'UntagPolicy']),
    ...of('cloudformation', here('cloudformation', 'stack/StackSet-lz-account-global/1'), [
      'CancelUpdateStack', 'ContinueUpdateRollback', 'CreateStack', 'DeleteStack', 'ExecuteChangeSet', 'RollbackStack', 'SetStackPolicy', 'SignalResource', 'UpdateStack',
    ]),
    ...of('events', here('events', 'rule/lz-break-glass-use'), ['DeleteRule', 'DisableRule', 'PutTargets', 'RemoveTargets']),
    ...of('events', here('events', 'event-bus/lz-alerts'), ['UpdateEventBus']),
    ...of('lambda', here('lambda', 'function:lz-activation'), [
      'AddPermission', 'CreateAlias', 'DeleteFunction', 'InvokeFunction', 'PutFunctionConcurrency', 'RemovePermission', 'UpdateFunctionCode',
    ]),
    ...of('s3', 'arn:aws:s3:::lz-delivery/object', ['DeleteObject', 'PutObject']),
    ...of('ssm', here('ssm', 'parameter/lz/network'), ['DeleteParameter', 'PutParameter']),
    ...of('cloudtrail', here('cloudtrail', 'trail/lz-organization-trail'), [
      'DeleteTrail', 'PutEventSelectors', 'PutInsightSelectors', 'StopLogging', 'UpdateTrail',
    ]),
    ...of('cloudwatch', here('cloudwatch', 'alarm:lz-root-usage'), ['DeleteAlarms', 'DisableAlarmActions', 'PutMetricAlarm', 'SetAlarmState']),
    ...of('logs', here('logs', 'log-group:/lz/organization-trail'), [
      'DeleteLogGroup', 'DeleteMetricFilter', 'DeleteSubscriptionFilter', 'PutMetricFilter', 'PutRetentionPolicy',
      'PutSubscriptionFilter',
    ]),
    ...of('sns', here('sns', 'lz-alerts-critical'), ['DeleteTopic', 'RemovePermission', 'SetTopicAttributes', 'Unsubscribe']),
  ])('%s to what is the platform\'s: %s', (action, resource) => {
    [DEVELOPER, ADMINISTRATOR].forEach(boundary =>
      expect(ask(boundary, { action, resource, context })).toMatchObject({ effect: 'explicit-deny', sid: 'Protect' }));
  });

  test.each(ON_ROLES.map(action => `iam:${action}`))('%s to a role for people', action => {
    [DEVELOPER, ADMINISTRATOR].forEach(boundary =>
      expect(ask(boundary, { action, resource: iam('role/access/lz-security-audit'), context })).toMatchObject({ effect: 'explicit-deny', sid: 'ProtectAccess' }));
  });

  test.each(['lz:', 'LZ:', 'Lz:', 'lZ:'])('a tag that begins with "%s"', prefix => {
    const call = { action: 'ec2:CreateTags', resource: '*', context: { 'aws:TagKeys': `${prefix}owner` } };
    [DEVELOPER, ADMINISTRATOR].forEach(boundary => expect(ask(boundary, call)).toMatchObject({ effect: 'explicit-deny', sid: 'ProtectTags' }));
  });

  test('the boundary of a role, and of a user', () => {
    ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary'].forEach(action => [DEVELOPER, ADMINISTRATOR].forEach(boundary =>
      expect(ask(boundary, { action, resource: ROLE })).toMatchObject({ effect: 'explicit-deny', sid: 'KeepBoundary' })));
  });
});

describe('what a trust policy says of a session does not help', () => {
  const session = { arn: `arn:aws:sts::${ACCOUNT}:assumed-role/app/me`, roleArn: ROLE, kind: 'role' as const };
  const naming: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: session.arn } }] };

  test.each(['lz/lz-break-glass', 'OrganizationAccountAccessRole', 'stacksets-exec-1', 'cdk-lz-deploy-role', 'AWSControlTowerExecution'].flatMap(role => [
    [role, 'developer', DEVELOPER] as const, [role, 'administrator', ADMINISTRATOR] as const,
  ]))('role/%s stays closed to a session that is bound as a %s', (role, _, boundary) => {
    const decision = evaluate(
      { principal: session, action: 'sts:AssumeRole', resource: iam(`role/${role}`) },
      { identity: [{ name: 'everything', document: EVERYTHING }], boundary: { name: 'boundary', document: boundary }, resource: { name: 'trust', document: naming } },
    );
    expect([decision.allowed, decision.effect]).toEqual([false, 'explicit-deny']);
  });
});

const withDeveloperBoundary = { 'iam:PermissionsBoundary': DEVELOPER_BOUNDARY };
const cdk = (what: string) => iam(`role/cdk-teams-${what}-role-${ACCOUNT}-eu-central-1`);

/** What people and pipelines do all day. */
const WORK: readonly (readonly [string, Call])[] = [
  ['make a role with the boundary', { action: 'iam:CreateRole', resource: ROLE, context: withDeveloperBoundary }],
  ['put a policy into it', { action: 'iam:PutRolePolicy', resource: ROLE, context: withDeveloperBoundary }],
  ['attach one', { action: 'iam:AttachRolePolicy', resource: ROLE, context: { ...withDeveloperBoundary, 'iam:PolicyARN': 'arn:aws:iam::aws:policy/ReadOnlyAccess' } }],
  ['detach one', { action: 'iam:DetachRolePolicy', resource: ROLE, context: { ...withDeveloperBoundary, 'iam:PolicyARN': 'arn:aws:iam::aws:policy/ReadOnlyAccess' } }],
  ['change who trusts it', { action: 'iam:UpdateAssumeRolePolicy', resource: ROLE, context: withDeveloperBoundary }],
  ['delete it', { action: 'iam:DeleteRole', resource: ROLE, context: withDeveloperBoundary }],
  ['bind a role that was not', { action: 'iam:PutRolePermissionsBoundary', resource: iam('role/old'), context: withDeveloperBoundary }],
  ['pass it to a function', { action: 'iam:PassRole', resource: ROLE, context: { 'iam:PassedToService': 'lambda.amazonaws.com' } }],
  ['pass a role that the console made', { action: 'iam:PassRole', resource: iam('role/service-role/app-role-1a2b3c'), context: { 'iam:PassedToService': 'lambda.amazonaws.com' } }],
  // as Systems Manager gives it the role of hosts by the setting of the account
  ['launch an instance without a profile', { action: 'ec2:RunInstances', resource: `arn:aws:ec2:eu-central-1:${ACCOUNT}:instance/*` }],
  ['assume it', { action: 'sts:AssumeRole', resource: iam('role/other') }],
  ['make a policy', { action: 'iam:CreatePolicy', resource: iam('policy/app') }],
  ['make an instance profile', { action: 'iam:CreateInstanceProfile', resource: iam('instance-profile/app') }],
  ['let a service have its role', { action: 'iam:CreateServiceLinkedRole', resource: iam('role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS') }],
  ['look at roles of the platform', { action: 'iam:GetRole', resource: iam('role/lz/lz-break-glass') }],
  ['look at the organization', { action: 'organizations:DescribeOrganization', resource: '*' }],
  ['deploy by the bootstrap of the teams', { action: 'sts:AssumeRole', resource: cdk('deploy') }],
  ['pass its execution role', { action: 'iam:PassRole', resource: cdk('cfn-exec'), context: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } }],
  ['bootstrap with the boundary', { action: 'iam:CreateRole', resource: cdk('deploy'), context: withDeveloperBoundary }],
  ['make a function', { action: 'lambda:CreateFunction', resource: `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:app` }],
  ['connect it to a queue', { action: 'lambda:CreateEventSourceMapping', resource: '*', context: { 'lambda:FunctionArn': `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:app` } }],
  ['deploy a stack', { action: 'cloudformation:UpdateStack', resource: `arn:aws:cloudformation:eu-central-1:${ACCOUNT}:stack/app/1` }],
  ['write an object', { action: 's3:PutObject', resource: 'arn:aws:s3:::app/object' }],
  ['stop a trail of one\'s own', { action: 'cloudtrail:StopLogging', resource: `arn:aws:cloudtrail:eu-central-1:${ACCOUNT}:trail/app` }],
  ['change an alarm of one\'s own', { action: 'cloudwatch:PutMetricAlarm', resource: `arn:aws:cloudwatch:eu-central-1:${ACCOUNT}:alarm:app` }],
  ['delete a log group of one\'s own', { action: 'logs:DeleteLogGroup', resource: `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:/app` }],
  ['read the log of the trail', { action: 'logs:FilterLogEvents', resource: `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:/lz/organization-trail` }],
  ['have what is typed in a session logged', {
    action: 'logs:PutLogEvents', resource: `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:/lz/session-manager:log-stream:me`,
  }],
  ['look at an alarm of the platform', { action: 'cloudwatch:DescribeAlarms', resource: `arn:aws:cloudwatch:eu-central-1:${ACCOUNT}:alarm:lz-root-usage` }],
  ['work with AWS Support', { action: 'support:CreateCase', resource: '*' }],
  ['read as an auditor of another account', { action: 'sts:AssumeRole', resource: iam('role/access/lz-security-audit', OTHER_ACCOUNT) }],
  ...['lz-support', 'lz-auditor', 'lz-read-only'].map((name): [string, Call] =>
    [`be ${name} of another account`, { action: 'sts:AssumeRole', resource: iam(`role/access/${name}`, OTHER_ACCOUNT) }]),
  ['be a developer of another account', { action: 'sts:AssumeRole', resource: iam('role/access/lz-developer', OTHER_ACCOUNT) }],
  ...['DeleteRolePolicy', 'UpdateRole', 'UpdateRoleDescription', 'TagRole', 'UntagRole'].map((action): [string, Call] =>
    [`do ${action}`, { action: `iam:${action}`, resource: ROLE, context: withDeveloperBoundary }]),
  ...['DeletePolicy', 'DeletePolicyVersion', 'SetDefaultPolicyVersion', 'TagPolicy', 'UntagPolicy'].map((action): [string, Call] =>
    [`do ${action}`, { action: `iam:${action}`, resource: iam('policy/app') }]),
  ['tag a role of the bootstrap', { action: 'iam:TagRole', resource: cdk('deploy') }],
  ...[
    'account:GetContactInformation', 'billing:ListBillingViews', 'cloudformation:DescribeStackSet', 'cloudformation:ListStackInstances', 'iam:GenerateCredentialReport',
    'iam:ListRoles', 'iam:SimulatePrincipalPolicy', 'identitystore:DescribeUser', 'payments:GetPaymentInstrument', 'rolesanywhere:ListProfiles', 'sso:ListInstances',
    'sso-directory:DescribeDirectory', 'sts:DecodeAuthorizationMessage', 'sts:GetSessionToken', 'sts:SetSourceIdentity', 'sts:TagSession', 'tax:GetTaxInheritance',
  ].map((action): [string, Call] => [`do ${action}`, { action, resource: '*' }]),
  ['tag what is his', { action: 'ec2:CreateTags', resource: '*', context: { 'aws:TagKeys': 'team' } }],
];

describe('options', () => {
  test.each(WORK)('who is bound as a developer can %s', (_, call) => {
    expect(ask(DEVELOPER, call).explanation).toMatch(/allowed/i);
    expect(ask(DEVELOPER, call).allowed).toBe(true);
  });

  test.each(WORK)('who is bound as an administrator can %s', (_, call) => {
    expect(ask(ADMINISTRATOR, call).allowed).toBe(true);
  });

  test('a person can change his own password and MFA device, and nobody else\'s', () => {
    const own = (name: string, boundary: PolicyDocument) => evaluate(
      { principal: { arn: iam('user/people/ann'), kind: 'user' }, action: 'iam:EnableMFADevice', resource: iam(`user/people/${name}`) },
      { identity: [{ name: 'everything', document: EVERYTHING }], boundary: { name: 'boundary', document: boundary } },
    ).allowed;
    expect([DEVELOPER, ADMINISTRATOR].flatMap(boundary => ['ann', 'joann', 'bob'].map(name => own(name, boundary)))).toEqual([true, false, false, true, false, false]);
  });

  test.each([
    ['ChangePassword', 'user/ann'], ['ChangePassword', 'user/people/ann'], ['DeactivateMFADevice', 'user/ann'], ['ResyncMFADevice', 'user/ann'],
    ['CreateVirtualMFADevice', 'mfa/phone'], ['DeleteVirtualMFADevice', 'mfa/phone'],
  ])('a person can do %s for %s', (action, resource) => {
    const own = (boundary: PolicyDocument) => evaluate(
      { principal: { arn: iam('user/ann'), kind: 'user' }, action: `iam:${action}`, resource: iam(resource) },
      { identity: [{ name: 'everything', document: EVERYTHING }], boundary: { name: 'boundary', document: boundary } },
    ).allowed;
    expect([DEVELOPER, ADMINISTRATOR].map(own)).toEqual([true, true]);
  });

  const isolating = (PolicyARN: string) => ({ 'iam:PolicyARN': PolicyARN });
  test.each<[string, string, Call['context']]>([
    ...['AttachUserPolicy', 'DetachUserPolicy'].map((action): [string, string, Call['context']] =>
      [action, 'user/somebody', isolating('arn:aws:iam::aws:policy/AWSDenyAll')]),
    ...['AttachRolePolicy', 'DetachRolePolicy'].map((action): [string, string, Call['context']] =>
      [action, 'role/old', isolating('arn:aws:iam::aws:policy/AWSDenyAll')]),
    ['AttachRolePolicy', 'role/old', isolating('arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3')],
    ...['DeleteAccessKey', 'DeleteLoginProfile', 'UpdateAccessKey'].map((action): [string, string, Call['context']] => [action, 'user/somebody', {}]),
    ['DeleteServiceLinkedRole', 'role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS', {}],
  ])('who is bound as an administrator, and nobody below, can do %s to %s, which an incident asks for', (action, resource, context) => {
    expect([DEVELOPER, ADMINISTRATOR].map(boundary => ask(boundary, { action: `iam:${action}`, resource: iam(resource), context }).allowed)).toEqual([false, true]);
  });

  test.each([['AttachUserPolicy', 'user/somebody'], ['DetachUserPolicy', 'user/somebody'], ['AttachRolePolicy', 'role/old'], ['DetachRolePolicy', 'role/old']])(
    '%s to %s is for isolation alone', (action, resource) => {
      const call = { action: `iam:${action}`, resource: iam(resource), context: isolating('arn:aws:iam::aws:policy/ReadOnlyAccess') };
      expect([DEVELOPER, ADMINISTRATOR].map(boundary => ask(boundary, call).allowed)).toEqual([false, false]);
    });

  test('an administrator lifts the isolation that a developer cannot', () => {
    expect([works(DEVELOPER, UNFREEZE), works(ADMINISTRATOR, UNFREEZE)]).toEqual([false, true]);
  });

  test('a removed boundary is denied by name, so that whoever tries is told why', () => {
    expect(ask(DEVELOPER, { action: 'iam:DeleteRolePermissionsBoundary', resource: ROLE })).toMatchObject({ effect: 'explicit-deny', sid: 'KeepBoundary' });
  });

  test('bootstraps that have a boundary can be named, and the usual one is no longer among them', () => {
    const boundary = developer({ cdkQualifiers: ['payments'] });
    const pass = (qualifier: string) => ask(boundary, { action: 'iam:PassRole', resource: iam(`role/cdk-${qualifier}-cfn-exec-role-${ACCOUNT}-eu-central-1`) }).allowed;
    expect([pass('payments'), pass('teams')]).toEqual([true, false]);
  });

  test.each([['no bootstrap at all', []]])('can trust %s', (_, cdkQualifiers) => {
    expect(ask(developer({ cdkQualifiers }), { action: 'sts:AssumeRole', resource: cdk('deploy') }).allowed).toBe(false);
  });

  test.each([
    ['passed', { action: 'iam:PassRole', resource: iam('role/old-admin') }],
    ['assumed', { action: 'sts:AssumeRole', resource: iam('role/old-admin') }],
    ['bound, and then trusted', { action: 'iam:PutRolePermissionsBoundary', resource: iam('role/old-admin'), context: withDeveloperBoundary }],
  ])('what is older than the boundary is not %s once it is protected', (_, call) => {
    const props = { protectedArns: ['arn:*:iam::*:role/old-admin'] };
    expect([DEVELOPER, developer(props), administrator(props)].map(boundary => ask(boundary, call).allowed)).toEqual([true, false, false]);
  });

  test('the users of break-glass can be protected from a responder', () => {
    const call = { action: 'iam:AttachUserPolicy', resource: iam('user/break-glass-1'), context: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AWSDenyAll' } };
    expect([ADMINISTRATOR, administrator({ protectedArns: ['arn:*:iam::*:user/break-glass-*'] })].map(boundary => ask(boundary, call).allowed)).toEqual([true, false]);
  });
});
