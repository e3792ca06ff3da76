import type { Colors } from 'picocolors/types';
import { guardrailText } from '../simulation/guardrail-names';
import type { StatementPlace } from '../simulation/open-statements';
import type { PolicyPath } from '../simulation/policy-paths';
import type { DecidingStatement, Simulation } from '../simulation/simulate';

const SYMBOLS = { allowed: '✅', denied: '❌', undecided: '❔' } as const;
const LAYERS = { 'service-control': 'SCPs', 'resource-control': 'RCPs' } as const;

/** The answer to a question as a person reads it: the answer, who decided, what was looked at. */
export function simulationText(simulation: Simulation, colors: Colors): string {
  const { outcome, action, resource, decision } = simulation;
  const color = { allowed: colors.green, denied: colors.red, undecided: colors.yellow }[outcome];
  return [
    `${SYMBOLS[outcome]} ${colors.bold(color(outcome))}   ${action} on ${resource}`,
    ...facts(simulation).map(([name, value]) => `   ${colors.dim(name.padEnd(11))} ${value}`),
    ...decision === undefined ? [`   ${simulation.explanation}`] : [],
  ].join('\n');
}

function facts(simulation: Simulation): readonly (readonly [string, string])[] {
  const { assumptions, decision, denials, paths, principal, region, undecided } = simulation;
  const others = denials.filter(({ node, policy, statement }) =>
    !(decision?.node === node && decision?.policy === policy && decision?.statement === statement));
  return [
    ['as', principal],
    ['region', region],
    ...decision ? decisionFacts(decision) : [],
    ...others.map(statement => ['denied also', `${statementText(statement)}${ofGuardrails(statement)}`] as const),
    ...undecided.map(statement => ['depends on', `${statementText(statement)}${ofGuardrails(statement)}`] as const),
    ...paths.map(path => [LAYERS[path.layer], pathText(path)] as const),
    ...assumptions.map(assumption => ['assumed', assumption] as const),
  ];
}

function decisionFacts(decision: DecidingStatement): readonly (readonly [string, string])[] {
  return [
    ['decided by', decision.policy === undefined ? decision.explanation.replace(/^\w+: /, '') : statementText(decision)],
    ...decision.guardrails.length > 0 ? [['guardrail', guardrailText(decision.guardrails)] as const] : [],
  ];
}

/** Where a statement stands. */
export function statementText({ layer, node, policy, sid, statement }: StatementPlace): string {
  return [
    `statement ${statement}${sid === undefined ? '' : ` "${sid}"`}`, `of ${layer} policy "${policy}"`, ...node === undefined ? [] : [`at ${node}`],
  ].join(' ');
}

function ofGuardrails({ guardrails }: Pick<DecidingStatement, 'guardrails'>): string {
  return guardrails.length > 0 ? ` = guardrail ${guardrailText(guardrails)}` : '';
}

/** The way from the root to an account, with what is attached at each step. */
export function pathText({ nodes, reason }: PolicyPath): string {
  return reason ?? nodes.map(({ node, policies }) => `${node} (${policies.join(', ') || 'none'})`).join(' › ');
}
