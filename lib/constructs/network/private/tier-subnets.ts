import { Tags } from 'aws-cdk-lib';
import { CfnRoute, CfnRouteProps, CfnRouteTable, CfnSubnet, CfnSubnetRouteTableAssociation, CfnVPC, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
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
}

/** The subnets of a tier: in each zone one, with a route table of its own, which nobody else's route changes. */
export class TierSubnets extends Construct {
  public readonly subnetIds: string[];
  public readonly routeTableIds: string[];
  public readonly cidrBlocks: string[];

  private readonly zones: readonly Construct[];

  public constructor(scope: Construct, id: string, private readonly props: TierSubnetsProps) {
    super(scope, id);
    this.zones = props.zones.map((_, index) => new Construct(this, `Zone${index + 1}`));
    const vpcCidr = props.addresses.range ?? props.vpc.attrCidrBlock;
    this.cidrBlocks = props.zones.map((_, index) => cidrOf(vpcCidr, props.addresses.netmaskLength, props.slotOf(index)));
    const subnets = this.zones.map((zone, index) => this.addSubnet(zone, index));
    const tables = this.zones.map(zone => new CfnRouteTable(zone, 'RouteTable', { vpcId: props.vpc.attrVpcId }));
    this.zones.forEach((zone, index) => {
      new CfnSubnetRouteTableAssociation(zone, 'Association', { subnetId: subnets[index].attrSubnetId, routeTableId: tables[index].attrRouteTableId });
      this.name(zone, index);
    });
    this.subnetIds = subnets.map(({ attrSubnetId }) => attrSubnetId);
    this.routeTableIds = tables.map(({ attrRouteTableId }) => attrRouteTableId);
  }

  /** The same route in each zone, or one that differs by the zone. */
  public addRoute(id: string, routeOf: (zone: number) => Omit<CfnRouteProps, 'routeTableId'>): CfnRoute[] {
    return this.zones.map((zone, index) => new CfnRoute(zone, id, { routeTableId: this.routeTableIds[index], ...routeOf(index) }));
  }

  private addSubnet(zone: Construct, index: number): CfnSubnet {
    const subnet = new CfnSubnet(zone, 'Subnet', {
      vpcId: this.props.vpc.attrVpcId,
      availabilityZone: this.props.zones[index],
      cidrBlock: this.cidrBlocks[index],
      mapPublicIpOnLaunch: false,
    });
    Tags.of(subnet).add('aws-cdk:subnet-name', this.props.tierName);
    Tags.of(subnet).add('aws-cdk:subnet-type', this.props.subnetType);
    return subnet;
  }

  private name(zone: Construct, index: number): void {
    Tags.of(zone).add('Name', `${this.props.vpcName}/${this.props.tierName}-${index + 1}`);
  }
}
