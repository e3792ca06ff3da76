import { DeploymentListener } from '../engine';
import { PhaseSummary } from './summary';

/** One stack of the assembly, as progress speaks of it. */
export interface PlannedStack {
  readonly name: string;
  /** Path of the stack in the construct tree, as `cdk ls` prints it. */
  readonly displayName: string;
  readonly resources: number;
  /** Construct paths by logical id. */
  readonly constructPaths: ReadonlyMap<string, string>;
}

/** Follows a rehearsal while it runs. */
export interface RehearsalListener extends DeploymentListener {
  /** Called once, before the first phase. */
  begun?(stacks: readonly PlannedStack[]): void;
  phaseStarted?(id: string, title: string): void;
  phaseDone?(phase: PhaseSummary): void;
}
