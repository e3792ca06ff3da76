import { throwProblems } from '../../core/errors';
import { lengthProblems } from '../../core/validation';

/**
 * Where the access logs of a distribution go.
 *
 * By standard logging v2, which needs no ACL on its bucket: the older `logBucket` does, and buckets whose objects belong to their owner
 * alone have none. AWS sets it up in us-east-1 only, so the stack of the distribution lies there; the bucket is the stack's.
 *
 * Security Hub's control CloudFront.5 knows the older logging alone, and does not see this one.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 * @see https://docs.aws.amazon.com/config/latest/developerguide/cloudfront-accesslogs-enabled.html
 */
export class DistributionLogs {
  /** To `AccessLogBucket.of(distribution)`, as JSON, by distribution and hour. Costs what S3 does. */
  public static accessLogBucket(): DistributionLogs {
    return new DistributionLogs();
  }

  /**
   * Somebody else sees to it: a stack in us-east-1 of the platform team, or the console.
   *
   * @param reason who and where, for whoever reviews it
   */
  public static elsewhere(reason: string): DistributionLogs {
    throwProblems(undefined, lengthProblems('reason', reason.trim(), 1_000, 10));
    return new DistributionLogs(reason);
  }

  private constructor(
    /** @internal Why none are delivered by the stack; undefined where they are. */
    public readonly _elsewhere?: string,
  ) {}
}
