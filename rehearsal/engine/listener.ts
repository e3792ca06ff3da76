import { RehearsalFailure, Rule } from '../aws/contract';

/** What a deployment did with a stack. */
export type StackAction = 'created' | 'updated' | 'unchanged' | 'imported' | 'deleted';

/** One resource of a stack is made, changed or gone. */
export interface ResourceDone {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly action: 'create' | 'update' | 'delete' | 'replace' | 'import' | 'retain';
}

/** One stack instance of a StackSet is brought about, or failed. */
export interface MemberStackDone {
  readonly stackSetName: string;
  readonly accountId: string;
  readonly region: string;
  readonly action: StackAction;
  readonly failure?: RehearsalFailure;
}

/** Follows a deployment while it runs. Resources are reported for the stacks of the assembly; of member stacks only the end. */
export interface DeploymentListener {
  stackStarted?(name: string, index: number, total: number): void;
  resourceDone?(event: ResourceDone): void;
  memberStackDone?(event: MemberStackDone): void;
  stackDone?(name: string, action: StackAction, milliseconds: number): void;
  /** A pre-condition was asked, whether it held or not. */
  ruleChecked?(rule: Rule): void;
}
