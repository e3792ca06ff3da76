/** What AWS asks for one unit of something. */
export interface Price {
  /** The service, as AWS names it. */
  readonly service: string;

  /** What is billed, such as "configuration item, continuous". */
  readonly what: string;

  /** US dollars for one unit: one item, one gigabyte, one key and month. */
  readonly usd: number;

  /** The region whose price it is; "any" where AWS asks the same everywhere. */
  readonly region: string;

  /** The page of AWS that lists it. */
  readonly source: string;

  /**
   * Where the figure was read when it was written down, as AWS builds its pricing pages from tables that cannot be archived.
   *
   * @default - nowhere: it is what AWS has listed for years, and should be compared with the page before anybody relies on it
   */
  readonly readAt?: string;
}
