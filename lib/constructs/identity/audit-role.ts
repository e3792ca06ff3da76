import { Construct } from 'constructs';
import { AUDIT_ROLE } from '../../core/naming';
import { AccessRole } from './access-role';
import { acknowledgeAwsPolicies } from './private/aws-policies';
import { securityAccountRole } from './private/security-account-role';
import { SecurityAccountRoleProps } from './security-account-role-props';

const POLICIES = ['SecurityAudit', 'job-function/ViewOnlyAccess'];

/**
 * The role with which people of the security account, and auditors that they let in, look at how this account is configured.
 *
 * It sees configuration and metadata, not the data: no object, message, secret or table is read. Guardrails bind it.
 *
 * Its name is fixed: one per account, in one region. Costs nothing.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/SecurityAudit.html
 */
export class AuditRole extends AccessRole {
  public constructor(scope: Construct, id: string, props: SecurityAccountRoleProps) {
    super(scope, id, securityAccountRole(scope, props, {
      roleName: AUDIT_ROLE,
      description: 'Reads configuration, for people of the security account',
      awsManagedPolicies: POLICIES,
    }));
    acknowledgeAwsPolicies(
      this, POLICIES, 'An audit looks at every service, those that come tomorrow too: AWS keeps these lists of reading actions, which leave out the data itself.',
    );
  }
}
