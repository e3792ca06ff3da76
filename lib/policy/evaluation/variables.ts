import { PolicyError } from '../policy-error';
import { isKnownKey } from './context-keys';
import { Facts } from './facts';

/** A text of a policy, in which variables stand for keys of the request. */
export interface Template {
  /** The text, when no variable is in it. */
  readonly constant?: string;
  /**
   * The text for a request; undefined when a key is absent and has no default: then the text equals nothing and is like nothing.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
   */
  readonly render: (facts: Facts) => string | undefined;
}

/** What a variable's value goes through, so that a wildcard in it means itself where the template is a pattern. */
export type Escape = (text: string) => string;

type Segment = (facts: Facts) => string | undefined;

/** `${key}`, `${key, 'default'}`, or one of the three characters that mean themselves: `${*}`, `${?}`, `${$}`. */
const VARIABLE = /\$\{(?:([*?$])|\s*([^{}',]+?)\s*(?:,\s*'([^']*)'\s*)?)\}/g;

/**
 * Prepares a text with policy variables.
 *
 * @param where what the text is part of, for the error
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function template(text: string, escape: Escape, where: string): Template {
  if (!text.includes('${')) {
    return constant(text);
  }
  const segments: (string | Segment)[] = [];
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    segments.push(between(text, end, match.index, where), segment(match, escape, where));
    end = match.index + match[0].length;
  }
  segments.push(between(text, end, text.length, where));
  return join(segments);
}

function between(text: string, start: number, end: number, where: string): string {
  const literal = text.slice(start, end);
  if (literal.includes('${')) {
    throw new PolicyError(`${where}: a policy variable must be written "\${key}" or "\${key, 'default'}", got ${JSON.stringify(text)}: mend it`);
  }
  return literal;
}

function segment([, character, key, fallback]: RegExpMatchArray, escape: Escape, where: string): string | Segment {
  if (character) {
    return escape(character);
  }
  if (!isKnownKey(key)) {
    throw new PolicyError(`${where}: unknown policy variable "\${${key}}": use a condition key that AWS sets, such as "\${aws:PrincipalAccount}"`);
  }
  const name = key.toLowerCase();
  return facts => {
    const values = facts.valuesOf(name);
    if (values && values.length > 1) {
      throw new PolicyError(`${where}: policy variable "\${${key}}" must have one value, got ${values.length}: use a key that is not multivalued`);
    }
    const value = values?.[0] ?? fallback;
    return value === undefined ? undefined : escape(value);
  };
}

function join(segments: readonly (string | Segment)[]): Template {
  if (segments.every(part => typeof part === 'string')) {
    return constant(segments.join(''));
  }
  return {
    render: facts => {
      let text = '';
      for (const part of segments) {
        const rendered = typeof part === 'string' ? part : part(facts);
        if (rendered === undefined) {
          return undefined;
        }
        text += rendered;
      }
      return text;
    },
  };
}

/** A text in which nothing is replaced, as all texts before version 2012-10-17 of the policy language are. */
export function constant(text: string): Template {
  return { constant: text, render: () => text };
}
