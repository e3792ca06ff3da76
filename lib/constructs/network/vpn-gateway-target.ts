/**
 * Where a site-to-site VPN ends in AWS.
 *
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html
 */
export class VpnGatewayTarget {
  /**
   * At a virtual private gateway of one VPC, which is made for it. Its routes are propagated into the route tables that are named, and
   * into no others.
   *
   * @param vpcId the id of the VPC
   * @param routeTableIds tables of the subnets that the other side may reach
   */
  public static vpc(vpcId: string, routeTableIds: string[]): VpnGatewayTarget {
    return new VpnGatewayTarget(vpcId, routeTableIds);
  }

  /**
   * At a transit gateway: which VPCs the other side may reach is said by its route tables.
   *
   * @param transitGatewayId the transit gateway
   */
  public static transitGateway(transitGatewayId: string): VpnGatewayTarget {
    return new VpnGatewayTarget(undefined, [], transitGatewayId);
  }

  private constructor(
    /** The VPC; none at a transit gateway. */
    public readonly vpcId?: string,
    /** Route tables that learn the routes. */
    public readonly routeTableIds: string[] = [],
    /** The transit gateway; none in a VPC. */
    public readonly transitGatewayId?: string,
  ) {}
}
