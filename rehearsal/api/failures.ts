import { Decision } from '../../lib/policy';
import { Assembly } from '../assembly';
import { RehearsalFailure } from '../aws/contract';
import { World } from '../aws/world';
import { memberPathsOf, stacksOf } from '../engine';
import { DecisionSummary, FailureSummary } from '../report/summary';
import { guardrailsOf } from '../simulation/guardrail-names';

/**
 * A refusal as plain data, with names where AWS has ids.
 *
 * @param policies the assembly whose policies name their guardrails, where it is another
 */
export function failureSummary(
  phase: string, { details }: RehearsalFailure, world: World, assembly: Assembly, policies: Assembly = assembly,
): FailureSummary {
  const { kind, message, remedy, rule, decision, stackName, logicalId, resourceType, region } = details;
  const stack = assembly.stacks.find(({ name }) => name === stackName);
  const member = stacksOf(world).find(({ stackSet, name, accountId }) => stackSet && name === stackName && accountId === details.accountId);
  const paths = stack?.constructPaths ?? (member && memberPathsOf(assembly, member));
  const resources = (stack?.template.document ?? member?.template)?.Resources;
  return {
    phase, kind, message, remedy, rule, stackName, logicalId, region,
    resourceType: resourceType ?? (logicalId === undefined ? undefined : resources?.[logicalId]?.Type),
    constructPath: details.constructPath ?? (logicalId === undefined ? stack?.displayName : paths?.get(logicalId)),
    account: details.accountId && accountText(world, details.accountId),
    decision: decision && decisionSummary(decision, policies),
  };
}

function accountText(world: World, accountId: string): string {
  const name = world.state.organizations.accounts.get(accountId)?.name;
  return name ? `${name} (${accountId})` : accountId;
}

function decisionSummary(decision: Decision, assembly: Assembly): DecisionSummary {
  const { layer, node, policy, statement, sid, explanation } = decision;
  const guardrails = guardrailsOf(decision, assembly);
  const guardrail = guardrails.map(({ id }) => id).join(', ') || undefined;
  return { layer, node, policy, statement, sid, explanation, guardrail, ...guardrail !== undefined && { guardrails } };
}
