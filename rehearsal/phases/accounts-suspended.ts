import { suspendAccount } from '../aws/services/accounts';
import { checkInstances } from './invariants/failed-instances';
import { membersOf } from './membership';
import { count, passed, Phase, skipped } from './phase';

/** Closed accounts stay in the tree for 90 days, and nothing can be deployed into them. */
export const ACCOUNTS_SUSPENDED: Phase = {
  id: 'accounts-suspended',
  title: 'accounts that joined are suspended',
  claim: 'A suspended account holds up neither the update of a StackSet nor the next deployment.',
  run: async run => {
    const world = run.joinedWorld();
    if (!world) {
      return skipped('no account joined');
    }
    const joined = membersOf(world).filter(account => !run.deployed.state.organizations.accounts.has(account.id));
    joined.forEach(account => suspendAccount(world, account.id));
    const deployment = run.deployment(world);
    await deployment.followAccounts();
    await deployment.updateMemberStacks();
    await deployment.deploy();
    checkInstances(world);
    return passed(count(joined.length, 'account'));
  },
};
