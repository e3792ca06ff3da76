import { GuardrailName } from './guardrail-names';
import { Question } from './question';
import { requireGuardrail } from './question-names';
import { DecidingStatement, Simulation } from './simulate';

/** A question with the answer that it must get. */
export interface RequestRow extends Question {
  /** The reason to have the row. @default - none */
  readonly title?: string;
  readonly expect: 'allowed' | 'denied';
  /** Id of a guardrail a statement of which must deny; with `denied` only. @default - any statement of any policy may */
  readonly by?: string;
}

/** A row and the answer that it got. */
export interface RowResult {
  /** Position in the table, counted from 1. */
  readonly number: number;
  readonly row: RequestRow;
  readonly passed: boolean;
  /** Why it differs, in a sentence. @default - it does not */
  readonly difference?: string;
  /** @default - the question cannot be asked; `difference` says why */
  readonly simulation?: Simulation;
}

/** Who answers: a rehearsal. */
export interface Answering {
  /** The guardrails that `by` may name. */
  readonly guardrails: readonly GuardrailName[];
  simulate(question: Question): Simulation;
}

/** Asks every row of a table. */
export function checkTable(rehearsal: Answering, rows: readonly RequestRow[]): readonly RowResult[] {
  return rows.map((row, index) => ({ number: index + 1, row, ...checkRow(rehearsal, row) }));
}

function checkRow(rehearsal: Answering, row: RequestRow): Pick<RowResult, 'passed' | 'difference' | 'simulation'> {
  const { title: _, expect: expected, by, ...question } = row;
  try {
    requireGuardrail(rehearsal.guardrails, by);
    const simulation = rehearsal.simulate(question);
    const difference = differenceOf(simulation, expected, by);
    return { passed: difference === undefined, simulation, ...difference !== undefined && { difference } };
  } catch (error) {
    // An account or a principal that there is not, a malformed value: this row's mistake, and the others are told too.
    return { passed: false, difference: (error as Error).message };
  }
}

/** Why an answer is not the expected one; undefined when it is. */
export function differenceOf(simulation: Simulation, expected: 'allowed' | 'denied', by?: string): string | undefined {
  if (simulation.outcome !== expected) {
    return `expected ${expected}${by === undefined ? '' : ` by ${by}`}, got ${simulation.outcome}: ${simulation.explanation}`;
  }
  return by === undefined || guardrailIds(simulation.denials).includes(by) ? undefined
    : `expected denied by ${by}, got denied by ${guardrailIds(simulation.denials).join(', ') || 'no guardrail'}: ${simulation.explanation}`;
}

function guardrailIds(statements: readonly DecidingStatement[]): readonly string[] {
  return [...new Set(statements.flatMap(({ guardrails }) => guardrails.map(({ id }) => id)))];
}

const REQUIRED = ['as', 'account', 'action', 'expect'] as const;
const MEMBERS = [...REQUIRED, 'title', 'resource', 'region', 'context', 'by'];

/**
 * What is wrong with a table that a person wrote; empty when nothing is.
 *
 * @param table what the file holds
 */
export function tableProblems(table: unknown): readonly string[] {
  if (!Array.isArray(table) || table.length === 0) {
    return [`a table must be a list of rows {as, account, action, resource, expect, …}, got ${JSON.stringify(table)?.slice(0, 60)}: write one row at least`];
  }
  return table.flatMap((row: unknown, index) => rowProblems(row).map(problem => `row ${index + 1}: ${problem}`));
}

function rowProblems(row: unknown): readonly string[] {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) {
    return [`must be an object, got ${JSON.stringify(row)}: write {"as": …, "account": …, "action": …, "expect": …}`];
  }
  const members = row as Readonly<Record<string, unknown>>;
  const isText = (member: string) => members[member] === undefined || typeof members[member] === 'string';
  return [
    ...REQUIRED.filter(member => members[member] === undefined).map(member => `'${member}' must be given: add it`),
    ...Object.keys(members).filter(member => !MEMBERS.includes(member)).map(member => `'${member}' is no member of a row: use ${MEMBERS.join(', ')}`),
    ...MEMBERS.filter(member => member !== 'context' && !isText(member)).map(member => `'${member}' must be a text, got ${JSON.stringify(members[member])}: quote it`),
    ...expectationProblems(members),
    ...contextProblems(members.context),
  ];
}

function expectationProblems({ expect, by }: Readonly<Record<string, unknown>>): readonly string[] {
  if (expect !== undefined && expect !== 'allowed' && expect !== 'denied') {
    return [`'expect' must be "allowed" or "denied", got ${JSON.stringify(expect)}: write one of them`];
  }
  return by !== undefined && expect === 'allowed' ? ["'by' must stand with \"expect\": \"denied\", got \"allowed\": no guardrail allows"] : [];
}

function contextProblems(context: unknown): readonly string[] {
  const isValue = (value: unknown) => typeof value === 'string' || (Array.isArray(value) && value.every(item => typeof item === 'string'));
  const holds = context === undefined
    || (typeof context === 'object' && context !== null && !Array.isArray(context) && Object.values(context).every(isValue));
  return holds ? [] : [`'context' must map condition keys to a text or a list of texts, got ${JSON.stringify(context)}: quote the values`];
}
