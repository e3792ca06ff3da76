import { CfnResource } from 'aws-cdk-lib';
import { acknowledge } from '../../../core/acknowledge';
import { acknowledgePermission } from '../../../core/acknowledge-permission';
import { acknowledgeGrants } from './granted-wildcards';
import { takesDeadLetters } from './dead-letters';
import { EXCEPTIONS_OF_THE_NET } from './exceptions-of-the-net';
import { itemsOf, propertyAt } from './problems';
import { AWS_SOLUTIONS, CONTROL_TOWER, hasManagedPolicy, NIST, TabledException } from './tabled-exception';

type Properties = Readonly<Record<string, unknown>>;

/** What is said of constructs of the CDK and is meant to be so; those of ours acknowledge their own. */
export const TABLED_EXCEPTIONS: readonly TabledException[] = [
  {
    cfnTypes: ['AWS::Lambda::Function'],
    ids: [`${NIST}LambdaInsideVPC`, `${CONTROL_TOWER}lambda_inside_vpc_check`],
    reason: 'Nothing reaches a function over a network: it is called through IAM. In a VPC it would gain a network to be reached from and lose the way to APIs '
      + 'of AWS. One that talks to a database is put there by its user.',
  },
  {
    cfnTypes: ['AWS::Lambda::Function'],
    ids: [`${NIST}LambdaConcurrency`],
    reason: 'Reserved concurrency takes from all other functions of the account what it gives to one. The limit of the account holds without it.',
  },
  {
    cfnTypes: ['AWS::Lambda::Function'],
    ids: [`${NIST}LambdaDLQ`],
    reason: 'Only asynchronous calls leave dead letters in a function; those of queues and streams leave them in the source, where they are configured.',
  },
  {
    cfnTypes: ['AWS::IAM::Policy'],
    ids: [`${NIST}IAMNoInlinePolicy`],
    reason: 'Grants of the CDK belong to one role and are made and deleted with it. Beside it they cannot be attached to somebody else.',
  },
  {
    cfnTypes: ['AWS::IAM::Role'],
    ids: [`${AWS_SOLUTIONS}IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]`],
    reason: 'The CDK gives it to each function so that it can write its log: three actions of CloudWatch Logs, and no more.',
    isFor: hasManagedPolicy('AWSLambdaBasicExecutionRole'),
  },
  {
    cfnTypes: ['AWS::IAM::Role'],
    ids: [`${AWS_SOLUTIONS}IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole]`],
    reason: 'The CDK gives it to functions that were put into a VPC: Lambda makes their network interfaces by it, whose ids nobody knows before.',
    isFor: hasManagedPolicy('AWSLambdaVPCAccessExecutionRole'),
  },
  {
    cfnTypes: ['AWS::IAM::Role'],
    ids: [`${NIST}IAMNoInlinePolicy`],
    reason: 'The policy belongs to this one role, and comes and goes with it: nobody else can be given it.',
    isFor: ({ Policies: policies }) => itemsOf(policies).length > 0,
  },
  {
    cfnTypes: ['AWS::IAM::Policy'],
    ids: [`${AWS_SOLUTIONS}IAM5[Resource::*]`],
    reason: 'AWS takes no resource but "*" for these actions: traces, metrics, deliveries of logs, and the token by which images are pulled.',
    isFor: properties => itemsOf(propertyAt(properties, 'PolicyDocument.Statement'))
      .filter(({ Resource }) => [Resource].flat().includes('*')).every(({ Action }) => [Action].flat().every(action => WITHOUT_RESOURCE.test(String(action)))),
  },
  {
    cfnTypes: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
    ids: [`${NIST}DynamoDBInBackupPlan`],
    reason: 'The table can be restored to any second of the last 35 days. Plans choose what they keep longer by the class of its data, and name no table.',
  },
  {
    cfnTypes: ['AWS::SQS::Queue'],
    ids: [`${CONTROL_TOWER}sqs_dlq_check`, `${AWS_SOLUTIONS}SQS3`],
    reason: 'It is the queue of dead letters of somebody else: whoever reads it decides what becomes of them.',
    isFor: ({ RedrivePolicy: own, RedriveAllowPolicy: others }, queue) =>
      own === undefined && (others !== undefined || takesDeadLetters(queue)),
  },
  ...EXCEPTIONS_OF_THE_NET,
  {
    cfnTypes: ['AWS::Cognito::UserPool'],
    ids: [`${AWS_SOLUTIONS}COG8`],
    reason: 'The plan Plus is paid for each user of a month, several times the price of Essentials. Strong passwords and a second factor keep accounts from being '
      + 'taken over; who wants risks of each sign-in judged besides asks for it by featurePlan, and threat protection comes with it.',
  },
  {
    cfnTypes: ['AWS::ECR::Repository'],
    ids: [`${CONTROL_TOWER}ecr_private_lifecycle_policy_configured_check`],
    reason: 'An image that runs somewhere must not expire by its age. How many are kept is for who knows where they run, by lifecycleRules.',
  },
  {
    cfnTypes: ['AWS::S3::Bucket'],
    ids: [`${NIST}S3BucketReplicationEnabled`],
    reason: 'S3 keeps each object in three zones, and versions bring back what was deleted. A replica in another region doubles the price, and takes data out '
      + 'of its region: it is for data whose loss with a region was weighed.',
  },
  {
    cfnTypes: ['AWS::S3::Bucket'],
    ids: [`${CONTROL_TOWER}s3_event_notifications_enabled_check`, `${CONTROL_TOWER}s3_bucket_object_lock_enabled_check`],
    reason: 'Events are for who acts on them, and a lock is for records that nobody may delete for a fixed time; versions bring back what was replaced or deleted.',
  },
];

/** Actions for which AWS takes no resource. */
const WITHOUT_RESOURCE = new RegExp(`^(${[
  'xray:(Put|GetSampling)\\w+', 'logs:(\\w+LogDelivery|ListLogDeliveries|\\w+ResourcePolic(y|ies)|DescribeLogGroups)', 'ecr:GetAuthorizationToken',
  'cloudwatch:PutMetricData', 'ssmmessages:(Create|Open)(Control|Data)Channel', 'dynamodb:ListStreams',
].join('|')})$`);

/** Acknowledges beside a resource what the table has about it. */
export function acknowledgeTabled(resource: CfnResource, propertiesOf: () => Properties): void {
  const exceptions = TABLED_EXCEPTIONS.filter(({ cfnTypes }) => cfnTypes.includes(resource.cfnResourceType));
  const properties = exceptions.some(({ isFor }) => isFor) ? propertiesOf() : {};
  exceptions.filter(({ isFor }) => isFor?.(properties, resource) ?? true)
    .forEach(({ ids, reason }) => acknowledge(resource, ...ids.map(id => ({ id, reason }))));
  if (resource.cfnResourceType === 'AWS::IAM::Policy') {
    acknowledgeGrants(resource);
  }
  if (resource.cfnResourceType === 'AWS::Lambda::Permission') {
    acknowledgePermission(resource);
  }
}
