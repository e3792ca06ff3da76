import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { acknowledge } from '../../../core/acknowledge';
import { LogDestination } from '../log-source';
import { acknowledgeBucket } from './bucket-exceptions';

const OWN_LOGS = 'It takes the access logs of the others: its own would be logged for ever.';

const EXCEPTIONS: Readonly<Record<string, string>> = {
  'AwsSolutions::AwsSolutions-S1': OWN_LOGS,
  'NIST.800.53.R5::NIST.800.53.R5-S3BucketLoggingEnabled': OWN_LOGS,
};

/** Tells rules for every bucket why that of an application's access logs does otherwise. */
export function acknowledgeAccessLogs(bucket: CfnBucket): void {
  acknowledgeBucket(bucket, LogDestination.ACCESS_LOGS);
  Object.entries(EXCEPTIONS).forEach(([id, reason]) => acknowledge(bucket, { id, reason }));
}
