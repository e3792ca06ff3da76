/**
 * How urgent an alert is: it decides which topic carries it, and so who hears of it and when.
 *
 *     critical   somebody is called at once        root is used, a log stops, a detector is switched off
 *     high       read on the same day              keys to be deleted, the organization changed, a sign-in without MFA
 *     low        recorded, looked at in reviews    policies, security groups and routes change, as they do every day
 *
 * This split is what keeps an inbox readable: subscribe people to critical and high, and leave low to a chat channel or to nobody.
 */
export class Severity {
  /** Somebody is called at once. */
  public static readonly CRITICAL = new Severity('critical');

  /** Read on the same day. */
  public static readonly HIGH = new Severity('high');

  /** Recorded, and looked at in reviews. */
  public static readonly LOW = new Severity('low');

  /** All severities, the most urgent first. */
  public static all(): Severity[] {
    return [Severity.CRITICAL, Severity.HIGH, Severity.LOW];
  }

  private constructor(
    /** The name of the severity: "critical", "high" or "low". Topics carry it in their names. */
    public readonly severityName: string,
  ) {}
}
