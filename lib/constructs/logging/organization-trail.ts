import { Aws, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from '../../core/acknowledge-wildcards';
import { throwProblems } from '../../core/errors';
import { LOG_GROUP_KEY_ALIAS, ROLE_PATH, TRAIL, TRAIL_LOG_GROUP } from '../../core/naming';
import { duplicateProblems, Problems, shapeProblems } from '../../core/validation';
import { KeyPurpose, ManagedKey } from '../encryption';
import { IOrganization } from '../organization';
import { TrailDataEvents } from './trail-data-events';

/**
 * What CloudTrail Insights looks for. Each kind is billed for every management event it analyses: about USD 0.35 per 100,000 events in most
 * regions, as AWS's price list had it when this was written. In an organization trail these are the events of every account.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/insights-events-costs.html
 * @see https://aws.amazon.com/cloudtrail/pricing/
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_InsightSelector.html
 */
export enum TrailInsight {
  /** An unusual rate of writing calls; writing management events are analysed, and billed. */
  API_CALL_RATE = 'ApiCallRateInsight',

  /** An unusual rate of errors; reading and writing management events are analysed, and billed. */
  API_ERROR_RATE = 'ApiErrorRateInsight',
}

/** Properties of an organization trail. */
export interface OrganizationTrailProps {
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

  /**
   * How long CloudWatch Logs keeps events for searching and for alarms. CloudWatch bills the ingestion of every account's events; the
   * archive keeps them in any case.
   *
   * @default RetentionDays.ONE_YEAR
   */
  readonly logRetention?: RetentionDays;

  /**
   * Data events to record, at USD 0.10 per 100,000 events.
   *
   * @default - none: management events alone, whose first copy is free of charge
   */
  readonly dataEvents?: TrailDataEvents[];

  /**
   * What CloudTrail Insights looks for, at about USD 0.35 per 100,000 events that each kind analyses.
   *
   * @default - nothing
   */
  readonly insights?: TrailInsight[];
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
    const logGroupArn = `arn:${Aws.PARTITION}:logs:${region}:${account}:log-group:${logGroupName}`;
    this.logGroupKey = new ManagedKey(this, 'LogGroupKey', {
      alias: LOG_GROUP_KEY_ALIAS,
      description: `Encrypts the log group ${logGroupName}`,
      purposes: [KeyPurpose.cloudWatchLogs(logGroupArn)],
    });
    const logGroup = new LogGroup(this, 'LogGroup', {
      logGroupName,
      encryptionKey: this.logGroupKey,
      retention: props.logRetention ?? RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const role = this.newRole(logGroupArn, props.organization.organizationId);
    const trail = new CfnTrail(this, 'Resource', {
      trailName,
      isLogging: true,
      isOrganizationTrail: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      s3BucketName: props.bucketName,
      kmsKeyId: props.keyArn,
      cloudWatchLogsLogGroupArn: logGroup.logGroupArn,
      cloudWatchLogsRoleArn: role.roleArn,
      advancedEventSelectors: [MANAGEMENT_EVENTS, ...(props.dataEvents ?? []).flatMap(events => events.selectors)],
      insightSelectors: props.insights?.map(insightType => ({ insightType })),
    });
    trail.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    Validations.of(trail).acknowledge({
      id: 'cdk-validator-cfnguard::cloud_trail_encryption_enabled_check',
      reason: 'It is encrypted, by the key of the log archive: the rule knows keys of the same template only, and this one is of another account.',
    });
    trail.node.addDependency(logGroup, role);

    this.trailName = trailName;
    this.trailArn = `arn:${Aws.PARTITION}:cloudtrail:${region}:${account}:trail/${trailName}`;
    this.logGroup = logGroup;
  }

  /** One stream belongs to the management account, the others carry the organization's id; their ends are CloudTrail's choice. */
  private newRole(logGroupArn: string, organizationId: string): Role {
    const { account, region } = Stack.of(this);
    const streams = [`${account}_CloudTrail_${region}*`, `${organizationId}_*`].map(stream => `${logGroupArn}:log-stream:${stream}`);
    const role = new Role(this, 'Role', {
      path: ROLE_PATH,
      description: 'CloudTrail writes the organization trail to CloudWatch Logs',
      assumedBy: new ServicePrincipal('cloudtrail.amazonaws.com'),
      inlinePolicies: {
        WriteTrail: new PolicyDocument({
          statements: [new PolicyStatement({ sid: 'WriteStreams', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: streams })],
        }),
      },
    });
    acknowledgeWildcards(role, streams, 'CloudTrail chooses the end of its log streams\' names; AWS documents these two patterns for an organization trail');
    return role;
  }
}

/** Reads and writes of every service, AWS KMS included. */
const MANAGEMENT_EVENTS: CfnTrail.AdvancedEventSelectorProperty = {
  name: 'Management events',
  fieldSelectors: [{ field: 'eventCategory', equalTo: ['Management'] }],
};

function trailProblems(props: OrganizationTrailProps, trailName: string): Problems {
  return [
    ...shapeProblems('trailName', trailName, /^(?=.{3,128}$)[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/,
      'have 3 to 128 letters and digits with single ".", "_" or "-" between them', 'rename the trail'),
    ...shapeProblems('bucketName', props.bucketName, /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'be the name of a bucket', 'take it from the naming contract'),
    ...shapeProblems('keyArn', props.keyArn, /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/, 'be the ARN of a key, not of an alias',
      'look the alias up by KeyArnLookup'),
    ...(props.dataEvents ?? []).flatMap(events => events._problems),
    ...duplicateProblems('dataEvents', (props.dataEvents ?? []).map(events => events.resourceType), 'put both into one'),
    ...duplicateProblems('insights', props.insights ?? [], 'name each once'),
    ...(props.insights?.length === 0 ? ["'insights' must name something, got []: leave it out"] : []),
  ];
}
