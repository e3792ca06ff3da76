import { PolicyError } from './policy-error';

/** What a token may grow to when nobody says otherwise: an organization id, the longest id that policies of an organization carry. */
const DEFAULT_TOKEN_LENGTH = 34;

/** How CDK writes an unresolved value into a string or a list; matched by text, since this folder does not know CDK. */
const TOKEN = /[$#]\{Token\[[^\]]*\]\}/g;

/**
 * The content without whitespace between its elements, as it is sent to AWS.
 *
 * @param document an object, or its JSON text
 */
export function minify(document: unknown): string {
  const text = JSON.stringify(typeof document === 'string' ? parse(document) : document);
  if (text === undefined) {
    throw new PolicyError(`a policy must be a JSON object, got ${typeof document}: give its content`);
  }
  return text;
}

/**
 * Characters of the minified content, which is what AWS counts against the quota.
 *
 * @param tokenLength the longest text each token may become @default - 34 characters, an organization id
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export function contentSize(document: unknown, tokenLength: (token: string) => number = () => DEFAULT_TOKEN_LENGTH): number {
  const text = minify(document);
  const tokens = text.match(TOKEN) ?? [];
  return tokens.reduce((size, token) => size - token.length + tokenLength(token), text.length);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PolicyError(`a policy must be valid JSON, got ${JSON.stringify(text.slice(0, 80))}: ${(error as Error).message}`);
  }
}
