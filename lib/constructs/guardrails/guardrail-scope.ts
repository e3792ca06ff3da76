/**
 * A part of the organization in which guardrails belong: the root, or organizational units of one purpose.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/organizing-your-aws-environment/recommended-ous-and-accounts.html
 */
export class GuardrailScope {
  /** The whole organization: safe for every account there is, without a trial on single units. */
  public static readonly ROOT = new GuardrailScope('root');

  /** Units of the log archive and of security tooling. */
  public static readonly SECURITY = new GuardrailScope('security');

  /** Units of shared networks, of pipelines and of other services for all accounts. */
  public static readonly INFRASTRUCTURE = new GuardrailScope('infrastructure');

  /** Units of the accounts that do what the organization is for. */
  public static readonly WORKLOADS = new GuardrailScope('workloads');

  /** Units in which people try things out. */
  public static readonly SANDBOX = new GuardrailScope('sandbox');

  /** Units of accounts that are frozen before they are closed. */
  public static readonly SUSPENDED = new GuardrailScope('suspended');

  /** Units in which a policy is tried before others get it. */
  public static readonly STAGING = new GuardrailScope('staging');

  /** Every scope, the root first. */
  public static all(): GuardrailScope[] {
    return [GuardrailScope.ROOT, ...GuardrailScope.units()];
  }

  /** Every scope below the root: for what is tried on a unit before the next one gets it. */
  public static units(): GuardrailScope[] {
    return [
      GuardrailScope.SECURITY, GuardrailScope.INFRASTRUCTURE, GuardrailScope.WORKLOADS, GuardrailScope.SANDBOX, GuardrailScope.SUSPENDED,
      GuardrailScope.STAGING,
    ];
  }

  /**
   * Every scope below the root but some.
   *
   * @param scopes those that are left out
   */
  public static unitsExcept(scopes: GuardrailScope[]): GuardrailScope[] {
    return GuardrailScope.units().filter(({ scopeName }) => !scopes.some(scope => scope.scopeName === scopeName));
  }

  /** What it is called in the documentation. */
  public readonly scopeName: string;

  private constructor(scopeName: string) {
    this.scopeName = scopeName;
  }
}
