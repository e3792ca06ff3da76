import { accountIdProblems, Problems } from '../../core/validation';
import { IAccount } from './account';
import { IOrganization } from './organization';
import { IOrganizationalUnit } from './organizational-unit';

/**
 * The accounts that a StackSet deploys to. Service-managed StackSets leave the management account out: it has a target of its own.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudformation-stackset-deploymenttargets.html
 */
export class StackSetTargets {
  /**
   * Every member account. To be preferred to units one by one: an account that moves between two targeted units loses its stack and gets
   * a new one.
   *
   * @param organization the organization whose root is targeted
   */
  public static organization(organization: IOrganization): StackSetTargets {
    return new StackSetTargets([organization.rootId]);
  }

  /**
   * Every account in these organizational units and below.
   *
   * @param organizationalUnits none of them inside another
   */
  public static organizationalUnits(...organizationalUnits: IOrganizationalUnit[]): StackSetTargets {
    return new StackSetTargets(organizationalUnits.map(unit => unit.organizationalUnitId), undefined, organizationalUnits.length > 0 ? []
      : ["'targets' must name an organizational unit, got none: name one, or target the organization"]);
  }

  /**
   * A single account. Automatic deployment is off then: to accounts that join later CloudFormation applies no such filter, so it would
   * deploy to all.
   *
   * @param account the account
   * @param organizationalUnit the unit it lies in
   */
  public static account(account: IAccount, organizationalUnit: IOrganizationalUnit): StackSetTargets {
    return new StackSetTargets([organizationalUnit.organizationalUnitId], account.accountId);
  }

  /**
   * The management account, by a self-managed StackSet with the roles of `SelfManagedStackSetRoles`, which stand in a stack before.
   *
   * @param accountId id of the management account, in which the StackSet itself is too
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-considerations.html
   */
  public static managementAccount(accountId: string): StackSetTargets {
    return new StackSetTargets([], accountId, accountIdProblems('targets', accountId));
  }

  /**
   * @param organizationalUnitIds ids of the root or of organizational units; none for the management account
   * @param accountId the one account of them that is meant @default - all of them
   * @param _problems mistakes in it
   */
  private constructor(
    /** Ids of the root or of organizational units; none for the management account. */
    public readonly organizationalUnitIds: string[],
    /**
     * The one account of them that is meant.
     *
     * @default - all of them
     */
    public readonly accountId?: string,
    /** @internal Mistakes in it, for the StackSet to report with its own. */
    public readonly _problems: Problems = [],
  ) {}

  /** Whether the StackSet acts with roles of this account instead of those of the organization. */
  public get isSelfManaged(): boolean {
    return this.accountId !== undefined && this.organizationalUnitIds.length === 0;
  }
}
