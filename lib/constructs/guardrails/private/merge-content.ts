type Json = Record<string, unknown>;

/** Contents of guardrails of one policy type as one content. */
export interface MergedContent {
  readonly content: Record<string, unknown>;
  /** Where two guardrails say different things. */
  readonly problems: string[];
}

/** Merges what guardrails say about different attributes; what they say about the same one must be the same. */
export function mergeContent(contents: readonly { id: string; content: Record<string, unknown> }[]): MergedContent {
  const problems: string[] = [];
  const content = contents.reduce<Record<string, unknown>>(
    (merged, next) => merge(merged, next.content, [], path => problems.push(
      `'content' of guardrail "${next.id}" must agree with the other guardrails of its set, got another value for "${path.join('.')}": leave one of them out`)),
    {});
  return { content, problems };
}

function merge(left: Json, right: Json, path: string[], conflict: (path: string[]) => void): Json {
  const merged = { ...left };
  for (const [key, value] of Object.entries(right)) {
    const present = merged[key];
    if (isObject(present) && isObject(value)) {
      merged[key] = merge(present, value, [...path, key], conflict);
    } else if (present !== undefined && JSON.stringify(present) !== JSON.stringify(value)) {
      conflict([...path, key]);
    } else {
      merged[key] = value;
    }
  }
  return merged;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
