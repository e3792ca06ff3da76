import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { acknowledge } from '../../../core/acknowledge';

const CONTROL_TOWER = 'cdk-validator-cfnguard::';
const NIST = 'NIST.800.53.R5::NIST.800.53.R5-';

/** What rules ask of every bucket, and why those of applications do otherwise. */
const EVERY_BUCKET: Readonly<Record<string, string>> = {
  [`${CONTROL_TOWER}s3_event_notifications_enabled_check`]:
    'Events are for who acts on them: `eventBridgeEnabled` sends them where a rule waits. Who reads and writes is in the access logs.',
  [`${CONTROL_TOWER}s3_bucket_object_lock_enabled_check`]:
    'What an application replaces or deletes comes back from its versions, for as long as the class of its data says. A lock, which keeps objects against '
    + 'everybody for a fixed time, is for records: it is asked for by `objectLockEnabled`.',
  [`${NIST}S3BucketReplicationEnabled`]:
    'S3 keeps each object in three zones, and versions bring back what was deleted. A replica in another region doubles the price, and takes data out of its '
    + 'region: it is asked for by `replicationRules`, where losing a region is a risk that was weighed.',
};

/** Of data that everybody may read. */
const WITHOUT_KEY: Readonly<Record<string, string>> = Object.fromEntries([
  `${CONTROL_TOWER}s3_bucket_default_encryption_kms_check`, `${NIST}S3DefaultEncryptionKMS`,
].map(id => [id, 'Data of this class is encrypted by S3 itself: a key keeps nothing from anybody that everybody may read.']));

/**
 * Tells the rules of Control Tower and of NIST 800-53 why a bucket does otherwise.
 *
 * @param hasKey whether the class of its data asks for a customer managed key
 */
export function acknowledgeBucket(bucket: CfnBucket, hasKey: boolean): void {
  const exceptions = { ...EVERY_BUCKET, ...hasKey ? {} : WITHOUT_KEY };
  Object.entries(exceptions).forEach(([id, reason]) => acknowledge(bucket, { id, reason }));
}
