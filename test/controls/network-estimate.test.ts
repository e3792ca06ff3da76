import { HubEgress, NetworkFirewallPolicy, NetworkPattern } from '../../lib/constructs/network';
import { NetworkEstimate } from '../../lib/controls';

const SIZE = { accounts: 10, regions: 2, priceLevel: 1 };
const usdOf = (pattern: NetworkPattern, more = {}) => NetworkEstimate.of(pattern, { ...SIZE, ...more });
const quantity = (estimate: NetworkEstimate, what: RegExp) => estimate.lines.find(({ price }) => what.test(price.what))?.quantity ?? 0;

test('names a price, a page and its region for everything', () => {
  for (const { usd, source, region, what } of NetworkEstimate.prices()) {
    expect([usd > 0, source.startsWith('https://aws.amazon.com/'), region, what]).toEqual([true, true, expect.any(String), expect.any(String)]);
  }
});

test('isolated networks cost their addresses only', () => {
  const estimate = usdOf(NetworkPattern.isolated());
  expect(estimate.lines.map(({ price }) => price.what)).toEqual(['address in use that IPAM manages, an hour']);
  expect(estimate.total).toBeCloseTo(10 * 2 * 20 * 730 * 0.00027);
});

test('each account pays its attachment, all together one NAT gateway in a zone', () => {
  const estimate = usdOf(NetworkPattern.transitGateway());
  expect(quantity(estimate, /^attachment/)).toBe((20 + 2) * 730);
  expect(quantity(estimate, /^NAT gateway/)).toBe(6 * 730);
  expect(quantity(estimate, /transit gateway/)).toBe(1000);
});

test('a firewall takes the place of what NAT gateways would cost', () => {
  const estimate = usdOf(NetworkPattern.transitGateway({ egress: HubEgress.inspected({ policy: NetworkFirewallPolicy.domains(['example.com']) }) }));
  expect(quantity(estimate, /^firewall endpoint/)).toBe(6 * 730);
  expect(quantity(estimate, /^NAT gateway|GB through a NAT/)).toBe(0);
  expect(quantity(estimate, /GB through a firewall/)).toBe(1000);
});

test('shared subnets are the cheapest that reach the internet, whatever the number of accounts', () => {
  const [shared, own] = [NetworkPattern.sharedSubnets(), NetworkPattern.transitGateway()]
    .map(pattern => usdOf(pattern, { addresses: 0 }).total);
  expect(shared).toBeLessThan(own);
  expect(usdOf(NetworkPattern.sharedSubnets(), { addresses: 0, accounts: 100 }).total).toBe(shared);
});

test('interface endpoints count in each zone of each VPC', () => {
  expect(quantity(usdOf(NetworkPattern.isolated({ availabilityZones: 2 }), { interfaceEndpoints: 5 }), /^interface endpoint/)).toBe(5 * 2 * 20 * 730);
});

test('what AWS asks for everywhere alike is no dearer in other regions', () => {
  expect(usdOf(NetworkPattern.isolated(), { priceLevel: 2 }).total).toBe(usdOf(NetworkPattern.isolated()).total);
});
