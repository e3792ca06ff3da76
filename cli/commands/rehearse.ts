import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import pc from 'picocolors';
import { ConsoleReport, ExistingOrganization, Faults, PHASE_IDS, Quotas, Rehearsal, RehearsalFailure, rehearse } from '../../rehearsal';
import { EXIT, ExitCode, Terminal } from '../terminal';

interface RehearseOptions {
  readonly json?: string;
  readonly previous?: string;
  readonly world?: string;
  readonly faults: Faults;
  readonly phases?: readonly string[];
  readonly quotas?: string;
  readonly inert?: boolean;
  readonly color: boolean;
}

/** `landing-zone rehearse`: deploys a synthesised assembly into an in-memory AWS. */
export function rehearseCommand(terminal: Terminal, ended: (code: ExitCode) => void): Command {
  const command = new Command('rehearse');
  return command
    .description('Deploys what `cdk synth` wrote into an in-memory AWS and says whether AWS would accept it. No AWS account, no credentials.')
    .argument('[CDK_OUT]', 'directory of the cloud assembly', 'cdk.out')
    .option('--json <FILE>', 'also write the result as JSON')
    .option('--previous <DIR>', 'an assembly that is deployed already: rehearse the update from it')
    .option('--world <FILE>', 'the existing organization as JSON (organizationId, rootId, organizationalUnits, accounts, …)')
    .addOption(new Option('--faults <WHICH>', 'where steps fail on purpose: the last resource of each stack, or every resource')
      .choices(['none', 'stacks', 'all']).default('stacks'))
    .option('--phases <IDS>', 'only these phases after the first deployment, comma between them', (ids: string) => ids.split(',').map(id => id.trim()))
    .option('--quotas <FILE>', 'quotas that AWS raised as JSON (policySize, policyAttachments: number by policy type)')
    .option('--inert', 'list the properties without effect in the model, with reasons')
    .option('--no-color', 'no colours')
    .action(async (directory: string, options: RehearseOptions) => ended(await run(directory, options, terminal, command)));
}

async function run(directory: string, options: RehearseOptions, terminal: Terminal, command: Command): Promise<ExitCode> {
  const world = options.world === undefined ? undefined : organizationIn(options.world, command);
  const quotas = options.quotas === undefined ? undefined : quotasIn(options.quotas, command);
  checkPhases(options.phases ?? [], command);
  const assemblies = [directory, options.previous].filter(assembly => assembly !== undefined);
  for (const missing of assemblies.filter(assembly => !existsSync(join(assembly, 'manifest.json')))) {
    command.error(`error: 'CDK_OUT' must be a cloud assembly, got ${JSON.stringify(missing)} without manifest.json: run \`cdk synth\` first`);
  }
  const colors = pc.createColors(terminal.colors && options.color && pc.isColorSupported);
  const console = new ConsoleReport(line => terminal.print(line), colors);
  const { previous, faults, phases } = options;
  const rehearsal = await readable(rehearse(directory, { world, quotas, previous, faults, phases, listener: console }), command);
  const summary = rehearsal.toJSON();
  console.finish(summary, { inert: options.inert === true });
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify(summary, undefined, 2)}\n`);
  }
  return rehearsal.succeeded ? EXIT.success : EXIT.refused;
}

/** An assembly that cannot be read is wrong use; it never came to a deployment. */
async function readable(rehearsal: Promise<Rehearsal>, command: Command): Promise<Rehearsal> {
  try {
    return await rehearsal;
  } catch (error) {
    if (!(error instanceof RehearsalFailure)) {
      throw error;
    }
    return command.error(`error: ${error.message}${error.details.remedy ? `: ${error.details.remedy}` : ''}`);
  }
}

const MEMBERS: readonly (keyof ExistingOrganization)[] =
  ['organizationId', 'rootId', 'organizationalUnits', 'accounts', 'enabledPolicyTypes', 'trustedServices'];

/** The file is a person's: what is wrong with it is told before anything runs. */
function organizationIn(file: string, command: Command): ExistingOrganization {
  const organization = jsonIn('--world', file, command) as Partial<ExistingOrganization>;
  const missing = (['organizationId', 'rootId'] as const).filter(member => typeof organization[member] !== 'string');
  const strange = Object.keys(organization).filter(member => !(MEMBERS as readonly string[]).includes(member));
  if (missing.length > 0) {
    command.error(`error: '--world' must name ${missing.join(' and ')}, got ${file}: take them from `
      + '`aws organizations describe-organization` and `aws organizations list-roots`');
  }
  if (strange.length > 0) {
    command.error(`error: '--world' must have the members ${MEMBERS.join(', ')}, got ${strange.join(', ')} in ${file}: remove what is not one of them`);
  }
  return organization as ExistingOrganization;
}

const QUOTAS: readonly (keyof Quotas)[] = ['policySize', 'policyAttachments'];

function quotasIn(file: string, command: Command): Quotas {
  const quotas = jsonIn('--quotas', file, command);
  const strange = Object.keys(quotas).filter(member => !(QUOTAS as readonly string[]).includes(member));
  if (strange.length > 0) {
    command.error(`error: '--quotas' must have the members ${QUOTAS.join(', ')}, got ${strange.join(', ')} in ${file}: remove what is not one of them`);
  }
  return quotas;
}

function checkPhases(ids: readonly string[], command: Command): void {
  const strange = ids.filter(id => !PHASE_IDS.includes(id));
  if (strange.length > 0) {
    command.error(`error: '--phases' must be among ${PHASE_IDS.join(', ')}, got ${strange.join(', ')}: correct the name`);
  }
}

function jsonIn(option: string, file: string, command: Command): object {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as object;
  } catch (error) {
    return command.error(`error: '${option}' must be a JSON file, got ${file}: ${(error as Error).message}`);
  }
}
