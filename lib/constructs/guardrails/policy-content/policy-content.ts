import { PolicyType } from '../../organization';

/** What an organization policy says that is no list of statements: made of typed props, so that nobody has to know AWS's JSON. */
export interface IPolicyContent {
  /** The type of policy that says it. */
  readonly policyType: PolicyType;

  /** The document, for `content` of a guardrail or of an `OrganizationPolicy`. */
  readonly content: Record<string, unknown>;
}
