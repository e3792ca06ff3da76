import { WAY_IN } from './invariants/way-in';
import { checkAccounts, membersOf } from './membership';
import { count, passed, Phase, skipped } from './phase';

/** Promise 1, in the accounts of the first deployment. */
export const WAY_IN_OPEN: Phase = {
  id: 'way-in',
  title: 'break-glass roles under the final policies',
  claim: WAY_IN.statement,
  run: async run => {
    const world = run.deployedWorld();
    const members = membersOf(world);
    const roles = checkAccounts(world, members);
    return roles > 0 ? passed(`${count(roles, 'role')} in ${count(members.length, 'member account')}`) : skipped('no role below /lz/ that people may assume');
  },
};
