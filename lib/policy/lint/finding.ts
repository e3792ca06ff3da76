/** What a policy is attached to, which decides its grammar. */
export type PolicyKind = 'scp' | 'rcp' | 'identity' | 'resource';

/** One fault of a policy and its remedy. */
export interface Finding {
  /** Id of the rule, such as 'rcp-effect'. */
  readonly rule: string;
  /**
   * Index of the statement.
   *
   * @default - the document as a whole
   */
  readonly statement?: number;
  /**
   * Name of the statement.
   *
   * @default - it has none
   */
  readonly sid?: string;
  /** What is wrong, with the value found. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}
