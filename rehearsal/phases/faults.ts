import { AssemblyStack } from '../assembly';
import { RehearsalFailure, Rule } from '../aws/contract';
import { World } from '../aws/world';
import { importCommand, stackById, StackState, stacksOf, SWITCH_OFF } from '../engine';
import { convergenceDifferences, isSameSoFar } from './convergence';
import { failedInstances } from './invariants/failed-instances';
import { count, passed, Phase, skipped } from './phase';
import { RehearsalRun } from './run';

/** CloudFormation rolls back; what it keeps must not stand in the way of the next attempt. */
export const CONVERGES: Rule = {
  id: 'life/failed-step',
  statement: 'After a step that fails and CloudFormation\'s rollback, the next deployment converges to the same state, if need be after the adoption step that the error prints.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html',
};

const REMEDY = 'let the rollback delete what it made: DeletionPolicy RetainExceptOnCreate, or none';

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
  const isOwn = step.stackName === stack.name;
  const fault = await refusal(run.deployment(world, { faultAt: step }).deploy(isOwn ? stack.name : undefined));
  if (fault) {
    return converge(run, { stack, step, fault }, world);
  }
  // within the failure tolerance of its StackSet the operation goes on without this instance, which must show
  if (!isOwn && isTold(world, step)) {
    return 0;
  }
  throw new RehearsalFailure({ ...step, kind: 'invariant', rule: CONVERGES, message: `the deployment passes although ${step.logicalId} fails`, remedy: REMEDY });
}

const isTold = (world: World, { stackName, logicalId }: Step) =>
  failedInstances(world).some(({ stackSetName, reason }) => stackSetName === stackName && reason?.includes(logicalId));

/** A step that failed. */
interface Failed {
  readonly stack: AssemblyStack;
  readonly step: Step;
  readonly fault: RehearsalFailure;
}

/** Deploys again, and helps by hand only when what AWS, or the rehearsal in its place, printed says so. */
async function converge(run: RehearsalRun, failed: Failed, world: World): Promise<number> {
  const attempt = run.copyOf(world);
  const refused = await refusal(run.deployment(attempt).deploy(failed.stack.name));
  const changes = refused ? [] : await differencesAtEnd(run, failed, attempt);
  if (!refused && changes.length === 0) {
    return 0;
  }
  const { remedy } = (refused ?? failed.fault).details;
  if (![importCommand(failed.stack), SWITCH_OFF].some(step => remedy?.includes(step))) {
    throw refused ? afterwards(failed, refused) : elsewhere(failed, changes);
  }
  return recover(run, failed, refused ? attempt : world);
}

async function recover(run: RehearsalRun, failed: Failed, world: World): Promise<number> {
  const deployment = run.deployment(world);
  try {
    const adopted = await deployment.recover();
    await deployment.deploy(failed.stack.name);
    const changes = await differencesAtEnd(run, failed, world);
    if (changes.length === 0) {
      return adopted;
    }
    throw elsewhere(failed, changes);
  } catch (error) {
    throw error instanceof RehearsalFailure && error.details.rule !== CONVERGES ? afterwards(failed, error) : error;
  }
}

/** Where the world of a repeated deployment differs at the end; the rest need not be deployed when nothing differs after its stack. */
async function differencesAtEnd(run: RehearsalRun, failed: Failed, world: World): Promise<readonly string[]> {
  if (isSameSoFar(run.worldAfter(failed.stack.name), world)) {
    return [];
  }
  const refused = await refusal(run.deployment(world).deploy());
  if (refused) {
    throw afterwards(failed, refused);
  }
  return convergenceDifferences(run.deployed, world);
}

/** The refusal of a deployment; undefined when it passes. */
async function refusal(deployment: Promise<void>): Promise<RehearsalFailure | undefined> {
  try {
    await deployment;
    return undefined;
  } catch (error) {
    if (error instanceof RehearsalFailure) {
      return error;
    }
    throw error;
  }
}

function elsewhere({ step }: Failed, changes: readonly string[]): RehearsalFailure {
  const message = `after ${step.logicalId} of ${step.stackName} failed, the next deployment ends elsewhere: ${changes.join('; ')}`;
  return new RehearsalFailure({ ...step, kind: 'invariant', rule: CONVERGES, message, remedy: REMEDY });
}

function afterwards({ step: { stackName, logicalId }, fault }: Failed, { details }: RehearsalFailure): RehearsalFailure {
  const message = `after ${logicalId} of ${stackName} failed (${fault.message}), the next deployment does not converge: ${details.message}`;
  const { rule = CONVERGES, remedy = REMEDY } = details;
  return new RehearsalFailure({ stackName, logicalId, ...details, rule, message, remedy });
}
