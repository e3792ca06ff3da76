import { Rule } from '../aws/contract';

const USER_GUIDE = 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide';
const BUCKET_POLICY = `${USER_GUIDE}/create-s3-bucket-policy-for-cloudtrail.html`;
const PREPARE = `${USER_GUIDE}/creating-an-organizational-trail-prepare.html`;

/** What CloudTrail asks of a trail. */
export const CLOUDTRAIL = {
  MANAGEMENT_ACCOUNT: {
    id: 'cloudtrail/management-account',
    statement: 'An organization trail is created in the management account or by a delegated administrator.',
    source: PREPARE,
  },
  TRUSTED_ACCESS: {
    id: 'cloudtrail/trusted-access',
    statement: 'Trusted access for cloudtrail.amazonaws.com is on before an organization trail is created, and the template says so.',
    source: PREPARE,
  },
  SERVICE_LINKED_ROLE: {
    id: 'cloudtrail/service-linked-role',
    statement: 'AWSServiceRoleForCloudTrail exists in the management account before an organization trail is created; trusted access alone does not create it.',
    source: 'InsufficientDependencyServiceAccessPermissionException, github.com/natsukium/dotfiles/issues/716',
  },
  BUCKET_EXISTS: {
    id: 'cloudtrail/bucket-exists',
    statement: 'The bucket of a trail exists, and the template says that the trail waits for the bucket and its policy.',
    source: BUCKET_POLICY,
  },
  BUCKET_ACL_CHECK: {
    id: 'cloudtrail/bucket-acl-check',
    statement: 'The bucket policy lets CloudTrail read the ACL of the bucket for this trail.',
    source: BUCKET_POLICY,
  },
  BUCKET_WRITE: {
    id: 'cloudtrail/bucket-write',
    statement: 'The bucket policy lets CloudTrail write below AWSLogs/<account of the trail> for this trail.',
    source: BUCKET_POLICY,
  },
  BUCKET_WRITE_ORGANIZATION: {
    id: 'cloudtrail/bucket-write-organization',
    statement: 'The bucket policy lets CloudTrail write below AWSLogs/<organization id> for an organization trail.',
    source: BUCKET_POLICY,
  },
  KEY_USABLE: {
    id: 'cloudtrail/key-usable',
    statement: 'The policy of the key lets CloudTrail make data keys for this trail and describe the key; with an S3 Bucket Key, decrypt too.',
    source: `${USER_GUIDE}/create-kms-key-policy-for-cloudtrail.html`,
  },
  KEY_IN_BUCKET_REGION: {
    id: 'cloudtrail/key-in-bucket-region',
    statement: 'The key of a trail is in the region of its bucket, and is named by its key ARN when it is in another account.',
    source: `${USER_GUIDE}/encrypting-cloudtrail-log-files-with-aws-kms.html`,
  },
  LOG_GROUP: {
    id: 'cloudtrail/log-group',
    statement: 'The log group of a trail exists in the account and region of the trail, its ARN ends with ":*", and a role comes with it.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-trail.html',
  },
  LOG_ROLE_ASSUMABLE: {
    id: 'cloudtrail/log-role-assumable',
    statement: 'The role that writes to the log group is in the account of the trail and trusts cloudtrail.amazonaws.com.',
    source: `${USER_GUIDE}/cloudtrail-required-policy-for-cloudwatch-logs.html`,
  },
  LOG_ROLE_WRITES: {
    id: 'cloudtrail/log-role-writes',
    statement: 'The role may create and write the log streams of the account and, for an organization trail, of the organization; the template says that the trail waits for its policy.',
    source: `${USER_GUIDE}/cloudtrail-required-policy-for-cloudwatch-logs.html; github.com/aws/aws-cdk/pull/1966`,
  },
  EVENTS: {
    id: 'cloudtrail/events',
    statement: 'Every advanced selector of a trail names one category of events, Management, Data or NetworkActivity, in fields and by operators that CloudTrail knows, and none stands beside basic ones; a trail of every region says that it includes global services; insights are ApiCallRateInsight or ApiErrorRateInsight.',
    source: 'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html; https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_InsightSelector.html; InvalidParameterCombinationException, github.com/bluemountaincyber/evidence-app/issues/4',
  },
  FEEDS_ALARMS: {
    id: 'cloudtrail/feeds-alarms',
    statement: 'Of the trails that write to a log group in which alarms have their metric filters, one logs every management event, reads and writes, of every region and, where it is the management account\'s, of every account of the organization.',
    source: 'https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html (CloudWatch.1: a multi-Region trail that records all management events); that it must be the organization\'s is the model\'s own',
  },
  TRAIL_QUOTA: {
    id: 'cloudtrail/trail-quota',
    statement: 'An account has at most five trails in a region.',
    source: `${USER_GUIDE}/WhatIsCloudTrail-Limits.html`,
  },
} as const satisfies Record<string, Rule>;
