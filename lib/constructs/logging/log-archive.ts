import { Aws } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { accessLogBucketName, ACCOUNT_TRAIL, DELIVERY_KEY_ALIAS, deliveryBucketName, TRAIL, TRAIL_KEY_ALIAS, trailBucketName } from '../../core/naming';
import { accountIdProblems, organizationIdProblems, Problems } from '../../core/validation';
import { KeyPurpose, ManagedKey } from '../encryption';
import { LogBucket } from './log-bucket';
import { LogLifecycle } from './log-lifecycle';
import { LogRetention } from './log-retention';
import { LogDestination, LogSource } from './log-source';
import { timeProblems } from './private/lifecycle-days';
import { LOCAL_BREAK_GLASS, readerProblems, rolesAsPrincipals } from './private/readers';

/** Properties of a log archive. */
export interface LogArchiveProps {
  /**
   * The account that owns the organization trail and looks up the keys; a parameter or another token may stand for it.
   *
   * @default - none, and no `organizationId` either: the archive of the account that it stands in, without an organization
   */
  readonly managementAccountId?: string;

  /**
   * The organization whose logs are kept, and whose principals alone may reach them; a parameter or another token may stand for it.
   *
   * @default - none, and no `managementAccountId` either: logs of the archive's own account, whose principals alone may reach them
   */
  readonly organizationId?: string;

  /**
   * The home region of the trail.
   *
   * @default - the region of the archive
   */
  readonly homeRegion?: string;

  /**
   * The name of the trail.
   *
   * @default "lz-organization-trail" - the name that `OrganizationTrail` takes by default; without an organization "lz-account-trail"
   */
  readonly trailName?: string;

  /**
   * What writes to the archive, server access logs aside. A source that is not in the list can write nothing: add `LogSource.config` and
   * `LogSource.logDelivery` with whatever makes accounts send such logs.
   *
   * @default - the organization trail alone; without an organization the trail of the account and its AWS Config
   */
  readonly sources?: LogSource[];

  /**
   * How long nobody can delete what the trail delivered.
   *
   * @default LogRetention.governance() - one year; undone only by whoever detaches a policy in the management account
   */
  readonly retention?: LogRetention;

  /**
   * How logs move to cheaper storage, and when they go.
   *
   * @default - Glacier after 90 days, Deep Archive after 365, never deleted
   */
  readonly lifecycle?: LogLifecycle;

  /**
   * ARNs of IAM roles, of this account or others of the organization, that may list and read logs, where their own policies allow it too:
   * s3:GetObject, s3:GetObjectVersion and s3:ListBucket on the buckets, kms:Decrypt on the keys. They need not exist yet.
   *
   * @default - nobody but the break-glass role of the account
   */
  readonly readers?: string[];
}

/**
 * The archive of an organization's logs, in an account that holds nothing else; or, where there is no organization, of an account's own.
 *
 *     trail bucket       locked, trail key       the trail
 *     delivery bucket    delivery key            AWS Config, vended logs, where they are sources: Config cannot deliver to a lock
 *     access-log bucket  S3's key                who read or changed the two others
 *
 * Nobody reads it but its readers, by way of S3, and the break-glass role of its account, so that an emergency can look at logs: the keys
 * let no other administrator decrypt, whatever his IAM policies say.
 *
 * It needs no assets and looks nothing up, so it can stand in the template of a StackSet. Its names follow from its account and region,
 * because a StackSet returns nothing: who needs the ARN of a key looks its alias up by `KeyArnLookup`.
 *
 * The keys lie beside the logs and not in the management account, where no service control policy could keep an administrator from deleting
 * them.
 *
 * @see https://docs.aws.amazon.com/prescriptive-guidance/latest/security-reference-architecture/log-archive.html
 */
export class LogArchive extends Construct {
  /** The locked bucket of the trail. */
  public readonly trailBucket: LogBucket;

  /** The bucket of AWS Config and vended logs. */
  public readonly deliveryBucket: LogBucket;

  /** The bucket of the two others' access logs. */
  public readonly accessLogBucket: LogBucket;

  /** The key of the trail bucket, which the trail itself uses too. */
  public readonly trailKey: ManagedKey;

  /** The key of the delivery bucket. */
  public readonly deliveryKey: ManagedKey;

  /** @internal The trail of the account that may write to it; undefined in the archive of an organization. */
  public readonly _accountTrailName?: string;

