import { checkInstances } from './invariants/failed-instances';
import { checkThreatDetection } from './invariants/threat-detection';
import { count, passed, Phase } from './phase';

/** The deployment that the user is about to make. */
export const FIRST_DEPLOYMENT: Phase = {
  id: 'first-deployment',
  title: 'first deployment',
  claim: 'Every stack deploys, every StackSet reaches its accounts and regions, every custom resource answers, every call is allowed.',
  run: async run => {
    const world = run.emptyWorld();
    run.world = world;
    if (run.previous) {
      await run.deployment(world, {}, run.previous).deploy();
    }
    await run.deployment(world, { listener: run.recorder(world) }).deploy();
    run.deployed = world;
    checkInstances(world);
    checkThreatDetection(world);
    return passed(count(run.assembly.stacks.length, 'stack'));
  },
};
