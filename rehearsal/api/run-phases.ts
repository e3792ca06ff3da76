import { AwsError, RehearsalFailure } from '../aws/contract';
import { FIRST_DEPLOYMENT } from '../phases/first-deployment';
import { Phase } from '../phases/phase';
import { RehearsalRun } from '../phases/run';
import { RehearsalListener } from '../report/listener';
import { PhaseSummary } from '../report/summary';
import { toldOfWorld } from './initial-world';
import type { PhasedFailure } from './rehearsal';

/**
 * Runs phases one after the other. Every phase starts from a copy, so that the user sees all that is wrong in one run; without a first
 * deployment no life follows.
 */
export async function runPhases(run: RehearsalRun, phases: readonly Phase[], listener?: RehearsalListener) {
  const summaries: PhaseSummary[] = [];
  const failures: PhasedFailure[] = [];
  for (const phase of phases) {
    listener?.phaseStarted?.(phase.id, phase.title);
    const summary = await runPhase(run, phase, failures);
    summaries.push(summary);
    listener?.phaseDone?.(summary);
    if (phase === FIRST_DEPLOYMENT && !run.hasDeployed) {
      break;
    }
  }
  return { phases: summaries, failures };
}

async function runPhase(run: RehearsalRun, phase: Phase, failures: PhasedFailure[]): Promise<PhaseSummary> {
  const { id, title } = phase;
  const begun = performance.now();
  const milliseconds = () => Math.round(performance.now() - begun);
  try {
    const outcome = await phase.run(run);
    return { id, title, ...outcome, milliseconds: milliseconds() };
  } catch (error) {
    const told = (error instanceof AggregateError ? error.errors : [error]).map(part => toldOfWorld(refusal(part), run.world));
    for (const failure of told) {
      if (!failures.some(known => isSame(known.failure, failure))) {
        failures.push({ phase: id, failure });
      }
    }
    return { id, title, status: 'failed', detail: told[0].message, milliseconds: milliseconds() };
  }
}

/** One mistake shows in several phases: it is told once, in the first of them. */
function isSame({ details: left }: RehearsalFailure, { details: right }: RehearsalFailure): boolean {
  return left.message === right.message
    && left.logicalId === right.logicalId && left.accountId === right.accountId && left.region === right.region;
}

/** What AWS answers is a finding; anything else is a fault of the rehearsal, and thrown. */
function refusal(error: unknown): RehearsalFailure {
  if (error instanceof AwsError) {
    return new RehearsalFailure({ kind: error.decision ? 'denied' : 'aws-error', message: `${error.code}: ${error.message}`, decision: error.decision });
  }
  if (error instanceof RehearsalFailure) {
    return error;
  }
  throw error;
}
