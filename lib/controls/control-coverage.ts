/** How many of a resource there must be. */
export enum ControlCoverage {
  /** One in the organization. */
  ONCE = 'ONCE',

  /** One in each baseline region, of whichever account: what the security account does there for all. */
  ONCE_PER_REGION = 'ONCE_PER_REGION',

  /** One in every account. */
  EVERY_ACCOUNT = 'EVERY_ACCOUNT',

  /** One in every account and baseline region. */
  EVERY_REGION = 'EVERY_REGION',
}
