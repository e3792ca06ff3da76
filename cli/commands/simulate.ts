import { Command, InvalidArgumentError } from 'commander';
import pc from 'picocolors';
import { checkTable, Question, Rehearsal, rehearse, RequestRow, simulationText, tableProblems, tableText } from '../../rehearsal';
import { EXIT, ExitCode, Terminal } from '../terminal';
import { jsonIn, organizationIn, QUOTAS_OPTION, quotasIn, readable, requireAssembly, WORLD_OPTION } from './inputs';

type Context = Readonly<Record<string, readonly string[]>>;

interface SimulateOptions {
  readonly as?: string;
  readonly account?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly region?: string;
  readonly context?: Context;
  readonly table?: string;
  readonly world?: string;
  readonly quotas?: string;
  readonly json?: boolean;
  readonly color: boolean;
}

/** `landing-zone simulate`: who may do what in the organization that a synthesised assembly makes. */
export function simulateCommand(terminal: Terminal, ended: (code: ExitCode) => void): Command {
  const command = new Command('simulate');
  return command
    .description('Answers whether a principal may do something under every SCP, RCP, identity and resource policy of what `cdk synth` wrote, and which '
      + 'statement decides. No AWS account, no credentials.')
    .argument('[CDK_OUT]', 'directory of the cloud assembly', 'cdk.out')
    .option('--as <PRINCIPAL>', 'root, root-session, role/<path><name>, user/<name>, saml-provider/<name>, oidc-provider/<host>, an ARN, a service principal, *')
    .option('--account <NAME>', 'name or id of the account in which it happens')
    .option('--action <ACTION>', 'IAM action, e.g. s3:DeleteObject')
    .option('--resource <ARN>', 'ARN of the resource (default: *)')
    .option('--region <REGION>', 'region of the endpoint (default: that of the resource, else the home region)')
    .option('--context <KEY=VALUE>', 'condition key of the request, again for more keys and values; KEY= when the request does not have it', contextWith)
    .option('--table <FILE>', 'asks every row of a JSON table: {title, as, account, action, resource, region, context, expect, by}')
    .option(...WORLD_OPTION)
    .option(...QUOTAS_OPTION)
    .option('--json', 'print the answer as JSON')
    .option('--no-color', 'no colours')
    .addHelpText('after', '\nEnds with 0 when allowed, or when every row of the table is answered as expected; with 1 when denied, or when a row differs; '
      + 'with 2 when\nthere is no answer: wrong use, a row that cannot be asked, an assembly that AWS would refuse, or a condition key that decides and that nobody gave.')
    .action(async (directory: string, options: SimulateOptions) => ended(await run(directory, options, terminal, command)));
}

async function run(directory: string, options: SimulateOptions, terminal: Terminal, command: Command): Promise<ExitCode> {
  const ask = options.table === undefined ? single(questionOf(options, command)) : table(rowsIn(options.table, options, command));
  const world = options.world === undefined ? undefined : organizationIn(options.world, command);
  const quotas = options.quotas === undefined ? undefined : quotasIn(options.quotas, command);
  requireAssembly(directory, command);
  const rehearsal = await readable(rehearse(directory, { world, quotas, faults: 'none', phases: [] }), command);
  if (rehearsal.failure) {
    command.error(`error: AWS would refuse this deployment, so there is nobody to ask: ${rehearsal.failure.message}: `
      + 'run `landing-zone rehearse` for all of it');
  }
  const colors = pc.createColors(terminal.colors && options.color && pc.isColorSupported);
  const { code, text, data } = answered(() => ask(rehearsal, colors), command);
  terminal.print(options.json ? JSON.stringify(data, undefined, 2) : text);
  return code;
}

/** What an answer prints, and how the command ends. */
interface Answer {
  readonly code: ExitCode;
  readonly text: string;
  readonly data: unknown;
}

type Ask = (rehearsal: Rehearsal, colors: ReturnType<typeof pc.createColors>) => Answer;

const CODES = { allowed: EXIT.success, denied: EXIT.refused, undecided: EXIT.wrongUse } as const;

function single(question: Question): Ask {
  return (rehearsal, colors) => {
    const simulation = rehearsal.simulate(question);
    return { code: CODES[simulation.outcome], text: simulationText(simulation, colors), data: simulation };
  };
}

function table(rows: readonly RequestRow[]): Ask {
  return (rehearsal, colors) => {
    const results = checkTable(rehearsal, rows);
    const asked = results.every(({ simulation }) => simulation !== undefined);
    const code = !asked ? EXIT.wrongUse : results.every(({ passed }) => passed) ? EXIT.success : EXIT.refused;
    return { code, text: tableText(results, colors), data: results };
  };
}

/** An account or a principal that there is not is wrong use; so is what the policy language does not take. */
function answered(ask: () => Answer, command: Command): Answer {
  try {
    return ask();
  } catch (error) {
    return command.error(`error: ${(error as Error).message}`);
  }
}

function questionOf({ as, account, action, resource, region, context }: SimulateOptions, command: Command): Question {
  if (as === undefined || account === undefined || action === undefined) {
    const missing = Object.entries({ as, account, action }).filter(([, value]) => value === undefined).map(([name]) => `--${name}`);
    return command.error(`error: ${missing.join(', ')} must be given: say who asks for what and where, or give a --table`);
  }
  return { as, account, action, resource, region, context };
}

function rowsIn(file: string, options: SimulateOptions, command: Command): readonly RequestRow[] {
  const beside = (['as', 'account', 'action', 'resource', 'region', 'context'] as const).filter(name => options[name] !== undefined);
  if (beside.length > 0) {
    command.error(`error: --table must stand alone, got ${beside.map(name => `--${name}`).join(', ')} too: write it into the rows`);
  }
  const rows = jsonIn('--table', file, command);
  const problems = tableProblems(rows);
  if (problems.length > 0) {
    command.error(problems.map(problem => `error: ${file}: ${problem}`).join('\n'));
  }
  return rows as readonly RequestRow[];
}

/** Adds one `KEY=VALUE`; `KEY=` says that the request does not have the key. */
function contextWith(text: string, before: Context = {}): Context {
  const at = text.indexOf('=');
  if (at < 1) {
    throw new InvalidArgumentError('Write KEY=VALUE, or KEY= when the request does not have the key.');
  }
  const [key, value] = [text.slice(0, at), text.slice(at + 1)];
  return { ...before, [key]: [...before[key] ?? [], ...value === '' ? [] : [value]] };
}
