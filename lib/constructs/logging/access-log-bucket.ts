import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AddToResourcePolicyResult, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct, IConstruct } from 'constructs';
import { oneOfItsKind } from '../../core/one-of-its-kind';
import { acknowledgeAccessLogs } from './private/access-log-exceptions';
import { isAccessLogHome, markAccessLogHome } from './private/access-log-home';
import { LOAD_BALANCERS, SERVER_ACCESS_LOGS, VENDED_LOGS, writerForAnybody } from './private/log-writers';

const ID = 'SecureAccessLogs';

/** CDK gives a bucket that takes access logs an ACL, unless this flag says to write its policy. */
const BY_POLICY = '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy';

/**
 * The bucket of access logs of an application stack: of its buckets, load balancers and distributions. One for all of them.
 *
 * The CDK's own ways work with it: `serverAccessLogsBucket: AccessLogBucket.of(this)`, and `logAccessLogs(AccessLogBucket.of(this))` of a
 * load balancer. What they write into the bucket's policy is narrowed to the account and its resources.
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
    return oneOfItsKind(oneOfItsKind(Stack.of(scope), ID, homeIn), 'Bucket', (home, id) => new AccessLogBucket(home, id));
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
    return isAccessLogHome(scope);
  }

  private constructor(scope: Construct, id: string) {
    super(scope, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [{
        expiration: Duration.days(400),
        noncurrentVersionExpiration: Duration.days(30),
        abortIncompleteMultipartUploadAfter: Duration.days(7),
      }],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    acknowledgeAccessLogs(this.node.defaultChild as CfnBucket);
  }

  /**
   * Lets S3 write the access logs of a bucket of this account and region. Naming this bucket as `serverAccessLogsBucket` does it too.
   *
   * @param source the bucket whose requests are logged
   * @param prefix where its logs go, with "/" at its end
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
   */
  public allowServerAccessLogs(source: IBucket, prefix = ''): void {
    this.allow(SERVER_ACCESS_LOGS, ['s3:PutObject'], this.arnForObjects(`${prefix}*`), source.bucketArn);
  }

  /**
   * Lets Elastic Load Balancing write the access and connection logs of Application Load Balancers of this account and region, by the
   * service principal that AWS recommends for every region. `logAccessLogs` does it too.
   *
   * @param prefix where the logs go, without "/" at its end
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
   */
  public allowLoadBalancerLogs(prefix?: string): void {
    this.allow(LOAD_BALANCERS, ['s3:PutObject'], this.arnForObjects(below(prefix)));
  }

  /**
   * Lets the delivery service write the access logs of Network Load Balancers of this account and region. `logAccessLogs` does it too.
   *
   * @param prefix where the logs go, without "/" at its end
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-access-logs.html
   */
  public allowNetworkLoadBalancerLogs(prefix?: string): void {
    this.allow(VENDED_LOGS, ['s3:PutObject'], this.arnForObjects(below(prefix)));
    this.allow(VENDED_LOGS, ['s3:GetBucketAcl'], this.bucketArn);
  }

  /**
   * Lets a delivery source of CloudWatch Logs, such as that of a CloudFront distribution, write vended logs of this account.
   *
   * @param deliverySourceName name of the source
   * @param region where the source lies; for CloudFront that is us-east-1
   * @param prefix where the logs go, without "/" at its end
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
   */
  public allowVendedLogs(deliverySourceName: string, region: string = Aws.REGION, prefix?: string): void {
    const source = `arn:${Aws.PARTITION}:logs:${region}:${Aws.ACCOUNT_ID}:delivery-source:${deliverySourceName}`;
    this.allow(VENDED_LOGS, ['s3:PutObject'], this.arnForObjects(below(prefix)), source);
  }

  /**
   * Adds a statement to the policy of the bucket. One that lets a service write logs without naming for whom is narrowed to this account:
   * the CDK writes such for load balancers.
   *
   * @param permission who may do what, and when
   */
  public override addToResourcePolicy(permission: PolicyStatement): AddToResourcePolicyResult {
    const writer = writerForAnybody(permission);
    return super.addToResourcePolicy(writer === undefined ? permission : statementFor(writer, permission.actions, permission.resources));
  }

  /** Without the ACL that AWS's examples demand of the delivery service: where ACLs are disabled it is reported to send none. */
  private allow(writer: string, actions: string[], resource: string, sourceArn?: string): void {
    super.addToResourcePolicy(statementFor(writer, actions, [resource], sourceArn));
  }
}

/** Whom each writer acts for, when nothing closer is said: resources of this account. */
const SOURCES: Readonly<Record<string, string>> = {
  [SERVER_ACCESS_LOGS]: `arn:${Aws.PARTITION}:s3:::*`,
  [LOAD_BALANCERS]: `arn:${Aws.PARTITION}:elasticloadbalancing:${Aws.REGION}:${Aws.ACCOUNT_ID}:loadbalancer/*`,
  [VENDED_LOGS]: `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:*`,
};

/** AWS documents both conditions for each writer but load balancers, for which it names the ARN alone. */
function statementFor(writer: string, actions: string[], resources: string[], sourceArn = SOURCES[writer]): PolicyStatement {
  const ofAccount = writer === LOAD_BALANCERS ? {} : { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
  return new PolicyStatement({
    principals: [new ServicePrincipal(writer)], actions, resources, conditions: { ...ofAccount, ArnLike: { 'aws:SourceArn': sourceArn } },
  });
}

/** A scope of its own, since a flag can be said of a scope only before it has children. */
function homeIn(stack: Stack, id: string): Construct {
  const home = new Construct(stack, id);
  markAccessLogHome(home);
  home.node.setContext(BY_POLICY, true);
  return home;
}

function below(prefix?: string): string {
  return `${prefix ? `${prefix}/` : ''}AWSLogs/${Aws.ACCOUNT_ID}/*`;
}
