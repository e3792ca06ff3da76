/** A control of Security Hub that is not to be checked, and why. */
export interface DisabledControl {
  /** The id of the control, the same in every standard, such as "IAM.6". */
  readonly controlId: string;

  /** Why it does not apply: what a reviewer reads. It stands in the template's metadata. */
  readonly reason: string;
}
