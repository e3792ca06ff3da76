import { PolicyDocument } from '../../../lib/policy';

const document = (...actions: string[]): PolicyDocument => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });

/** Services whose configuration AWS's reading policies show; the real lists are longer, and change with the services. */
const READ_SERVICES = [
  'access-analyzer', 'backup', 'cloudformation', 'cloudtrail', 'cloudwatch', 'config', 'dynamodb', 'ec2', 'ecr', 'ecs', 'eks', 'elasticfilesystem',
  'elasticloadbalancing', 'events', 'guardduty', 'iam', 'inspector2', 'kms', 'lambda', 'organizations', 'rds', 'route53', 'securityhub', 'sns', 'sqs',
];

const reading = (...verbs: string[]) => READ_SERVICES.flatMap(service => verbs.map(verb => `${service}:${verb}`));

/**
 * AWS managed policies of the roles for people and for instances, abridged from memory: enough to ask what such a role may, not to prove
 * what it may not. Reading of data (s3:GetObject, dynamodb:GetItem, sqs:ReceiveMessage) is in none of them.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const ACCESS_POLICIES: Readonly<Record<string, PolicyDocument>> = {
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
};
