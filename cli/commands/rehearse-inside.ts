import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import pc from 'picocolors';
import { ApplicationOptions, applicationText, ConsoleReport, Rehearsal, RehearsedApplication, rehearse, WrongUseError } from '../../rehearsal';
import { EXIT, ExitCode, Terminal } from '../terminal';
import { complainOfAssembly, organizationIn, quotasIn, readable, requireAssembly } from './inputs';

/** Options of `landing-zone rehearse` that say where an app is deployed. */
export interface InsideOptions {
  readonly inside?: string;
  readonly account?: readonly string[];
  readonly region?: string;
  readonly boundary?: string;
  readonly qualifier?: string;
  readonly as?: string;
  readonly world?: string;
  readonly quotas?: string;
  readonly json?: string;
  readonly color: boolean;
}

const again = (value: string, before: readonly string[] = []) => [...before, value];

/** Each made anew, since an option belongs to a command. */
export const OF_INSIDE: readonly (() => Option)[] = [
  () => new Option('--inside <DIR>', 'assembly of a landing zone: CDK_OUT is an app that is deployed in an account of it, under its guardrails'),
  () => new Option('--account <NAME>', 'name or id of the account for stacks that do not say theirs; ID=NAME where stacks name an id, again for more')
    .argParser(again),
  () => new Option('--region <REGION>', 'region for stacks that do not say theirs (default: home region of the landing zone)'),
  () => new Option('--boundary <POLICY>', 'permissions boundary of the CDK bootstrap: path and name of a policy, e.g. lz/lz-developer-boundary'),
  () => new Option('--qualifier <QUALIFIER>', 'qualifier of the one CDK bootstrap (default: each that the stacks name)'),
  () => new Option('--as <PRINCIPAL>', 'who runs cdk deploy, e.g. permission-set/lz-developer (default: somebody who can)'),
];

/** Deploys an app in an account of a landing zone, both rehearsed. */
export async function inside(directory: string, options: InsideOptions, terminal: Terminal, command: Command): Promise<ExitCode> {
  const place = placeOf(options, command);
  const landingZone = await landingZoneIn(options, command);
  requireAssembly(directory, command);
  const colors = pc.createColors(terminal.colors && options.color && pc.isColorSupported);
  const listener = new ConsoleReport(line => terminal.print(line), colors);
  const application = await deployed(landingZone, directory, { ...place, listener }, command);
  const summary = application.toJSON();
  terminal.print(`\n${applicationText(summary, colors)}`);
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify(summary, undefined, 2)}\n`);
  }
  return application.runs ? EXIT.success : EXIT.refused;
}

async function landingZoneIn({ inside: directory = '', world, quotas }: InsideOptions, command: Command): Promise<Rehearsal> {
  const given = {
    world: world === undefined ? undefined : organizationIn(world, command),
    quotas: quotas === undefined ? undefined : quotasIn(quotas, command),
  };
  requireAssembly(directory, command);
  const rehearsal = await readable(rehearse(directory, { ...given, faults: 'none', phases: [] }), command);
  if (rehearsal.failure) {
    command.error(`error: AWS would refuse the landing zone, so no app can be deployed in it: ${rehearsal.failure.message}: `
      + `run \`landing-zone rehearse ${directory}\` for all of it`);
  }
  return rehearsal;
}

/** An app whose accounts there are not is wrong use, and so is one that cannot be read. */
async function deployed(
  landingZone: Rehearsal, directory: string, options: ApplicationOptions, command: Command,
): Promise<RehearsedApplication> {
  try {
    return await landingZone.deploy(directory, options);
  } catch (error) {
    return error instanceof WrongUseError ? command.error(`error: ${error.message}`) : complainOfAssembly(error, command);
  }
}

function placeOf({ account = [], region, boundary, qualifier, as }: InsideOptions, command: Command): ApplicationOptions {
  const pairs = account.filter(value => value.includes('=')).map(value => value.split('=', 2) as [string, string]);
  const names = account.filter(value => !value.includes('='));
  if (names.length > 1) {
    command.error(`error: '--account' must name one account for stacks that do not say theirs, got ${names.join(' and ')}: `
      + 'name one, and write ID=NAME for ids that stacks name');
  }
  return {
    account: names[0],
    ...pairs.length > 0 && { accounts: Object.fromEntries(pairs) },
    region, boundary, bootstrapQualifier: qualifier, as,
  };
}
