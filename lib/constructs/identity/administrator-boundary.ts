import { Construct } from 'constructs';
import { BoundaryPolicy } from './boundary-policy';
import { BoundaryPolicyProps } from './boundary-policy-props';
import { PermissionsBoundary } from './permissions-boundary';
import { administratorStatements } from './private/administrator-statements';

/**
 * The most that administrators of an account may do: what developers may, and payments, roles of administrators, what a responder needs.
 *
 * A role has the boundary of developers, or lies under the path /administration/ and has this one: so whoever is bound as a developer
 * tells roles that would raise him by their path, the only thing that IAM lets a policy say of a role that is passed. Everything else is
 * as hard to escape as `DeveloperBoundary`: no boundary is removed, nothing of the landing zone is touched, no user is made.
 *
 * Its name is fixed: one per account, in one region. Costs nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
export class AdministratorBoundary extends BoundaryPolicy {
  public constructor(scope: Construct, id: string, props: BoundaryPolicyProps = {}) {
    super(scope, id, PermissionsBoundary.ADMINISTRATOR, 'The most that administrators of an account may do', administratorStatements(props), props);
  }
}
