import { Command, CommanderError } from 'commander';
import { controlsCommand } from './commands/controls';
import { estimateCommand } from './commands/estimate';
import { initCommand } from './commands/init';
import { rehearseCommand } from './commands/rehearse';
import { simulateCommand } from './commands/simulate';
import { EXIT, ExitCode, Terminal } from './terminal';

/** Runs the command line `landing-zone …` and answers its exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = EXIT.success;
  const output = {
    writeOut: (text: string) => terminal.print(text.trimEnd()),
    writeErr: (text: string) => terminal.complain(text.trimEnd()),
  };
  const program = new Command('landing-zone')
    .description('Tools for a secure AWS landing zone')
    .showHelpAfterError('(add --help for usage)')
    .exitOverride()
    .configureOutput(output);
  for (const commandOf of [initCommand, rehearseCommand, simulateCommand, estimateCommand, controlsCommand]) {
    const command = commandOf(terminal, ended => {
      code = ended;
    });
    program.addCommand(command.copyInheritedSettings(program));
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? EXIT.success : EXIT.wrongUse;
    }
    throw error;
  }
}
