import type { Origin } from '../aws/contract';
import { attachedPolicies } from '../aws/services/organization-policies';
import { unitsAbove } from '../aws/services/organization-tree';
import type { World } from '../aws/world';

const TYPE = 'DECLARATIVE_POLICY_EC2';

/** What the organization says about internet gateways. */
export interface PublicAccessBlock {
  readonly mode: 'off' | 'block_ingress' | 'block_bidirectional';
  /** The policy that says so. */
  readonly policy?: { readonly id: string; readonly name: string; readonly origin?: Origin };
}

/**
 * VPC block public access of an account, as the declarative policies above it set it: the one nearest to the account counts, unless one
 * above forbids children to change it.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_declarative_syntax.html
 */
export function publicAccessBlockOf(world: World, accountId: string): PublicAccessBlock {
  let block: PublicAccessBlock = { mode: 'off' };
  if (world.state.organizations.policyTypes.get(TYPE)?.status !== 'ENABLED') {
    return block;
  }
  for (const target of [...unitsAbove(world, accountId), accountId]) {
    for (const policy of attachedPolicies(world, target, TYPE)) {
      const mode = valueAt(JSON.parse(policy.content), ['ec2_attributes', 'vpc_block_public_access', 'internet_gateway_block', 'mode']);
      if (typeof mode?.['@@assign'] === 'string') {
        block = { mode: mode['@@assign'] as PublicAccessBlock['mode'], policy };
      }
      if (Array.isArray(mode?.[FOR_CHILDREN]) && mode[FOR_CHILDREN].includes('@@none')) {
        return block;
      }
    }
  }
  return block;
}

const FOR_CHILDREN = '@@operators_allowed_for_child_policies';

function valueAt(content: unknown, path: readonly string[]): Readonly<Record<string, unknown>> | undefined {
  const value = path.reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], content);
  return value as Readonly<Record<string, unknown>> | undefined;
}
