import { closest, PolicyDocument } from '../../lib/policy';
import { Caller } from '../aws/contract';
import { parseArn } from '../aws/arn';
import { findRole, principalOf, rootCaller, sessionOf } from '../aws/services/iam';
import { permissionSetRole } from '../aws/services/identity-center';
import { World } from '../aws/world';
import { ROOT_TASKS } from './root-tasks';

/** The id of the account with this id or name. */
export function accountIdOf(world: World, idOrName: string): string {
  const { accounts } = world.state.organizations;
  if (accounts.has(idOrName)) {
    return idOrName;
  }
  const named = [...accounts.values()].filter(account => account.name === idOrName);
  if (named.length === 1) {
    return named[0].id;
  }
  const known = [...accounts.values()].map(account => `${account.name} (${account.id})`).join(', ');
  throw new Error(`'account' must be the id or the name of one account, got ${JSON.stringify(idOrName)}: ${
    named.length > 1 ? 'several have this name, give the id' : `the rehearsed ones are ${known}`}`);
}

/** Names that stand for a principal of the account that is asked about. */
const OF_ACCOUNT = /^(root$|root-session$|role\/|user\/|saml-provider\/|oidc-provider\/)/;

/** People who wear a permission set in the account. */
const PERMISSION_SET = 'permission-set/';

/** Service principals, of China's partition too. */
const SERVICE = /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/;

/**
 * The caller that a name stands for: `root`, `root-session`, `role/path/name`, `user/name`, `saml-provider/name`, `oidc-provider/host`,
 * `permission-set/name`, an ARN of one of them or of a session of a role, a service principal, `*` for nobody in particular.
 *
 * A role or user that nobody deployed is taken with full permissions, so that the answer tells what the policies of the organization
 * and of the resource let through.
 */
export function callerOf(world: World, as: string, accountId: string): Caller {
  if (as.startsWith(PERMISSION_SET)) {
    return wearing(world, as.slice(PERMISSION_SET.length), accountId);
  }
  if (OF_ACCOUNT.test(as)) {
    return callerOfArn(world, `arn:${world.partition}:iam::${accountId}:${as}`);
  }
  if (parseArn(as)) {
    return callerOfArn(world, as);
  }
  if (as === '*') {
    return { label: 'an unsigned request', principal: { arn: '*', kind: 'anonymous' }, identity: [] };
  }
  return principalOf(world, as);
}

/** A permission set that nobody wears in the account is no principal there. */
function wearing(world: World, permissionSet: string, accountId: string): Caller {
  const role = permissionSetRole(world, accountId, permissionSet);
  if (role) {
    return sessionOf(world, role.arn);
  }
  const { permissionSets } = world.state.identityCenter;
  const worn = [...permissionSets.values()].map(({ name }) => name).filter(name => permissionSetRole(world, accountId, name));
  throw new Error(`'as' must name a permission set that is assigned in ${accountId}, got ${JSON.stringify(permissionSet)}: ${
    worn.length === 0 ? 'none is' : `take ${worn.join(', ')}`}`);
}

/** Refuses what a person wrote for a principal and is none. */
export function requirePrincipal(as: string): void {
  const { service, resource = '' } = parseArn(as) ?? {};
  const isArn = service === 'iam' ? OF_ACCOUNT.test(resource) : service === 'sts' && resource.startsWith('assumed-role/');
  if (!isArn && !OF_ACCOUNT.test(as) && !as.startsWith(PERMISSION_SET) && as !== '*' && !SERVICE.test(as)) {
    throw new Error('\'as\' must be root, root-session, role/…, user/…, saml-provider/…, oidc-provider/…, permission-set/…, the ARN of one of '
      + `them or of a session, a service principal or *, got ${JSON.stringify(as)}: write role/<name> for a role of the account`);
  }
}

/** Whether the world has the caller, and so its permissions. */
function isDeployed(world: World, { principal, identity }: Caller): boolean {
  const { roles, users } = world.state.iam;
  return identity.length === 0 || !['role', 'user', 'service-linked-role'].includes(principal.kind)
    || roles.has(principal.roleArn ?? '') || users.has(principal.arn);
}

/**
 * What was taken for given of a caller that the deployment did not make, or whose session is not told in full; empty when nothing was.
 */
export function callerAssumptions(world: World, caller: Caller): readonly string[] {
  if (caller.principal.kind === 'root-session') {
    return ['the session carries one of the five task policies of sts:AssumeRoot: taken with what all of them allow together'];
  }
  if (isDeployed(world, caller)) {
    return [];
  }
  const similar = similarRole(world, caller);
  const linked = caller.principal.kind === 'service-linked-role' ? 'service-linked ' : '';
  return [`${linked}${caller.label} was not deployed: taken with full permissions${similar === undefined ? '' : `; did you mean ${similar}?`}`];
}

/** The deployed role of the account that is called the same or nearly so, as a question names it. */
function similarRole(world: World, { accountId, principal }: Caller): string | undefined {
  const name = nameOf(principal.roleArn ?? principal.arn);
  const roles = [...world.state.iam.roles.values()].filter(role => role.accountId === accountId);
  const meant = closest(name, roles.map(role => role.name));
  const role = roles.find(candidate => candidate.name === meant);
  return role && `role${role.path}${role.name}`;
}

const nameOf = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);

function callerOfArn(world: World, arn: string): Caller {
  const { accountId, resource, service } = parseArn(arn)!;
  const [kind, ...path] = resource.split('/');
  switch (`${service}:${kind}`) {
    case 'iam:root': return rootCaller(world, accountId);
    case 'iam:root-session': return rootSession(world, accountId);
    case 'iam:saml-provider':
    case 'iam:oidc-provider': return { label: `${resource} of ${accountId}`, principal: { arn, kind: 'federated' }, identity: [] };
    case 'sts:assumed-role': return sessionCaller(world, accountId, path[0]);
    default: return world.state.iam.roles.has(arn) || world.state.iam.users.has(arn) ? principalOf(world, arn) : administrator(world, arn);
  }
}

/** The ARN of a session does not tell the path of its role: the deployed role of the name, else one without a path. */
function sessionCaller(world: World, accountId: string, name: string): Caller {
  return callerOfArn(world, findRole(world, accountId, name)?.arn ?? `arn:${world.partition}:iam::${accountId}:role/${name}`);
}

/** A privileged session of sts:AssumeRoot: nobody says which task, so it may do what any of them may. */
export function rootSession(world: World, accountId: string): Caller {
  const { principal, ...root } = rootCaller(world, accountId);
  return { ...root, label: `root session of ${accountId}`, principal: { ...principal, kind: 'root-session' }, session: [ROOT_TASKS] };
}

const ALLOW_ALL: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** Somebody with every permission an account can give. */
function administrator(world: World, arn: string): Caller {
  const { accountId, resource } = parseArn(arn)!;
  const [kind] = resource.split('/');
  const name = nameOf(resource);
  const session = `arn:${world.partition}:sts::${accountId}:assumed-role/${name}/rehearsal`;
  const roleKind = resource.startsWith('role/aws-service-role/') ? 'service-linked-role' : 'role';
  return {
    label: `${kind} ${name} of ${accountId}`,
    principal: kind === 'user' ? { arn, kind: 'user', accountId } : { arn: session, kind: roleKind, roleArn: arn, accountId },
    accountId,
    identity: [{ name: 'AdministratorAccess', document: ALLOW_ALL }],
  };
}
