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
export interface RehearsalListener {
  /** Called once, before the first phase. */
  begun?(stacks: readonly PlannedStack[]): void;
  phaseStarted?(id: string, title: string): void;
  phaseDone?(phase: PhaseSummary): void;
  stackStarted?(name: string, index: number, total: number): void;
  resourceDone?(event: ResourceEvent): void;
  memberStackDone?(event: MemberStackEvent): void;
  stackDone?(name: string, action: StackAction, milliseconds: number): void;
}

/** One resource of a stack is made, changed or gone. */
export interface ResourceEvent {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly action: 'create' | 'update' | 'delete' | 'replace' | 'import' | 'unchanged' | 'retain';
}

/** One stack instance of a StackSet is brought about. */
export interface MemberStackEvent {
  readonly stackSetName: string;
  readonly accountId: string;
  readonly region: string;
}

/** What a deployment did with a stack. */
export type StackAction = 'created' | 'updated' | 'unchanged' | 'imported' | 'deleted';
