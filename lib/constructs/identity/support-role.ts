import { Construct } from 'constructs';
import { SUPPORT_ROLE } from '../../core/naming';
import { AccessRole } from './access-role';
import { acknowledgeAwsPolicies } from './private/aws-policies';
import { securityAccountRole } from './private/security-account-role';
import { SecurityAccountRoleProps } from './security-account-role-props';

const POLICIES = ['AWSSupportAccess'];

/**
 * The role with which people of the security account work with AWS Support about this account, in an incident above all.
 *
 * It may do everything in AWS Support and see nothing else of the account. The Support API, and so programs, need a Business plan or
 * higher; with less, the role opens cases about the account and billing in the console.
 *
 * Its name is fixed: one per account, in one region. Costs nothing.
 *
 * @see https://docs.aws.amazon.com/awssupport/latest/user/accessing-support.html
 */
export class SupportRole extends AccessRole {
  public constructor(scope: Construct, id: string, props: SecurityAccountRoleProps) {
    super(scope, id, securityAccountRole(scope, props, {
      roleName: SUPPORT_ROLE,
      description: 'Cases at AWS Support, for people of the security account',
      awsManagedPolicies: POLICIES,
    }));
    acknowledgeAwsPolicies(
      this, POLICIES, 'AWS Support has no resources to narrow a policy to, and the CIS benchmark and the Config rule IAM_POLICY_IN_USE look for this very policy.',
    );
  }
}
