import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import pc from 'picocolors';
import { ConsoleReport, Faults, PHASE_IDS, rehearse } from '../../rehearsal';
import { EXIT, ExitCode, Terminal } from '../terminal';
import { inside, InsideOptions, OF_INSIDE } from './rehearse-inside';
import { organizationIn, QUOTAS_OPTION, quotasIn, readable, requireAssembly, WORLD_OPTION } from './inputs';

interface RehearseOptions extends InsideOptions {
  readonly previous?: string;
  readonly faults: Faults;
  readonly phases?: readonly string[];
  readonly inert?: boolean;
}

/** `landing-zone rehearse`: deploys a synthesised assembly into an in-memory AWS. */
export function rehearseCommand(terminal: Terminal, ended: (code: ExitCode) => void): Command {
  const command = new Command('rehearse');
  OF_INSIDE.forEach(option => command.addOption(option()));
  return command
    .description('Deploys what `cdk synth` wrote into an in-memory AWS and says whether AWS would accept it. No AWS account, no credentials.')
    .argument('[CDK_OUT]', 'directory of the cloud assembly', 'cdk.out')
    .option('--json <FILE>', 'also write the result as JSON')
    .option('--previous <DIR>', 'an assembly that is deployed already: rehearse the update from it')
    .option(...WORLD_OPTION)
    .addOption(new Option('--faults <WHICH>', 'where steps fail on purpose: the last resource of each stack, or every resource')
      .choices(['none', 'stacks', 'all']).default('stacks'))
    .option('--phases <IDS>', 'only these phases after the first deployment, comma between them', (ids: string) => ids.split(',').map(id => id.trim()))
    .option(...QUOTAS_OPTION)
    .option('--inert', 'list the properties without effect in the model, with reasons')
    .option('--no-color', 'no colours')
    .addHelpText('after', '\nEnds with 0 when AWS would accept the deployment, and an app inside a landing zone may do what its roles may; with 1 when not; with 2 '
      + 'for wrong use.')
    .action(async (directory: string, options: RehearseOptions) => {
      checkTogether(options, command);
      const chosen = options.inside === undefined ? run : inside;
      ended(await chosen(directory, options, terminal, command));
    });
}

async function run(directory: string, options: RehearseOptions, terminal: Terminal, command: Command): Promise<ExitCode> {
  const world = options.world === undefined ? undefined : organizationIn(options.world, command);
  const quotas = options.quotas === undefined ? undefined : quotasIn(options.quotas, command);
  checkPhases(options.phases ?? [], command);
  [directory, ...options.previous === undefined ? [] : [options.previous]].forEach(assembly => requireAssembly(assembly, command));
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

/** An option that would be passed over is wrong use. */
function checkTogether(options: RehearseOptions, command: Command): void {
  const apart = options.inside === undefined ? ['account', 'region', 'boundary', 'qualifier', 'as'] : ['previous', 'faults', 'phases', 'inert'];
  const strange = apart.filter(name => command.getOptionValueSource(name) === 'cli').map(name => `--${name}`);
  if (strange.length > 0) {
    command.error(`error: ${strange.join(', ')} must ${options.inside === undefined ? 'come with --inside' : 'not come with --inside'}: `
      + `${options.inside === undefined ? 'name the assembly of the landing zone too' : 'leave it out'}`);
  }
}

function checkPhases(ids: readonly string[], command: Command): void {
  const strange = ids.filter(id => !PHASE_IDS.includes(id));
  if (strange.length > 0) {
    command.error(`error: '--phases' must be among ${PHASE_IDS.join(', ')}, got ${strange.join(', ')}: correct the name`);
  }
}
