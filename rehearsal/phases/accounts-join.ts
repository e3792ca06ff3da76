import { addAccount, ACCOUNT_READY_AFTER } from '../aws/services/accounts';
import { checkConformancePacks } from './invariants/conformance-packs';
import { checkInstances } from './invariants/failed-instances';
import { checkThreatDetection } from './invariants/threat-detection';
import { checkAccounts, unitsOf } from './membership';
import { passed, Phase, skipped } from './phase';

/** The account of tomorrow: created in the root and in every unit, under the policies in force. */
export const ACCOUNTS_JOIN: Phase = {
  id: 'accounts-join',
  title: 'an account joins every organizational unit',
  claim: 'A new account receives its stack instances by automatic deployment under the policies in force, wherever it joins, and can be entered by break-glass.',
  run: async run => {
    const world = run.deployedWorld();
    const units = unitsOf(world);
    if (units.length === 0) {
      return skipped('no organization');
    }
    const joined = units.map((unit, index) => addAccount(world, { name: `rehearsal-${unit.name}`, email: `rehearsal+${index}@joins.example`, parentId: unit.id }));
    world.advance(ACCOUNT_READY_AFTER);
    await run.deployment(world).followAccounts();
    checkInstances(world);
    checkThreatDetection(world);
    checkConformancePacks(world);
    checkAccounts(world, joined);
    run.joined = world;
    return passed(units.map(unit => unit.name).join(', '));
  },
};
