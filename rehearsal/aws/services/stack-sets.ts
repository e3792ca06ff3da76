import { Origin } from '../contract';

/** A service-managed StackSet. */
export interface StackSet {
  readonly id: string;
  readonly name: string;
  readonly origin?: Origin;
}
