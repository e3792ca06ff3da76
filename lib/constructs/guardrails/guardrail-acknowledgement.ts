/** A finding of the lint that was looked at, and the reason why it may stand. */
export interface GuardrailAcknowledgement {
  /** Id of the rule, as the finding gives it, such as `exemption-unprotected`. It covers this rule in one guardrail, and nothing else. */
  readonly rule: string;

  /** Why it is right as it is, in a sentence. */
  readonly reason: string;
}
