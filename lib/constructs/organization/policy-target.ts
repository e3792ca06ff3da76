import { IAccount } from './account';
import { IOrganization } from './organization';
import { IOrganizationalUnit } from './organizational-unit';

/** Where an organization policy is attached: it holds for everything below. */
export class PolicyTarget {
  /**
   * The whole organization, but for its management account where the policy type does not bind that.
   *
   * @param organization the organization whose root is meant
   */
  public static root(organization: IOrganization): PolicyTarget {
    return new PolicyTarget(organization.rootId, 'root');
  }

  /**
   * An organizational unit and everything below it.
   *
   * @param organizationalUnit the unit
   */
  public static organizationalUnit(organizationalUnit: IOrganizationalUnit): PolicyTarget {
    return new PolicyTarget(organizationalUnit.organizationalUnitId, 'ou');
  }

  /**
   * A single account.
   *
   * @param account the account
   */
  public static account(account: IAccount): PolicyTarget {
    return new PolicyTarget(account.accountId, 'account');
  }

  private constructor(
    /** The id of the root, the organizational unit or the account. */
    public readonly targetId: string,
    /** What it is, as ARNs spell it: "root", "ou" or "account". */
    public readonly targetType: string,
  ) {}
}
