import { Context } from '../../lib/policy';
import { accountIdOf, callerAssumptions, callerOf, requirePrincipal } from '../api/principals';
import { World } from '../aws/world';
import { withAccountIds } from '../simulation/request';
import { Step } from './held';
import { Reached, search } from './search';

/** From whom the search begins. */
export interface ReachabilityQuestion {
  /**
   * Whose credentials somebody has: `role/<path><name>`, `user/<name>`, `permission-set/<name>` or `root` of the account, or an ARN of one;
   * `{account name}` stands for its id.
   */
  readonly as: string;
  /** Id or name of the account of the principal. */
  readonly account: string;
  /**
   * Condition keys that every request has on the way, such as aws:SourceIp; an empty list means that none has the key.
   *
   * @default - where a policy asks for what nobody knows, the answer is the worst: the request has what it asks for
   */
  readonly context?: Context;
}

/** A principal whose credentials somebody may come by. */
export interface ReachablePrincipal {
  /** ARN of the role, user or root user; one that exists already, or the example of one that is made on the way. */
  readonly principal: string;
  /** Id of its account. */
  readonly account: string;
  /**
   * Whether it may make itself anything: the root user; who makes principals without a permissions boundary; who is allowed every action,
   * under no boundary or a wider one than the principal that the search began with.
   */
  readonly isAdministrator: boolean;
  /** A shortest way found, step by step; empty for the principal of the question, which is here when it is an administrator already. */
  readonly path: readonly Step[];
}

/**
 * Every principal that somebody may come to be, by the techniques of the catalogue and under all policies as deployed; the principal itself
 * when it is an administrator already.
 *
 * @throws Error when nobody deployed the principal
 */
export function principalsReachableFrom(world: World, { as, account, context }: ReachabilityQuestion): readonly ReachablePrincipal[] {
  const named = withAccountIds(world, as);
  requirePrincipal(named);
  const caller = callerOf(world, named, accountIdOf(world, account));
  const { kind, roleArn, arn } = caller.principal;
  if (!['role', 'user', 'account-root'].includes(kind)) {
    throw new Error(`'as' must be a role, a user or the root user, got ${JSON.stringify(as)}: name who has credentials`);
  }
  const [assumption] = callerAssumptions(world, caller);
  if (assumption !== undefined) {
    throw new Error(`'as' must be deployed or stand in the world before, got ${JSON.stringify(as)}: ${assumption.replace(': taken with full permissions', '')}`);
  }
  return byPrincipal(search(world, caller, roleArn ?? arn, context));
}

/** Of each principal the way on which it comes furthest. */
function byPrincipal(reached: readonly Reached[]): readonly ReachablePrincipal[] {
  const best = new Map<string, Reached>();
  for (const one of reached) {
    const known = best.get(one.held.arn);
    best.set(one.held.arn, known && (known.isAdministrator || !one.isAdministrator) ? known : one);
  }
  return [...best.values()].map(({ held, isAdministrator }) =>
    ({ principal: held.arn, account: held.accountId, isAdministrator, path: held.path }));
}
