import { PolicyDocument } from '../../../lib/policy';
import { frozen } from '../frozen';

const document = (...actions: string[]): PolicyDocument => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });

/** Services whose configuration AWS's reading policies show; the real lists are longer, and change with the services. */
const READ_SERVICES = [
  'access-analyzer', 'backup', 'cloudformation', 'cloudtrail', 'cloudwatch', 'config', 'dynamodb', 'ec2', 'ecr', 'ecs', 'eks', 'elasticfilesystem',
  'elasticloadbalancing', 'events', 'guardduty', 'iam', 'inspector2', 'kms', 'lambda', 'organizations', 'rds', 'route53', 'securityhub', 'sns', 'sqs',
];

const reading = (...verbs: string[]) => READ_SERVICES.flatMap(service => verbs.map(verb => `${service}:${verb}`));

/**
 * AWS managed policies of the roles for people and for instances, abridged from memory: enough to ask what such a role may, not to prove
 * what it may not. Reading of data (s3:GetObject, dynamodb:GetItem, sqs:ReceiveMessage) is in ReadOnlyAccess alone.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const ABRIDGED: Readonly<Record<string, PolicyDocument>> = {
  'AWSSupportAccess': document('support:*'),
  'SecurityAudit': document(
    ...reading('Describe*', 'List*'), 'iam:GenerateCredentialReport', 'iam:Get*', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'lambda:GetPolicy',
    'logs:DescribeLogGroups', 'logs:DescribeMetricFilters', 's3:GetAccountPublicAccessBlock', 's3:GetBucket*', 's3:GetEncryptionConfiguration',
    's3:ListAllMyBuckets', 'ssm:DescribeDocument', 'ssm:ListDocuments',
  ),
  'job-function/ViewOnlyAccess': document(...reading('Describe*', 'List*'), 'logs:Describe*', 's3:GetBucketLocation', 's3:ListAllMyBuckets', 's3:ListBucket'),
  'AmazonSSMManagedEC2InstanceDefaultPolicy': document(
    'ssm:DescribeAssociation', 'ssm:GetDeployablePatchSnapshotForInstance', 'ssm:GetDocument', 'ssm:DescribeDocument', 'ssm:GetManifest',
    'ssm:ListAssociations', 'ssm:ListInstanceAssociations', 'ssm:PutInventory', 'ssm:PutComplianceItems', 'ssm:PutConfigurePackageResult',
    'ssm:UpdateAssociationStatus', 'ssm:UpdateInstanceAssociationStatus', 'ssm:UpdateInstanceInformation',
    'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel',
    'ec2messages:AcknowledgeMessage', 'ec2messages:DeleteMessage', 'ec2messages:FailMessage', 'ec2messages:GetEndpoint', 'ec2messages:GetMessages',
    'ec2messages:SendReply',
  ),
  'ReadOnlyAccess': document(
    ...reading('BatchGet*', 'Describe*', 'Get*', 'List*'), 'dynamodb:Query', 'dynamodb:Scan', 'logs:Describe*', 'logs:FilterLogEvents', 'logs:Get*',
    'logs:List*', 's3:Get*', 's3:List*', 'sqs:ReceiveMessage', 'ssm:Describe*', 'ssm:Get*', 'ssm:List*', 'support:Describe*', 'tag:Get*',
  ),
  'IAMReadOnlyAccess': document('iam:GenerateCredentialReport', 'iam:GenerateServiceLastAccessedDetails', 'iam:Get*', 'iam:List*', 'iam:Simulate*'),
  'job-function/Billing': document(
    'account:GetAccountInformation', 'aws-portal:*Billing', 'aws-portal:*PaymentMethods', 'aws-portal:*Usage', 'billing:*', 'budgets:*', 'ce:*',
    'consolidatedbilling:*', 'cur:*', 'freetier:*', 'invoicing:*', 'payments:*', 'purchase-orders:*', 'tax:*',
  ),
  'AWSBillingReadOnlyAccess': document(
    'account:GetAccountInformation', 'aws-portal:ViewBilling', 'billing:Get*', 'billing:List*', 'budgets:Describe*', 'budgets:View*', 'ce:Describe*',
    'ce:Get*', 'ce:List*', 'consolidatedbilling:Get*', 'consolidatedbilling:List*', 'cur:Describe*', 'cur:Get*', 'freetier:Get*', 'invoicing:Get*',
    'invoicing:List*', 'payments:Get*', 'payments:List*', 'purchase-orders:ViewPurchaseOrders', 'tax:Get*', 'tax:List*',
  ),
  'job-function/NetworkAdministrator': document(
    'autoscaling:Describe*', 'cloudfront:ListDistributions', 'directconnect:*', 'ec2:*Address*', 'ec2:*ClientVpn*', 'ec2:*CustomerGateway*',
    'ec2:*DhcpOptions*', 'ec2:*InternetGateway*', 'ec2:*NatGateway*', 'ec2:*NetworkAcl*', 'ec2:*NetworkInterface*', 'ec2:*PrefixList*', 'ec2:*Route*',
    'ec2:*SecurityGroup*', 'ec2:*Subnet*', 'ec2:*TransitGateway*', 'ec2:*Vpc*', 'ec2:*Vpn*', 'ec2:Describe*', 'elasticloadbalancing:*',
    'networkmanager:*', 'route53:*', 'route53domains:*',
  ),
  'service-role/AWSBackupServiceRolePolicyForBackup': document(
    'backup:CopyFromBackupVault', 'backup:CopyIntoBackupVault', 'backup:DescribeBackupVault', 'dynamodb:CreateBackup', 'dynamodb:DeleteBackup',
    'dynamodb:DescribeBackup', 'dynamodb:DescribeTable', 'dynamodb:ListTagsOfResource', 'dynamodb:StartAwsBackupJob', 'ec2:CopySnapshot',
    'ec2:CreateImage', 'ec2:CreateSnapshot', 'ec2:CreateTags', 'ec2:DeleteSnapshot', 'ec2:Describe*', 'elasticfilesystem:Backup',
    'elasticfilesystem:DescribeTags', 'fsx:CreateBackup', 'fsx:DeleteBackup', 'fsx:DescribeBackups', 'kms:DescribeKey', 'rds:CreateDB*Snapshot',
    'rds:DeleteDB*Snapshot', 'rds:Describe*', 'rds:ListTagsForResource', 'redshift:CreateClusterSnapshot', 'redshift:Describe*', 'tag:GetResources',
  ),
  'AWSBackupServiceRolePolicyForS3Backup': document(
    'backup:TagResource', 'cloudwatch:GetMetricData', 'events:DeleteRule', 'events:DescribeRule', 'events:DisableRule', 'events:EnableRule',
    'events:ListTargetsByRule', 'events:PutRule', 'events:PutTargets', 'events:RemoveTargets', 'kms:Decrypt', 'kms:DescribeKey', 's3:GetBucket*',
    's3:GetInventoryConfiguration', 's3:GetObject*', 's3:ListBucket', 's3:ListBucketVersions', 's3:PutBucketNotification', 's3:PutInventoryConfiguration',
  ),
};

/** Policies as AWS publishes them, whole. */
const WHOLE: Readonly<Record<string, PolicyDocument>> = {
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonAPIGatewayPushToCloudWatchLogs.html
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs': {
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow', Resource: '*',
      Action: [
        'logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogGroups', 'logs:DescribeLogStreams', 'logs:PutLogEvents', 'logs:GetLogEvents',
        'logs:FilterLogEvents',
      ],
    }],
  },
  'AdministratorAccess': document('*'),
  /** @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/PowerUserAccess.html (version 12) */
  'PowerUserAccess': {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
      {
        Effect: 'Allow',
        Action: [
          'account:GetAccountInformation', 'account:GetGovCloudAccountInformation', 'account:GetPrimaryEmail', 'account:ListRegions',
          'iam:CreateServiceLinkedRole', 'iam:DeleteServiceLinkedRole', 'iam:ListRoles', 'organizations:DescribeEffectivePolicy',
          'organizations:DescribeOrganization',
        ],
        Resource: '*',
      },
    ],
  },
  'IAMFullAccess': document(
    'iam:*', 'organizations:DescribeAccount', 'organizations:DescribeOrganization', 'organizations:DescribeOrganizationalUnit',
    'organizations:DescribePolicy', 'organizations:ListChildren', 'organizations:ListParents', 'organizations:ListPoliciesForTarget',
    'organizations:ListRoots', 'organizations:ListPolicies', 'organizations:ListTargetsForPolicy',
  ),
  'IAMUserChangePassword': {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['iam:ChangePassword'], Resource: ['arn:aws:iam::*:user/${aws:username}'] },
      { Effect: 'Allow', Action: ['iam:GetAccountPasswordPolicy'], Resource: '*' },
    ],
  },
  'service-role/AWSConfigRoleForOrganizations': document(
    'organizations:ListAccounts', 'organizations:DescribeOrganization', 'organizations:ListAWSServiceAccessForOrganization',
    'organizations:ListDelegatedAdministrators',
  ),
  'service-role/AWSLambdaBasicExecutionRole': document('logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'),
  /** @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonRDSEnhancedMonitoringRole.html (its log groups alone) */
  'service-role/AmazonRDSEnhancedMonitoringRole': document(
    'logs:CreateLogGroup', 'logs:PutRetentionPolicy', 'logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams', 'logs:GetLogEvents',
  ),
  // each on its page of https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html; written from memory
  'AmazonSQSFullAccess': document('sqs:*'),
  'service-role/AWSLambdaSQSQueueExecutionRole': document(
    'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents',
  ),
  'service-role/AWSLambdaDynamoDBExecutionRole': document(
    'dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams', 'logs:CreateLogGroup', 'logs:CreateLogStream',
    'logs:PutLogEvents',
  ),
  'service-role/AmazonECSTaskExecutionRolePolicy': document(
    'ecr:GetAuthorizationToken', 'ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage', 'logs:CreateLogStream',
    'logs:PutLogEvents',
  ),
  'AWSXRayDaemonWriteAccess': document(
    'xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:GetSamplingStatisticSummaries',
  ),
  'CloudWatchAgentServerPolicy': {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow', Resource: '*',
        Action: [
          'cloudwatch:PutMetricData', 'ec2:DescribeVolumes', 'ec2:DescribeTags', 'logs:PutLogEvents', 'logs:PutRetentionPolicy', 'logs:DescribeLogStreams',
          'logs:DescribeLogGroups', 'logs:CreateLogStream', 'logs:CreateLogGroup', 'xray:PutTraceSegments', 'xray:PutTelemetryRecords',
          'xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:GetSamplingStatisticSummaries',
        ],
      },
      { Effect: 'Allow', Action: 'ssm:GetParameter', Resource: 'arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*' },
    ],
  },
  'AmazonSSMManagedInstanceCore': document(
    'ssm:DescribeAssociation', 'ssm:GetDeployablePatchSnapshotForInstance', 'ssm:GetDocument', 'ssm:DescribeDocument', 'ssm:GetManifest',
    'ssm:GetParameter', 'ssm:GetParameters', 'ssm:ListAssociations', 'ssm:ListInstanceAssociations', 'ssm:PutInventory', 'ssm:PutComplianceItems',
    'ssm:PutConfigurePackageResult', 'ssm:UpdateAssociationStatus', 'ssm:UpdateInstanceAssociationStatus', 'ssm:UpdateInstanceInformation',
    'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel',
    'ec2messages:AcknowledgeMessage', 'ec2messages:DeleteMessage', 'ec2messages:FailMessage', 'ec2messages:GetEndpoint', 'ec2messages:GetMessages',
    'ec2messages:SendReply',
  ),
  'service-role/AWSLambdaVPCAccessExecutionRole': document(
    'logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents', 'ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets', 'ec2:DeleteNetworkInterface', 'ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses',
  ),
};

/**
 * AWS managed policies that the rehearsal knows, by what follows `policy/` in their ARN; any other is an error that names it.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const AWS_MANAGED_POLICIES: Readonly<Record<string, PolicyDocument>> = frozen({ ...ABRIDGED, ...WHOLE });
