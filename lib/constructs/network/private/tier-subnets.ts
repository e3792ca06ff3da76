import { Fn, Tags } from 'aws-cdk-lib';
import {
  CfnRoute, CfnRouteProps, CfnRouteTable, CfnSubnet, CfnSubnetRouteTableAssociation, CfnVPC, CfnVPCCidrBlock, SubnetType,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { acknowledgeNist } from '../../../core/nist-exceptions';
import { VpcAddresses } from '../vpc-addresses';
import { cidrOf, Slot } from './vpc-layout';

/** What the subnets of a tier are made of. */
interface TierSubnetsProps {
  readonly vpc: CfnVPC;
  readonly vpcName: string;
  readonly zones: readonly string[];
  readonly tierName: string;
  readonly subnetType: SubnetType;
  readonly addresses: VpcAddresses;
  readonly slotOf: (zone: number) => Slot;

  /** The VPC's IPv6 range, if the subnets have such addresses. */
  readonly ipv6?: CfnVPCCidrBlock;
}

/** Each subnet has a /64, as AWS wants it. */
const IPV6_HOST_BITS = '64';

/** The subnets of a tier: in each zone one, with a route table of its own, which nobody else's route changes. */
export class TierSubnets extends Construct {
  public readonly subnetIds: string[];
  public readonly routeTableIds: string[];
  public readonly cidrBlocks: string[];

  private readonly zones: readonly Construct[];
  private readonly associations: readonly CfnSubnetRouteTableAssociation[];

  public constructor(scope: Construct, id: string, private readonly props: TierSubnetsProps) {
    super(scope, id);
    this.zones = props.zones.map((_, index) => new Construct(this, `Zone${index + 1}`));
    const vpcCidr = props.addresses.cidrBlock ?? props.vpc.attrCidrBlock;
    this.cidrBlocks = props.zones.map((_, index) => cidrOf(vpcCidr, props.addresses.netmaskLength, props.slotOf(index)));
    const subnets = this.zones.map((zone, index) => this.addSubnet(zone, index));
    const tables = this.zones.map(zone => new CfnRouteTable(zone, 'RouteTable', { vpcId: props.vpc.attrVpcId }));
    this.associations = this.zones.map((zone, index) => {
      Tags.of(zone).add('Name', `${props.vpcName}/${props.tierName}-${index + 1}`);
      return new CfnSubnetRouteTableAssociation(zone, 'Association', {
        subnetId: subnets[index].attrSubnetId, routeTableId: tables[index].attrRouteTableId,
      });
    });
    this.subnetIds = subnets.map(({ attrSubnetId }) => attrSubnetId);
    this.routeTableIds = tables.map(({ attrRouteTableId }) => attrRouteTableId);
  }

  /** The same route in each zone, or one that differs by the zone. */
  public addRoute(id: string, routeOf: (zone: number) => Omit<CfnRouteProps, 'routeTableId'>): CfnRoute[] {
    const routes = this.zones.map((zone, index) => new CfnRoute(zone, id, { routeTableId: this.routeTableIds[index], ...routeOf(index) }));
    routes.filter(({ gatewayId }) => gatewayId !== undefined).forEach(route => acknowledgeNist(route, 'VPCNoUnrestrictedRouteToIGW'));
    return routes;
  }

  /** What makes the routes of a zone count. */
  public associationOf(zone: number): CfnSubnetRouteTableAssociation {
    return this.associations[zone];
  }

  private addSubnet(zone: Construct, index: number): CfnSubnet {
    const { vpc, zones, ipv6, slotOf, tierName, subnetType } = this.props;
    const block = slotOf(index).index;
    const subnet = new CfnSubnet(zone, 'Subnet', {
      vpcId: vpc.attrVpcId,
      availabilityZone: zones[index],
      cidrBlock: this.cidrBlocks[index],
      mapPublicIpOnLaunch: false,
      ...ipv6 && {
        ipv6CidrBlock: Fn.select(block, Fn.cidr(Fn.select(0, vpc.attrIpv6CidrBlocks), block + 1, IPV6_HOST_BITS)),
        assignIpv6AddressOnCreation: false,
      },
    });
    if (ipv6) {
      subnet.node.addDependency(ipv6);
    }
    Tags.of(subnet).add('aws-cdk:subnet-name', tierName);
    Tags.of(subnet).add('aws-cdk:subnet-type', subnetType);
    return subnet;
  }
}
