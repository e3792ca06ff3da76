import { CfnResource, Tags } from 'aws-cdk-lib';
import {
  CfnEgressOnlyInternetGateway, CfnEIP, CfnInternetGateway, CfnNatGateway, CfnRoute, CfnTransitGatewayAttachment, CfnVPC,
  CfnVPCGatewayAttachment,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { Egress } from '../egress';
import { Tier, TierReach } from '../tier';
import { TierSubnets } from './tier-subnets';

const ANYWHERE = '0.0.0.0/0';
const ANYWHERE_IPV6 = '::/0';

/** A tier with its subnets. */
interface TierWithSubnets {
  readonly tier: Tier;
  readonly subnets: TierSubnets;
}

/** What decides on the routes of a VPC. */
interface WaysOutProps {
  readonly vpc: CfnVPC;
  readonly vpcName: string;
  readonly tiers: readonly TierWithSubnets[];
  readonly egress: Egress;
  readonly takesLoadBalancers: boolean;
  readonly isDualStack: boolean;

  /** The VPC's own subnets of a kind, which it has if the egress asks for them. */
  readonly plumbing: ReadonlyMap<string, TierSubnets>;
}

/** The gateways of a VPC and every route but those of gateway endpoints. */
export class WaysOut extends Construct {
  public readonly hasInternetGateway: boolean;
  public readonly hasEgressOnlyGateway: boolean;
  public readonly transitGatewayAttachmentId?: string;

  /** The routes out of each tier, by its name. */
  public readonly routes = new Map<string, CfnRoute[]>();

  public constructor(scope: Construct, id: string, private readonly props: WaysOutProps) {
    super(scope, id);
    const { egress, isDualStack, takesLoadBalancers } = props;
    this.hasInternetGateway = takesLoadBalancers || egress.isNat;
    this.hasEgressOnlyGateway = isDualStack && egress.isNat;

    if (this.hasInternetGateway) {
      this.routeToInternet(...this.newInternetGateway());
    }
    if (this.hasEgressOnlyGateway) {
      const gateway = new CfnEgressOnlyInternetGateway(this, 'EgressOnlyGateway', { vpcId: props.vpc.attrVpcId });
      this.addRoutes(TierReach.EGRESS, 'DefaultRouteIpv6', () => ({ destinationIpv6CidrBlock: ANYWHERE_IPV6, egressOnlyInternetGatewayId: gateway.attrId }));
    }
    this.transitGatewayAttachmentId = egress.transitGatewayId === undefined ? undefined : this.attach(egress.transitGatewayId);
  }

  private newInternetGateway(): [CfnInternetGateway, CfnVPCGatewayAttachment] {
    const gateway = new CfnInternetGateway(this, 'InternetGateway');
    Tags.of(gateway).add('Name', this.props.vpcName);
    return [gateway, new CfnVPCGatewayAttachment(this, 'InternetGatewayAttachment', {
      vpcId: this.props.vpc.attrVpcId, internetGatewayId: gateway.attrInternetGatewayId,
    })];
  }

  private routeToInternet({ attrInternetGatewayId: gatewayId }: CfnInternetGateway, attachment: CfnVPCGatewayAttachment): void {
    const { egress, isDualStack, takesLoadBalancers, plumbing } = this.props;
    if (takesLoadBalancers) {
      this.addRoutes(TierReach.INTERNET_FACING, 'DefaultRoute', () => ({ destinationCidrBlock: ANYWHERE, gatewayId }), attachment);
      if (isDualStack) {
        this.addRoutes(TierReach.INTERNET_FACING, 'DefaultRouteIpv6', () => ({ destinationIpv6CidrBlock: ANYWHERE_IPV6, gatewayId }), attachment);
      }
    }
    if (egress.isNat) {
      const subnets = plumbing.get('nat')!;
      const routes = subnets.addRoute('DefaultRoute', () => ({ destinationCidrBlock: ANYWHERE, gatewayId }));
      routes.forEach(route => route.node.addDependency(attachment));
      const gateways = this.newNatGateways(subnets, routes);
      this.addRoutes(TierReach.EGRESS, 'DefaultRoute', zone => ({
        destinationCidrBlock: ANYWHERE, natGatewayId: gateways[zone % gateways.length].attrNatGatewayId,
      }));
    }
  }

  /** A NAT gateway works once its own subnet has its way to the internet. */
  private newNatGateways(subnets: TierSubnets, routes: readonly CfnRoute[]): CfnNatGateway[] {
    const zones = this.props.egress._onePerZone ? routes : routes.slice(0, 1);
    return zones.map((route, zone) => {
      const address = new CfnEIP(this, `Address${zone + 1}`, { domain: 'vpc' });
      const gateway = new CfnNatGateway(this, `NatGateway${zone + 1}`, { subnetId: subnets.subnetIds[zone], allocationId: address.attrAllocationId });
      [address, gateway].forEach(part => {
        part.node.addDependency(route);
        Tags.of(part).add('Name', `${this.props.vpcName}/nat-${zone + 1}`);
      });
      gateway.node.addDependency(subnets.associationOf(zone));
      return gateway;
    });
  }

  private attach(transitGatewayId: string): string {
    const { egress, plumbing, vpc, vpcName, tiers } = this.props;
    const attachment = new CfnTransitGatewayAttachment(this, 'TransitGatewayAttachment', {
      transitGatewayId, vpcId: vpc.attrVpcId, subnetIds: plumbing.get('transit')!.subnetIds,
    });
    Tags.of(attachment).add('Name', vpcName);
    this.addRoutes(TierReach.EGRESS, 'DefaultRoute', () => ({ destinationCidrBlock: ANYWHERE, transitGatewayId }), attachment);
    tiers.filter(({ tier }) => tier.reach !== TierReach.EGRESS).forEach(({ tier }) => egress.networks.forEach(network =>
      this.addRoutesOf(tier, `RouteTo-${network}`, () => ({ destinationCidrBlock: network, transitGatewayId }), attachment)));
    return attachment.attrId;
  }

  private addRoutes(reach: TierReach, id: string, routeOf: Parameters<TierSubnets['addRoute']>[1], after?: CfnResource): void {
    this.props.tiers.filter(({ tier }) => tier.reach === reach).forEach(({ tier }) => this.addRoutesOf(tier, id, routeOf, after));
  }

  private addRoutesOf(tier: Tier, id: string, routeOf: Parameters<TierSubnets['addRoute']>[1], after?: CfnResource): void {
    const { subnets } = this.props.tiers.find(other => other.tier === tier)!;
    const routes = subnets.addRoute(id, routeOf);
    if (after) {
      routes.forEach(route => route.node.addDependency(after));
    }
    this.routes.set(tier.tierName, [...this.routes.get(tier.tierName) ?? [], ...routes]);
  }
}
