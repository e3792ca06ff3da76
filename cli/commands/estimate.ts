import Table from 'cli-table3';
import { Command, InvalidArgumentError } from 'commander';
import pc from 'picocolors';
import {
  CostAssumptions, CostEstimate, DescribedOrganization, OrganizationSize, Prices, ServicePresets, ServiceSelection,
} from '../../lib/controls';
import { EXIT, ExitCode, Terminal } from '../terminal';
import { describedOrganizationIn, organizationDescribedIn } from './described-organization';

interface EstimateOptions {
  readonly accounts?: number;
  readonly regions?: number;
  readonly assume?: CostAssumptions;
  readonly lines?: boolean;
  readonly json?: boolean;
  readonly color: boolean;
}

/** Estimates by the name of what they are of. */
type Estimates = Readonly<Record<string, CostEstimate>>;

/** `landing-zone estimate`: what each preset costs a month, before anything is deployed. */
export function estimateCommand(terminal: Terminal, ended: (code: ExitCode) => void): Command {
  const command = new Command('estimate');
  return command
    .description('Estimates what each preset costs a month for the organization that `cdk synth` wrote, from a dated price table and stated assumptions.')
    .argument('[CDK_OUT]', 'directory of the cloud assembly', 'cdk.out')
    .option('--accounts <N>', 'accounts, the management account among them (default: those of the assembly)', wholeNumber)
    .option('--regions <N>', 'governed regions and us-east-1 (default: those of the assembly)', wholeNumber)
    .option('--assume <NAME=VALUE>', 'another figure for one of the assumptions, again for more', assumptionWith)
    .option('--lines', 'every price with its quantity')
    .option('--json', 'print the estimates as JSON')
    .option('--no-color', 'no colours')
    .action((directory: string, options: EstimateOptions) => ended(run(directory, options, terminal, command)));
}

function run(directory: string, options: EstimateOptions, terminal: Terminal, command: Command): ExitCode {
  const { accounts, regions, assume } = options;
  const described = accounts === undefined || regions === undefined
    ? describedOrganizationIn(directory, 'give --accounts and --regions', command) : organizationDescribedIn(directory, command);
  const size = { accounts: accounts ?? described!.accounts, regions: regions ?? described!.regions };
  const estimates = Object.fromEntries(Object.entries(selections(described))
    .map(([name, services]) => [name, CostEstimate.of(size, services, assume)]));
  const colors = pc.createColors(terminal.colors && options.color && pc.isColorSupported);
  terminal.print(options.json ? JSON.stringify({ ...size, pricesAsOf: Prices.AS_OF, estimates }, undefined, 2)
    : [heading(size), serviceTable(estimates, described?.presetName, colors), ...options.lines ? [lineTable(estimates)] : [], assumptionText(estimates)].join('\n\n'));
  return EXIT.success;
}

/** The presets, and what the organization chose where that is none of them. */
function selections(described: DescribedOrganization | undefined): Readonly<Record<string, ServiceSelection>> {
  const presets = ServicePresets.all();
  return described === undefined || Object.hasOwn(presets, described.presetName)
    ? presets : { ...presets, [described.presetName]: described.services };
}

const heading = ({ accounts, regions }: OrganizationSize) =>
  `Estimated price a month of the services of a landing zone with ${accounts} accounts and ${regions} regions, in US dollars`;

const dollars = (usd: number | undefined) => usd === undefined ? '-' : usd.toFixed(2);

/** A line for each service, a column for each selection, the chosen one marked. */
function serviceTable(estimates: Estimates, chosen: string | undefined, colors: ReturnType<typeof pc.createColors>): string {
  const columns = Object.values(estimates);
  const services = [...new Set([...columns].reverse().flatMap(({ byService }) => Object.keys(byService)))];
  const table = new Table({
    head: ['service', ...Object.keys(estimates).map(name => name === chosen ? `${name} (chosen)` : name)],
    colAligns: ['left', ...columns.map(() => 'right' as const)], style: { head: [], border: [] },
  });
  table.push(...services.map(service => [service, ...columns.map(({ byService }) => dollars(byService[service]))]));
  table.push([colors.bold('total'), ...columns.map(({ total }) => colors.bold(dollars(total)))]);
  return table.toString();
}

function lineTable(estimates: Estimates): string {
  const table = new Table({
    head: ['', 'service', 'what', 'unit price', 'quantity', 'a month'],
    colAligns: ['left', 'left', 'left', 'right', 'right', 'right'], style: { head: [], border: [] },
  });
  table.push(...Object.entries(estimates).flatMap(([name, { lines }]) => lines.map(({ price, quantity, usd }) =>
    [name, price.service, price.what, String(price.usd), Math.round(quantity).toLocaleString('en-US'), dollars(usd)])));
  return table.toString();
}

function assumptionText(estimates: Estimates): string {
  const [{ assumptions }] = Object.values(estimates);
  return [
    `Prices as of ${Prices.AS_OF}, first tier, without free tiers, trials and discounts. What is assumed (change it by --assume NAME=VALUE):`,
    ...Object.entries(assumptions).map(([name, value]) => `   ${name.padEnd(24)} ${Number(value).toLocaleString('en-US')}`),
    'Of each account a month, of each account and region, or of the platform: see the documentation of CostAssumptions. Not counted: what '
    + 'workloads themselves cost, data transfer, AWS Support, requests to keys and buckets.',
  ].join('\n');
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) {
    throw new InvalidArgumentError('It must be a whole number above 0.');
  }
  return Number(text);
}

/** Adds one `NAME=VALUE`. */
function assumptionWith(text: string, before: CostAssumptions = {}): CostAssumptions {
  const known = CostEstimate.of({ accounts: 1, regions: 1 }, ServicePresets.ESSENTIAL).assumptions;
  const [, name, value] = /^(\w+)=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (name === undefined || !Object.hasOwn(known, name)) {
    throw new InvalidArgumentError(`It must be NAME=NUMBER with one of ${Object.keys(known).join(', ')}.`);
  }
  return { ...before, [name]: Number(value) };
}
