/**
 * One statement of a service or resource control policy, as data.
 *
 * It always denies, and what it leaves out is filled in when the policy is compiled: the effect, the principal of a resource control
 * policy, and the condition that spares the exemptions of its guardrail.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
 */
export interface GuardrailStatement {
  /**
   * The actions it denies, such as `cloudtrail:StopLogging`. Exactly one of `actions` and `notActions` is given.
   *
   * @default - none: `notActions` says what is spared
   */
  readonly actions?: string[];

  /**
   * The only actions it does not deny. Resource control policies do not know it.
   *
   * @default - none: `actions` says what is denied
   */
  readonly notActions?: string[];

  /**
   * ARN patterns of the resources it is about, with `arn:*:` for the partition.
   *
   * @default - every resource
   */
  readonly resources?: string[];

  /**
   * Condition operator, to condition key, to values. All operators and keys must match, any value of a key will do.
   *
   * @default - no condition but the exemptions
   */
  readonly conditions?: { readonly [operator: string]: { readonly [key: string]: string[] } };
}
