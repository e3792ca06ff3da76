import { PolicyStatement } from '../../../policy';

/** A statement of a policy and the guardrails it comes from. */
export interface MergedStatement {
  readonly statement: PolicyStatement;
  /** Their ids, in order. */
  readonly origins: string[];
}

/**
 * Statements that differ in their actions alone as one with all of them: it denies the same, and says its condition once. It stands where
 * the first of them stood.
 */
export function mergeStatements(statements: readonly { readonly id: string; readonly statement: PolicyStatement }[]): MergedStatement[] {
  const merged = new Map<string, MergedStatement>();
  for (const { id, statement } of statements) {
    const key = keyOf(statement);
    const present = merged.get(key);
    merged.set(key, present
      ? { statement: union(present.statement, statement), origins: [...new Set([...present.origins, id])] }
      : { statement, origins: [id] });
  }
  return [...merged.values()];
}

/** What must be equal. Statements by NotAction spare what all of them spare, not what any does: those are equal as a whole, or apart. */
function keyOf(statement: PolicyStatement): string {
  const { Action, ...rest } = statement;
  return JSON.stringify({ ...rest, hasAction: Action !== undefined });
}

function union(left: PolicyStatement, right: PolicyStatement): PolicyStatement {
  if (left.Action === undefined) {
    return left;
  }
  const actions = [...new Set([left.Action, right.Action ?? []].flat())];
  return { ...left, Action: actions.length === 1 ? actions[0] : actions };
}
