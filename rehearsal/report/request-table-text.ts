import Table from 'cli-table3';
import type { Colors } from 'picocolors/types';
import { guardrailText } from '../simulation/guardrail-names';
import type { RowResult } from '../simulation/request-table';
import { pathText, statementText } from './simulation-text';

/** A table of requests as a person reads it: a line for each, then all there is to know of those that differ. */
export function tableText(results: readonly RowResult[], colors: Colors): string {
  const table = new Table({ head: ['', '', 'request', 'as', 'account', 'expected', 'got', 'by'], style: { head: [], border: [] } });
  table.push(...results.map(({ number, row, passed, simulation }) => [
    passed ? '✅' : '❌', number, row.title ?? row.action, row.as, row.account, row.expect + (row.by === undefined ? '' : ` by ${row.by}`),
    simulation?.outcome ?? 'no answer', (simulation?.decision?.guardrails ?? []).map(({ id }) => id).join(', ') || simulation?.decision?.policy || '',
  ]));
  const differing = results.filter(({ passed }) => !passed);
  const verdict = differing.length === 0
    ? colors.bold(colors.green(`✅  all ${results.length} requests are answered as expected`))
    : colors.bold(colors.red(`❌  ${differing.length} of ${results.length} requests ${differing.length === 1 ? 'differs' : 'differ'}`));
  return [table.toString(), ...differing.map(result => differenceText(result, colors)), verdict].join('\n\n');
}

function differenceText({ difference, number, row, simulation }: RowResult, colors: Colors): string {
  const { account, action, as, resource = '*', title } = row;
  const decision = simulation?.decision;
  const facts: [string, string | undefined][] = [
    ['request', `${action} on ${resource} as ${as} of ${account}`],
    ['by', decision?.policy === undefined ? undefined : statementText(decision)],
    ['guardrail', guardrailText(decision?.guardrails ?? []) || undefined],
    ...(simulation?.paths ?? []).map(path => [path.layer === 'service-control' ? 'SCPs' : 'RCPs', pathText(path)] as [string, string]),
  ];
  return [
    colors.red(`row ${number}${title === undefined ? '' : ` "${title}"`}: ${difference}`),
    ...facts.filter(([, value]) => value !== undefined).map(([name, value]) => `   ${colors.dim(name.padEnd(9))} ${value}`),
  ].join('\n');
}
