import { BucketProps, CfnBucket, IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { securedBucketProps } from './bucket-props';

/** Ids of buckets whose key nobody wrote, by the scopes that they are in. */
const GIVEN_KEYS = new WeakMap<Construct, Set<string>>();

/** Props of a bucket of the CDK: as those of ours, but where it takes the logs of another, or may. */
export function injectedBucketProps(scope: Construct, id: string, props: BucketProps): BucketProps {
  const { serverAccessLogsBucket: target } = props;
  if (target && GIVEN_KEYS.get(target.node.scope as Construct)?.has(target.node.id)) {
    leaveEncryptionToS3(target);
  }
  if (props.encryption === undefined && props.encryptionKey === undefined) {
    GIVEN_KEYS.set(scope, (GIVEN_KEYS.get(scope) ?? new Set()).add(id));
  }
  return { ...securedBucketProps(scope, id, props), objectOwnership: props.objectOwnership };
}

/**
 * S3 writes no logs under a key of yours, and nobody can tell of a bucket that it will take some before another names it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
function leaveEncryptionToS3(target: IBucket): void {
  (target.node.defaultChild as CfnBucket).bucketEncryption = {
    serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
  };
  Object.defineProperty(target, 'encryptionKey', { value: undefined });
}
