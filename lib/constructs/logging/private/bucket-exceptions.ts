import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { acknowledge } from '../../../core/acknowledge';
import { LogDestination } from '../log-source';

/** What a rule asks of every bucket, and why a bucket of that destination does otherwise. */
type Exceptions = Readonly<Record<string, string>>;

const NO_CUSTOMER_KEY = 'S3 writes access logs to no bucket with a customer managed key: this one is encrypted by S3 itself.';

const EVERY_BUCKET: Exceptions = {
  s3_event_notifications_enabled_check: 'Nothing is done when a log comes. Who changes the archive is told of by the trail and its alarms.',
};

const BY_DESTINATION: Readonly<Record<LogDestination, Exceptions>> = {
  [LogDestination.LOCKED]: {},
  [LogDestination.DELIVERY]: {
    s3_bucket_object_lock_enabled_check: 'AWS Config delivers to no bucket with a default retention. Versions, and the denial of every write but by services, stand in.',
  },
  [LogDestination.ACCESS_LOGS]: {
    s3_bucket_logging_enabled_check: 'It takes the access logs of the others: its own would be logged for ever.',
    s3_bucket_object_lock_enabled_check: 'S3 writes access logs to no bucket with a default retention.',
    s3_bucket_default_encryption_kms_check: NO_CUSTOMER_KEY,
  },
};

const EVIDENCE: Exceptions = {
  S3BucketReplicationEnabled: 'Versions, the denial of every write but by services, and a lock where its writers can work with one keep what is delivered. A copy '
    + 'would be logs in a region that nobody chose.',
};

/** The same for NIST 800-53 R5, as cdk-nag names its rules. */
const NIST: Readonly<Record<LogDestination, Exceptions>> = {
  [LogDestination.LOCKED]: EVIDENCE,
  [LogDestination.DELIVERY]: EVIDENCE,
  [LogDestination.ACCESS_LOGS]: {
    S3BucketReplicationEnabled: 'Access logs are written on a best effort and kept for a year; the evidence of who did what is the trail, which the log archive keeps.',
    S3DefaultEncryptionKMS: NO_CUSTOMER_KEY,
  },
};

/** Tells the rules of Control Tower and NIST 800-53 R5 why a bucket of logs does otherwise. */
export function acknowledgeBucket(bucket: CfnBucket, destination: LogDestination): void {
  Object.entries({ ...EVERY_BUCKET, ...BY_DESTINATION[destination] })
    .forEach(([rule, reason]) => acknowledge(bucket, { id: `cdk-validator-cfnguard::${rule}`, reason }));
  Object.entries(NIST[destination]).forEach(([rule, reason]) => acknowledge(bucket, { id: `NIST.800.53.R5::NIST.800.53.R5-${rule}`, reason }));
}
