import { Context } from '../../lib/policy';
import { decide } from '../aws/authorization';
import { Operation, Rule } from '../aws/contract';
import { Role } from '../aws/services/iam';
import { parseArn } from '../aws/arn';
import { isAssumableBy } from './principals';

/** One thing that a role is to be allowed. */
export type Ask = readonly [action: string, resource: string, context?: Context];

/** The role that a service is to assume: of the account, there first, and trusting the service. */
export function serviceRole(operation: Operation, rule: Rule, roleArn: string, service: string): Role {
  const { world, accountId } = operation;
  const role = world.state.iam.roles.get(roleArn);
  operation.require(rule, role?.accountId === accountId, `role ${roleArn} does not exist in ${accountId}`, 'create the role first');
  operation.requirePath(rule, role!.origin, `role ${role!.name} may not exist yet`);
  const trusted = isAssumableBy(world, role!, service, { 'aws:SourceAccount': accountId });
  operation.require(rule, trusted, `${service} cannot assume ${role!.name}`, `trust ${service} in the role`);
  return role!;
}

/** Refuses a role that may not do what the service will do as it, or may not yet: each of its inline policies is there first. */
export function roleMay(operation: Operation, rule: Rule, role: Role, asked: readonly Ask[]): void {
  const { world, region } = operation;
  const session = world.sessionOf(role.arn);
  for (const [action, resource, context] of asked) {
    const resourceAccountId = parseArn(resource)?.accountId || operation.accountId;
    const decision = decide(world, session, { action, resource, resourceAccountId, region, context });
    operation.require(rule, decision.allowed, `${role.name} may not ${action} on ${resource}: ${decision.explanation}`, `allow it in the policy of ${role.name}`);
  }
  if (asked.length > 0) {
    role.inline.forEach(({ origin }, name) => operation.requirePath(rule, origin, `policy ${name} of ${role.name} may come later`));
  }
}
