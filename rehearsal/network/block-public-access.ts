import type { Origin } from '../aws/contract';
import { assignedTo } from '../aws/services/management-policies';
import type { World } from '../aws/world';

/** What the organization says about internet gateways. */
export interface PublicAccessBlock {
  readonly mode: 'off' | 'block_ingress' | 'block_bidirectional';
  /** The policy that says so. */
  readonly policy?: { readonly id: string; readonly name: string; readonly origin?: Origin };
}

/**
 * VPC block public access of an account, as the declarative policies above it set it.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_declarative_syntax.html
 */
export function publicAccessBlockOf(world: World, accountId: string): PublicAccessBlock {
  const path = ['ec2_attributes', 'vpc_block_public_access', 'internet_gateway_block', 'mode'];
  const assigned = assignedTo(world, accountId, 'DECLARATIVE_POLICY_EC2', path);
  return assigned ? { mode: assigned.value as PublicAccessBlock['mode'], policy: assigned.policy } : { mode: 'off' };
}
