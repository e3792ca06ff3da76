import { Caller } from '../aws/contract';
import { parseArn } from '../aws/arn';
import { principalOf, rootCaller } from '../aws/services/iam';
import { World } from '../aws/world';

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

/**
 * The caller that a name stands for: `root`, `role/path/name`, `user/name`, an ARN of one of them, a service principal.
 *
 * A role or user that nobody deployed is taken with full permissions, so that the answer tells what the policies of the organization
 * and of the resource let through.
 */
export function callerOf(world: World, as: string, accountId: string): Caller {
  const arn = as.startsWith('arn:') || !/^(root$|role\/|user\/)/.test(as) ? as : `arn:${world.partition}:iam::${accountId}:${as}`;
  const parts = parseArn(arn);
  if (!parts || parts.resource === 'root') {
    return parts ? rootCaller(world, parts.accountId) : principalOf(world, arn);
  }
  return world.state.iam.roles.has(arn) ? principalOf(world, arn) : administrator(world, arn);
}

/** Somebody with every permission an account can give. */
function administrator(world: World, arn: string): Caller {
  const { accountId, resource } = parseArn(arn)!;
  const [kind] = resource.split('/');
  const name = resource.slice(resource.lastIndexOf('/') + 1);
  const session = `arn:${world.partition}:sts::${accountId}:assumed-role/${name}/rehearsal`;
  return {
    label: `${kind} ${name} of ${accountId}`,
    principal: kind === 'user' ? { arn, kind: 'user', accountId } : { arn: session, kind: 'role', roleArn: arn, accountId },
    accountId,
    identity: [{ name: 'AdministratorAccess', document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }],
  };
}
