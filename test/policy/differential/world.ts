import { Context, PrincipalIdentity } from '../../../lib/policy';

/** Who may come: an organization with a management account and two members, and an account outside of it. */
export const ORGANIZATION = 'o-a1b2c3d4e5';
export const MEMBER = '111111111111';
export const OTHER_MEMBER = '222222222222';
export const MANAGEMENT = '333333333333';
export const OUTSIDE = '999999999999';

/** A caller, as each of the two evaluators wants to hear of it. */
export interface Caller {
  /** For ours, which finds the keys of a principal by itself. */
  readonly identity: PrincipalIdentity;
  /** What AWS sets for such a principal, written down from its table; the other evaluator has to be told. */
  readonly keys: Context;
  /** How a resource policy can name it: itself, what lends it permissions, its account. */
  readonly names: readonly { readonly type: 'AWS' | 'Service' | 'Federated'; readonly name: string }[];
  /** Whether identity policies, boundaries and SCPs have a say. */
  readonly isIdentity: boolean;
  /** Whether it may carry a session policy. */
  readonly isSession: boolean;
  /** Whether it may have a permissions boundary. */
  readonly mayBeBounded: boolean;
}

const aws = (...names: string[]) => names.map(name => ({ type: 'AWS' as const, name }));
const organizationOf = (accountId: string) => accountId === OUTSIDE ? {} : { organizationId: ORGANIZATION };

function identityKeys(accountId: string, principalArn: string, type: string): Context {
  return {
    'aws:PrincipalArn': principalArn,
    'aws:PrincipalAccount': accountId,
    'aws:PrincipalType': type,
    'aws:PrincipalIsAWSService': 'false',
    ...(accountId === OUTSIDE ? {} : { 'aws:PrincipalOrgID': ORGANIZATION }),
  };
}

function session(accountId: string, path: string): Caller {
  const roleArn = `arn:aws:iam::${accountId}:role/${path}`;
  const arn = `arn:aws:sts::${accountId}:assumed-role/${path.split('/').at(-1)}/jane`;
  return {
    identity: { kind: 'role', arn, roleArn, ...organizationOf(accountId) },
    keys: identityKeys(accountId, roleArn, 'AssumedRole'),
    names: aws(arn, roleArn, `arn:aws:iam::${accountId}:root`, accountId),
    isIdentity: true, isSession: true, mayBeBounded: true,
  };
}

function user(accountId: string, path: string): Caller {
  const arn = `arn:aws:iam::${accountId}:user/${path}`;
  return {
    identity: { kind: 'user', arn, ...organizationOf(accountId) },
    keys: { ...identityKeys(accountId, arn, 'User'), 'aws:username': path.split('/').at(-1)! },
    names: aws(arn, `arn:aws:iam::${accountId}:root`, accountId),
    isIdentity: true, isSession: false, mayBeBounded: true,
  };
}

function root(accountId: string, isSession: boolean): Caller {
  const arn = `arn:aws:iam::${accountId}:root`;
  return {
    identity: { kind: isSession ? 'root-session' : 'account-root', arn, ...organizationOf(accountId) },
    keys: { ...identityKeys(accountId, arn, 'Account'), 'aws:userid': accountId, ...(isSession ? { 'aws:AssumedRoot': 'true' } : {}) },
    names: aws(arn, accountId),
    isIdentity: true, isSession: false, mayBeBounded: false,
  };
}

