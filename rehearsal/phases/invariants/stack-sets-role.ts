import { decide } from '../../aws/authorization';
import { RehearsalFailure, Rule } from '../../aws/contract';
import { World } from '../../aws/world';

/** The baseline of tomorrow rests on it. */
export const STACK_SETS_ROLE: Rule = {
  id: 'lock-out/stack-sets-role',
  statement: 'The execution role of StackSets may update and delete stacks in every account and region in which it made some.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-associate-stackset-with-org.html',
};

const ROLE_NAME = /^stacksets-exec-/;

/** Checks the StackSets execution role of one account. */
export function checkStackSetsRole(world: World, accountId: string, regions: readonly string[]): void {
  const roles = [...world.state.iam.roles.values()].filter(role => role.accountId === accountId && ROLE_NAME.test(role.name));
  for (const role of roles) {
    for (const region of regions) {
      for (const action of ['cloudformation:UpdateStack', 'cloudformation:DeleteStack']) {
        const resource = `arn:${world.partition}:cloudformation:${region}:${accountId}:stack/StackSet-any/1`;
        const decision = decide(world, world.sessionOf(role.arn), { action, resource, region });
        if (!decision.allowed) {
          throw new RehearsalFailure({
            kind: 'invariant', rule: STACK_SETS_ROLE, decision, accountId, region,
            message: `${role.arn} may no longer ${action} in ${region}: ${decision.explanation}`,
            remedy: 'exempt role/stacksets-exec-* in the policy that denies',
          });
        }
      }
    }
  }
}
