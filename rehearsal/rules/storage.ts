import { Rule } from '../aws/contract';

const S3_GUIDE = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide';

/** What S3 asks of buckets and their policies. */
export const S3 = {
  OBJECT_LOCK_VERSIONING: {
    id: 's3/object-lock-versioning',
    statement: 'A bucket with Object Lock is versioned, and its versioning is never suspended.',
    source: `${S3_GUIDE}/object-lock-configure.html`,
  },
  OBJECT_LOCK_RETENTION: {
    id: 's3/object-lock-retention',
    statement: 'A default retention needs Object Lock on the bucket, a mode, and either days or years.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_DefaultRetention.html',
  },
  ACCESS_LOG_TARGET: {
    id: 's3/access-log-target',
    statement: 'The bucket that receives server access logs exists in the same account and region, and the template says so.',
    source: `${S3_GUIDE}/enable-server-access-logging.html`,
  },
  ACCESS_LOG_TARGET_UNLOCKED: {
    id: 's3/access-log-target-unlocked',
    statement: 'The bucket that receives server access logs has no default retention and is encrypted with SSE-S3.',
    source: `${S3_GUIDE}/ServerLogs.html`,
  },
  ACCESS_LOG_DELIVERY: {
    id: 's3/access-log-delivery',
    statement: 'The policy of the bucket that receives server access logs lets logging.s3.amazonaws.com write; without it logs are lost silently.',
    source: `${S3_GUIDE}/enable-server-access-logging.html`,
  },
  NOTIFICATION_TARGET: {
    id: 's3/notification-target',
    statement: 'A queue, topic or function that S3 sends events to is in the region of the bucket, no FIFO, and lets s3.amazonaws.com in for the bucket; the template says that it and its policy are there first.',
    source: `${S3_GUIDE}/notification-how-to-event-types-and-destinations.html; ${S3_GUIDE}/grant-destinations-permissions-to-s3.html`,
  },
  NOTIFICATION_KEY: {
    id: 's3/notification-key',
    statement: 'The key of a queue or topic that S3 sends events to is a customer managed one that lets s3.amazonaws.com use it.',
    source: `${S3_GUIDE}/grant-destinations-permissions-to-s3.html#key-policy-sns-sqs`,
  },
  LIFECYCLE: {
    id: 's3/lifecycle',
    statement: 'A lifecycle rule is enabled or disabled, does something, and names whole days of one or more; transitions come before the expiration.',
    source: `${S3_GUIDE}/intro-lifecycle-rules.html; https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html`,
  },
  CORS: {
    id: 's3/cors',
    statement: 'A CORS rule allows GET, PUT, HEAD, POST or DELETE to origins with at most one wildcard, and there are at most a hundred of them.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_CORSRule.html; https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html',
  },
  ACL_DISABLED: {
    id: 's3/acl-disabled',
    statement: 'A bucket whose ownership is enforced takes no ACL.',
    source: `${S3_GUIDE}/about-object-ownership.html`,
  },
  POLICY_PRINCIPALS_EXIST: {
    id: 's3/policy-principals-exist',
    statement: 'Roles and accounts that a bucket policy names as principals exist, and the template says that it waits for them.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html (MalformedPolicy: Invalid principal in policy)',
  },
  NO_PUBLIC_POLICY: {
    id: 's3/no-public-policy',
    statement: 'A bucket that blocks public policies accepts none; an S3 policy of the organization blocks those of every bucket.',
    source: `${S3_GUIDE}/access-control-block-public-access.html`,
  },
  BUCKET_EMPTY: {
    id: 's3/bucket-empty',
    statement: 'A bucket is deleted only when it is empty; one that logs were delivered to is not.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html',
  },
} as const satisfies Record<string, Rule>;
