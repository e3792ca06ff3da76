import { asList, Context, PolicyDocument, statementsOf } from '../../lib/policy';
import { parseArn } from '../aws/arn';
import { decide } from '../aws/authorization';
import { Operation, Rule } from '../aws/contract';
import { Role, serviceCaller } from '../aws/services/iam';
import type { World } from '../aws/world';

/** ARNs of roles that a policy names as principals. */
function rolesIn(policy: PolicyDocument): readonly string[] {
  return statementsOf(policy).flatMap(({ Principal }) => Principal && Principal !== '*' ? asList(Principal.AWS) : [])
    .filter(name => parseArn(name)?.resource.startsWith('role/'));
}

/**
 * Refuses a policy that names a role which does not exist yet: AWS stores the id of a role, and answers "Invalid principal in policy".
 * What stood in the management account or in an adopted account before is not known: a role there is taken for existing, unless this
 * deployment makes it later.
 */
export function requirePrincipals(operation: Operation, rule: Rule, policy: PolicyDocument): void {
  const { world } = operation;
  for (const arn of rolesIn(policy)) {
    const role = world.state.iam.roles.get(arn);
    if (role) {
      operation.requirePath(rule, role.origin, `${arn} may not exist yet`);
    } else {
      const account = world.state.organizations.accounts.get(parseArn(arn)?.accountId ?? '');
      const remedy = 'name a role that exists, or let this resource depend on the one that creates it';
      operation.require(rule, !(account?.origin && account.joinedMethod === 'CREATED'), `the policy names ${arn}, which does not exist`, remedy);
      world.state.iam.assumedRoles.set(arn, rule);
    }
  }
}

/** Refuses the creation of a role that a policy of this deployment has named before it was there. */
export function requireUnnamed(operation: Operation, arn: string): void {
  const rule = operation.world.state.iam.assumedRoles.get(arn);
  if (rule) {
    operation.require(rule, false, `a policy names ${arn} as principal before this resource creates it`, 'let the policy depend on the role');
  }
}

/** Whether an AWS service may assume a role, saying in the context for whom it acts. */
export function isAssumableBy(world: World, role: Role, service: string, context?: Context): boolean {
  return decide(world, serviceCaller(service), { action: 'sts:AssumeRole', resource: role.arn, resourceAccountId: role.accountId, context }).allowed;
}
