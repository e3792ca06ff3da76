import { ActionPattern } from './action-patterns';
import { Fault, Subject } from './rule';

/** A statement, and what its actions mean. */
export interface CatalogueSubject extends Subject {
  /** Entries of `Action` and `NotAction` that the catalogue can judge. */
  readonly patterns: readonly ActionPattern[];
  /** Services that resource control policies reach although the catalogue does not say so. */
  readonly resourceControlServices: readonly string[];
}

/** One thing to check of a statement against AWS's catalogue of actions. */
export interface CatalogueRule {
  /** Id that findings carry. */
  readonly id: string;
  /** The faults it finds. */
  readonly check: (subject: CatalogueSubject) => readonly Fault[];
}
