import type { World } from '../world';
import { attachedPolicies } from './organization-policies';
import { OrganizationPolicy } from './organization-state';
import { unitsAbove } from './organization-tree';

/** A value that a policy of the organization gives an account, and the policy. */
export interface Assigned {
  readonly value: string;
  readonly policy: OrganizationPolicy;
}

/**
 * What the policies of a type that are no access policies (EC2, S3) assign at a path, as an account gets it: the one nearest to the account
 * counts, unless one above forbids children to change it.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html
 */
export function assignedTo(world: World, accountId: string, type: string, path: readonly string[]): Assigned | undefined {
  if (world.state.organizations.policyTypes.get(type)?.status !== 'ENABLED') {
    return undefined;
  }
  let assigned: Assigned | undefined;
  for (const target of [...unitsAbove(world, accountId), accountId]) {
    for (const policy of attachedPolicies(world, target, type)) {
      const setting = valueAt(JSON.parse(policy.content), path);
      if (typeof setting?.['@@assign'] === 'string') {
        assigned = { value: setting['@@assign'], policy };
      }
      if (Array.isArray(setting?.[FOR_CHILDREN]) && setting[FOR_CHILDREN].includes('@@none')) {
        return assigned;
      }
    }
  }
  return assigned;
}

const FOR_CHILDREN = '@@operators_allowed_for_child_policies';

function valueAt(content: unknown, path: readonly string[]): Readonly<Record<string, unknown>> | undefined {
  const value = path.reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], content);
  return value as Readonly<Record<string, unknown>> | undefined;
}
