import { Aws } from 'aws-cdk-lib';
import { AccountPrincipal, IRole, PolicyDocument, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeWildcards } from '../../core/acknowledge-wildcards';
import { throwProblems } from '../../core/errors';
import { CONFORMANCE_PACK_STATUS_ROLE, functionName, ROLE_PATH } from '../../core/naming';
import { accountIdProblems } from '../../core/validation';

/** Properties of the role that tells of conformance packs. */
export interface ConformancePackStatusRoleProps {
  /** The account of `StackSetOperations`. */
  readonly managementAccountId: string;
}

/**
 * By which `StackSetOperations` learns in which accounts conformance packs failed: it stands in the account that puts the packs, since AWS
 * Config tells nobody else, not even the management account. It reads, and only that function may assume it. IAM roles cost nothing.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeOrganizationConformancePacks.html
 */
export class ConformancePackStatusRole extends Construct {
  /** The role, the same name in every organization. */
  public readonly role: IRole;

  public constructor(scope: Construct, id: string, props: ConformancePackStatusRoleProps) {
    super(scope, id);
    const { managementAccountId } = props;
    throwProblems(this, accountIdProblems('managementAccountId', managementAccountId));
    const role = new Role(this, 'Resource', {
      roleName: CONFORMANCE_PACK_STATUS_ROLE,
      path: ROLE_PATH,
      description: 'Tells the management account in which accounts conformance packs failed',
      // By a condition: a role that is named as the principal must exist already.
      assumedBy: new AccountPrincipal(managementAccountId).withConditions({
        ArnEquals: { 'aws:PrincipalArn': `arn:${Aws.PARTITION}:iam::${managementAccountId}:role${ROLE_PATH}${functionName('stackset-reconcile')}` },
      }),
      inlinePolicies: {
        packs: new PolicyDocument({
          statements: [new PolicyStatement({
            sid: 'ReadPacks',
            actions: [
              'config:DescribeOrganizationConformancePacks', 'config:GetOrganizationConformancePackDetailedStatus',
              'organizations:ListDelegatedAdministrators',
            ],
            resources: ['*'],
          })],
        }),
      },
    });
    acknowledgeWildcards(role, ['*'], 'Listing packs and delegated administrators knows no resource type, and packs end in a random id.');
    this.role = role;
  }
}
