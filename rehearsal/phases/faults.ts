import { AssemblyStack } from '../assembly';
import { RehearsalFailure, Rule } from '../aws/contract';
import { differences } from './differences';
import { count, passed, Phase, skipped } from './phase';
import { RehearsalRun } from './run';

/** CloudFormation rolls back; what it keeps must not stand in the way of the next attempt. */
export const CONVERGES: Rule = {
  id: 'life/failed-step',
  statement: 'After a step that fails and CloudFormation\'s rollback, the next deployment converges to the same state, if need be after the adoption step that the error prints.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html',
};

/** Steps fail, one at a time, and the deployment is repeated. */
export const FAULTS: Phase = {
  id: 'faults',
  title: 'a failed step, its rollback, and the next attempt',
  claim: CONVERGES.statement,
  run: async run => {
    if (run.faults === 'none') {
      return skipped('not asked for');
    }
    let steps = 0;
    let adoptions = 0;
    for (const stack of run.assembly.stacks) {
      for (const logicalId of faultsOf(stack, run)) {
        adoptions += await failOnce(run, stack.name, logicalId);
        steps++;
      }
    }
    return passed(`${count(steps, 'step')} failed${adoptions > 0 ? `, ${count(adoptions, 'resource')} adopted` : ''}`);
  },
};

function faultsOf(stack: AssemblyStack, run: RehearsalRun): readonly string[] {
  const order = run.creationOrder.get(stack.name) ?? [];
  return run.faults === 'all' ? order : order.slice(-1);
}

/** Answers how many resources had to be adopted. */
async function failOnce(run: RehearsalRun, stackName: string, logicalId: string): Promise<number> {
  const world = run.worldBefore(stackName);
  const place = { stackName, logicalId };
  try {
    await run.deployment(world, { faultAt: place }).deploy();
  } catch {
    // The fault, as CloudFormation reports it: its rollback is over.
    return converge(run, world, place);
  }
  throw new RehearsalFailure({ ...place, kind: 'invariant', rule: CONVERGES, message: `the deployment passes although ${logicalId} of ${stackName} fails` });
}

async function converge(run: RehearsalRun, world: RehearsalRun['deployed'], place: { stackName: string; logicalId: string }): Promise<number> {
  const deployment = run.deployment(world);
  const adopted = await deployment.importRetained();
  try {
    await deployment.deploy();
  } catch (error) {
    throw wrapped(error, place);
  }
  const changes = differences(run.deployed.snapshot(), world.snapshot());
  if (changes.length > 0) {
    const message = `after ${place.logicalId} of ${place.stackName} failed, the next deployment ends elsewhere: ${changes.join('; ')}`;
    throw new RehearsalFailure({ ...place, kind: 'invariant', rule: CONVERGES, message });
  }
  return adopted;
}

function wrapped(error: unknown, place: { stackName: string; logicalId: string }): unknown {
  if (!(error instanceof RehearsalFailure)) {
    return error;
  }
  return new RehearsalFailure({
    ...error.details, rule: error.details.rule ?? CONVERGES,
    message: `after ${place.logicalId} of ${place.stackName} failed, the next deployment fails: ${error.details.message}`,
  });
}