function service(name: string): Caller {
  return {
    identity: { kind: 'service', arn: name },
    keys: { 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalServiceName': name, 'aws:PrincipalServiceNamesList': [name] },
    names: [{ type: 'Service', name }],
    isIdentity: false, isSession: false, mayBeBounded: false,
  };
}

const BARE_ROLE = `arn:aws:iam::${MEMBER}:role/batch`;
const FEDERATED_USER = `arn:aws:sts::${MEMBER}:federated-user/jane`;
const SERVICE_LINKED_ROLE = `arn:aws:iam::${MEMBER}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`;
const SERVICE_LINKED_SESSION = `arn:aws:sts::${MEMBER}:assumed-role/AWSServiceRoleForConfig/configure`;
export const PROVIDER = `arn:aws:iam::${MEMBER}:oidc-provider/token.actions.githubusercontent.com`;

export const CALLERS = {
  session: session(MEMBER, 'teams/developer'),
  exemptSession: session(MEMBER, 'lz/lz-break-glass'),
  otherMemberSession: session(OTHER_MEMBER, 'teams/developer'),
  managementSession: session(MANAGEMENT, 'operator'),
  outsideSession: session(OUTSIDE, 'partner'),
  user: user(MEMBER, 'people/jane'),
  outsideUser: user(OUTSIDE, 'mallory'),
  root: root(MEMBER, false),
  rootSession: root(MEMBER, true),
  cloudTrail: service('cloudtrail.amazonaws.com'),
  lambda: service('lambda.amazonaws.com'),
  role: {
    identity: { kind: 'role', arn: BARE_ROLE, organizationId: ORGANIZATION },
    keys: identityKeys(MEMBER, BARE_ROLE, 'AssumedRole'),
    names: aws(BARE_ROLE, `arn:aws:iam::${MEMBER}:root`, MEMBER),
    isIdentity: true, isSession: false, mayBeBounded: true,
  },
  federatedUser: {
    identity: { kind: 'federated', arn: FEDERATED_USER, userArn: `arn:aws:iam::${MEMBER}:user/jane`, organizationId: ORGANIZATION },
    keys: identityKeys(MEMBER, FEDERATED_USER, 'FederatedUser'),
    names: aws(FEDERATED_USER, `arn:aws:iam::${MEMBER}:user/jane`, `arn:aws:iam::${MEMBER}:root`, MEMBER),
    isIdentity: true, isSession: true, mayBeBounded: true,
  },
  serviceLinked: {
    identity: { kind: 'service-linked-role', arn: SERVICE_LINKED_SESSION, roleArn: SERVICE_LINKED_ROLE, organizationId: ORGANIZATION },
    keys: identityKeys(MEMBER, SERVICE_LINKED_ROLE, 'AssumedRole'),
    names: aws(SERVICE_LINKED_SESSION, SERVICE_LINKED_ROLE, `arn:aws:iam::${MEMBER}:root`, MEMBER),
    isIdentity: true, isSession: false, mayBeBounded: false,
  },
  workflow: {
    identity: { kind: 'federated', arn: PROVIDER },
    keys: { 'aws:PrincipalIsAWSService': 'false' },
    names: [{ type: 'Federated', name: PROVIDER }],
    isIdentity: false, isSession: false, mayBeBounded: false,
  },
  anonymous: {
    identity: { kind: 'anonymous', arn: '*' },
    keys: { 'aws:PrincipalAccount': 'anonymous', 'aws:PrincipalType': 'Anonymous', 'aws:userid': 'anonymous', 'aws:PrincipalIsAWSService': 'false' },
    names: [],
    isIdentity: false, isSession: false, mayBeBounded: false,
  },
} satisfies Record<string, Caller>;

export type CallerName = keyof typeof CALLERS;

/** Names of principals that exist and are not the caller. */
export const STRANGERS = [
  ...aws(`arn:aws:iam::${MEMBER}:role/auditor`, `arn:aws:iam::${MEMBER}:user/john`, `arn:aws:sts::${MEMBER}:assumed-role/developer/john`),
  ...aws(`arn:aws:iam::${OTHER_MEMBER}:root`, '444444444444'),
  { type: 'Service' as const, name: 'ec2.amazonaws.com' },
];

/** A kind of resource and what can be done to it. */
export interface Target {
  readonly actions: readonly string[];
  /** ARNs of such resources of an account. */
  readonly arns: (accountId: string) => readonly string[];
  /** Whether it has a policy of its own, and whether every one has. */
  readonly policy: 'none' | 'some' | 'always';
  /** Keys of the service that the other evaluator takes for all of the actions. */
  readonly keys: readonly string[];
  /** Whether RCPs reach the service. */
  readonly resourceControl: boolean;
}

const regional = (service: string, ...names: string[]) => (accountId: string) => names.map(name => `arn:aws:${service}:eu-central-1:${accountId}:${name}`);

export const TARGETS = {
  object: {
    actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
    arns: () => ['arn:aws:s3:::data/reports/blue/2026.csv', 'arn:aws:s3:::data/home/jane/notes.txt', 'arn:aws:s3:::logs/AWSLogs/a:b/x.gz'],
    policy: 'some', keys: ['s3:signatureAge', 's3:TlsVersion'], resourceControl: true,
  },
  bucket: {
    actions: ['s3:ListBucket'], arns: () => ['arn:aws:s3:::data', 'arn:aws:s3:::logs'],
    policy: 'some', keys: ['s3:prefix', 's3:max-keys', 's3:TlsVersion'], resourceControl: true,
  },
  queue: {
    actions: ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteQueue'], arns: regional('sqs', 'orders', 'blue-orders'),
    policy: 'some', keys: [], resourceControl: true,
  },
  key: {
    actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:Encrypt'], arns: regional('kms', 'key/0a1b2c3d-0000-1111-2222-333344445555'),
    policy: 'always', keys: ['kms:ViaService', 'kms:CallerAccount'], resourceControl: true,
  },
  secret: {
    actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DeleteSecret'], arns: regional('secretsmanager', 'secret:blue/db-AbCdEf'),
    policy: 'some', keys: ['aws:ResourceTag/team'], resourceControl: true,
  },
  table: {
    actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], arns: regional('dynamodb', 'table/orders'),
    policy: 'some', keys: ['dynamodb:LeadingKeys'], resourceControl: true,
  },
  trustedRole: {
    actions: ['sts:AssumeRole'], arns: accountId => [`arn:aws:iam::${accountId}:role/lz/deploy`, `arn:aws:iam::${accountId}:role/reader`],
    policy: 'always', keys: ['sts:ExternalId', 'sts:RoleSessionName', 'aws:TagKeys', 'aws:RequestTag/team'], resourceControl: true,
  },
  workflowRole: {
    actions: ['sts:AssumeRoleWithWebIdentity'], arns: () => [`arn:aws:iam::${MEMBER}:role/lz/deploy`],
    policy: 'always', keys: ['token.actions.githubusercontent.com:repository', 'token.actions.githubusercontent.com:ref'], resourceControl: true,
  },
  managedRole: {
    actions: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'], arns: accountId => [`arn:aws:iam::${accountId}:role/lz/deploy`, `arn:aws:iam::${accountId}:role/teams/blue`],
    policy: 'none', keys: ['iam:PolicyARN'], resourceControl: false,
  },
  logStream: {
    actions: ['logs:PutLogEvents'], arns: regional('logs', 'log-group:/app/blue:log-stream:main'),
    policy: 'none', keys: [], resourceControl: false,
  },
  instance: {
    actions: ['ec2:TerminateInstances', 'ec2:StopInstances'], arns: regional('ec2', 'instance/i-0123456789abcdef0'),
    policy: 'none', keys: ['ec2:InstanceType', 'aws:ResourceTag/team'], resourceControl: false,
  },
  nothing: {
    actions: ['ec2:DescribeInstances', 's3:ListAllMyBuckets', 'organizations:LeaveOrganization', 'kms:ListKeys', 'sts:GetCallerIdentity'],
    arns: () => ['*'], policy: 'none', keys: [], resourceControl: false,
  },
} satisfies Record<string, Target>;

export type TargetName = keyof typeof TARGETS;

/** Actions of the services above, to name in a policy what is not asked for. */
export const OTHER_ACTIONS = [
  's3:PutBucketPolicy', 's3:GetBucketPolicy', 'sqs:PurgeQueue', 'kms:ScheduleKeyDeletion', 'iam:CreateUser', 'ec2:RunInstances', 'lambda:InvokeFunction',
  'secretsmanager:PutSecretValue', 'dynamodb:DeleteTable', 'sts:TagSession', 'logs:DeleteLogGroup', 'cloudtrail:StopLogging',
];
