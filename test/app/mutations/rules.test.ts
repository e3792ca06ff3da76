import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIFE_RULES } from '../../../rehearsal/phases/all-phases';
import { RULES } from '../../../rehearsal/rules';
import { OF_ACCESS_AND_NETWORKS, OF_THE_BASELINE } from './all-mutations';
import { OUT_OF_REACH_OF_DATA } from './out-of-reach-data';
import { OUT_OF_REACH_OF_EDGE } from './out-of-reach-edge';
import { OUT_OF_REACH_OF_NETWORKS } from './out-of-reach-networks';

/** Rules that no change of the example's assembly can break, each with its reason and the test that breaks it. */
const OUT_OF_REACH: Readonly<Record<string, string>> = {
  'events/one-account-on': 'EventBridge drops such events in silence, so only an event that is emitted finds it; test/rehearsal/types/events.test.ts does',
  'sso/permission-sets-per-account': 'it takes 500 permission sets, more than a template has resources; test/rehearsal/types/identity-center.test.ts has them',
  'organizations/last-policy-stays': 'AWS attaches FullAWSAccess everywhere, and no template has it to detach; test/rehearsal/types/organizations.test.ts does',
  ...OUT_OF_REACH_OF_DATA,
  ...OUT_OF_REACH_OF_EDGE, ...OUT_OF_REACH_OF_NETWORKS,
};

describe('the mutations of the example', () => {
  const ids = [...RULES, ...LIFE_RULES].map(({ id }) => id);
  const mutated = { ...OF_THE_BASELINE, ...OF_ACCESS_AND_NETWORKS };

  test('trip every rule, but for those that are out of reach for a stated reason', () => {
    expect(ids.filter(id => !(id in mutated) && !(id in OUT_OF_REACH))).toEqual([]);
  });

  test('are of one part each', () => {
    expect(Object.keys(OF_THE_BASELINE).filter(id => id in OF_ACCESS_AND_NETWORKS)).toEqual([]);
  });

  test.each(Object.entries(OUT_OF_REACH))('leave %s to the test that the reason names', (rule, reason) => {
    const [file] = /test\/\S+\.test\.ts/.exec(reason) ?? [];
    expect(readFileSync(join(__dirname, '../../..', String(file)), 'utf8')).toContain(`'${rule}'`);
  });

  test('are of rules that there are', () => {
    expect([...Object.keys(mutated), ...Object.keys(OUT_OF_REACH)].filter(id => !ids.includes(id))).toEqual([]);
    expect(Object.keys(OUT_OF_REACH).filter(id => id in mutated)).toEqual([]);
  });
});
