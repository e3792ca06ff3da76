import { moveAccount } from '../aws/services/accounts';
import { checkInstances } from './invariants/failed-instances';
import { checkAccounts, membersOf, unitsOf } from './membership';
import { count, passed, Phase, skipped } from './phase';

/** Each account that joined goes on to the next unit. */
export const ACCOUNTS_MOVE: Phase = {
  id: 'accounts-move',
  title: 'accounts move to another organizational unit',
  claim: 'An account that moves keeps or receives its stack instances, StackSets may update them there, and break-glass still enters.',
  run: async run => {
    const world = run.joinedWorld();
    if (!world) {
      return skipped('no account joined');
    }
    const units = unitsOf(world).map(unit => unit.id);
    const joined = membersOf(world).filter(account => !run.deployed.state.organizations.accounts.has(account.id));
    for (const account of joined) {
      moveAccount(world, account.id, units[(units.indexOf(account.parentId!) + 1) % units.length]);
    }
    const deployment = run.deployment(world);
    await deployment.followAccounts();
    await deployment.updateMemberStacks();
    checkInstances(world);
    checkAccounts(world, joined);
    return passed(count(joined.length, 'account'));
  },
};
