import Table from 'cli-table3';
import { Command } from 'commander';
import pc from 'picocolors';
import { ControlAnswerKind, ControlCatalogue, ControlEvidence, ControlState, ControlStatus } from '../../lib/controls';
import { DeployedResource, rehearse } from '../../rehearsal';
import { EXIT, ExitCode, Terminal } from '../terminal';
import { describedOrganizationIn } from './described-organization';
import { organizationIn, QUOTAS_OPTION, quotasIn, readable, WORLD_OPTION } from './inputs';

interface ControlsOptions {
  readonly world?: string;
  readonly quotas?: string;
  readonly json?: boolean;
  readonly color: boolean;
}

type Colors = ReturnType<typeof pc.createColors>;

/** `landing-zone controls`: what prevents, detects or answers each requirement of CIS 7.0 in the rehearsed organization. */
export function controlsCommand(terminal: Terminal, ended: (code: ExitCode) => void): Command {
  const command = new Command('controls');
  return command
    .description('Rehearses what `cdk synth` wrote and lists each recommendation of the CIS AWS Foundations Benchmark 7.0 with the deployed resources '
      + 'that prevent, detect or answer it, and those that are left to people. No AWS account, no credentials.')
    .argument('[CDK_OUT]', 'directory of the cloud assembly', 'cdk.out')
    .option(...WORLD_OPTION)
    .option(...QUOTAS_OPTION)
    .option('--json', 'print the list as JSON, with every resource')
    .option('--no-color', 'no colours')
    .addHelpText('after', '\nEnds with 0 when nothing is missing, with 1 when something is, and with 2 for wrong use or a deployment that AWS would refuse.')
    .action(async (directory: string, options: ControlsOptions) => ended(await run(directory, options, terminal, command)));
}

async function run(directory: string, options: ControlsOptions, terminal: Terminal, command: Command): Promise<ExitCode> {
  const organization = describedOrganizationIn(directory, 'controls are about what LandingZone deploys', command);
  const world = options.world === undefined ? undefined : organizationIn(options.world, command);
  const quotas = options.quotas === undefined ? undefined : quotasIn(options.quotas, command);
  const rehearsal = await readable(rehearse(directory, { world, quotas, faults: 'none', phases: [] }), command);
  if (rehearsal.failure) {
    command.error(`error: AWS would refuse this deployment, so nothing answers anything: ${rehearsal.failure.message}: run \`landing-zone rehearse\` for all of it`);
  }
  const states = ControlCatalogue.evaluate(ControlCatalogue.cisFoundations(), rehearsal.resources().map(asControlled), organization);
  const colors = pc.createColors(terminal.colors && options.color && pc.isColorSupported);
  terminal.print(options.json ? JSON.stringify(states.map(asData), undefined, 2) : statesText(states, colors));
  return states.some(({ state }) => state === ControlState.MISSING) ? EXIT.refused : EXIT.success;
}

/** A rehearsed resource as the catalogue takes it: the library's type is one that every language of jsii can make. */
export const asControlled = ({ type, ...resource }: DeployedResource) =>
  ({ ...resource, resourceType: type, properties: { ...resource.properties }, metadata: { ...resource.metadata } });

const SIGNS: Readonly<Record<ControlState, string>> = {
  [ControlState.ANSWERED]: '✅', [ControlState.MANUAL]: '✋', [ControlState.NOT_CHOSEN]: '➖', [ControlState.MISSING]: '❌',
};

/** A line for each requirement, then what is missing and what people must do. */
function statesText(states: readonly ControlStatus[], colors: Colors): string {
  const table = new Table({ head: ['', 'CIS', 'level', 'requirement', 'prevented by', 'detected by', 'answered by'], style: { head: [], border: [] } });
  table.push(...states.map(({ control, state, evidence }) => [
    SIGNS[state], control.id, String(control.level), control.title,
    ...[ControlAnswerKind.PREVENTS, ControlAnswerKind.DETECTS, ControlAnswerKind.ANSWERS].map(kind => answersText(evidence, kind)),
  ]));
  const missing = states.flatMap(({ control, evidence }) => evidence.flatMap(one => one.missing).map(what => `   ${control.id.padEnd(6)} ${what}`));
  const manual = states.filter(({ state }) => state === ControlState.MANUAL).map(({ control }) => `   ${control.id.padEnd(6)} ${control.manual}`);
  return [
    table.toString(),
    ...manual.length > 0 ? [[`${SIGNS[ControlState.MANUAL]}  left to people:`, ...manual].join('\n')] : [],
    ...missing.length > 0 ? [[colors.red(`${SIGNS[ControlState.MISSING]}  missing:`), ...missing].join('\n')] : [],
    colors.bold(Object.values(ControlState).map(state => `${states.filter(status => status.state === state).length} ${state}`).join(', ')),
  ].join('\n\n');
}

/** Answers of a kind, those with a gap marked. */
function answersText(evidence: readonly ControlEvidence[], kind: ControlAnswerKind): string {
  return evidence.filter(({ answer }) => answer.kind === kind)
    .map(({ answer, missing }) => answer.description.replace(/^(guardrail|Config rule|alarm|event) /, '') + (missing.length > 0 ? ' (missing)' : ''))
    .join('\n');
}

const asData = ({ control, state, evidence }: ControlStatus) => ({
  id: control.id, cis6: control.cis6, cis5: control.cis5, fsbp: control.fsbp, level: control.level, title: control.title,
  state, manual: control.manual,
  answers: evidence.map(({ answer, missing, resources }) => ({
    kind: answer.kind, what: answer.description, missing,
    resources: resources.map(({ resourceType: type, ...one }) =>
      ({ type, physicalId: one.physicalId, accountId: one.accountId, region: one.region, stackName: one.stackName })),
  })),
});
