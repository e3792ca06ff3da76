import { PolicyKind } from './finding';

/** A statement under examination. Nothing about its shape is certain yet. */
export interface Subject {
  /** The statement as found. */
  readonly statement: Readonly<Record<string, unknown>>;
  /** Kind of its policy. */
  readonly kind: PolicyKind;
  /** Whether policy variables are replaced in its document. */
  readonly variables: boolean;
}

/** A fault, without the place. */
export interface Fault {
  /** What is wrong, with the value found. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** One thing to check of a statement. */
export interface StatementRule {
  /** Id that findings carry. */
  readonly id: string;
  /** Kinds of policies it is for. */
  readonly kinds: readonly PolicyKind[];
  /** The faults it finds. */
  readonly check: (subject: Subject) => readonly Fault[];
}

/** All kinds of policies. */
export const EVERY_KIND: readonly PolicyKind[] = ['scp', 'rcp', 'identity', 'resource'];

/** Whether CDK or CloudFormation fills the value in later: it cannot be judged yet, and is no fault. */
export function isUnresolved(value: unknown): boolean {
  return typeof value === 'string' ? /[$#]\{Token\[/.test(value) : typeof value === 'object' && value !== null;
}

/** A value or a list of values as a list. */
export function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value as readonly unknown[] : [value];
}

/** A fault if a condition holds, else none. */
export function faultIf(wrong: boolean, message: () => string, remedy: string): readonly Fault[] {
  return wrong ? [{ message: message(), remedy }] : [];
}

/** A value as a message shows it. */
export function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
