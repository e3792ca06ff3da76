import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HubEgress, NetworkFirewallPolicy, NetworkPattern } from '../../lib/constructs/network';
import { NetworkEstimate } from '../../lib/controls';

const PAGE = readFileSync(join(__dirname, '../../docs/networks.md'), 'utf8');

/** The page names the size: two regions of three zones; addresses and gigabytes are those that the estimate assumes. */
const REGIONS = 2;
const ACCOUNTS = [2, 20, 100];
const FIREWALL = NetworkFirewallPolicy.domains(['.amazonaws.com']);

/** Patterns by what the page calls them, and how many interface endpoints their networks have. */
const PATTERNS: readonly (readonly [string, NetworkPattern, number?])[] = [
  ['`isolated`', NetworkPattern.isolated()],
  ['`isolated`, five interface endpoints each', NetworkPattern.isolated(), 5],
  ['`transitGateway`, `HubEgress.none()`', NetworkPattern.transitGateway({ egress: HubEgress.none() })],
  ['`transitGateway`, `HubEgress.nat()`', NetworkPattern.transitGateway()],
  ['`transitGateway`, `HubEgress.inspected(…)`', NetworkPattern.transitGateway({ egress: HubEgress.inspected({ policy: FIREWALL }) })],
  ['`sharedSubnets`', NetworkPattern.sharedSubnets()],
];

test('the page says what the patterns cost', () => {
  const rows = PATTERNS.map(([name, pattern, interfaceEndpoints]) => {
    const usd = (accounts: number) => NetworkEstimate.of(pattern, { accounts, regions: REGIONS, interfaceEndpoints }).total;
    return `| ${[name, ...[...ACCOUNTS.map(usd), usd(21) - usd(20)].map(dollars)].join(' | ')} |`;
  });
  const [, table] = /\| pattern \|[^\n]*\n\|[-:|]+\|\n([^]*?)\n\n/.exec(PAGE) ?? [];
  expect(table?.split('\n')).toEqual(rows);
});

const dollars = (usd: number): string => Math.round(usd).toLocaleString('en-US');
