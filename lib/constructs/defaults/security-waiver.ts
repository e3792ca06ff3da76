import { SecurityRule } from './security-rule';

/**
 * Lets something stand that a rule refuses or corrects, for a reason, in somebody's name, and until a day.
 *
 * The rule neither corrects nor refuses what the path names. The report of the synthesis lists it with the reason, the owner and the day.
 */
export interface SecurityWaiver {
  /** The rule, such as `SecurityRule.BUCKET_PUBLIC_ACCESS`. */
  readonly rule: SecurityRule;

  /** Path of a construct, such as "Shop/Website/Bucket": of the resource, or of what it is in. */
  readonly path: string;

  /** Why it may stand, in a sentence that a reviewer accepts; 20 to 500 characters. */
  readonly reason: string;

  /** Who answers for it: an e-mail address or a team. */
  readonly owner: string;

  /** Its last day, as "YYYY-MM-DD": not before `asOf`, and at most a year after it. */
  readonly expires: string;
}
