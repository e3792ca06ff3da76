import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { LogLifecycle, LogRetention, TrailDataEvents, TrailInsight } from '../constructs/logging';
import { CoreAccountConfiguration } from './organization-configuration';

/** The log archive. */
export interface LogArchiveConfiguration {
  /** The account that holds nothing but logs. */
  readonly account: CoreAccountConfiguration;

  /**
   * How long nobody can delete a log.
   *
   * @default LogRetention.governance() - one year, which only a policy change in the management account can shorten
   */
  readonly retention?: LogRetention;

  /**
   * How logs move to cheaper storage, and when they go.
   *
   * @default - Glacier after 90 days, Deep Archive after 365, never deleted
   */
  readonly lifecycle?: LogLifecycle;

  /**
   * ARNs of IAM roles of the organization, in any account, that may list and read logs, such as
   * "arn:aws:iam::444455556666:role/security/log-analyst". A role need not exist yet. Its own policy must allow `s3:GetObject`,
   * `s3:GetObjectVersion` and `s3:ListBucket` on the buckets, and `kms:Decrypt` on the keys of the log archive account.
   *
   * @default - nobody but the break-glass role of the log archive account
   */
  readonly readers?: string[];
}

/** The organization trail. */
export interface TrailConfiguration {
  /**
   * Data events to record, at USD 0.10 per 100,000 events and the price of the log group besides.
   *
   * @default - as the preset says; the first copy of management events alone is free of charge
   */
  readonly dataEvents?: TrailDataEvents[];

  /**
   * What CloudTrail Insights looks for, at about USD 0.35 per 100,000 events that each kind analyses.
   *
   * @default - nothing
   */
  readonly insights?: TrailInsight[];

  /**
   * How long events can be searched in the log group of the management account; the archive keeps them in any case.
   *
   * @default - as the preset says
   */
  readonly logRetention?: RetentionDays;
}
