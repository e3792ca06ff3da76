/**
 * Which findings of Security Hub: a finding matches when it has one of the values of every field that is given.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/automation-rules.html
 */
export interface FindingCriteria {
  /**
   * Controls, such as "S3.8".
   *
   * @default - of any control, and of other products too
   */
  readonly controlIds?: string[];

  /**
   * Accounts, 12 digits.
   *
   * @default - every account
   */
  readonly accountIds?: string[];

  /**
   * What ids of resources, mostly ARNs, begin with.
   *
   * @default - every resource
   */
  readonly resourceIdPrefixes?: string[];

  /**
   * Types of resources as findings spell them, such as "AwsS3Bucket".
   *
   * @default - every type
   */
  readonly resourceTypes?: string[];

  /**
   * Tags that the resource has, key to value.
   *
   * @default - whatever its tags
   */
  readonly resourceTags?: Record<string, string>;

  /**
   * Products that find, such as "GuardDuty" or "Inspector".
   *
   * @default - every product
   */
  readonly productNames?: string[];

  /**
   * What titles begin with.
   *
   * @default - every title
   */
  readonly titlePrefixes?: string[];
}
