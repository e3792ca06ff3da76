import Table from 'cli-table3';
import type { Colors } from 'picocolors/types';
import { InertUse, PhaseSummary, RehearsalSummary } from './summary';

const SYMBOLS = { passed: '✅', failed: '❌', skipped: '➖' } as const;

/** A table without borders: names left, facts right. */
const PLAIN = {
  chars: {
    top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
    left: ' ', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: ' ',
  },
  style: { 'padding-left': 0, 'padding-right': 1, head: [], border: [] },
};

/** One line a phase: what was rehearsed, and how it ended. */
export function phaseText(phase: PhaseSummary, colors: Colors): string {
  const title = phase.status === 'skipped' ? colors.dim(phase.title) : phase.title;
  const detail = phase.status === 'failed' ? '' : phase.detail; // the failure itself follows, with all there is to know
  return ` ${SYMBOLS[phase.status]}  ${title}${detail ? colors.dim(` · ${detail}`) : ''}`;
}

/** The last word: refused or not, and how much was looked at. */
export function verdictText(summary: RehearsalSummary, colors: Colors): string {
  const { counts, failures } = summary;
  const verdict = summary.succeeded
    ? colors.bold(colors.green('✅  AWS would accept this deployment, as far as the model knows'))
    : colors.bold(colors.red(`❌  refused: ${failures.length} ${failures.length === 1 ? 'problem' : 'problems'}`));
  const table = new Table(PLAIN);
  table.push(
    [counts.stacks, 'stacks'],
    [counts.stackSetInstances, 'StackSet instances'],
    [counts.resources, 'resources'],
    [counts.authorizations, 'API calls authorised, over all phases'],
    [counts.rules, 'pre-conditions of AWS checked'],
    [counts.inertProperties, `properties without effect in the model${counts.inertProperties > 0 ? ' (reasons: --inert)' : ''}`],
  );
  return `${verdict}\n\n${plainTable(table)}`;
}

/** The properties that the model keeps without effect, each with its reason. */
export function inertText(inert: readonly InertUse[]): string {
  const table = new Table({ ...PLAIN, head: ['type', 'property', 'resources', 'reason'] });
  table.push(...inert.map(use => [use.type, use.property, use.uses, use.reason]));
  return plainTable(table);
}

/** The library pads the last column too. */
function plainTable(table: Table.Table): string {
  return table.toString().split('\n').map(line => line.trimEnd()).join('\n');
}
