/** How an automatic remediation behaves. */
export interface AutomaticRemediationOptions {
  /**
   * How often it is tried, 1 to 25 times.
   *
   * @default 5
   */
  readonly maximumAttempts?: number;

  /**
   * Seconds between two attempts.
   *
   * @default 60
   */
  readonly retryAttemptSeconds?: number;
}

/**
 * Switches the remediation of one rule on.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/remediation.html
 */
export class RemediationSwitch {
  /**
   * A person starts it, from AWS Config, for the resources he chooses.
   *
   * @param ruleName the rule, such as "cmk-backing-key-rotation-enabled"
   */
  public static manual(ruleName: string): RemediationSwitch {
    return new RemediationSwitch(ruleName, false, {});
  }

  /**
   * AWS Config starts it for whatever does not comply. It may run for resources that meanwhile do: AWS says so.
   *
   * @param ruleName the rule, such as "cmk-backing-key-rotation-enabled"
   * @param options how often it is tried
   */
  public static automatic(ruleName: string, options: AutomaticRemediationOptions = {}): RemediationSwitch {
    return new RemediationSwitch(ruleName, true, options);
  }

  /** How often it is tried. */
  public readonly maximumAttempts: number;

  /** Seconds between two attempts. */
  public readonly retryAttemptSeconds: number;

  private constructor(
    /** The rule whose findings are remedied. */
    public readonly ruleName: string,
    /** Whether AWS Config starts it, or a person. */
    public readonly isAutomatic: boolean,
    { maximumAttempts = 5, retryAttemptSeconds = 60 }: AutomaticRemediationOptions,
  ) {
    this.maximumAttempts = maximumAttempts;
    this.retryAttemptSeconds = retryAttemptSeconds;
  }
}
