/**
 * How a StackSet operation goes through accounts and regions, in CloudFormation's names. Not exported: OperationPreferences is the
 * vocabulary.
 */
interface Preferences {
  readonly concurrencyMode: string;
  readonly failureToleranceCount?: number;
  readonly failureTolerancePercentage?: number;
  readonly maxConcurrentCount?: number;
  readonly maxConcurrentPercentage?: number;
  readonly regionConcurrencyType: string;
}

/**
 * How a StackSet operation goes through accounts and regions. CloudFormation's own defaults take one account and one region at a time: with
 * hundreds of accounts such an operation runs into its timeout of 36 hours.
 *
 * They hold for operations of a deployment, not for automatic deployment to accounts that join later.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html
 */
export class OperationPreferences {
  /**
   * All accounts and regions at once, and up to 10 % of the accounts may fail: one broken account does not roll back all others. Failed
   * instances are then the business of a check after the deployment, since the operation reports success.
   */
  public static atScale(): OperationPreferences {
    return new OperationPreferences({
      concurrencyMode: 'SOFT_FAILURE_TOLERANCE',
      failureTolerancePercentage: 10,
      maxConcurrentPercentage: 100,
      regionConcurrencyType: 'PARALLEL',
    });
  }

  /** No failure is tolerated. Slow for many accounts, right for one. */
  public static strict(): OperationPreferences {
    return new OperationPreferences({
      concurrencyMode: 'STRICT_FAILURE_TOLERANCE',
      failureToleranceCount: 0,
      maxConcurrentCount: 1,
      regionConcurrencyType: 'PARALLEL',
    });
  }

  /**
   * STRICT_FAILURE_TOLERANCE lowers the concurrency to the tolerance plus one; SOFT_FAILURE_TOLERANCE does not.
   */
  public readonly concurrencyMode: string;

  /**
   * How many accounts may fail in each region.
   *
   * @default - given as a percentage
   */
  public readonly failureToleranceCount?: number;

  /**
   * How many of a hundred accounts may fail in each region.
   *
   * @default - given as a count
   */
  public readonly failureTolerancePercentage?: number;

  /**
   * How many accounts are worked on at a time.
   *
   * @default - given as a percentage
   */
  public readonly maxConcurrentCount?: number;

  /**
   * How many of a hundred accounts are worked on at a time.
   *
   * @default - given as a count
   */
  public readonly maxConcurrentPercentage?: number;

  /** Whether regions are worked on at the same time: SEQUENTIAL or PARALLEL. */
  public readonly regionConcurrencyType: string;

  private constructor(preferences: Preferences) {
    this.concurrencyMode = preferences.concurrencyMode;
    this.failureToleranceCount = preferences.failureToleranceCount;
    this.failureTolerancePercentage = preferences.failureTolerancePercentage;
    this.maxConcurrentCount = preferences.maxConcurrentCount;
    this.maxConcurrentPercentage = preferences.maxConcurrentPercentage;
    this.regionConcurrencyType = preferences.regionConcurrencyType;
  }
}
