/** How full a policy of a guardrail set is. */
export interface GuardrailPolicyUsage {
  /** Name of the policy, such as `lz-foundation-scp-1`. */
  readonly policyName: string;

  /** Type of the policy, such as `SERVICE_CONTROL_POLICY`. */
  readonly policyTypeName: string;

  /** Ids of the guardrails in it, in the order of their statements. */
  readonly guardrailIds: string[];

  /** Characters of its content. */
  readonly contentSize: number;

  /** Characters that are kept free for guardrails that left the set, so that no statement moves. */
  readonly reservedSize: number;

  /** Characters that it may have. */
  readonly maxContentSize: number;
}
