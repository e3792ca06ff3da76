import { AssignmentTargets } from './assignment-targets';
import { IdentityCenterPrincipal } from './identity-center-principal';
import { IPermissionSet } from './permission-set';

/** A permission set, who may wear it, and where. */
export interface PermissionSetAssignment {
  /** The permission set. */
  readonly permissionSet: IPermissionSet;

  /** The group, or the user, of IAM Identity Center. */
  readonly principal: IdentityCenterPrincipal;

  /** The accounts. For several kinds of targets give several assignments. */
  readonly targets: AssignmentTargets;
}
