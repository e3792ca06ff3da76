import { Aws } from 'aws-cdk-lib';
import { throwProblems } from '../../core/errors';
import { deliveryBucketName } from '../../core/naming';
import { accountIdProblems, regionProblems } from '../../core/validation';
import { LogArchiveDestination } from './flow-logs';

/**
 * Where the queries of a VPC are logged: who asked for which name, and what the answer was.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs-choosing-target-resource.html
 */
export class DnsQueryLogs {
  /**
   * To the delivery bucket of the log archive, below "AWSLogs/<account>/vpcdnsquerylogs/". It must take vended logs.
   *
   * Costs about USD 0.25 per GB, beside S3.
   *
   * @param archive the log archive
   */
  public static logArchive(archive: LogArchiveDestination): DnsQueryLogs {
    throwProblems(undefined, [
      ...accountIdProblems('logArchiveAccountId', archive.logArchiveAccountId),
      ...regionProblems('homeRegion', archive.homeRegion),
    ]);
    return new DnsQueryLogs(`arn:${Aws.PARTITION}:s3:::${deliveryBucketName(archive.logArchiveAccountId, archive.homeRegion)}`);
  }

  /**
   * To a bucket, a log group or a delivery stream of one's own.
   *
   * @param destinationArn its ARN; a log group of the account gets its resource policy from Route 53 Resolver
   */
  public static of(destinationArn: string): DnsQueryLogs {
    return new DnsQueryLogs(destinationArn);
  }

  private constructor(
    /** The ARN of where they go. */
    public readonly destinationArn: string,
  ) {}
}
