/**
 * A managed rule group of AWS: rules that AWS writes and keeps up to date.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
export class ManagedRuleGroup {
  /** Addresses that AWS knows as those of bots and attackers; 25 units. */
  public static readonly IP_REPUTATION = new ManagedRuleGroup('AWSManagedRulesAmazonIpReputationList');
  /** What applies to nearly every application, such as the OWASP Top 10; 700 units. */
  public static readonly COMMON = new ManagedRuleGroup('AWSManagedRulesCommonRuleSet');
  /** Requests that are known to exploit something, such as Log4j; 200 units. */
  public static readonly KNOWN_BAD_INPUTS = new ManagedRuleGroup('AWSManagedRulesKnownBadInputsRuleSet');
  /** SQL in requests; 200 units. */
  public static readonly SQL_INJECTION = new ManagedRuleGroup('AWSManagedRulesSQLiRuleSet');
  /** Linux' own files in requests; 200 units. */
  public static readonly LINUX = new ManagedRuleGroup('AWSManagedRulesLinuxRuleSet');
  /** Proxies, VPNs, Tor, hosting providers; 50 units. */
  public static readonly ANONYMOUS_IP = new ManagedRuleGroup('AWSManagedRulesAnonymousIpList');
  /** Pages of administrators; 100 units. */
  public static readonly ADMIN_PROTECTION = new ManagedRuleGroup('AWSManagedRulesAdminProtectionRuleSet');

  /**
   * Another group of AWS, by its name.
   *
   * @param groupName such as "AWSManagedRulesPHPRuleSet"
   */
  public static named(groupName: string): ManagedRuleGroup {
    return new ManagedRuleGroup(groupName);
  }

  /** @internal */
  public static _standard(): ManagedRuleGroup[] {
    return [ManagedRuleGroup.IP_REPUTATION, ManagedRuleGroup.COMMON, ManagedRuleGroup.KNOWN_BAD_INPUTS, ManagedRuleGroup.SQL_INJECTION];
  }

  private constructor(
    /** Name of the group at AWS. */
    public readonly groupName: string,
    /** Rules of it that count and do not block. */
    public readonly countedRules: string[] = [],
  ) {}

  /**
   * The same group, some of whose rules count requests and let them pass: for what the application needs, such as large uploads
   * ("SizeRestrictions_BODY").
   *
   * @param ruleNames names of rules, as the page of the group has them
   */
  public counting(...ruleNames: string[]): ManagedRuleGroup {
    return new ManagedRuleGroup(this.groupName, [...this.countedRules, ...ruleNames]);
  }
}
