/** Regions in which a rule is evaluated. */
export enum ConformanceRuleRegions {
  /** The home region: for what is global in an account, which the recorder records there, and for settings that are the same everywhere. */
  HOME_REGION = 'HOME_REGION',

  /** us-east-1: for CloudFront, which AWS Config records there only. */
  US_EAST_1 = 'US_EAST_1',

  /** Every governed region. */
  EVERY_REGION = 'EVERY_REGION',
}
