import { CfnRoute, CfnRouteTable, CfnSubnet, CfnSubnetRouteTableAssociation, CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { networkShareName } from '../../../core/naming';
import { acknowledgeNist } from '../../../core/nist-exceptions';
import { blockOf, Cidr, formatCidr } from './cidr';
import { NAME_TAG } from './network-names';

const SUBNET_MASK = 28;
/** Kinds of subnets of a zone, by the place of their range in it. */
const KINDS = ['transit', 'firewall', 'nat'];
const RANGES_PER_ZONE = 4;

/** Subnets of which kind, and where. */
export interface EgressSubnetsProps {
  readonly vpc: CfnVPC;
  readonly range: Cidr;
  readonly zones: string[];
  /** "transit", "firewall" or "nat". */
  readonly kind: string;
}

/** Subnets of one kind in each zone, each with its route table. */
export class EgressSubnets extends Construct {
  public readonly subnetIds: string[];
  private readonly tables: CfnRouteTable[];

  public constructor(scope: Construct, id: string, { vpc, range, zones, kind }: EgressSubnetsProps) {
    super(scope, id);
    const made = zones.map((availabilityZone, zone) => {
      const tags = [{ key: NAME_TAG, value: `${networkShareName('egress')}-${kind}-${zone + 1}` }];
      const cidrBlock = formatCidr(blockOf(range, SUBNET_MASK, zone * RANGES_PER_ZONE + KINDS.indexOf(kind)));
      const subnet = new CfnSubnet(this, `Subnet${zone + 1}`, { vpcId: vpc.attrVpcId, availabilityZone, cidrBlock, mapPublicIpOnLaunch: false, tags });
      const table = new CfnRouteTable(this, `RouteTable${zone + 1}`, { vpcId: vpc.attrVpcId, tags });
      new CfnSubnetRouteTableAssociation(this, `Association${zone + 1}`, { subnetId: subnet.attrSubnetId, routeTableId: table.attrRouteTableId });
      return { subnet, table };
    });
    this.subnetIds = made.map(({ subnet }) => subnet.attrSubnetId);
    this.tables = made.map(({ table }) => table);
  }

  /** A route of each zone's table: to the target of the zone. */
  public addRoute(id: string, destinationCidrBlock: string, targetOf: (zone: number) => RouteTarget, after?: Construct): void {
    this.tables.forEach((table, zone) => {
      const route = new CfnRoute(this, `${id}${zone + 1}`, { routeTableId: table.attrRouteTableId, destinationCidrBlock, ...targetOf(zone) });
      if (route.gatewayId !== undefined) {
        acknowledgeNist(route, 'VPCNoUnrestrictedRouteToIGW');
      }
      if (after) {
        route.node.addDependency(after);
      }
    });
  }
}

/** One of the properties of a route that name its target. */
export interface RouteTarget {
  readonly gatewayId?: string;
  readonly natGatewayId?: string;
  readonly transitGatewayId?: string;
  readonly vpcEndpointId?: string;
}
