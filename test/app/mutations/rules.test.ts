import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIFE_RULES } from '../../../rehearsal/phases/all-phases';
import { RULES } from '../../../rehearsal/rules';
import { synthesise } from '../synth';
import { APP, rehearseMutant } from './mutant';
import { Mutation, Mutations } from './mutation';
import { OF_ACCOUNTS } from './of-accounts';
import { OF_ALERTS } from './of-alerts';
import { OF_ANALYZERS } from './of-analyzers';
import { OF_BASELINE } from './of-baseline';
import { OF_CONFIG } from './of-config';
import { OF_COSTS } from './of-costs';
import { OF_ADDRESSES, OF_ENDPOINTS, OF_FLOW_LOGS } from './of-endpoints';
import { OF_EVENTS } from './of-events';
import { OF_GUARDDUTY } from './of-guardduty';
import { OF_IDENTITY } from './of-identity';
import { OF_IDENTITY_CENTER } from './of-identity-center';
import { OF_LIFE } from './of-life';
import { OF_NETWORKS, OF_SECURITY_GROUPS } from './of-networks';
import { OF_OPERATIONS } from './of-operations';
import { OF_ORGANIZATIONS } from './of-organizations';
import { OF_POLICY_DELEGATION } from './of-policy-delegation';
import { OF_SECURITY_HUB } from './of-security-hub';
import { OF_SHARING } from './of-sharing';
import { OF_STACK_SETS } from './of-stack-sets';
import { OF_STACKS } from './of-stacks';
import { OF_THE_TRAIL } from './of-the-trail';
import { OF_TRANSIT_GATEWAYS } from './of-transit-gateways';
import { OUT_OF_REACH_OF_NETWORKS } from './out-of-reach-networks';

const MUTATIONS: Mutations = {
  ...OF_ORGANIZATIONS, ...OF_STACK_SETS, ...OF_ACCOUNTS, ...OF_THE_TRAIL, ...OF_STACKS, ...OF_LIFE,
  ...OF_CONFIG, ...OF_ALERTS,
  ...OF_GUARDDUTY, ...OF_SECURITY_HUB, ...OF_ANALYZERS, ...OF_POLICY_DELEGATION,
  ...OF_EVENTS, ...OF_BASELINE, ...OF_OPERATIONS, ...OF_COSTS,
  ...OF_NETWORKS, ...OF_SECURITY_GROUPS, ...OF_ENDPOINTS, ...OF_FLOW_LOGS, ...OF_ADDRESSES, ...OF_TRANSIT_GATEWAYS,
  ...OF_IDENTITY, ...OF_IDENTITY_CENTER, ...OF_SHARING,
};

/** Rules that no change of the example's assembly can break, each with its reason and the test that breaks it. */
const OUT_OF_REACH: Readonly<Record<string, string>> = {
  'events/one-account-on': 'EventBridge drops such events in silence, so only an event that is emitted finds it; test/rehearsal/types/events.test.ts does',
  'sso/permission-sets-per-account': 'it takes 500 permission sets, more than a template has resources; test/rehearsal/types/identity-center.test.ts has them',
  'organizations/last-policy-stays': 'AWS attaches FullAWSAccess everywhere, and no template has it to detach; test/rehearsal/types/organizations.test.ts does',
  ...OUT_OF_REACH_OF_NETWORKS,
};

/** What to do about the refusal itself, beyond what is left to do after any rollback. */
const OWN_REMEDY = /^(?!the rollback|adopt what|take off)\S/;

const example = synthesise();

describe.each(Object.entries(MUTATIONS))('%s refuses the example', (rule, mutations) => {
  test.each(mutations.map(mutation => [mutation.when, mutation] as const))('when %s, and says where and what to do', async (_when, mutation) => {
    const { edit, before, phase = 'first-deployment', says = /./ } = mutation;
    const rehearsal = await rehearseMutant(example, edit, { before, phases: [phase] });
    const [failure] = rehearsal.toJSON().failures;
    expect(failure).toMatchObject({ phase, rule: { id: rule }, remedy: expect.stringMatching(OWN_REMEDY) });
    expect(failure.message).toMatch(says);
    expect(failure).toMatchObject(placeOf(mutation));
  });
});

/** What a failure says about where it is. */
function placeOf({ at, added, stack }: Mutation): object {
  const resource = { logicalId: added ?? expect.stringMatching(/./), resourceType: expect.stringMatching(/::/), stackName: expect.stringMatching(/lz-/) };
  if (at !== undefined || added !== undefined) {
    return { ...resource, ...at !== undefined && { constructPath: `${APP}${at}` } };
  }
  return stack === undefined ? {} : { constructPath: `${APP}${stack}` };
}

describe('the mutations of the example', () => {
  const ids = [...RULES, ...LIFE_RULES].map(({ id }) => id);

  test('trip every rule, but for those that are out of reach for a stated reason', () => {
    expect(ids.filter(id => !(id in MUTATIONS) && !(id in OUT_OF_REACH))).toEqual([]);
  });

  test.each(Object.entries(OUT_OF_REACH))('leave %s to the test that the reason names', (rule, reason) => {
    const [file] = /test\/\S+\.test\.ts/.exec(reason) ?? [];
    expect(readFileSync(join(__dirname, '../../..', String(file)), 'utf8')).toContain(`'${rule}'`);
  });

  test('are of rules that there are', () => {
    expect([...Object.keys(MUTATIONS), ...Object.keys(OUT_OF_REACH)].filter(id => !ids.includes(id))).toEqual([]);
    expect(Object.keys(OUT_OF_REACH).filter(id => id in MUTATIONS)).toEqual([]);
  });
});
