/**
 * The elements of the policy language. Anything else is a mistake: AWS refuses it, and silently ignoring it could widen a policy.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export const DOCUMENT_ELEMENTS: readonly string[] = ['Version', 'Id', 'Statement'];

/** Elements of a statement. */
export const STATEMENT_ELEMENTS: readonly string[] = [
  'Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition',
];

/** The version of the language that knows policy variables. */
export const CURRENT_VERSION = '2012-10-17';

/** What a document without a version is. */
export const FIRST_VERSION = '2008-10-17';

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
