/** Tells whether a text fits a pattern that was prepared once. */
export type Matcher = (text: string) => boolean;

/** Stand-ins for a `*` or `?` that means itself, as one that came out of a policy variable does; private use, so in no policy. */
const STAR = '\uE000';
const QUESTION_MARK = '\uE001';

const WILDCARD = /[*?]/;
const ARN_PARTS = 6;

/** Makes wildcards in a text mean themselves. */
export function literally(text: string): string {
  return WILDCARD.test(text) ? text.replaceAll('*', STAR).replaceAll('?', QUESTION_MARK) : text;
}

/**
 * Matches `*` with any text and `?` with one character; everything else with itself.
 *
 * The common shapes get a test of their own: this is the innermost loop of an evaluation.
 */
export function globMatcher(pattern: string): Matcher {
  if (/^\*+$/.test(pattern)) {
    return () => true;
  }
  if (!WILDCARD.test(pattern)) {
    const text = plain(pattern);
    return candidate => candidate === text;
  }
  if (!WILDCARD.test(pattern.slice(0, -1)) && pattern.endsWith('*')) {
    const prefix = plain(pattern.slice(0, -1));
    return candidate => candidate.startsWith(prefix);
  }
  return candidate => glob(pattern, candidate);
}

/**
 * Matches two ARNs part by part, so that a wildcard never reaches over a colon, but in the last part, the resource itself.
 *
 * @returns undefined when the pattern is no ARN
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function arnMatcher(pattern: string): Matcher | undefined {
  const parts = arnParts(pattern);
  if (!parts) {
    return undefined;
  }
  const head = parts.slice(0, -1).map(globMatcher);
  const resource = globMatcher(parts[ARN_PARTS - 1]);
  // The resource differs most often, so it is compared first.
  return text => {
    const start = resourceStart(text);
    return start > 0 && resource(text.slice(start)) && headMatches(head, text);
  };
}

function headMatches(head: readonly Matcher[], text: string): boolean {
  const actual = arnParts(text)!;
  return head.every((matches, part) => matches(actual[part]));
}

/** Where the resource of an ARN starts, after the fifth colon; 0 for a text with fewer. */
function resourceStart(text: string): number {
  let start = 0;
  for (let colons = 1; colons < ARN_PARTS; colons++) {
    start = text.indexOf(':', start) + 1;
    if (start === 0) {
      return 0;
    }
  }
  return start;
}

/**
 * Matches a `Resource` of a statement: `*`, or an ARN whose missing parts AWS fills with `*`. Unlike in a condition, a `*` that ends a part
 * may reach over colons.
 *
 * @returns undefined when the pattern is neither
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards
 */
export function resourceMatcher(pattern: string): Matcher | undefined {
  if (/^\*+$/.test(pattern)) {
    return () => true;
  }
  if (!pattern.startsWith('arn:')) {
    return undefined;
  }
  const whole = pattern + ':*'.repeat(Math.max(0, ARN_PARTS - 1 - colons(pattern)));
  const partByPart = arnMatcher(whole)!;
  if (!whole.includes('*:')) {
    return partByPart;
  }
  // Only a resource with more colons than the pattern leaves any to reach over.
  const most = colons(whole);
  return text => partByPart(text) || (colons(text) > most && reachesOverColons(whole, text));
}

function colons(text: string): number {
  let count = 0;
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
    count++;
  }
  return count;
}

/** Keeps all ends of the text that the pattern may have come to, since wildcards within a part and at its end reach differently far. */
function reachesOverColons(pattern: string, text: string): boolean {
  const tail = resourceStart(pattern);
  let ends = [0];
  for (let at = 0; at < pattern.length && ends.length > 0; at++) {
    const [character, inHead] = [pattern[at], at < tail];
    ends = character === '*' ? stretched(ends, text, inHead && pattern[at + 1] !== ':')
      : ends.filter(end => end < text.length && fits(character, text[end]) && !(inHead && character === '?' && text[end] === ':')).map(end => end + 1);
  }
  return ends.includes(text.length);
}

function stretched(ends: readonly number[], text: string, within: boolean): number[] {
  const reached: number[] = [];
  for (const start of ends) {
    const colon = within ? text.indexOf(':', start) : -1;
    const limit = colon < 0 ? text.length : colon;
    for (let end = Math.max(start, (reached.at(-1) ?? -1) + 1); end <= limit; end++) {
      reached.push(end);
    }
  }
  return reached;
}

/** The six parts of an ARN, the last with all the colons that are left; undefined for a text with fewer. */
export function arnParts(text: string): readonly string[] | undefined {
  const parts: string[] = [];
  let start = 0;
  while (parts.length < ARN_PARTS - 1) {
    const colon = text.indexOf(':', start);
    if (colon < 0) {
      return undefined;
    }
    parts.push(text.slice(start, colon));
    start = colon + 1;
  }
  parts.push(text.slice(start));
  return parts;
}

function plain(pattern: string): string {
  return pattern.replaceAll(STAR, '*').replaceAll(QUESTION_MARK, '?');
}

/** Goes back to the last `*` only, so the time is at most pattern times text, whatever the pattern. */
function glob(pattern: string, text: string): boolean {
  let [at, inPattern, star, resume] = [0, 0, -1, 0];
  while (at < text.length) {
    if (pattern[inPattern] === '*') {
      star = inPattern++;
      resume = at;
    } else if (fits(pattern[inPattern], text[at])) {
      inPattern++;
      at++;
    } else if (star >= 0) {
      inPattern = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(inPattern));
}

function fits(expected: string | undefined, actual: string): boolean {
  return expected === actual ? expected !== STAR && expected !== QUESTION_MARK
    : expected === '?' || (expected === STAR && actual === '*') || (expected === QUESTION_MARK && actual === '?');
}
