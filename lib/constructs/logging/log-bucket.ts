import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { Problems } from '../../core/validation';
import { LogLifecycle } from './log-lifecycle';
import { LogRetention } from './log-retention';
import { LogDestination, LogSource } from './log-source';
import { markAccessLogHome } from './private/access-log-home';
import { acknowledgeBucket } from './private/bucket-exceptions';
import { renderedBucketProblems } from './private/bucket-problems';
import { daysOf, lifecycleRules, timeProblems } from './private/lifecycle-days';
import { readerProblems, rolesAsPrincipals } from './private/readers';

/** Properties of a bucket of logs. */
export interface LogBucketProps {
  /** Its name, from the naming contract: other accounts know no more of it. */
  readonly bucketName: string;

  /** What kind of bucket it is: each has the strongest protection that AWS lets its writers work with. */
  readonly destination: LogDestination;

  /** Who writes to it; each must have this destination. */
  readonly sources: LogSource[];

  /**
   * The only organization whose principals may reach it; AWS services pass, each by its own statement.
   *
   * @default - none: principals of the bucket's own account alone, for an account without an organization
   */
  readonly organizationId?: string;

  /**
   * The customer managed key that encrypts it.
   *
   * @default - none, which only `LogDestination.ACCESS_LOGS` may do without: S3 writes access logs to no bucket with a customer managed key
   */
  readonly encryptionKey?: IKey;

  /**
   * How long nobody can delete a log, for `LogDestination.LOCKED`; for the others, what its lifecycle is measured by.
   *
   * @default LogRetention.governance() - one year
   */
  readonly retention?: LogRetention;

  /**
   * How logs move to cheaper storage, and when they go.
   *
   * @default - Glacier after 90 days, Deep Archive after 365, never deleted; access logs stay where they are and go 30 days after the
   * retention
   */
  readonly lifecycle?: LogLifecycle;

  /**
   * The bucket of server access logs, in the same account and region.
   *
   * @default - requests are not logged: for the bucket of access logs itself
   */
  readonly accessLogBucket?: LogBucket;

  /**
   * ARNs of roles that may list the bucket and read every version of its objects, where their own policies allow it too. What is encrypted
   * by a key also takes `KeyPurpose.readThrough`.
   *
   * @default - nobody by the policy of the bucket; in its own account IAM policies decide
   */
  readonly readers?: string[];
}

/**
 * A bucket that holds logs and lets nobody but their sources write: its policy denies every write by a principal that is not an AWS
 * service, administrators of the account included, whose own policies would else suffice.
 *
 * Versioned, owner enforced, closed to the public, reached by TLS from one organization only, and retained: only a first deployment that
 * fails takes it away. An escape hatch that takes off its key, its versions, its lock or its public access blocks fails the synthesis.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export class LogBucket extends Construct {
  /** The name of the bucket. */
  public readonly bucketName: string;

  /** The ARN of the bucket. */
  public readonly bucketArn: string;

  private readonly policy: CfnBucketPolicy;

  public constructor(scope: Construct, id: string, props: LogBucketProps) {
    super(scope, id);
    const retention = props.retention ?? LogRetention.governance();
    const locked = props.destination === LogDestination.LOCKED;
    throwProblems(this, [
      ...bucketProblems(props),
      ...timeProblems(props.destination, retention, props.lifecycle),
      ...readerProblems(props.readers ?? []),
    ]);

    if (props.destination === LogDestination.ACCESS_LOGS) {
      markAccessLogHome(this);
    }
    const bucket = new CfnBucket(this, 'Resource', {
      bucketName: props.bucketName,
      bucketEncryption: { serverSideEncryptionConfiguration: [encryption(props.encryptionKey)] },
      versioningConfiguration: { status: 'Enabled' },
      objectLockEnabled: locked ? true : undefined,
      objectLockConfiguration: locked ? objectLock(retention) : undefined,
      lifecycleConfiguration: { rules: lifecycleRules(daysOf(props.destination, retention, props.lifecycle)) },
      loggingConfiguration: props.accessLogBucket && {
        destinationBucketName: props.accessLogBucket.bucketName,
        logFilePrefix: `${id}/`,
      },
      ownershipControls: { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] },
      publicAccessBlockConfiguration: {
        blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true,
      },
    });
    acknowledgeBucket(bucket, props.destination);
    this.policy = new CfnBucketPolicy(this, 'Policy', { bucket: bucket.ref, policyDocument: policyDocument(bucket.attrArn, props) });
    for (const resource of [bucket, this.policy]) {
      resource.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    }
    if (props.accessLogBucket) {
      // S3 may try to write from the first request on.
      bucket.addResourceDependency(props.accessLogBucket.policy);
    }

    this.bucketName = bucket.ref;
    this.bucketArn = bucket.attrArn;
    const promise = { name: `"${this.node.path}"`, managedKey: props.destination !== LogDestination.ACCESS_LOGS, locked };
    this.node.addValidation({ validate: () => [...renderedBucketProblems(bucket, promise)] });
  }
}

