import { Aws } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { accessLogBucketName, deliveryBucketName, trailBucketName } from '../../core/naming';
import { Problems, shapeProblems } from '../../core/validation';

/** Which calls of a kind of resource are recorded. */
export enum DataEventAccess {
  /** Reads and writes. */
  ALL = 'ALL',

  /** Reads only. */
  READ = 'READ',

  /** Writes only: usually a small part of the calls, and of the price. */
  WRITE = 'WRITE',
}

/** Narrows data events. */
export interface DataEventOptions {
  /**
   * Which calls are recorded.
   *
   * @default DataEventAccess.ALL
   */
  readonly access?: DataEventAccess;

  /**
   * The resources whose ARN starts with one of these.
   *
   * @default - every resource of the kind, in every account and region
   */
  readonly arnPrefixes?: string[];
}

/** The buckets of the archive, whatever account and region they lie in: CloudTrail's own writes would record themselves for ever. */
const ARCHIVE_BUCKETS = [trailBucketName, deliveryBucketName, accessLogBucketName]
  .map(name => `arn:${Aws.PARTITION}:s3:::${name('', '').replace(/-+$/, '-')}`);

/**
 * Data events that the organization trail records: what is done with the data in a resource, in every account and region.
 *
 * Each costs USD 0.10 per 100,000 events, and the ingestion into the log group besides. A busy bucket or table makes hundreds of millions a
 * month.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
 * @see https://aws.amazon.com/cloudtrail/pricing/
 */
export class TrailDataEvents {
  /**
   * Objects in S3 (CIS 4.8 and 4.9). Writes to the log archive are left out, since each delivery would be an event that is delivered; reads
   * of the archive are in.
   *
   * @param options which calls, which buckets
   */
  public static s3Objects(options: DataEventOptions = {}): TrailDataEvents {
    const access = options.access ?? DataEventAccess.ALL;
    const type = 'AWS::S3::Object';
    const elsewhere = selector('S3 objects', type, access, { startsWith: options.arnPrefixes, notStartsWith: ARCHIVE_BUCKETS });
    const archive = selector('S3 objects of the log archive, read', type, DataEventAccess.READ, { startsWith: ARCHIVE_BUCKETS });
    return new TrailDataEvents(type, access === DataEventAccess.WRITE || options.arnPrefixes ? [elsewhere] : [elsewhere, archive]);
  }

  /**
   * Invocations of Lambda functions.
   *
   * @param options which functions
   */
  public static lambdaInvocations(options: DataEventOptions = {}): TrailDataEvents {
    return TrailDataEvents.of('AWS::Lambda::Function', options);
  }

  /**
   * Items in DynamoDB tables.
   *
   * @param options which calls, which tables
   */
  public static dynamoDbItems(options: DataEventOptions = {}): TrailDataEvents {
    return TrailDataEvents.of('AWS::DynamoDB::Table', options);
  }

  /**
   * Any other kind of resource that has data events.
   *
   * @param resourceType the kind, as CloudTrail spells it, such as "AWS::SNS::Topic"
   * @param options which calls, which resources
   * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
   */
  public static of(resourceType: string, options: DataEventOptions = {}): TrailDataEvents {
    const { access = DataEventAccess.ALL, arnPrefixes } = options;
    const problems = shapeProblems('resourceType', resourceType, /^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/,
      'be a type such as "AWS::SNS::Topic"', "take it from CloudTrail's list of data events");
    return new TrailDataEvents(resourceType, [selector(resourceType, resourceType, access, { startsWith: arnPrefixes })], problems);
  }

  private constructor(
    /** The kind of resource, as CloudTrail spells it. */
    public readonly resourceType: string,
    /** The selectors of the trail. */
    public readonly selectors: CfnTrail.AdvancedEventSelectorProperty[],
    /** @internal Mistakes in it, for the trail to report with its own. */
    public readonly _problems: Problems = [],
  ) {}
}

/** Prefixes of ARNs that must match, or must not. */
interface ArnFilter {
  readonly startsWith?: string[];
  readonly notStartsWith?: string[];
}

function selector(name: string, type: string, access: DataEventAccess, arns: ArnFilter): CfnTrail.AdvancedEventSelectorProperty {
  return {
    name,
    fieldSelectors: [
      { field: 'eventCategory', equalTo: ['Data'] },
      { field: 'resources.type', equalTo: [type] },
      ...(access === DataEventAccess.ALL ? [] : [{ field: 'readOnly', equalTo: [String(access === DataEventAccess.READ)] }]),
      ...(arns.startsWith || arns.notStartsWith ? [{ field: 'resources.ARN', ...arns }] : []),
    ],
  };
}
