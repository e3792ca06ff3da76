import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct, IConstruct } from 'constructs';

const ID = 'AccessLogs';

/**
 * The bucket of access logs of an application stack: of its buckets, load balancers, distributions and APIs. One for all of them.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
 */
export class AccessLogBucket extends Bucket {
  /**
   * The bucket of the stack that a construct is in; the first call makes it.
   *
   * @param scope any construct of the stack
   */
  public static of(scope: IConstruct): AccessLogBucket {
    const stack = Stack.of(scope);
    return stack.node.tryFindChild(ID) as AccessLogBucket | undefined ?? new AccessLogBucket(stack, ID);
  }

  private constructor(scope: Construct, id: string) {
    super(scope, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [{ expiration: Duration.days(400), noncurrentVersionExpiration: Duration.days(30) }],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }
}
