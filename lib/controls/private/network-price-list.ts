import { Price } from '../price';

const page = (path: string) => `https://aws.amazon.com/${path}/pricing/`;
const READ_AT = 'https://dev.to/muskan_8abedcc7e12/the-complete-guide-to-cloud-networking-costs-vpcs-nat-gateways-data-transfer-1oh6';

const VPC = { service: 'Amazon VPC', region: 'us-east-1', source: page('vpc') };
const TRANSIT_GATEWAY = { service: 'AWS Transit Gateway', region: 'us-east-1', source: page('transit-gateway'), readAt: READ_AT };
const PRIVATE_LINK = { service: 'AWS PrivateLink', region: 'us-east-1', source: page('privatelink'), readAt: READ_AT };
const FIREWALL = { service: 'AWS Network Firewall', region: 'us-east-1', source: page('network-firewall') };
const VPN = { service: 'AWS VPN', region: 'us-east-1', source: page('vpn') };

/** What networks are billed by: hours and gigabytes. */
export const NETWORK_PRICES = {
  NAT_HOUR: { ...VPC, what: 'NAT gateway, an hour', usd: 0.045, readAt: READ_AT },
  NAT_GIGABYTE: { ...VPC, what: 'GB through a NAT gateway', usd: 0.045, readAt: READ_AT },
  PUBLIC_ADDRESS_HOUR: { ...VPC, what: 'public IPv4 address, an hour', usd: 0.005, region: 'any', readAt: READ_AT },
  MANAGED_ADDRESS_HOUR: { ...VPC, what: 'address in use that IPAM manages, an hour', usd: 0.00027, region: 'any', readAt: 'https://aws.amazon.com/vpc/pricing/' },
  ATTACHMENT_HOUR: { ...TRANSIT_GATEWAY, what: 'attachment, an hour', usd: 0.05 },
  TRANSIT_GIGABYTE: { ...TRANSIT_GATEWAY, what: 'GB through a transit gateway', usd: 0.02 },
  INTERFACE_ENDPOINT_HOUR: { ...PRIVATE_LINK, what: 'interface endpoint in a zone, an hour', usd: 0.01 },
  INTERFACE_ENDPOINT_GIGABYTE: { ...PRIVATE_LINK, what: 'GB through an interface endpoint', usd: 0.01 },
  FIREWALL_HOUR: { ...FIREWALL, what: 'firewall endpoint, an hour', usd: 0.395 },
  FIREWALL_GIGABYTE: { ...FIREWALL, what: 'GB through a firewall', usd: 0.065 },
  VPN_HOUR: { ...VPN, what: 'Site-to-Site VPN connection, an hour', usd: 0.05 },
  CLIENT_VPN_ASSOCIATION_HOUR: { ...VPN, what: 'Client VPN endpoint in a subnet, an hour', usd: 0.1 },
  CLIENT_VPN_CONNECTION_HOUR: { ...VPN, what: 'Client VPN connection, an hour', usd: 0.05 },
} as const satisfies Record<string, Price>;