/** A bucket key makes S3 call AWS KMS once for many objects. */
function encryption(key?: IKey): CfnBucket.ServerSideEncryptionRuleProperty {
  return key
    ? { serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.keyArn }, bucketKeyEnabled: true }
    : { serverSideEncryptionByDefault: { sseAlgorithm: 'AES256' } };
}

function objectLock({ mode, period }: LogRetention): CfnBucket.ObjectLockConfigurationProperty {
  return { objectLockEnabled: 'Enabled', rule: { defaultRetention: { mode, days: period.days, years: period.years } } };
}

function policyDocument(bucketArn: string, props: LogBucketProps): PolicyDocument {
  return new PolicyDocument({
    statements: [
      ...props.sources.flatMap(source => source.bucketStatements(bucketArn)),
      ...readStatements(bucketArn, props.readers ?? []),
      denyWrites(bucketArn),
      deny('DenyWithoutTls', bucketArn, { Bool: { 'aws:SecureTransport': 'false' } }),
      denyStrangers(bucketArn, props.organizationId),
    ],
  });
}

function readStatements(bucketArn: string, readers: string[]): PolicyStatement[] {
  if (readers.length === 0) {
    return [];
  }
  const principals = rolesAsPrincipals(readers);
  return [
    new PolicyStatement({ sid: 'ReadersList', principals, actions: ['s3:ListBucket', 's3:ListBucketVersions'], resources: [bucketArn] }),
    new PolicyStatement({ sid: 'ReadersRead', principals, actions: ['s3:GetObject', 's3:GetObjectVersion'], resources: [`${bucketArn}/*`] }),
  ];
}

/**
 * Whatever makes an object or changes what stands in it. Copies and multipart uploads are s3:PutObject; replication into the bucket is done
 * by a role, which could be anybody's.
 */
const WRITES = ['s3:PutObject', 's3:PutObjectTagging', 's3:PutObjectVersionTagging', 's3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'];

/** In the own account an IAM policy is enough to write: a forged log would look like a delivered one. */
function denyWrites(bucketArn: string): PolicyStatement {
  return new PolicyStatement({
    sid: 'DenyWritesButByServices', effect: Effect.DENY, principals: [new AnyPrincipal()], actions: WRITES, resources: [`${bucketArn}/*`],
    conditions: { Bool: { 'aws:PrincipalIsAWSService': 'false' } },
  });
}

function denyStrangers(bucketArn: string, organizationId?: string): PolicyStatement {
  const butByServices = { Bool: { 'aws:PrincipalIsAWSService': 'false' } };
  return organizationId === undefined
    ? deny('DenyOtherAccounts', bucketArn, { StringNotEquals: { 'aws:PrincipalAccount': Aws.ACCOUNT_ID }, ...butByServices })
    : deny('DenyOtherOrganizations', bucketArn, { StringNotEquals: { 'aws:PrincipalOrgID': organizationId }, ...butByServices });
}

function deny(sid: string, bucketArn: string, conditions: Record<string, unknown>): PolicyStatement {
  return new PolicyStatement({
    sid, effect: Effect.DENY, principals: [new AnyPrincipal()], actions: ['s3:*'], resources: [bucketArn, `${bucketArn}/*`], conditions,
  });
}

function bucketProblems(props: LogBucketProps): Problems {
  const needsKey = props.destination !== LogDestination.ACCESS_LOGS;
  const strangers = props.sources.filter(source => source.destination !== props.destination).map(source => source.description);
  return [
    ...(needsKey && !props.encryptionKey
      ? [`'encryptionKey' must be given to a log bucket of destination ${props.destination}, got none: make a ManagedKey with the purposes of its sources`] : []),
    ...(!needsKey && props.encryptionKey
      ? ["'encryptionKey' must not be given to a bucket of access logs, got a key: S3 writes access logs to no bucket with a customer managed key"] : []),
    ...(strangers.length > 0
      ? [`'sources' must all have the destination ${props.destination}, got ${JSON.stringify(strangers)}: give them a bucket of their own`] : []),
  ];
}
