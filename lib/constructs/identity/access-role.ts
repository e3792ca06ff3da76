import { Aws, Duration, Lazy } from 'aws-cdk-lib';
import { AddToPrincipalPolicyResult, ArnPrincipal, CfnRole, IGrantable, IPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct, IDependable } from 'constructs';
import { throwProblems } from '../../core/errors';
import { AccessRoleProps } from './access-role-props';
import { PermissionsBoundary } from './permissions-boundary';
import { accessRoleProblems } from './private/access-role-problems';

/**
 * A role with exactly those who may become it, and a boundary always; guardrails bind it.
 *
 * It stands in the template of a StackSet too: no assets, and whoever is trusted is named by id, not looked up. Grants of other constructs
 * end up in its inline policy: `bucket.grantRead(role)`. Its name is fixed: one per account, in one region. Costs nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html
 */
export class AccessRole extends Construct implements IGrantable {
  /** The name of the role. */
  public readonly roleName: string;

  /** The ARN of the role; it waits for the role. */
  public readonly roleArn: string;

  /** The most that the role may do. */
  public readonly boundary: PermissionsBoundary;

  /** The role as others grant to it. */
  public readonly grantPrincipal: IPrincipal;

  public constructor(scope: Construct, id: string, props: AccessRoleProps) {
    super(scope, id);
    throwProblems(this, accessRoleProblems(props));
    const { boundary = PermissionsBoundary.DEVELOPER, path = '/' } = props;
    const { maxSessionDuration = Duration.hours(1), managedPolicies = [] } = props;
    const inline = new PolicyDocument({ statements: props.statements });
    const role = new CfnRole(this, 'Resource', {
      roleName: props.roleName,
      path,
      description: props.description,
      assumeRolePolicyDocument: new PolicyDocument({ statements: props.trusts.flatMap(trust => trust.policyStatements) }),
      managedPolicyArns: managedPolicies.length > 0 ? managedPolicies.map(policy => policy.managedPolicyArn) : undefined,
      policies: Lazy.any({ produce: () => inline.isEmpty ? undefined : [{ policyName: props.roleName, policyDocument: inline }] }),
      permissionsBoundary: boundary.policyArn,
      maxSessionDuration: maxSessionDuration.toSeconds(),
    });

    this.roleName = props.roleName;
    this.roleArn = role.attrArn;
    this.boundary = boundary;
    this.grantPrincipal = new RolePrincipal(role, inline);
  }
}

/** Adds what is granted to the inline policy of the role. */
class RolePrincipal extends ArnPrincipal {
  public override readonly principalAccount = Aws.ACCOUNT_ID;

  public constructor(private readonly role: CfnRole, private readonly inline: PolicyDocument) {
    super(role.attrArn);
  }

  public override addToPrincipalPolicy(statement: PolicyStatement): AddToPrincipalPolicyResult {
    this.inline.addStatements(statement);
    return { statementAdded: true, policyDependable: this.role as IDependable };
  }

  public override dedupeString(): string {
    return `AccessRole:${this.role.node.addr}`;
  }
}
