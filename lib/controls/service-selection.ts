/**
 * How often AWS Config records a resource that changes; it is the largest part of its price.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html
 */
export enum RecordingFrequency {
  /** Each change as it happens, at about USD 0.003 per configuration item. */
  CONTINUOUS = 'CONTINUOUS',

  /** Once a day what has changed since the day before, at about USD 0.012 per configuration item. */
  DAILY = 'DAILY',
}

/**
 * Which of the services that cost money a landing zone uses. What a landing zone is for (organization, guardrails, trail, archive, alarms,
 * the external access analyzers, baseline settings) is in none of it: nobody can leave it out.
 *
 * Plain data: it stands in the metadata of a template, and the monthly estimate is computed from it.
 */
export interface ServiceSelection {
  /** How often AWS Config records. */
  readonly recordingFrequency: RecordingFrequency;

  /** Ids of the conformance packs: "identity" in any case, "detection", "network", "data-at-rest", "data-in-transit". */
  readonly conformancePacks: string[];

  /** Days for which the organization trail can be searched and alarmed on in CloudWatch Logs; the archive keeps it in any case. */
  readonly trailLogRetentionDays: number;

  /** Resource types whose data events the trail records, as CloudTrail spells them, such as "AWS::S3::Object"; none when empty. */
  readonly trailDataEvents: string[];

  /** Whether GuardDuty watches every account and governed region: its foundational sources. */
  readonly guardDuty: boolean;

  /** What GuardDuty protects besides, as its API spells features, such as "S3_DATA_EVENTS"; none without GuardDuty. */
  readonly guardDutyPlans: string[];

  /**
   * Standards that Security Hub checks, by the end of their ARNs, such as "aws-foundational-security-best-practices/v/1.0.0"; Security Hub
   * is off when there is none.
   */
  readonly securityStandards: string[];

  /** Whether Access Analyzer looks for permissions that nobody uses; it bills every role and user of the organization each month. */
  readonly unusedAccess: boolean;

  /** What Inspector scans, as its API spells resource types: "EC2", "ECR", "LAMBDA", "LAMBDA_CODE"; it is off when there is none. */
  readonly inspectorScans: string[];

  /** Whether Macie inventories the buckets of every account and samples them for sensitive data. */
  readonly macie: boolean;

  /** Whether Detective keeps its graph of who did what. */
  readonly detective: boolean;
}

/** What differs from a selection of services. */
export interface ServiceSelectionOverrides {
  /**
   * How often AWS Config records.
   *
   * @default - as the selection says
   */
  readonly recordingFrequency?: RecordingFrequency;

  /**
   * Ids of the conformance packs.
   *
   * @default - as the selection says
   */
  readonly conformancePacks?: string[];

  /**
   * Days for which the organization trail can be searched: one of the periods that CloudWatch Logs knows.
   *
   * @default - as the selection says
   */
  readonly trailLogRetentionDays?: number;

  /**
   * Resource types whose data events the trail records, such as "AWS::S3::Object"; an empty list for none.
   *
   * @default - as the selection says
   */
  readonly trailDataEvents?: string[];

  /**
   * Whether GuardDuty watches every account and governed region. Switching it off leaves out its plans too.
   *
   * @default - as the selection says
   */
  readonly guardDuty?: boolean;

  /**
   * What GuardDuty protects besides its foundational sources; an empty list for nothing.
   *
   * @default - as the selection says
   */
  readonly guardDutyPlans?: string[];

  /**
   * Standards that Security Hub checks; an empty list switches Security Hub off.
   *
   * @default - as the selection says
   */
  readonly securityStandards?: string[];

  /**
   * Whether Access Analyzer looks for permissions that nobody uses.
   *
   * @default - as the selection says
   */
  readonly unusedAccess?: boolean;

  /**
   * What Inspector scans; an empty list switches it off.
   *
   * @default - as the selection says
   */
  readonly inspectorScans?: string[];

  /**
   * Whether Macie watches the buckets of every account.
   *
   * @default - as the selection says
   */
  readonly macie?: boolean;

  /**
   * Whether Detective keeps its graph.
   *
   * @default - as the selection says
   */
  readonly detective?: boolean;
}
