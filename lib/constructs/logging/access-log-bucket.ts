import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct, IConstruct } from 'constructs';
import { acknowledgeBucket } from './private/bucket-exceptions';
import { LogDestination } from './log-source';

const ID = 'AccessLogs';
const HOME = Symbol.for('cdk-secure-landing-zone.access-log-bucket');

/** CDK gives a bucket that takes access logs an ACL, unless this flag says to write its policy. */
const BY_POLICY = '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy';

const LOAD_BALANCERS = 'logdelivery.elasticloadbalancing.amazonaws.com';
const VENDED_LOGS = 'delivery.logs.amazonaws.com';
const SERVER_ACCESS_LOGS = 'logging.s3.amazonaws.com';

/**
 * The bucket of access logs of an application stack: of its buckets, load balancers and distributions. One for all of them.
 *
 * The CDK's own ways work with it: `serverAccessLogsBucket: AccessLogBucket.of(this)` and `loadBalancer.logAccessLogs(AccessLogBucket.of(this))`.
 * What they write into the bucket's policy is narrowed to the account and its resources.
 *
 * Encrypted by S3 itself: neither S3 nor Elastic Load Balancing writes access logs to a bucket with a customer managed key.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
export class AccessLogBucket extends Bucket {
  /**
   * The bucket of the stack that a construct is in; the first call makes it.
   *
   * @param scope any construct of the stack
   */
  public static of(scope: IConstruct): AccessLogBucket {
    const stack = Stack.of(scope);
    const made = stack.node.tryFindChild(ID)?.node.findChild('Bucket');
    return made as AccessLogBucket | undefined ?? new AccessLogBucket(homeIn(stack), 'Bucket');
  }

  /**
   * Where the logs of a construct go in a bucket: its path within the stack.
   *
   * @param construct whose logs they are
   */
  public static prefixOf(construct: IConstruct): string {
    const path = construct.node.path.slice(Stack.of(construct).node.path.length + 1);
    return path.replace(/[^\w/.-]/g, '-');
  }

  /** @internal Whether a bucket that is made in a scope is one of access logs, which takes no access logs of its own. */
  public static _isHome(scope: IConstruct): boolean {
    return HOME in scope;
  }

  private constructor(scope: Construct, id: string) {
    super(scope, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [{
        expiration: Duration.days(400), noncurrentVersionExpiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(7),
      }],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    acknowledgeBucket(this.node.defaultChild as CfnBucket, LogDestination.ACCESS_LOGS);
  }

  /**
   * Lets S3 write the access logs of a bucket of this account and region. Naming this bucket as `serverAccessLogsBucket` does it too.
   *
   * @param source the bucket whose requests are logged
   * @param prefix where its logs go, with "/" at its end
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
   */
  public allowServerAccessLogs(source: IBucket, prefix = ''): void {
    super.addToResourcePolicy(this.writing(SERVER_ACCESS_LOGS, `${prefix}*`, source.bucketArn));
  }

  /**
   * Lets Elastic Load Balancing write the access and connection logs of Application Load Balancers of this account and region.
   * `logAccessLogs` does it too.
   *
   * @param prefix where the logs go, without "/" at its end
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
   */
  public allowLoadBalancerLogs(prefix?: string): void {
    super.addToResourcePolicy(this.writing(LOAD_BALANCERS, below(prefix), this.arnIn('elasticloadbalancing', 'loadbalancer/*')));
  }

  /**
   * Lets the delivery service write the access logs of Network Load Balancers of this account and region. `logAccessLogs` does it too.
   *
   * @param prefix where the logs go, without "/" at its end
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-access-logs.html
   */
  public allowNetworkLoadBalancerLogs(prefix?: string): void {
    const source = this.arnIn('logs', '*');
    super.addToResourcePolicy(this.writing(VENDED_LOGS, below(prefix), source));
    super.addToResourcePolicy(this.checking(VENDED_LOGS, source));
  }

  /**
   * Lets a delivery source of CloudWatch Logs, such as that of a CloudFront distribution, write vended logs of this account.
   *
   * @param deliverySourceName name of the source, which lies in us-east-1 for CloudFront
   * @param region where the source lies
   * @param prefix where the logs go, without "/" at its end
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
   */
  public allowVendedLogs(deliverySourceName: string, region: string = Aws.REGION, prefix?: string): void {
    const source = `arn:${Aws.PARTITION}:logs:${region}:${Aws.ACCOUNT_ID}:delivery-source:${deliverySourceName}`;
    super.addToResourcePolicy(this.writing(VENDED_LOGS, below(prefix), source));
  }

  private arnIn(service: string, resource: string): string {
    return `arn:${Aws.PARTITION}:${service}:${Aws.REGION}:${Aws.ACCOUNT_ID}:${resource}`;
  }

  private writing(service: string, path: string, sourceArn: string): PolicyStatement {
    return new PolicyStatement({
      principals: [new ServicePrincipal(service)], actions: ['s3:PutObject'], resources: [this.arnForObjects(path)], conditions: ofAccount(sourceArn),
    });
  }

  private checking(service: string, sourceArn: string): PolicyStatement {
    return new PolicyStatement({
      principals: [new ServicePrincipal(service)], actions: ['s3:GetBucketAcl'], resources: [this.bucketArn], conditions: ofAccount(sourceArn),
    });
  }
}

/** A scope of its own, since a flag can be said of a scope only before it has children. */
function homeIn(stack: Stack): Construct {
  const home = new Construct(stack, ID);
  Object.defineProperty(home, HOME, { value: true });
  home.node.setContext(BY_POLICY, true);
  return home;
}

function below(prefix?: string): string {
  return `${prefix ? `${prefix}/` : ''}AWSLogs/${Aws.ACCOUNT_ID}/*`;
}

function ofAccount(sourceArn: string): Record<string, unknown> {
  return { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID }, ArnLike: { 'aws:SourceArn': sourceArn } };
}
