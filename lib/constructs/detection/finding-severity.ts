/** How grave a finding of Security Hub is. */
export enum FindingSeverity {
  /** To be dealt with at once. */
  CRITICAL = 'CRITICAL',

  /** To be dealt with first. */
  HIGH = 'HIGH',

  /** To be dealt with, but not first. */
  MEDIUM = 'MEDIUM',

  /** To be looked at. */
  LOW = 'LOW',

  /** Nothing is wrong. */
  INFORMATIONAL = 'INFORMATIONAL',
}
