import { Mutant } from './mutant';

/** One change to the example that AWS would refuse. */
export interface Mutation {
  /** What is wrong then. */
  readonly when: string;
  readonly edit: (example: Mutant) => void;
  /** Construct path of the resource that is refused, below LandingZone; undefined for a stack as a whole. */
  readonly at?: string;
  /** Logical id of the resource that is refused, where the mutation adds it. */
  readonly added?: string;
  /** Construct path of the stack that is refused as a whole. */
  readonly stack?: string;
  /** What the message says, beyond the rule. */
  readonly says?: RegExp;
  /** Changes the assembly that is deployed before. @default - a first deployment */
  readonly before?: (example: Mutant) => void;
  /** The phase that finds it. @default 'first-deployment' */
  readonly phase?: string;
}

/** Mutations by the id of the rule that each of them trips. */
export type Mutations = Readonly<Record<string, readonly Mutation[]>>;
