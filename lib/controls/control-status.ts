import { Control } from './control';
import { ControlAnswer } from './control-answer';
import { ControlledResource } from './controlled-resource';

/** How a requirement is met. */
export enum ControlState {
  /** Everything that answers it is there. */
  ANSWERED = 'answered',

  /** People must see to it, for a reason that the catalogue gives. */
  MANUAL = 'manual',

  /** Nothing answers it, since the organization did not choose the service that would. */
  NOT_CHOSEN = 'not chosen',

  /** Something that should answer it is not there. */
  MISSING = 'missing',
}

/** An answer with the resources that are there. */
export interface ControlEvidence {
  /** What should be there. */
  readonly answer: ControlAnswer;

  /** What is there. */
  readonly resources: ControlledResource[];

  /** What is not there, for people; empty when nothing is missing. */
  readonly missing: string[];
}

/** A requirement in one organization. */
export interface ControlStatus {
  /** The requirement. */
  readonly control: Control;

  /** How it is met. */
  readonly state: ControlState;

  /** The answers that the organization chose, with what is there. */
  readonly evidence: ControlEvidence[];
}
