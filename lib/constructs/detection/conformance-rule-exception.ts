/** A rule that is not evaluated. */
export interface ConformanceRuleException {
  /** The rule, such as "iam-no-inline-policy-check". */
  readonly ruleName: string;

  /** Why not, for whoever audits. */
  readonly reason: string;
}
