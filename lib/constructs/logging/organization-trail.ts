import { Aws, Stack } from 'aws-cdk-lib';
import { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { TRAIL, TRAIL_LOG_GROUP } from '../../core/naming';
import { Problems, shapeProblems } from '../../core/validation';
import { ManagedKey } from '../encryption';
import { IOrganization } from '../organization';
import { acknowledgeForeignKey, trailEventProblems, trailNameProblems, trailParts } from './private/trail-parts';
import { TrailOptions } from './trail-options';

/** Properties of an organization trail. */
export interface OrganizationTrailProps extends TrailOptions {
  /** The organization whose accounts are recorded: all of them, those that join later too. */
  readonly organization: IOrganization;

  /** The bucket in the log archive account; its policy must name this trail. */
  readonly bucketName: string;

  /**
   * The ARN of the key in the log archive account; its policy must name this trail. An alias of another account does not do: look the ARN
   * up by `KeyArnLookup`.
   */
  readonly keyArn: string;

  /**
   * Name of the trail. It cannot be changed: a new name is a new trail, and the bucket and its key know the old one.
   *
   * @default "lz-organization-trail"
   */
  readonly trailName?: string;

  /**
   * Name of the log group.
   *
   * @default "/lz/organization-trail"
   */
  readonly logGroupName?: string;
}

/**
 * The one trail of an organization: every management event of every account and region, validated, encrypted, into the log archive and into
 * a log group of the management account.
 *
 * A second trail is not needed and is billed at USD 2.00 per 100,000 management events.
 *
 *     log group key ◄── log group ◄── role ◄── trail ──► bucket and key of the log archive, which must exist first
 *
 * CloudTrail tries bucket, key and role when the trail is created. The role's policy stands in the role itself, so that no creation
 * overtakes it. Its trust names the service only: AWS documents aws:SourceArn for the bucket, the key and the topic of a trail, not for
 * this role.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html
 */
export class OrganizationTrail extends Construct {
  /** The name of the trail. */
  public readonly trailName: string;

  /** The ARN of the trail, which bucket and key in the log archive name as their only writer. */
  public readonly trailArn: string;

  /** The log group, for metric filters that see every account. */
  public readonly logGroup: ILogGroup;

  /** The key of the log group, in the management account. */
  public readonly logGroupKey: ManagedKey;

  public constructor(scope: Construct, id: string, props: OrganizationTrailProps) {
    super(scope, id);
    const { trailName = TRAIL, logGroupName = TRAIL_LOG_GROUP } = props;
    throwProblems(this, trailProblems(props, trailName));

    const { account, region } = Stack.of(this);
    const parts = trailParts(this, {
      ...props,
      trailName,
      logGroupName,
      isOrganizationTrail: true,
      streams: [`${account}_CloudTrail_${region}*`, `${props.organization.organizationId}_*`],
    });
    acknowledgeForeignKey(parts.trail, 'account');

    this.trailName = trailName;
    this.trailArn = `arn:${Aws.PARTITION}:cloudtrail:${region}:${account}:trail/${trailName}`;
    this.logGroup = parts.logGroup;
    this.logGroupKey = parts.logGroupKey;
  }
}

function trailProblems(props: OrganizationTrailProps, trailName: string): Problems {
  return [
    ...trailNameProblems(trailName),
    ...shapeProblems('bucketName', props.bucketName, /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'be the name of a bucket', 'take it from the naming contract'),
    ...shapeProblems('keyArn', props.keyArn, /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/, 'be the ARN of a key, not of an alias',
      'look the alias up by KeyArnLookup'),
    ...trailEventProblems(props),
  ];
}
