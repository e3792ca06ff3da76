import { rootSession } from '../api/principals';
import { parseArn } from '../aws/arn';
import { sessionOf } from '../aws/services/iam';
import { permissionSetRole } from '../aws/services/identity-center';
import { techniquesOf } from './catalogue';
import { Edge, Tools } from './edge';
import { entered, intoRole, IsHeld, needsRole } from './entry';
import { allowsEverything, Held, newCaller, OF_CHOICE } from './held';
import { Technique } from './technique';

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
    ...ofSelfManagedStackSets(tools, held, isHeld),
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

/** Permission sets as they are, as somebody may write them, and new ones. */
function ofIdentityCenter(tools: Tools, held: Held, accounts: readonly string[], isHeld: IsHeld): readonly Edge[] {
  const { names, knowledge } = tools;
  const roles = accounts.flatMap(id => knowledge.rolesOf.get(id) ?? []).filter(({ path }) => path.startsWith(PERMISSION_SET_PATH));
  const permitted = (...ways: readonly Technique['way'][]) => techniquesOf(...ways)
    .flatMap(technique => (done => done ? [{ technique, done }] : [])(names.permitted(held, technique.calls)));
  return [
    ...permitted('permission-set').flatMap(({ technique, done }) => accounts.map(id => newSession(tools, technique, id, 'new', done))),
    ...permitted('permission-set-assigned').slice(0, 1).flatMap(({ technique, done }) => ofExistingSets(tools, technique, accounts, done)),
    ...permitted('permission-set-assigned', 'membership-of-directory').slice(0, 1).flatMap(({ technique, done }) =>
      roles.filter(({ arn }) => !isHeld(arn)).map(role => intoRole(tools, technique, role, done))),
    ...permitted('permission-set-written').slice(0, 1).flatMap(({ technique, done }) => roles.map(({ arn }) => sessionOf(knowledge.world, arn))
      .filter(({ identity }) => !allowsEverything(identity))
      .map(caller => entered(technique, caller.principal.roleArn!, { ...caller, identity: [...caller.identity, OF_CHOICE] }, done, ['everything']))),
    ...permitted('permission-set-unbounded').slice(0, 1).flatMap(({ technique, done }) => roles.map(({ arn }) => sessionOf(knowledge.world, arn))
      .filter(({ boundary }) => boundary !== undefined)
      .map(caller => entered(technique, caller.principal.roleArn!, { ...caller, boundary: undefined }, done, ['boundary']))),
  ];
}

/** Sets that allow everything by a policy of AWS, below no boundary, in accounts that do not have them yet. */
function ofExistingSets(tools: Tools, technique: Technique, accounts: readonly string[], done: readonly string[]): readonly Edge[] {
  const { world } = tools.knowledge;
  return [...world.state.identityCenter.permissionSets.values()]
    .filter(({ content: { boundary, managed } }) => boundary === undefined && managed.some(arn => arn.endsWith(':policy/AdministratorAccess')))
    .flatMap(({ name }) => accounts.filter(id => !permissionSetRole(world, id, name))
      .map(id => newSession(tools, technique, id, name, done)));
}

function newSession({ knowledge: { world } }: Tools, technique: Technique, id: string, name: string, done: readonly string[]): Edge {
  const arn = `arn:${world.partition}:iam::${id}:role${PERMISSION_SET_PATH}AWSReservedSSO_${name}`;
  return entered(technique, arn, newCaller('role', arn, id, undefined), done, ['new']);
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

/** StackSets with roles of their own run as a role of one name in all accounts that have it: an account's own StackSets alone. */
function ofSelfManagedStackSets(tools: Tools, held: Held, isHeld: IsHeld): readonly Edge[] {
  const { names, knowledge } = tools;
  const [technique] = techniquesOf('self-managed-stack-set');
  const usable = [...knowledge.world.state.cloudformation.stackSets.values()]
    .filter(({ arn, selfManaged }) => selfManaged && parseArn(arn)?.accountId === held.accountId)
    .filter(({ arn }) => names.permitted(held, technique.calls, { target: arn }));
  return usable.flatMap(({ arn, selfManaged }) => [...knowledge.rolesOf.values()].flat()
    .filter(role => role.name === selfManaged!.executionRoleName && !isHeld(role.arn))
    .map(role => intoRole(tools, technique, role, [arn])));
}
