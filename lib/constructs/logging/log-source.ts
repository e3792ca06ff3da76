import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, PolicyStatementProps, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { KeyPurpose } from '../encryption';

/** The bucket of the log archive that a source writes to. */
export enum LogDestination {
  /** The locked bucket, which keeps what it is given until the retention is over: for sources that can write to a bucket with a lock. */
  LOCKED = 'LOCKED',

  /** The bucket without a lock, for sources that AWS forbids or does not document one for. */
  DELIVERY = 'DELIVERY',

  /** The bucket of server access logs, which S3 writes to buckets with neither lock nor customer managed key only. */
  ACCESS_LOGS = 'ACCESS_LOGS',
}

/** The organization trail as a source of logs. */
export interface TrailSourceProps {
  /** The trail; the only one that may write. */
  readonly trailArn: string;

  /** The account that owns the trail: the management account, even where a delegated administrator runs it. */
  readonly managementAccountId: string;

  /** The organization whose accounts the trail records. */
  readonly organizationId: string;
}

const CONFIG = 'config.amazonaws.com';
const TRAILS = 'cloudtrail.amazonaws.com';

/**
 * Something that writes logs: what the policy of its bucket and the policy of its key must let it do, as data.
 *
 * The policies of a log archive are the sum of its sources, so a source that is left out can write nothing. No statement denies uploads
 * without an encryption header or with another key: an organization trail cannot be created into a bucket that does, and the bucket's
 * default encryption applies anyway.
 */
export class LogSource {
  /**
   * The organization trail of AWS CloudTrail: events, digests and Insights of every account.
   *
   * @param trail the one trail that may write
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
   */
  public static cloudTrail(trail: TrailSourceProps): LogSource {
    const { managementAccountId, organizationId, trailArn } = trail;
    return LogSource.ofTrail('organization trail', trailArn, [managementAccountId, organizationId]);
  }

  /**
   * The trail of one account, without an organization.
   *
   * @param trailArn the one trail that may write
   * @param accountId the account that owns the trail @default - the account of the bucket
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
   */
  public static cloudTrailOfAccount(trailArn: string, accountId: string = Aws.ACCOUNT_ID): LogSource {
    return LogSource.ofTrail('account trail', trailArn, [accountId]);
  }

  /**
   * AWS Config: configuration history and snapshots of every account, under the organization's id as prefix.
   *
   * Config delivers under its own service principal, for which conditions on the principal's organization do not work: the organization of
   * the source is what is asked for, and only where something is written.
   *
   * @param organizationId the organization whose recorders deliver
   * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
   */
  public static config(organizationId: string): LogSource {
    return new LogSource('AWS Config', LogDestination.DELIVERY, [KeyPurpose.config(organizationId)], bucketArn => [
      allow('ConfigChecksBucket', CONFIG, ['s3:GetBucketAcl', 's3:ListBucket'], [bucketArn]),
      allow('ConfigWrites', CONFIG, ['s3:PutObject'], [`${bucketArn}/${organizationId}/AWSLogs/*/Config/*`],
        { StringEquals: { 'aws:SourceOrgID': organizationId } }),
    ]);
  }

  /**
   * AWS Config of one account, without an organization: under the account's id as prefix.
   *
   * AWS's example demands the ACL bucket-owner-full-control besides. Where ACLs are disabled, as in the buckets of this library, it says
   * nothing.
   *
   * @param accountId the account whose recorder delivers @default - the account of the bucket
   * @see https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
   */
  public static configOfAccount(accountId: string = Aws.ACCOUNT_ID): LogSource {
    const ofAccount = { StringEquals: { 'aws:SourceAccount': accountId } };
    return new LogSource('AWS Config of the account', LogDestination.DELIVERY, [KeyPurpose.configOfAccount(accountId)], bucketArn => [
      allow('ConfigChecksBucket', CONFIG, ['s3:GetBucketAcl', 's3:ListBucket'], [bucketArn], ofAccount),
      allow('ConfigWrites', CONFIG, ['s3:PutObject'], [`${bucketArn}/${accountId}/AWSLogs/${accountId}/Config/*`], ofAccount),
    ]);
  }

