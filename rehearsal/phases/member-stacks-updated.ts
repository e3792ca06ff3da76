import { stacksOf } from '../engine';
import { count, passed, Phase, skipped } from './phase';

/** The next release will update what the guardrails now protect. */
export const MEMBER_STACKS_UPDATED: Phase = {
  id: 'member-stacks-updated',
  title: 'update of every StackSet under the final policies',
  claim: 'Under the policies as they are at the end, StackSets may still update every resource of every instance.',
  run: async run => {
    const instances = stacksOf(run.deployed).filter(({ stackSet }) => stackSet).length;
    if (instances === 0) {
      return skipped('no StackSet');
    }
    await run.deployment(run.deployedWorld()).updateMemberStacks();
    return passed(count(instances, 'stack instance'));
  },
};
