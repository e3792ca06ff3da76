import { Aws, Stack } from 'aws-cdk-lib';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { ACCOUNT_TRAIL_LOG_GROUP } from '../../core/naming';
import { ManagedKey } from '../encryption';
import { LogArchive } from './log-archive';
import { acknowledgeForeignKey, trailEventProblems, trailNameProblems, trailParts } from './private/trail-parts';
import { TrailOptions } from './trail-options';

/** Properties of the trail of an account. */
export interface AccountTrailProps extends TrailOptions {
  /** Where its events are kept: the archive of this account, made without an organization, in the trail's home region. */
  readonly archive: LogArchive;

  /**
   * Name of the log group.
   *
   * @default "/lz/account-trail"
   */
  readonly logGroupName?: string;
}

/**
 * The trail of an account without an organization: every management event of every region, validated, encrypted, into the archive of the
 * account and into a log group.
 *
 * An account of an organization that has an `OrganizationTrail` needs none: the second copy of management events is billed at USD 2.00 per
 * 100,000.
 *
 * The archive names this trail as its only writer, so its name is the archive's: `LogArchiveProps.trailName`. It waits for the archive,
 * since CloudTrail tries bucket, key and role when the trail is created. Put the archive into a stack of its own: what was delivered cannot
 * be deleted, so a first deployment that fails later leaves a bucket behind, whose name the next one would need.
 *
 * An account is weaker than an organization here: its administrators can stop the trail, which `SecurityAlarms` tells of, and those who may
 * schedule the deletion of keys can make its logs unreadable after 30 days. What was delivered they cannot delete as long as the lock
 * lasts, unless they may bypass a lock in governance mode: `LogRetention.compliance()` lets nobody do so.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-and-update-a-trail.html
 */
export class AccountTrail extends Construct {
  /** The name of the trail. */
  public readonly trailName: string;

  /** The ARN of the trail, which bucket and key of the archive name as their only writer. */
  public readonly trailArn: string;

  /** The log group, for metric filters. */
  public readonly logGroup: ILogGroup;

  /** The key of the log group. */
  public readonly logGroupKey: ManagedKey;

  public constructor(scope: Construct, id: string, props: AccountTrailProps) {
    super(scope, id);
    const { archive, logGroupName = ACCOUNT_TRAIL_LOG_GROUP } = props;
    const trailName = archive._accountTrailName ?? '';
    throwProblems(this, [
      ...archive._accountTrailName === undefined
        ? [`'archive' must be that of an account, got "${archive.node.path}" of an organization: use OrganizationTrail`] : trailNameProblems(trailName),
      ...trailEventProblems(props),
    ]);

    const { account, region } = Stack.of(this);
    const { trail, logGroup, logGroupKey } = trailParts(this, {
      ...props,
      trailName,
      logGroupName,
      bucketName: archive.trailBucket.bucketName,
      keyArn: archive.trailKey.keyArn,
      isOrganizationTrail: false,
      streams: [`${account}_CloudTrail_${region}*`],
    });
    trail.node.addDependency(archive.trailBucket);
    if (Stack.of(archive) !== Stack.of(this)) {
      acknowledgeForeignKey(trail, 'stack');
    }

    this.trailName = trailName;
    this.trailArn = `arn:${Aws.PARTITION}:cloudtrail:${region}:${account}:trail/${trailName}`;
    this.logGroup = logGroup;
    this.logGroupKey = logGroupKey;
  }
}
