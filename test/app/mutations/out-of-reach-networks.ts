const NO_FIREWALL = 'the example has no AWS Network Firewall; test/rehearsal/types/organization-network.test.ts has some';
const NO_DNS_FIREWALL = 'the example filters and logs no DNS queries; test/rehearsal/types/traffic.test.ts does';
const NO_VPN = 'the example has no VPN; test/rehearsal/types/traffic.test.ts has some';
const NO_CLIENT_VPN = 'the example has no Client VPN; test/rehearsal/types/traffic.test.ts has some';
const NO_WAY_TO_INSTANCES = 'the example has no EC2 Instance Connect Endpoint; test/rehearsal/types/traffic.test.ts has some';

/** Rules of networks about what the example does without: each with the reason, and the test that breaks it. */
export const OUT_OF_REACH_OF_NETWORKS: Readonly<Record<string, string>> = {
  'network-firewall/name': NO_FIREWALL,
  'network-firewall/capacity': NO_FIREWALL,
  'network-firewall/rule-order': NO_FIREWALL,
  'network-firewall/parts-exist': NO_FIREWALL,
  'network-firewall/one-endpoint-per-zone': NO_FIREWALL,
  'network-firewall/stateless-actions': NO_FIREWALL,
  'resolver/parts-exist': NO_DNS_FIREWALL,
  'resolver/firewall-rules': NO_DNS_FIREWALL,
  'resolver/association-priority': NO_DNS_FIREWALL,
  'resolver/domains': NO_DNS_FIREWALL,
  'resolver/query-log-destination': NO_DNS_FIREWALL,
  'resolver/quotas': NO_DNS_FIREWALL,
  'vpn/parts-exist': NO_VPN,
  'vpn/one-end': NO_VPN,
  'vpn/gateway-attached': NO_VPN,
  'vpn/static-routes': NO_VPN,
  'vpn/log-group': NO_VPN,
  'client-vpn/addresses': NO_CLIENT_VPN,
  'client-vpn/identity': NO_CLIENT_VPN,
  'client-vpn/subnets': NO_CLIENT_VPN,
  'client-vpn/groups': NO_CLIENT_VPN,
  'instance-connect-endpoint/quota': NO_WAY_TO_INSTANCES,
};
