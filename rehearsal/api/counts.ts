import { RehearsalRun } from '../phases/run';
import { Counts, InertUse } from '../report/summary';
import { allResources } from './resources';

/** How much a run looked at. */
export function countsOf(run: RehearsalRun, inert: readonly InertUse[]): Counts {
  const stackSets = [...run.world.state.cloudformation.stackSets.values()];
  return {
    stacks: run.assembly.stacks.length,
    stackSetInstances: stackSets.reduce((sum, stackSet) => sum + stackSet.instances.size, 0),
    resources: allResources(run.world).length,
    authorizations: run.authorizations,
    rules: run.rules.size,
    inertProperties: inert.length,
  };
}
