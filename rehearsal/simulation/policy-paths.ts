import { PolicyLevel } from '../../lib/policy';
import { DecisionInputs } from '../aws/authorization';
import { World } from '../aws/world';

/** The policies of the organization that were looked at, from the root to an account. */
export interface PolicyPath {
  /** SCPs bind the account of the principal, RCPs the account of the resource. */
  readonly layer: 'service-control' | 'resource-control';
  /** Root, organizational units and account with the policies attached there; empty when none of them has a say. */
  readonly nodes: readonly { readonly node: string; readonly policies: readonly string[] }[];
  /** Why none has a say. @default - they have */
  readonly reason?: string;
}

/** The way from the root to the account of the principal, and to that of the resource. */
export function policyPaths(world: World, { request, policies }: DecisionInputs): readonly PolicyPath[] {
  const { kind, accountId } = request.principal;
  const unbound = kind === 'service' || kind === 'anonymous' || kind === 'federated' ? 'bind identities of accounts only'
    : kind === 'service-linked-role' ? 'do not bind service-linked roles' : placeReason(world, accountId);
  const uncontrolled = kind === 'service-linked-role' ? 'do not bind service-linked roles'
    : placeReason(world, request.resourceAccountId) ?? `do not reach ${request.action.split(':')[0]}`;
  return [
    path('service-control', policies.serviceControl, unbound ?? 'are not enabled'),
    path('resource-control', policies.resourceControl, uncontrolled),
  ];
}

function placeReason(world: World, accountId: string | undefined): string | undefined {
  if (accountId === world.managementAccountId) {
    return 'do not bind the management account';
  }
  return world.state.organizations.accounts.has(accountId ?? '') ? undefined : 'do not bind accounts outside the organization';
}

function path(layer: PolicyPath['layer'], levels: readonly PolicyLevel[] | undefined, reason: string): PolicyPath {
  return levels
    ? { layer, nodes: levels.map(({ node, policies }) => ({ node, policies: policies.map(({ name }) => name) })) }
    : { layer, nodes: [], reason };
}
