import type { AddressRange } from '../aws/addresses';
import type { Origin } from '../aws/contract';
import type { SecurityGroup, Subnet } from '../aws/services/networks';
import type { ClientVpnEndpoint } from '../aws/services/vpn';

/** Traffic that is asked about. */
export interface Traffic {
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  /** Port of the destination; none for ICMP. */
  readonly port: number;
}

/** Where traffic begins or ends: in a subnet, or at addresses outside of every VPC. */
export interface End {
  /** How a person would name it. */
  readonly label: string;
  /** The subnet, for what is in one. */
  readonly subnet?: Subnet;
  /** The groups of its network interface; undefined where nobody knows them, so that they may be any of the VPC. */
  readonly groups?: readonly SecurityGroup[];
  /** Addresses that it may have; none for a gateway endpoint. */
  readonly range?: AddressRange;
  /** Whether it is known to have no public address, so that no internet gateway joins it to the internet. */
  readonly hasNoPublicAddress?: boolean;
  /** The Client VPN by which people come in, where they do. */
  readonly clientVpn?: ClientVpnEndpoint;
  /** Route tables and prefix list of a gateway endpoint, which has no addresses of its own. */
  readonly gatewayEndpoint?: GatewayEndpointEnd;
}

/** What reaches S3 or DynamoDB by a route of a table. */
export interface GatewayEndpointEnd {
  readonly id: string;
  readonly serviceName: string;
  readonly routeTableIds: readonly string[];
  readonly origin?: Origin;
}

/** A subnet that traffic goes through on its way. */
export interface Visit {
  readonly subnet: Subnet;
  /** Whether the network ACL is asked about what comes in, and about what goes out. */
  readonly enters: boolean;
  readonly leaves: boolean;
  /** Addresses that traffic comes from, or goes to, where a NAT gateway has put its own in the place of those of the end. */
  readonly from?: AddressRange;
  readonly to?: AddressRange;
}

/** What on the way decides. */
export type Station =
  | 'security-group-egress' | 'security-group-ingress' | 'route' | 'return-route' | 'network-acl' | 'internet-gateway' | 'nat-gateway'
  | 'block-public-access' | 'transit-gateway' | 'endpoint' | 'vpn-gateway' | 'client-vpn';

/** What one station on the way says. */
export interface Step {
  readonly station: Station;
  readonly passes: boolean;
  /** In a sentence, without the name of the resource. */
  readonly reason: string;
  /** Id of the security group, route table, network ACL … */
  readonly id: string;
  /** The resource of a stack that says so; undefined for what AWS made. */
  readonly origin?: Origin;
}

/** The traffic in words. */
export const trafficText = ({ protocol, port }: Traffic): string => protocol === 'icmp' ? 'icmp' : `${protocol} ${port}`;
