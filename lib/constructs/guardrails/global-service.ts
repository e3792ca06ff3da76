/** Actions that work outside the governed regions, since their service is global. */
export interface GlobalService {
  /** Actions that are spared, such as `route53:*`. */
  readonly actions: string[];

  /** Why they cannot be held to a region. */
  readonly reason: string;

  /** The page of AWS that says so. */
  readonly source: string;
}
