import { checkInstances } from './invariants/failed-instances';
import { passed, Phase, skipped } from './phase';

/** What no template orders, AWS may order otherwise. */
export const REVERSE_ORDER: Phase = {
  id: 'reverse-order',
  title: 'first deployment, unordered resources the other way round',
  claim: 'What stacks and templates leave unordered deploys in both orders.',
  run: async run => {
    if (run.previous) {
      return skipped('an update was rehearsed instead of a first deployment');
    }
    const world = run.emptyWorld();
    await run.deployment(world, { order: 'last' }).deploy();
    checkInstances(world);
    return passed('');
  },
};
