import { Held } from './held';
import { Knowledge } from './knowledge';
import { Possibilities } from './possibilities';
import { ResourceNames } from './resource-names';
import { Technique } from './technique';

/** A technique that works, and what is held afterwards. */
export interface Edge {
  readonly technique: Technique;
  readonly held: Omit<Held, 'path'>;
  /** On what it was done. */
  readonly done: readonly string[];
}

/** What every part of the search works with. */
export interface Tools {
  readonly knowledge: Knowledge;
  readonly possibilities: Possibilities;
  readonly names: ResourceNames;
}
