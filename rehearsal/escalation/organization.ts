import { rootSession } from '../api/principals';
import { techniquesOf } from './catalogue';
import { Edge, Tools } from './edge';
import { entered, intoRole, IsHeld, needsRole } from './entry';
import { Held, newCaller } from './held';

const PERMISSION_SET_PATH = '/aws-reserved/sso.amazonaws.com/';

/** Other accounts, by what the management account and delegated administrators may do there. */
export function ofOrganization(tools: Tools, held: Held, isHeld: IsHeld): readonly Edge[] {
  const { knowledge } = tools;
  const members = [...knowledge.world.state.organizations.accounts.values()].map(({ id }) => id);
  const others = members.filter(id => id !== knowledge.world.managementAccountId);
  const assignable = held.accountId === knowledge.world.managementAccountId ? members : others;
  return [
    ...knowledge.administers(held.accountId) ? rootSessions(tools, held, others, isHeld) : [],
    ...knowledge.administers(held.accountId, 'sso.amazonaws.com') ? ofIdentityCenter(tools, held, assignable, isHeld) : [],
    ...knowledge.administers(held.accountId, 'member.org.stacksets.cloudformation.amazonaws.com') ? ofStackSets(tools, held, others, isHeld) : [],
  ];
}

function rootSessions({ knowledge, possibilities }: Tools, held: Held, accounts: readonly string[], isHeld: IsHeld): readonly Edge[] {
  const { world } = knowledge;
  const [technique] = techniquesOf('root-session');
  return world.state.iam.rootSessions === undefined ? [] : accounts.map(id => ({ id, arn: `arn:${world.partition}:iam::${id}:root` }))
    .filter(({ id, arn }) => !isHeld(arn) && possibilities.permits(held, { action: 'sts:AssumeRoot', resource: arn, resourceAccountId: id }))
    .map(({ id, arn }) => entered(technique, arn, rootSession(world, id), [arn]));
}

function ofIdentityCenter(tools: Tools, held: Held, accounts: readonly string[], isHeld: IsHeld): readonly Edge[] {
  const { names, knowledge } = tools;
  const [assignment] = techniquesOf('permission-set');
  const [membership] = techniquesOf('membership-of-directory');
  const assigned = names.permitted(held, assignment.calls);
  const joined = names.permitted(held, membership.calls);
  const newRole = (id: string) => `arn:${knowledge.world.partition}:iam::${id}:role${PERMISSION_SET_PATH}AWSReservedSSO_new`;
  return [
    ...!assigned ? [] : accounts.map(id => ({ id, arn: newRole(id) }))
      .map(({ id, arn }) => entered(assignment, arn, newCaller('role', arn, id, undefined), assigned, ['new'])),
    ...!joined ? [] : accounts.flatMap(id => knowledge.rolesOf.get(id) ?? [])
      .filter(({ path, arn }) => path.startsWith(PERMISSION_SET_PATH) && !isHeld(arn))
      .map(role => intoRole(tools, membership, role, joined)),
  ];
}

function ofStackSets(tools: Tools, held: Held, accounts: readonly string[], isHeld: IsHeld): readonly Edge[] {
  const { names, knowledge } = tools;
  const stackSets = [...knowledge.world.state.cloudformation.stackSets.values()];
  const existing = stackSets.filter(({ selfManaged }) => !selfManaged).map(({ arn }) => arn);
  const technique = techniquesOf('stack-set').find(({ calls }) => calls.some(needsRole)
    ? existing.some(target => names.permitted(held, calls, { target }))
    : names.permitted(held, calls));
  return !technique ? [] : accounts.flatMap(id => knowledge.rolesOf.get(id) ?? [])
    .filter(({ name, arn }) => name.startsWith('stacksets-exec-') && !isHeld(arn))
    .map(role => intoRole(tools, technique, role, ['every member account']));
}
