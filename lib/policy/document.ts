/**
 * The JSON of a policy, as AWS takes it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export interface PolicyDocument {
  /**
   * Version of the policy language; policy variables work in '2012-10-17' only.
   *
   * @default - '2008-10-17', as AWS takes it when absent
   */
  readonly Version?: string;
  /**
   * Name of the document as a whole, without effect.
   *
   * @default - none
   */
  readonly Id?: string;
  /** One statement or several. */
  readonly Statement: readonly PolicyStatement[] | PolicyStatement;
}

/**
 * One statement of a policy. Which elements it may have depends on the kind of the policy; `lintPolicy` says so.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export interface PolicyStatement {
  /**
   * Name of the statement, unique in its document.
   *
   * @default - none
   */
  readonly Sid?: string;
  /** Whether a match allows or denies. */
  readonly Effect: 'Allow' | 'Deny';
  /**
   * Whom the statement is about; in resource policies and resource control policies only.
   *
   * @default - none
   */
  readonly Principal?: PolicyPrincipal;
  /**
   * Whom the statement is not about; with `Deny` in resource policies only.
   *
   * @default - none
   */
  readonly NotPrincipal?: PolicyPrincipal;
  /**
   * Actions it matches, with wildcards, in any case.
   *
   * @default - none, then `NotAction` is there
   */
  readonly Action?: OneOrMore<string>;
  /**
   * Actions it does not match; all others it does.
   *
   * @default - none, then `Action` is there
   */
  readonly NotAction?: OneOrMore<string>;
  /**
   * Resource ARNs it matches, with wildcards.
   *
   * @default - none; a role's trust policy has none
   */
  readonly Resource?: OneOrMore<string>;
  /**
   * Resource ARNs it does not match; all others it does.
   *
   * @default - none
   */
  readonly NotResource?: OneOrMore<string>;
  /**
   * What must also be true of the request; all of it.
   *
   * @default - nothing
   */
  readonly Condition?: PolicyCondition;
}

/** A value or a list of values, as the policy language takes both. */
export type OneOrMore<T> = T | readonly T[];

/** Everybody, or principals by their type: AWS, Service, Federated, CanonicalUser. */
export type PolicyPrincipal = '*' | Readonly<Record<string, OneOrMore<string>>>;

/** Condition operator to condition key to values. */
export type PolicyCondition = Readonly<Record<string, Readonly<Record<string, OneOrMore<ConditionValue>>>>>;

/** One value of a condition; all are compared by their text. */
export type ConditionValue = string | boolean | number;

/** A policy under the name that explanations use. */
export interface NamedPolicy {
  /** Name of the policy, for people. */
  readonly name: string;
  /** Its content; compiled once and remembered, so it must not be changed after it was evaluated. */
  readonly document: PolicyDocument;
}

/** A value or a list of them as a list; nothing as an empty one. */
export function asList<T>(value: OneOrMore<T> | undefined): readonly T[] {
  if (value === undefined) {
    return [];
  }
  return Array.isArray(value) ? value as readonly T[] : [value as T];
}

/** The statements of a document, however they are written. */
export function statementsOf(document: PolicyDocument): readonly PolicyStatement[] {
  return asList(document.Statement);
}
