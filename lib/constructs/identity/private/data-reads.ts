import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/**
 * Actions that hand out what is stored, sent or secret, user data and logs included. Denied by name, since the lists of AWS grow: what they
 * leave out today they may contain tomorrow. Metadata is not data: tags, policies, sizes and keys' names can be read. Environment variables
 * of functions and tasks, and templates, are configuration: whoever looks at how things run needs them, and secrets are kept elsewhere.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const DATA_READS: Readonly<Record<string, readonly string[]>> = {
  athena: ['GetQueryResults', 'GetQueryResultsStream'],
  autoscaling: ['DescribeLaunchConfigurations'],
  cassandra: ['Select'],
  codeartifact: ['GetAuthorizationToken', 'ReadFromRepository'],
  codecommit: ['GetBlob', 'GetFile', 'GitPull'],
  dynamodb: ['BatchGetItem', 'GetItem', 'GetRecords', 'PartiQLSelect', 'Query', 'Scan'],
  ebs: ['GetSnapshotBlock'],
  ec2: [
    'DescribeInstanceAttribute', 'DescribeLaunchTemplateVersions', 'DescribeSpotFleetRequests', 'DescribeSpotInstanceRequests', 'GetConsoleOutput', 'GetConsoleScreenshot',
    'GetLaunchTemplateData', 'GetPasswordData',
  ],
  ecr: ['BatchGetImage', 'GetAuthorizationToken', 'GetDownloadUrlForLayer'],
  es: ['ESHttp*'],
  glue: ['GetConnection', 'GetConnections'],
  kinesis: ['GetRecords', 'SubscribeToShard'],
  kms: ['Decrypt', 'ReEncryptFrom'],
  lambda: ['GetFunction', 'GetLayerVersion', 'Invoke*'],
  logs: ['FilterLogEvents', 'GetLogEvents', 'GetLogObject*', 'GetLogRecord', 'GetQueryResults', 'StartLiveTail', 'StartQuery', 'Unmask'],
  macie2: ['GetSensitiveDataOccurrences'],
  'rds-data': ['*'],
  'redshift-data': ['Execute*', 'Get*'],
  redshift: ['GetClusterCredentials*'],
  s3: ['GetObject', 'GetObjectTorrent', 'GetObjectVersion', 'GetObjectVersionTorrent'],
  secretsmanager: ['BatchGetSecretValue', 'GetSecretValue'],
  sqs: ['ReceiveMessage'],
  ssm: ['GetCommandInvocation', 'GetParameter', 'GetParameterHistory', 'GetParameters', 'GetParametersByPath', 'StartSession'],
};

/** Nobody reads data with this, whatever else allows it. */
export const noData = (): PolicyStatement => new PolicyStatement({
  sid: 'NoData', effect: Effect.DENY, resources: ['*'],
  actions: Object.entries(DATA_READS).flatMap(([service, actions]) => actions.map(action => `${service}:${action}`)),
});
