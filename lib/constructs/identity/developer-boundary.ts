import { Construct } from 'constructs';
import { BoundaryPolicy } from './boundary-policy';
import { BoundaryPolicyProps } from './boundary-policy-props';
import { PermissionsBoundary } from './permissions-boundary';
import { developerStatements } from './private/developer-statements';

/**
 * The most that developers, pipelines and workloads may do in an account.
 *
 * They build what they like, roles too, as long as each has this very boundary; and they cannot get out of it:
 *
 *     roles         made, changed and trusted only with this boundary; it is never taken off or replaced
 *     users, keys   none: neither made nor changed, but for one's own password and MFA device
 *     the platform  roles, policies, functions, stacks and parameters of the landing zone are neither changed, passed, assumed nor called
 *     privilege     no role of an administrator is passed to a service or assumed, in whichever account
 *     beyond        no organization, account settings, payments, IAM Identity Center, identity provider or StackSet
 *
 * Its name is fixed: one per account, in one region. Costs nothing.
 *
 * What IAM has no condition for: nobody can ask a boundary of a role that is passed or assumed. So every role from before this boundary
 * that may do more belongs into `protectedArns`, and the same holds for functions and stacks that have such a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
export class DeveloperBoundary extends BoundaryPolicy {
  public constructor(scope: Construct, id: string, props: BoundaryPolicyProps = {}) {
    super(scope, id, PermissionsBoundary.DEVELOPER, 'The most that developers, pipelines and workloads may do', developerStatements(props), props);
  }
}
