import { asList, Context, PolicyDocument, statementsOf } from '../../lib/policy';
import { parseArn } from '../aws/arn';
import { decide } from '../aws/authorization';
import { Operation, Rule } from '../aws/contract';
import { Role, serviceCaller } from '../aws/services/iam';
import type { World } from '../aws/world';

/** ARNs of roles and users that a policy names as principals. */
function principalsIn(policy: PolicyDocument): readonly string[] {
  return statementsOf(policy).flatMap(({ Principal }) => Principal && Principal !== '*' ? asList(Principal.AWS) : [])
    .filter(name => /^(role|user)\//.test(parseArn(name)?.resource ?? ''));
}

/**
 * Refuses a policy that names a role or user which does not exist yet: AWS stores the id of a principal, and answers "Invalid principal in
 * policy". What stood in the management account or in an adopted account before is not known: a principal there is taken for existing,
 * unless this deployment makes it later.
 */
export function requirePrincipals(operation: Operation, rule: Rule, policy: PolicyDocument): void {
  const { world } = operation;
  for (const arn of principalsIn(policy)) {
    const principal = world.state.iam.roles.get(arn) ?? world.state.iam.users.get(arn);
    if (principal) {
      operation.requirePath(rule, principal.origin, `${arn} may not exist yet`);
    } else {
      const account = world.state.organizations.accounts.get(parseArn(arn)?.accountId ?? '');
      const remedy = 'name a role or user that exists, or let this resource depend on the one that creates it';
      operation.require(rule, !(account?.origin && account.joinedMethod === 'CREATED'), `the policy names ${arn}, which does not exist`, remedy);
      world.state.iam.assumedPrincipals.set(arn, rule);
    }
  }
}

/**
 * Refuses a role that trusts itself, and one that trusts a role which names it in turn: each would have to be there before the other.
 */
export function refuseTrustCycle(operation: Operation, rule: Rule, arn: string, trust: PolicyDocument): void {
  const { roles } = operation.world.state.iam;
  const named = principalsIn(trust);
  operation.require(rule, !named.includes(arn), `the trust policy of ${arn} names the role itself`, 'leave it out: add it in a later update, if it must be');
  const partner = named.map(name => roles.get(name)).find(role => role && principalsIn(role.trust).includes(arn));
  operation.require(rule, !partner, `${arn} and ${partner?.arn} name each other in their trust policies: neither can be created first`,
    'let one of them trust the account, with a condition on aws:PrincipalArn');
}

/** Refuses the creation of a role or user that a policy of this deployment has named before it was there. */
export function requireUnnamed(operation: Operation, arn: string): void {
  const rule = operation.world.state.iam.assumedPrincipals.get(arn);
  if (rule) {
    operation.require(rule, false, `a policy names ${arn} as principal before this resource creates it`, 'let the policy depend on the role');
  }
}

/** Whether an AWS service may assume a role, saying in the context for whom it acts. */
export function isAssumableBy(world: World, role: Role, service: string, context?: Context): boolean {
  return decide(world, serviceCaller(service), { action: 'sts:AssumeRole', resource: role.arn, resourceAccountId: role.accountId, context }).allowed;
}
