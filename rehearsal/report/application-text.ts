import type { Colors } from 'picocolors/types';
import type { ApplicationSummary, BlockedPermission } from '../application';
import { guardrailText } from '../simulation/guardrail-names';
import { failureText } from './failure-text';

/** An app in a landing zone as a person reads it: what was refused, what its roles may not, where it went, the verdict. */
export function applicationText(summary: ApplicationSummary, colors: Colors): string {
  return [
    ...summary.failures.map(failure => failureText(failure, colors)),
    ...summary.blocked.map(blocked => blockedText(blocked, colors)),
    ...summary.conditional.map(conditional => blockedText(conditional, colors)),
    ...summary.assumptions.map(assumption => `   ${colors.dim('assumed')}    ${assumption}`),
    summary.stacks.map(({ displayName, account, region }) => `   ${displayName} ${colors.dim(`in ${account}, ${region}`)}`).join('\n'),
    verdictText(summary, colors),
  ].join('\n\n');
}

/** A permission that a role has and cannot use, with what denies it. */
export function blockedText(blocked: BlockedPermission, colors: Colors): string {
  const { actions, constructPath, deniedFor, dependsOn, explanation, grantedBy, logicalId } = blocked;
  const { region, remedy, resource, role, roleArn, stackName } = blocked;
  const facts: (readonly [string, string | undefined])[] = [
    ['on', resource],
    ['region', region],
    ['construct', constructPath ?? `${logicalId} of ${stackName}`],
    ['granted by', `statement ${grantedBy.statement}${grantedBy.sid === undefined ? '' : ` "${grantedBy.sid}"`} of "${grantedBy.policy}"`],
    ['denied by', denierText(blocked) ?? explanation],
    ['denied for', deniedFor],
    ['depends on', dependsOn?.join(', ')],
    ['remedy', colors.bold(remedy)],
  ];
  const isOpen = dependsOn !== undefined || deniedFor !== undefined;
  const sign = isOpen ? '❔' : '❌';
  const color = isOpen ? colors.yellow : colors.red;
  const verb = isOpen ? 'may be denied' : 'is denied';
  const kind = /:user\//.test(roleArn) ? 'user' : 'role';
  return [
    `${sign} ${colors.bold(color(`${kind} ${role} may ${actionsText(actions)}, and ${verb}`))}`,
    ...facts.filter(([, value]) => value !== undefined).map(([name, value]) => `   ${colors.dim(name.padEnd(10))} ${value}`),
  ].join('\n');
}

/** What denies, with its guardrail; undefined where no statement does. */
export function denierText({ guardrails, layer, node, policy, sid, statement }: BlockedPermission): string | undefined {
  return policy === undefined || statement === undefined ? undefined : [
    `statement ${statement}${sid === undefined ? '' : ` "${sid}"`} of ${layer} policy "${policy}"`,
    ...node === undefined ? [] : [`at ${node}`],
    ...guardrails.length > 0 ? [`= guardrail ${guardrailText(guardrails)}`] : [],
  ].join(' ');
}

const MOST_ACTIONS = 6;

function actionsText(actions: readonly string[]): string {
  return actions.slice(0, MOST_ACTIONS).join(', ') + (actions.length > MOST_ACTIONS ? ` and ${actions.length - MOST_ACTIONS} more` : '');
}

function verdictText({ blocked, failures, resources, runs, succeeded }: ApplicationSummary, colors: Colors): string {
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  if (runs) {
    return colors.bold(colors.green(`✅  the guardrails let this app deploy (${count(resources, 'resource')}) and run, as far as the model knows`));
  }
  return colors.bold(colors.red(succeeded
    ? `❌  the guardrails let this app deploy, and deny ${count(blocked.length, 'permission')} of its roles`
    : `❌  refused: ${count(failures.length, 'problem')}`));
}
