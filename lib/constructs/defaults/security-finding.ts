import { SecurityTheme } from './security-theme';
import { SecurityWaiver } from './security-waiver';

/** Something that a rule of security says of a resource. */
export interface SecurityFinding {
  /** Id of the rule, such as "bucket-public-access". */
  readonly ruleId: string;

  /** What the rule is about. */
  readonly theme: SecurityTheme;

  /** Path of the construct that made the resource, such as "Shop/Bucket/Resource". */
  readonly constructPath: string;

  /** Logical id of the resource in its template. */
  readonly logicalId: string;

  /** Type of the resource, such as "AWS::S3::Bucket". */
  readonly cfnType: string;

  /** What is wrong, such as "'PublicAccessBlockConfiguration.BlockPublicAcls' must be true, got false". */
  readonly problem: string;

  /** What to do. */
  readonly remedy: string;

  /**
   * The waiver that lets it stand.
   *
   * @default - nobody does
   */
  readonly waiver?: SecurityWaiver;
}
