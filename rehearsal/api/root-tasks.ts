import { NamedPolicy } from '../../lib/policy';

/** Actions of the tasks that are about the root user itself. */
const ROOT_USER_ACTIONS = [
  'iam:CreateLoginProfile', 'iam:DeactivateMFADevice', 'iam:DeleteAccessKey', 'iam:DeleteLoginProfile', 'iam:DeleteSigningCertificate',
  'iam:GetAccessKeyLastUsed', 'iam:GetAccountSummary', 'iam:GetLoginProfile', 'iam:GetUser', 'iam:ListAccessKeys', 'iam:ListMFADevices',
  'iam:ListSigningCertificates',
];

/** Actions of the tasks that unlock a bucket or a queue. */
const UNLOCKING_ACTIONS = [
  's3:DeleteBucketPolicy', 's3:GetBucketPolicy', 's3:ListAllMyBuckets', 's3:PutBucketPolicy',
  'sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:ListQueues', 'sqs:SetQueueAttributes',
];

/**
 * What the five task policies let a session of sts:AssumeRoot do, all together: IAMAuditRootUserCredentials, IAMCreateRootUserPassword,
 * IAMDeleteRootUserCredentials, S3UnlockBucketPolicy and SQSUnlockQueuePolicy. A session carries one of them.
 *
 * Users of the account are spared rather than the root user named, so that a question without a resource is about the root user.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/security-iam-awsmanpol.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html
 */
export const ROOT_TASKS: NamedPolicy = {
  name: 'root tasks',
  document: {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'RootUser', Effect: 'Allow', Action: ROOT_USER_ACTIONS, NotResource: 'arn:*:iam::*:user/*' },
      { Sid: 'Unlock', Effect: 'Allow', Action: UNLOCKING_ACTIONS, Resource: '*' },
    ],
  },
};
