import { RehearsalRun } from './run';

/** One phase of a rehearsal. It ends by answering, or by throwing a RehearsalFailure. */
export interface Phase {
  /** Name in JSON, in options and in failures. */
  readonly id: string;
  /** What happens, in a few words, as progress shows it. */
  readonly title: string;
  /** What must hold, in one sentence, as the generated page shows it. */
  readonly claim: string;
  run(run: RehearsalRun): Promise<PhaseOutcome>;
}

/** How a phase ended that did not fail. */
export interface PhaseOutcome {
  readonly status: 'passed' | 'skipped';
  readonly detail: string;
}

/** The phase did what it says. */
export const passed = (detail: string): PhaseOutcome => ({ status: 'passed', detail });

/** There was nothing to do. */
export const skipped = (reason: string): PhaseOutcome => ({ status: 'skipped', detail: reason });

/** `1 stack`, `2 stacks`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
