/** What the lint has against a guardrail. */
export interface LintFinding {
  /** Id of the rule, by which it is acknowledged. */
  readonly rule: string;
  /**
   * Index of the statement among those of the guardrail.
   *
   * @default - the guardrail as a whole
   */
  readonly statement?: number;
  /** What is wrong, with the value found. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}
