import { IGuardrail } from '../guardrail';

/** A guardrail of a set and its place in the policies. */
export interface SetEntry {
  readonly guardrail: IGuardrail;
  /** Whether it left the set and only keeps its place, so that no other statement moves. */
  readonly left?: boolean;
  /** The first policy, from 1, that its statements may go into. */
  readonly notBefore?: number;
}

/** The entries with more guardrails: one that left takes its old place again, others are appended. */
export function withEntries(entries: readonly SetEntry[], guardrails: readonly IGuardrail[]): SetEntry[] {
  const isBack = ({ guardrail, left }: SetEntry) => left && guardrails.some(({ id }) => id === guardrail.id);
  const stayed = entries.map(entry => isBack(entry) ? { guardrail: guardrails.find(({ id }) => id === entry.guardrail.id)! } : entry);
  const returned = entries.filter(isBack).map(({ guardrail }) => guardrail.id);
  return [...stayed, ...guardrails.filter(({ id }) => !returned.includes(id)).map(guardrail => ({ guardrail }))];
}
