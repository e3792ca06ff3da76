import { Duration } from 'aws-cdk-lib';

/**
 * How logs move to cheaper storage, and when they go.
 *
 * S3 leaves objects under 128 KB where they are, as moving them costs more than it saves.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html
 */
export interface LogLifecycle {
  /**
   * When logs move to S3 Glacier Flexible Retrieval, from where reading takes minutes to hours.
   *
   * @default Duration.days(90) - an investigation looks at the last weeks
   */
  readonly coldStorageAfter?: Duration;

  /**
   * When logs move to S3 Glacier Deep Archive, from where reading takes up to 48 hours; at least 90 days after `coldStorageAfter`.
   *
   * @default - Duration.days(365), or 90 days after `coldStorageAfter` where that is later
   */
  readonly deepArchiveAfter?: Duration;

  /**
   * When logs are deleted; longer than the retention.
   *
   * @default - never
   */
  readonly expireAfter?: Duration;

  /**
   * When versions that were overwritten or deleted go for good; longer than the retention.
   *
   * @default - 30 days after the retention ends; 395 days in a bucket without a lock
   */
  readonly noncurrentExpireAfter?: Duration;
}
