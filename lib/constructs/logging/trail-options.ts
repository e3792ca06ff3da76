import { RetentionDays } from 'aws-cdk-lib/aws-logs';
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

/** What every trail can be told. */
export interface TrailOptions {
  /**
   * How long CloudWatch Logs keeps events for searching and for alarms. CloudWatch bills the ingestion; the archive keeps
   * them in any case.
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
