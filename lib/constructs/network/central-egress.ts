import { Fn } from 'aws-cdk-lib';
import {
  CfnEIP, CfnInternetGateway, CfnNatGateway, CfnTransitGatewayAttachment, CfnTransitGatewayRoute, CfnVPC, CfnVPCGatewayAttachment,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { throwProblems } from '../../core/errors';
import { networkShareName } from '../../core/naming';
import { Problems, wholeRangeProblems } from '../../core/validation';
import { DefaultSecurityGroupFunction } from './default-security-group-function';
import { FlowLogs, LogArchiveDestination } from './flow-logs';
import { HubEgress } from './hub-egress';
import { overlap, parseCidr } from './private/cidr';
import { closeDefaultSecurityGroup } from './private/default-security-group';
import { EgressFirewall } from './private/egress-firewall';
import { EgressSubnets, RouteTarget } from './private/egress-subnets';
import { NAME_TAG } from './private/network-names';
import { TransitGateway } from './transit-gateway';

/** Properties of the central egress. */
export interface CentralEgressProps {
  /** What the networks are attached to. */
  readonly transitGateway: TransitGateway;

  /** The range that the networks lie in. */
  readonly organizationRange: string;

  /** NAT, with or without inspection; not `HubEgress.none()`. */
  readonly egress: HubEgress;

  /** The log archive, for flow logs and those of the firewall. */
  readonly logArchive: LogArchiveDestination;

  /**
   * How many zones: 1 to 4, the first of the region.
   *
   * @default 3
   */
  readonly availabilityZones?: number;

  /**
   * Addresses of the VPC: a /24 that is not of the organization's range. Nobody else sees them, so that each region may have the same.
   *
   * @default "100.64.0.0/24" - of the range for such purposes, RFC 6598
   */
  readonly cidrBlock?: string;
}

const EVERYWHERE = '0.0.0.0/0';
const VPC_MASK = 24;

/**
 * The way of all networks behind a transit gateway to the internet: one VPC of the network account with NAT gateways, and firewalls before
 * them if wished. Nothing comes in by it.
 *
 *     spoke ──► transit gateway ──► subnet "transit" ──► [ subnet "firewall" ──► ] subnet "nat" ──► internet gateway
 *
 * Routes of a zone stay in the zone, there and back; with firewalls the attachment is in appliance mode, so that both directions of a
 * connection meet the same one.
 *
 * A month and zone about USD 33 for NAT, 290 for a firewall; 36 for the attachment; by the gigabyte 0.045 NAT, 0.02 transit gateway, 0.065
 * firewall (us-east-1).
 *
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-nat-igw.html
 * @see https://docs.aws.amazon.com/network-firewall/latest/developerguide/arch-two-zone-igw.html
 */
export class CentralEgress extends Construct {
  /** The VPC. */
  public readonly vpcId: string;

  public constructor(scope: Construct, id: string, props: CentralEgressProps) {
    super(scope, id);
    const count = props.availabilityZones ?? 3;
    const cidr = props.cidrBlock ?? '100.64.0.0/24';
    throwProblems(this, problems(props, count, cidr));

    const vpc = new CfnVPC(this, 'Resource', {
      cidrBlock: cidr, enableDnsHostnames: true, enableDnsSupport: true, tags: [{ key: NAME_TAG, value: networkShareName('egress') }],
    });
    const zones = Array.from({ length: count }, (_, zone) => Fn.select(zone, Fn.getAzs()));
    const layout = { vpc, range: parseCidr(cidr)!, zones };
    const transit = new EgressSubnets(this, 'Transit', { ...layout, kind: 'transit' });
    const nat = new EgressSubnets(this, 'Nat', { ...layout, kind: 'nat' });
    const attachment = this.attach(props, vpc, transit.subnetIds);
    const toTransitGateway = () => ({ transitGatewayId: props.transitGateway.transitGatewayId });

    const toNat = this.createNat(vpc, nat, props.egress.onePerZone);
    if (props.egress.firewall) {
      const inspected = new EgressSubnets(this, 'Inspected', { ...layout, kind: 'firewall' });
      const firewall = new EgressFirewall(this, 'Firewall', { ...props, policy: props.egress.firewall, vpcId: vpc.attrVpcId, subnetIds: inspected.subnetIds });
      const toFirewall = (zone: number) => ({ vpcEndpointId: firewall.endpointIds[zone] });
      transit.addRoute('Internet', EVERYWHERE, toFirewall);
      inspected.addRoute('Internet', EVERYWHERE, toNat);
      inspected.addRoute('Networks', props.organizationRange, toTransitGateway, attachment);
      nat.addRoute('Networks', props.organizationRange, toFirewall);
    } else {
      transit.addRoute('Internet', EVERYWHERE, toNat);
      nat.addRoute('Networks', props.organizationRange, toTransitGateway, attachment);
    }
    closeDefaultSecurityGroup(this, vpc, DefaultSecurityGroupFunction.ofLandingZone());
    FlowLogs.logArchive(props.logArchive).addToVpc(this, vpc.attrVpcId);
    this.vpcId = vpc.attrVpcId;
  }

  /** Attaches the VPC: to the table of the hub, and as the way out of all spokes. */
  private attach({ transitGateway, egress }: CentralEgressProps, vpc: CfnVPC, subnetIds: string[]): CfnTransitGatewayAttachment {
    const attachment = new CfnTransitGatewayAttachment(this, 'Attachment', {
      transitGatewayId: transitGateway.transitGatewayId,
      vpcId: vpc.attrVpcId,
      subnetIds,
      options: egress.firewall ? { ApplianceModeSupport: 'enable' } : undefined,
      tags: [{ key: NAME_TAG, value: networkShareName('egress') }],
    });
    transitGateway._associateWithHub(this, 'HubTable', attachment);
    new CfnTransitGatewayRoute(this, 'WayOut', {
      transitGatewayRouteTableId: transitGateway.spokeRouteTableId, destinationCidrBlock: EVERYWHERE,
      transitGatewayAttachmentId: attachment.attrId,
    });
    return attachment;
  }

  private createNat(vpc: CfnVPC, subnets: EgressSubnets, onePerZone: boolean): (zone: number) => RouteTarget {
    const gateway = new CfnInternetGateway(this, 'InternetGateway', { tags: [{ key: NAME_TAG, value: networkShareName('egress') }] });
    const attached = new CfnVPCGatewayAttachment(this, 'InternetAttachment', { vpcId: vpc.attrVpcId, internetGatewayId: gateway.attrInternetGatewayId });
    subnets.addRoute('Internet', EVERYWHERE, () => ({ gatewayId: gateway.attrInternetGatewayId }), attached);
    const gateways = subnets.subnetIds.slice(0, onePerZone ? undefined : 1).map((subnetId, zone) => {
      const tags = [{ key: NAME_TAG, value: `${networkShareName('egress')}-${zone + 1}` }];
      const address = new CfnEIP(this, `Address${zone + 1}`, { domain: 'vpc', tags });
      const nat = new CfnNatGateway(this, `NatGateway${zone + 1}`, { subnetId, allocationId: address.attrAllocationId, tags });
      [address, nat].forEach(resource => resource.node.addDependency(attached));
      return nat.attrNatGatewayId;
    });
    return zone => ({ natGatewayId: gateways[zone] ?? gateways[0] });
  }
}

const ZONES = { min: 1, max: 4 };

function problems({ organizationRange, egress }: CentralEgressProps, zones: number, cidr: string): Problems {
  const [range, organization] = [parseCidr(cidr), parseCidr(organizationRange)];
  return [
    ...egress.reachesInternet ? [] : ["'egress' must reach the internet, got 'HubEgress.none()': leave the central egress out"],
    ...wholeRangeProblems('availabilityZones', 'zones', zones, ZONES, 'choose that many'),
    ...range?.mask === VPC_MASK ? [] : [`'cidrBlock' must be an IPv4 range of /${VPC_MASK}, got ${JSON.stringify(cidr)}: correct it`],
    ...range && organization && overlap(range, organization)
      ? [`'cidrBlock' must not overlap with 'organizationRange' ${organizationRange}, got ${cidr}: choose another`]
      : [],
  ];
}
