import { accountIdProblems, Problems } from '../../core/validation';
import { IOrganizationalUnit } from '../organization';

/** The accounts in which a permission set is assigned. */
export class AssignmentTargets {
  /**
   * One member account.
   *
   * @param accountId its id, 12 digits
   */
  public static account(accountId: string): AssignmentTargets {
    return new AssignmentTargets([accountId], [], false, false, accountIdProblems('targets', accountId));
  }

  /**
   * Every account in these organizational units and below, those that join later too; an account that leaves them loses the assignment
   * within the hour.
   *
   * @param organizationalUnits the units
   */
  public static organizationalUnits(...organizationalUnits: IOrganizationalUnit[]): AssignmentTargets {
    const ids = organizationalUnits.map(unit => unit.organizationalUnitId);
    return new AssignmentTargets([], ids, false, false, ids.length > 0 ? []
      : ["'targets' must name an organizational unit, got none: name one, or target the organization"]);
  }

  /** Every member account of the organization, those that join later too. Not the management account: `managementAccount` names that. */
  public static organization(): AssignmentTargets {
    return new AssignmentTargets([], [], true, false, []);
  }

  /**
   * The management account, which no guardrail binds: for those who run the organization, and for the bill.
   *
   * Whoever deploys this needs permissions of IAM in the management account, since IAM Identity Center makes roles there with the caller's
   * own permissions. An administrator of IAM Identity Center in another account can neither assign nor change a permission set that is
   * assigned here: keep the permission sets of the management account apart from the others.
   *
   * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/howtodelegatessoaccess.html
   */
  public static managementAccount(): AssignmentTargets {
    return new AssignmentTargets([], [], false, true, []);
  }

  private constructor(
    /** Ids of member accounts by name. */
    public readonly accountIds: string[],
    /** Ids of organizational units. */
    public readonly organizationalUnitIds: string[],
    /** Whether every member account is meant. */
    public readonly isOrganization: boolean,
    /** Whether the management account is meant. */
    public readonly isManagementAccount: boolean,
    /** @internal Mistakes in it, for the construct to report with its own. */
    public readonly _problems: Problems,
  ) {}
}
