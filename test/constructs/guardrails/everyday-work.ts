import { Context } from '../../../lib/policy';
import { PrincipalName } from './principals';
import { ProofRow } from './proof';

// What people and pipelines do all day in a governed region: no set may be in the way.

const ACCOUNT = '222222222222';
const REGION = 'eu-central-1';
const arn = (service: string, resource: string) =>
  ['arn', 'aws', service, ['iam', 's3'].includes(service) ? '' : REGION, service === 's3' ? '' : ACCOUNT, resource].join(':');

type Call = readonly [action: string, resource?: string, context?: Context];

function work(by: PrincipalName, service: string, calls: readonly Call[]): ProofRow[] {
  return calls.map(([action, resource = '*', context]) =>
    ({ title: 'everyday work', by, action: `${service}:${action}`, resource, resourceAccountId: ACCOUNT, context }));
}

const BUCKET = arn('s3', 'team-bucket');
const OBJECT = arn('s3', 'team-bucket/key');
const TEAM_ROLE = arn('iam', 'role/teams/app');
const BOUNDED = { 'iam:PermissionsBoundary': arn('iam', 'policy/lz/boundary') };
const MODERN = { 's3:TlsVersion': '1.3', 's3:signatureAge': '1000' };

/** Requests of developers. */
const DEVELOPERS: readonly ProofRow[] = [
  ...work('developer', 'sts', [['GetCallerIdentity'], ['AssumeRole', TEAM_ROLE], ['DecodeAuthorizationMessage']]),
  ...work('developer', 's3', [
    ['ListAllMyBuckets'], ['ListBucket', BUCKET, MODERN], ['GetObject', OBJECT, MODERN], ['PutObject', OBJECT, MODERN], ['DeleteObject', OBJECT, MODERN],
    ['GetBucketPolicy', BUCKET, MODERN], ['PutBucketPublicAccessBlock', BUCKET, MODERN], ['PutEncryptionConfiguration', BUCKET, MODERN],
    ['PutLifecycleConfiguration', BUCKET, MODERN], ['PutBucketVersioning', BUCKET, MODERN],
  ]),
  ...work('developer', 'ec2', [
    ['DescribeInstances'], ['DescribeVpcs'], ['DescribeSecurityGroups'], ['StartInstances', arn('ec2', 'instance/i-1')], ['StopInstances', arn('ec2', 'instance/i-1')],
    ['TerminateInstances', arn('ec2', 'instance/i-1')], ['CreateSecurityGroup', arn('ec2', 'security-group/*')],
    ['AuthorizeSecurityGroupIngress', arn('ec2', 'security-group/sg-1')], ['CreateTags', arn('ec2', 'instance/i-1'), { 'aws:TagKeys': ['Name'] }],
    ['RunInstances', arn('ec2', 'instance/*'), { 'ec2:MetadataHttpTokens': 'required', 'ec2:InstanceType': 't4g.small' }],
    ['CreateVolume', arn('ec2', 'volume/*'), { 'ec2:Encrypted': 'true' }], ['CreateSnapshot', arn('ec2', 'snapshot/*')],
  ]),
  ...work('developer', 'lambda', [
    ['ListFunctions'], ['GetFunction', arn('lambda', 'function:app')], ['InvokeFunction', arn('lambda', 'function:app')],
    ['CreateFunction', arn('lambda', 'function:app')], ['UpdateFunctionCode', arn('lambda', 'function:app')],
    ['AddPermission', arn('lambda', 'function:app'), { 'lambda:Principal': 'events.amazonaws.com' }],
  ]),
  ...work('developer', 'dynamodb', [['GetItem', arn('dynamodb', 'table/t')], ['PutItem', arn('dynamodb', 'table/t')], ['Query', arn('dynamodb', 'table/t')], ['CreateTable', arn('dynamodb', 'table/t')]]),
  ...work('developer', 'sqs', [['SendMessage', arn('sqs', 'q')], ['ReceiveMessage', arn('sqs', 'q')], ['CreateQueue', arn('sqs', 'q')]]),
  ...work('developer', 'sns', [['Publish', arn('sns', 't')], ['CreateTopic', arn('sns', 't')], ['Subscribe', arn('sns', 't')]]),
  ...work('developer', 'logs', [['CreateLogGroup', arn('logs', 'log-group:app')], ['PutRetentionPolicy', arn('logs', 'log-group:app')], ['FilterLogEvents', arn('logs', 'log-group:app')], ['StartQuery', arn('logs', 'log-group:app')]]),
  ...work('developer', 'cloudwatch', [['GetMetricData'], ['PutMetricAlarm', arn('cloudwatch', 'alarm:app')], ['PutDashboard']]),
  ...work('developer', 'kms', [['Decrypt', arn('kms', 'key/k')], ['GenerateDataKey', arn('kms', 'key/k')], ['CreateKey'], ['CreateAlias', arn('kms', 'alias/app')], ['DescribeKey', arn('kms', 'key/k')]]),
  ...work('developer', 'secretsmanager', [['GetSecretValue', arn('secretsmanager', 'secret:s')], ['CreateSecret', arn('secretsmanager', 'secret:s')]]),
  ...work('developer', 'ssm', [['GetParameter', arn('ssm', 'parameter/app')], ['PutParameter', arn('ssm', 'parameter/app')], ['StartSession', arn('ec2', 'instance/i-1')]]),
  ...work('developer', 'rds', [['DescribeDBInstances'], ['CreateDBInstance', arn('rds', 'db:d'), { 'rds:StorageEncrypted': 'true', 'rds:DatabaseEngine': 'postgres' }], ['CreateDBSnapshot', arn('rds', 'snapshot:s')]]),
  ...work('developer', 'ecr', [['GetAuthorizationToken'], ['BatchGetImage', arn('ecr', 'repository/app')], ['PutImage', arn('ecr', 'repository/app')]]),
  ...work('developer', 'ecs', [['RunTask', arn('ecs', 'task-definition/app:1')], ['UpdateService', arn('ecs', 'service/c/app')]]),
  ...work('developer', 'iam', [['ListRoles'], ['GetRole', TEAM_ROLE], ['PassRole', TEAM_ROLE], ['CreateRole', TEAM_ROLE, BOUNDED], ['PutRolePolicy', TEAM_ROLE, BOUNDED]]),
  ...work('developer', 'states', [['StartExecution', arn('states', 'stateMachine:m')]]),
  ...work('developer', 'events', [['PutRule', arn('events', 'rule/app')], ['PutTargets', arn('events', 'rule/app')]]),
  ...work('developer', 'cloudformation', [['DescribeStacks'], ['DescribeStackEvents', arn('cloudformation', 'stack/app/*')]]),
  ...work('developer', 'cloudtrail', [['LookupEvents']]),
  ...work('developer', 'bedrock', [['InvokeModel', arn('bedrock', 'foundation-model/m')]]),
];

