import { Aws, Stack } from 'aws-cdk-lib';
import { CfnResourcePolicy } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { MAX_ORGANIZATION_ID, MAX_RESOURCE_POLICY } from '../../core/quotas';
import { Problems } from '../../core/validation';
import { contentSize } from '../../policy';
import { IOrganization } from './organization';
import { OrganizationPolicy } from './organization-policy';
import { PolicyDelegation } from './policy-delegation';
import { delegationStatements } from './private/policy-delegation-statements';

/** Properties of the organization's resource policy. */
export interface OrganizationResourcePolicyProps {
  /** The organization. */
  readonly organization: IOrganization;

  /** Which member accounts manage which policies. */
  readonly delegations: PolicyDelegation[];

  /**
   * Policies that no delegate edits, deletes, attaches, detaches or tags: those of the platform.
   *
   * @default - none, which a delegation of policies that can deny does not accept
   */
  readonly protectedPolicies?: OrganizationPolicy[];
}

/**
 * Delegates the management of organization policies to member accounts. There is one in an organization: whoever has one already imports
 * it, and puts its statements here.
 *
 * A delegate looks at the whole organization, writes policies of its types, and attaches them where its delegation says. It neither enables
 * policy types nor changes this policy. AWS knows no owner of a policy: of its types a delegate edits those of others too, but for
 * `protectedPolicies`. To delegate policies that can deny (SCP, RCP) these have to be named, since whoever edits a guardrail has none.
 *
 * The guardrail "The organization is run from its management account" (G07) denies all this in member accounts: exempt the role that is to
 * do it. Besides this policy that role needs the permissions in its own account.
 *
 * CloudFormation reads the policy right after writing it, and sometimes does not find it yet: the creation fails then although the policy
 * is there. Import it, or delete it by `aws organizations delete-resource-policy` and deploy again.
 *
 * Price: none.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_delegate_policies.html
 * @see https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2440
 */
export class OrganizationResourcePolicy extends Construct {
  /** The id of the policy, such as "rp-a1b2c3d4". */
  public readonly resourcePolicyId: string;

  public constructor(scope: Construct, id: string, props: OrganizationResourcePolicyProps) {
    super(scope, id);
    const { delegations, organization, protectedPolicies } = props;
    throwProblems(this, delegationProblems(delegations, protectedPolicies));
    const arns = { partition: Aws.PARTITION, managementAccountId: Stack.of(this).account, organizationId: organization.organizationId };
    const content = { Version: '2012-10-17', Statement: delegationStatements(arns, delegations, protectedPolicies ?? []) };
    throwProblems(this, sizeProblems(content));

    const resource = new CfnResourcePolicy(this, 'Resource', { content });
    this.resourcePolicyId = resource.attrId;
  }
}

function delegationProblems(delegations: readonly PolicyDelegation[], protectedPolicies?: readonly OrganizationPolicy[]): Problems {
  const types = delegations.flatMap(({ policyTypes }) => policyTypes);
  const dangerous = types.filter(({ canDeny }) => canDeny).map(({ policyTypeName }) => policyTypeName);
  return [
    ...delegations.length === 0 ? ["'delegations' must name an account, got none: leave the resource policy out"] : [],
    ...dangerous.length > 0 && !protectedPolicies
      ? [`'protectedPolicies' must be given to delegate ${[...new Set(dangerous)].join(', ')}, got nothing: name the platform's policies, or none by []`]
      : [],
  ];
}

function sizeProblems(content: Record<string, unknown>): Problems {
  const size = contentSize(content, () => MAX_ORGANIZATION_ID);
  return size <= MAX_RESOURCE_POLICY ? []
    : [`the resource policy must have at most ${MAX_RESOURCE_POLICY} characters, got ${size}: delegate fewer types, to fewer targets`];
}
