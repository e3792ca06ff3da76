import type { Colors } from 'picocolors/types';
import { guardrailText } from '../simulation/guardrail-names';
import { DecisionSummary, FailureSummary } from './summary';

/** A refusal as a person reads it: what, where, why, what to do. */
export function failureText(failure: FailureSummary, colors: Colors): string {
  const facts: [string, string | undefined][] = [
    ['resource', resourceText(failure)],
    ['construct', failure.constructPath],
    ['stack', failure.stackName],
    ['account', failure.account],
    ['region', failure.region],
    ['phase', failure.phase],
    ['rule', failure.rule && `${failure.rule.id}: ${failure.rule.statement}`],
    ['source', failure.rule?.source],
    ['decided by', failure.decision && decisionText(failure.decision)],
    ['remedy', failure.remedy],
  ];
  const lines = facts.filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `   ${colors.dim(name.padEnd(10))} ${name === 'remedy' ? colors.bold(value!) : value}`);
  return [`${colors.red('❌')} ${colors.bold(colors.red(failure.message))}`, ...lines].join('\n');
}

function resourceText({ logicalId, resourceType }: FailureSummary): string | undefined {
  return logicalId && (resourceType ? `${logicalId} (${resourceType})` : logicalId);
}

function decisionText(decision: DecisionSummary): string {
  const statement = decision.statement === undefined ? undefined : `statement ${decision.statement}${decision.sid ? ` "${decision.sid}"` : ''}`;
  const where = [
    statement,
    decision.policy && `of policy "${decision.policy}"`,
    decision.node && `at ${decision.node}`,
    decision.guardrail && `= guardrail ${decision.guardrails ? guardrailText(decision.guardrails) : decision.guardrail}`,
  ].filter(Boolean).join(' ');
  return where ? `${where} (${decision.layer}): ${decision.explanation}` : `${decision.layer}: ${decision.explanation}`;
}