  /**
   * Vended logs that the delivery service writes to S3: VPC flow logs, resolver query logs, WAF and others, of every account.
   *
   * Only from accounts of the organization: a condition that passes without aws:SourceOrgID would let every standalone account write.
   * AWS's examples name aws:SourceAccount and aws:SourceArn, account by account, which would make the policy grow with the organization;
   * modules that ask for aws:SourceOrgID are in use. Try one delivery of each kind before all accounts send.
   *
   * AWS's examples also demand the ACL bucket-owner-full-control. Where ACLs are disabled, as in the buckets of this library, the service
   * is reported to send no such header, so that every delivery would be denied without a word; and an ACL says nothing there anyway.
   *
   * @param organizationId the organization whose resources log
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html
   * @see https://github.com/cloudposse/terraform-aws-vpc-flow-logs-s3-bucket/pull/101
   */
  public static logDelivery(organizationId: string): LogSource {
    const service = 'delivery.logs.amazonaws.com';
    const fromOrganization = { StringEquals: { 'aws:SourceOrgID': organizationId } };
    return new LogSource('vended logs', LogDestination.DELIVERY, [KeyPurpose.logDelivery(organizationId)], bucketArn => [
      allow('LogDeliveryChecksBucket', service, ['s3:GetBucketAcl', 's3:ListBucket'], [bucketArn], fromOrganization),
      allow('LogDeliveryWrites', service, ['s3:PutObject'], [`${bucketArn}/AWSLogs/*`], fromOrganization),
    ]);
  }

  /**
   * Findings that GuardDuty publishes: of every account of the organization, by the detectors of the account that administers it.
   *
   * It writes below AWSLogs/ in the end, and tries the bucket before under a name that AWS does not document: so any name is allowed, as in
   * AWS's own example, to the detectors of this account alone.
   *
   * @param accountId the account that administers GuardDuty
   * @param optInRegions regions of its detectors that have to be opted into: there GuardDuty acts under a name of its own
   * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html
   */
  public static guardDuty(accountId: string, optInRegions: string[] = []): LogSource {
    const services = ['guardduty.amazonaws.com', ...[...optInRegions].sort().map(region => `guardduty.${region}.amazonaws.com`)];
    const principals = () => services.map(service => new ServicePrincipal(service));
    const conditions = {
      StringEquals: { 'aws:SourceAccount': accountId },
      ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:guardduty:*:${accountId}:detector/*` },
    };
    return new LogSource('GuardDuty findings', LogDestination.DELIVERY, [KeyPurpose.guardDuty(accountId, optInRegions)], bucketArn => [
      { sid: 'GuardDutyChecksBucket', principals: principals(), actions: ['s3:GetBucketLocation'], resources: [bucketArn], conditions },
      { sid: 'GuardDutyWrites', principals: principals(), actions: ['s3:PutObject'], resources: [`${bucketArn}/*`], conditions },
    ]);
  }

  /**
   * S3 server access logs of buckets in the same account and region.
   *
   * @param bucketNames the buckets whose requests are logged
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
   */
  public static serverAccessLogs(bucketNames: string[]): LogSource {
    const sources = bucketNames.map(name => `arn:${Aws.PARTITION}:s3:::${name}`);
    return new LogSource('server access logs', LogDestination.ACCESS_LOGS, [], bucketArn => [
      allow('S3WritesAccessLogs', 'logging.s3.amazonaws.com', ['s3:PutObject'], [`${bucketArn}/*`],
        { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID }, ArnLike: { 'aws:SourceArn': sources } }),
    ]);
  }

  /** @param owners whose folders the trail writes to; the first one owns it */
  private static ofTrail(description: string, trailArn: string, owners: string[]): LogSource {
    const ofTrail = { 'aws:SourceArn': trailArn };
    return new LogSource(description, LogDestination.LOCKED, [KeyPurpose.cloudTrail(trailArn, owners[0])], bucketArn => [
      allow('TrailChecksBucket', TRAILS, ['s3:GetBucketAcl'], [bucketArn], { StringEquals: ofTrail }),
      allow('TrailWrites', TRAILS, ['s3:PutObject'], owners.map(owner => `${bucketArn}/AWSLogs/${owner}/*`),
        { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', ...ofTrail } }),
    ]);
  }

  private constructor(
    /** What writes, for people. */
    public readonly description: string,
    /** The bucket it writes to. */
    public readonly destination: LogDestination,
    /** What it needs of the key of that bucket. */
    public readonly keyPurposes: KeyPurpose[],
    private readonly data: (bucketArn: string) => PolicyStatementProps[],
  ) {}

  /**
   * What it needs of the bucket; new statements at each call, so that buckets do not share them.
   *
   * @param bucketArn the bucket it writes to
   */
  public bucketStatements(bucketArn: string): PolicyStatement[] {
    return this.data(bucketArn).map(statement => new PolicyStatement(statement));
  }
}

function allow(
  sid: string, service: string, actions: string[], resources: string[], conditions?: Record<string, unknown>,
): PolicyStatementProps {
  return { sid, principals: [new ServicePrincipal(service)], actions, resources, conditions };
}
