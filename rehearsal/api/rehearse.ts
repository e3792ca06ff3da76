import { readAssembly } from '../assembly';
import { ExistingOrganization, Quotas } from '../aws/options';
import { PHASE_IDS, PHASES } from '../phases/all-phases';
import { Phase } from '../phases/phase';
import { Faults, RehearsalRun } from '../phases/run';
import { RehearsalListener } from '../report/listener';
import { assemblyOf, planned, Synthesizable } from './input';
import { initialWorld } from './initial-world';
import { Rehearsal } from './rehearsal';
import { runPhases } from './run-phases';

/** How to rehearse. */
export interface RehearsalOptions {
  /**
   * The organization that exists already, when one is adopted.
   *
   * @default - none: a management account and nothing else
   */
  readonly world?: ExistingOrganization;
  /**
   * Directory of an assembly that is deployed already: the update from it is rehearsed.
   *
   * @default - none: a first deployment
   */
  readonly previous?: string;
  /**
   * Where steps fail on purpose: `none`, `stacks` (the last resource of each stack) or `all` (every resource).
   *
   * @default 'stacks'
   */
  readonly faults?: Faults;
  /**
   * Ids of the phases after the first deployment that run.
   *
   * @default - all
   */
  readonly phases?: readonly string[];
  /**
   * Follows the rehearsal while it runs.
   *
   * @default - nobody
   */
  readonly listener?: RehearsalListener;
  /**
   * The management account, for apps whose stacks do not name theirs.
   *
   * @default - the account of the stacks
   */
  readonly managementAccountId?: string;
  /**
   * Quotas of the organization that AWS raised.
   *
   * @default - those of a new organization
   */
  readonly quotas?: Quotas;
  /**
   * Qualifier of the one CDK bootstrap of the management account: a stack that names another fails.
   *
   * @default - every qualifier that the stacks name is bootstrapped
   */
  readonly bootstrapQualifier?: string;
}

/**
 * Deploys a synthesised cloud assembly into an in-memory AWS, lives with it for a while, and answers what happened.
 *
 * Refusals of AWS are part of the answer (`succeeded`, `failures`). Wrong use is thrown,
 * and so is an assembly that cannot be read, as a RehearsalFailure.
 *
 * @param input directory of a cloud assembly (cdk.out), or a CDK App
 * @param options how to rehearse
 */
export async function rehearse(input: string | Synthesizable, options: RehearsalOptions = {}): Promise<Rehearsal> {
  const assembly = assemblyOf(input);
  const run = new RehearsalRun({
    assembly,
    initial: initialWorld(assembly, options),
    previous: options.previous === undefined ? undefined : readAssembly(options.previous),
    faults: options.faults ?? 'stacks',
    listener: options.listener,
  });
  options.listener?.begun?.(assembly.stacks.map(planned));
  const { phases, failures } = await runPhases(run, chosen(options.phases), options.listener);
  return new Rehearsal({ run, phases, failures });
}

function chosen(ids: readonly string[] | undefined): readonly Phase[] {
  const strange = (ids ?? []).filter(id => !PHASE_IDS.includes(id));
  if (strange.length > 0) {
    throw new Error(`'phases' must be among ${PHASE_IDS.join(', ')}, got ${strange.join(', ')}: correct the name`);
  }
  return PHASES.filter((phase, index) => index === 0 || !ids || ids.includes(phase.id));
}
