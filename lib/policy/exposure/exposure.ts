/**
 * Whom a statement lets in besides those who were meant.
 *
 * - `anybody`: every AWS customer, and often everybody without an account too
 * - `any-customer-of-a-service`: whoever can make an AWS service call on his behalf (the confused deputy)
 * - `any-identity-of-a-provider`: every customer of an identity provider that many organizations share
 */
export type ExposureKind = 'anybody' | 'any-customer-of-a-service' | 'any-identity-of-a-provider';

/** One statement that lets strangers in. */
export interface Exposure {
  /** Whom it lets in. */
  readonly kind: ExposureKind;
  /** The statement as people find it: its number from 0, and its Sid. */
  readonly statement: string;
  /** The principal that is too wide, as JSON. */
  readonly principal: string;
  /** What it allows. */
  readonly actions: readonly string[];
  /** What to write instead. */
  readonly remedy: string;
}
