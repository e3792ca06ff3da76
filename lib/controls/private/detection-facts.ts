/** Where an event comes up, as far as its forwarding depends on it. */
export enum AlertOrigin {
  /** In every account and baseline region. */
  EVERY_ACCOUNT = 'EVERY_ACCOUNT',

  /** In every account, in the region of the global services. */
  EVERY_ACCOUNT_GLOBAL = 'EVERY_ACCOUNT_GLOBAL',

  /** In the management account or the security account. */
  ELSEWHERE = 'ELSEWHERE',
}

/** What an alarm of the catalogue looks for. */
export interface AlarmFacts {
  /** The filter on CloudTrail's events. */
  readonly pattern: string;
  /** How many events within five minutes set it off. */
  readonly threshold: number;
}

/** What an event of the catalogue looks for. */
export interface EventFacts {
  readonly origin: AlertOrigin;
  /** The state of its rules: which says whether they get calls that only read. */
  readonly state: string;
  /** The event pattern as JSON, its members in the order of the alphabet. */
  readonly pattern: string;
}

/** In which regions a rule of AWS Config is evaluated. */
export enum RuleRegions {
  HOME_REGION = 'HOME_REGION',
  US_EAST_1 = 'US_EAST_1',
  /** The governed ones. */
  EVERY_REGION = 'EVERY_REGION',
}

/** Where a rule of the catalogue must be. */
export interface RuleFacts {
  readonly regions: RuleRegions;
  /** Regions in which AWS Config does not have it. */
  readonly notIn: readonly string[];
}