/** Requests of the roles by which CDK deploys. */
const PIPELINES: readonly ProofRow[] = [
  ...work('cdkDeployRole', 'cloudformation', [
    ['CreateChangeSet', arn('cloudformation', 'stack/app/*')], ['ExecuteChangeSet', arn('cloudformation', 'stack/app/*')],
    ['DeleteStack', arn('cloudformation', 'stack/app/*')], ['GetTemplate', arn('cloudformation', 'stack/app/*')],
  ]),
  ...work('cdkDeployRole', 's3', [['PutObject', arn('s3', 'cdk-hnb659fds-assets/x'), MODERN], ['CreateBucket', BUCKET, { ...MODERN, 's3:x-amz-object-ownership': 'BucketOwnerEnforced' }], ['PutBucketPolicy', BUCKET, MODERN]]),
  ...work('cdkDeployRole', 'ssm', [['GetParameter', arn('ssm', 'parameter/cdk-bootstrap/hnb659fds/version')]]),
  ...work('cdkDeployRole', 'iam', [['CreateRole', TEAM_ROLE, BOUNDED], ['DeleteRole', TEAM_ROLE], ['PassRole', TEAM_ROLE], ['AttachRolePolicy', TEAM_ROLE, BOUNDED]]),
  ...work('cdkDeployRole', 'lambda', [['CreateFunction', arn('lambda', 'function:app')], ['DeleteFunction', arn('lambda', 'function:app')]]),
  ...work('cdkDeployRole', 'elasticloadbalancing', [
    ['CreateLoadBalancer', arn('elasticloadbalancing', 'loadbalancer/app/a/1')],
    ['CreateListener', arn('elasticloadbalancing', 'loadbalancer/app/a/1'),
      { 'elasticloadbalancing:ListenerProtocol': ['HTTPS'], 'elasticloadbalancing:SecurityPolicy': ['ELBSecurityPolicy-TLS13-1-2-2021-06'] }],
  ]),
  ...work('oidc', 'sts', [['AssumeRoleWithWebIdentity', arn('iam', 'role/teams/deploy')]]),
];

/** All of it. */
export const EVERYDAY_WORK: readonly ProofRow[] = [...DEVELOPERS, ...PIPELINES];
