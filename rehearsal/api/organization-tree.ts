import { World } from '../aws/world';
import { OrganizationNode } from '../report/summary';

/** The organization of a world, root first; undefined while there is none. */
export function organizationTree(world: World): OrganizationNode | undefined {
  const { organization } = world.state.organizations;
  return organization && unitNode(world, organization.rootId);
}

function unitNode(world: World, id: string): OrganizationNode {
  const { units, accounts } = world.state.organizations;
  const below = [...units.values()].filter(unit => unit.parentId === id);
  const members = [...accounts.values()].filter(account => account.parentId === id);
  const unit = units.get(id)!;
  return {
    kind: unit.parentId === undefined ? 'root' : 'organizational-unit',
    id,
    name: unit.name,
    policies: policiesAt(world, id),
    children: [
      ...below.map(child => unitNode(world, child.id)),
      ...members.map((account): OrganizationNode => ({
        kind: 'account',
        id: account.id,
        name: account.name,
        status: account.status === 'ACTIVE' ? undefined : account.status,
        policies: policiesAt(world, account.id),
        children: [],
      })),
    ],
  };
}

/** What AWS attaches everywhere by itself says nothing about a place. */
function policiesAt(world: World, id: string): readonly string[] {
  return [...world.state.organizations.policies.values()]
    .filter(policy => !policy.awsManaged && policy.targets.has(id))
    .map(policy => policy.name);
}
