import { Construct } from 'constructs';
import { AUDIT_ROLE } from '../../core/naming';
import { SecurityAccountRoleProps } from './security-account-role-props';
import { createAccessRole } from './private/access-role';

/**
 * The role with which people of the security account, and auditors that they let in, look at how this account is configured.
 *
 * It sees configuration and metadata, not the data: no object, message, secret or table is read. Guardrails bind it.
 *
 * Its name is fixed: one per account, in one region. Costs nothing.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/SecurityAudit.html
 */
export class AuditRole extends Construct {
  /** The name of the role, the same in every account. */
  public readonly roleName: string;

  /** The ARN of the role. */
  public readonly roleArn: string;

  public constructor(scope: Construct, id: string, props: SecurityAccountRoleProps) {
    super(scope, id);
    const role = createAccessRole(this, props, {
      roleName: AUDIT_ROLE,
      description: 'Reads configuration, for people of the security account',
      managedPolicies: ['SecurityAudit', 'job-function/ViewOnlyAccess'],
      reason: 'An audit looks at every service, those that come tomorrow too: AWS keeps these lists of reading actions, which leave out the data itself.',
    });

    this.roleName = AUDIT_ROLE;
    this.roleArn = role.attrArn;
  }
}
