import { Aws, CustomResource, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { InlineHandler } from '../../core/inline-handler';
import { CONFIG_SERVICE_LINKED_ROLE, functionName } from '../../core/naming';
import { duplicateProblems, Problems, shapeProblems } from '../../core/validation';
import { CODE } from './private/configuration-recorder.bundle';
import { REGIONS_WITHOUT_GLOBAL_TYPES } from './private/global-types';
import { RecordingMode } from './recording-mode';

/** Properties of the recorder of an account and region. */
export interface ConfigurationRecorderProps {
  /** The bucket of the log archive that AWS Config delivers to; its policy must let config.amazonaws.com write: `LogSource.config`. */
  readonly bucketName: string;

  /** ARN of the key of that bucket, in the bucket's region. */
  readonly keyArn: string;

  /**
   * What the names of delivered files begin with: the id of the organization, as `LogSource.config` expects it.
   *
   * @default - the id of the account, as `LogSource.configOfAccount` expects it
   */
  readonly keyPrefix?: string;

  /** The region that records IAM users, groups, roles and policies: once is enough, and more would cost as often. */
  readonly homeRegion: string;

  /**
   * How often changes are recorded.
   *
   * @default RecordingMode.CONTINUOUS - an alert should not wait for tomorrow
   */
  readonly recordingMode?: RecordingMode;

  /**
   * Types that are not recorded, such as "AWS::EC2::NetworkInterface": rules on them find nothing any more.
   *
   * @default - every type is recorded
   */
  readonly excludedResourceTypes?: string[];
}

/**
 * AWS Config records in this account and region, and delivers to the log archive.
 *
 * There is one recorder and one delivery channel in an account and region, and accounts that are adopted have them: they are taken over
 * under the name they have, an SNS topic they notify stays. Deployed again nothing is written that is as it should be. Its deletion does
 * nothing: AWS Config goes on recording.
 *
 * Its role is AWS Config's service-linked role, which must exist; what it needs to call AWS Config stands in the account's global template:
 * `ConfigurationRecorderRole`. It needs no assets and holds no IAM resource, so its template can go to many regions.
 *
 * Price: about USD 0.003 per configuration item that is recorded continuously, USD 0.012 daily; a quiet account makes some hundred a month
 * and region, one that scales many thousands. Files are delivered free of charge but for S3 and AWS KMS requests.
 *
 * @see https://aws.amazon.com/config/pricing/
 * @see https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
 */
export class ConfigurationRecorder extends Construct {
  public constructor(scope: Construct, id: string, props: ConfigurationRecorderProps) {
    super(scope, id);
    const { recordingMode = RecordingMode.CONTINUOUS, excludedResourceTypes = [] } = props;
    throwProblems(this, recorderProblems(props));

    const handler = InlineHandler.of(this, {
      functionName: functionName('config-recorder'),
      description: 'Makes AWS Config record, and takes over the recorder that is there',
      code: CODE,
      statements: [],
      roleInAccount: true,
    });
    new CustomResource(this, 'Resource', {
      resourceType: 'Custom::ConfigurationRecorder',
      serviceToken: handler.serviceToken,
      serviceTimeout: handler.serviceTimeout,
      properties: {
        RoleArn: `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${CONFIG_SERVICE_LINKED_ROLE}`,
        BucketName: props.bucketName,
        KeyPrefix: props.keyPrefix ?? Aws.ACCOUNT_ID,
        KeyArn: props.keyArn,
        HomeRegion: props.homeRegion,
        RecordingFrequency: recordingMode.recordingFrequency,
        ExcludedResourceTypes: [...excludedResourceTypes].sort(),
      },
    });
  }
}

function recorderProblems(props: ConfigurationRecorderProps): Problems {
  const { bucketName, keyArn, keyPrefix = Aws.ACCOUNT_ID, homeRegion, excludedResourceTypes = [] } = props;
  return [
    ...shapeProblems('bucketName', bucketName, /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'be the name of a bucket', 'take it from the naming contract'),
    ...shapeProblems('keyArn', keyArn, /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/, 'be the ARN of a key, not of an alias', 'look it up by KeyArnLookup'),
    ...shapeProblems('keyPrefix', keyPrefix, /^[\w!.*'()-]+(\/[\w!.*'()-]+)*$/, 'be a prefix without "/" at its ends', 'take the id of the organization'),
    ...homeRegionProblems(homeRegion),
    ...excludedResourceTypes.flatMap(type => shapeProblems('excludedResourceTypes', type, /^AWS::\w+::\w+$/, 'be types such as "AWS::EC2::NetworkInterface"',
      'take it from the resource types that AWS Config supports')),
    ...duplicateProblems('excludedResourceTypes', excludedResourceTypes, 'name each type once'),
  ];
}

function homeRegionProblems(homeRegion: string): Problems {
  return Token.isUnresolved(homeRegion) || !REGIONS_WITHOUT_GLOBAL_TYPES.includes(homeRegion) ? []
    : [`'homeRegion' must be a region in which AWS Config records IAM, got "${homeRegion}": choose one that it came to before February 2022`];
}
