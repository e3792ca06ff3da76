/** What AWS takes for every Region that a service has, and will have. */
const ALL_SUPPORTED = 'ALL_SUPPORTED';

/**
 * The Regions in which a policy enables or disables something. Regions in neither list are left as they are.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_security_hub_syntax.html
 */
export class RegionalEnablement {
  /** Enabled in every Region, those to come included. */
  public static everywhere(): RegionalEnablement {
    return new RegionalEnablement([ALL_SUPPORTED], []);
  }

  /**
   * Enabled in some Regions; others are left as they are.
   *
   * @param regions names such as `eu-central-1`
   */
  public static inRegions(regions: string[]): RegionalEnablement {
    return new RegionalEnablement(regions, []);
  }

  /**
   * Enabled in every Region but some, in which it is disabled.
   *
   * @param regions those where it is disabled
   */
  public static everywhereExcept(regions: string[]): RegionalEnablement {
    return new RegionalEnablement([ALL_SUPPORTED], regions);
  }

  /** Disabled in every Region. */
  public static nowhere(): RegionalEnablement {
    return new RegionalEnablement([], [ALL_SUPPORTED]);
  }

  /** Regions where it is enabled. */
  public readonly enabledRegions: string[];

  /** Regions where it is disabled; they win over the others. */
  public readonly disabledRegions: string[];

  private constructor(enabledRegions: string[], disabledRegions: string[]) {
    this.enabledRegions = enabledRegions;
    this.disabledRegions = disabledRegions;
  }
}
