import { configuration } from '../../config/landing-zone';
import { LandingZonePreset, LandingZoneProps } from '../../lib';
import { DnsFirewall, DnsProtection, EndpointSelection, HubEgress, NetworkFirewallPolicy, NetworkPattern, Tier, TierReach } from '../../lib/constructs/network';
import { Rehearsal, rehearse } from '../../rehearsal';
import { synthesise } from './synth';

/** What docs/networks.md says of changes: which keep the networks that are there, and which make others. */
const { homeRegion } = configuration;
const withPattern = (pattern: NetworkPattern): Partial<LandingZoneProps> => ({ network: { ...configuration.network!, pattern } });
const ISOLATED = withPattern(NetworkPattern.isolated());
const CONNECTED = withPattern(NetworkPattern.transitGateway());
const INSPECTED = withPattern(NetworkPattern.transitGateway({
  egress: HubEgress.inspected({ policy: NetworkFirewallPolicy.domains(['.amazonaws.com']) }),
}));
const ONE_TIER_MORE = withPattern(NetworkPattern.transitGateway({
  tiers: [Tier.web(), Tier.app(), Tier.data(), Tier.custom('queue', { reach: TierReach.ISOLATED })],
}));
const NO_WAY_OUT = withPattern(NetworkPattern.transitGateway({ egress: HubEgress.none() }));
const MESHED = withPattern(NetworkPattern.transitGateway({ networksReachEachOther: true }));
const ONE_REGION_MORE: Partial<LandingZoneProps> = { governedRegions: [...configuration.governedRegions, 'eu-north-1'] };

const withNetwork = (network: Partial<NonNullable<LandingZoneProps['network']>>): Partial<LandingZoneProps> =>
  ({ network: { ...configuration.network!, ...network } });
const SHARED = NetworkPattern.sharedSubnets({ networkName: 'shared' });

const directories = new Map<object, string>();
function directoryOf(props: Partial<LandingZoneProps>): string {
  directories.set(props, directories.get(props) ?? synthesise({ preset: LandingZonePreset.ESSENTIAL, access: undefined, ...props }));
  return directories.get(props)!;
}

const idsOf = (rehearsal: Rehearsal) => rehearsal.network('production', { region: homeRegion }).vpcIds;

const options = { phases: [], faults: 'none' } as const;

/** The networks of an account before a change, and after it. */
async function change(from: Partial<LandingZoneProps>, to: Partial<LandingZoneProps>) {
  const before = await rehearse(directoryOf(from), options);
  const after = await rehearse(directoryOf(to), { ...options, previous: directoryOf(from) });
  return { succeeded: after.succeeded, before: idsOf(before), after: idsOf(after) };
}

test.each([
  ['isolated networks are connected', ISOLATED, CONNECTED],
  ['connected networks are isolated', CONNECTED, ISOLATED],
  ['a firewall comes', CONNECTED, INSPECTED],
  ['a firewall goes', INSPECTED, CONNECTED],
  ['a way out comes', NO_WAY_OUT, CONNECTED],
  ['a way out goes', CONNECTED, NO_WAY_OUT],
  ['they may reach each other', CONNECTED, MESHED],
  ['they may not reach each other any more', MESHED, CONNECTED],
  ['a tier comes at the end', CONNECTED, ONE_TIER_MORE],
  ['a region comes', CONNECTED, ONE_REGION_MORE],
])('networks stay when %s', async (_, from, to) => {
  const { succeeded, before, after } = await change(from, to);
  expect([succeeded, after]).toEqual([true, before]);
}, 60_000);

test('accounts come to shared subnets under another name, and back', async () => {
  const shared = withPattern(NetworkPattern.sharedSubnets({ networkName: 'shared' }));
  for (const [from, to] of [[ISOLATED, shared], [shared, ISOLATED]]) {
    const { succeeded, before, after } = await change(from, to);
    expect([succeeded, after.filter(id => before.includes(id))]).toEqual([true, []]);
  }
}, 60_000);

test('endpoints and a firewall of names come to networks that are there, for the organization', async () => {
  const protectedNetworks = withNetwork({
    endpoints: EndpointSelection.sessionManager(), dns: DnsProtection.of({ firewall: DnsFirewall.allowingOnly(['*.amazonaws.com']) }),
  });
  const { succeeded, before, after } = await change(CONNECTED, protectedNetworks);
  expect([succeeded, after]).toEqual([true, before]);
  const rehearsal = await rehearse(directoryOf(protectedNetworks), options);
  const inProduction = (type: string) => rehearsal.resources({ type, account: 'production', region: homeRegion });
  const policies = inProduction('AWS::EC2::VPCEndpoint').map(({ properties }) => JSON.stringify(properties.PolicyDocument));
  expect([policies.length, policies.filter(policy => /"aws:PrincipalOrgID":"o-/.test(policy)).length]).toEqual([7, 7]);
  expect(inProduction('AWS::Route53Resolver::FirewallRuleGroupAssociation')).toHaveLength(1);
}, 60_000);

describe('networks go', () => {
  /** Where an account has a network after the second deployment: account and region. */
  async function remaining(from: Partial<LandingZoneProps>, to: Partial<LandingZoneProps>): Promise<readonly string[]> {
    const after = await rehearse(directoryOf(to), { ...options, previous: directoryOf(from) });
    expect(after.failures.map(({ message }) => message)).toEqual([]);
    return ['production', 'development'].flatMap(account => after.resources({ type: 'AWS::EC2::VPC', account }).map(({ region }) => `${account} ${region}`)).sort();
  }

  test('with a unit that is taken out', async () => {
    const [both, one] = [['Workloads/Production', 'Workloads/NonProduction'], ['Workloads/Production']];
    expect(await remaining(withNetwork({ organizationalUnits: both }), withNetwork({ organizationalUnits: one })))
      .toEqual(['production eu-central-1', 'production eu-west-1']);
  }, 60_000);

  test.each([
    ['isolated', NetworkPattern.isolated()], ['connected', NetworkPattern.transitGateway()], ['shared', SHARED],
  ])('with a region, in two steps: %s', async (_, pattern) => {
    const leaving = withNetwork({ pattern, regions: [homeRegion] });
    const atHome = ['development eu-central-1', 'production eu-central-1'].filter(() => pattern.hasOwnVpcs);
    expect(await remaining(withNetwork({ pattern }), leaving)).toEqual(atHome);
    expect(await remaining(leaving, { ...leaving, governedRegions: [homeRegion] })).toEqual(atHome);
  }, 120_000);

  test('not with a region in one step: its networks hold addresses of the pool that goes first', async () => {
    const after = await rehearse(directoryOf({ governedRegions: [homeRegion] }), { ...options, previous: directoryOf(CONNECTED) });
    expect(after.failures.map(({ message }) => message).join()).toMatch(/ipam-pool-/);
  }, 60_000);
});