  public constructor(scope: Construct, id: string, props: LogArchiveProps = {}) {
    super(scope, id);
    this._accountTrailName = isOfAccount(props) ? props.trailName ?? ACCOUNT_TRAIL : undefined;
    const sources = props.sources ?? sourcesOf(props);
    throwProblems(this, archiveProblems(props, sources));

    const trail = only(sources, LogDestination.LOCKED);
    const delivery = only(sources, LogDestination.DELIVERY);
    this.trailKey = this.newKey('TrailKey', TRAIL_KEY_ALIAS, `Encrypts the ${isOfAccount(props) ? 'trail of the account' : 'organization trail'}`, trail, props);
    this.deliveryKey = this.newKey('DeliveryKey', DELIVERY_KEY_ALIAS, 'Encrypts what AWS services deliver to the log archive', delivery, props);

    const names = { trail: trailBucketName(Aws.ACCOUNT_ID, Aws.REGION), delivery: deliveryBucketName(Aws.ACCOUNT_ID, Aws.REGION) };
    this.accessLogBucket = new LogBucket(this, 'AccessLogs', {
      bucketName: accessLogBucketName(Aws.ACCOUNT_ID, Aws.REGION),
      destination: LogDestination.ACCESS_LOGS,
      sources: [LogSource.serverAccessLogs([names.trail, names.delivery])],
      organizationId: props.organizationId,
      retention: props.retention,
      readers: props.readers,
    });
    const { organizationId, retention, lifecycle, readers } = props;
    const common = { organizationId, retention, lifecycle, readers, accessLogBucket: this.accessLogBucket };
    this.trailBucket = new LogBucket(this, 'Trail', {
      ...common, bucketName: names.trail, encryptionKey: this.trailKey, destination: LogDestination.LOCKED, sources: trail,
    });
    this.deliveryBucket = new LogBucket(this, 'Delivery', {
      ...common, bucketName: names.delivery, encryptionKey: this.deliveryKey, destination: LogDestination.DELIVERY, sources: delivery,
    });
  }

  private newKey(id: string, alias: string, description: string, sources: LogSource[], props: LogArchiveProps): ManagedKey {
    return new ManagedKey(this, id, {
      alias,
      description,
      purposes: [
        ...sources.flatMap(source => source.keyPurposes),
        ...props.managementAccountId === undefined ? [] : [KeyPurpose.describedBy(props.managementAccountId)],
        KeyPurpose.readThrough('s3', rolesAsPrincipals([LOCAL_BREAK_GLASS, ...props.readers ?? []])),
      ],
    });
  }
}

/** Everything at once: what the three buckets would each find, and what concerns the archive as a whole. */
function archiveProblems(props: LogArchiveProps, sources: LogSource[]): Problems {
  const retention = props.retention ?? LogRetention.governance();
  return [
    ...ownerProblems(props),
    ...sources.filter(source => source.destination === LogDestination.ACCESS_LOGS)
      .map(() => "'sources' must not contain server access logs, got LogSource.serverAccessLogs: the archive adds its own, and other buckets log where they are"),
    ...timeProblems(LogDestination.LOCKED, retention, props.lifecycle),
    ...readerProblems(props.readers ?? []),
  ];
}

function ownerProblems({ managementAccountId, organizationId }: LogArchiveProps): Problems {
  if (managementAccountId !== undefined && organizationId !== undefined) {
    return [...accountIdProblems('managementAccountId', managementAccountId), ...organizationIdProblems('organizationId', organizationId)];
  }
  const [given, missing] = managementAccountId === undefined ? ['organizationId', 'managementAccountId'] : ['managementAccountId', 'organizationId'];
  return managementAccountId === undefined && organizationId === undefined ? []
    : [`'${given}' must come with '${missing}', got "${managementAccountId ?? organizationId}" alone: give both for an organization, neither for an account`];
}

const isOfAccount = (props: LogArchiveProps) => props.managementAccountId === undefined && props.organizationId === undefined;

function sourcesOf({ managementAccountId, organizationId, homeRegion = Aws.REGION, trailName }: LogArchiveProps): LogSource[] {
  const trails = `arn:${Aws.PARTITION}:cloudtrail:${homeRegion}:${managementAccountId ?? Aws.ACCOUNT_ID}:trail`;
  return managementAccountId === undefined || organizationId === undefined
    ? [LogSource.cloudTrailOfAccount(`${trails}/${trailName ?? ACCOUNT_TRAIL}`), LogSource.configOfAccount()]
    : [LogSource.cloudTrail({ trailArn: `${trails}/${trailName ?? TRAIL}`, managementAccountId, organizationId })];
}

const only = (sources: LogSource[], destination: LogDestination) => sources.filter(source => source.destination === destination);
