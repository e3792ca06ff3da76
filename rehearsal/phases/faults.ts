import { AssemblyStack } from '../assembly';
import { RehearsalFailure, Rule } from '../aws/contract';
import { World } from '../aws/world';
import { stackById, StackState, stacksOf } from '../engine';
import { convergenceDifferences } from './convergence';
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
      for (const step of stepsOf(stack, run)) {
        adoptions += await failOnce(run, stack, step);
        steps++;
      }
    }
    return passed(`${count(steps, 'step')} failed${adoptions > 0 ? `, ${count(adoptions, 'resource')} adopted` : ''}`);
  },
};

/** A step of a stack, or of the instances of a StackSet that the stack makes. */
interface Step {
  readonly stackName: string;
  readonly logicalId: string;
}

function stepsOf(stack: AssemblyStack, run: RehearsalRun): readonly Step[] {
  const own = (run.creationOrder.get(stack.name) ?? []).map(logicalId => ({ stackName: stack.name, logicalId }));
  return run.faults === 'all' ? [...own, ...memberStepsOf(stack, run)] : own.slice(-1);
}

function memberStepsOf(stack: AssemblyStack, run: RehearsalRun): readonly Step[] {
  const isMade = ({ stackSet }: StackState) =>
    stackSet !== undefined && stackById(run.deployed, stackSet.origin.stackId)?.name === stack.name;
  const instances = stacksOf(run.deployed).filter(isMade);
  const firsts = new Map(instances.map(instance => [instance.stackSet!.name, instance]));
  return [...firsts].flatMap(([stackName, { resources }]) => Object.keys(resources).map(logicalId => ({ stackName, logicalId })));
}

/** Answers how many resources had to be adopted. */
async function failOnce(run: RehearsalRun, stack: AssemblyStack, step: Step): Promise<number> {
  const world = run.worldBefore(stack.name);
  try {
    await run.deployment(world, { faultAt: step }).deploy();
  } catch (error) {
    if (!(error instanceof RehearsalFailure)) {
      throw error;
    }
    return converge(run, world, step, error);
  }
  if (step.stackName !== stack.name) {
    return 0; // within the failure tolerance of its StackSet: the operation goes on without this instance
  }
  throw new RehearsalFailure({ ...step, kind: 'invariant', rule: CONVERGES, message: `the deployment passes although ${step.logicalId} fails` });
}

async function converge(run: RehearsalRun, world: World, step: Step, fault: RehearsalFailure): Promise<number> {
  const deployment = run.deployment(world);
  try {
    const adopted = await deployment.importRetained();
    await deployment.deploy();
    const changes = convergenceDifferences(run.deployed, world);
    if (changes.length === 0) {
      return adopted;
    }
    throw new RehearsalFailure({ ...step, kind: 'invariant', rule: CONVERGES, message: `it ends elsewhere: ${changes.join('; ')}` });
  } catch (error) {
    throw error instanceof RehearsalFailure ? afterwards(step, fault, error) : error;
  }
}

function afterwards({ stackName, logicalId }: Step, fault: RehearsalFailure, { details }: RehearsalFailure): RehearsalFailure {
  const message = `after ${logicalId} of ${stackName} failed (${fault.message}), the next deployment does not converge: ${details.message}`;
  return new RehearsalFailure({ ...details, rule: details.rule ?? CONVERGES, message });
}
