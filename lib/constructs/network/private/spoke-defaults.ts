import { DefaultSecurityGroupFunction } from '../default-security-group-function';
import { DnsProtection } from '../dns-protection';
import { EndpointSelection } from '../endpoint-selection';
import { FlowLogs, LogArchiveDestination } from '../flow-logs';
import { NetworkPattern } from '../network-pattern';
import { VpcAddresses } from '../vpc-addresses';

/** What VPCs that the landing zone makes have in common. */
export interface LandingZoneVpcChoices {
  readonly pattern: NetworkPattern;
  readonly ipamPoolId: string;
  readonly logArchive: LogArchiveDestination;
  readonly organizationId: string;
  readonly endpoints?: EndpointSelection;
  readonly dns?: DnsProtection;
}

/** Props of a VPC that goes to many regions: no role, no key, addresses of a pool. */
export function landingZoneVpc({ pattern, ipamPoolId, logArchive, organizationId, endpoints, dns }: LandingZoneVpcChoices) {
  return {
    addresses: VpcAddresses.ipam({ ipamPoolId, netmaskLength: pattern.netmaskLength }),
    tiers: pattern.tiers,
    availabilityZones: pattern.availabilityZones,
    flowLogs: FlowLogs.logArchive(logArchive),
    endpoints: (endpoints ?? EndpointSelection.gateways())._within(organizationId),
    dns,
    defaultSecurityGroup: DefaultSecurityGroupFunction.ofLandingZone(),
  };
}
