import { DataClassification, RequiredTag } from '../constructs/data';

/**
 * Classes of data and tags of the whole organization: said once, for its tag policy, for what is reported and for the rule of AWS Config.
 * Applications say the same by `DataClassification` and `RequiredTags`.
 */
export interface DataClassificationConfiguration {
  /**
   * Classes of your own besides public, internal, confidential and restricted.
   *
   * @default - none
   */
  readonly customClasses?: DataClassification[];

  /**
   * Tags that what holds data must have besides `DataClassification`, at most five, such as `RequiredTag.anyValue('Owner')`.
   *
   * @default - none
   */
  readonly requiredTags?: RequiredTag[];

  /**
   * Resource types on which AWS refuses another spelling or value of these tags, such as "s3:bucket" or "ec2:ALL_SUPPORTED". It refuses no
   * resource without them. Look at the compliance report of Tag Editor first.
   *
   * @default - none: what does not comply is reported, and nothing is refused
   * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_supported-resources-enforcement.html
   */
  readonly enforcedFor?: string[];

  /**
   * Resource types that are reported when they lack one of these tags, and that CloudFormation can be told not to make then.
   *
   * @default - none
   */
  readonly reportRequiredFor?: string[];
}
